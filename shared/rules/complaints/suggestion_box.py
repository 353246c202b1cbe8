"""The suggestion box: opened at the end of service of each working day, empty or not (11.4)."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from peewee import fn

from shared import clock, db
from shared.announce import announce
from shared.calendar import Calendar
from shared.errors import N_, Invalid, NotAllowed, NotFound, Refused
from shared.records import BoxOpening, BoxStep, Complaint
from shared.rules.common import beginning, journal, staff, versions
from shared.rules.common.actor import Actor
from shared.rules.common.office import here
from shared.rules.hours import opening

MOST_SLIPS = 500
LONGEST_NOTE = 300
OPEN, CORRECT, UNDO = "open", "correct", "undo"
_LINES = {OPEN: "box.opened", CORRECT: "box.corrected", UNDO: "box.undone"}
_LOOK_BACK = timedelta(days=92)
_CHANGED = N_("Catatan Kotak Saran ini baru saja diubah. Muat ulang.")


@dataclass(frozen=True)
class Correction:
    """The number of slips was mistyped: how many stood there, who set it right, when and why."""

    before: int
    by: str
    at: datetime
    reason: str


@dataclass(frozen=True)
class Opened:
    """A day of the box: how many slips it held and how many are in the book by now.

    `at_end`: it was opened at the end of service, so the day has its opening; before that it has
    to be opened once more. `correction`: the last step, where that was one and may be taken back.
    """

    id: int
    day: date
    at: datetime
    by: str
    slips: int
    transcribed: int
    note: str
    at_end: bool
    version: int
    correction: Correction | None = None

    @property
    def left(self) -> int:
        """Slips that are not in the book yet."""
        return max(0, self.slips - self.transcribed)


@dataclass(frozen=True)
class Today:
    """The box today: from when on it is opened for the day (`begins`), when service `closes`.

    Both are None on a day off. `due`: it is time, service is not over, and nobody opened it.
    """

    begins: datetime | None
    closes: datetime | None
    opened: Opened | None
    due: bool


def record(day: date, slips: int, by: Actor, note: str = "", *, seen: int = 0) -> Opened:
    """Write down that the box was opened on that day and what was in it (0: it was empty).

    It may be opened several times a day: what was in it is added to the record whose version was
    `seen` (0: none yet). A day already past needs a note that says why it is written only now.
    Raises Refused when the day's record is not what was seen, Invalid for a day off, a day to
    come or a strange number.
    """
    _require(by)
    _check(day, slips)
    said = _tidy(note)
    if day < clock.service_day() and not said:
        raise Invalid(N_("Tulis mengapa hari itu baru dicatat sekarang."), code="note")
    with db.transaction():
        row, opened_at = _row(day), clock.now()
        if (row.version if row else 0) != seen:
            raise Refused(N_("Kotak Saran hari ini sudah dicatat."), code="box-recorded")
        if row is None:
            row = BoxOpening.create(
                office=here().id,
                day=day,
                opened_at=opened_at,
                by=by.who,
                slips=slips,
                note=said or None,
            )
        else:
            together = {"slips": _plausible(row.slips + slips), "note": said or row.note}
            versions.change(row, _CHANGED, opened_at=opened_at, by=by.who, **together)
        _step(row, OPEN, by, reason=said)
    return _opened(row)


def correct(
    opening_id: int, slips: int, reason: str, by: Actor, *, seen: int | None = None
) -> Opened:
    """Another number of slips was in it than was written down, more or fewer, and why.

    Raises Refused below what is in the book already, Invalid without a reason.
    """
    _require(by)
    said = _tidy(reason)
    if not said:
        raise Invalid(N_("Tulis mengapa jumlahnya diubah."), code="reason")
    with db.transaction():
        row = _expected(opening_id, seen)
        if slips == row.slips:
            raise Invalid(N_("Jumlahnya sama dengan yang sudah tercatat."), code="slips")
        _set(row, slips, CORRECT, by, said)
    return _opened(row)


def undo(opening_id: int, by: Actor, *, seen: int | None = None) -> Opened:
    """Take back the last correction; Refused where the last step was none."""
    _require(by)
    with db.transaction():
        row = _expected(opening_id, seen)
        last = _last_steps([row]).get(row.id)
        if last is None or last.what != CORRECT:
            raise Refused(N_("Tidak ada koreksi yang dapat dibatalkan."), code="nothing-to-undo")
        _set(row, last.before or 0, UNDO, by)
    return _opened(row)


def require_left(opening_id: int | None) -> None:
    """Raise unless one more slip of this opening may enter the book; inside a transaction.

    Invalid without an opening, NotFound for a wrong one, Refused when all its slips are there.
    """
    db.require_transaction()
    if opening_id is None:
        raise Invalid(
            N_(
                "Catat dahulu pembukaan Kotak Saran di Meja Informasi, lalu tekan Salin untuk"
                " setiap surat."
            ),
            code="box",
        )
    found = _opened(_existing(opening_id))
    if not found.left:
        raise Refused(
            N_(
                "Semua surat dari Kotak Saran ini (%(slips)s) sudah disalin. Bila ada surat lagi,"
                " koreksi dahulu jumlahnya di Meja Informasi."
            ),
            code="box-done",
            slips=found.slips,
        )


def of(day: date) -> Opened | None:
    """The opening of that day, if it is written down."""
    row = _row(day)
    return _opened(row) if row is not None else None


def missing(first: date, last: date) -> list[date]:
    """Working days from `first` to `last` that are over and were not opened at their end."""
    days = opening.calendar(first, last)
    known = {row.day for row in _rows(first, last) if _at_end(row, days)}
    return [day for day in _over(days, first, last) if day not in known]


def by_day(first: date, last: date) -> list[tuple[date, bool]]:
    """Each working day that is over or on which the box was opened at its end, and whether so.

    None before the office worked with this.
    """
    first = max(first, beginning.of_the_office())
    days = opening.calendar(first, last)
    opened_on = {
        row.day for row in _rows(first, last) if days.is_working_day(row.day) and _at_end(row, days)
    }
    every = opened_on.union(_over(days, first, last))
    return [(day, day in opened_on) for day in sorted(every)]


def overdue() -> list[date]:
    """Missing days since the office works with this system, at most a quarter back."""
    today = clock.service_day()
    return missing(max(beginning.of_the_office(), today - _LOOK_BACK), today)


def today() -> Today:
    """How the box stands today."""
    day, now = clock.service_day(), clock.now()
    days, row = opening.calendar(day, day), _row(day)
    begins, closes = _end_of_service(day, days), days.close_of(day)
    found = _opened(row) if row is not None else None
    over = found is not None and found.at_end
    due = bool(begins and closes and begins <= now < closes and not over)
    return Today(begins, closes, found, due)


def recent() -> list[Opened]:
    """The openings of the last quarter, newest first."""
    today = clock.service_day()
    return openings(today - _LOOK_BACK, today)


def opened(opening_id: int) -> Opened:
    """The opening of that number; NotFound when there is none of late."""
    found = next((one for one in recent() if one.id == opening_id), None)
    if found is None:
        raise _unknown()
    return found


def tally(first: date, last: date) -> tuple[int, int]:
    """On how many of the working days that are over the box was opened: (opened, working days)."""
    found = by_day(first, last)
    return sum(opened for _, opened in found), len(found)


def openings(first: date, last: date) -> list[Opened]:
    """The openings of these days, newest first."""
    return _views(_rows(first, last)[::-1])


def _over(days: Calendar, first: date, last: date) -> list[date]:
    """The working days from `first` to `last` whose service is over."""
    every = (first + timedelta(days=count) for count in range((last - first).days + 1))
    closings = [(day, days.close_of(day)) for day in every]
    return [day for day, closes in closings if closes is not None and closes <= clock.now()]


def _end_of_service(day: date, days: Calendar) -> datetime | None:
    """From when on an opening is one at the end of service; None on a day off."""
    opens, closes = days.open_of(day), days.close_of(day)
    if opens is None or closes is None:
        return None
    return max(opens, closes - timedelta(minutes=here().settings.complaint_box_minutes))


def _at_end(row: BoxOpening, days: Calendar) -> bool:
    """Whether it was opened at the end of service, as that day's hours stand now."""
    begins = _end_of_service(row.day, days)
    return bool(row.any_hour or begins is None or row.opened_at >= begins)


