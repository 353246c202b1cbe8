"""What somebody may do with a complaint, in which of their roles: for the page and its presses."""

from collections.abc import Callable, Sequence

from shared.errors import AppError
from shared.records import Complaint
from shared.rules.common.actor import Actor
from shared.rules.common.staff import Officer
from shared.rules.complaints import sight, states
from shared.web import guards

CLASSIFY, REPORT, FOLLOW_UP, ANSWER, CLOSE = "classify", "report", "follow_up", "answer", "close"
REFER, ARCHIVE, ASK, COMPLETE = "refer", "archive", "ask", "complete"
CORRECT, DESCRIBE, REVEAL = "correct", "describe", "reveal"

_Check = Callable[[Complaint, Actor], None]


def _anybody(_row: Complaint, _by: Actor) -> None:
    """Whoever may read it."""


_RULES: dict[str, tuple[_Check, Sequence[str]]] = {
    CLASSIFY: (sight.require_classifier, states.OPEN),
    REPORT: (sight.require_classifier, states.WORKING),
    FOLLOW_UP: (sight.require_handler, (states.REPORTED, states.FOLLOWED_UP)),
    ANSWER: (sight.require_handler, (states.REPORTED, states.FOLLOWED_UP)),
    CLOSE: (sight.require_handler, (states.REPORTED, states.FOLLOWED_UP)),
    REFER: (sight.require_desk_or_handler, states.WORKING),
    ARCHIVE: (sight.require_desk_or_handler, states.WORKING),
    ASK: (sight.require_desk_or_handler, states.WORKING),
    COMPLETE: (sight.require_completer, (states.INCOMPLETE,)),
    CORRECT: (_anybody, states.STATES),
    DESCRIBE: (_anybody, states.STATES),
    REVEAL: (sight.require_identity, states.STATES),
}


def allowed(row: Complaint, person: Officer) -> frozenset[str]:
    """The actions that this person may take now, in any of their roles."""
    return frozenset(name for name in _RULES if _offered(name, row, person))


def actor_for(name: str, row: Complaint) -> Actor:
    """The signed-in person in the role whose step it is; in their first role where it is none.

    One person may hold the information desk and a section: each step is signed by its own role.
    """
    person = guards.require_officer()
    check, _states = _RULES[name]
    fitting = (by for by in _actors(person) if _passes(check, row, by))
    return next(fitting, guards.actor())


def _offered(name: str, row: Complaint, person: Officer) -> bool:
    check, begins = _RULES[name]
    if row.state not in begins or (name == REPORT and row.guarded):
        return False
    if name == REVEAL and row.anonymous:
        return False
    return any(_passes(check, row, by) for by in _actors(person))


def _actors(person: Officer) -> list[Actor]:
    return [person.acting(role) for role in sight.READERS if role in person.roles]


def _passes(check: _Check, row: Complaint, by: Actor) -> bool:
    try:
        check(row, by)
    except AppError:
        return False
    return True
