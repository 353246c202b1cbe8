"""What stops the start, in one sentence; what systemd is told of an office that runs."""

import os
import socket
import subprocess
import sys

import pytest

from deploy import address, start
from shared import config
from tests.running import free_port


def _start(*words, **environ):
    keep = {name: value for name, value in os.environ.items() if not name.startswith("ANTREAN_")}
    return subprocess.run(
        [sys.executable, "-P", "-m", "deploy.start", *words],
        env=keep | environ,
        text=True,
        capture_output=True,
        check=False,
        timeout=60,
    )


@pytest.mark.parametrize(
    ("lines", "key"),
    [
        ("[web]\nport = 70000\n", "web.port"),
        ("[printers]\ntikcet = 'none'\n", "printers.tikcet"),
        ("[queue\n", "-"),
        ("practice = 'perhaps'\n", "practice"),
    ],
)
def test_a_broken_settings_file_stops_the_start_with_file_key_and_reason(tmp_path, lines, key):
    path = tmp_path / "office.toml"
    path.write_text(lines)
    done = _start("--data", str(tmp_path / "data"), ANTREAN_CONFIG=str(path))
    assert done.returncode == 1
    assert str(path) in done.stderr
    assert key in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "data").exists()


def test_an_unknown_variable_stops_the_start(tmp_path):
    done = _start("--data", str(tmp_path / "data"), ANTREAN_PRINTR="none")
    assert done.returncode == 1
    assert "ANTREAN_PRINTR" in done.stderr


def test_a_moved_clock_is_for_practice_only(tmp_path):
    done = _start("--data", str(tmp_path / "data"), "--now", "2026-11-23T09:00")
    assert done.returncode == 1
    assert "practice_start" in done.stderr


def test_a_taken_port_is_named(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = _start("--data", str(tmp_path / "data"), "--port", str(port))
    assert done.returncode == 1
    assert str(port) in done.stderr
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize(
    ("setting", "address"),
    [("ticket", "net:"), ("ticket", "usb:epson"), ("ticket", "cups:KK"), ("sheet", "cupss:KK")],
)
def test_a_wrong_address_of_a_printer_stops_the_start(tmp_path, setting, address):
    variable = f"ANTREAN_PRINTERS_{setting.upper()}"
    words = ("--data", str(tmp_path / "data"), "--port", str(free_port()))
    done = _start(*words, **{variable: address})
    assert done.returncode == 1
    assert f"printers.{setting}" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "data" / "antrean.sqlite3").exists()


def test_a_folder_that_cannot_be_made_is_named(tmp_path):
    (tmp_path / "file").write_text("")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    done = _start("--data", str(tmp_path / "file" / "data"), "--port", str(port))
    assert done.returncode == 1
    assert str(tmp_path / "file" / "data") in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        # A watched folder may lie on a share that is not there yet: it stops nothing.
        ("ANTREAN_LANGUAGES", "id,jv"),
        ("ANTREAN_LOGO", "/nowhere.png"),
        ("ANTREAN_TRUST", "/nowhere"),
        ("ANTREAN_PUBLIC_URL", "bukan alamat"),
        ("ANTREAN_DATABASE_URL", "sqlite:////nowhere/antrean.sqlite3"),
        ("ANTREAN_STANDARD", "/nowhere"),
        ("ANTREAN_BIND", "999.1.1.1"),
        ("ANTREAN_STATION", "  "),
    ],
)
def test_a_wrong_setting_stops_the_start_once_with_its_name(tmp_path, variable, value):
    words = ("--data", str(tmp_path / "data"), "--port", str(free_port()))
    done = _start(*words, **{variable: value})
    assert done.returncode == 1
    assert variable in done.stderr or value.removeprefix("sqlite:///") in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert done.stdout == ""


def test_systemd_is_told_once_that_the_office_is_ready_and_then_as_long_as_it_answers(
    tmp_path, monkeypatch
):
    place, answers, now = tmp_path / "notify", [], [100.0]
    monkeypatch.setattr(address, "answers", lambda _settings: answers[-1])
    monkeypatch.setattr(start.time, "monotonic", lambda: now[0])
    settings = config.load({}, data=tmp_path)
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as systemd:
        systemd.bind(str(place))
        systemd.setblocking(False)
        tick = start._announcer(settings, {"ANTREAN_DATA": str(tmp_path)}, str(place))

        def heard(*, after, answering):
            now[0] += after
            answers.append(answering)
            tick()
            said = []
            while True:
                try:
                    said.append(systemd.recv(100).decode())
                except BlockingIOError:
                    return said

        assert heard(after=0, answering=False) == []
        assert heard(after=0, answering=True) == ["READY=1", "WATCHDOG=1"]
        assert heard(after=1, answering=True) == []
        assert heard(after=30, answering=True) == ["WATCHDOG=1"]
        assert heard(after=30, answering=False) == []
        assert heard(after=1, answering=True) == ["WATCHDOG=1"]


def test_without_systemd_nobody_asks_the_office_any_more_once_it_answered(tmp_path, monkeypatch):
    asked = []
    monkeypatch.setattr(address, "answers", lambda _settings: asked.append(1) or True)
    tick = start._announcer(config.load({}, data=tmp_path), {"ANTREAN_DATA": str(tmp_path)}, "")
    for _ in range(5):
        tick()
    assert asked == [1]