def _require(by: Actor) -> None:
    if by.role != staff.INFO_DESK:
        raise NotAllowed(N_("Kotak Saran dibuka oleh Petugas Layanan Informasi."))


def _check(day: date, slips: int) -> None:
    _plausible(slips)
    if day > clock.service_day():
        raise Invalid(N_("Hari itu belum tiba."), code="day")
    if not opening.calendar(day, day).is_working_day(day):
        raise Invalid(N_("Hari itu bukan hari kerja."), code="day")


def _plausible(slips: int) -> int:
    if not 0 <= slips <= MOST_SLIPS:
        raise Invalid(N_("Jumlah surat di kotak tidak wajar. Periksa lagi."), code="slips")
    return slips


def _tidy(note: str) -> str:
    said = " ".join(note.split())
    if len(said) > LONGEST_NOTE:
        raise Invalid(
            N_("Catatan terlalu panjang, paling banyak %(most)s huruf."),
            code="note",
            most=LONGEST_NOTE,
        )
    return said


def _set(row: BoxOpening, slips: int, what: str, by: Actor, reason: str = "") -> None:
    written, before = _transcribed([row]).get(row.id, 0), row.slips
    if _plausible(slips) < written:
        raise Refused(
            N_("Sudah %(written)s surat disalin ke buku, jumlahnya tidak dapat kurang dari itu."),
            code="transcribed",
            written=written,
        )
    versions.change(row, _CHANGED, slips=slips)
    _step(row, what, by, before=before, reason=reason)


