"""`kill -9` of the print station or of cupsd at any step of a sheet: none lost, none doubled."""

import random
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from shared.records import SheetEvent, SheetJob
from shared.rules import sheets
from tests.devices.print_room import ADDRESS, Desk, PrintRoom
from tests.journeys.mortal_sheets import KILLED_AT, SheetLives
from tests.running import Running, until

pytestmark = [pytest.mark.cups, pytest.mark.campaign, pytest.mark.timeout(400)]

DEATHS_AT_EACH_STEP = 3
RANDOM_DEATHS = 70
_LONGEST_LIFE = 1.6
_WAITING = 2
_SETTLED_SECONDS = 90


@pytest.fixture(scope="module")
def whole_room() -> Iterator[PrintRoom]:
    with PrintRoom() as room:
        yield room


@pytest.fixture
def room(whole_room: PrintRoom) -> PrintRoom:
    whole_room.tidy()
    return whole_room


@pytest.fixture
def office(tmp_path: Path, room: PrintRoom) -> Running:
    return Running(tmp_path, printers_ticket="none", printers_sheet=ADDRESS)


@pytest.fixture
def station(office: Running) -> Iterator[SheetLives]:
    with SheetLives(office.environ) as lives:
        yield lives


def test_station_killed_at_each_step_and_at_random_moments(
    office: Running, room: PrintRoom, station: SheetLives
) -> None:
    luck = random.Random(20261123)
    with office.inside():
        desk = Desk()
        for step in KILLED_AT * DEATHS_AT_EACH_STEP:
            if len(_under_way()) < _WAITING:
                desk.print_kk()
            station.begin(step)
            station.has_died(30, step)
        for _ in range(RANDOM_DEATHS):
            if len(_under_way()) < _WAITING:
                desk.print_paper()
            station.live_and_die(luck, longest=_LONGEST_LIFE)
        station.begin()
        _check_everything(room)
        # CUPS lived on, so nothing is left to a person.
        assert {job.state for job in SheetJob.select()} == {sheets.PRINTED}
    assert station.kills >= 100


@pytest.mark.parametrize("step", KILLED_AT)
def test_cups_killed_and_restarted_at_this_step(
    office: Running, room: PrintRoom, station: SheetLives, step: str
) -> None:
    with office.inside():
        desk = Desk()
        jobs = [desk.print_kk(), desk.print_kk()]
        station.begin(f"still-{step}")
        station.stands_still(30, step)
        room.cups.kill()
        room.cups.start()
        station.go_on()
        _check_everything(room)
        assert sheets.fresh(jobs[1]).state == sheets.PRINTED


def test_station_and_cups_killed_together_at_random_moments(
    office: Running, room: PrintRoom, station: SheetLives
) -> None:
    luck = random.Random(7)
    with office.inside():
        desk = Desk()
        for _ in range(12):
            desk.print_kk()
            station.begin()
            time.sleep(luck.uniform(0.1, _LONGEST_LIFE))
            room.cups.kill()
            station.kill()
            room.cups.start()
        station.begin()
        _check_everything(room)


def _check_everything(room: PrintRoom) -> None:
    """Every job has come to an end, no paper is there twice, and what is in doubt is shown."""
    until(lambda: not _under_way(), _SETTLED_SECONDS, "last sheet")
    shown = {row.id for row in sheets.queue()}
    for job in SheetJob.select():
        papers = len(room.printer.came_out(job.token))
        story = f"{job.token} {job.state} {job.trouble}, {papers} papers, {_steps(job)}"
        assert papers <= 1, story
        assert job.state in (sheets.PRINTED, sheets.UNCERTAIN), story
        assert papers == 1 or job.state == sheets.UNCERTAIN, story
        assert job.state == sheets.PRINTED or job.id in shown, story
    assert len(room.printer.came_out()) <= SheetJob.select().count()


def _under_way() -> list[SheetJob]:
    return [row for row in sheets.queue() if row.state in sheets.LIVE]


def _steps(job: SheetJob) -> list[str]:
    return [row.state for row in SheetEvent.select().where(SheetEvent.job_id == job.id)]
