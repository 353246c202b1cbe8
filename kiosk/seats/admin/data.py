"""The office's own data, changed by the admin: names, services, counters, any file at all."""

from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from flask import Blueprint, redirect, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from kiosk.seats.admin import data_forms, pages
from kiosk.seats.admin.data_forms import Field, Slot
from shared import clock, letters, standard
from shared.errors import N_, Invalid, Refused, SetupError
from shared.rules.admin import data_entries, office_data
from shared.rules.admin.office_data import Altered, DataFile
from shared.rules.common import staff, words
from shared.rules.common.office import here
from shared.web import guards

bp = Blueprint("admin_data", __name__, url_prefix="/admin")
bp.before_request(guards.seat(staff.ADMIN))

_NO_TYPING: MultiDict[str, str] = MultiDict()


class Preview(Refused):
    """What would change, to be looked at before it does."""

    code = pages.SURE

    def __init__(self, changes: Sequence[Altered], day: date) -> None:
        super().__init__(
            N_("Periksa dahulu: %(count)s hal akan berubah mulai %(day)s."),
            count=len(changes),
            day=words.long_date(day),
        )
        self.changes = changes


@dataclass(frozen=True)
class Kind:
    """A file whose entries the page changes one by one."""

    file: str
    key: str
    fields: Sequence[Field]
    endpoint: str
    called: str


SERVICES = Kind("services.toml", "services", data_forms.SERVICES, "admin_data.services", "title")
COUNTERS = Kind("counters.toml", "counters", data_forms.COUNTERS, "admin_data.counters", "name")


# --- who the office is ---


@bp.get("/kantor")
def identity(**values: Any) -> str:
    """Names, address, letterhead, villages, and what the region calls its parts."""
    file, typed = office_data.of("office.toml"), values.get("typed") or _NO_TYPING
    problems = values.pop("problems", ())
    told = data_forms.by_field(problems, {"office.": ""})
    fields = data_forms.shown(data_forms.OFFICE, file.content["office"], "", typed, told)
    emblem = Path(here().settings.logo).stem
    return _draw("identity", file, problems, told, fields=fields, emblem=emblem, **values)


@bp.post("/kantor")
@pages.told_on(identity)
def set_identity() -> Response:
    file = office_data.of("office.toml")
    before = file.content["office"]
    after = data_forms.read(data_forms.OFFICE, before, "", request.form)
    changes = list(data_forms.compared(data_forms.OFFICE, "", before, after))
    raw = {**file.content, "office": after}
    return save(file, raw, changes, from_day(), "admin_data.identity")


@bp.post("/kantor/lambang")
@pages.told_on(identity)
def set_emblem() -> Response:
    """The office's emblem, for screens, papers and slips."""
    given = request.files.get("picture")
    if given is None or not given.filename:
        raise Invalid(N_("Pilih gambarnya dahulu."), code="no-file")
    with closing(given):
        office_data.hang(given.read(), guards.actor())
    return redirect(url_for("admin_data.identity", selesai=1))


# --- services and counters ---


@bp.get("/layanan")
def services(**values: Any) -> str:
    """What people come for, and the letter of each."""
    return _entries(SERVICES, **values)


@bp.post("/layanan")
@pages.told_on(services)
def set_services() -> Response:
    return _set_entries(SERVICES)


@bp.get("/loket")
def counters(**values: Any) -> str:
    """The counters, and what each serves."""
    return _entries(COUNTERS, **values)


@bp.post("/loket")
@pages.told_on(counters)
def set_counters() -> Response:
    return _set_entries(COUNTERS)


