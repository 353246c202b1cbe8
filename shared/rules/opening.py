"""Whether the office gives out numbers at a moment, and if not, why and until when."""

from dataclasses import dataclass
from datetime import date, datetime

from shared import clock, db
from shared.calendar import Calendar
from shared.errors import N_, AppError
from shared.rules import words
from shared.rules.office import here

_SPECIAL = "HARI_KERJA_KHUSUS"
_COLLECTIVE = "CUTI_BERSAMA"
_SPECIAL_DAYS = (
    "SELECT day, name, kind FROM calendar_day WHERE office_id = ? AND day BETWEEN ? AND ?"
)


class Closed(AppError):
    """The office gives out no numbers now."""

    status = 409
    code = "closed"


@dataclass(frozen=True)
class Opening:
    """Open, or closed for `code` (hours, holiday) with the next opening where one is known."""

    open: bool
    code: str = ""
    name: str = ""
    opens_at: datetime | None = None
    closes_at: datetime | None = None


def calendar(first: date, last: date = date.max) -> Calendar:
    """The office's days from `first` to `last`: the standard's week and the special days."""
    found = db.rows(_SPECIAL_DAYS, here().id, first.isoformat(), last.isoformat())
    rows = [(date.fromisoformat(day), name, kind) for day, name, kind in found]
    leave_counts = here().standard.hours.cuti_bersama_closed
    closed = {
        day: name
        for day, name, kind in rows
        if kind != _SPECIAL and (leave_counts or kind != _COLLECTIVE)
    }
    special = frozenset(day for day, _, kind in rows if kind == _SPECIAL)
    return Calendar(here().standard.hours_on, closed, special, clock.zone())


def at(moment: datetime) -> Opening:
    """How the office stands at the moment."""
    day = clock.service_day(moment)
    today = calendar(day, day)
    if today.takes_tickets_at(moment):
        return Opening(True, closes_at=today.close_of(day))
    days = calendar(day)
    holiday = days.closed.get(day, "") if not days.is_working_day(day) else ""
    return Opening(False, "holiday" if holiday else "hours", holiday, _next(days, moment))


def require_open(moment: datetime) -> None:
    """Raise Closed with the sentence for the public unless numbers are given out."""
    now = at(moment)
    if now.open:
        return
    if now.opens_at is None:
        raise Closed(N_("Kantor sedang tutup."))
    day, time = words.long_date(clock.service_day(now.opens_at)), words.clock_time(now.opens_at)
    raise Closed(
        N_("Kantor sedang tutup. Nomor antrean dapat diambil lagi %(day)s pukul %(time)s."),
        day=day,
        time=time,
    )


def _next(days: Calendar, moment: datetime) -> datetime | None:
    try:
        return days.next_opening(moment)
    except LookupError:
        return None
