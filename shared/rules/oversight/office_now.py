"""The office of this moment as those who oversee it see it: nothing new, all of it together (10.1).

Each fact is asked of the subject that also tells it to its own seats.
"""

from collections.abc import Collection
from dataclasses import dataclass

from shared.rules.applications import lists, outages, seat_lists, states
from shared.rules.applications.view import AMBER, RED, ApplicationView
from shared.rules.common.office import here
from shared.rules.complaints import lists as complaints
from shared.rules.complaints import sight, suggestion_box
from shared.rules.queue.floor import CounterStand, FloorTicket, OfficeFloor, WaitingFor


@dataclass(frozen=True)
class Crowd:
    """Who waits for a service or may be called to a counter; `longest` in minutes."""

    waiting: int
    longest: int | None


@dataclass(frozen=True)
class ServiceCrowd(Crowd):
    """Who waits for a service, and what somebody who comes now may expect, in words."""

    letter: str
    title: str
    expects: str


@dataclass(frozen=True)
class CounterCrowd(Crowd):
    """A counter, who is there, and who may be called to it."""

    stand: CounterStand


@dataclass(frozen=True)
class FileNow:
    """A file that is late or nearly so; its applicant is told on its own page."""

    number: str
    label: str
    kinds: str
    due: str
    light: str


@dataclass(frozen=True)
class FilesNow:
    """How many files stand in each state that is not over, and those late or nearly so."""

    states: tuple[tuple[str, str, int], ...]
    late: tuple[FileNow, ...]
    soon: tuple[FileNow, ...]


@dataclass(frozen=True)
class WholeOffice:
    """The whole office; complaints as far as this reader may see them."""

    services: tuple[ServiceCrowd, ...]
    counters: tuple[CounterCrowd, ...]
    files: FilesNow
    complaints: dict[str, int]
    box: suggestion_box.Today
    outages: tuple[seat_lists.OutageView, ...]


def of(floor: OfficeFloor, who: sight.Reader) -> WholeOffice:
    """The office now; `floor`: the picture of its seats that the page shows beside it."""
    return WholeOffice(
        services=tuple(
            ServiceCrowd(
                **vars(_crowd(floor, (coming.service,))),
                letter=here().standard.service(coming.service).letter,
                title=here().standard.service(coming.service).title,
                expects=coming.ordinary,
            )
            for coming in floor.newcomers
        ),
        counters=tuple(
            CounterCrowd(**vars(_crowd(floor, stand.services, stand.id)), stand=stand)
            for stand in floor.counters
        ),
        files=_files(),
        complaints=complaints.count_open(who),
        box=suggestion_box.today(),
        outages=tuple(seat_lists.outage(row) for row in outages.recent() if row.ended_at is None),
    )


def _crowd(floor: OfficeFloor, services: Collection[str], counter: int | None = None) -> Crowd:
    """Who waits for these services, at that counter if one is named.

    Of the line all are counted; who waits longest is among the first, who are shown.
    """

    def fits(one: FloorTicket | WaitingFor) -> bool:
        return one.service in services and (counter is None or one.only_counter in (None, counter))

    people = sum(one.people for one in floor.line if fits(one))
    return Crowd(people, max((one.minutes for one in floor.waiting if fits(one)), default=None))


def _files() -> FilesNow:
    counted, pressing = lists.counts(), [_file(one) for one in lists.pressing()]
    return FilesNow(
        tuple((code, states.LABELS[code], counted[code]) for code in states.OPEN),
        tuple(one for one in pressing if one.light == RED),
        tuple(one for one in pressing if one.light == AMBER),
    )


def _file(one: ApplicationView) -> FileNow:
    kinds, due = seat_lists.kinds_words(one.kinds), seat_lists.due_words(one.due_at)
    return FileNow(one.number, one.label, kinds, due, one.light)
