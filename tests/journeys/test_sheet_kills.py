"""`kill -9` of the print station at any step of a sheet: none lost, none doubled."""

import random

import pytest

from shared.records import SheetJob
from shared.rules.paper import sheets
from tests.devices.print_room import Desk, PrintRoom
from tests.journeys.mortal_sheets import KILLED_AT, SheetLives
from tests.journeys.sheet_trail import check_everything, under_way
from tests.running import Running

pytestmark = [pytest.mark.cups, pytest.mark.campaign, pytest.mark.timeout(400)]

DEATHS_AT_EACH_STEP = 3
RANDOM_DEATHS = 70
_LONGEST_LIFE = 1.6
_WAITING = 2


def test_station_killed_at_each_step_and_at_random_moments(
    sheet_office: Running, room: PrintRoom, sheet_station: SheetLives
) -> None:
    luck = random.Random(20261123)
    with sheet_office.inside():
        desk = Desk()
        for step in KILLED_AT * DEATHS_AT_EACH_STEP:
            if len(under_way()) < _WAITING:
                desk.print_kk()
            sheet_station.begin(step)
            sheet_station.has_died(30, step)
        for _ in range(RANDOM_DEATHS):
            if len(under_way()) < _WAITING:
                desk.print_paper()
            sheet_station.live_and_die(luck, longest=_LONGEST_LIFE)
        sheet_station.begin()
        check_everything(room)
        # CUPS lived on, so nothing is left to a person.
        assert {job.state for job in SheetJob.select()} == {sheets.PRINTED}
    assert sheet_station.kills >= 100
