"""The printer of A4 papers: a wrong address shows at the start, not at the first paper."""

import re

from shared.errors import N_, SetupError

_KEY = "printers.sheet"


def check(address: str) -> None:
    """Raise SetupError unless A4 papers can go to this address."""
    if address == "none" or re.fullmatch(r"virtual:[^:]*", address):
        return
    if address.startswith("cups:"):
        raise SetupError(
            "setelan", _KEY,
            N_("versi ini belum mencetak lembar A4 lewat CUPS; pakai virtual: atau none"),
        )
    raise SetupError("setelan", _KEY, f"alamat {address!r} tidak dikenal; pakai virtual: atau none")
