"""`./deploy/run` as a person uses it: start, addresses, crash, stop."""

import os
import select
import signal
import socket
import subprocess
import time
import urllib.request
from pathlib import Path

import pytest

_ROOT = Path(__file__).resolve().parents[2]
_READY = "Ctrl-C menghentikan semuanya."


class Run:
    """A started `./deploy/run`, its output line by line."""

    def __init__(self, *words: str) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        environ = {k: v for k, v in os.environ.items() if not k.startswith("ANTREAN_")}
        self.process = subprocess.Popen(
            [str(_ROOT / "deploy" / "run"), "--port", str(self.port), *words],
            env=environ,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        self.text = ""

    def read_until(self, wanted: str, seconds: float = 60) -> str:
        """All that was said until `wanted` stands in it."""
        end = time.monotonic() + seconds
        out = self.process.stdout.fileno()
        while wanted not in self.text:
            assert time.monotonic() < end, f"never said {wanted!r}:\n{self.text}"
            if select.select([out], [], [], 0.2)[0]:
                more = os.read(out, 65536).decode()
                assert more, f"it ended before {wanted!r}:\n{self.text}"
                self.text += more
        return self.text

    def get(self, path: str) -> bytes:
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=10) as reply:
            return reply.read()

    def descendants(self) -> list[int]:
        """Every process below this one."""
        parents = {}
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                fields = (folder / "stat").read_text().rpartition(")")[2].split()
            except (FileNotFoundError, ProcessLookupError):
                continue
            parents[int(folder.name)] = int(fields[1])
        found = [self.process.pid]
        for pid in found:
            found += [child for child, parent in parents.items() if parent == pid]
        return found[1:]


@pytest.fixture
def run(tmp_path):
    """Start `./deploy/run` on a data folder of the test; all is stopped afterwards."""
    started = []

    def start(*words: str) -> Run:
        started.append(Run("--data", str(tmp_path / "data"), *words))
        return started[-1]

    yield start
    for one in started:
        one.process.terminate()
        try:
            one.process.wait(20)
        finally:
            one.process.kill()
            one.process.wait()
            one.process.stdout.close()


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


def test_a_second_office_in_the_same_folder_is_refused(run):
    run("--demo").read_until(_READY)
    second = run("--demo")
    second.read_until("sedang berjalan")
    assert second.process.wait(20) == 1


def test_nothing_is_left_running_after_a_stop(run):
    office = run("--demo")
    office.read_until(_READY)
    children = office.descendants()
    assert len(children) >= 3  # two processes, and the worker of one
    office.process.terminate()
    assert office.process.wait(20) == 0
    assert [pid for pid in children if Path(f"/proc/{pid}").exists()] == []


def test_a_web_process_that_was_killed_comes_back_and_it_is_said(run):
    office = run("--demo")
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
