"""What may be done with a complaint now, by whom, and in words why not.

Rules, pages, programs, keys and tests all ask here. Whether somebody sees it at all is `sight`'s
to say.
"""

from collections.abc import Callable, Sequence

from shared.errors import N_, AppError, NotAllowed, Refused
from shared.records import Complaint
from shared.rules.common import staff
from shared.rules.common.actor import CITIZEN, Actor
from shared.rules.complaints import dues, sight, states

CLASSIFY, REPORT, FOLLOW_UP, ANSWER, CLOSE = "classify", "report", "follow_up", "answer", "close"
REFER, ARCHIVE, ASK, COMPLETE = "refer", "archive", "ask", "complete"
CORRECT, DESCRIBE, REVEAL, SETTLE = "correct", "describe", "reveal", "settle"
REINSTATE = "reinstate"

Whose = Callable[[Complaint, str, sight.Reader], bool]


def why_not(
    step: str, row: Complaint, by: Actor, who: sight.Reader | None = None
) -> AppError | None:
    """Why whoever acts may not take this step now; None when they may."""
    whose, begins = _STEPS[step]
    if not whose(row, by.role, who or sight.reader(by.staff_id)):
        return NotAllowed(N_("Langkah ini bukan untuk peran Anda."))
    return _not_yet(step, row) or states.why_not(row.state, begins)


def require(step: str, row: Complaint, by: Actor) -> None:
    """Raise the reason why whoever acts may not take this step now."""
    if refusal := why_not(step, row, by):
        raise refusal


def actor_for(step: str, complaint_id: int, person: staff.Officer) -> Actor:
    """A reader of the book in the role whose step it is; in their first one where it is none.

    One person may hold the information desk and a section: each step is signed by its own role.
    Raises NotFound for a complaint that they may not see.
    """
    who = sight.reader(person.id)
    return _acting(step, sight.row_of(complaint_id, who), person, who)


def steps(row: Complaint, person: staff.Officer, who: sight.Reader) -> frozenset[str]:
    """The steps that this reader of the book may take now, in any of their roles."""
    return frozenset(
        step for step in _STEPS if why_not(step, row, _acting(step, row, person, who), who) is None
    )


def _acting(step: str, row: Complaint, person: staff.Officer, who: sight.Reader) -> Actor:
    held, whose = [role for role in sight.READERS if role in person.roles], _STEPS[step][0]
    return person.acting(next((role for role in held if whose(row, role, who)), held[0]))


def follows_up(row: Complaint, who: sight.Reader) -> bool:
    """Whether it waits for this reader to follow it up."""
    return row.state in states.MOVES[FOLLOW_UP].before and any(
        _handles(row, role, who) for role in who.roles
    )


def _handles(row: Complaint, role: str, who: sight.Reader) -> bool:
    """Whether following it up is theirs (11.6).

    The head of its section; the secretary and the Camat when it is guarded or late, or when the
    section has no head. The Camat alone when it was not settled twice.
    """
    if row.reopened >= states.TWICE:
        return role == (staff.CAMAT if sight.camat_sees(row) else staff.SECRETARY)
    if role in sight.OVERSEERS:
        return row.guarded or row.escalation > 0 or row.unit in who.unled
    return role in sight.SECTION_HEADS and not row.guarded and row.unit in who.sections_led


def _is_desk(row: Complaint, role: str) -> bool:
    return role == staff.INFO_DESK and not row.guarded


def _classifies(row: Complaint, role: str, _who: sight.Reader) -> bool:
    return role in sight.OVERSEERS or _is_desk(row, role)


def _asks(row: Complaint, role: str, who: sight.Reader) -> bool:
    """Theirs to follow up, or still lying at the information desk."""
    return _handles(row, role, who) or (row.reported_at is None and _is_desk(row, role))


def _puts_away(row: Complaint, role: str, who: sight.Reader) -> bool:
    """Theirs to follow up; what no head of a section has seen, the secretary or the Camat alone."""
    if row.reported_at is None:
        return role in sight.OVERSEERS
    return _handles(row, role, who)


def _completes(row: Complaint, role: str, who: sight.Reader) -> bool:
    """Whoever complained, or hears it from them: the desk always may."""
    return role == CITIZEN.role or _is_desk(row, role) or _handles(row, role, who)


def _knows(row: Complaint, role: str, who: sight.Reader) -> bool:
    """A secret identity is for the secretary and the Camat alone."""
    allowed = sight.OVERSEERS if row.secret else (staff.INFO_DESK, *sight.OVERSEERS)
    return role in allowed or (not row.secret and _handles(row, role, who))


# Whose each step is, and in which states it may be taken.
_STEPS: dict[str, tuple[Whose, Sequence[str]]] = {
    CLASSIFY: (_classifies, states.OPEN),
    REPORT: (_classifies, states.MOVES[REPORT].before),
    FOLLOW_UP: (_handles, states.MOVES[FOLLOW_UP].before),
    ANSWER: (_handles, states.MOVES[FOLLOW_UP].before),
    CLOSE: (_handles, states.MOVES[CLOSE].before),
    REFER: (_puts_away, states.MOVES[REFER].before),
    ARCHIVE: (_puts_away, states.MOVES[ARCHIVE].before),
    REINSTATE: (lambda _row, role, _who: role in sight.OVERSEERS, (states.ARCHIVED,)),
    ASK: (_asks, states.MOVES[ASK].before),
    COMPLETE: (_completes, (states.INCOMPLETE,)),
    CORRECT: (lambda _row, role, _who: role in sight.READERS, states.STATES),
    DESCRIBE: (lambda _row, role, _who: role in sight.READERS, states.STATES),
    REVEAL: (_knows, states.STATES),
    SETTLE: (lambda _row, role, _who: role == CITIZEN.role, (states.CLOSED,)),
}


def _not_yet(step: str, row: Complaint) -> Refused | None:
    """What else stands in the way, whoever asks."""
    if step == REPORT and row.guarded:
        return Refused(
            N_("Pengaduan ini untuk Sekretaris dan Camat. Golongkan dahulu."), code="guarded"
        )
    if step == ASK and row.reported_at is None and dues.last_event(row, "unanswered"):
        return Refused(
            N_("Pengadu sudah ditanya dan tidak menjawab. Laporkan dahulu."), code="asked"
        )
    if step == CLOSE and not dues.answered(row):
        return Refused(N_("Tulis jawaban untuk pengadu."), code="no-answer")
    if step == CLOSE and row.kind is None:
        return Refused(N_("Golongkan dahulu pengaduan ini."), code="no-kind")
    if step == REVEAL and row.anonymous:
        return Refused(N_("Pengadu tidak menyebut nama."), code="anonymous")
    if step == SETTLE and (row.state != states.CLOSED or row.settled is not None):
        return Refused(N_("Jawaban ini sudah dinilai."), code="settled")
    return None
