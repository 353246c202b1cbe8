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
from shared.standard.services import Service


@dataclass(frozen=True)
class ServiceNow:
    """A service that may be chosen, and how its queue stands.

    `sold_out`: today's numbers are used up. `unserved`: no counter serves it yet.
    """

    code: str
    waiting: int
    estimate: tuple[int, int] | None
    left_today: int | None
    sold_out: bool
    unserved: bool


@dataclass(frozen=True)
class Home:
    """The touchscreen's whole picture; `printed`: numbers come out on paper now."""

    clock: str
    date: str
    hour: int
    office: opening.Opening
    services: list[ServiceNow]
    printed: bool


def home() -> Home:
    """The picture of this moment."""
    moment = clock.now()
    day = clock.service_day(moment)
    lines = {line.service: line for line in board.lines(day)}
    working = _served_now()
    return Home(
        clock=words.clock_time(moment),
        date=words.long_date(day),
        hour=clock.local(moment).hour,
        office=opening.at(moment),
        services=[
            _service(service, lines[service.code], service.code in working)
            for service in here().standard.services_on(day)
        ],
        printed=prints(),
    )


def prints() -> bool:
    """Whether numbers come out on paper now."""
    printer = printers.ticket_printer()
    return printer is not None and printer.ok


def _service(service: Service, line: board.ServiceLine, served: bool) -> ServiceNow:
    left = left_today(service)
    return ServiceNow(
        service.code,
        line.waiting,
        line.estimate_minutes,
        left,
        sold_out=left == 0,
        unserved=left != 0 and not served,
    )


def _served_now() -> set[str]:
    """Services that some counter, at work or on a break, serves today."""
    counters = here().standard.counters_on(clock.service_day())
    at_work = {seat.counter for seat in seating.seats() if seat.state != CLOSED}
    return {code for counter in counters if counter.id in at_work for code in counter.services}
