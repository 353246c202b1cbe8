"""Who may open what: a guard for each seat's blueprint, and the short list of public parts."""

from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

from flask import g, request, session

from shared import clock
from shared.errors import N_, AppError, NotAllowed, SignInNeeded
from shared.rules.common import journal, staff
from shared.rules.common.actor import NOT_YOURS, Actor
from shared.rules.common.office import here

Done = TypeVar("Done")

PUBLIC = frozenset({"static", "sign_in", "health", "api", "touch", "touch_api", "board"})

PRACTICE_ONLY = frozenset({"tray"})
"""What is there in a practice office alone, for everybody; a real one answers 404."""

UNDATED = frozenset({"floor_api.confirm_clock", "desk_api.answer_help"})
"""What an officer may press while the clock is doubted; nothing of it keeps a date."""

ROLE_HEADER = "X-Antrean-Role"
"""In which of their roles somebody presses; each seat's page names its own."""


def seat(*roles: str) -> Callable[[], None]:
    """A `before_request` that lets in people who hold one of the roles.

    They act in the role that their page names, or else in the first of `roles` that they hold;
    where the rules ask for more than that one may, `in_a_role` tries the others.
    """

    def check() -> None:
        person = require_officer()
        held = [role for role in roles if role in person.roles]
        if not held:
            raise NotAllowed(NOT_YOURS)
        named = request.headers.get(ROLE_HEADER)
        g.actors = [person.acting(role) for role in ([named] if named in held else held)]
        g.actor = g.actors[0]
        if request.method != "GET" and request.endpoint not in UNDATED:
            journal.require_clock()

    check.guard = roles  # type: ignore[attr-defined]
    return check


def actor() -> Actor:
    """Who acts in this request, once a guard let them in."""
    found: Actor = g.actor
    return found


def in_a_role(press: Callable[[Actor], Done]) -> Done:
    """What comes of a press in the first role that may make it; NotAllowed when none may."""
    *others, last = g.actors
    for one in others:
        with suppress(NotAllowed):
            return press(one)
    return press(last)


def require_officer() -> staff.Officer:
    """The signed-in person; SignInNeeded when there is none or the sign-in has run out."""
    person = maybe_officer()
    if person is None:
        raise SignInNeeded(N_("Silakan masuk dahulu."))
    return person


def maybe_officer() -> staff.Officer | None:
    """The signed-in person, if any."""
    if "officer" not in g:
        g.officer = _of_session("staff")
    found: staff.Officer | None = g.officer
    return found


def begin(person: staff.Officer) -> None:
    """Sign the person in on this browser, with nothing left of whoever sat there before."""
    session.clear()
    session.permanent = True
    session["staff"] = {
        "id": person.id,
        "epoch": person.epoch,
        "at": clock.now().timestamp(),
        "office": here().id,
    }
    g.officer = person


def end() -> None:
    """Sign out."""
    session.clear()
    g.officer = None


def lend() -> None:
    """Leave this browser to a visitor: signed out of every seat, until somebody signs in again."""
    seen = session["staff"]
    session.clear()
    session.permanent = True
    session["lent"] = seen
    g.officer = None


def lender() -> staff.Officer | None:
    """Who left this browser to a visitor, while their sign-in would still hold."""
    return _of_session("lent")


def address() -> str:
    """Network address of the asker."""
    return request.remote_addr or "-"


def _of_session(place: str) -> staff.Officer | None:
    seen = session.get(place)
    if not isinstance(seen, dict) or seen.get("office") != here().id:
        return None
    age = clock.now().timestamp() - seen["at"]
    if not -60 <= age <= here().settings.sign_in_hours * 3600:
        return None
    try:
        return staff.by_id(seen["id"], seen["epoch"])
    except AppError:
        return None
