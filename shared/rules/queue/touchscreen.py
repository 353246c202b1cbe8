"""What the touchscreen shows of this moment: services, how long, open or not, the printer."""

from dataclasses import dataclass

from shared import clock
from shared.rules.common import words
from shared.rules.common.office import here
from shared.rules.hours import opening
from shared.rules.paper import printers
from shared.rules.queue import board, seating
from shared.rules.queue.allowed import CLOSED
from shared.rules.queue.take import left_today


@dataclass(frozen=True)
class ServiceNow(board.ServiceLine):
    """A service that may be chosen.

    `sold_out`: today's numbers are used up. `unserved`: no counter serves it yet.
    """

    left_today: int | None
    sold_out: bool
    unserved: bool


@dataclass(frozen=True)
class Home:
    """The touchscreen's whole picture; `printed`: numbers come out on paper now."""

    date: str
    hour: int
    office: opening.Opening
    services: list[ServiceNow]
    printed: bool


def home(*, priority: bool = False) -> Home:
    """The picture of this moment, for somebody with or without priority."""
    moment = clock.now()
    lines = board.lines(clock.service_day(moment), priority=priority)
    working = _served_now()
    return Home(
        date=words.long_date(clock.service_day(moment)),
        hour=clock.local(moment).hour,
        office=opening.at(moment),
        services=[_service(line, line.service in working) for line in lines],
        printed=prints(),
    )


def prints() -> bool:
    """Whether numbers come out on paper now."""
    printer = printers.ticket_printer()
    return printer is not None and printer.ok


def _service(line: board.ServiceLine, served: bool) -> ServiceNow:
    left = left_today(here().standard.service(line.service))
    unserved = left != 0 and not served
    return ServiceNow(**vars(line), left_today=left, sold_out=left == 0, unserved=unserved)


def _served_now() -> set[str]:
    """Services that some counter, at work or on a break, serves today."""
    counters = here().standard.counters_on(clock.service_day())
    at_work = {seat.counter for seat in seating.seats() if seat.state != CLOSED}
    return {code for counter in counters if counter.id in at_work for code in counter.services}
