"""The practice office: invented staff and a running day, made through the office's real rules."""

import json
import random
import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from deploy.environment import SAMPLES
from deploy.practice import tasks
from deploy.practice.complaints import make_complaints
from deploy.practice.files import make_files, touch
from deploy.practice.quality import make_quality
from shared import clock, files
from shared.config import Settings
from shared.db import sqlite
from shared.rules import queue
from shared.rules.admin import people as hiring
from shared.rules.common import office, staff
from shared.rules.common.actor import Actor
from shared.rules.common.office import here
from shared.rules.hours import opening
from shared.rules.paper.slips import NO_PRINTER
from shared.rules.quality import questionnaires
from shared.rules.quality.questionnaires import Filled
from shared.rules.queue import Press
from shared.rules.queue.allowed import BREAK

SIGN_INS = "practice-sign-ins.json"
PASSWORD = "latihan-2026"
_DAYS_MADE, _HALF_MADE = "practice-days.txt", "practice-half-made"

_PEOPLE = (
    ("ratna", "Ratna Wulandari", (staff.COUNTER, staff.INFO_DESK)),
    ("bayu", "Bayu Prakoso", (staff.COUNTER, staff.OPERATOR)),
    ("sekar", "Sekar Arum", (staff.COUNTER, staff.OPERATOR)),
    ("tari", "Tari Anggraeni", (staff.INFO_DESK, staff.COUNTER)),
    ("hendro", "Hendro Wicaksono", (staff.SECTION_HEAD, staff.SECRETARY)),
    ("wahyuni", "Wahyuni Kusuma", (staff.CAMAT,)),
    ("admin", "Admin Latihan", (staff.ADMIN, *staff.ROLES[:-1])),
)
_DAY_SO_FAR = timedelta(minutes=110)
_SECONDS_BETWEEN = (70, 170)
_POPULARITY = (6, 2, 1)  # KK, collect a finished KK, information
_RESTS = 3
_POSTS_TOLD = 2
_PAPER = timedelta(minutes=12)  # before now
_ARRIVES = 0.78  # in each step
_PRIORITY = 0.15
_LEAVES = 0.1  # does not come when called, or lacks papers
_MINUTES_SERVED = (5, 14)
_ANSWERED, _STOPS, _ANSWERS = 0.7, 0.15, (1, 5, 6)  # of those served; scores 2, 3, 4
_TOUCHED = 0.5  # of the others, a face at the touchscreen
_BREAK_BEGINS = timedelta(minutes=40)  # before now, at the third counter


def make_day(settings: Settings) -> None:
    """Give the open practice office its staff, and a day with people served and waiting.

    Does only what is missing. Moves the practice clock through the day and sets it back.
    """
    _add_people()
    data = settings.data
    day = clock.service_day().isoformat()
    made = data / _DAYS_MADE
    if made.exists() and day in made.read_text().split():
        return
    print("Membuat hari latihan yang sedang berjalan …", flush=True)
    began, clocked = clock.now(), time.monotonic()
    try:
        office.open_office(replace(settings, printers_ticket=NO_PRINTER), checkpoints=True)
        if not made.exists():
            (data / _HALF_MADE).touch()
            with sqlite.unsynced():
                make_files(data, began, _actors())
                make_complaints(data, began, _actors())
                make_quality(data, began, _actors())
        _live_through(settings, began)
        for person in staff.everybody():  # what was lived so far, nobody has done
            tasks.begin(person.acting(person.roles[0]))
    finally:
        clock.move(data, began + timedelta(seconds=time.monotonic() - clocked))
    with made.open("a") as days:
        days.write(f"{day}\n")
    (data / _HALF_MADE).unlink(missing_ok=True)


def forget_half_made(settings: Settings) -> None:
    """Remove a practice office that was cut off in the making: nobody has worked in it."""
    if not (settings.data / _HALF_MADE).exists():
        return
    for name in ("trust", SAMPLES):
        shutil.rmtree(settings.data / name, ignore_errors=True)
    for path in settings.sqlite_path.parent.glob(f"{settings.sqlite_path.name}*"):
        path.unlink()
    (settings.data / _HALF_MADE).unlink()


def sign_ins(settings: Settings) -> list[dict[str, str]]:
    """The invented staff with their passwords, for the sign-in page; nobody in a real office."""
    told = settings.data / SIGN_INS
    if not settings.practice or not told.exists():
        return []
    found: list[dict[str, str]] = json.loads(told.read_text())
    return found


