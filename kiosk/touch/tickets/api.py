"""Tickets for programs and for our own scripts: take one, follow one."""

from typing import Annotated

from flask import Blueprint, jsonify, request
from pydantic import Field
from werkzeug.wrappers import Response

from kiosk.touch.tickets import issuing, tickets
from shared.rules import queue
from shared.rules.common import words
from shared.rules.queue.board import CalledTo
from shared.rules.queue.ticket import State
from shared.web import api, guards

bp = Blueprint("touch_api", __name__)

Code = Annotated[str, Field(min_length=1, max_length=40)]


class TicketRequest(api.Body):
    """One press: which service, and a UUID that this press alone has."""

    service: Code = Field(title="Layanan")
    touch: str = Field(min_length=32, max_length=45, title="Tanda tekan")
    priority: Code | None = Field(None, title="Prioritas")
    language: str = Field("id", max_length=8, title="Bahasa")
    kind: Code | None = Field(None, title="Jenis permohonan")


class TicketPlace(api.Body):
    """A number of a day, and its place in the queue."""

    number: str
    service: str
    day: str
    ahead: int
    estimate_minutes: tuple[int, int] | None
    safe_until: str | None


class TicketIssued(TicketPlace):
    """The number given; the same `touch` gives the same one again."""

    token: str
    issued_at: str


class TicketState(TicketPlace):
    """Where a ticket stands now; `paper` tells how its slip does."""

    state: State
    counter: CalledTo | None
    calls: int
    priority: bool
    paper: tickets.Paper


@bp.post("/api/v1/tickets")
@api.describe(
    "Take a number: paired touchscreens, device tokens, signed-in officers, in practice anybody",
    body=TicketRequest,
    returns={201: TicketIssued, 200: TicketIssued, 403: api.Problem},
    known_by=("screen", "device", "session"),
)
def take(asked: TicketRequest) -> tuple[TicketIssued, int]:
    """201 with a new number, or 200 with the one that this press already has."""
    guards.require_known()
    issued = issuing.issue(issuing.press(**vars(asked)))
    ticket = issued.ticket
    told = TicketIssued(
        **vars(_place(ticket)),
        token=ticket.token,
        issued_at=ticket.issued_at.isoformat(timespec="seconds"),
    )
    return told, 201 if issued.created else 200


@bp.get("/api/v1/tickets/<token>")
@api.describe("Follow a ticket", returns={200: TicketState})
def follow(token: str) -> Response:
    """The ticket's state, with an ETag so that phones may ask often."""
    ticket = queue.by_token(token)
    seen = TicketState(
        **vars(_place(ticket)),
        state=ticket.state,
        counter=tickets.counter(ticket),
        calls=ticket.calls,
        priority=ticket.priority,
        paper=tickets.paper(ticket),
    )
    response = jsonify(seen.model_dump(mode="json"))
    response.set_etag(tickets.fingerprint(seen.model_dump()))
    response.headers["Cache-Control"] = "private, no-cache"
    return response.make_conditional(request)


def _place(ticket: queue.TicketView) -> TicketPlace:
    return TicketPlace(
        number=ticket.number,
        service=ticket.service,
        day=ticket.day.isoformat(),
        ahead=ticket.ahead,
        estimate_minutes=ticket.estimate,
        safe_until=words.clock_time(ticket.safe_until) if ticket.safe_until else None,
    )
