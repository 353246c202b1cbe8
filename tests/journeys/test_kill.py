"""`kill -9` of either process at any step of the ticket path: nothing lost, nothing doubled."""

import contextlib
import random
import threading
from collections.abc import Iterator

import pytest
import requests
from pydantic_core import to_jsonable_python

from shared import clock
from shared.rules.common.actor import SYSTEM
from shared.rules.paper import slips
from shared.rules.queue import board, standing
from tests.devices.thermal_printer import ThermalPrinter
from tests.journeys import paper_trail
from tests.journeys.lives import Lives
from tests.journeys.mortal import STEPS
from tests.journeys.people import Panel, Person, press
from tests.running import Running, until

pytestmark = [pytest.mark.campaign, pytest.mark.timeout(400)]

DEATHS_AT_EACH_STEP = 10
RANDOM_DEATHS_OF_WEB = 15
RANDOM_DEATHS_OF_STATION_IN_EACH = 3
_SETTLED_SECONDS = 60


@pytest.fixture
def office(tmp_path, printer) -> Running:
    return Running(tmp_path, printers_ticket=printer.address)


@pytest.fixture
def web(office) -> Iterator[Lives]:
    with Lives("web", office.environ) as lives:
        yield lives


@pytest.fixture
def station(office) -> Iterator[Lives]:
    with Lives("station", office.environ) as lives:
        yield lives


@pytest.mark.parametrize("step", sorted(STEPS["web"]))
def test_web_killed_at_this_step_gives_one_whole_ticket_for_the_press(
    office, web, station, printer, step
):
    person = Person(office)
    station.begin()
    for _ in range(DEATHS_AT_EACH_STEP):
        pressed = press()
        web.begin(step)
        office.wait_for_web()
        assert not person.is_answered(pressed)
        web.has_died(10, step)
        web.begin()
        office.wait_for_web()
        _check_board(office)
        assert person.is_answered(pressed)
        web.kill()
    assert len(person.given) == DEATHS_AT_EACH_STEP
    _check_everything(office, printer, person.given)


@pytest.mark.parametrize("step", sorted(STEPS["station"]))
def test_station_killed_at_this_step_prints_each_slip_once_or_asks_a_person(
    office, web, station, printer, step
):
    person, luck = Person(office), random.Random(step)
    web.begin()
    office.wait_for_web()
    for _ in range(DEATHS_AT_EACH_STEP):
        times = luck.randint(1, 2)
        station.begin(step, times)
        for _ in range(times):
            person.insists(press())
        station.has_died(20, step)
    station.begin()
    _check_everything(office, printer, person.given)


def test_both_killed_at_random_moments_while_people_press_and_counters_call(
    office, web, station, printer
):
    luck, enough = random.Random(20261123), threading.Event()
    people = [Person(office) for _ in range(3)]
    threads = [threading.Thread(target=_keep_pressing, args=(one, enough)) for one in people]
    threads.append(threading.Thread(target=_keep_calling, args=(office, enough)))
    for thread in threads:
        thread.start()
    try:
        _kill_at_random(office, web, station, luck)
    finally:
        enough.set()
        for thread in threads:
            thread.join(40)
    assert station.kills == web.kills * RANDOM_DEATHS_OF_STATION_IN_EACH
    web.begin()
    station.begin()
    office.wait_for_web()
    _check_board(office)
    given = {token: number for one in people for token, number in one.given.items()}
    _check_everything(office, printer, given)


def _kill_at_random(office: Running, web: Lives, station: Lives, luck: random.Random) -> None:
    for _ in range(RANDOM_DEATHS_OF_WEB):
        web.begin()
        office.wait_for_web()
        for _ in range(RANDOM_DEATHS_OF_STATION_IN_EACH):
            station.live_and_die(luck, longest=0.7)
        web.kill()


def _keep_pressing(person: Person, enough: threading.Event) -> None:
    while not enough.wait(0.1):
        person.insists(press(), enough)


def _keep_calling(office: Running, enough: threading.Event) -> None:
    """An officer who calls, serves and finishes, and simply presses again after a failure."""
    panel = Panel(office, 1)
    while not enough.wait(0.1):
        for button in ("next", "serve", "finish"):
            with contextlib.suppress(requests.RequestException):
                panel.press(button)


def _check_board(office: Running) -> None:
    """The board tells, right after a restart, what the records say."""
    shown = requests.get(f"{office.url}/api/v1/board", timeout=10).json()
    with office.inside():
        moment, day = clock.now(), clock.service_day()
        known = {
            "calls": board.calls(moment),
            "counters": board.counters(day, standing.office(moment)),
            "missed": board.missed(moment),
            "waiting": board.lines(day),
        }
    for part, told in known.items():
        assert _without_sound(shown[part]) == _without_sound(to_jsonable_python(told))


def _without_sound(part: list[object]) -> list[object]:
    return [
        {key: value for key, value in each.items() if key not in {"audio", "audio_brief"}}
        if isinstance(each, dict)
        else each
        for each in part
    ]


def _check_everything(office: Running, printer: ThermalPrinter, given: dict[str, str]) -> None:
    with office.inside():
        until(lambda: not paper_trail.waiting_for_paper(), _SETTLED_SECONDS, "last slip")
        printer.settled(1)
        paper_trail.check_numbers(given)
        paper_trail.check_whole()
        paper_trail.check_paper(printer)
        _answer_all(printer)


def _answer_all(printer: ThermalPrinter) -> None:
    """What a person says did not come out, comes out marked CETAK ULANG."""
    asked = slips.open_questions()
    for job in asked:
        slips.answer(job.id, came_out=False, by=SYSTEM)
    until(lambda: not paper_trail.waiting_for_paper(), _SETTLED_SECONDS, "last copy")
    numbers = {job.payload["number"] for job in asked}
    copies = set(paper_trail.on_paper(printer).again)
    assert numbers - copies == {job.payload["number"] for job in slips.open_questions()}
