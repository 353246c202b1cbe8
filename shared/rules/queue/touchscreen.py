"""What the touchscreen shows of this moment: services, how long, open or not, the printer."""

from dataclasses import dataclass

from shared import clock
from shared.rules.common import words
from shared.rules.common.office import here
from shared.rules.hours import opening
from shared.rules.paper import printers
from shared.rules.queue import board, seating, standing
from shared.rules.queue.take import left_today


@dataclass(frozen=True)
class ServiceNow(board.ServiceLine):
    """A service that may be chosen.

    `sold_out`: today's numbers are used up. `unserved`: why no counter serves it now, if none.
    """

    left_today: int | None
    sold_out: bool
    unserved: standing.Unserved | None


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
    moment, seats = clock.now(), seating.seats()
    office = standing.office(moment, seats)
    return Home(
        date=words.long_date(clock.service_day(moment)),
        hour=clock.local(moment).hour,
        office=office,
        services=[
            _service(line, standing.unserved(line.service, seats, office))
            for line in board.lines(clock.service_day(moment), priority=priority)
        ],
        printed=prints(),
    )


def prints() -> bool:
    """Whether numbers come out on paper now."""
    printer = printers.ticket_printer()
    return printer is not None and printer.ok


def _service(line: board.ServiceLine, unserved: standing.Unserved | None) -> ServiceNow:
    left = left_today(here().standard.service(line.service))
    sold_out = left == 0
    return ServiceNow(
        **vars(line), left_today=left, sold_out=sold_out, unserved=None if sold_out else unserved
    )
