"""A complaint written down at the information desk `/informasi/pengaduan`: by an officer."""

from flask import Blueprint, request, url_for
from flask_babel import gettext
from pydantic import Field

from kiosk.seats.common import page
from kiosk.seats.common.shapes import Line, Touch, Version
from kiosk.seats.complaints import receipt as complaint_receipt
from kiosk.seats.complaints.shapes import Code
from shared import clock, letters
from shared.errors import AppError
from shared.rules import queue
from shared.rules.common import dates, staff, words
from shared.rules.common.office import here
from shared.rules.complaints import alike, entry, lists, sight, suggestion_box
from shared.rules.queue import help as helping
from shared.web import guards
from shared.web.api import Body, Printing, Row, describe

bp = Blueprint("complaint_entry", __name__, url_prefix="/informasi/pengaduan")
bp.before_request(guards.seat(*sight.WRITERS))

api = Blueprint("complaint_entry_api", __name__, url_prefix="/api/v1/complaints")
api.before_request(guards.seat(*sight.WRITERS))

_SELF_SERVICE = (entry.TOUCH, entry.PHONE)
_EXCERPT = 160


class ComplaintWritten(Body):
    """What somebody complains of, and who they are; `touch` is a UUID of this press alone."""

    touch: Code = Field(title="Tanda tekan")
    topic: Code = Field(title="Tentang apa")
    text: str = Field(title="Isi pengaduan", max_length=entry.LONGEST["text"])
    requested: str = Field(
        "", title="Penyelesaian yang diminta", max_length=entry.LONGEST["requested"]
    )
    named: bool = Field(False, title="Dengan nama")
    secret: bool = Field(True, title="Rahasiakan identitas")
    name: str = Field("", title="Nama", max_length=entry.LONGEST["name"])
    address: str = Field("", title="Alamat", max_length=entry.LONGEST["address"])
    phone: str = Field("", title="No. HP", max_length=entry.LONGEST["phone"])


class NewComplaint(ComplaintWritten):
    """What the desk wrote down.

    `received` is a day (`2026-11-23`), empty for today; `ticket` a queue number of today; `box`
    the opening of the suggestion box in which the slip lay, or 0. `about_staff`: whom it is about,
    who then never sees it, or 0.
    """

    channel: Code = Field(title="Sarana")
    happened: str = Field("", title="Kapan, di mana", max_length=entry.LONGEST["happened"])
    village: Line = Field("", title="{Desa}")
    straight: bool = Field(False, title="Langsung kepada Sekretaris dan Camat")
    about_unit: Code = Field("", title="Tentang seksi")
    about_staff: Version = Field(0, title="Tentang petugas")
    received: Line = Field("", title="Diterima pada")
    source: str = Field("", title="Nomor asalnya", max_length=entry.LONGEST["source"])
    ticket: Line = Field("", title="Nomor antrean")
    box: Row = Field(0, title="Kotak Saran")


class Entered(Body):
    """The complaint in the book: its number, its code, until when an answer comes.

    `left` is how many slips of the same box are not in the book yet.
    """

    number: str
    code: str
    guarded: bool
    reply_due: str
    left: int


class Matter(Body):
    """What a complaint will say, as far as it is written."""

    topic: Code = Field(title="Tentang apa")
    text: str = Field(title="Isi pengaduan", max_length=entry.LONGEST["text"])
    happened: str = Field("", title="Kapan, di mana", max_length=entry.LONGEST["happened"])


class AlikeOne(Body):
    """A complaint in near words, and its page."""

    number: str
    day: str
    label: str
    text: str
    url: str


class AlikeOnes(Body):
    """Those that this person may see, the nearest first."""

    alike: list[AlikeOne]


@bp.get("")
def new() -> str:
    """The form; `?pokok=` chooses the topic, `?bantuan=` a call for help, `?tiket=A-012` who."""
    standard, today = here().standard, clock.service_day()
    wanted = request.args.get("kotak", 0, type=letters.whole)
    box = next((one for one in suggestion_box.recent() if one.id == wanted), None)
    person = guards.require_officer()
    return page.draw(
        "seats/complaints/entry.html",
        topics=standard.topics_on(today),
        topic=_topic(),
        channels=[c for c in standard.channels_on(today) if _offered(c.code, box is not None)],
        channel=entry.BOX if box else entry.DESK,
        units=standard.units_on(today),
        people=[one for one in staff.everybody() if one.active],
        villages=standard.office.villages,
        box=box,
        ticket=_ticket(request.args.get("tiket", "")),
        today=today,
        latest=lists.between(today, today, sight.reader(person.id))[::-1]
        if staff.INFO_DESK in person.roles
        else [],
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
    wish = entry.Entry(
        **plain,
        anonymous=not asked.named,
        received_on=dates.day(asked.received, "tanggal diterima", *dates.past_year(), "received-on")
        if asked.received.strip()
        else None,
        ticket_id=queue.by_number(asked.ticket).id if asked.ticket.strip() else None,
        box_id=box.id if box else None,
    )
    done = entry.enter(wish, guards.actor())
    return told(done, suggestion_box.opened(box.id).left if box else 0)


@api.post("/alike")
@describe("Complaints in near words", body=Matter, returns={200: AlikeOnes})
def alike_ones(asked: Matter) -> AlikeOnes:
    category = here().standard.topic(asked.topic).category
    who = sight.reader(guards.require_officer().id)
    found = alike.to(category, asked.text, asked.happened, who)
    return AlikeOnes(
        alike=[
            AlikeOne(
                number=one.number,
                day=words.plain_date(one.day),
                label=gettext(one.label),
                text=one.text[:_EXCERPT],
                url=url_for("complaint_book.complaint", number=one.number),
            )
            for one in found
        ]
    )


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


def _offered(channel: str, of_box: bool) -> bool:
    """A slip of the box is written down from the record of its opening, and nothing else is."""
    return channel == entry.BOX if of_box else channel not in (entry.BOX, *_SELF_SERVICE)


def _topic() -> str:
    """The topic that was asked for, or that somebody at a touchscreen named who wants help."""
    call = request.args.get("bantuan", 0, type=letters.whole)
    return (helping.topic_of(call) if call else request.args.get("pokok")) or ""


def _ticket(number: str) -> str:
    """The queue number being served, as people read it; empty for one that is not there."""
    try:
        return queue.by_number(number).number if number.strip() else ""
    except AppError:
        return ""
