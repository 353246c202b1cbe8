"""Incidents `/insiden`: the register, one of them, and what was done about it (clause 13)."""

from datetime import datetime
from typing import Annotated

from flask import Blueprint
from pydantic import Field

from kiosk.seats.common import page
from kiosk.seats.common.shapes import ID, Code, Done, Line, Press, Seen
from kiosk.seats.complaints.progress import told
from kiosk.seats.complaints.shapes import Words
from shared import clock
from shared.rules.applications import outages, seat_lists
from shared.rules.common import dates, staff
from shared.rules.common.office import here
from shared.rules.complaints import sight
from shared.rules.complaints.way import LONGEST
from shared.rules.corrective import allowed
from shared.rules.corrective.actions import Problem
from shared.rules.corrective.view import SEVERITIES
from shared.rules.quality import incidents
from shared.web import guards
from shared.web.api import Body, describe

# Whoever handles incidents acts so, whatever else they are.
_EVERYBODY = dict.fromkeys((*incidents.HANDLERS, *staff.ROLES))

bp = Blueprint("incidents", __name__, url_prefix="/insiden")
bp.before_request(guards.seat(*_EVERYBODY))

_API = "/api/v1/incidents"
writing = Blueprint("incidents_writing_api", __name__, url_prefix=_API)
writing.before_request(guards.seat(*_EVERYBODY))

handling = Blueprint("incidents_handling_api", __name__, url_prefix=_API)
handling.before_request(guards.seat(*incidents.HANDLERS))

PARTS = (writing, handling)

_OUTAGES = 10
_DEEDS = {
    "write": "Insiden dicatat",
    "note": "Tindakan",
    "tell": "Pemberitahuan",
    "act": "PTPP diterbitkan",
    "close": "Selesai",
}
Place = Annotated[str, Field(max_length=incidents.LONGEST_PLACE)]


class IncidentHappened(Body):
    """What happened, where, and what it did; moments are `23-11-2026 09.15`."""

    touch: Press
    kind: Code = Field(title="Jenis insiden")
    happened_at: Line = Field(title="Terjadi pada")
    known_at: Line = Field(title="Diketahui pada")
    place: Place = Field("", title="Tempat")
    what: Words = Field(title="Apa yang terjadi")
    harm: Words = Field("", title="Akibatnya")


class IncidentWritten(Body):
    """The number under which it was written down."""

    number: str


class IncidentNote(Seen):
    """What was done."""

    text: Words = Field(title="Apa yang dilakukan")


class IncidentTold(Seen):
    """Who was told of a leak of personal data in writing, when, and how."""

    told: Code = Field(title="Yang diberi tahu")
    told_at: Line = Field(title="Diberi tahu pada")
    how: Words = Field(title="Apa dan bagaimana")


class IncidentAction(Seen):
    """The corrective action (PTPP) that follows."""

    touch: Press
    problem: Words = Field(title="Uraian masalah")
    severity: Code = Field(title="Berat")
    unit: Code = Field(title="Ditujukan kepada")


class IncidentClosed(Seen):
    """What came of it."""

    conclusion: Words = Field(title="Kesimpulan")


@bp.get("")
def register() -> str:
    """The incidents that this person may see, outages beside them, and a form for a new one."""
    by, today = guards.actor(), clock.service_day()
    handles = incidents.handles(by)
    return page.draw(
        "seats/quality/incidents.html",
        rows=incidents.register(by),
        handles=handles,
        this_year=len(incidents.happened(today.replace(month=1, day=1), today))
        if handles
        else None,
        year=today.year,
        kinds=here().standard.incident_kinds_on(today),
        outages=[seat_lists.outage(row) for row in outages.recent(_OUTAGES)],
        now=clock.now(),
        longest=LONGEST,
        longest_place=incidents.LONGEST_PLACE,
    )


@bp.get("/<number>")
def one(number: str) -> str:
    """One of them: what happened, the clock of a leak, what was done."""
    by, who = guards.actor(), sight.reader(guards.require_officer().id)
    found, today = incidents.of(number, by), clock.service_day()
    return page.draw(
        "seats/quality/incident.html",
        one=found.one,
        way_back=[told(step, _DEEDS[step.what]) for step in found.steps],
        action=found.action,
        may_act=found.may_act,
        handles=incidents.handles(by),
        told=here().standard.told_on(today),
        severities=SEVERITIES,
        units=[unit for unit in here().standard.units_on(today) if allowed.issues(who, unit.code)],
        now=clock.now(),
        longest=LONGEST,
    )


@writing.post("")
@describe("Write an incident down", body=IncidentHappened, returns={201: IncidentWritten})
def write(asked: IncidentHappened) -> tuple[IncidentWritten, int]:
    happened = incidents.Happened(
        asked.touch,
        asked.kind,
        _moment(asked.happened_at, "waktu kejadian"),
        _moment(asked.known_at, "waktu diketahui"),
        asked.what,
        asked.place,
        asked.harm,
    )
    return IncidentWritten(number=incidents.write(happened, guards.actor()).number), 201


@writing.post(f"/{ID}/notes")
@describe("Write down what was done", body=IncidentNote, returns={201: Done})
def note(asked: IncidentNote, row: int) -> tuple[Done, int]:
    incidents.note(row, asked.text, guards.actor(), seen=asked.seen)
    return Done(), 201


@handling.post(f"/{ID}/notices")
@describe("Write down who was told of a leak", body=IncidentTold, returns={201: Done})
def tell(asked: IncidentTold, row: int) -> tuple[Done, int]:
    at = _moment(asked.told_at, "waktu pemberitahuan")
    incidents.tell(row, asked.told, at, asked.how, guards.actor(), seen=asked.seen)
    return Done(), 201


@handling.post(f"/{ID}/corrective-action")
@describe(
    "Ask for the corrective action that follows",
    body=IncidentAction,
    returns={201: IncidentWritten},
)
def act(asked: IncidentAction, row: int) -> tuple[IncidentWritten, int]:
    problem = Problem(asked.touch, "incident", asked.problem, asked.severity, asked.unit)
    return IncidentWritten(number=incidents.act(row, problem, guards.actor(), seen=asked.seen)), 201


@handling.post(f"/{ID}/close")
@describe("Settle an incident", body=IncidentClosed, returns={200: Done})
def close(asked: IncidentClosed, row: int) -> Done:
    incidents.close(row, asked.conclusion, guards.actor(), seen=asked.seen)
    return Done()


def _moment(text: str, what: str) -> datetime:
    return dates.moment(text, what, *dates.past_year())
