"""Files of the practice office: families whose KK is in the making, somewhere on its way each."""

import random
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from uuid import UUID

from deploy.practice.paper import sample_kk
from deploy.practice.samples import Family, make_samples
from shared import clock
from shared.rules.applications import (
    checking,
    clock_runs,
    decisions,
    fields,
    intake,
    kk_documents,
    kk_prints,
    outages,
    papers,
    process,
    states,
)
from shared.rules.applications.kk_documents import Verdict
from shared.rules.common import staff
from shared.rules.common.actor import Actor
from shared.rules.common.office import here
from shared.rules.hours import opening
from shared.rules.paper import account, sheets

_NAMES = (
    "Wati Percobaan",
    "Joko Contoh",
    "Dewi Misal",
    "Bayu Percobaan",
    "Rina Contoh",
    "Agus Misal",
    "Siti Percobaan",
    "Hadi Contoh",
    "Nurul Misal",
    "Eko Percobaan",
    "Lestari Contoh",
    "Fajar Misal",
    "Yuni Percobaan",
    "Slamet Contoh",
    "Ayu Misal",
    "Budi Percobaan",
)
_KINDS = ("UBAH_LAHIR", "RUSAK", "UBAH_KAWIN", "BARU_NIKAH", "HILANG")
_WAY = ("receive", "tick", "propose", "decide", "begin", "print", "pass", "hand")
_ENDS = {
    "missing": ("receive", "miss"),
    "returned": ("receive", "miss", "return"),
    "referred": ("receive", "tick", "refer"),
    "withdrawn": ("receive", "withdraw"),
    "awaiting": (*_WAY[:5], "await"),
    "asked": (*_WAY[:5], "ask"),
}
_MINUTES = {
    "receive": 0,
    "tick": 6,
    "miss": 6,
    "return": 8,
    "propose": 9,
    "withdraw": 12,
    "refer": 15,
    "decide": 20,
    "begin": 35,
    "await": 44,
    "ask": 50,
    "print": 52,
    "pass": 58,
    "hand": 95,
}
# What became of each: so many working days ago, as the how-manieth of the morning; up to where.
_BEFORE = (
    *((days, place, "hand") for days in (6, 5, 4, 3, 2, 1) for place in (0, 1, 2)),
    (6, 3, "begin"),
    (5, 3, "pass"),
    (4, 3, "awaiting"),
    (4, 4, "referred"),
    (3, 3, "pass"),
    (3, 4, "hand"),
    (2, 3, "returned"),
    (2, 4, "withdrawn"),
    (2, 5, "decide"),
    (1, 3, "pass"),
    (1, 4, "print"),
    (1, 5, "begin"),
    (1, 6, "decide"),
    (1, 7, "awaiting"),
    (1, 8, "missing"),
    # More than the working days of any month: of the last month there is something to look at.
    *((days, place, "hand") for days in (26, 25, 24) for place in (0, 1)),
)
# The same of today's, by how many minutes ago they came.
_TODAY = (
    (59, "pass"),
    (54, "asked"),
    (47, "begin"),
    (38, "decide"),
    (31, "returned"),
    (22, "propose"),
    (16, "missing"),
    (12, "propose"),
    (4, "receive"),
)
# Whose signed PDF is yet to come.
_WAITING = ("decide", "begin", "awaiting")
GOOD = Verdict(pages=1, signature=states.VALID, signer="Kepala Dinas (contoh)")
_FIRST, _BETWEEN = time(8, 20), timedelta(minutes=17)
_REAM = 500


@dataclass
class _File:
    """One family's file, and who works on it."""

    place: int
    luck: random.Random
    people: Mapping[str, Actor]
    id: int = 0
    number: str = ""
    head: str = ""

    @property
    def applicant(self) -> str:
        return _NAMES[self.place % len(_NAMES)]

    @property
    def kk_number(self) -> str:
        """The number of its KK, known once it was received."""
        born = _born(random.Random(self.place))
        return f"350817{born[:4]}{5 + self.place % 20:02d}{self.place + 2001:04d}"


def brought(place: int, end: str, people: Mapping[str, Actor]) -> int:
    """One more family's file, brought so far by these people at once; its id."""
    file = _File(place, random.Random(place), people)
    for name in _steps(end):
        _DO[name](file)
    return file.id


def make_files(data: Path, now: datetime, people: Mapping[str, Actor]) -> None:
    """Live through the last days of every file until `now`; `people` by the role they act in.

    Moves the practice clock; the caller sets it back.
    """
    began = list(_beginnings(now))
    files = [_File(place, random.Random(place), people) for place in range(len(began))]
    steps = sorted(
        (moment + timedelta(minutes=_MINUTES[name]), place, name)
        for place, (moment, end) in enumerate(began)
        for name in _steps(end)
    )
    operator = people[staff.OPERATOR]
    clock.move(data, steps[0][0] - _BETWEEN)
    account.note(account.LOADED, _REAM, operator)
    for moment, place, name in steps:
        clock.move(data, moment)
        _DO[name](files[place])
    clock.move(data, now)
    late = files[_BEFORE.index((6, 3, "begin"))]
    clock_runs.explain(late.id, "GANGGUAN_SIAK", None, people[staff.SECTION_HEAD])
    outages.begin("TTE", operator, "Dinas belum menjawab", now - timedelta(minutes=25))
    waiting = [one for one, (_, end) in zip(files, began, strict=True) if end in _WAITING]
    make_samples(
        data,
        [Family(f"{one.number} {one.applicant}", one.kk_number, one.head) for one in waiting],
    )