def _entries(kind: Kind, **values: Any) -> str:
    file, typed = office_data.of(kind.file), values.get("typed") or _NO_TYPING
    raw, problems = file.content, values.pop("problems", ())
    told = data_forms.by_field(problems, _names(kind, raw, typed))
    fields, today = _fields(kind), clock.service_day()
    slots = [
        Slot(
            place,
            str(one[kind.called]),
            _note(raw, one, today),
            data_forms.shown(fields, one, f"{place}-", typed, told),
            stopped=f"{place}-stop" in typed,
        )
        for place, one in data_entries.current(raw, kind.key, today)
    ]
    place = len(raw[kind.key])
    new = data_forms.shown(fields, {}, f"{place}-", typed, told)
    slots.append(Slot(place, "", "", new, add=True))
    return _draw("entries", file, problems, told, slots=slots, kind=kind, **values)


def _set_entries(kind: Kind) -> Response:
    file = office_data.of(kind.file)
    raw, form, day = file.content, request.form, from_day()
    rewritten, changes = _rewritten(kind, raw, form, day)
    return save(file, rewritten.content, changes, None, kind.endpoint)


def _rewritten(
    kind: Kind, raw: Mapping[str, Any], form: MultiDict[str, str], day: date
) -> tuple[data_entries.Rewritten, list[Altered]]:
    fields, changes = _fields(kind), []
    wanted: dict[int, Mapping[str, Any] | None] = {}
    for place, one in data_entries.current(raw, kind.key, clock.service_day()):
        called = str(one[kind.called])
        after = data_forms.read(fields, one, f"{place}-", form)
        if f"{place}-stop" in form:
            wanted[place] = None
            changes.append(Altered(called, N_("dibuka"), N_("tidak dibuka lagi")))
        elif after != one:
            wanted[place] = after
            changes += data_forms.compared(fields, f"{called}:", one, after)
    added = _added(kind, raw, form)
    changes += [Altered(N_("Ditambahkan"), "", str(one[kind.called])) for one in added]
    return data_entries.rewritten(raw, kind.key, wanted, added, day), changes


def _added(
    kind: Kind, raw: Mapping[str, Any], form: MultiDict[str, str]
) -> list[Mapping[str, Any]]:
    """The new entry, where its name was typed; its code is made from that."""
    prefix = f"{len(raw[kind.key])}-"
    if not form.get(f"{prefix}{kind.called}", "").strip():
        return []
    entry = data_forms.read(_fields(kind), {}, prefix, form)
    if kind is COUNTERS:
        return [{"id": 1 + max(one["id"] for one in raw[kind.key]), **entry}]
    letters_only = "".join(one for one in entry["short"].upper() if one.isascii() and one.isalnum())
    return [{"code": letters_only or "?", "icon": "file-text", **entry}]


def _names(kind: Kind, raw: Mapping[str, Any], typed: MultiDict[str, str]) -> dict[str, str]:
    """How names of fields begin, by the key of the entry as the checks saw it."""
    if not typed:
        return {}
    rewritten, _ = _rewritten(kind, raw, typed, _day_typed(typed) or clock.service_day())
    return {f"{kind.key}[{at + 1}].": f"{place}-" for place, at in rewritten.places.items()}


def _fields(kind: Kind) -> list[Field]:
    if kind is SERVICES:
        return list(kind.fields)
    raw, today = office_data.of("services.toml").content, clock.service_day()
    options = tuple(
        (one["code"], one["title"]) for _, one in data_entries.current(raw, "services", today)
    )
    return [Field(**{**vars(one), "options": options}) for one in kind.fields]


def _note(raw: Mapping[str, Any], one: Mapping[str, Any], today: date) -> str:
    began, ends = data_entries.began(raw, one), one.get("valid_to")
    if began > today:
        return f"mulai {words.plain_date(began)}"
    return f"sampai {words.plain_date(ends)}" if ends else ""


# --- any file of the standard ---


@bp.get("/data")
def files() -> str:
    """Every data file of the standard: changed here or not, waiting, newer in the program."""
    return pages.draw("data_files", files=office_data.every())


