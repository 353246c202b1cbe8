"""Document control `/dokumen-standar`: the standard's revisions, and a new one until it holds."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import pairwise

from flask import Blueprint, redirect, request, url_for
from werkzeug.wrappers import Response

from kiosk.seats.common import page
from kiosk.seats.common.shapes import ID
from kiosk.seats.paper import papers as a4
from shared import clock, letters
from shared.documents import maker
from shared.errors import N_, AppError, NotFound
from shared.rules.common import dates, revisions, staff
from shared.rules.common.actor import Actor
from shared.rules.common.office import here
from shared.rules.quality import drafts, revision_paper
from shared.rules.quality.drafts import Draft, Wording
from shared.standard.clauses import Clause
from shared.standard.schema import valid
from shared.web import errors, guards

bp = Blueprint("revisions", __name__, url_prefix="/dokumen-standar")
bp.before_request(guards.seat(*staff.ROLES))

beginning = Blueprint("revision_beginning", __name__, url_prefix="/dokumen-standar")
beginning.before_request(guards.seat(*drafts.MAKERS))

drafting = Blueprint("revision_drafts", __name__, url_prefix="/dokumen-standar/rancangan")
drafting.before_request(guards.seat(*drafts.READERS))

Press = Callable[[int, Actor, int, Mapping[str, str]], object]
"""What a press does to a draft: its id, who, the version they saw, what else was sent."""


@dataclass(frozen=True)
class Line:
    """A clause in the form: as it stands, and as it is in force; a law has no easy words."""

    number: str
    now: Clause | None
    before: Clause | None
    is_law: bool


@bp.get("")
def every() -> str:
    """Every revision, newest first, and what is being prepared."""
    known = revisions.every()
    roles = guards.require_officer().roles
    reads = bool({*roles} & {*drafts.READERS})
    return page.draw(
        "seats/quality/revisions.html",
        revisions=known,
        signatures=[revision_paper.signatures(one.signers) for one in known],
        today=clock.service_day(),
        draft=drafts.in_work(known) if reads else None,
        may_prepare=bool({*roles} & {*drafts.MAKERS}),
    )


@bp.get("/<label>")
def one(label: str) -> str:
    """One revision: its cover, what it changed, its words."""
    known = revisions.every()
    found = next((one for one in known if one.label == label), None)
    if found is None:
        raise NotFound(N_("Revisi standar ini tidak ada."), code="no-revision")
    before = next((older for newer, older in pairwise(known) if newer is found), None)
    return page.draw(
        "seats/quality/revision.html",
        revision=found,
        signatures=revision_paper.signatures(found.signers),
        parts=revision_paper.parts(found),
        before=before,
        changes=drafts.differences(before.clauses, found.clauses) if before else [],
        today=clock.service_day(),
    )


@bp.get("/<label>/standar.pdf")
def paper(label: str) -> Response:
    """A revision on A4, with its cover."""
    drawn = maker.make(revision_paper.paper(label))
    return a4.show(drawn, f"standar-revisi-{revisions.labelled(label).label}.pdf")


@beginning.post("/rancangan")
def prepare() -> Response:
    """Begin the next revision."""
    draft = guards.in_a_role(drafts.prepare)
    return redirect(url_for("revision_drafts.draft", row=draft.id))


@drafting.get(f"/{ID}")
def draft(row: int, **told: object) -> str:
    """What is being prepared, line by line beside what holds, and what may be done with it now."""
    found, person = drafts.of(row), guards.require_officer()
    signers = drafts.WAITS_FOR[found.state]
    return page.draw(
        "seats/quality/revision_draft.html",
        draft=found,
        signatures=revision_paper.signatures(found.signers),
        changes=found.changes,
        steps=_steps(found),
        for_another=found.state != drafts.WRITING
        and bool({*person.roles} & {*signers})
        and drafts.had_a_hand(found, person.username),
        **{"typed": {}, "refusal": "", **told},
    )


@drafting.get(f"/{ID}/isi")
def form(row: int) -> Response | str:
    """The words of its clauses, to be changed by whoever may change them now."""
    found = drafts.of(row)
    if "change" not in _steps(found):
        return redirect(url_for("revision_drafts.draft", row=row))
    return _form(found)


def _form(found: Draft, **told: object) -> str:
    return page.draw(
        "seats/quality/revision_form.html",
        draft=found,
        parts=_parts(found),
        longest={"text": drafts.LONGEST_TEXT, "plain": drafts.LONGEST_PLAIN},
        **{"typed": {}, "refusal": "", "refused": "", **told},
    )


@drafting.post(f"/{ID}/isi")
def change(row: int) -> Response | tuple[str, int]:
    """Keep the words as they were typed; a refusal keeps them in the form."""
    sent = request.form
    numbers = {name.partition("-")[2] for name in sent if name.startswith("text-")}
    wordings = {
        number: Wording(*(sent.get(f"{field}-{number}", "") for field in Wording._fields))
        for number in sorted(numbers)
    }

    def press(by: Actor) -> Draft:
        return drafts.change(row, wordings, sent.get("note", ""), by, seen=_seen())

    try:
        guards.in_a_role(press)
    except NotFound:
        raise
    except AppError as error:
        told = {"refusal": errors.say(error), "refused": error.code, "typed": sent}
        return _form(drafts.of(row), **told), error.status
    return redirect(url_for("revision_drafts.draft", row=row))


def _step(name: str, address: str, press: Press) -> None:
    """A press on the draft's page; a refusal is told there."""

    def pressed(row: int) -> Response | tuple[str, int]:
        try:
            guards.in_a_role(lambda by: press(row, by, _seen(), request.form))
        except NotFound:
            raise
        except AppError as error:
            told = {"refusal": errors.say(error), "typed": request.form}
            return draft(row, **told), error.status
        return redirect(url_for("revisions.every"))

    drafting.add_url_rule(f"/{ID}/{address}", name, pressed, methods=["POST"])


