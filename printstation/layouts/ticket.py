"""The queue slip: a number that is read from across the room, and what its holder may expect."""

from collections.abc import Mapping
from typing import Any

from printstation.layouts import frame
from printstation.layouts.plain import plain
from printstation.printers.roll import Roll


def compose(roll: Roll, payload: Mapping[str, Any], logo: bytes | None) -> bytes:
    """The bytes of a queue slip."""
    frame.head(roll, payload, logo)
    _number(roll, payload)
    _expectation(roll, payload)
    _phone(roll, payload)
    roll.gap(12).words("Mohon menunggu sampai nomor Anda dipanggil. Nomor berlaku hari ini.")
    return frame.foot(roll, payload)


def _number(roll: Roll, payload: Mapping[str, Any]) -> None:
    roll.line("NOMOR ANTREAN", bold=True).gap(4)
    roll.headline(plain(payload["number"])).gap(10)
    if payload.get("priority"):
        roll.bar("PRIORITAS").gap(10)
    roll.title(plain(payload["service"])).gap(6)
    frame.when(roll, payload)


def _expectation(roll: Roll, payload: Mapping[str, Any]) -> None:
    roll.gap(12).rule(1).gap(12)
    ahead = payload["ahead"]
    roll.pair("Menunggu di depan Anda", f"{ahead} orang" if ahead else "tidak ada")
    if payload.get("estimate"):
        roll.pair("Perkiraan menunggu", plain(payload["estimate"]).removeprefix("+/- "))
    if payload.get("safe_until"):
        roll.pair("Aman ditinggal sampai", f"{plain(payload['safe_until'])} WIB")


def _phone(roll: Roll, payload: Mapping[str, Any]) -> None:
    roll.gap(12).rule(1)
    if payload.get("url"):
        roll.gap(28).code(payload["url"])
        roll.gap(20).words("Pindai untuk melihat giliran Anda", font="b")
