"""How office and counters stand where there are several: one that rests hides no other."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

import pytest

from shared import clock
from shared.config import Settings
from shared.rules import queue
from shared.rules.common import staff
from shared.rules.common.actor import Actor
from shared.rules.common.office import Here
from shared.rules.queue import standing, touchscreen
from tests.office import counters_that_serve, opened, seated, take

SERVICES = {1: ("KK", "AMBIL"), 2: ("KK", "INFO"), 3: ("INFO",)}


@pytest.fixture
def several() -> Iterator[Here]:
    """An office with three counters."""
    with counters_that_serve(SERVICES) as here:
        yield here


@pytest.fixture
def people(several: Here) -> dict[int, Actor]:
    """The officers of the three counters, sitting there."""
    return {c: seated(c, f"p{c}x", "Petugas", staff.COUNTER) for c in SERVICES}


def unserved() -> dict[str, str]:
    """Why nobody serves each service now; the touchscreen's card says the same."""
    cards = {one.service: one.unserved for one in touchscreen.home().services}
    assert cards == {code: standing.unserved(code) for code in cards}
    return {code: why.text() if why else "" for code, why in cards.items()}


def test_a_service_is_served_while_one_of_its_counters_is(people: dict[int, Actor]) -> None:
    served = {"KK": "", "AMBIL": "", "INFO": ""}
    assert unserved() == served
    queue.pause(1, people[1], on=True)
    assert unserved() == {**served, "AMBIL": "Loket sedang istirahat"}
    assert standing.office(clock.now()).state == "open"
    queue.leave(2, people[2])
    assert unserved() == {**served, **dict.fromkeys(("KK", "AMBIL"), "Loket sedang istirahat")}
    queue.leave(1, people[1])
    assert unserved() == {**served, **dict.fromkeys(("KK", "AMBIL"), "Loket sudah tutup")}
    queue.pause(3, people[3], on=True)
    assert unserved()["INFO"] == "Loket sedang istirahat"
    # Whoever is at work rests; the counters that closed do not count.
    assert standing.office(clock.now()).state == "break"


def test_a_counter_that_never_opened_is_told_from_one_that_closed(several: Here) -> None:
    first = seated(1, "p1x", "Petugas", staff.COUNTER)
    queue.leave(1, first)
    # Counter 2 has KK too and may still open; AMBIL has counter 1 alone.
    assert unserved() == {
        "KK": "Loket belum buka",
        "AMBIL": "Loket sudah tutup",
        "INFO": "Loket belum buka",
    }


def test_only_people_of_today_keep_the_office_closing(settings: Settings) -> None:
    with opened(replace(settings, practice=False)) as here:
        sari = seated(1, "sari", "Sari Percobaan", staff.COUNTER)
        take(), take()
        queue.call_next(1, sari)
        for moment, state in (("23T15:05", "closing"), ("24T15:05", "closed")):
            clock.move(here.settings.data, datetime.fromisoformat(f"2026-11-{moment}"))
            queue.sit(1, sari)
            assert standing.office(clock.now()).state == state
