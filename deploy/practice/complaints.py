"""Complaints of the practice office: a book on its way, the box, a PTPP, a recap on the wall."""

import random
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import partial
from io import BytesIO
from pathlib import Path

import segno

from deploy.practice.files import touch, working_days_before
from deploy.practice.stories import EARLIER, NEXT_DAY, NOW, Story
from shared import clock
from shared.rules.common import staff
from shared.rules.common.actor import Actor
from shared.rules.common.office import here
from shared.rules.complaints import (
    citizen,
    entry,
    handling,
    quarters,
    recap,
    recap_figures,
    sight,
    suggestion_box,
)
from shared.rules.corrective import actions, lists
from shared.rules.oversight import notice_board

_SOON = timedelta(minutes=6)
_MORNING = time(8, 40)
_PROMISE = "Mulai bulan ini loket kedua dibuka setiap Senin dan Jumat."
_BOX_DAYS, _BOX_OPENS, _AFTER_THE_BOX = 8, timedelta(hours=5), timedelta(hours=5, minutes=8)
_TODAY = timedelta(minutes=60)  # before now; a few minutes later for each story
_TALKED = (entry.TOUCH, entry.PHONE)


@dataclass
class _Told:
    """A complaint in the book, and who works on it."""

    story: Story
    people: Mapping[str, Actor]
    touch: str
    id: int = 0

    @property
    def desk(self) -> Actor:
        return self.people[staff.INFO_DESK]

    @property
    def head(self) -> Actor:
        return self.people[staff.SECTION_HEAD]


Step = tuple[datetime, int, Callable[[], object]]


def make_complaints(data: Path, now: datetime, people: Mapping[str, Actor]) -> None:
    """Live through this quarter's complaints and the last one's recap until `now`.

    Moves the practice clock; the caller sets it back.
    """
    days = list(working_mornings(now, max(one.ago for one in NOW)))
    steps = [*_of_complaints(now, days, people), *_of_office(now, days, people)]
    for moment, _, do in sorted(steps, key=lambda one: one[:2]):
        clock.move(data, moment)
        do()
    clock.move(data, now)


def _of_complaints(
    now: datetime, days: list[datetime], people: Mapping[str, Actor]
) -> Iterator[Step]:
    luck = random.Random(len(NOW))
    last = list(working_mornings(_quarter_began(now), len(EARLIER) * 6))
    for place, story in enumerate((*EARLIER, *NOW)):
        told = _Told(story, people, touch(luck))
        before = place < len(EARLIER)
        began = last[place * 5 + 3 :: -1] if before else days[story.ago :: -1]
        end = _quarter_began(now) if before else now
        minutes = timedelta(minutes=place * 3)
        if not before and not story.ago:
            yield now - _TODAY + minutes, place, partial(_enter, told)
            continue
        if story.channel == entry.BOX:
            began = [began[0] + _AFTER_THE_BOX, *began[1:]]
        yield from _lived(told, [day + minutes for day in began], place, end)


def _lived(told: _Told, days: list[datetime], place: int, end: datetime) -> Iterator[Step]:
    """The steps of a story, the next day where it says so, as far as they lie before the end."""
    at, moment = 0, days[0]
    yield moment, place, partial(_enter, told)
    for name in told.story.way:
        if name == NEXT_DAY:
            at += 1
            if at >= len(days):
                return
            moment = days[at]
            continue
        moment += _SOON
        if moment >= end:
            return
        yield moment, place, partial(_DO[name], told)


def _enter(told: _Told) -> None:
    story, by_officer = told.story, told.story.channel not in _TALKED
    wish = entry.Entry(
        touch=told.touch,
        channel=story.channel,
        topic=story.topic,
        text=story.text,
        anonymous=not story.name,
        name=story.name,
        box_id=_box_of(told),
    )
    told.id = (entry.enter(wish, told.desk) if by_officer else entry.enter(wish)).complaint.id


def _box_of(told: _Told) -> int | None:
    """The opening in which the slip lay, if it is one."""
    if told.story.channel != entry.BOX:
        return None
    found = suggestion_box.of(clock.service_day())
    if found is None or not found.left:
        seen = found.version if found else 0
        found = suggestion_box.record(clock.service_day(), 1, told.desk, seen=seen)
    return found.id


def _close(told: _Told) -> None:
    handling.close(told.id, told.head)
    if told.story.public[0]:
        handling.describe(told.id, *told.story.public, told.desk)


