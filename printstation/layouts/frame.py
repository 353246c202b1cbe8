"""What every slip has around its matter: the office above, the promises below."""

from collections.abc import Mapping
from typing import Any

from printstation.layouts.plain import plain
from printstation.printers.roll import Roll


def head(roll: Roll, payload: Mapping[str, Any], logo: bytes | None) -> None:
    """The office with its emblem, closed by a rule; above it what sets this slip apart."""
    _marks(roll, payload)
    if logo:
        roll.picture(logo).gap(8)
    name, *rest = [plain(line) for line in payload["office"]["lines"]] or [""]
    roll.words(name, bold=not rest)
    for line in rest[:1]:
        roll.words(line, bold=True)
    for line in rest[1:]:
        roll.words(line, font="b")
    roll.gap(10).rule(3).gap(14)


def foot(roll: Roll, payload: Mapping[str, Any]) -> bytes:
    """The promises of the office, then the cut."""
    roll.gap(10).rule(3).gap(12)
    if payload.get("free"):
        roll.words(plain(payload["free"]), bold=True)
    if payload.get("complaint"):
        roll.words(plain(payload["complaint"]))
    if payload.get("practice"):
        roll.gap(10).bar("LATIHAN")
    return roll.cut()


def when(roll: Roll, payload: Mapping[str, Any]) -> None:
    """Day and time, on one line where the paper is wide enough."""
    day, time = plain(payload["day"]), plain(payload["time"])
    together = f"{day}  {time}"
    for line in [together] if len(together) <= roll.columns() else [day, time]:
        roll.line(line)


def registered(roll: Roll, number: str) -> None:
    """The number of the file, as large as the paper allows."""
    roll.line("Nomor registrasi").headline(plain(number), tallest=3)


def application(roll: Roll, payload: Mapping[str, Any]) -> None:
    """Whose file it is, who brought it, what is asked for."""
    fact(roll, "Pemohon", payload["applicant"])
    if payload["submitter"]:
        fact(roll, "Diajukan oleh", f"{payload['submitter']} - {payload['submitted_by']}")
    fact(roll, "Jenis permohonan", "; ".join(payload["kinds"]))
    if payload["elements"]:
        fact(roll, "Data yang diubah", ", ".join(payload["elements"]))


def fact(roll: Roll, label: str, value: str) -> None:
    """A small label and below it what it says."""
    roll.item("", plain(label), font="b")
    roll.item("", plain(value) or "-", bold=True).gap(14)


def numbered(roll: Roll, number: int, text: str, *details: str) -> None:
    """One paper of a list, with what is to be known of it below."""
    roll.item(f"{number:>2}. ", plain(text), bold=True)
    if said := "; ".join(filter(None, details)):
        roll.item("      ", plain(said), font="b")
    roll.gap(10)


def _marks(roll: Roll, payload: Mapping[str, Any]) -> None:
    copy = payload.get("copy") or 0
    if copy:
        roll.bar(f"CETAK ULANG {copy}", times=2).gap(10)
    if payload.get("practice"):
        roll.bar("LATIHAN - TIDAK BERLAKU").gap(10)
