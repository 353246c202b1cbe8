"""Addresses of printers as an office writes them, such as `net:192.0.2.7:9100`."""

import re
from dataclasses import dataclass

from shared.errors import N_, SetupError

_SHAPES = {
    "virtual": r"(?P<place>[^:]*)",
    "none": r"(?P<place>)",
    "net": r"(?P<place>[^\s:/]+)(?::(?P<number>\d{1,5}))?",
    "usb": r"(?P<place>[0-9a-fA-F]{4}:[0-9a-fA-F]{4}(?::[^\s:@]+|@\d+-[\d.]+)?)",
    "serial": r"(?P<place>/[^\s:]+)(?::(?P<number>\d{3,7}))?",
    "file": r"(?P<place>/\S+)",
}
_USUAL_NUMBER = {"net": 9100, "serial": 9600}
_KEY = "printers.ticket"


@dataclass(frozen=True)
class Address:
    """Where a printer is; `number` is the port of `net` and the speed in baud of `serial`."""

    kind: str
    place: str
    number: int

    def __str__(self) -> str:
        return f"{self.kind}:{self.place}" + (f":{self.number}" if self.number else "")


def parse(address: str) -> Address:
    """Read the address of a printer of slips; raises SetupError saying what is wrong with it."""
    kind, _, rest = address.partition(":")
    if kind == "cups":
        raise _wrong(N_("tiket dicetak langsung, bukan lewat CUPS: pakai net:, usb:, atau file:"))
    if kind not in _SHAPES:
        raise _wrong(f"jenis printer {kind!r} tidak dikenal; pilih {', '.join(sorted(_SHAPES))}")
    found = re.fullmatch(_SHAPES[kind], rest)
    if not found:
        raise _wrong(f"alamat {address!r} tidak lengkap atau salah tulis")
    number = int(found.groupdict().get("number") or _USUAL_NUMBER.get(kind, 0))
    if kind == "net" and not 0 < number < 65536:
        raise _wrong(f"port {number} harus antara 1 dan 65535")
    return Address(kind, found["place"], number)


def _wrong(reason: str) -> SetupError:
    return SetupError("setelan", _KEY, reason)
