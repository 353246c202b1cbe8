"""`kill -9` while several people write in the complaint book: nothing lost, nothing half-filed."""

import os
import random
import signal
import time
from collections import Counter
from pathlib import Path

import pytest

from shared import db
from shared.records import Complaint, ComplaintEvent, JournalLine
from shared.rules.common import chain
from shared.rules.complaints import dues, states
from tests import nursery
from tests.complaint_book import people
from tests.running import Running

pytestmark = [pytest.mark.campaign, pytest.mark.clause("11.5"), pytest.mark.timeout(300)]

KILLS = 12
WRITERS = 3


@pytest.fixture
def office(tmp_path) -> Running:
    running = Running(tmp_path)
    with running.inside():
        people()
    return running


def test_what_the_book_confirmed_is_in_it_whole(office, tmp_path):
    luck, told = random.Random(20261123), tmp_path / "told"
    told.mkdir()
    for life in range(KILLS):
        writers = [
            _begin(office, told / f"{life}-{place}", life * WRITERS + place)
            for place in range(WRITERS)
        ]
        _until_they_write(told, life)
        time.sleep(luck.uniform(0, 0.4))
        for writer in writers:
            os.kill(writer.pid, signal.SIGKILL)
        for writer in writers:
            writer.wait(10)
    with office.inside():
        confirmed = _confirmed(told)
        assert sum(confirmed.values()) > KILLS * WRITERS
        assert _faults(confirmed) == []


def _begin(office: Running, told: Path, seed: int) -> nursery.Born:
    command = [*nursery.MODULE, "tests.journeys.book_worker", str(seed)]
    with told.open("wb") as out:
        return nursery.born(command, office.environ, out)


def _until_they_write(told: Path, life: int) -> None:
    deadline = time.monotonic() + 30
    while not all(path.stat().st_size for path in told.glob(f"{life}-*")):
        assert time.monotonic() < deadline
        time.sleep(0.05)


def _confirmed(told: Path) -> Counter[tuple[str, int]]:
    """How often each act on each complaint was confirmed; a line cut by the kill does not count."""
    found: Counter[tuple[str, int]] = Counter()
    for path in told.iterdir():
        for line in path.read_text().splitlines(keepends=True):
            if line.endswith("\n"):
                what, one = line.split()
                found[what, int(one)] += 1
    return found


def _faults(confirmed: Counter[tuple[str, int]]) -> list[str]:
    return [*_lost(confirmed), *_half_filed(), *_broken()]


def _lost(confirmed: Counter[tuple[str, int]]) -> list[str]:
    kept = Counter((event.what, event.complaint_id) for event in ComplaintEvent.select())
    return [f"lost: {act}" for act, times in confirmed.items() if kept[act] < times]


def _half_filed() -> list[str]:
    wrong = []
    for row in Complaint.select():
        events = list(
            ComplaintEvent.select()
            .where(ComplaintEvent.complaint_id == row.id)
            .order_by(ComplaintEvent.id)
        )
        whats = [event.what for event in events]
        checks = {
            "first event": whats[:1] == ["record"],
            "state": events[-1].after == row.state,
            "answer": (row.answer is not None) == ("answer" in whats),
            "closed": (row.closed_at is not None) == (row.state in states.OVER),
            "deadline": row.next_due_at == dues.next_due(row),
        }
        wrong += [f"{row.number}: {name}" for name, right in checks.items() if not right]
    lines = JournalLine.select().where(JournalLine.what.startswith("complaint.")).count()
    if lines != ComplaintEvent.select().count():
        wrong.append(f"{lines} lines in the journal")
    return wrong


def _broken() -> list[str]:
    numbers = [row.number for row in Complaint.select().order_by(Complaint.number)]
    checks = {
        "numbers": numbers == list(range(1, len(numbers) + 1)),
        "journal": chain.verify().broken_at is None,
        "integrity": db.rows("PRAGMA integrity_check") == [("ok",)],
    }
    return [name for name, right in checks.items() if not right]