def _step(
    row: BoxOpening, what: str, by: Actor, *, before: int | None = None, reason: str = ""
) -> None:
    BoxStep.create(
        office=here().id,
        box_id=row.id,
        at=clock.now(),
        what=what,
        before=before,
        after=str(row.slips),
        who=by.who,
        role=by.role,
        reason=reason or None,
    )
    journal.write(by, _LINES[what], row.day.isoformat(), slips=row.slips)
    announce("complaints")


def _row(day: date) -> BoxOpening | None:
    found: BoxOpening | None = BoxOpening.get_or_none(
        BoxOpening.office == here().id, BoxOpening.day == day
    )
    return found


def _expected(opening_id: int, seen: int | None) -> BoxOpening:
    row = _existing(opening_id)
    versions.expect(row, seen, _CHANGED)
    return row


def _existing(opening_id: int) -> BoxOpening:
    row: BoxOpening | None = BoxOpening.get_or_none(
        BoxOpening.office == here().id, BoxOpening.id == opening_id
    )
    if row is None:
        raise _unknown()
    return row


def _unknown() -> NotFound:
    return NotFound(N_("Catatan Kotak Saran ini tidak ada."), code="no-box")


def _rows(first: date, last: date) -> list[BoxOpening]:
    return list(
        BoxOpening.select()
        .where(BoxOpening.office == here().id, BoxOpening.day.between(first, last))
        .order_by(BoxOpening.day)
    )


def _opened(row: BoxOpening) -> Opened:
    return _views([row])[0]


def _views(rows: list[BoxOpening]) -> list[Opened]:
    if not rows:
        return []
    written, last, names = _transcribed(rows), _last_steps(rows), staff.usernames()
    days = opening.calendar(min(row.day for row in rows), max(row.day for row in rows))
    return [
        Opened(
            id=row.id,
            day=row.day,
            at=row.opened_at,
            by=names.get(row.by, row.by),
            slips=row.slips,
            transcribed=written.get(row.id, 0),
            note=row.note or "",
            at_end=_at_end(row, days),
            version=row.version,
            correction=_correction(last.get(row.id), names),
        )
        for row in rows
    ]


def _correction(step: BoxStep | None, names: dict[str, str]) -> Correction | None:
    if step is None or step.what != CORRECT:
        return None
    return Correction(step.before or 0, names.get(step.who, step.who), step.at, step.reason or "")


def _transcribed(rows: list[BoxOpening]) -> dict[int, int]:
    """How many slips of each opening are in the book."""
    of_box: Any = Complaint.select(Complaint.box_id, fn.COUNT(Complaint.id)).where(
        Complaint.office == here().id, Complaint.box_id.in_([row.id for row in rows])
    )
    return dict(of_box.group_by(Complaint.box_id).tuples())


def _last_steps(rows: list[BoxOpening]) -> dict[int, BoxStep]:
    """The last step of each opening."""
    steps = BoxStep.select().where(
        BoxStep.office == here().id, BoxStep.box_id.in_([row.id for row in rows])
    )
    return {step.box_id: step for step in steps.order_by(BoxStep.id)}
