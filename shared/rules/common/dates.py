"""Days and times as people type them, one way everywhere: `23-11-2026`, `23-11-2026 09.15`."""

import re
from datetime import date, datetime, time, timedelta

from shared import clock
from shared.errors import N_, Invalid
from shared.rules.common import words

# Day first, as offices write it; year first, as programs do. A month first is never guessed.
_DAYS = (
    re.compile(r"(?P<day>[0-9]{1,2})[-/. ](?P<month>[0-9]{1,2})[-/. ](?P<year>[0-9]{4})"),
    re.compile(r"(?P<day>[0-9]{2})(?P<month>[0-9]{2})(?P<year>[0-9]{4})"),
    re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})"),
)
_TIME = re.compile(r"(?P<hour>[0-9]{1,2})[.:](?P<minute>[0-9]{2})|(?P<h>[0-9]{2})(?P<m>[0-9]{2})")
_MOMENT = re.compile(r"(.*[^ T])[ T]+([^ T]+)")
_YEAR = timedelta(days=366)
EARLIEST, LATEST = date(2000, 1, 1), date(2100, 12, 31)


def day(text: str, what: str, earliest: date, latest: date, code: str = "day") -> date:
    """The day that was typed for `what`; Invalid unless it is one from `earliest` to `latest`."""
    found = _day(text.strip())
    if found is None:
        raise Invalid(
            N_("Tulis %(what)s dengan hari-bulan-tahun, seperti 23-11-2026."), code=code, what=what
        )
    if not earliest <= found <= latest:
        raise Invalid(
            N_("Periksa %(what)s: %(day)s tidak di antara %(first)s dan %(last)s."),
            code=code,
            what=what,
            day=words.long_date(found),
            first=words.long_date(earliest),
            last=words.long_date(latest),
        )
    return found


def moment(text: str, what: str, earliest: date, latest: date, code: str = "times") -> datetime:
    """The day and time on the office's wall clock that were typed; Invalid like `day`."""
    parts = _MOMENT.fullmatch(text.strip())
    if not parts:
        raise Invalid(
            N_("Tulis %(what)s dengan tanggal dan jam, seperti 23-11-2026 09.15."),
            code=code,
            what=what,
        )
    on = day(parts[1], what, earliest, latest, code)
    return datetime.combine(on, time_of_day(parts[2], what, code), tzinfo=clock.zone())


def time_of_day(text: str, what: str, code: str = "time") -> time:
    """The time that was typed for `what`; Invalid when it is none."""
    found = _TIME.fullmatch(text.strip())
    try:
        if found:
            return time(int(found["hour"] or found["h"]), int(found["minute"] or found["m"]))
    except ValueError:
        pass
    raise Invalid(N_("Tulis %(what)s seperti 09.15."), code=code, what=what)


def past_year() -> tuple[date, date]:
    """From a year ago until today: what has happened and is noted now."""
    today = clock.service_day()
    return today - _YEAR, today


def near() -> tuple[date, date]:
    """From a year ago until two years from now: what begins, ends or was planned."""
    today = clock.service_day()
    return today - _YEAR, today + 2 * _YEAR


def typed(value: date | time | str | None) -> str:
    """How a day, a moment or a time stands in its field; what somebody typed stays as it is."""
    if isinstance(value, datetime):
        return f"{clock.local(value):%d-%m-%Y %H.%M}"
    if isinstance(value, time):
        return f"{value:%H.%M}"
    return f"{value:%d-%m-%Y}" if isinstance(value, date) else value or ""


def _day(text: str) -> date | None:
    for pattern in _DAYS:
        if found := pattern.fullmatch(text):
            try:
                return date(int(found["year"]), int(found["month"]), int(found["day"]))
            except ValueError:
                return None
    return None
