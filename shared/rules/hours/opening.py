"""Whether the office gives out numbers at a moment, and if not, why and until when."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from shared import clock, db
from shared.calendar import Calendar
from shared.errors import N_, AppError
from shared.rules.common import journal, words
from shared.rules.common.office import here
from shared.rules.hours import special_days
from shared.standard.hours import WEEKDAYS, Hours, OfficeHours, OpenDays, Period

CLOCK = "clock"
_COLLECTIVE = "CUTI_BERSAMA"
_SPECIAL_DAYS = (
    "SELECT day, name, kind FROM calendar_day"
    " WHERE office_id = :office AND day BETWEEN :first AND :last"
)
_PERIODS = (
    "SELECT title, first, last, CAST(week AS TEXT) FROM hour_period"
    " WHERE office_id = :office ORDER BY id DESC"
)


class Closed(AppError):
    """The office gives out no numbers now."""

    status = 409
    code = "closed"


@dataclass(frozen=True)
class Opening:
    """Open, or closed for `code` (hours, holiday) with the next opening where one is known.

    `clock`: the computer's clock is doubted, so nobody knows whether it is open.
    """

    open: bool
    code: str = ""
    name: str = ""
    opens_at: datetime | None = None


def calendar(first: date, last: date = date.max) -> Calendar:
    """The office's days from `first` to `last`: the standard's week and the special days."""
    found = db.rows(_SPECIAL_DAYS, office=here().id, first=first.isoformat(), last=last.isoformat())
    rows = [(date.fromisoformat(day), name, kind) for day, name, kind in found]
    leave_counts = here().standard.hours.cuti_bersama_closed
    closed = {
        day: name
        for day, name, kind in rows
        if kind != special_days.WORKING and (leave_counts or kind != _COLLECTIVE)
    }
    special = frozenset(day for day, _, kind in rows if kind == special_days.WORKING)
    return Calendar(hours().on, closed, special, clock.zone())


def hours() -> Hours:
    """The service hours: those of the standard, with the periods that the office has added.

    Those of the office hold before the standard's; of several the one that began last, then the
    newest.
    """
    usual = here().standard.hours
    added = db.rows(_PERIODS, office=here().id)
    return _together(usual, tuple(added)) if added else usual


def week_of(days: Mapping[str, Sequence[str]]) -> tuple[OpenDays, ...]:
    """The week of a period; weekdays with the same hours stand together."""
    alike: dict[tuple[str, ...], list[str]] = {}
    for name in WEEKDAYS:
        if name in days:
            alike.setdefault(tuple(days[name]), []).append(name)
    return tuple(
        OpenDays(days=tuple(names), open=opens, close=closes, last_ticket=last)  # type: ignore[arg-type]
        for (opens, closes, last), names in alike.items()
    )


@lru_cache(maxsize=4)
def _together(usual: Hours, added: tuple[tuple[str, str, str, str], ...]) -> Hours:
    return OfficeHours(
        own=tuple(
            Period(
                title=title,
                title_en=title,
                basis="ketetapan kantor",
                valid_from=date.fromisoformat(first),
                valid_to=date.fromisoformat(last),
                week=week_of(json.loads(week)),
            )
            for title, first, last, week in added
        ),
        periods=usual.periods,
        cuti_bersama_closed=usual.cuti_bersama_closed,
        always_open=usual.always_open,
    )


def at(moment: datetime) -> Opening:
    """How the office stands at the moment."""
    if journal.doubt():
        return Opening(False, CLOCK)
    day = clock.service_day(moment)
    if calendar(day, day).takes_tickets_at(moment):
        return Opening(True)
    days = calendar(day)
    holiday = days.closed.get(day, "") if not days.is_working_day(day) else ""
    return Opening(False, "holiday" if holiday else "hours", holiday, _next(days, moment))


def require_open(moment: datetime) -> None:
    """Raise Closed with the sentence for the public unless numbers are given out.

    Raises ClockDoubted while the clock is not to be believed.
    """
    journal.require_clock()
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
