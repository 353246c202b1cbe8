"""The admin's page of service hours `/admin/jam`: stretches with other hours, such as Ramadan."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from flask import Blueprint, redirect, request, url_for
from werkzeug.wrappers import Response

from kiosk.seats.admin import data, pages
from shared import clock, letters
from shared.errors import N_, Invalid, Refused
from shared.rules.admin import calendar, data_entries, office_data
from shared.rules.admin.office_data import Altered
from shared.rules.common import dates, staff
from shared.rules.hours import opening, periods
from shared.standard.hours import WEEKDAYS
from shared.web import guards

bp = Blueprint("admin_hours", __name__, url_prefix="/admin/jam")
bp.before_request(guards.seat(staff.ADMIN))

_TIMES = ("buka", "tutup", "akhir")
_KEYS = ("open", "close", "last_ticket")
_FILE = "hours.toml"
_YES = (N_("tidak"), N_("ya"))


@bp.get("")
def hours(**values: object) -> str:
    """The periods that the office has added, and the hours that hold today."""
    today = clock.service_day()
    file = office_data.of(_FILE)
    raw = file.content
    return pages.draw(
        "hours",
        file=file,
        day=request.form.get("from") or today,
        ordinary=_ordinary(raw, today),
        leave=raw.get("cuti_bersama_closed", True),
        periods=periods.periods(),
        now=opening.hours().words(today),
        weekdays=WEEKDAYS,
        longest=calendar.LONGEST_NAME,
        most=office_data,
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


@bp.post("/biasa")
@pages.told_on(hours)
def set_usual() -> Response:
    """Another ordinary week from a day on; what is agreed for special stretches stays."""
    file, day = office_data.of(_FILE), data.from_day()
    raw = file.content
    place = data_entries.usual_period(raw, day)
    before = raw["periods"][place]
    after = {**before, "week": _written(before["week"], _week())}
    changes = [*_changes(before, after)]
    leave = "leave" in request.form
    if leave != raw.get("cuti_bersama_closed", True):
        changes.append(Altered(N_("Tutup pada cuti bersama"), _YES[not leave], _YES[leave]))
    wanted = {place: after} if after != before else {}
    rewritten = data_entries.rewritten(raw, "periods", wanted, (), day).content
    whole = {**rewritten, "cuti_bersama_closed": leave}
    return data.save(file, whole, changes, None, "admin_hours.hours")


def _again(moved: int) -> Response:
    return redirect(url_for("admin_hours.hours", selesai=1, berkas=moved or None))


def _ordinary(raw: Mapping[str, Any], today: date) -> dict[str, str]:
    """The hours of the ordinary week as the office's data have them, by field."""
    try:
        week = raw["periods"][data_entries.usual_period(raw, today)]["week"]
    except Refused:  # a special stretch holds today: its hours are those of now
        return _usual(today)
    return {
        f"{what}{WEEKDAYS.index(name)}": each[key]
        for each in week
        for name in each["days"]
        for what, key in zip(_TIMES, _KEYS, strict=True)
    }


def _written(before: Sequence[Mapping[str, Any]], week: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The week as the files write it; a note stays with its days where these stay together."""
    alike: dict[tuple[str, ...], list[str]] = {}
    for name, times in week.items():
        alike.setdefault(tuple(times), []).append(name)
    notes = {tuple(one["days"]): one["note"] for one in before if "note" in one}
    return [
        {
            "days": names,
            **dict(zip(_KEYS, times, strict=True)),
            **({"note": notes[tuple(names)]} if tuple(names) in notes else {}),
        }
        for times, names in alike.items()
    ]


def _changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Altered]:
    """By day, what its hours were and become."""
    was, now = (
        {name: each for each in period["week"] for name in each["days"]}
        for period in (before, after)
    )
    for name in WEEKDAYS:
        told = [_told(week.get(name)) for week in (was, now)]
        if told[0] != told[1]:
            yield Altered(name, *told)


def _told(each: Mapping[str, Any] | None) -> str:
    last = N_("nomor terakhir")
    return f"{each['open']}–{each['close']}, {last} {each['last_ticket']}" if each else N_("tutup")


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
