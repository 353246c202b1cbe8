"""The form of a corrective action (PTPP) on paper."""

from shared.discreet import discreetly
from shared.errors import N_, NotFound
from shared.rules.common import words
from shared.rules.common.actor import Actor
from shared.rules.complaints import sight
from shared.rules.corrective import actions, evidence, lists
from shared.rules.corrective.view import CAUSES, LABELS, CorrectiveActionView, view
from shared.rules.paper.said import OwnPaper, Said


class Form(Said):
    """A corrective action as its form shows it; `texts` by field, each in its paragraphs."""

    one: CorrectiveActionView
    texts: dict[str, list[str]]
    days: dict[str, str]
    states: list[str]
    files: list[str]
    most_whys: int
    causes: list[tuple[str, str]]


def form(number: str, by: Actor) -> OwnPaper:
    """The form of a corrective action (PTPP), if whoever asks may see it."""
    row = lists.by_number(number, sight.reader(by.staff_id))
    if row is None:
        raise NotFound(N_("PTPP ini tidak ada."), code="no-action")
    return OwnPaper("corrective", discreetly(_form(view(row), evidence.of(row))))


def _form(one: CorrectiveActionView, files: list[evidence.Evidence]) -> Form:
    texts = ("problem", "correction", "corrective", "preventive", "evidence", "verdict")
    days = ("issued_at", "corrected_on", "due_on", "done_on", "verify_from", "verified_at")
    return Form(
        one=one,
        texts={name: words.paragraphs(getattr(one, name)) for name in texts},
        days={name: words.day_of(getattr(one, name)) for name in days},
        files=[file.name for file in files],
        states=list(LABELS.values()),
        most_whys=actions.WHYS,
        causes=[(label, one.causes.get(key, "")) for key, label in CAUSES.items()],
    )
