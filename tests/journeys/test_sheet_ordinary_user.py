"""The print station as an ordinary user of a machine whose CUPS is as Debian ships it."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from deploy import start
from deploy.benchmarks.office_printer import OfficePrinter
from deploy.benchmarks.private_cups import DEBIAN, PrivateCups
from deploy.cups import machine
from printstation.printers import sheet_queue
from shared.rules.paper import printers, sheets
from tests.devices.print_room import ADDRESS, QUEUE, Desk
from tests.running import ORDINARY, Process, Running, as_ordinary, until

pytestmark = [
    pytest.mark.cups,
    pytest.mark.timeout(180),
    pytest.mark.skipif(os.getuid() != 0, reason="two users of one machine are made by root only"),
]


@pytest.fixture
def printer() -> Iterator[OfficePrinter]:
    with OfficePrinter() as made:
        yield made


@pytest.fixture
def cups(printer: OfficePrinter, monkeypatch: pytest.MonkeyPatch) -> Iterator[PrivateCups]:
    """Debian's own cupsd.conf, and a queue that starts stopped."""
    with PrivateCups(DEBIAN.read_text("utf-8")) as made:
        monkeypatch.setenv("CUPS_SERVER", made.server)
        sheet_queue.set_up(QUEUE, printer.uri)
        yield made


@pytest.fixture
def office(tmp_path: Path, cups: PrivateCups) -> Iterator[Running]:
    """An office whose print station runs as an ordinary user, not yet started."""
    made = Running(tmp_path, printers_ticket="none", printers_sheet=ADDRESS)
    command = next(one.command for one in start.children() if one.name == "pencetak")
    made.station = Process("station", [*as_ordinary(), *command], made.environ)
    yield made
    made.drop()


def told() -> list[str]:
    return [reason for one in printers.printers() for reason in one.reasons]


def test_a_station_without_the_right_says_so_and_prints_once_it_has_it(
    printer: OfficePrinter, cups: PrivateCups, office: Running
) -> None:
    office.station.start()
    with office.inside():
        until(lambda: told() == [printers.QUEUE_NO_RIGHT], 60, f"the reason, not {told()}")
        (seen,) = printers.printers()
        assert not seen.ok
        assert "antrean printer add" in seen.sentences[0]
        job = Desk().print_kk()
        assert sheets.fresh(job).state == sheets.QUEUED

        cups.stop()
        cups.configure(machine.with_ours(DEBIAN.read_text("utf-8"), ORDINARY))
        cups.start()
        sheet_queue.set_up(QUEUE, printer.uri)
        until(lambda: sheets.fresh(job).state == sheets.PRINTED, 60, f"the KK, but {told()}")
        assert told() == []
    assert len(printer.came_out(job.token)) == 1


def test_the_right_is_for_going_on_alone(printer: OfficePrinter, cups: PrivateCups) -> None:
    cups.stop()
    cups.configure(machine.with_ours(DEBIAN.read_text("utf-8"), ORDINARY))
    cups.start()
    sheet_queue.set_up(QUEUE, printer.uri)
    queue = cups.connect().getPrinterAttributes(QUEUE)
    assert queue["printer-op-policy"] == "antrean"
    goes_on = "from printstation.printers import sheet_caller as c; c.let_go_on(c.connect(), 'KK')"
    for command, may in (
        ([sys.executable, "-c", goes_on], True),
        (["/usr/sbin/cupsdisable", QUEUE], False),
        (["/usr/sbin/cupsreject", QUEUE], False),
    ):
        done = subprocess.run(
            [*as_ordinary(), *command],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
            timeout=30,
        )
        assert (done.returncode == 0) == may, (command, done.stderr)


def test_the_doctor_looks_whether_its_user_may_let_the_queue_go_on(
    cups: PrivateCups, printer: OfficePrinter, office: Running
) -> None:
    def said() -> str:
        cups.connect().enablePrinter(QUEUE)
        done = subprocess.run(
            [*as_ordinary(), sys.executable, "-P", "-m", "deploy.cli", "doctor"],
            env={**office.environ, "CUPS_SERVER": cups.server},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
            text=True,
            timeout=60,
        )
        (line,) = [one for one in done.stdout.splitlines() if f"Antrean {QUEUE}" in one]
        return line

    assert said().startswith("✗")
    assert f"--user {ORDINARY}" in said()
    cups.stop()
    cups.configure(machine.with_ours(DEBIAN.read_text("utf-8"), ORDINARY))
    cups.start()
    sheet_queue.set_up(QUEUE, printer.uri)
    assert said().startswith("✓")
