"""Sign in within a page: another officer takes the browser over, or the same one comes back."""

from typing import Annotated

from flask import Blueprint, current_app
from flask_wtf.csrf import generate_csrf
from pydantic import Field

from shared.rules.common import staff
from shared.rules.queue import seating
from shared.web import guards, sign_in
from shared.web.api import Body, Nothing, Row, describe

bp = Blueprint("sign_in_api", __name__, url_prefix="/api/v1/sign-in")

_Text = Annotated[str, Field(max_length=200)]
_Page = Annotated[str, Field(max_length=2000, title="Halaman")]


class WithPin(Body):
    """Who takes the browser over, and on which page."""

    staff: Row
    pin: Annotated[str, Field(max_length=20, title="PIN")]
    page: _Page = "/"


class WithPassword(Body):
    """Who signs in, and on which page."""

    username: _Text = Field(title="Nama masuk")
    password: _Text = Field(title="Kata sandi")
    page: _Page = "/"


class Someone(Body):
    """Somebody who may take this browser over with a PIN."""

    id: int
    name: str
    username: str


class Here(Body):
    """Who sits here now (0 nobody), and who may take over with a PIN."""

    me: int
    people: list[Someone]


class SignedIn(Body):
    """Who sits here from now on, where they go on, and the token of their forms."""

    id: int
    onward: str
    token: str


@bp.post("/here")
@describe("Who may take this browser over", body=Nothing, returns={200: Here})
def who_is_here(_nothing: Nothing) -> Here:
    me = guards.maybe_officer()
    people = [
        Someone(id=one.id, name=one.name, username=one.username) for one in guards.known_here()
    ]
    return Here(me=me.id if me else 0, people=people)


@bp.post("/pin")
@describe("Take the browser over with a PIN", body=WithPin, returns={200: SignedIn})
def with_pin(asked: WithPin) -> SignedIn:
    before = guards.maybe_officer()
    return _signed_in(before, guards.take_over(asked.staff, asked.pin), asked.page)


@bp.post("/password")
@describe("Sign in with the password", body=WithPassword, returns={200: SignedIn})
def with_password(asked: WithPassword) -> SignedIn:
    before = guards.maybe_officer()
    username = asked.username.strip().lower()
    person = staff.sign_in(username, asked.password, guards.address(), guards.browser())
    guards.begin(person)
    return _signed_in(before, guards.require_officer(), asked.page)


def _signed_in(before: staff.Officer | None, now: staff.Officer, page: str) -> SignedIn:
    if before is not None and before.id != now.id:
        seating.hand_on(before.id, now)
    onward = "/akun" if now.must_change else _onward(page, now.roles)
    return SignedIn(id=now.id, onward=onward, token=generate_csrf())


def _onward(page: str, roles: tuple[str, ...]) -> str:
    """The same page, or the same file at this person's own seat, or else their first seat."""
    endpoint, values = guards.page(page) or ("", {})
    if _opens(endpoint, roles):
        return page
    if endpoint.endswith(".file"):
        for rule in current_app.url_map.iter_rules():
            pages = rule.endpoint.endswith(".file") and "/api/" not in rule.rule
            if pages and rule.arguments == {"number"} and _opens(rule.endpoint, roles):
                return str(rule.build(values)[1])  # type: ignore[index]
    return sign_in.first_seat(roles)


def _opens(endpoint: str, roles: tuple[str, ...]) -> bool:
    """Whether one of the roles passes the guard of that page."""
    part = endpoint.rpartition(".")[0]
    hung = [one for one in current_app.before_request_funcs.get(part, []) if hasattr(one, "guard")]
    return bool(hung) and all(set(one.guard) & set(roles) for one in hung)
