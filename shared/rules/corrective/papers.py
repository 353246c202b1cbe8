"""The form of a corrective action (PTPP) on paper."""

from shared import clock
from shared.discreet import discreetly
from shared.errors import N_, NotFound
from shared.rules.common import words
from shared.rules.common.actor import Actor
from shared.rules.complaints import sight
from shared.rules.corrective import actions, lists
from shared.rules.corrective.view import CAUSES, LABELS, CorrectiveActionView, view
from shared.rules.paper.said import OwnPaper, Said


class Form(Said):
    """A corrective action as its form shows it; a text is the list of its paragraphs."""

    number: str
    now: str
    states: list[str]
    source: str
    unit: str
    issued: str
    issued_by: str
    follows: str
    severity: str
    problem: list[str]
    whys: list[str]
    most_whys: int
    causes: list[tuple[str, str]]
    correction: list[str]
    corrected: str
    corrective: list[str]
    preventive: list[str]
    owner: str
    due: str
    done: str
    evidence: list[str]
    verified_by: str
    verified: str
    effective: bool | None
    verdict: list[str]


def form(number: str, by: Actor) -> OwnPaper:
    """The form of a corrective action (PTPP), if whoever asks may see it."""
    row = lists.by_number(number, sight.reader(by.staff_id))
    if row is None:
        raise NotFound(N_("PTPP ini tidak ada."), code="no-action")
    return OwnPaper("corrective", discreetly(_form(view(row))))


def _form(one: CorrectiveActionView) -> Form:
    return Form(
        number=one.number,
        now=one.label,
        states=list(LABELS.values()),
        source=one.source,
        unit=one.unit_name,
        issued=words.plain_date(clock.service_day(one.issued_at)),
        issued_by=one.issued_by,
        follows=one.follows,
        severity=one.severity,
        problem=words.paragraphs(one.problem),
        whys=list(one.whys),
        most_whys=actions.WHYS,
        causes=[(label, one.causes.get(key, "")) for key, label in CAUSES.items()],
        correction=words.paragraphs(one.correction),
        corrected=words.day_of(one.corrected_on),
        corrective=words.paragraphs(one.corrective),
        preventive=words.paragraphs(one.preventive),
        owner=one.owner,
        due=words.day_of(one.due_on),
        done=words.day_of(one.done_on),
        evidence=words.paragraphs(one.evidence),
        verified_by=one.verified_by,
        verified=words.day_of(one.verified_at),
        effective=one.effective,
        verdict=words.paragraphs(one.verdict),
    )
