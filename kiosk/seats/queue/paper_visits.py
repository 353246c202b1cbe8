"""Hand-written numbers of a cut `/informasi/kertas`: a line for each person of the paper."""

from typing import Annotated

from flask import Blueprint, request
from pydantic import Field

from kiosk.seats.common import page
from kiosk.seats.common.shapes import ID, Code, Line, Note, Seen, Version, wanted_day
from shared import clock
from shared.errors import Invalid, Refused
from shared.rules.applications import outages, seat_lists
from shared.rules.common import dates
from shared.rules.common.office import here
from shared.rules.queue import by_hand
from shared.web import guards
from shared.web.api import Body, Row, describe
from shared.web.errors import say

bp = Blueprint("paper_visits", __name__, url_prefix="/informasi/kertas")
bp.before_request(guards.seat(*by_hand.WRITERS))

api = Blueprint("paper_visits_api", __name__, url_prefix="/api/v1/paper-visits")
api.before_request(guards.seat(*by_hand.WRITERS))

Hour = Annotated[str, Field(max_length=10)]


class PaperTold(Body):
    """What the paper tells of a person; times as `9.05` or `0905`, empty where it tells none."""

    service: Code = Field(title="Layanan")
    came: Hour = Field("", title="Datang")
    called: Hour = Field("", title="Dipanggil")
    done: Hour = Field("", title="Selesai")
    state: Code = Field(by_hand.SERVED, title="Hasil")


class PaperLine(PaperTold):
    """The same with the number that is written on it."""

    number: Row = Field(title="Nomor")


class PaperSheet(Body):
    """Lines of one day and one cut; each is kept by itself."""

    day: Line = Field(title="Hari")
    outage: Row = Field(title="Gangguan")
    lines: list[PaperLine] = Field(max_length=by_hand.HIGHEST, title="Baris")


class KeptLine(Body):
    """A line that is kept; `at`: its place in what was sent. `new`: it was not there before."""

    at: int
    name: str
    new: bool


class WrongLine(Body):
    """A line that is not kept, and why."""

    at: int
    message: str


class PaperKept(Body):
    """What became of each line."""

    kept: list[KeptLine]
    wrong: list[WrongLine]


class PaperCorrected(PaperTold, Seen):
    """What the paper really tells, and why it was typed otherwise."""

    reason: Note = Field(title="Alasan")


class PaperWithdrawn(Seen):
    """Why the line should not be there."""

    reason: Note = Field(title="Alasan")


class PaperVisitNow(Body):
    """The line as it stands."""

    id: int
    name: str
    version: Version


class PaperTickets(Body):
    """Whether their slips are printed."""

    slips: bool = Field(True, title="Cetak karcis")


class NumbersGiven(Body):
    """The numbers, in the order of the paper."""

    numbers: list[str]


@bp.get("")
def sheet() -> str:
    """The paper of `?hari=24-11-2026`, or of today."""
    problems: list[str] = []
    asked = wanted_day(request.args.get("hari", ""), "hari", problems)
    today = clock.service_day()
    day = min(asked or today, today)
    return page.draw(
        "seats/queue/paper_visits.html",
        day=day,
        is_today=day == today,
        problems=problems,
        found=by_hand.of(day),
        cuts=[seat_lists.outage(one) for one in reversed(outages.between(day, day))],
        services=here().standard.services_on(day),
        titles_of={one.code: one.title for one in here().standard.services},
        states=by_hand.STATES,
        slips=page.slip_paper() == "slip",
        longest=by_hand.LONGEST_REASON,
    )


@api.post("")
@describe("Enter lines of a paper day", body=PaperSheet, returns={200: PaperKept})
def keep(asked: PaperSheet) -> PaperKept:
    day, by = dates.day(asked.day, "hari", *dates.past_year()), guards.actor()
    kept, wrong = [], []
    for at, one in enumerate(asked.lines):
        try:
            entered = by_hand.enter(day, asked.outage, by_hand.PaperEntry(**vars(one)), by)
        except (Invalid, Refused) as error:
            wrong.append(WrongLine(at=at, message=say(error)))
        else:
            kept.append(KeptLine(at=at, name=entered.visit.name, new=entered.new))
    return PaperKept(kept=kept, wrong=wrong)


@api.post(f"/{ID}/correct")
@describe("The paper tells something else", body=PaperCorrected, returns={200: PaperVisitNow})
def correct(asked: PaperCorrected, row: int) -> PaperVisitNow:
    told = {name: getattr(asked, name) for name in PaperTold.model_fields}
    return _now(by_hand.correct(row, told, asked.reason, guards.actor(), seen=asked.seen))


@api.post(f"/{ID}/withdraw")
@describe("The line should not be there", body=PaperWithdrawn, returns={200: PaperVisitNow})
def withdraw(asked: PaperWithdrawn, row: int) -> PaperVisitNow:
    return _now(by_hand.withdraw(row, asked.reason, guards.actor(), seen=asked.seen))


@api.post("/tickets")
@describe("A number for all who still wait", body=PaperTickets, returns={200: NumbersGiven})
def give_tickets(asked: PaperTickets) -> NumbersGiven:
    given = by_hand.give_tickets(guards.actor(), slips=asked.slips)
    return NumbersGiven(numbers=[one.number for one in given])


def _now(visit: by_hand.Visit) -> PaperVisitNow:
    return PaperVisitNow(id=visit.id, name=visit.name, version=visit.version)
