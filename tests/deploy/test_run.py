"""`./deploy/run` as a person uses it: start, addresses, crash, stop."""

import os
import shutil
import signal
import socket
import subprocess
import time
from pathlib import Path

import pytest

from deploy.environment import ROOT
from tests.running import RUN_READY as _READY
from tests.running import Run


@pytest.fixture
def run(tmp_path):
    """Start `./deploy/run` on a data folder of the test; all is stopped afterwards."""
    started = []

    def start(*words: str) -> Run:
        started.append(Run("--data", str(tmp_path / "data"), *words))
        return started[-1]

    yield start
    for one in started:
        one.drop()


def test_a_new_office_tells_its_addresses_and_its_first_sign_in_once(run, tmp_path):
    office = run()
    said = office.read_until(_READY)
    note = tmp_path / "data" / "first-sign-in.txt"
    assert note.read_text().split()[1] in said
    for path in ("/kios", "/papan", "/loket"):
        assert f":{office.port}{path}" in said
    assert "/kertas" not in said  # virtual printers are of a practice office
    assert b"<html" in office.get("/papan")
    office.process.send_signal(signal.SIGINT)
    assert office.process.wait(20) == 0
    again = run()
    assert "Masuk pertama" not in again.read_until(_READY)


@pytest.mark.parametrize(
    ("words", "environ", "said"),
    [
        ((), {}, "tidak dapat dipakai"),
        (("--port", "0"), {}, "ANTREAN_PORT"),
        (("--now", "kemarin"), {}, "ANTREAN_PRACTICE_START"),
        ((), {"ANTREAN_LANGUAGES": "id,zz"}, "ANTREAN_LANGUAGES"),
    ],
)
def test_what_stops_the_start_is_said_before_anything_is_installed(tmp_path, words, environ, said):
    checkout = tmp_path / "checkout"
    for folder in ("deploy", "shared"):
        shutil.copytree(ROOT / folder, checkout / folder, ignore=shutil.ignore_patterns("vendor"))
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        done = subprocess.run(
            [checkout / "deploy" / "run", "--port", port, *words],
            env={"PATH": os.environ["PATH"], **environ},
            text=True,
            capture_output=True,
            check=False,
            timeout=60,
        )
    assert done.returncode == 1
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert not (checkout / ".venv").exists()
    assert not (checkout / ".data").exists()


def test_a_second_office_in_the_same_folder_is_refused(run):
    run("--demo").read_until(_READY)
    second = run("--demo")
    second.read_until("sedang berjalan")
    assert second.process.wait(20) == 1


def test_nothing_is_left_running_after_a_stop(run):
    office = run()
    office.read_until(_READY)
    children = office.descendants()
    assert len(children) >= 3  # two processes, and the worker of one
    office.process.terminate()
    assert office.process.wait(20) == 0
    assert [pid for pid in children if Path(f"/proc/{pid}").exists()] == []


def test_a_web_process_that_was_killed_comes_back_and_it_is_said(run):
    office = run()
    office.read_until(_READY)
    web = _child(office, "deploy.serve")
    os.kill(web, signal.SIGKILL)
    office.read_until("SIGKILL")
    end = time.monotonic() + 30
    while _child(office, "deploy.serve") in (None, web) or not _answers(office):
        assert time.monotonic() < end
        time.sleep(0.1)


def _answers(office: Run) -> bool:
    try:
        return bool(office.get("/healthz"))
    except OSError:
        return False


def _child(office: Run, word: str) -> int | None:
    """The process right below the keeper that was started with this word."""
    for pid in office.descendants():
        try:
            words = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
        except FileNotFoundError:
            continue
        if word.encode() in words:
            return pid
    return None
