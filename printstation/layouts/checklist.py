"""The slip to take home: which papers an application needs, and where to get each."""

from collections.abc import Mapping
from typing import Any

from printstation.layouts import frame
from printstation.layouts.plain import plain
from printstation.printers.roll import Roll


def compose(roll: Roll, payload: Mapping[str, Any], logo: bytes | None) -> bytes:
    """The bytes of a checklist slip."""
    frame.head(roll, payload, logo)
    roll.words(plain(payload["title"]).upper(), bold=True)
    roll.gap(14)
    for item in payload["items"]:
        _paper(roll, item)
    roll.rule(1).gap(12)
    if payload.get("number"):
        roll.pair("Nomor antrean Anda", plain(payload["number"])).gap(8)
    roll.words("Beri tanda pada kotak bila sudah ada. Bawa semuanya ke loket.")
    roll.gap(8)
    frame.when(roll, payload)
    return frame.foot(roll, payload)


def _paper(roll: Roll, item: Mapping[str, Any]) -> None:
    roll.item("[ ] ", plain(item["text"]), bold=True)
    details = [plain(item[part]) for part in ("note", "where") if item.get(part)]
    if details:
        roll.item("     ", "; ".join(details), font="b")
    roll.gap(10)
