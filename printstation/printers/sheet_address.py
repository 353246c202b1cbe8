"""The addresses that an office writes for its A4 printers, and the printer behind each.

An address is `virtual:[DIR]`, `cups:QUEUE` or `none`. Several printers stand behind each other
with commas: the first is `sheet`, the next `sheet-2`, and so on.
"""

import re
from pathlib import Path

from printstation.paper_folder import folder
from printstation.printers.sheet import SheetPrinter
from printstation.printers.sheet_cups import CupsSheets
from shared.errors import N_, SetupError
from shared.rules.paper.printers import sheet_names

_KEY = "printers.sheet"
_SHAPE = re.compile(r"none|virtual:[^:,]*|cups:[A-Za-z0-9_.-]{1,127}")


def addresses(setting: str) -> dict[str, str]:
    """Each printer's name and its address; empty for `none`. Raises SetupError."""
    given = [part.strip() for part in setting.split(",")]
    for address in given:
        if not _SHAPE.fullmatch(address):
            raise SetupError(
                "setelan",
                _KEY,
                f"alamat {address!r} tidak dikenal; pakai virtual:, cups:ANTREAN atau none",
            )
    if len(set(given)) != len(given) or ("none" in given and len(given) > 1):
        raise SetupError("setelan", _KEY, N_("pencetak yang sama ditulis dua kali"))
    return dict(zip(sheet_names(setting), given, strict=False))


def open_sheet_printer(address: str, data: Path) -> SheetPrinter:
    """The printer at an address of `addresses`; opens no wire yet."""
    kind, _, place = address.partition(":")
    if kind == "virtual":
        # It draws pictures of what came out; a real office does not carry that along.
        from printstation.printers.sheet_virtual import VirtualSheets

        return VirtualSheets(folder(place, data))
    return CupsSheets(place, data)
