"""A ticket as the touchscreen, the phone and programs are told of it; nothing personal."""

import hashlib
import json
from dataclasses import dataclass
from typing import Literal

from flask_babel import get_locale

from kiosk.touch.common import wording
from kiosk.touch.common.translate import _
from shared.rules.common import words
from shared.rules.common.office import here
from shared.rules.paper import slips
from shared.rules.queue import TicketView, standing, touchscreen
from shared.rules.queue.board import CalledTo
from shared.standard import text

Paper = Literal["none", "printing", "printed", "stuck", "look"]
"""How a slip stands; stuck: it waits for the printer."""


def paper(ticket: TicketView) -> Paper:
    """How the ticket's slip stands."""
    job = slips.job_of(ticket.id)
    return paper_in(job.state if job else None)


def paper_in(state: str | None) -> Paper:
    """How the slip of a job in that state stands; None is no job."""
    if state is None:
        return "none"
    if state == slips.PRINTED:
        return "printed"
    if state in slips.NEEDS_PERSON:
        return "look"
    return "printing" if touchscreen.prints() else "stuck"


def counter(ticket: TicketView) -> CalledTo | None:
    """The counter that called or serves the number."""
    found = here().standard.counter(ticket.counter) if ticket.counter else None
    return CalledTo(found.id, found.name) if found else None


def fingerprint(value: object) -> str:
    """A short mark that changes when the plain value does."""
    text = json.dumps(value, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


@dataclass(frozen=True)
class TicketWords:
    """What the pages of a ticket say of it in the visitor's language."""

    service: str
    people: str
    wait: str
    unserved: str


def in_words(ticket: TicketView) -> TicketWords:
    """The ticket in the words of the visitor's language."""
    unserved = standing.unserved(ticket.service)
    return TicketWords(
        text(here().standard.service(ticket.service), "title", str(get_locale())),
        wording.people(ticket.ahead),
        wording.wait(ticket.estimate),
        unserved.text(_) if unserved else "",
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
