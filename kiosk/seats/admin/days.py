"""Days that differ from the ordinary week `/admin/hari`."""

from typing import Any

from flask import Blueprint, redirect, request, url_for
from werkzeug.wrappers import Response

from kiosk.seats.admin import pages
from shared import clock, letters
from shared.errors import N_
from shared.rules.admin import calendar
from shared.rules.common import dates, staff, words
from shared.rules.hours import special_days
from shared.web import guards

bp = Blueprint("admin_days", __name__, url_prefix="/admin")
bp.before_request(guards.seat(staff.ADMIN))

_YEARS = range(2000, 2201)


@bp.get("/hari")
def days(**values: object) -> str:
    """Days that differ from the ordinary week."""
    year = _year()
    return pages.draw(
        "days",
        days=special_days.days(year),
        year=year,
        today=clock.service_day(),
        kinds=special_days.KINDS,
        most=calendar.LONGEST_NAME,
        **values,
    )


@bp.post("/hari")
@pages.told_on(days)
def put_day() -> Response:
    form, day = request.form, pages.day_of("day")
    known = special_days.on(day)
    if known is not None:
        was = {"day": words.long_date(day), "name": known.name}
        pages.ask(N_("%(day)s sudah dicatat: %(name)s. Ganti dengan yang baru?"), **was)
    source = form.get("source", special_days.BY_HAND)
    kind, name = form.get("kind", ""), form.get("name", "")
    return _days_again(calendar.put_day(day, kind, name, guards.actor(), source=source))


@bp.post("/hari/hapus")
@pages.told_on(days)
def remove_day() -> Response:
    day = dates.day(request.form.get("day", ""), "tanggal", dates.EARLIEST, dates.LATEST)
    if (known := special_days.on(day)) is None:
        return _days_again(calendar.remove_day(day, guards.actor()))
    was = {"day": words.long_date(day), "name": known.name}
    pages.ask(N_("Hapus %(name)s, %(day)s? Batas waktu berkas dan pengaduan dihitung lagi."), **was)
    source = special_days.BY_HAND if known.by_hand else special_days.LISTED
    gone = {"dihapus": day.isoformat(), "jenis": known.kind, "nama": known.name, "asal": source}
    return _days_again(calendar.remove_day(day, guards.actor()), **gone)


@bp.post("/hari/isi")
@pages.told_on(days)
def fill_year() -> Response:
    calendar.fill_year(_year())
    return _days_again(0)


def _days_again(moved: int, **gone: Any) -> Response:
    done = url_for("admin_days.days", selesai=1, tahun=_year(), berkas=moved or None, **gone)
    return redirect(done)


def _year() -> int:
    asked = request.values.get("tahun", type=letters.whole)
    return asked if asked is not None and asked in _YEARS else clock.service_day().year
