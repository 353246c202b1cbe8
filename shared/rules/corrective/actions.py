"""The way of a corrective action: problem, cause, action, verified by another.

open ─plan─► planned ─do─► done ─verify─► closed      not effective: closed, and a new one follows
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from shared import clock, db
from shared.announce import announce
from shared.errors import N_, Invalid, NotAllowed, Refused
from shared.records import Complaint, CorrectiveAction, CorrectiveEvent, Staff
from shared.rules.common import journal, presses, staff, versions
from shared.rules.common import words as days
from shared.rules.common.actor import Actor
from shared.rules.common.office import here
from shared.rules.complaints import about, names, sight
from shared.rules.complaints import lists as complaints
from shared.rules.complaints.way import words
from shared.rules.corrective import allowed, lists
from shared.rules.corrective import evidence as evidence_files
from shared.rules.corrective.view import (
    CAUSES,
    CLOSED,
    DONE,
    OPEN,
    PLANNED,
    SEVERITIES,
    SOURCES,
    CorrectiveActionView,
    number_text,
    view,
)

WHYS = 5
LONGEST_WHY, LONGEST_CORRECTION = 400, 1000
# What the next one has from one that did not work.
_HANDED_ON = (
    *("source", "complaint_id", "category", "guarded", "about_unit", "about_staff"),
    *("unit", "problem", "severity", "whys", "causes"),
)
_CHANGED = N_("PTPP ini baru saja diubah orang lain. Muat ulang.")


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
    """Why it happened, what is done about it, by whom and by when.

    `verify_from`: before that day nobody can say that it worked.
    """

    owner_id: int
    due_on: date
    corrective: str
    whys: Sequence[str] = ()
    causes: Mapping[str, str] = field(default_factory=dict)
    correction: str = ""
    corrected_on: date | None = None
    preventive: str = ""
    verify_from: date | None = None


def issue(problem: Problem, by: Actor) -> CorrectiveActionView:
    """Ask for corrective action; the same press asks once. A guarded complaint's is guarded too.

    A head of section asks it of their own section.
    """
    who = sight.reader(by.staff_id)
    _require(allowed.issues(who))
    columns = _checked(problem)
    _require(allowed.issues(who, problem.unit))
    with db.transaction():
        touch = presses.tidy(problem.touch)
        known = CorrectiveAction.get_or_none(
            CorrectiveAction.office == here().id, CorrectiveAction.touch == touch
        )
        if known is not None:
            return view(known)
        if problem.complaint_id is not None:
            columns |= _like_complaint(sight.row_for(problem.complaint_id, by))
        row = _add(touch, by, **columns)
    return view(row)


def complaint_id(text: str, by: Actor) -> int | None:
    """The complaint of a number that somebody wrote; None for none, Invalid for a wrong one."""
    if not text.strip():
        return None
    row = complaints.by_number(text, sight.reader(by.staff_id))
    if row is None:
        raise Invalid(N_("Pengaduan ini tidak ada. Periksa nomornya."), code="complaint")
    return int(row.id)


def plan(
    action_id: int, planned: Plan, by: Actor, *, seen: int | None = None
) -> CorrectiveActionView:
    """Write down the causes, the actions, who does them and by when; may be changed until done."""
    with db.transaction():
        row = _row(allowed.PLAN, action_id, by, seen)
        versions.change(row, _CHANGED, state=PLANNED, **_planned(planned))
        _record(row, "plan", by, row.corrective)
    return view(row)


def done(
    action_id: int, evidence: str, done_on: date, by: Actor, *, seen: int | None = None
) -> CorrectiveActionView:
    """It was carried out: when, and what shows it, in words and with a file at least.

    From so many days later on it may be judged effective, or from the later day of the plan on.
    """
    said = words(evidence, N_("Tulis bukti pelaksanaannya."))
    if done_on > clock.service_day():
        raise Invalid(N_("Hari itu belum tiba."), code="done-on")
    with db.transaction():
        row = _row(allowed.DO, action_id, by, seen)
        if done_on < clock.service_day(row.issued_at):
            raise Invalid(N_("Hari itu sebelum PTPP diterbitkan."), code="done-on")
        if not evidence_files.of(row):
            raise Invalid(
                N_("Lampirkan dahulu foto atau PDF sebagai bukti pelaksanaannya."),
                code="evidence-file",
            )
        soonest = done_on + timedelta(days=here().settings.corrective_verify_days)
        versions.change(
            row,
            _CHANGED,
            state=DONE,
            done_on=done_on,
            evidence=said,
            verify_from=max(soonest, row.verify_from or soonest),
        )
        _record(row, "do", by, said)
    return view(row)


def require_attaching(action_id: int, by: Actor) -> None:
    """Raise unless they may attach evidence to the action now."""
    _row(allowed.DO, action_id, by, None)


def attach(action_id: int, data: bytes, kind: str, by: Actor) -> CorrectiveActionView:
    """Keep a file that shows that it was carried out; `kind` is what it was found to be."""
    with db.transaction():
        row = _row(allowed.DO, action_id, by, None)
        evidence_files.keep(row, data, kind, by)
        _record(row, "attach", by, None)
    return view(row)


def detach(action_id: int, evidence_id: int, by: Actor) -> CorrectiveActionView:
    """Take away a file that was attached by mistake, as long as it is not written down as done."""
    with db.transaction():
        row = _row(allowed.DO, action_id, by, None)
        evidence_files.forget(row, evidence_id)
        _record(row, "detach", by, None)
    return view(row)


def verify(
    action_id: int, effective: bool, verdict: str, by: Actor, *, seen: int | None = None
) -> CorrectiveActionView:
    """Somebody else than whoever is responsible or carried it out judges whether it worked.

    When it did not, this one is closed as not effective and a new one follows from it. That it
    did can be said from the day on that was planned for it (Refused before).
    """
    said = words(verdict, N_("Tulis hasil verifikasinya."))
    with db.transaction():
        row = _row(allowed.VERIFY, action_id, by, seen)
        moment = clock.now()
        if effective and row.verify_from and too_early(row.verify_from):
            raise Refused(
                N_("Baru dapat dinyatakan efektif mulai %(day)s."),
                code="too-early",
                day=days.long_date(row.verify_from),
            )
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


def too_early(verify_from: date | None) -> bool:
    """Whether it cannot be said yet that a corrective action worked."""
    return verify_from is not None and clock.service_day() < verify_from


def _row(step: str, action_id: int, by: Actor, seen: int | None) -> CorrectiveAction:
    """The corrective action as it was seen, with which whoever acts may take this step now."""
    who = sight.reader(by.staff_id)
    row = lists.existing(lists.find(who, CorrectiveAction.id == action_id))
    versions.expect(row, seen, _CHANGED)
    if refusal := allowed.why_not(step, row, who):
        raise refusal
    return row


def _checked(problem: Problem) -> dict[str, Any]:
    if problem.source not in SOURCES:
        raise Invalid(N_("Pilih sumber masalahnya."), code="source")
    if problem.severity not in SEVERITIES:
        raise Invalid(N_("Pilih berat masalahnya."), code="severity")
    about.require_unit(problem.unit)
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
    whys = [why.strip() for why in planned.whys if why.strip()]
    causes = {key: text.strip() for key, text in planned.causes.items() if text.strip()}
    if not whys and not causes:
        raise Invalid(N_("Tulis paling sedikit satu sebab."), code="causes")
    if planned.verify_from and planned.verify_from < planned.due_on:
        raise Invalid(N_("Pemeriksaan tidak mendahului batas waktu."), code="verify-from")
    return {
        "owner_id": planned.owner_id,
        "due_on": planned.due_on,
        "corrective": words(planned.corrective, N_("Tulis tindakan perbaikannya.")),
        "preventive": planned.preventive.strip() or None,
        "correction": planned.correction.strip() or None,
        "corrected_on": planned.corrected_on,
        "whys": whys,
        "causes": causes,
        "verify_from": planned.verify_from,
    }


def _follow(row: CorrectiveAction, by: Actor) -> None:
    """The next corrective action, because this one did not work."""
    kept = {name: getattr(row, name) for name in _HANDED_ON}
    _add(f"follows-{row.id}", by, follows_id=row.id, **kept)


def _add(touch: str, by: Actor, **columns: Any) -> CorrectiveAction:
    moment = clock.now()
    year = clock.service_day(moment).year
    row = CorrectiveAction.create(
        office=here().id,
        year=year,
        touch=touch,
        issued_at=moment,
        issued_by=by.who,
        state=OPEN,
        **{"whys": [], "causes": {}, **columns},
        **names.draw(CorrectiveAction, CorrectiveAction.number, year, touch),
    )
    _record(row, "issue", by, row.problem)
    return row


def _record(row: CorrectiveAction, what: str, by: Actor, text: str | None) -> None:
    CorrectiveEvent.create(
        office=here().id,
        action_id=row.id,
        at=clock.now(),
        what=what,
        after=row.state,
        who=by.who,
        role=by.signs,
        name=staff.named(by.who),
        text=text,
    )
    journal.write(by, f"corrective.{what}", number_text(row.year, row.number))
    announce("complaints")


def _require(allowed: bool) -> None:
    if not allowed:
        raise NotAllowed(N_("Langkah ini bukan untuk peran Anda."))
