"""The admin's page of service hours `/admin/jam`: stretches with other hours, such as Ramadan."""

from datetime import date, timedelta

from flask import Blueprint, redirect, request, url_for
from werkzeug.wrappers import Response

from kiosk.seats.admin import pages
from shared import clock, letters
from shared.errors import N_, Invalid
from shared.rules.admin import calendar
from shared.rules.common import dates, staff
from shared.rules.hours import opening, periods
from shared.standard.hours import WEEKDAYS
from shared.web import guards

bp = Blueprint("admin_hours", __name__, url_prefix="/admin/jam")
bp.before_request(guards.seat(staff.ADMIN))

_TIMES = ("buka", "tutup", "akhir")


@bp.get("")
def hours(**values: object) -> str:
    """The periods that the office has added, and the hours that hold today."""
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


@bp.post("")
@pages.told_on(hours)
def add() -> Response:
    title, first, last = request.form.get("title", ""), pages.day_of("first"), pages.day_of("last")
    return _again(calendar.add_period(title, first, last, _week(), guards.actor()))


@bp.post("/hapus")
@pages.told_on(hours)
def remove() -> Response:
    row = request.form.get("id", 0, type=letters.whole)
    for known in periods.periods():
        if known.id == row:
            pages.ask(
                N_("Hapus jam pelayanan %(title)s? Jam biasa berlaku lagi."), title=known.title
            )
    return _again(calendar.remove_period(row, guards.actor()))


def _again(moved: int) -> Response:
    return redirect(url_for("admin_hours.hours", selesai=1, berkas=moved or None))


def _usual(today: date) -> dict[str, str]:
    """The hours of this week, by field, to be changed where the new ones differ."""
    found: dict[str, str] = {}
    week = opening.hours()
    for at in range(len(WEEKDAYS)):
        hours = week.on(today + timedelta(days=at - today.weekday()))
        if hours:
            kept = (hours.open, hours.close, hours.last_ticket)
            found |= {
                f"{what}{at}": dates.typed(when) for what, when in zip(_TIMES, kept, strict=True)
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
            found[name] = [dates.typed(dates.time_of_day(text, name, "week")) for text in times]
    return found
