"""The way of a corrective action: problem, cause, action, verified by another.

open ─plan─► planned ─do─► done ─verify─► closed      not effective: closed, and a new one follows
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from shared import clock, db
from shared.announce import announce
from shared.errors import N_, Invalid, NotAllowed, NotFound, Refused
from shared.records import Complaint, CorrectiveAction, CorrectiveEvent, Staff
from shared.rules.common import journal, presses, staff, versions
from shared.rules.common.actor import Actor
from shared.rules.common.numbers import next_in_year
from shared.rules.common.office import here
from shared.rules.complaints import sight
from shared.rules.complaints.way import words
from shared.rules.corrective import hands
from shared.rules.corrective.lists import visible
from shared.rules.corrective.view import (
    CAUSES,
    CLOSED,
    DONE,
    LABELS,
    OPEN,
    PLANNED,
    SEVERITIES,
    SOURCES,
    ActionView,
    number_text,
    view,
)

BOOK = "corrective"
WHYS = 5
_CHANGED = N_("PTPP ini baru saja diubah orang lain. Muat ulang.")
ISSUERS = (*sight.SECTION_HEADS, *sight.OVERSEERS)


@dataclass(frozen=True)
class Problem:
    """What is wrong, where it was seen, and whose it is; `touch` is the UUID of the press."""

    touch: str
    source: str
    problem: str
    severity: str
    unit: str
    complaint_id: int | None = None
    category: str = ""


@dataclass(frozen=True)
class Plan:
    """Why it happened, what is done about it, by whom and by when."""

    owner_id: int
    due_on: date
    corrective: str
    whys: Sequence[str] = ()
    causes: Mapping[str, str] = field(default_factory=dict)
    correction: str = ""
    corrected_on: date | None = None
    preventive: str = ""


def issue(problem: Problem, by: Actor, *, follows_id: int | None = None) -> ActionView:
    """Ask for corrective action; the same press asks once. A guarded complaint's is guarded too.

    A head of section asks it of their own section.
    """
    _require(by.role in ISSUERS)
    columns = _checked(problem)
    _require(by.role in sight.OVERSEERS or problem.unit in sight.reader(by.staff_id).sections_led)
    with db.transaction():
        touch = presses.tidy(problem.touch)
        known = CorrectiveAction.get_or_none(
            CorrectiveAction.office == here().id, CorrectiveAction.touch == touch
        )
        if known is not None:
            return view(known)
        if problem.complaint_id is not None:
            columns |= _like_complaint(sight.row_for(problem.complaint_id, by))
        moment = clock.now()
        year = clock.service_day(moment).year
        row = CorrectiveAction.create(
            office=here().id,
            year=year,
            number=next_in_year(BOOK, year),
            touch=touch,
            issued_at=moment,
            issued_by=by.who,
            state=OPEN,
            whys=[],
            causes={},
            follows_id=follows_id,
            **columns,
        )
        _record(row, "issue", by, problem.problem)
    return view(row)


def plan(action_id: int, planned: Plan, by: Actor, *, seen: int | None = None) -> ActionView:
    """Write down the causes, the actions, who does them and by when; may be changed until done."""
    with db.transaction():
        row = _row(action_id, by, seen, (OPEN, PLANNED))
        _require(_leads(row, by))
        versions.change(row, _CHANGED, state=PLANNED, **_planned(planned))
        _record(row, "plan", by, row.corrective)
    return view(row)


def done(
    action_id: int, evidence: str, done_on: date, by: Actor, *, seen: int | None = None
) -> ActionView:
    """It was carried out: when, and what shows it."""
    said = words(evidence, N_("Tulis bukti pelaksanaannya."))
    if done_on > clock.service_day():
        raise Invalid(N_("Hari itu belum tiba."), code="done-on")
    with db.transaction():
        row = _row(action_id, by, seen, (PLANNED,))
        _require(hands.may_carry_out(row.owner_id, row.unit, sight.reader(by.staff_id)))
        if done_on < clock.service_day(row.issued_at):
            raise Invalid(N_("Hari itu sebelum PTPP diterbitkan."), code="done-on")
        versions.change(row, _CHANGED, state=DONE, done_on=done_on, evidence=said)
        _record(row, "do", by, said)
    return view(row)


def verify(
    action_id: int, effective: bool, verdict: str, by: Actor, *, seen: int | None = None
) -> ActionView:
    """Somebody else than whoever is responsible or carried it out judges whether it worked.

    When it did not, this one is closed as not effective and a new one follows from it.
    """
    said = words(verdict, N_("Tulis hasil verifikasinya."))
    with db.transaction():
        row = _row(action_id, by, seen, (DONE,))
        _require(by.role in sight.OVERSEERS)
        if not hands.may_verify(row.id, row.owner_id, sight.reader(by.staff_id)):
            raise Refused(N_("Verifikasi harus oleh orang lain."), code="same-person")
        moment = clock.now()
        versions.change(
            row,
            _CHANGED,
            state=CLOSED,
            effective=effective,
            verdict=said,
            verified_by=by.staff_id,
            verified_at=moment,
            closed_at=moment,
        )
        _record(row, "verify", by, said)
        if not effective:
            _follow(row, by)
    return view(row)


def by_id(action_id: int, by: Actor) -> ActionView:
    """The corrective action, if whoever asks may see it."""
    return view(_row(action_id, by, None, tuple(LABELS)))


def _row(action_id: int, by: Actor, seen: int | None, wanted: tuple[str, ...]) -> CorrectiveAction:
    row = CorrectiveAction.get_or_none(
        CorrectiveAction.office == here().id,
        CorrectiveAction.id == action_id,
        visible(sight.reader(by.staff_id)),
    )
    if row is None:
        raise NotFound(N_("PTPP ini tidak ada."), code="no-action")
    versions.expect(row, seen, _CHANGED)
    if row.state not in wanted:
        raise Refused(
            N_("PTPP ini berstatus “%(label)s”, jadi langkah itu tidak dapat dilakukan."),
            code="wrong-state",
            label=LABELS[row.state],
        )
    return row


def _leads(row: CorrectiveAction, by: Actor) -> bool:
    if by.role in sight.OVERSEERS:
        return True
    return by.role in sight.SECTION_HEADS and row.unit in sight.reader(by.staff_id).sections_led


def _checked(problem: Problem) -> dict[str, Any]:
    if problem.source not in SOURCES:
        raise Invalid(N_("Pilih sumber masalahnya."), code="source")
    if problem.severity not in SEVERITIES:
        raise Invalid(N_("Pilih berat masalahnya."), code="severity")
    if problem.unit not in {one.code for one in here().standard.units_on(clock.service_day())}:
        raise Invalid(N_("Pilih seksi."), code="unit")
    return {
        "source": problem.source,
        "problem": words(problem.problem, N_("Uraikan masalahnya.")),
        "severity": problem.severity,
        "unit": problem.unit,
        "complaint_id": problem.complaint_id,
        "category": problem.category or None,
    }


def _like_complaint(row: Complaint) -> dict[str, Any]:
    return {
        "guarded": row.guarded,
        "about_unit": row.about_unit,
        "about_staff": row.about_staff,
        "category": row.category,
    }


def _planned(planned: Plan) -> dict[str, Any]:
    if not Staff.get_or_none(Staff.office == here().id, Staff.id == planned.owner_id, Staff.active):
        raise Invalid(N_("Pilih penanggung jawab."), code="owner")
    if planned.due_on < clock.service_day():
        raise Invalid(N_("Batas waktu sudah lewat."), code="due-on")
    if not set(planned.causes) <= set(CAUSES) or len(planned.whys) > WHYS:
        raise Invalid(N_("Pilih penyebab dari daftar."), code="causes")
    return {
        "owner_id": planned.owner_id,
        "due_on": planned.due_on,
        "corrective": words(planned.corrective, N_("Tulis tindakan perbaikannya.")),
        "preventive": planned.preventive.strip() or None,
        "correction": planned.correction.strip() or None,
        "corrected_on": planned.corrected_on,
        "whys": [why.strip() for why in planned.whys if why.strip()],
        "causes": {key: text.strip() for key, text in planned.causes.items() if text.strip()},
    }


def _follow(row: CorrectiveAction, by: Actor) -> None:
    """The next corrective action, because this one did not work."""
    year = clock.service_day().year
    again = CorrectiveAction.create(
        office=here().id,
        year=year,
        number=next_in_year(BOOK, year),
        touch=f"follows-{row.id}",
        source=row.source,
        complaint_id=row.complaint_id,
        category=row.category,
        guarded=row.guarded,
        about_unit=row.about_unit,
        about_staff=row.about_staff,
        unit=row.unit,
        issued_at=clock.now(),
        issued_by=by.who,
        problem=row.problem,
        severity=row.severity,
        whys=row.whys,
        causes=row.causes,
        state=OPEN,
        follows_id=row.id,
    )
    _record(again, "issue", by, again.problem)


def _record(row: CorrectiveAction, what: str, by: Actor, text: str | None) -> None:
    CorrectiveEvent.create(
        office=here().id,
        action_id=row.id,
        at=clock.now(),
        what=what,
        after=row.state,
        who=by.who,
        role=by.role,
        name=staff.named(by.who),
        text=text,
    )
    journal.write(by, f"corrective.{what}", number_text(row.year, row.number))
    announce("complaints")


def _require(allowed: bool) -> None:
    if not allowed:
        raise NotAllowed(N_("Langkah ini bukan untuk peran Anda."))
