"""An office invented for the tests of quality: every kind of ending, late, open, at the borders.

It opened in March; what is drawn follows from a seed.
"""

import random
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from shared import clock, db
from shared.records import (
    Application,
    ApplicationEvent,
    BoxOpening,
    Breakage,
    CalendarDay,
    ClockRun,
    Complaint,
    CorrectiveAction,
    FacilityCheck,
    Incident,
    Outage,
    OversightCheck,
    OversightSample,
    Qualification,
    QuarterlyRecap,
    Questionnaire,
    SheetJob,
    Staff,
    Ticket,
    Training,
)
from shared.rules.admin import calendar
from shared.rules.common.office import here

OPENED = date(2026, 3, 2)
LATE_REASONS = ("GANGGUAN_SIAK", "MENUNGGU_TTE", "LISTRIK", "PETUGAS", None)
_HOUR = timedelta(hours=1)


def at(day: date, hour: int, minute: int = 0, second: int = 0) -> datetime:
    """A moment on the office's wall clock."""
    return datetime(day.year, day.month, day.day, hour, minute, second, tzinfo=clock.zone())


@dataclass(frozen=True)
class Busy:
    """How many times as much of each as in a small office."""

    files: int = 1
    tickets: int = 1
    complaints: int = 1
    answers: int = 1


def fill(
    seed: int = 20261123,
    first: date = OPENED,
    last: date = date(2026, 5, 15),
    busy: Busy = Busy(),
) -> None:
    """The office from the day on which it opened to a day in the middle of May."""
    with db.transaction():
        Staff.update(created_at=at(OPENED, 8)).execute()
        calendar.put_day(date(2026, 3, 31), "DAERAH", "Hari jadi")
        calendar.put_day(date(2026, 4, 1), "DAERAH", "Hari jadi kedua")
        work(seed, first, last, busy)
        _people()
        _facilities(first)
        _sample(date(2026, 3, 1), at(date(2026, 4, 20), 14), at(date(2026, 4, 2), 9))
        _sample(date(2026, 4, 1), at(date(2026, 5, 6), 9), None)
        QuarterlyRecap.create(
            office=here().id,
            year=2026,
            quarter=1,
            state="announced",
            announced_at=at(date(2026, 4, 9), 10),
        )


def work(seed: int, first: date, last: date, busy: Busy = Busy(), number: int = 0) -> None:
    """Those days of the office, after its first `number` files."""
    luck, day = random.Random(seed), first
    with db.transaction():
        while day <= last:
            number = _day(luck, day, number, busy)
            day += timedelta(days=1)


def _day(luck: random.Random, day: date, number: int, busy: Busy) -> int:
    """What happens on a day; `number` of files there were before it, and are after it."""
    if day.weekday() < 5:
        for _ in range(busy.files * luck.randint(1, 3)):
            number += 1
            _file(luck, day, number)
        _tickets(luck, day, busy.tickets * luck.randint(1, 5))
        _box(luck, day)
    for place in [one for one in range(busy.complaints) if luck.random() < 0.7]:
        complaint(
            luck, day, number=1_000 + (day.toordinal() * busy.complaints + place) * 2 % 90_000
        )
    if luck.random() < 0.2:
        _outage(luck, day)
    if luck.random() < 0.3:
        action(luck, day, number=day.toordinal())
    if luck.random() < 0.1:
        _incident(day)
    for _ in range(busy.answers):
        _answers(luck, day)
    return number


def _file(luck: random.Random, day: date, number: int) -> None:
    received = at(day, 8, luck.randint(0, 59), luck.randint(0, 59)) + luck.randint(0, 5) * _HOUR
    decided = received + timedelta(
        minutes=luck.choice((5, 20, 61, 900)), seconds=luck.randint(0, 59)
    )
    kind = luck.choice(("ready", "ready", "ready", "handed_over", "handed_over", "open", "left"))
    ready = decided + timedelta(hours=luck.choice((1, 3, 20, 30, 80)))
    returns = luck.choice((0, 0, 0, 1, 2))
    done = kind in ("ready", "handed_over")
    row = Application.create(
        office=here().id,
        year=2026,
        number=number,
        touch=f"uji-{number}",
        state={"open": "processing", "left": "cancelled"}.get(kind, kind),
        kinds=["UBAH_LAHIR"],
        elements=[],
        applicant="Warga Percobaan",
        nik="3508174504900001",
        nik_print="-",
        submitted_by="self",
        head_of_family="Kepala Percobaan",
        rt="001",
        rw="002",
        village="Contoh",
        standard="uji",
        code_hash="-",
        received_at=received,
        returns=returns,
        ready_at=ready if done else None,
        handed_at=ready + timedelta(days=luck.choice((0, 3, 9, 40)))
        if kind == "handed_over"
        else None,
    )
    for what, moment in (("return", decided), ("accept", decided + _HOUR))[not returns :]:
        ApplicationEvent.create(
            office=here().id,
            application_id=row.id,
            at=moment,
            what=what,
            after="-",
            who="uji",
            role="operator",
        )
    due = at(day + timedelta(days=3 if day.weekday() == 4 else 1), 14)
    stopped = {"open": None, "left": decided + luck.choice((1, 70)) * _HOUR}.get(kind, ready)
    ClockRun.create(
        office=here().id,
        application_id=row.id,
        decided_at=decided,
        started_at=decided,
        due_at=due,
        stopped_at=stopped,
        stopped_for={"open": None, "left": "left"}.get(kind, "ready"),
        late_reason=luck.choice(LATE_REASONS) if stopped is None or stopped > due else None,
    )
    if done:
        for copy in range(luck.choice((1, 1, 1, 2))):
            _print(row.id, copy, ready, luck)


