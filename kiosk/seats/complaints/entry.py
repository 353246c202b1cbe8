"""A complaint written down at the information desk `/informasi/pengaduan`: by an officer."""

from typing import Any

from flask import Blueprint, request, url_for
from flask_babel import gettext

from kiosk.seats.common import page
from kiosk.seats.common.shapes import Line, Touch
from kiosk.seats.complaints import receipt as complaint_receipt
from kiosk.seats.complaints import suggestion_box
from kiosk.seats.complaints.shapes import Code, Seen, Words
from shared import clock
from shared.errors import AppError
from shared.rules import queue
from shared.rules.applications import seat_lists
from shared.rules.common import staff, words
from shared.rules.common.office import here
from shared.rules.complaints import entry, lists, sight
from shared.rules.complaints.entry import Entry
from shared.rules.queue import help as helping
from shared.web import guards
from shared.web.api import Body, Printing, describe

bp = Blueprint("complaint_entry", __name__, url_prefix="/informasi/pengaduan")
bp.before_request(guards.seat(*sight.WRITERS))

api = Blueprint("complaint_entry_api", __name__, url_prefix="/api/v1/complaints")
api.before_request(guards.seat(*sight.WRITERS))

_SELF_SERVICE = (entry.TOUCH, entry.PHONE)


class NewComplaint(Body):
    """What the desk wrote down; `touch` is a UUID of this press alone.

    `received` is a day (`2026-11-23`), empty for today; `ticket` a queue number of today; `box`
    the opening of the suggestion box in which the slip lay, or 0. `about_staff`: whom it is about,
    who then never sees it, or 0.
    """

    touch: Code
    channel: Code
    topic: Code
    text: Words
    requested: Words = ""
    happened: Line = ""
    village: Line = ""
    named: bool = False
    secret: bool = True
    name: Line = ""
    address: Line = ""
    phone: Line = ""
    straight: bool = False
    about_unit: Code = ""
    about_staff: Seen = 0
    received: Line = ""
    source: Line = ""
    ticket: Line = ""
    box: int = 0


class Entered(Body):
    """The complaint in the book: its number, its code, until when an answer comes.

    `left` is how many slips of the same box are not in the book yet.
    """

    number: str
    code: str
    guarded: bool
    reply_due: str
    left: int


@bp.get("")
def new() -> str:
    """The form; `?pokok=` chooses the topic, `?bantuan=` a call for help, `?tiket=A-012` who."""
    standard, today = here().standard, clock.service_day()
    box = _box(request.args.get("kotak", 0, type=int))
    person = guards.require_officer()
    return page.draw(
        "seats/complaints/entry.html",
        topics=standard.topics_on(today),
        topic=_topic(),
        channels=[c for c in standard.channels_on(today) if c.code not in _SELF_SERVICE],
        channel=entry.BOX if box else entry.DESK,
        units=standard.units_on(today),
        people=[one for one in staff.everybody() if one.active],
        villages=standard.office.villages,
        box=box,
        ticket=_ticket(request.args.get("tiket", "")),
        today=today.isoformat(),
        latest=_latest(person.id) if staff.INFO_DESK in person.roles else [],
        longest=entry.LONGEST,
        role=guards.actor().role,
    )


@api.post("")
@describe(
    "Write a complaint into the book", body=NewComplaint, returns={201: Entered, 200: Entered}
)
def enter(asked: NewComplaint) -> tuple[Entered, int]:
    box = suggestion_box.opened(asked.box) if asked.box else None
    plain = asked.model_dump(exclude={"named", "received", "ticket", "box"})
    wish = Entry(
        **plain,
        anonymous=not asked.named,
        received_on=suggestion_box.day_of(asked.received) if asked.received.strip() else None,
        ticket_id=queue.by_number(asked.ticket).id if asked.ticket.strip() else None,
        box_id=box.id if box else None,
    )
    done = entry.enter(wish, guards.actor())
    return told(done, suggestion_box.opened(box.id).left if box else 0)


@api.post("/receipt")
@describe(
    "Print the receipt of the complaint entered last in this browser",
    body=Touch,
    returns={200: Printing},
)
def receipt(asked: Touch) -> Printing:
    return complaint_receipt.ask(asked.touch, guards.actor())


def told(done: entry.Recorded, left: int = 0) -> tuple[Entered, int]:
    """The answer to whoever entered it, whose browser may now print its receipt."""
    complaint_receipt.remember(done.complaint.id)
    answer = Entered(
        number=done.complaint.number,
        code=done.code,
        guarded=done.complaint.guarded,
        reply_due=words.day_and_time(done.complaint.reply_due_at),
        left=left,
    )
    return answer, 201 if done.created else 200


def _topic() -> str:
    """The topic that was asked for, or that somebody at a touchscreen named who wants help."""
    call = request.args.get("bantuan", 0, type=int)
    return (helping.topic_of(call) if call else request.args.get("pokok")) or ""


def _box(row: int) -> dict[str, Any] | None:
    try:
        found = suggestion_box.opened(row) if row else None
    except AppError:
        return None
    if found is None:
        return None
    return {
        "id": found.id,
        "day": found.day.isoformat(),
        "words": words.long_date(found.day),
        "slips": found.slips,
        "at": found.transcribed + 1,
        "left": found.left,
    }


def _ticket(number: str) -> str:
    """The queue number being served, as people read it; empty for one that is not there."""
    try:
        return queue.by_number(number).number if number.strip() else ""
    except AppError:
        return ""


def _latest(staff_id: int) -> list[dict[str, str]]:
    """The complaints of today, newest first, that the desk may see."""
    today = clock.service_day()
    rows = lists.between(today, today, sight.reader(staff_id))
    return [
        {
            "number": one.number,
            "url": url_for("complaint_book.complaint", number=one.number),
            "what": f"{one.topic} · {one.channel}",
            "at": words.clock_time(one.recorded_at),
            "state": gettext(one.label),
            "due": seat_lists.due_words(one.pending[0][1]) if one.pending else "",
        }
        for one in reversed(rows)
    ]
