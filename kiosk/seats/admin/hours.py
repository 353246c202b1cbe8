"""The admin's page of service hours `/admin/jam`: stretches with other hours, such as Ramadan."""

from datetime import date, timedelta

from flask import Blueprint, request, url_for

from kiosk.seats.admin import pages
from kiosk.seats.admin.pages import Answer
from shared import clock
from shared.errors import N_, Invalid
from shared.rules.admin import calendar
from shared.rules.common import staff
from shared.rules.hours import opening, periods
from shared.standard.hours import WEEKDAYS
from shared.web import guards

bp = Blueprint("admin_hours", __name__, url_prefix="/admin/jam")
bp.before_request(guards.seat(staff.ADMIN))

_TIMES = ("buka", "tutup", "akhir")


@bp.get("")
def hours() -> str:
    """The periods that the office has added, and the hours that hold today."""
    return _hours()


@bp.post("")
def add() -> Answer:
    form = request.form

    def keep() -> int:
        first, last = pages.day_of(form.get("first", "")), pages.day_of(form.get("last", ""))
        return calendar.add_period(form.get("title", ""), first, last, _week(), guards.actor())

    return pages.changed(keep, _again, _hours)


@bp.post("/hapus")
def remove() -> Answer:
    row = request.form.get("id", 0, type=int)
    return pages.changed(lambda: calendar.remove_period(row, guards.actor()), _again, _hours)


def _again(moved: int | None) -> str:
    return url_for("admin_hours.hours", selesai=1, berkas=moved)


def _hours(**values: object) -> str:
    today = clock.service_day()
    return pages.draw(
        "hours",
        periods=periods.periods(),
        now=opening.hours().words(today),
        weekdays=WEEKDAYS,
        most=calendar.LONGEST_NAME,
        usual=_usual(today),
        today=today,
        **values,
    )


def _usual(today: date) -> dict[str, str]:
    """The hours of this week, by field, to be changed where the new ones differ."""
    found: dict[str, str] = {}
    week = opening.hours()
    for at in range(len(WEEKDAYS)):
        hours = week.on(today + timedelta(days=at - today.weekday()))
        if hours and not hours.always:
            kept = (hours.open, hours.close, hours.last_ticket)
            found |= {
                f"{what}{at}": f"{when:%H:%M}" for what, when in zip(_TIMES, kept, strict=True)
            }
    return found


def _week() -> dict[str, list[str]]:
    """The three times of each weekday that has any, as the standard writes them."""
    found = {}
    for at, name in enumerate(WEEKDAYS):
        times = [request.form.get(f"{what}{at}", "").strip() for what in _TIMES]
        if any(times):
            if not all(times):
                raise Invalid(N_("Lengkapi tiga jam hari %(day)s."), code="week", day=name)
            found[name] = [text.replace(":", ".")[:5] for text in times]
    return found