@bp.get("/data/<name>")
def file(name: str, **values: Any) -> str:
    """One file as text, what the program ships where that differs, and all that was written."""
    found = office_data.of(name)
    problems = values.pop("problems", ())
    return _draw(
        "data_file",
        found,
        problems,
        {},
        history=office_data.history(name),
        names=staff.usernames(),
        again=url_for("admin_data.file", name=name),
        apart=office_data.differences(found.text, found.shipped) if found.newer else [],
        **values,
    )


@bp.post("/data/<name>")
def set_file(name: str) -> Any:
    return pages.told_on(lambda **told: file(name, **told))(lambda: _set_file(name))()


def _set_file(name: str) -> Response:
    found, text = office_data.of(name), request.form.get("text", "").replace("\r\n", "\n")
    office_data.judge(name, text, clock.service_day())  # what is no TOML cannot be compared
    changes = office_data.differences(found.text, text)
    return save(found, text, changes, from_day() if found.whole else None, "")


@bp.post("/data/<name>/pakai")
def settle(name: str) -> Any:
    """The program ships another text: it is taken, or the office keeps its own."""
    return pages.told_on(lambda **told: file(name, **told))(lambda: _settle(name))()


def _settle(name: str) -> Response:
    found, takes = office_data.of(name), request.form.get("which") == "shipped"
    text = found.shipped if takes else found.text
    reason = N_("memakai isi dari versi baru") if takes else N_("isi kantor tetap dipakai")
    office_data.keep(name, text, reason, guards.actor(), seen=_seen())
    return redirect(url_for("admin_data.file", name=name, selesai=1))


@bp.post("/data/<name>/tarik")
def withdraw(name: str) -> Any:
    """Take back what waits for its day."""
    return pages.told_on(lambda **told: file(name, **told))(_withdraw)()


def _withdraw() -> Response:
    row = request.form.get("row", 0, type=letters.whole)
    name = office_data.withdraw(row, guards.actor())
    return redirect(url_for("admin_data.file", name=name, selesai=1))


# --- what all of them do ---


def save(
    file: DataFile,
    content: Mapping[str, Any] | str,
    changes: Sequence[Altered],
    day: date | None,
    endpoint: str,
) -> Response:
    """Keep it once it was judged and looked at; the first set-up also keeps what stays as it is."""
    text = content if isinstance(content, str) else standard.toml(content)
    onward = pages.onward(endpoint) if endpoint else None
    if onward is None and not changes:
        raise Invalid(N_("Tidak ada yang diubah."), code="same")
    if not changes:
        text = file.text
    office_data.judge(file.name, text, day or clock.service_day())
    if onward is None and pages.SURE not in request.form:
        raise Preview(changes, from_day())
    reason = request.form.get("reason", "")
    office_data.keep(file.name, text, reason, guards.actor(), seen=_seen(), day=day)
    if onward:
        return onward()
    if endpoint:
        return redirect(url_for(endpoint, selesai=1))
    return redirect(url_for("admin_data.file", name=file.name, selesai=1))


def _draw(
    template: str,
    file: DataFile,
    problems: Sequence[SetupError],
    told: Mapping[str, str],
    **values: Any,
) -> str:
    """The page, with what is wrong that stands beside no field of it."""
    loose = [one for one in problems if one.reason not in told.values()]
    day = request.form.get("from") or clock.service_day()
    return pages.draw(template, file=file, loose=loose, most=office_data, day=day, **values)


def _seen() -> int:
    return request.form.get("seen", 0, type=letters.whole)


def from_day() -> date:
    """From when on what is typed holds; Invalid for a day that is past."""
    today = clock.service_day()
    day = pages.day_of("from") if request.form.get("from") else today
    if day < today:
        raise Invalid(N_("Hari mulai berlaku paling cepat hari ini."), code="day")
    return day


def _day_typed(typed: MultiDict[str, str]) -> date | None:
    try:
        return pages.day_of("from") if typed.get("from") else None
    except Invalid:
        return None
