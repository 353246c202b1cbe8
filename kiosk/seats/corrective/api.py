"""The steps of a corrective action: asked for, planned, carried out, verified by another."""

from typing import Annotated

from flask import Blueprint, request, url_for
from flask_babel import gettext
from pydantic import Field

from kiosk.seats.common.shapes import ID, Code, Line
from kiosk.seats.corrective import pages as corrective
from kiosk.seats.oversight.shapes import Seen, Text, day
from shared.errors import N_
from shared.rules.complaints import sight
from shared.rules.corrective import actions, lists
from shared.rules.corrective.view import ActionView
from shared.web import guards
from shared.web.api import Body, describe

_API = "/api/v1/corrective-actions"
_WHEN = N_("Pilih tanggal koreksinya.")

leading = Blueprint("corrective_leading_api", __name__, url_prefix=_API)
leading.before_request(guards.seat(*sight.OVERSEERS, *sight.SECTION_HEADS))

acting = Blueprint("corrective_acting_api", __name__, url_prefix=_API)
acting.before_request(guards.seat(*corrective.ROLES))

verifying = Blueprint("corrective_verifying_api", __name__, url_prefix=_API)
verifying.before_request(guards.seat(*sight.OVERSEERS))

PARTS = (leading, acting, verifying)


class CorrectiveProblem(Body):
    """What is wrong, where it was seen, and whose it is; `touch` is a UUID of this press alone."""

    touch: Code
    source: Code
    problem: Text
    severity: Code
    unit: Code
    category: Line = ""
    complaint: Line = ""


class Plan(Seen):
    """Why it happened, what is done about it, by whom and by when (`2026-12-01`)."""

    owner: Annotated[int, Field(ge=0, le=2_147_483_647)]
    due_on: Line
    corrective: Text
    whys: Annotated[list[Text], Field(max_length=20)] = []
    causes: dict[str, Text] = {}
    correction: Text = ""
    corrected_on: Line = ""
    preventive: Text = ""


class CarriedOut(Seen):
    """When it was carried out and what shows it."""

    evidence: Text
    done_on: Line


class Verdict(Seen):
    """Whether it worked, and how that was seen."""

    effective: bool
    verdict: Text


class ActionNow(Body):
    """A corrective action after the press."""

    id: int
    number: str
    state: str
    label: str
    late: bool
    version: int
    url: str


class Actions(Body):
    """Corrective actions, newest first."""

    rows: list[ActionNow]


@acting.get("")
@describe("The corrective actions that may be seen", returns={200: Actions})
def every() -> Actions:
    who = sight.reader(guards.require_officer().id)
    return Actions(rows=[_told(one) for one in lists.actions(who, request.args.get("state", ""))])


@acting.get(f"/{ID}")
@describe("A corrective action", returns={200: ActionNow})
def one(row: int) -> ActionNow:
    return _told(actions.by_id(row, guards.actor()))


@leading.post("")
@describe("Ask for corrective action", body=CorrectiveProblem, returns={201: ActionNow})
def issue(asked: CorrectiveProblem) -> tuple[ActionNow, int]:
    problem = actions.Problem(
        **asked.model_dump(exclude={"complaint"}),
        complaint_id=corrective.complaint_id(asked.complaint),
    )
    return _told(actions.issue(problem, guards.actor())), 201


@leading.post(f"/{ID}/plan")
@describe("Write down causes and actions", body=Plan, returns={200: ActionNow})
def plan(asked: Plan, row: int) -> ActionNow:
    corrected = asked.corrected_on
    written = actions.Plan(
        owner_id=asked.owner,
        due_on=day(asked.due_on, N_("Pilih batas waktunya."), "due-on"),
        corrective=asked.corrective,
        whys=asked.whys,
        causes=asked.causes,
        correction=asked.correction,
        corrected_on=day(corrected, _WHEN, "corrected-on") if corrected else None,
        preventive=asked.preventive,
    )
    return _told(actions.plan(row, written, guards.actor(), seen=asked.seen))


@acting.post(f"/{ID}/done")
@describe("It was carried out", body=CarriedOut, returns={200: ActionNow})
def done(asked: CarriedOut, row: int) -> ActionNow:
    done_on = day(asked.done_on, N_("Pilih tanggal pelaksanaannya."), "done-on")
    return _told(actions.done(row, asked.evidence, done_on, guards.actor(), seen=asked.seen))


@verifying.post(f"/{ID}/verify")
@describe("Judge whether it worked", body=Verdict, returns={200: ActionNow})
def verify(asked: Verdict, row: int) -> ActionNow:
    by = guards.actor()
    return _told(actions.verify(row, asked.effective, asked.verdict, by, seen=asked.seen))


def _told(found: ActionView) -> ActionNow:
    return ActionNow(
        id=found.id,
        number=found.number,
        state=found.state,
        label=gettext(found.label),
        late=found.late,
        version=found.version,
        url=url_for("corrective.one", number=found.number),
    )