_step("offer", "ajukan", lambda row, by, seen, _: drafts.offer(row, by, seen=seen))
_step("check", "periksa", lambda row, by, seen, _: drafts.check(row, by, seen=seen))
_step("withdraw", "batalkan", lambda row, by, seen, _: drafts.withdraw(row, by, seen=seen))
_step(
    "give_back",
    "kembalikan",
    lambda row, by, seen, sent: drafts.give_back(row, sent.get("reason", ""), by, seen=seen),
)


def _approve(row: int, by: Actor, seen: int, sent: Mapping[str, str]) -> object:
    found = drafts.of(row)
    day = dates.day(sent.get("day", ""), "hari berlaku", found.first_day, found.last_day)
    return drafts.approve(row, day, by, seen=seen)


_step("approve", "setujui", _approve)


def _steps(found: Draft) -> set[str]:
    """What the person may do with it now, in any of their roles."""
    person = guards.require_officer()
    return {step for role in person.roles for step in drafts.allowed(found, person.acting(role))}


def _seen() -> int:
    return request.form.get("seen", -1, type=letters.whole)


def _parts(draft: Draft) -> list[tuple[str, str, list[Line]]]:
    """The parts that have clauses to be worded: number, title, and each of them."""
    standard, today = here().standard, clock.service_day()
    before = {one.clause: one for one in draft.base.clauses}
    cited = {one.clause.partition(".")[0] for one in valid(standard.legal_basis, today)}
    lines: dict[str, list[Line]] = {}
    for one in drafts.writable(draft):
        number, now = (one, None) if isinstance(one, str) else (one.clause, one)
        part = number.partition(".")[0]
        line = Line(number, now, before.get(number), part in cited)
        lines.setdefault(part, []).append(line)
    return [
        (one.clause, one.title, lines[one.clause])
        for one in valid(standard.sections, today)
        if one.clause in lines
    ]