def _beginnings(now: datetime) -> Iterator[tuple[datetime, str]]:
    """When each file came, and how far it got."""
    days = list(working_days_before(clock.service_day(now), max(ago for ago, *_ in _BEFORE)))
    for ago, place, end in _BEFORE:
        yield datetime.combine(days[ago - 1], _FIRST, clock.zone()) + place * _BETWEEN, end
    today = ((now - timedelta(minutes=minutes), end) for minutes, end in _TODAY)
    days_open = opening.calendar(clock.service_day(now))
    yield from ((moment, end) for moment, end in today if days_open.takes_tickets_at(moment))


def _steps(end: str) -> tuple[str, ...]:
    return _ENDS.get(end) or _WAY[: _WAY.index(end) + 1]


def working_days_before(day: date, count: int) -> Iterator[date]:
    """So many working days before that day, latest first."""
    while count:
        day -= timedelta(days=1)
        if opening.calendar(day, day).is_working_day(day):
            count -= 1
            yield day


def _receive(file: _File) -> None:
    luck = file.luck
    born = _born(luck)
    wish = fields.Intake(
        touch=touch(luck),
        kinds=[luck.choice(_KINDS)],
        applicant=file.applicant,
        nik=f"350817{born}{file.place + 1:04d}",
        kk_number=file.kk_number,
        head_of_family=luck.choice((file.applicant, luck.choice(_NAMES))),
        village=luck.choice(here().standard.office.villages).name,
        rt=str(luck.randint(1, 9)),
        rw=str(luck.randint(1, 6)),
    )
    made = intake.register(wish, file.people[staff.COUNTER]).application
    file.id, file.number, file.head = made.id, made.number, wish.head_of_family


def _born(luck: random.Random) -> str:
    return f"{luck.randint(1, 28):02d}{luck.randint(1, 12):02d}{luck.randint(70, 99):02d}"


def _tick(file: _File, *, wrong: str = "") -> None:
    """Every paper lies there; with `wrong`, that is written of the first."""
    ticks = {
        item.id: checking.Seen(seen=item.need != "K", form="original", applies=item.need != "K")
        for item in papers.items(file.id)
    }
    if wrong:
        ticks[next(iter(ticks))] = checking.Seen(seen=False, fault=wrong)
    checking.tick(file.id, ticks, file.people[staff.COUNTER])


def _decide(file: _File) -> None:
    decisions.declare_complete(file.id, file.people[staff.SECTION_HEAD])
    decisions.declare_valid(file.id, file.people[staff.SECTION_HEAD])


def _ask(file: _File) -> None:
    """The PDF is there and its print asked for; the print station will find it."""
    operator = file.people[staff.OPERATOR]
    pdf = sample_kk(file.kk_number, file.head, str(file.place))
    kk_documents.attach(file.id, pdf, GOOD, operator)
    kk_prints.ask(file.id, touch(file.luck), operator)


def _print(file: _File) -> None:
    """The same, and the sheet came out that day."""
    _ask(file)
    job = sheets.claim_next(here().settings.station, sheets.DEFAULT_PRINTER)
    assert job is not None
    for state in (sheets.HELD, sheets.RELEASING, sheets.PRINTING):
        sheets.step(job, state)
    sheets.printed(job, "virtual", job.pages)


def _pass(file: _File) -> None:
    operator = file.people[staff.OPERATOR]
    process.pass_product(file.id, dict.fromkeys(process.CHECKS, True), operator)


def _hand(file: _File) -> None:
    how = process.HandOver(
        file.applicant,
        process.APPLICANT,
        fields.KTP,
        "3508170101800001",
        "withdrawn",
        True,
        no_receipt="left",
    )
    process.hand_over(file.id, how, file.people[staff.COUNTER])


def touch(luck: random.Random) -> str:
    """The UUID of a press."""
    return str(UUID(int=luck.getrandbits(128), version=4))


_DO: dict[str, Callable[[_File], object]] = {
    "receive": _receive,
    "tick": _tick,
    "miss": lambda file: _tick(file, wrong="belum dibawa"),
    "return": lambda file: decisions.give_back(
        file.id, "TIDAK_LENGKAP", file.people[staff.COUNTER]
    ),
    "propose": lambda file: decisions.propose(file.id, file.people[staff.COUNTER]),
    "decide": _decide,
    "refer": lambda file: decisions.refer(
        file.id, "Pindah ke luar negeri", file.people[staff.COUNTER]
    ),
    "withdraw": lambda file: decisions.withdraw(
        file.id, "Menunggu akta dahulu", file.people[staff.COUNTER]
    ),
    "begin": lambda file: process.begin(file.id, file.people[staff.OPERATOR]),
    "await": lambda file: process.await_signature(file.id, file.people[staff.OPERATOR]),
    "ask": _ask,
    "print": _print,
    "pass": _pass,
    "hand": _hand,
}
