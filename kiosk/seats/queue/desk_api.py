"""What officers ask of a ticket and its paper from any seat; and answers to the office's calls."""

from datetime import date

from flask import Blueprint
from pydantic import Field, RootModel

from kiosk.seats.common import page
from kiosk.seats.common.shapes import ID, Code, Done, Reason
from kiosk.seats.paper import papers as paper
from kiosk.seats.queue.counter_api import TicketAfter
from kiosk.touch.tickets import tickets
from shared.rules import queue
from shared.rules.common import journal, staff, words
from shared.rules.common.office import here
from shared.rules.paper import slips
from shared.rules.queue import floods as flooding
from shared.rules.queue import floor as overview
from shared.rules.queue import help as helping
from shared.rules.queue import slip, story
from shared.rules.queue.ticket import State
from shared.web import guards
from shared.web.api import Body, Nothing, describe

bp = Blueprint("desk_api", __name__, url_prefix="/api/v1")
bp.before_request(guards.seat(*helping.MAY_ANSWER))

floods = Blueprint("floods_api", __name__, url_prefix="/api/v1/floods")
floods.before_request(guards.seat(*flooding.MAY_CANCEL))

floor = Blueprint("floor_api", __name__, url_prefix="/api/v1")
floor.before_request(guards.seat(*staff.ROLES))


class DeskTicket(Body):
    """A number for somebody who stands at the desk; `touch` is a UUID of this press alone."""

    service: Code = Field(title="Layanan")
    touch: Code = Field(title="Tanda tekan")
    priority: Code | None = Field(None, title="Prioritas")
    kind: Code | None = Field(None, title="Jenis permohonan")


class Story(Body):
    """A ticket with its paper and all that happened to it; nothing personal.

    `steps`: what whoever asks may do with it now (reprint, back, call, cancel).
    """

    id: int
    number: str
    service: str
    kind: str | None
    priority: str | None
    state: State
    issued: str
    ahead: int
    estimate: str | None
    counter: int | None
    paper: str
    lines: list[story.StoryLine]
    steps: list[str]


class Floor(RootModel[overview.OfficeFloor]):
    """The whole picture of the office's floor, as event `seats` has it."""


class DayConfirmed(Body):
    """The day that an officer read from the screen and found right."""

    day: date = Field(title="Tanggal")


class SlipAnswer(Body):
    """Whether the slip came out of the printer."""

    came_out: bool = Field(title="Karcis keluar")


class FloodCancelled(Body):
    """How many numbers were cancelled."""

    count: int


class SlipAsked(Body):
    """The print job."""

    job: int


@floor.get("/seats")
@describe("The picture that every seat shows", returns={200: Floor})
def seats() -> Floor:
    """The whole picture, for a seat whose socket is away."""
    return Floor(overview.picture())


@bp.post("/desk/tickets")
@describe("Take a number for somebody", body=DeskTicket, returns={201: Story, 200: Story})
def take(asked: DeskTicket) -> tuple[Story, int]:
    issued = queue.take(queue.Press(**vars(asked), channel=queue.DESK), guards.actor())
    return _story(issued.ticket), 201 if issued.created else 200


@bp.get("/desk/tickets/<number>")
@describe("Find a number of today and its story", returns={200: Story})
def find(number: str) -> Story:
    return _story(queue.by_number(number))


@bp.post("/desk/tickets/<number>/back")
@describe("Somebody who was missed or away is here again", body=Nothing, returns={200: TicketAfter})
def back(_nothing: Nothing, number: str) -> TicketAfter:
    return TicketAfter(queue.bring_back(number, guards.actor()))


@bp.post("/desk/tickets/<number>/cancel")
@describe("Cancel a number that is at no counter", body=Reason, returns={200: TicketAfter})
def cancel(asked: Reason, number: str) -> TicketAfter:
    return TicketAfter(queue.cancel(number, asked.reason, guards.actor()))


@bp.post(f"/tickets/{ID}/reprint")
@describe("Print a ticket again", body=Nothing, returns={200: SlipAsked})
def reprint(_nothing: Nothing, row: int) -> SlipAsked:
    if page.slip_paper() == "sheet":
        return SlipAsked(job=paper.ask_strip(row, guards.actor()))
    return SlipAsked(job=slip.reprint(row, guards.actor()))


@bp.post(f"/prints/{ID}/answer")
@describe("Say whether a slip came out", body=SlipAnswer, returns={200: Done})
def answer_print(answer: SlipAnswer, row: int) -> Done:
    slips.answer(row, came_out=answer.came_out, by=guards.actor())
    return Done()


@bp.post(f"/help/{ID}/answer")
@describe("Go to somebody who asks for help", body=Nothing, returns={200: Done})
def answer_help(_nothing: Nothing, row: int) -> Done:
    helping.answer(row, guards.actor())
    return Done()


@floods.post(f"/{ID}/cancel")
@describe(
    "Cancel all numbers that came with this one from one place and still wait",
    body=Nothing,
    returns={200: FloodCancelled},
)
def cancel_flood(_nothing: Nothing, row: int) -> FloodCancelled:
    return FloodCancelled(count=guards.in_a_role(lambda by: flooding.cancel(row, by)))


@floor.post("/clock")
@describe("Confirm the office's clock that was doubted", body=DayConfirmed, returns={200: Done})
def confirm_clock(confirmed: DayConfirmed) -> Done:
    journal.confirm_clock(confirmed.day, guards.actor())
    return Done()


def _story(ticket: queue.TicketView) -> Story:
    groups = {group.code: group.title for group in here().standard.priority_on(ticket.day)}
    return Story(
        id=ticket.id,
        number=ticket.number,
        service=ticket.service,
        kind=ticket.kind,
        priority=groups.get(ticket.group or "", ticket.group),
        state=ticket.state,
        issued=words.clock_time(ticket.issued_at),
        ahead=ticket.ahead,
        estimate=words.minutes_range(ticket.estimate),
        counter=ticket.counter,
        paper=tickets.paper(ticket),
        lines=story.of(ticket.number),
        steps=[
            step
            for step in queue.allowed_with(ticket, guards.actor())
            if step != "reprint" or page.slip_paper() != "none"
        ],
    )