def _print(file: int, copy: int, when: datetime, luck: random.Random) -> None:
    SheetJob.create(
        office=here().id,
        token=f"SPD-{file}-{copy}",
        touch=f"cetak-{file}-{copy}",
        kind="kk",
        priority=100,
        application_id=file,
        file="-",
        sha256="-",
        pages=1,
        printer="sheet",
        state=luck.choice(("printed", "printed", "cancelled")) if copy else "printed",
        reason=luck.choice(("SALAH_CETAK", "LAINNYA", "TINTA")) if copy else None,
        copy=copy + 1,
        by="uji",
        created_at=when,
        changed_at=when + copy * _HOUR,
    )


def _tickets(luck: random.Random, day: date, most: int) -> None:
    for number in range(1, most + 1):
        taken = at(day, 8, luck.randint(0, 59), luck.randint(0, 59))
        called = taken + timedelta(seconds=luck.randint(10, 3_600))
        state = luck.choice(("done", "done", "done", "cancelled", "released"))
        done = state == "done"
        Ticket.create(
            office=here().id,
            day=day,
            letter="A",
            number=number,
            service="KK",
            language="id",
            channel="kiosk",
            token=f"uji-{day}-{number}",
            touch=f"uji-{day}-{number}",
            state=state,
            place=number,
            ahead=0,
            issued_at=taken,
            first_called_at=called if done or luck.random() < 0.5 else None,
            serving_at=called + timedelta(seconds=30) if done and luck.random() < 0.9 else None,
            finished_at=called + timedelta(seconds=luck.randint(60, 2_000)) if done else None,
        )


def _box(luck: random.Random, day: date) -> None:
    if luck.random() < 0.8:
        hour = luck.choice((9, 14, 14, 14))
        BoxOpening.create(
            office=here().id,
            day=day,
            opened_at=at(day, hour, 50),
            by="uji",
            slips=0,
            any_hour=False,
        )


def complaint(luck: random.Random, day: date, number: int, **columns: Any) -> Complaint:
    """A complaint of that day, open or over, in time or not, some of them restricted."""
    recorded = at(day, luck.randint(8, 13))
    due, over = recorded + timedelta(days=7), luck.choice((3, 6, 9, 12))
    state = luck.choice(("closed", "closed", "referred", "archived", "followed_up", "recorded"))
    ended = state in ("closed", "referred", "archived")
    reported = luck.choice((recorded + _HOUR, recorded + 30 * _HOUR, None))
    usual: dict[str, Any] = {
        "office": here().id,
        "year": 2026,
        "number": number,
        "public_number": number,
        "touch": f"uji-{number}",
        "state": state,
        "day": day,
        "recorded_at": recorded,
        "recorded_by": "uji",
        "recorded_role": "petugas_layanan_informasi",
        "received_on": day,
        "channel": "MEJA_INFORMASI",
        "topic": "UANG",
        "category": luck.choice(("PUNGLI", "WAKTU", "SARANA")),
        "text": "Kursi kurang.",
        "code_hash": "-",
        "guarded": luck.random() < 0.3,
        "unit": "PELAYANAN",
        "clock_from": recorded,
        "report_due_at": at(working_day(day), 15),
        "classify_due_at": due,
        "reply_due_at": due,
        "due_at": due,
        "closed_at": recorded + timedelta(days=over) if ended else None,
        "reported_at": reported,
    }
    made: Complaint = Complaint.create(**{**usual, **columns})
    return made


def working_day(day: date) -> date:
    """That day, or the next one on which the office works."""
    off = {row.day for row in CalendarDay.select(CalendarDay.day)}
    while day.weekday() >= 5 or day in off:
        day += timedelta(days=1)
    return day


