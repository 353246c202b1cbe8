"""CUPS made ready for the office: its settings, and queues that start stopped."""

from pathlib import Path

import pytest

from deploy.cups import machine, stopped_queues
from printstation.printers.sheet_cups import STOPPED_BY_US
from shared.errors import SetupError

PRINTERS = """\
# Printer configuration file for CUPS v2.4.2
NextPrinterId 4
<Printer KK>
PrinterId 1
State Idle
StateTime 1795338927
Accepting Yes
</Printer>
<DefaultPrinter Kantor>
PrinterId 2
State Stopped
StateMessage Dijeda oleh Joko
Reason paused
Accepting Yes
</DefaultPrinter>
<Printer Lama>
PrinterId 3
State Idle
StateMessage Menunggu pencetak
Accepting No
</Printer>
"""
DAEMON = "LogLevel warn\nMaxJobTime 3h\nListen /run/cups/cups.sock\n<Location />\n</Location>\n"


@pytest.fixture
def printers(tmp_path: Path) -> Path:
    path = tmp_path / "printers.conf"
    path.write_text(PRINTERS)
    path.chmod(0o600)
    return path


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "etc/cups").mkdir(parents=True)
    (tmp_path / "etc/cups/cupsd.conf").write_text(DAEMON)
    return tmp_path


def test_every_running_queue_is_stopped_with_our_mark(printers: Path) -> None:
    assert stopped_queues.stop(printers) == 2
    text = printers.read_text()
    assert "State Idle" not in text
    assert text.count(f"StateMessage {STOPPED_BY_US}") == 2
    assert "Menunggu pencetak" not in text
    assert printers.stat().st_mode & 0o777 == 0o600


def test_a_queue_that_a_person_stopped_stays_theirs(printers: Path) -> None:
    stopped_queues.stop(printers)
    assert "StateMessage Dijeda oleh Joko" in printers.read_text()


def test_a_second_time_changes_nothing(printers: Path) -> None:
    stopped_queues.stop(printers)
    before = printers.read_text()
    assert stopped_queues.stop(printers) == 0
    assert printers.read_text() == before


def test_without_queues_nothing_happens(tmp_path: Path) -> None:
    assert stopped_queues.stop(tmp_path / "printers.conf") == 0


def test_the_station_knows_the_mark() -> None:
    assert stopped_queues.MARK == STOPPED_BY_US


def test_cupsd_gets_our_settings_once_and_keeps_the_rest(root: Path) -> None:
    assert machine.prepare("kantor", root)
    text = (root / "etc/cups/cupsd.conf").read_text()
    assert "\nDirtyCleanInterval 0\n" in text
    assert "\nMaxJobTime 0\n" in text
    assert "\nMaxJobTime 3h" not in text
    assert "\nPreserveJobFiles No\n" in text
    assert "\nErrorPolicy abort-job\n" in text
    assert text.startswith("LogLevel warn\n")
    assert not machine.prepare("kantor", root)
    assert (root / "etc/cups/cupsd.conf").read_text() == text


def test_the_station_may_let_a_queue_go_on_and_another_user_may_when_it_changes(root: Path) -> None:
    machine.prepare("kantor", root)
    assert machine.prepare("lain", root)
    text = (root / "etc/cups/cupsd.conf").read_text()
    assert text.count("<Policy antrean>") == 1
    assert "Require user lain @SYSTEM" in text
    assert "kantor" not in text


def test_systemd_stops_the_queues_before_cupsd_starts(root: Path) -> None:
    machine.prepare("kantor", root)
    drop_in = (root / "etc/systemd/system/cups.service.d/antrean-queues.conf").read_text()
    (command,) = [line for line in drop_in.splitlines() if line.startswith("ExecStartPre=")]
    python, script, conf = command.removeprefix("ExecStartPre=").split()
    assert python == "/usr/bin/python3"
    assert (root / script.lstrip("/")).read_text() == Path(stopped_queues.__file__).read_text()
    assert conf == "/etc/cups/printers.conf"


def test_what_was_written_is_taken_away_again(root: Path) -> None:
    assert not machine.remove(root)
    machine.prepare("kantor", root)
    assert machine.differing("kantor", root) == {}
    assert set(machine.differing("lain", root)) == {"etc/cups/cupsd.conf"}
    assert machine.remove(root)
    assert (root / "etc/cups/cupsd.conf").read_text() == DAEMON
    assert [path for path in root.rglob("*") if path.is_file()] == [root / "etc/cups/cupsd.conf"]


def test_a_machine_without_cups_is_told(tmp_path: Path) -> None:
    with pytest.raises(SetupError, match="apt-get install cups"):
        machine.prepare("kantor", tmp_path)
