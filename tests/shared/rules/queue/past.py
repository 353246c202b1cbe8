"""An invented past of the queue: tickets as they went, and the rows that rules leave of them."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from shared import clock, db
from shared.records import Ticket, TicketEvent
from shared.rules.common.office import here

OFFICERS = {1: ("sari", "budi"), 2: ("tono",)}
SERVICES = {1: ("KK", "AMBIL"), 2: ("INFO",)}
_LAST = {
    "served": ("done", ("called", "serving", "finished")),
    "missed": ("released", ("called", "recalled", "missed", "released")),
    "away": ("released", ("called", "serving", "papers", "released")),
    "cancelled": ("cancelled", ("cancelled",)),
    "unserved": ("released", ("released",)),
    # Called, brought back, and still waiting when the day ended: nobody's miss but the office's.
    "returned": ("released", ("called", "missed", "brought-back", "released")),
}
# How the officer said that it ended; of many nobody said anything.
ENDS = ("", "", "accepted", "accepted", "lacking", "informed", "handed", "other")


@dataclass(frozen=True)
class Past:
    """One ticket as it went; times in milliseconds, None where there were none."""

    day: date
    hour: int
    service: str
    counter: int | None
    officer: str
    outcome: str
    issued: datetime
    wait: int | None
    service_time: int | None
    told: tuple[int, int] | None
    papers: int
    ended: str = ""


def generated(first: date, last: date, a_day: int, seed: int = 12) -> list[Past]:
    """So many tickets on each weekday of the span, some days none; of every kind of ending."""
    dice = random.Random(seed)
    return [
        _one(dice, day)
        for n in range((last - first).days + 1)
        if (day := first + timedelta(days=n)).weekday() < 5 and dice.random() > 0.1
        for _ in range(dice.randint(1, 2 * a_day - 1))
    ]


def _one(dice: random.Random, day: date) -> Past:
    outcome = dice.choices(tuple(_LAST), (80, 6, 4, 4, 3, 3))[0]
    counter = dice.choice((1, 2)) if outcome not in ("cancelled", "unserved") else None
    hour = dice.randint(8, 14)
    issued = datetime(day.year, day.month, day.day, hour, dice.randint(0, 59), tzinfo=clock.zone())
    low = 5 * dice.randint(0, 5)
    called = counter is not None
    return Past(
        day=day,
        hour=hour,
        service=dice.choice(SERVICES[counter or 1]),
        counter=counter,
        officer=dice.choice(OFFICERS[counter]) if counter and outcome != "returned" else "",
        outcome="unserved" if outcome == "returned" else outcome,
        issued=issued,
        wait=dice.randint(0, 40 * 60_000) if called else None,
        service_time=dice.randint(30_000, 25 * 60_000) if outcome == "served" else None,
        told=(low, low + 5 * dice.randint(1, 3)) if dice.random() > 0.2 else None,
        papers=int(outcome == "away"),
        # Also of those who were not served in the end: that counts for nothing.
        ended=dice.choice(ENDS),
    )


def kept(past: list[Past]) -> None:
    """Keep these tickets as the rules would have."""
    rows = [_row(at, one) for at, one in enumerate(past, 1)]
    db.add_many(Ticket, rows)
    db.add_many(
        TicketEvent, (e for row, one in zip(rows, past, strict=True) for e in _way(row, one))
    )


def _row(at: int, one: Past) -> dict[str, Any]:
    called = None if one.wait is None else one.issued + timedelta(milliseconds=one.wait)
    served = one.service_time is not None
    serving = called + timedelta(seconds=40) if called and served else None
    low, high = one.told or (None, None)
    return {
        "id": at,
        "office": here().id,
        "day": one.day,
        "letter": "A",
        "number": at,
        "service": one.service,
        "language": "id",
        "channel": "kiosk",
        "token": f"lalu-{at}",
        "touch": f"lalu-{at}",
        "state": _LAST[one.outcome][0],
        "place": at,
        "counter": one.counter,
        "ahead": 0,
        "outcome": one.ended or None,
        "estimate_low": low,
        "estimate_high": high,
        "issued_at": one.issued,
        "first_called_at": called,
        "called_at": called,
        "serving_at": serving,
        "finished_at": serving + timedelta(milliseconds=one.service_time or 0) if serving else None,
    }


def _way(row: dict[str, Any], one: Past) -> Iterator[dict[str, Any]]:
    outcome = "returned" if one.outcome == "unserved" and one.counter else one.outcome
    steps = ("taken", *_LAST[outcome][1])
    for place, what in enumerate(steps):
        at = row["issued_at"] if what == "taken" else row["first_called_at"] or row["issued_at"]
        yield {
            "office": here().id,
            "ticket_id": row["id"],
            "day": row["day"],
            "at": at + timedelta(seconds=max(0, place - 1)),
            "what": what,
            "counter": None if what in ("taken", "released") else one.counter,
            "who": "sistem" if what == "released" else one.officer or "warga",
            "service": one.service,
        }
