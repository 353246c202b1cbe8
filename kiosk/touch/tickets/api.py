"""Tickets for programs and for our own scripts: take one, follow one."""

from typing import Annotated, Literal

from flask import Blueprint, jsonify, request
from pydantic import Field
from werkzeug.wrappers import Response

from kiosk.touch.tickets import issuing, tickets
from shared.rules import queue
from shared.rules.common import words
from shared.rules.queue import TicketView
from shared.web import api
from shared.web.api import Body

bp = Blueprint("touch_api", __name__)

Code = Annotated[str, Field(min_length=1, max_length=40)]


class TicketRequest(Body):
    """One press: which service, and a UUID that this press alone has."""

    service: Code = Field(title="Layanan")
    touch: str = Field(min_length=32, max_length=45, title="Tanda tekan")
    priority: Code | None = Field(None, title="Prioritas")
    language: str = Field("id", max_length=8, title="Bahasa")
    kind: Code | None = Field(None, title="Jenis permohonan")


class TicketIssued(Body):
    """The number given; the same `touch` gives the same one again."""

    number: str
    token: str
    service: str
    day: str
    issued_at: str
    ahead: int
    estimate_minutes: tuple[int, int] | None
    safe_until: str | None


class CounterSeen(Body):
    """A counter by its name."""

    id: int
    name: str


class TicketState(Body):
    """Where a ticket stands now; `paper` tells how its slip does."""

    number: str
    service: str
    day: str
    state: Literal[
        "waiting", "called", "serving", "done", "missed", "held", "papers", "cancelled", "released"
    ]
    ahead: int
    estimate_minutes: tuple[int, int] | None
    safe_until: str | None
    counter: CounterSeen | None
    calls: int
    priority: bool
    paper: Literal["none", "printing", "printed", "stuck", "look"]


@bp.post("/api/v1/tickets")
@api.describe("Take a number", body=TicketRequest, returns={201: TicketIssued, 200: TicketIssued})
def take(asked: TicketRequest) -> tuple[TicketIssued, int]:
    """201 with a new number, or 200 with the one that this press already has."""
    issued = queue.take(issuing.press(**asked.model_dump()))
    return _issued(issued.ticket), 201 if issued.created else 200


@bp.get("/api/v1/tickets/<token>")
@api.describe("Follow a ticket", returns={200: TicketState})
def follow(token: str) -> Response:
    """The ticket's state, with an ETag so that phones may ask often."""
    seen = TicketState.model_validate(tickets.state(queue.by_token(token)))
    response = jsonify(seen.model_dump(mode="json"))
    response.set_etag(tickets.fingerprint(seen.model_dump()))
    response.headers["Cache-Control"] = "private, no-cache"
    return response.make_conditional(request)


def _issued(ticket: TicketView) -> TicketIssued:
    return TicketIssued(
        number=ticket.number,
        token=ticket.token,
        service=ticket.service,
        day=ticket.day.isoformat(),
        issued_at=ticket.issued_at.isoformat(timespec="seconds"),
        ahead=ticket.ahead,
        estimate_minutes=ticket.estimate,
        safe_until=words.clock_time(ticket.safe_until) if ticket.safe_until else None,
    )
