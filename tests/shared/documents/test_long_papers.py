"""Papers that take long: asked for once, followed, stopped, and what a crash leaves behind."""

import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from shared.documents import maker
from shared.errors import NotFound, Refused
from shared.records import LongPaper
from shared.rules.common.office import Here
from shared.rules.complaints.papers import EmptySheet
from shared.rules.paper import long_papers, slips
from shared.rules.paper.said import OwnPaper
from shared.web import application_papers
from shared.web import long_papers as drawer
from tests.kk import COUNTER, KASI, close_month, handed, register
from tests.office import Later

# A child that says how far it is for as long as a file stands in the way, then ends `so`.
CHILD = """
import os, sys, time
from shared.documents import frames
asks, answers = sys.stdin.buffer, sys.stdout.buffer
while True:
    frames.read(asks)
    frames.write(answers, b"P", b"[1, 9]")
    for _ in range(600):
        if not os.path.exists({gate!r}):
            break
        time.sleep(0.05)
        frames.write(answers, b"P", b"[2, 9]")
    {so}
"""
WELL = "frames.write(answers, b'D', b'%PDF-1.7 done')"
BADLY = "os._exit(1)"

Ending = Callable[[str], None]


@pytest.fixture
def gate(tmp_path: Path) -> Path:
    """While this file is there, nothing gets finished."""
    path = tmp_path / "gate"
    path.touch()
    return path


@pytest.fixture
def slow(office: Here, gate: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Ending]:
    """A child in the place of the real one, and how its work ends."""
    maker.close()

    def use(so: str) -> None:
        code = CHILD.format(gate=str(gate), so=so)
        monkeypatch.setattr(maker, "_COMMAND", (sys.executable, "-c", code))

    use(WELL)
    yield use
    gate.unlink(missing_ok=True)
    until(lambda: not drawer._drawing.locked() and drawer._orders.empty())
    maker.close()


def until(seen: Callable[[], bool]) -> None:
    for _ in range(1200):
        if seen():
            return
        time.sleep(0.05)
    raise AssertionError("it never came to that")


def ask(subject: str = "2026-11", what: str = "x") -> LongPaper:
    said = EmptySheet(topics=[what])
    return drawer.ask(OwnPaper("register", said), subject, COUNTER)


def state(row: LongPaper) -> str:
    return str(long_papers.find(row.id).state)


def reach(row: LongPaper, wanted: str) -> LongPaper:
    until(lambda: state(row) == wanted)
    return long_papers.find(row.id)


def test_a_month_of_the_register_is_drawn_and_kept(office: Here) -> None:
    register()
    row = reach(application_papers.ask_register_month(2026, 11, COUNTER), long_papers.DONE)
    assert long_papers.file_of(row).read_bytes().startswith(b"%PDF-")
    assert (row.done, row.total) == (1, 1)
    assert long_papers.file_of(row).stat().st_mode & 0o077 == 0


def test_two_who_ask_for_the_same_closed_month_get_the_same_file(
    office: Here, later: Later
) -> None:
    handed()
    later(days=10)
    close_month(2026, 11)
    first = reach(application_papers.ask_register_month(2026, 11, COUNTER), long_papers.DONE)
    later(hours=5)
    second = application_papers.ask_register_month(2026, 11, KASI)
    assert second.id == first.id
    assert LongPaper.select().count() == 1


def test_an_open_month_that_changed_is_another_paper(office: Here) -> None:
    register()
    first = reach(application_papers.ask_register_month(2026, 11, COUNTER), long_papers.DONE)
    register(nik="3508170504900002")
    second = application_papers.ask_register_month(2026, 11, COUNTER)
    assert second.id != first.id
    assert long_papers.file_of(reach(second, long_papers.DONE)) != long_papers.file_of(first)


def test_who_asks_while_it_is_drawn_follows_the_same_one(slow: Ending, gate: Path) -> None:
    row = ask()
    reach(row, long_papers.DRAWING)
    assert ask().id == row.id
    gate.unlink()
    reach(row, long_papers.DONE)
    assert ask().id == row.id


def test_how_far_it_is_can_be_seen(slow: Ending, gate: Path) -> None:
    row = ask()
    until(lambda: long_papers.find(row.id).done == 2)
    assert (state(row), long_papers.find(row.id).total) == (long_papers.DRAWING, 9)


def test_a_cancelled_paper_stops_its_child_and_the_next_one_comes(slow: Ending, gate: Path) -> None:
    first, second = ask(), ask("2026-12")
    reach(first, long_papers.DRAWING)
    until(lambda: maker._long.child is not None)
    child = maker._long.child
    long_papers.cancel(first.id)
    reach(second, long_papers.DRAWING)
    assert child is not None
    assert child.wait(10) != 0
    gate.unlink()
    reach(second, long_papers.DONE)
    assert state(first) == long_papers.CANCELLED


def test_one_that_waits_can_be_cancelled_and_is_never_drawn(slow: Ending, gate: Path) -> None:
    first, second = ask(), ask("2026-12")
    reach(first, long_papers.DRAWING)
    assert state(second) == long_papers.WAITING
    assert long_papers.cancel(second.id).state == long_papers.CANCELLED
    gate.unlink()
    reach(first, long_papers.DONE)
    until(drawer._orders.empty)
    assert state(second) == long_papers.CANCELLED


def test_what_is_done_is_not_cancelled(slow: Ending, gate: Path) -> None:
    gate.unlink()
    row = reach(ask(), long_papers.DONE)
    with pytest.raises(Refused, match="tidak sedang dibuat"):
        long_papers.cancel(row.id)
    assert state(row) == long_papers.DONE


def test_a_child_that_dies_is_said_and_it_can_be_asked_for_again(slow: Ending, gate: Path) -> None:
    slow(BADLY)
    gate.unlink()
    row = reach(ask(), long_papers.FAILED)
    with pytest.raises(Refused, match="belum selesai"):
        long_papers.file_of(row)
    slow(WELL)
    again = ask()
    assert again.id != row.id
    reach(again, long_papers.DONE)


def test_after_a_restart_it_is_shown_as_interrupted_and_asked_for_again(office: Here) -> None:
    waiting, _ = long_papers.ask("register", "2026-10", "a", COUNTER)
    drawing, _ = long_papers.ask("register", "2026-11", "b", COUNTER)
    long_papers.begin(drawing.id)
    assert long_papers.interrupt() == 2
    assert {state(waiting), state(drawing)} == {long_papers.INTERRUPTED}
    again, is_new = long_papers.ask("register", "2026-11", "b", COUNTER)
    assert is_new
    assert again.id != drawing.id
    # What still runs somewhere does not wake it up again.
    with pytest.raises(long_papers.Stopped):
        long_papers.advance(drawing.id, 3, 9)


def test_a_file_that_was_deleted_is_drawn_anew(slow: Ending, gate: Path) -> None:
    gate.unlink()
    row = reach(ask(), long_papers.DONE)
    long_papers.file_of(row).unlink()
    with pytest.raises(NotFound, match="dihapus"):
        long_papers.file_of(row)
    assert ask().id != row.id


def test_old_wishes_are_forgotten(office: Here, later: Later) -> None:
    row, _ = long_papers.ask("register", "2026-11", "b", COUNTER)
    long_papers.cancel(row.id)
    assert long_papers.purge() == 0
    later(seconds=slips.KEPT_SECONDS + 60)
    assert long_papers.purge() == 1
    with pytest.raises(NotFound):
        long_papers.find(row.id)
