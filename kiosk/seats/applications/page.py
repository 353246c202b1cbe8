"""What the page of one file shows, from whichever seat it is opened."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext

from shared.records import Application, ApplicationItem, ClockRun
from shared.rules.applications import (
    clock_runs,
    history,
    intake,
    kk_documents,
    papers,
    seat_lists,
    states,
)
from shared.rules.applications.history import HistoryLine
from shared.rules.applications.view import latest_run, row_by_number, view
from shared.rules.common import staff
from shared.rules.common.office import here
from shared.rules.paper import sheets

_FORMS = {
    "ASLI": papers.ORIGINAL,
    "FOTOKOPI": papers.COPY,
    "ASLI_ATAU_FOTOKOPI": papers.COPY,
    "TUNJUKKAN": papers.SHOWN,
    "FORMULIR": papers.ORIGINAL,
}
_SECTIONS = (("W", "Wajib"), ("K", "Bila syaratnya ada"), ("O", "Bila ada"))
_STEPS = (
    (states.RECEIVED, "Diterima"),
    (states.CHECKING, "Diperiksa"),
    (states.COMPLETE, "Lengkap"),
    (states.PROCESSING, "SIAK"),
    (states.PRINTED, "Dicetak"),
    (states.READY, "Siap"),
    (states.HANDED, "Diserahkan"),
)
_STANDS_AT = {
    states.RETURNED: states.CHECKING,
    states.AWAITING: states.PROCESSING,
    states.REFERRED: states.CHECKING,
    states.CANCELLED: states.CHECKING,
}


@dataclass(frozen=True)
class PaperLine:
    """One line of the checklist; `usual` is how it is usually brought."""

    row: ApplicationItem
    usual: str
    bring: str
    outside: bool


@dataclass(frozen=True)
class ChecklistSection:
    """Papers of one kind of duty; `enough` of them must be there where it is a choice."""

    title: str
    papers: tuple[PaperLine, ...]
    enough: int = 0

    @property
    def met(self) -> int:
        """How many are there without a fault."""
        return sum(bool(one.row.seen and not one.row.fault) for one in self.papers)


@dataclass(frozen=True)
class Step:
    """One stretch of the way: `done`, `now` or `later`."""

    title: str
    state: str


def values(number: str) -> dict[str, Any]:
    """Everything that a file's page may show; Invalid or NotFound for a wrong number."""
    row = row_by_number(number)
    run, late = latest_run(row.id), clock_runs.late_run(row.id)
    file = view(row, run)
    return {
        "file": file,
        "row": row,
        "shown": seat_lists.row_of(file),
        "people": _people(row),
        "kind_labels": [here().standard.kind(code).label for code in row.kinds],
        "sections": sections(papers.items(row.id)),
        "unmet": papers.unmet(row.id),
        "undecided": papers.undecided(row.id),
        "to_bring": papers.to_bring(row.id),
        "usual_reason": _usual_reason(row),
        "reminders": papers.reminders(row.id),
        "forms": papers.FORMS,
        "steps": steps(row.state),
        "clock": _clock_words(run, late) if run else None,
        "late_unsaid": bool(late and not late.late_reason),
        "history": [_told(line) for line in reversed(history.of(row.id))],
        "document": _document(row.id),
        "prints": [seat_lists.sheet(job) for job in reversed(sheets.of_application(row.id))],
        "states": states,
        "submitters": intake.SUBMITTERS,
    }


def sections(rows: Iterable[ApplicationItem]) -> list[ChecklistSection]:
    """The checklist in the order in which it is gone through: duties, choices, conditions."""
    left, found = list(rows), []
    choices = dict.fromkeys(group for item in left if item.need == "1" for group in item.groups)
    for code in choices:
        group = here().standard.item_group(code)
        members = [item for item in left if item.need == "1" and code in item.groups]
        left = [item for item in left if item not in members]
        if members:
            found.append(ChecklistSection(group.title, tuple(map(_paper, members)), group.min_met))
    by_need = {need: [item for item in left if item.need == need] for need, _ in _SECTIONS}
    rest = [
        ChecklistSection(title, tuple(map(_paper, by_need[need])))
        for need, title in _SECTIONS
        if by_need[need]
    ]
    return [*rest[:1], *found, *rest[1:]] if by_need["W"] else [*found, *rest]


def steps(state: str) -> list[Step]:
    """The way of a file and where it stands on it."""
    order = [code for code, _ in _STEPS]
    at = order.index(_STANDS_AT.get(state, state))
    over = state == states.HANDED
    return [
        Step(title, "done" if place < at or over else "now" if place == at else "later")
        for place, (_, title) in enumerate(_STEPS)
    ]


def _paper(item: ApplicationItem) -> PaperLine:
    return PaperLine(
        row=item,
        usual=_FORMS.get(item.bring, papers.ORIGINAL),
        bring=here().standard.bring_as(item.bring).title,
        outside=not item.clause,
    )


def _people(row: Application) -> dict[str, str]:
    """The names behind the usernames that the row keeps."""
    columns = ("proposed_by", "complete_by", "valid_by", "printed_by", "handed_by")
    return {name: staff.named(getattr(row, name)) for name in columns}


def _usual_reason(row: Application) -> str:
    """Why a file as it stands is usually given back."""
    if papers.to_bring(row.id):
        return "TIDAK_LENGKAP"
    return "CACAT_KEMUDIAN" if row.state in states.CLOCK_RUNS else "TIDAK_VALID"


def _told(line: HistoryLine) -> dict[str, str]:
    return {
        "at": seat_lists.moment_words(line.at),
        "text": gettext(line.text) % line.params,
        "who": " · ".join(part for part in (line.who, line.role) if part),
        "note": line.note,
    }


def _document(application_id: int) -> dict[str, Any] | None:
    found = kk_documents.find(application_id)
    return seat_lists.document(found) if found else None


def _clock_words(run: ClockRun, late: ClockRun | None) -> dict[str, Any]:
    """The clock of a file: started, due, stopped, and why it is late or was once."""
    return {
        "started": seat_lists.moment_words(run.started_at),
        "due": seat_lists.moment_words(run.due_at),
        "stopped": seat_lists.moment_words(run.stopped_at) if run.stopped_at else "",
        "late": clock_runs.is_late(run),
        "reason": states.LATE_REASONS.get((late and late.late_reason) or "", ""),
        "note": (late and late.late_note) or "",
    }
