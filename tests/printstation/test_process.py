"""The print station as a process of its own: start, stop, and being killed at any moment."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from shared import clock
from shared.records import SlipJob, Station
from shared.rules.admin import office_data
from shared.rules.common.office import Here
from shared.rules.paper import slips
from tests.devices.thermal_printer import ThermalPrinter
from tests.journeys.lives import Lives
from tests.office import take

REPOSITORY = Path(__file__).resolve().parents[2]


@pytest.fixture
def device() -> Iterator[ThermalPrinter]:
    with ThermalPrinter() as printer:
        yield printer


def environ(office: Here, printer: str) -> dict[str, str]:
    """What the process is told."""
    return {
        **{key: value for key, value in os.environ.items() if not key.startswith("ANTREAN_")},
        "ANTREAN_DATA": str(office.settings.data),
        "ANTREAN_PRACTICE": "1",
        **({"ANTREAN_PRINTERS_TICKET": printer} if printer else {}),
    }


@contextmanager
def print_station(office: Here, printer: str) -> "Iterator[subprocess.Popen[str]]":
    """Its process; killed at the end if it still runs."""
    process = subprocess.Popen(
        [sys.executable, "-m", "printstation"],
        cwd=REPOSITORY,
        env=environ(office, printer),
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate(timeout=10)


def until(true: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 30
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def unsettled() -> int:
    return int(SlipJob.select().where(SlipJob.state.in_(slips.LIVE)).count())


def test_it_prints_beats_and_stops_when_told(office, device):
    take()
    with print_station(office, device.address) as process:
        until(lambda: unsettled() == 0)
        until(lambda: Station.select().count() == 1)
        assert clock.now() - Station.get().seen_at < timedelta(minutes=1)
        process.send_signal(signal.SIGTERM)
        assert process.wait(10) == 0
    assert len(device.slips) == 1


def test_another_printer_chosen_in_the_browser_ends_it_and_the_next_one_prints_there(
    office, device
):
    with print_station(office, "") as process:
        until(lambda: Station.select().count() == 1)
        office_data.choose({"printers": {"ticket": device.address}})
        assert process.wait(30) == 0
    take()
    with print_station(office, ""):
        until(lambda: unsettled() == 0)
    assert len(device.slips) == 1


def test_without_a_printer_it_beats_all_the_same(office):
    with print_station(office, "none") as process:
        until(lambda: Station.select().count() == 1)
        process.send_signal(signal.SIGTERM)
        assert process.wait(10) == 0


def test_a_second_one_on_the_same_data_is_refused(office, device):
    with print_station(office, device.address):
        until(lambda: Station.select().count() == 1)
        with print_station(office, device.address) as second:
            _, said = second.communicate(timeout=20)
            assert second.returncode == 1
            assert "penjaga pencetak lain sudah berjalan" in said


def test_a_wrong_printer_address_stops_the_start(office):
    with print_station(office, "net:kantor:banyak") as process:
        _, said = process.communicate(timeout=20)
        assert process.returncode == 1
        assert "printers.ticket" in said


def test_a_database_of_another_version_stops_the_start(office, device):
    office_database = office.settings.sqlite_path
    from shared.db import database

    database.execute_sql("DELETE FROM schema_migration")
    with print_station(office, device.address) as process:
        _, said = process.communicate(timeout=20)
        assert process.returncode == 1
        assert str(office_database) in said


def kill_and_restart(office: Here, device: ThermalPrinter, times: int, seed: int) -> list[str]:
    """Kill the process `times` times at random moments while people take tickets; their numbers."""
    chance = random.Random(seed)
    numbers: list[str] = []
    with Lives("station", environ(office, device.address)) as station:
        for _ in range(times):
            numbers += [take().number for _ in range(2)]
            calls = device.connections
            station.begin()
            until(lambda: device.connections > calls)  # noqa: B023
            time.sleep(chance.uniform(0, 0.25))
            station.kill()
    with print_station(office, device.address):
        while (left := unsettled()) > 0:
            until(lambda: unsettled() < left)
    return numbers


def check_paper(device: ThermalPrinter, numbers: list[str]) -> None:
    """Every ticket is on paper once, or a person was asked; none came out twice."""
    copies = {n: sum(n.encode() in slip for slip in device.slips) for n in numbers}
    states = {job.payload["number"]: job.state for job in SlipJob.select()}
    assert set(states) == set(numbers)
    assert max(copies.values()) == 1
    assert "uncertain" in states.values() or len(numbers) < 100, "no kill hit a slip"
    for number in numbers:
        assert states[number] == "printed" or states[number] == "uncertain"
        assert copies[number] == 1 or states[number] == "uncertain", number


def test_killed_at_random_moments_it_loses_and_doubles_nothing(office, device):
    check_paper(device, kill_and_restart(office, device, times=4, seed=1))


@pytest.mark.campaign
@pytest.mark.timeout(600)
def test_a_hundred_kills_lose_and_double_nothing(office, device):
    device.set(bytes_per_second=20_000)
    check_paper(device, kill_and_restart(office, device, times=100, seed=2))
