"""The practice office: invented staff and a running day, made through the office's real rules."""

import json
import random
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

from shared import clock
from shared.rules import queue, staff
from shared.rules.actor import Actor
from shared.rules.office import here
from shared.rules.queue import Press
from shared.rules.queue.seating import at_counter

SIGN_INS = "practice-sign-ins.json"
PASSWORD = "latihan-2026"
_DAYS_MADE = "practice-days.txt"

_PEOPLE = (
    ("ratna", "Ratna Wulandari", (staff.COUNTER, staff.INFO_DESK)),
    ("bayu", "Bayu Prakoso", (staff.COUNTER, staff.OPERATOR)),
    ("sekar", "Sekar Arum", (staff.COUNTER, staff.INFO_DESK, staff.OPERATOR)),
    ("hendro", "Hendro Wicaksono", (staff.SECTION_HEAD, staff.SECRETARY)),
    ("wahyuni", "Wahyuni Kusuma", (staff.HEAD,)),
    ("admin", "Admin Latihan", staff.ROLES),
)
_DAY_SO_FAR = timedelta(minutes=110)
_STEP = timedelta(minutes=2)
_MINUTES_SERVED = (5, 14)
_SEED = 20261123


def make_day(say: Callable[[str], None]) -> None:
    """Give the open practice office its staff, and a day with people served and waiting.

    Does only what is missing. Moves the practice clock through the day and sets it back.
    """
    _add_people()
    data = here().settings.data
    day = clock.service_day().isoformat()
    made = data / _DAYS_MADE
    if made.exists() and day in made.read_text().split():
        return
    say("Membuat hari latihan yang sedang berjalan …")
    began, clocked = clock.now(), time.monotonic()
    try:
        _live_through(data, began)
    finally:
        clock.move(data, began + timedelta(seconds=time.monotonic() - clocked))
    with made.open("a") as days:
        days.write(f"{day}\n")


def _add_people() -> None:
    known = {person.username for person in staff.everybody()}
    for username, name, roles in _PEOPLE:
        if username not in known:
            staff.add(username, name, roles, PASSWORD)
    told = [
        {"username": username, "name": name, "password": PASSWORD} for username, name, _ in _PEOPLE
    ]
    (here().settings.data / SIGN_INS).write_text(json.dumps(told))


def _live_through(data: Path, end: datetime) -> None:
    luck = random.Random(_SEED)
    officers = [one for one in staff.everybody() if staff.COUNTER in one.roles]
    counters = here().standard.counters_on(clock.service_day(end))
    seats = {
        counter.id: officer.acting(staff.COUNTER)
        for counter, officer in zip(counters, officers, strict=False)
    }
    done_at = dict.fromkeys(seats, end)
    for number, moment in enumerate(_moments(end)):
        clock.move(data, moment)
        if number == 0:
            for counter, actor in seats.items():
                queue.sit(counter, actor)
        _arrive(luck)
        for counter, actor in seats.items():
            done_at[counter] = _work(counter, actor, moment, done_at[counter], luck)


def _moments(end: datetime) -> Iterator[datetime]:
    midnight = clock.local(end).replace(hour=0, minute=0, second=0, microsecond=0)
    moment = max(end - _DAY_SO_FAR, midnight + timedelta(minutes=1))
    while moment < end:
        yield moment
        moment += _STEP


def _arrive(luck: random.Random) -> None:
    standard, today = here().standard, clock.service_day()
    if luck.random() < 0.42:
        service = luck.choices(standard.services_on(today), (6, 2, 1), k=1)[0]
        groups = [group.code for group in standard.priority_on(today)]
        priority = luck.choice(groups) if luck.random() < 0.15 else None
        touch = str(UUID(int=luck.getrandbits(128), version=4))
        queue.take(Press(service.code, touch, priority=priority))


def _work(
    counter: int, actor: Actor, moment: datetime, done_at: datetime, luck: random.Random
) -> datetime:
    """One step of one counter; the moment at which its present person will be done."""
    busy = at_counter(counter) is not None
    if busy and moment < done_at:
        return done_at
    if busy and luck.random() < 0.1:
        queue.papers(counter, actor)
    elif busy:
        queue.finish(counter, actor)
    try:
        queue.call_next(counter, actor)
    except queue.NobodyWaiting:
        return moment
    if luck.random() < 0.1:
        queue.skip(counter, actor)
        return moment
    queue.serve(counter, actor)
    return moment + timedelta(minutes=luck.randint(*_MINUTES_SERVED))
