"""`kill -9` of cupsd, alone or with the print station, at any step of a sheet."""

import random
import time

import pytest

from shared.rules.paper import sheets
from tests.devices.print_room import Desk, PrintRoom
from tests.journeys.mortal_sheets import KILLED_AT, SheetLives
from tests.journeys.sheet_trail import check_everything
from tests.running import Running, until

pytestmark = [pytest.mark.cups, pytest.mark.campaign, pytest.mark.timeout(400)]

_LONGEST_LIFE = 1.6


@pytest.mark.parametrize("step", KILLED_AT)
def test_cups_killed_and_restarted_at_this_step(
    sheet_office: Running, room: PrintRoom, sheet_station: SheetLives, step: str
) -> None:
    with sheet_office.inside():
        desk = Desk()
        jobs = [desk.print_kk(), desk.print_kk()]
        sheet_station.begin(f"still-{step}")
        sheet_station.stands_still(30, step)
        room.cups.kill()
        room.cups.start()
        sheet_station.go_on()
        check_everything(room)
        assert sheets.fresh(jobs[1]).state == sheets.PRINTED


def test_cups_that_lost_the_release_on_its_way_to_disk_prints_no_second_sheet(
    sheet_office: Running, room: PrintRoom, sheet_station: SheetLives
) -> None:
    with sheet_office.inside():
        job = Desk().print_kk()
        _lives_until(sheet_station, "releasing")
        on_hold = room.cups.folder / "spool" / f"c{sheets.fresh(job).cups_job:05}"
        written = on_hold.read_bytes()
        _lives_until(sheet_station, "released")
        until(lambda: room.printer.came_out(job.token), 30, "the sheet")
        room.cups.kill()
        on_hold.write_bytes(written)
        room.cups.start()
        sheet_station.begin()
        check_everything(room)
        assert sheets.fresh(job).state == sheets.PRINTED


def test_station_and_cups_killed_together_at_random_moments(
    sheet_office: Running, room: PrintRoom, sheet_station: SheetLives
) -> None:
    luck = random.Random(7)
    with sheet_office.inside():
        desk = Desk()
        for _ in range(12):
            desk.print_kk()
            sheet_station.begin()
            time.sleep(luck.uniform(0.1, _LONGEST_LIFE))
            room.cups.kill()
            sheet_station.kill()
            room.cups.start()
        sheet_station.begin()
        check_everything(room)


def _lives_until(station: SheetLives, step: str) -> None:
    station.begin(step)
    station.has_died(30, step)
