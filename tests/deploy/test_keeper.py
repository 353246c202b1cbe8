"""The keeper keeps its children alive, stops them all, and leaves none behind."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from deploy import keeper as keeping
from deploy import told

_KEEPER = """
import os, sys
from deploy import keeper
folder = sys.argv[1]
child = "import os, sys, time; open(f'{sys.argv[1]}/{os.getpid()}', 'w').close(); time.sleep(60)"
children = [keeper.Child(n, (sys.executable, "-c", child, folder)) for n in ("satu", "dua")]
keeper.keep(children, os.environ, lambda text: print(text, flush=True))
print("stopped", flush=True)
"""


def _wait_for(what, seconds=20):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        found = what()
        if found:
            return found
        time.sleep(0.02)
    raise AssertionError("it did not happen")


def _pids(folder: Path) -> list[int]:
    return sorted(int(path.name) for path in folder.iterdir())


def _is_gone(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except (FileNotFoundError, ProcessLookupError):
        return True


@pytest.fixture
def keeper(tmp_path):
    """A running keeper of two children; each leaves a file named by its pid in `tmp_path`."""
    process = subprocess.Popen(
        [sys.executable, "-c", _KEEPER, str(tmp_path)], stdout=subprocess.PIPE, text=True
    )
    try:
        _wait_for(lambda: len(_pids(tmp_path)) == 2)
        yield process
    finally:
        process.kill()
        process.wait()
        process.stdout.close()
        for pid in _pids(tmp_path):
            if not _is_gone(pid):
                os.kill(pid, signal.SIGKILL)


def test_a_crashed_child_is_started_again_and_it_is_said(keeper, tmp_path):
    os.kill(_pids(tmp_path)[0], signal.SIGKILL)
    _wait_for(lambda: len(_pids(tmp_path)) == 3)
    assert "SIGKILL" in keeper.stdout.readline()


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_stop_signal_ends_every_child(keeper, tmp_path, stop):
    keeper.send_signal(stop)
    assert keeper.wait(20) == 0
    assert all(_is_gone(pid) for pid in _pids(tmp_path))
    assert keeper.stdout.read() == "stopped\n"


def test_children_die_with_a_keeper_that_was_killed(keeper, tmp_path):
    children = _pids(tmp_path)
    assert children
    assert not any(map(_is_gone, children))
    keeper.kill()
    keeper.wait(20)
    assert _wait_for(lambda: all(map(_is_gone, children)))


def test_a_child_that_says_at_once_that_no_restart_helps_stops_the_start():
    script = f"""
import os, sys
from deploy import keeper, told
wrong = keeper.Child("salah", (sys.executable, "-c", f"import sys; sys.exit({told.HOPELESS})"))
other = keeper.Child("lain", (sys.executable, "-c", "import time; time.sleep(60)"))
assert not keeper.keep([other, wrong], os.environ, print)
"""
    done = subprocess.run(
        [sys.executable, "-c", script], text=True, capture_output=True, timeout=30
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout == ""


def test_one_that_has_lived_is_started_again_whatever_it_says(monkeypatch):
    monkeypatch.setattr(keeping, "_STEADY_SECONDS", -1)
    child = keeping.Child("web", (sys.executable, "-c", f"import sys; sys.exit({told.HOPELESS})"))
    said: list[str] = []
    keeping._look_after(child, os.environ, said.append)
    _wait_for(lambda: keeping._look_after(child, os.environ, said.append) or said)
    assert "dijalankan lagi" in said[0]
    assert not child.hopeless


def test_a_child_lives_for_its_wish_ends_with_it_and_another_begins_for_another():
    wish: list[str | None] = [None]
    sleeper = (sys.executable, "-c", "import time; time.sleep(60)")
    child = keeping.Child("latihan", sleeper, wish=lambda: wish[-1])
    said: list[str] = []

    def look() -> None:
        keeping._look_after(child, os.environ, said.append)

    look()
    assert child.process is None
    wish.append("satu")
    look()
    first = child.process
    assert first
    look()
    assert child.process is first
    wish.append("dua")
    _wait_for(lambda: look() or child.process not in (None, first))
    wish.append(None)
    _wait_for(lambda: look() or child.process is None)
    look()
    assert child.process is None
    assert said == []


def _ignores(pid: int, which: signal.Signals) -> bool:
    told = Path(f"/proc/{pid}/status").read_text().partition("SigIgn:")[2].split()[0]
    return bool(int(told, 16) >> (which - 1) & 1)


def test_one_that_does_not_end_when_asked_is_made_to(monkeypatch):
    monkeypatch.setattr(keeping, "_LONGEST_END_SECONDS", 0.2)
    wish: list[str | None] = ["satu"]
    deaf = (
        "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print(1, flush=True)"
    )
    child = keeping.Child(
        "latihan", (sys.executable, "-c", f"{deaf}; time.sleep(60)"), wish=lambda: wish[-1]
    )
    keeping._look_after(child, os.environ, print)
    assert child.process
    pid = child.process.pid
    _wait_for(lambda: _ignores(pid, signal.SIGTERM))
    wish.append(None)
    _wait_for(lambda: keeping._look_after(child, os.environ, print) or child.process is None)
    assert _is_gone(pid)
