"""The head of the section `/kasi`: decide on files, keep the deadlines, close the month."""

from contextlib import suppress
from datetime import date, timedelta
from functools import cache
from typing import Any

from flask import Blueprint, request
from flask_babel import gettext

from kiosk.seats.applications import page as application_page
from kiosk.seats.applications import section_head_api
from kiosk.seats.common import page
from shared import clock, letters
from shared.errors import AppError
from shared.rules.applications import (
    clock_runs,
    closings,
    register,
    roles,
    seat_lists,
    states,
    view,
)
from shared.rules.applications.view import today
from shared.rules.common import dates, words
from shared.rules.common.office import here
from shared.rules.complaints import lists, sight
from shared.rules.hours import deadlines, periods, special_days
from shared.web import guards

bp = Blueprint("section_head", __name__, url_prefix="/kasi")
bp.before_request(guards.seat(*roles.DECIDERS))

SEAT = ("/kasi", "Kasi", "gavel", roles.DECIDERS)


@bp.get("")
def desk() -> str:
    """What waits for a decision, what is due, and how this month (or the one asked for) stands."""
    who = sight.reader(guards.require_officer().id)
    return page.draw_lists(
        "seats/applications/section_head_desk.html",
        late_reasons=states.LATE_REASONS,
        promise=_promise(section_head_api.month_of(request.args.get("bulan", ""))),
        to_close=_to_close(),
        gap=_calendar_gap(),
        inbox=lists.inbox(who),
        long_after=_long_after(),
    )


@bp.get("/<number>", endpoint="file")
def application(number: str) -> str:
    """One file as the head of the section decides on it."""
    days = cache(today)
    shown = application_page.of(number, guards.actor(), days)
    return page.draw_lists(
        "seats/applications/section_head_file.html",
        days,
        late_reasons=states.LATE_REASONS,
        **vars(shown),
        reasons=states.RETURN_REASONS,
        decided=_decided(request.args.get("sesudah", "")),
        long_after=_long_after(),
    )


def _long_after() -> int:
    """More days than these no KK should wait."""
    return here().standard.collecting_rule(clock.service_day()).long_after


def _decided(number: str) -> view.ApplicationView | None:
    """The file that was decided on before this one, from the address."""
    with suppress(AppError):
        return view.by_number(number) if number else None
    return None


@bp.get("/kalender")
def calendar() -> str:
    """The days that differ from the ordinary week, and by when a file of now would be due."""
    year = request.args.get("tahun", type=letters.whole) or clock.service_day().year
    year = min(max(year, section_head_api.FIRST_YEAR), section_head_api.LAST_YEAR)
    return page.draw_lists(
        "seats/applications/calendar.html",
        year=year,
        days=_days(year),
        sample=_sample(request.args.get("pada", "")),
        gap=_calendar_gap(),
        periods=periods.of_year(year),
    )


def _promise(asked: tuple[int, int] | None) -> dict[str, Any]:
    """How a month keeps the promise, as closed or so far, and the ways to the months beside it."""
    today = clock.service_day()
    now = (today.year, today.month)
    year, month = min(asked or now, now)
    before = date(year, month, 1) - timedelta(days=1)
    after = closings.after(year, month)
    return {
        "kept": register.figures(year, month),
        "month": words.month_name(year, month),
        "carried": clock_runs.unexplained_before(date(year, month, 1)),
        "is_over": after <= today,
        "before": f"{before:%Y-%m}" if before.year >= section_head_api.FIRST_YEAR else "",
        "after": f"{after:%Y-%m}" if after <= today else "",
    }


def _to_close() -> dict[str, Any] | None:
    """The month that is next to be closed."""
    if found := closings.next_to_close():
        year, month = found
        return {"year": year, "month": month, "name": words.month_name(year, month)}
    return None


def _sample(text: str) -> dict[str, Any] | None:
    """The deadline of a file that becomes complete then, counted out day by day."""
    try:
        asked = (
            dates.moment(text, "waktu", dates.EARLIEST, dates.LATEST)
            if text.strip()
            else clock.now()
        )
        found = deadlines.count(asked)
    except (ValueError, AppError):
        return None
    return {
        "asked": dates.typed(asked),
        "reading": found.reading,
        "due": seat_lists.moment_words(found.due),
        "unfilled": found.unfilled,
        "days": [
            {
                "day": words.long_date(one.day),
                "words": _day_words(one, one.day == clock.service_day(found.starts)),
                "cls": " ".join(
                    ["is-closed"] * bool(one.why)
                    + ["is-due"] * (one.day == clock.service_day(found.due))
                ),
                "due": one.day == clock.service_day(found.due) and not one.why,
            }
            for one in found.days
        ],
    }


def _day_words(one: deadlines.Day, starts: bool) -> str:
    """Why the office is closed, or until when it is open."""
    if one.why or one.closes is None:
        return one.why
    return f"buka sampai {words.clock_time(one.closes)}{', mulai dihitung' if starts else ''}"


def _days(year: int) -> list[dict[str, object]]:
    """The year's special days, in words."""
    today = clock.service_day()
    return [
        {
            "day": one.day,
            "is_past": one.day < today,
            "name": one.name,
            "kind": special_days.KINDS[one.kind],
            "tone": "ok" if one.works else "warn",
            "source": "petugas" if one.by_hand else "daftar pemerintah",
        }
        for one in special_days.days(year)
    ]


def _calendar_gap() -> str:
    """What the calendar lacks: the holidays of this year or the next, or its collective leave.

    The government decides the leave in autumn, so nobody is asked for it before October.
    """
    today = clock.service_day()
    for year in special_days.unfilled(today.year, today.year + 1):
        return str(gettext("Libur nasional %(year)s belum ada di kalender.", year=year))
    leave = {row.kind for row in special_days.days(today.year + 1)} & {"CUTI_BERSAMA"}
    if today.month < 10 or leave:
        return ""
    return str(gettext("Cuti bersama %(year)s belum ada di kalender.", year=today.year + 1))
