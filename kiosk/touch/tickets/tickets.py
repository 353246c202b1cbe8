"""A ticket as the touchscreen, the phone and programs are told of it; nothing personal."""

import hashlib
import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import segno
from flask_babel import get_locale
from markupsafe import Markup

from kiosk.touch.common import wording
from kiosk.touch.common.translate import _
from shared.rules.common import words
from shared.rules.common.office import here
from shared.rules.paper import printers, slips
from shared.rules.queue import TicketView, slip
from shared.standard import text

NO_PAPER, PRINTING, PRINTED, STUCK, LOOK = "none", "printing", "printed", "stuck", "look"
OVER = ("done", "cancelled", "released")


@dataclass(frozen=True)
class Counter:
    """Where a called number has to go."""

    id: int
    name: str


def paper(ticket: TicketView) -> str:
    """How the slip stands: none, printing, printed, stuck (waits for the printer), look."""
    job = slips.job_of(ticket.id)
    return paper_in(job.state) if job else NO_PAPER


def paper_in(state: str) -> str:
    """How the slip of a job in that state stands, in the same words."""
    if state == slips.PRINTED:
        return PRINTED
    if state in slips.NEEDS_PERSON:
        return LOOK
    printer = printers.ticket_printer()
    return PRINTING if printer and printer.ok else STUCK


def counter(ticket: TicketView) -> Counter | None:
    """The counter that called or serves the number."""
    if ticket.counter is None:
        return None
    entry = here().standard.counter(ticket.counter)
    return Counter(entry.id, entry.name)


def state(ticket: TicketView) -> dict[str, Any]:
    """The ticket in plain values, as GET /api/v1/tickets/<token> tells it."""
    where = counter(ticket)
    return {
        "number": ticket.number,
        "service": ticket.service,
        "day": ticket.day.isoformat(),
        "state": ticket.state,
        "ahead": ticket.ahead,
        "estimate_minutes": ticket.estimate,
        "safe_until": words.clock_time(ticket.safe_until) if ticket.safe_until else None,
        "counter": {"id": where.id, "name": where.name} if where else None,
        "calls": ticket.calls,
        "priority": ticket.priority is not None,
        "paper": paper(ticket),
    }


def fingerprint(value: object) -> str:
    """A short mark that changes when the plain value does."""
    text = json.dumps(value, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def qr(token: str) -> Markup | None:
    """The QR of the ticket's phone page; None when phones cannot reach this office."""
    url = slip.address(token)
    if url is None:
        return None
    drawn = segno.make(url, error="m", micro=False)
    return Markup(drawn.svg_inline(omitsize=True, border=2, dark="#0a1830", light="#fff"))


@dataclass(frozen=True)
class TicketShown:
    """A ticket as its pages show it."""

    number: str
    token: str
    service: str
    day: date
    issued_at: datetime
    state: str
    priority: bool
    ahead: int
    people: str
    wait: str
    safe_until: str
    paper: str


def shown(ticket: TicketView) -> TicketShown:
    """The ticket in the words of the visitor's language."""
    service = here().standard.service(ticket.service)
    return TicketShown(
        number=ticket.number,
        token=ticket.token,
        service=text(service, "title", str(get_locale())),
        day=ticket.day,
        issued_at=ticket.issued_at,
        state=ticket.state,
        priority=ticket.priority is not None,
        ahead=ticket.ahead,
        people=wording.people(ticket.ahead),
        wait=wording.wait(ticket.estimate),
        safe_until=words.clock_time(ticket.safe_until) if ticket.safe_until else "",
        paper=paper(ticket),
    )


def spoken(ticket: TicketView) -> str:
    """The number as the voice tells it to the person who just took it."""
    letter, _dash, digits = ticket.number.partition("-")
    number = _(
        "Nomor antrean Anda %(letter)s, %(digits)s.",
        letter=letter,
        digits=words.digits_spoken(digits),
    )
    ahead = _("Ada %(people)s di depan Anda.", people=wording.people(ticket.ahead))
    return f"{number} {ahead}" if ticket.ahead else number