def _of_office(now: datetime, days: list[datetime], people: Mapping[str, Actor]) -> Iterator[Step]:
    """The box of each day, a corrective action, the recap of the last quarter, a card."""
    desk, head = people[staff.INFO_DESK], people[staff.SECTION_HEAD]
    for day in days[1 : _BOX_DAYS + 1]:
        slips = sum(one.channel == entry.BOX and days[one.ago] == day for one in NOW)
        yield day + _BOX_OPENS, -1, partial(suggestion_box.record, day.date(), slips, desk)
    yield days[6] + timedelta(hours=3), 0, partial(_plan, head, people[staff.COUNTER])
    yield days[1] + timedelta(hours=4), 0, partial(_carried_out, people[staff.COUNTER])
    since = _quarter_began(now)
    opened = [day for day in reversed([*working_mornings(now, 70)]) if day >= since]
    announced = opened[3] if len(opened) > 4 else now - timedelta(minutes=70)
    yield announced, 99, partial(_recap, desk, people[staff.CAMAT], _quarter_before(now))
    yield days[1] + timedelta(hours=1), 0, partial(_card, desk)


def _plan(head: Actor, owner: Actor) -> None:
    """Why the queue was so long: the section asks itself."""
    problem = actions.Problem(
        touch(random.Random(1)),
        "complaint",
        "Antrean lama setiap Senin.",
        "minor",
        "PELAYANAN",
        category="WAKTU",
    )
    made = actions.issue(problem, head)
    plan = actions.Plan(
        owner.staff_id or 0,
        clock.service_day() + timedelta(days=14),
        "Jadwal pengganti untuk setiap Senin.",
        ["Hanya satu loket buka.", "Petugas kedua izin.", "Tidak ada jadwal pengganti."],
        {"method": "Jadwal pengganti belum dibuat."},
    )
    actions.plan(made.id, plan, head)


def _carried_out(owner: Actor) -> None:
    """Done, and for the secretary or the Camat to look at."""
    for one in lists.tasks(sight.reader(owner.staff_id)):
        actions.attach(one.id, _picture(), "image/png", owner)
        actions.done(one.id, "Jadwal ditempel di ruang petugas.", clock.service_day(), owner)


def _picture() -> bytes:
    """What stands for a photo: the words of what was put up, as a code to look at."""
    out = BytesIO()
    segno.make("Jadwal pengganti loket setiap Senin").save(out, kind="png", scale=8)
    return out.getvalue()


def _recap(desk: Actor, head: Actor, which: tuple[int, int]) -> None:
    """Of the last quarter, from its short texts to the wall."""
    for row in list(recap_figures.undescribed(*which)):
        handling.describe(row.id, "Sedang ditangani", "", desk)
    recap.promise(*which, _PROMISE, desk)
    recap.submit(*which, desk)
    recap.approve(*which, head)
    recap.announced(*which, head)


def _card(desk: Actor) -> None:
    today = clock.service_day()
    notice_board.put(
        touch(random.Random(2)),
        notice_board.NEWS,
        "Perekaman KTP-el keliling",
        f"Rabu di Balai Desa {here().standard.office.villages[0].name}, pukul 09.00. Gratis.",
        today,
        today + timedelta(days=21),
        desk,
    )


def working_mornings(before: datetime, count: int) -> Iterator[datetime]:
    """That morning, then so many working days before it, the latest first."""
    day = clock.service_day(before)
    for each in (day, *working_days_before(day, count)):
        yield datetime.combine(each, _MORNING, clock.zone())


def _quarter_before(now: datetime) -> tuple[int, int]:
    return quarters.before(*quarters.of(clock.service_day(now)))


def _quarter_began(now: datetime) -> datetime:
    return quarters.begins(*quarters.of(clock.service_day(now)))


_DO: dict[str, Callable[[_Told], object]] = {
    "classify": lambda told: handling.classify(told.id, told.story.kind, told.desk),
    "report": lambda told: handling.report(told.id, "PELAYANAN", told.desk),
    "follow": lambda told: handling.follow_up(told.id, "Sudah diperiksa di tempat.", told.head),
    "answer": lambda told: handling.answer(
        told.id, "Terima kasih atas laporan Anda. Sudah kami perbaiki.", told.head
    ),
    "close": _close,
    "ask": lambda told: handling.ask(told.id, "Dusun mana, dan sejak kapan?", told.desk),
    "refer": lambda told: handling.refer(
        told.id, "Diteruskan ke Dinas Perhubungan kabupaten.", told.head
    ),
    "settled": lambda told: citizen.settle(told.id, True),
    "reopen": lambda told: citizen.settle(told.id, False, "Hurufnya masih kurang."),
}