def _add_people() -> None:
    known = {person.username for person in staff.everybody()}
    for username, name, roles in _PEOPLE:
        if username not in known:
            hiring.add(username, name, roles, PASSWORD)
    titles: dict[str, str] = {post.role: post.title for post in here().standard.posts}
    told = [
        {
            "username": username,
            "name": name,
            "password": PASSWORD,
            "posts": ", ".join(titles.get(role, role) for role in roles[:_POSTS_TOLD]),
        }
        for username, name, roles in _PEOPLE
    ]
    files.write(here().settings.data / SIGN_INS, json.dumps(told).encode())


def _actors() -> dict[str, Actor]:
    """Somebody for each role that works on files."""
    people = {person.username: person for person in staff.everybody()}
    return {
        role: people[username].acting(role)
        for username, _, roles in reversed(_PEOPLE[:-1])
        for role in roles
    }


def _live_through(settings: Settings, end: datetime) -> None:
    data = settings.data
    luck = random.Random(clock.service_day(end).toordinal())  # the same day is always the same
    moments = list(_moments(end, luck))
    desks = _seat_officers(data, moments[0]) if moments else []
    for moment in moments:
        clock.move(data, moment)
        if moment > end - _PAPER and here().settings is not settings:
            # The papers of the early day are long gone; only the last ones are printed.
            office.open_office(settings, checkpoints=True)
        if luck.random() < _ARRIVES:
            _arrive(luck)
        for desk in desks:
            resting = desk.counter == _RESTS and moment > end - _BREAK_BEGINS
            _work(desk, moment, luck, resting=resting)


def _seat_officers(data: Path, moment: datetime) -> list["_Desk"]:
    clock.move(data, moment)
    people = {person.username: person for person in staff.everybody()}
    desks = [
        _Desk(counter.id, people[username].acting(roles[0]), moment)
        for counter, (username, _, roles) in zip(
            here().standard.counters_on(clock.service_day()), _PEOPLE, strict=False
        )
    ]
    for desk in desks:
        queue.sit(desk.counter, desk.officer)
    return desks


def _moments(end: datetime, luck: random.Random) -> Iterator[datetime]:
    """The last hours before `end` in which numbers are given."""
    moment, days = end - _DAY_SO_FAR, opening.calendar(clock.service_day(end))
    while moment < end:
        if days.takes_tickets_at(moment):
            yield moment
        moment += timedelta(seconds=luck.randint(*_SECONDS_BETWEEN))


def _arrive(luck: random.Random) -> None:
    standard, today = here().standard, clock.service_day()
    service = luck.choices(standard.services_on(today), _POPULARITY, k=1)[0]
    groups = [group.code for group in standard.priority_on(today)]
    priority = luck.choice(groups) if luck.random() < _PRIORITY else None
    queue.take(Press(service.code, touch(luck), priority=priority))


def _work(desk: "_Desk", moment: datetime, luck: random.Random, *, resting: bool) -> None:
    """One look of an officer: finish who is done, then call the next one."""
    counter, officer = desk.counter, desk.officer
    if queue.seat(counter).ticket_id is not None:
        if moment < desk.done_at:
            return
        if luck.random() < _LEAVES:
            queue.papers(counter, officer)
        else:
            _answer(queue.finish(counter, officer))
    if resting:
        if queue.seat(counter).state != BREAK:
            queue.pause(counter, officer, on=True)
        return
    try:
        queue.call_next(counter, officer)
    except queue.NobodyWaiting:
        return
    if luck.random() < _LEAVES:
        queue.skip(counter, officer)
        return
    queue.serve(counter, officer)
    desk.done_at = moment + timedelta(minutes=luck.randint(*_MINUTES_SERVED))


def _answer(ticket: queue.TicketView) -> None:
    """Some who were served say on their phones how it was; some stop in the middle."""
    luck = random.Random(f"{ticket.day} {ticket.number}")
    elements = len(here().standard.survey_form_on(ticket.day).elements)
    answers = "".join(luck.choices("234", _ANSWERS, k=elements))
    if luck.random() < _STOPS:
        answers = answers[:3].ljust(elements, questionnaires.NONE)
    about = {
        asked.code: luck.choice(asked.choices).code
        for asked in here().standard.respondent_on(ticket.day)
    }
    if luck.random() < _ANSWERED and questionnaires.may_answer(ticket):
        filled = Filled(touch(luck), ticket.service, answers, about)
        questionnaires.from_phone(filled, ticket.token)
        questionnaires.feel(int(answers[0]))
    elif luck.random() < _TOUCHED:
        questionnaires.feel(luck.randint(3, 4), questionnaires.TOUCHSCREEN)


@dataclass
class _Desk:
    """An officer at a counter, and when the person there will be done."""

    counter: int
    officer: Actor
    done_at: datetime
