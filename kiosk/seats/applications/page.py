"""What the page of one application shows, from whichever seat it is opened."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext

from shared.rules.applications import (
    allowed,
    by_hand,
    checklist,
    collecting,
    fields,
    history,
    lists,
    papers,
    seat_lists,
    states,
    view,
)
from shared.rules.applications.case import Case, is_late
from shared.rules.common import staff
from shared.rules.common.actor import Actor
from shared.rules.common.office import here

_WAY = (
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
_WITH_OPERATOR = ("printer", "Sedang dikerjakan operator.")
_TURNS = {
    states.RECEIVED: ("gavel", "Menunggu Kasi memutuskan lengkap dan valid."),
    states.CHECKING: ("gavel", "Menunggu Kasi memutuskan lengkap dan valid."),
    states.COMPLETE: _WITH_OPERATOR,
    states.PROCESSING: _WITH_OPERATOR,
    states.AWAITING: _WITH_OPERATOR,
    states.PRINTED: _WITH_OPERATOR,
    states.HANDED: ("circle-check", "KK diserahkan {handed_by} kepada {taker}."),
    states.REFERRED: ("arrow-bear-right", "Pemohon dirujuk ke Dinas Dukcapil."),
}
_WITHDRAWN = ("circle-x", "Permohonan dibatalkan; nomornya tetap di buku.")
_PEOPLE = ("proposed_by", "complete_by", "valid_by", "printed_by", "handed_by")


@dataclass(frozen=True)
class Stretch:
    """One stretch of the way: `done`, `now` or `later`."""

    title: str
    stands: str

    @property
    def is_done(self) -> bool:
        return self.stands == "done"

    @property
    def is_now(self) -> bool:
        return self.stands == "now"


@dataclass(frozen=True)
class Happened:
    """One line of the history, in words."""

    at: str
    text: str
    who: str
    note: str


@dataclass(frozen=True)
class ClockWords:
    """The clock of an application: started, due, stopped, and why it is late or was once."""

    started: str
    due: str
    stopped: str
    late: bool
    reason: str
    note: str


@dataclass(frozen=True)
class ApplicationPage:
    """Everything that the page may show; `turn`: an icon and whose turn it is, in words.

    `working`: the print that is under way, or of which nobody knows; `blocked`: the document may
    not be printed as it is; `idle`: this seat has nothing to do with the application now;
    `by_hand`: the steps of a hand-written file whose times the paper may tell better. `waits`: how
    a ready KK waits, with what was tried.
    """

    application: view.ApplicationView
    steps: allowed.Steps
    shown: seat_lists.ListedApplication
    turn: tuple[str, str]
    people: dict[str, str]
    kind_labels: list[str]
    submitted_by: str
    sections: list[checklist.Section]
    unmet: list[papers.Unmet]
    undecided: list[str]
    to_bring: list[papers.Unmet]
    usual_reason: str
    reminders: list[str]
    forms: dict[str, str]
    way: list[Stretch]
    clock: ClockWords | None
    history: list[Happened]
    document: seat_lists.DocumentView | None
    blocked: bool
    prints: list[seat_lists.SheetView]
    working: seat_lists.SheetView | None
    idle: bool
    by_hand: list[dict[str, str]]
    waits: collecting.Waiting | None
    tries: list[collecting.TryLine]
    places: dict[str, str]
    hows: dict[str, str]
    usual_how: str
    outcomes: dict[str, str]
    corrections: dict[str, str]


def of(number: str, by: Actor, days: view.Days = view.today) -> ApplicationPage:
    """The page for somebody in a role, its light by these days.

    Raises Invalid or NotFound for a wrong number.
    """
    case, names = Case(view.row_by_number(number)), staff.usernames()
    row = case.row
    application = view.view_at(row, case.runs[-1] if case.runs else None, days)
    steps = allowed.allowed(case, by)
    may_go = row.state in states.KK_PRINTED_IN
    prints = [seat_lists.sheet(job, may_go) for job in case.prints]
    people = {name: names.get(who := getattr(row, name) or "", who) for name in _PEOPLE}
    to_bring = papers.to_bring(case.items)
    icon, turn = _TURNS.get(row.state, _WITHDRAWN)
    state = prints[0].state if prints else ""
    waits = collecting.waiting(row, days=days) if row.state == states.READY else None
    shown = seat_lists.listed(
        application, lists.Prints(case.may_print if case.document else None, state), waits
    )
    if turn is _WITH_OPERATOR[1] and shown.sheet:
        turn += f" {shown.sheet}."
    return ApplicationPage(
        application=application,
        steps=steps,
        shown=shown,
        turn=(icon, turn.format(taker=application.taker, **people)),
        people=people,
        kind_labels=[here().standard.kind(code).label for code in row.kinds],
        submitted_by=fields.SUBMITTERS[row.submitted_by],
        sections=checklist.sections(case.items),
        unmet=case.unmet,
        undecided=papers.undecided(case.items),
        to_bring=to_bring,
        usual_reason=_usual_reason(row.state, to_bring),
        reminders=papers.reminders(case.items),
        forms=papers.FORMS,
        way=way(row.state),
        clock=_clock_words(case),
        history=[_told(line) for line in reversed(history.of(case, names))],
        document=seat_lists.document(case.document, names) if case.document else None,
        blocked=case.document is not None and not case.may_print,
        prints=prints,
        working=prints[0] if prints and prints[0].live else None,
        idle=not any(step.lead for step in steps.values()),
        by_hand=[
            {"name": name, "step": by_hand.STEPS[name], "at": seat_lists.moment_words(at)}
            for name, at in (case.made if row.handwritten else {}).items()
        ],
        waits=waits,
        tries=collecting.tries(row.id, names) if waits else [],
        places=collecting.places() if waits else {},
        hows=collecting.hows(),
        usual_how=collecting.usual_how(application.has_phone),
        outcomes=collecting.OUTCOMES,
        corrections=collecting.CORRECTIONS,
    )


def way(state: str) -> list[Stretch]:
    """The way of an application and where it stands on it."""
    order = [code for code, _ in _WAY]
    at = order.index(_STANDS_AT.get(state, state))
    over = state == states.HANDED
    return [
        Stretch(title, "done" if place < at or over else "now" if place == at else "later")
        for place, (_, title) in enumerate(_WAY)
    ]


def _usual_reason(state: str, to_bring: Sequence[papers.Unmet]) -> str:
    """Why an application as it stands is usually given back."""
    if to_bring:
        return "TIDAK_LENGKAP"
    return "CACAT_KEMUDIAN" if state in states.CLOCK_RUNS else "TIDAK_VALID"


def _told(line: history.HistoryLine) -> Happened:
    return Happened(
        at=seat_lists.moment_words(line.at),
        text=gettext(line.text) % line.params,
        who=" · ".join(part for part in (line.who, line.role) if part),
        note=line.note,
    )


def _clock_words(case: Case) -> ClockWords | None:
    if not case.runs:
        return None
    run, late = case.runs[-1], case.late
    return ClockWords(
        started=seat_lists.moment_words(run.started_at),
        due=seat_lists.moment_words(run.due_at),
        stopped=seat_lists.moment_words(run.stopped_at),
        late=is_late(run),
        reason=states.LATE_REASONS.get((late and late.late_reason) or "", ""),
        note=(late and late.late_note) or "",
    )