def action(luck: random.Random, day: date, number: int, **columns: Any) -> CorrectiveAction:
    """A corrective action that falls due on that day, carried out or not, effective or not."""
    usual: dict[str, Any] = {
        "office": here().id,
        "year": 2026,
        "number": number,
        "touch": f"uji-{number}",
        "state": "closed",
        "source": "oversight",
        "guarded": luck.random() < 0.3,
        "unit": "PELAYANAN",
        "issued_at": at(day, 9) - timedelta(days=5),
        "issued_by": "uji",
        "problem": "Kursi kurang.",
        "severity": "minor",
        "whys": [],
        "causes": {},
        "due_on": day,
        "done_on": luck.choice((day - timedelta(days=1), day, day + timedelta(days=2), None)),
        "effective": luck.choice((True, True, False, None)),
    }
    made: CorrectiveAction = CorrectiveAction.create(**{**usual, **columns})
    return made


def _outage(luck: random.Random, day: date) -> None:
    began = at(day, luck.randint(6, 14), luck.randint(0, 59))
    for hours in luck.choice(((1,), (2, 3), (30,))):
        Outage.create(
            office=here().id,
            kind=luck.choice(("SIAK", "LISTRIK", "PRINTER", "KERTAS_TINTA")),
            began_at=began,
            ended_at=began + hours * _HOUR if luck.random() < 0.95 else began + 50 * _HOUR,
            by="uji",
        )


def _incident(day: date) -> None:
    Incident.create(
        office=here().id,
        year=day.year,
        number=day.toordinal() % 90_000,
        touch=f"uji-{day}",
        state="closed",
        kind="KESELAMATAN",
        happened_at=at(day, 23, 59),
        known_at=at(day, 23, 59),
        place="Ruang tunggu",
        what="Lantai licin.",
        harm="none",
        written_by=1,
        written_at=at(day, 23, 59),
    )


def _answers(luck: random.Random, day: date) -> None:
    """One questionnaire a day or two: of the form in force, of another, whole or not."""
    for _ in range(luck.choice((0, 1, 2))):
        form = luck.choice(("SKM_2017", "SKM_2017", "SKM_2017", "IKM_2004"))
        several = 9 if form == "SKM_2017" else 14
        Questionnaire.create(
            id=luck.getrandbits(40),
            office=here().id,
            form=form,
            month=day.replace(day=1),
            service="A",
            source="phone",
            answers="".join(luck.choice("2344444") for _ in range(several - 1))
            + luck.choice("1234-"),
            about={},
        )


def _people() -> None:
    """Who holds a post of clause 9: one fits, one has a training that ends, one lacks much."""
    for post, until in zip(here().standard.competence, (None, date(2026, 4, 10)), strict=False):
        for person in Staff.select():
            written = Qualification.get_or_none(Qualification.staff_id == person.id)
            if post.role not in person.roles or written:
                continue
            Qualification.create(
                office=here().id,
                staff_id=person.id,
                education=post.level,
                skills=list(post.skills),
                since={post.role: "2010-01-02"},
                changed_at=at(OPENED, 8),
                changed_by="uji",
            )
            for name in post.training:
                Training.create(
                    office=here().id,
                    touch=f"uji-{person.id}-{name}",
                    staff_id=person.id,
                    name=name,
                    organiser="Kabupaten",
                    held_on=date(2020, 1, 2),
                    valid_until=until,
                    added_at=at(OPENED, 8),
                    added_by="uji",
                )


def _facilities(first: date) -> None:
    """All were counted on the second day, one too few in May; a printer broke for some days."""
    for day, less in ((first + timedelta(days=1), 0), (date(2026, 5, 4), 1)):
        for one in here().standard.facilities_on(day):
            FacilityCheck.create(
                office=here().id,
                facility=one.code,
                day=day,
                present=one.number - less * (one.number > 1),
                condition="good",
                checked_at=at(day, 9),
                checked_by="uji",
            )
    Breakage.create(
        office=here().id,
        touch="uji-rusak",
        facility="PRINTER",
        number=1,
        broke_on=date(2026, 4, 20),
        what="Tidak menyala.",
        reported_at=at(date(2026, 4, 20), 9),
        reported_by="uji",
        mended_on=date(2026, 4, 23),
        how="Beres.",
        mended_by="uji",
    )


def _sample(month: date, drawn: datetime, checked: datetime | None) -> None:
    """A month's sample of two files; of one that nobody finished one is left."""
    files = [one.id for one in Application.select(Application.id).limit(2)]
    sample = OversightSample.create(
        office=here().id,
        year=month.year,
        month=month.month,
        seed="uji",
        population=len(files),
        questions=[],
        drawn_at=drawn,
        drawn_by="uji",
    )
    for place, (file, at_) in enumerate(zip(files, (drawn, checked), strict=True), 1):
        OversightCheck.create(
            office=here().id,
            sample_id=sample.id,
            place=place,
            application_id=file,
            answers={},
            checked_at=at_,
            checked_by="uji",
        )
