"""How the office stands at a moment, in one wording for every screen, paper and program."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Literal

from shared import clock, db
from shared.calendar import Calendar, DayHours
from shared.errors import N_, AppError
from shared.rules.common import journal, words
from shared.rules.common.office import here
from shared.rules.hours import special_days
from shared.standard.hours import WEEKDAYS, Hours, OfficeHours, OpenDays, Period

State = Literal["clock", "holiday", "before", "open", "break", "last", "closing", "closed"]
CLOCK: State = "clock"
HOLIDAY: State = "holiday"
BEFORE: State = "before"
OPEN: State = "open"
BREAK: State = "break"
LAST: State = "last"
CLOSING: State = "closing"
CLOSED: State = "closed"
OVER = (HOLIDAY, CLOSING, CLOSED)
"""No counter opens any more on that day."""
SHUT = (HOLIDAY, CLOSED)
"""Nobody is served."""

_AGAIN = N_("Buka lagi %(day)s pukul %(time)s.")
# Picture, title, what follows, and when numbers are given again.
_SAID: dict[State, tuple[str, str, str, str]] = {
    CLOCK: (
        "clock-question",
        N_("Silakan ke petugas dahulu"),
        N_("Tanggal dan jam perlu diperiksa. Silakan langsung ke petugas di meja informasi."),
        "",
    ),
    HOLIDAY: ("calendar-heart", N_("Hari ini kantor libur"), "%(name)s.", _AGAIN),
    BEFORE: ("sunrise", N_("Kantor belum buka"), "", N_("Buka hari ini pukul %(time)s.")),
    OPEN: (
        "door-enter",
        N_("Kantor buka"),
        N_("Ambil nomor di layar sentuh, lalu tunggu dipanggil."),
        "",
    ),
    BREAK: (
        "coffee",
        N_("Semua loket sedang istirahat"),
        N_("Nomor tetap dapat diambil."),
        N_("Istirahat sampai %(time)s."),
    ),
    LAST: (
        "ticket-off",
        N_("Nomor sudah ditutup"),
        N_("Nomor yang sudah diambil tetap dilayani."),
        N_("Nomor baru: %(day)s pukul %(time)s."),
    ),
    CLOSING: (
        "door-exit",
        N_("Kantor sudah tutup"),
        N_("Nomor yang sudah diambil masih dilayani."),
        _AGAIN,
    ),
    CLOSED: ("moon-stars", N_("Kantor sedang tutup"), "", _AGAIN),
}
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
    """How the office stands; `opens_at` is the next opening where one is known.

    `break`: all counters at work; then `opens_at` is when the first of these breaks ends.
    `clock`: the computer's clock is doubted. `last`: no more numbers, but not yet closed.
    `closing`: closed, and somebody is still served.
    """

    state: State
    name: str = ""
    opens_at: datetime | None = None

    @property
    def open(self) -> bool:
        """Whether numbers are given out."""
        return self.state in (OPEN, BREAK)

    @property
    def code(self) -> str:
        """Why no numbers are given out, as programs know it: hours, holiday, clock."""
        if self.open:
            return ""
        return self.state if self.state in (CLOCK, HOLIDAY) else "hours"

    @property
    def icon(self) -> str:
        """The state as a picture (a Tabler name)."""
        return _SAID[self.state][0]

    @property
    def title(self) -> str:
        """The state in few words."""
        return _SAID[self.state][1]

    def follows(self, say: Callable[..., str] = words.as_it_is) -> str:
        """What follows from it for people; `say` writes it in another language."""
        what = _SAID[self.state][2]
        return say(what, name=self.name) if what else ""

    def text(
        self,
        say: Callable[..., str] = words.as_it_is,
        day: Callable[[date], str] = words.long_date,
    ) -> str:
        """What follows, and when numbers are given again."""
        follows, again = self.follows(say), _SAID[self.state][3]
        if not (again and self.opens_at):
            return follows
        time = words.time_with_zone(self.opens_at)
        when = say(again, day=day(clock.service_day(self.opens_at)), time=time)
        return f"{follows} {when}".strip()


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
    )


def at(moment: datetime) -> Opening:
    """How the office stands at the moment by its hours; `queue.standing` adds its people."""
    if journal.doubt():
        return Opening(CLOCK)
    day = clock.service_day(moment)
    days = calendar(day, day)
    if days.takes_tickets_at(moment):
        return Opening(OPEN)
    opens, closes = days.open_of(day), days.close_of(day)
    name = days.closed.get(day, "") if opens is None else ""
    state = HOLIDAY if name else CLOSED
    if opens and closes:
        state = BEFORE if moment < opens else LAST if moment < closes else CLOSED
    return Opening(state, name, _next(calendar(day), moment))


def takes_numbers_next() -> tuple[date, DayHours] | None:
    """The day on which numbers are given next, today while they are, and its hours.

    None while the clock is doubted, and where no day is known.
    """
    if journal.doubt():
        return None
    day = clock.service_day()
    days = calendar(day)
    hours = days.hours_of(day)
    if hours is None or clock.local().time() > hours.last_ticket:
        try:
            day = days.next_working_day(day)
        except LookupError:
            return None
        hours = days.hours_of(day)
    return (day, hours) if hours else None


def require_open(moment: datetime) -> None:
    """Raise Closed with the sentence for the public unless numbers are given out.

    Raises ClockDoubted while the clock is not to be believed.
    """
    journal.require_clock()
    now = at(moment)
    if not now.open:
        raise Closed(f"{now.title}. {now.text()}".strip())


def _next(days: Calendar, moment: datetime) -> datetime | None:
    try:
        return days.next_opening(moment)
    except LookupError:
        return None
