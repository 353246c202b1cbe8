"""The printers of slips, opened by the address in the office's settings."""

from pathlib import Path

from printstation.printers.address import parse
from printstation.printers.printer import Printer


def open_printer(address: str, *, data: Path, width_mm: int, broken_off: int = 0) -> Printer | None:
    """The printer at an address such as `net:192.0.2.7`; nothing for `none`.

    `broken_off`: bytes of the slip that an earlier process may not have sent whole. Opens no wire
    yet. Raises SetupError for an address that no slip can be printed to.
    """
    where = parse(address)
    if where.kind == "none":
        return None
    if where.kind == "virtual":
        from printstation.paper_folder import folder
        from printstation.printers.virtual import VirtualPrinter

        return VirtualPrinter(folder(where.place, data), width_mm)
    from printstation.printers.abilities import KnownAbilities
    from printstation.printers.links import connector
    from printstation.printers.thermal import ThermalPrinter

    memory = KnownAbilities(data / "printers.json", str(where))
    return ThermalPrinter(connector(where), memory, broken_off)
