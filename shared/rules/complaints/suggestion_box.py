"""The suggestion box: opened once each working day at the end of service, empty or not (11.4)."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from peewee import fn

from shared import clock, db
from shared.announce import announce
from shared.calendar import Calendar
from shared.errors import N_, Invalid, NotAllowed, NotFound, Refused
from shared.records import BoxOpening, Complaint
from shared.rules.common import beginning, journal, staff
from shared.rules.common.actor import Actor
from shared.rules.common.office import here
from shared.rules.hours import opening

MOST_SLIPS = 500
LONGEST_NOTE = 300
_LOOK_BACK = timedelta(days=92)


@dataclass(frozen=True)
class Opened:
    """One opening of the box: how many slips it held and how many are in the book by now."""

    id: int
    day: date
    by: str
    slips: int
    transcribed: int
    note: str

    @property
    def left(self) -> int:
        """Slips that are not in the book yet."""
        return max(0, self.slips - self.transcribed)


def record(day: date, slips: int, by: Actor, note: str = "") -> Opened:
    """Write down that the box was opened on that day and what was in it (0: it was empty).

    A day already past needs a note that says why it is written only now. Raises Refused when the
    day is written down already, Invalid for a day off, a day to come or a strange number.
    """
    _require(by)
    _check(day, slips)
    said = " ".join(note.split())
    if len(said) > LONGEST_NOTE:
        raise Invalid(
            N_("Catatan terlalu panjang, paling banyak %(most)s huruf."),
            code="note",
            most=LONGEST_NOTE,
        )
    if day < clock.service_day() and not said:
        raise Invalid(N_("Tulis mengapa hari itu baru dicatat sekarang."), code="note")
    with db.transaction():
        if _row(day) is not None:
            raise Refused(N_("Kotak Saran hari ini sudah dicatat."), code="box-recorded")
        row = BoxOpening.create(
            office=here().id,
            day=day,
            opened_at=clock.now(),
            by=by.who,
            slips=slips,
            note=said or None,
        )
        journal.write(by, "box.opened", day.isoformat(), slips=slips)
        announce("complaints")
    return _opened(row)


def add_slips(opening_id: int, slips: int, by: Actor) -> Opened:
    """More slips were found than written down first; the number only goes up."""
    _require(by)
    with db.transaction():
        row = BoxOpening.get_or_none(BoxOpening.id == opening_id, BoxOpening.office == here().id)
        if row is None or not row.slips < slips <= MOST_SLIPS:
            raise Invalid(N_("Jumlah surat di kotak tidak wajar. Periksa lagi."), code="slips")
        row.slips = slips
        row.save()
        journal.write(by, "box.corrected", row.day.isoformat(), slips=slips)
        announce("complaints")
    return _opened(row)


def of(day: date) -> Opened | None:
    """The opening of that day, if it is written down."""
    row = _row(day)
    return _opened(row) if row is not None else None


def missing(first: date, last: date) -> list[date]:
    """Working days from `first` to `last` that are over and have no record."""
    known = {row.day for row in _rows(first, last)}
    return [day for day in _over(opening.calendar(first, last), first, last) if day not in known]


def overdue() -> list[date]:
    """Missing days since the office works with this system, at most a quarter back."""
    today = clock.service_day()
    return missing(max(beginning.of_the_office(), today - _LOOK_BACK), today)


def recent() -> list[Opened]:
    """The openings of the last quarter, newest first."""
    today = clock.service_day()
    return openings(today - _LOOK_BACK, today)


def opened(opening_id: int) -> Opened:
    """The opening of that number; NotFound when there is none of late."""
    found = next((one for one in recent() if one.id == opening_id), None)
    if found is None:
        raise NotFound(N_("Catatan Kotak Saran ini tidak ada."), code="no-box")
    return found


def tally(first: date, last: date) -> tuple[int, int]:
    """On how many of the working days that are over the box was opened: (opened, working days)."""
    days = opening.calendar(first, last)
    opened_on = sum(days.is_working_day(row.day) for row in _rows(first, last))
    return opened_on, max(len(_over(days, first, last)), opened_on)


def openings(first: date, last: date) -> list[Opened]:
    """The openings of these days, newest first."""
    return _views(_rows(first, last)[::-1])


def _over(days: Calendar, first: date, last: date) -> list[date]:
    """The working days from `first` to `last` whose service is over."""
    every = (first + timedelta(days=count) for count in range((last - first).days + 1))
    closings = [(day, days.close_of(day)) for day in every]
    return [day for day, closes in closings if closes is not None and closes <= clock.now()]


def _require(by: Actor) -> None:
    if by.role != staff.INFO_DESK:
        raise NotAllowed(N_("Kotak Saran dibuka oleh Petugas Layanan Informasi."))


def _check(day: date, slips: int) -> None:
    if not 0 <= slips <= MOST_SLIPS:
        raise Invalid(N_("Jumlah surat di kotak tidak wajar. Periksa lagi."), code="slips")
    if day > clock.service_day():
        raise Invalid(N_("Hari itu belum tiba."), code="day")
    if not opening.calendar(day, day).is_working_day(day):
        raise Invalid(N_("Hari itu bukan hari kerja."), code="day")


def _row(day: date) -> BoxOpening | None:
    found: BoxOpening | None = BoxOpening.get_or_none(
        BoxOpening.office == here().id, BoxOpening.day == day
    )
    return found


def _rows(first: date, last: date) -> list[BoxOpening]:
    return list(
        BoxOpening.select()
        .where(BoxOpening.office == here().id, BoxOpening.day.between(first, last))
        .order_by(BoxOpening.day)
    )


def _opened(row: BoxOpening) -> Opened:
    return _views([row])[0]


def _views(rows: list[BoxOpening]) -> list[Opened]:
    of_box: Any = Complaint.select(Complaint.box_id, fn.COUNT(Complaint.id)).where(
        Complaint.office == here().id, Complaint.box_id.in_([row.id for row in rows])
    )
    written = dict(of_box.group_by(Complaint.box_id).tuples())
    names = staff.usernames()
    return [
        Opened(
            row.id,
            row.day,
            names.get(row.by, row.by),
            row.slips,
            written.get(row.id, 0),
            row.note or "",
        )
        for row in rows
    ]
