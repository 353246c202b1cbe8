"""The power fails: what was answered or printed is still known when it comes back."""

import os
import random
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from deploy.environment import ROOT
from shared import config, db
from shared.records import DayCounter, JournalLine, SlipJob, Ticket, TicketEvent
from shared.rules.common import chain
from shared.rules.common import office as offices
from shared.rules.paper import slips
from shared.rules.queue.ticket import number_text
from tests.devices import recorded_disk
from tests.devices.recorded_disk import Disk, Record
from tests.journeys.recorded_office import TOLD

pytestmark = pytest.mark.campaign

TICKETS = 150
CUTS = 160
FEWER_CUTS = 40


@dataclass(frozen=True)
class Recording:
    """What an office did to its disk."""

    records: list[Record]

    @property
    def begins(self) -> int:
        """Where the first person was told a number."""
        return next(at for at, record in enumerate(self.records) if record.name == TOLD)

    def faults(self, folder: Path, cuts: int) -> list[list[str]]:
        """What is wrong after each of so many power cuts."""
        luck, disk, done = random.Random(20261123), Disk(), 0
        told: list[str] = []
        found = []
        for cut in sorted(luck.sample(range(self.begins, len(self.records)), cuts)):
            for record in self.records[done:cut]:
                if record.name == TOLD:
                    told.append(record.data.decode())
                else:
                    disk.do(record)
            done = cut
            left = luck.choice(recorded_disk.LEFT)
            data = folder / f"cut-{cut}"
            disk.after_power_cut(data, left, luck)
            # The disk of the test knows no links, by which this one got its name.
            shutil.copy(folder / "data" / "personal.key", data)
            found.append([f"cut {cut}, left {left}: {fault}" for fault in _faults(data, told)])
        return found


@pytest.fixture
def record(tmp_path):
    """Records an office at work."""
    library = recorded_disk.recorder(tmp_path)

    def run(synchronous: str, *, lies: bool = False) -> Recording:
        data, log = tmp_path / "data", tmp_path / "log"
        plain = {name: text for name, text in os.environ.items() if not name.startswith("ANTREAN_")}
        recorded = recorded_disk.environment(library, log, data, lies=lies)
        subprocess.run(
            [
                sys.executable,
                "-m",
                "tests.journeys.recorded_office",
                str(data),
                str(TICKETS),
                synchronous,
            ],
            env=plain | recorded,
            cwd=ROOT,
            check=True,
            timeout=100,
        )
        return Recording(list(recorded_disk.read(log)))

    return run


def test_a_power_cut_loses_no_number_that_was_given_and_no_slip_that_was_sent(record, tmp_path):
    faults = record("full").faults(tmp_path, CUTS)
    assert len(faults) == CUTS
    assert [fault for cut in faults for fault in cut] == []


def test_this_campaign_sees_numbers_get_lost_where_the_database_syncs_less(record, tmp_path):
    faults = record("normal").faults(tmp_path, FEWER_CUTS)
    assert any("lost: " in fault for cut in faults for fault in cut)


def test_this_campaign_sees_what_a_disk_that_lies_about_syncing_does(record, tmp_path):
    faults = record("full", lies=True).faults(tmp_path, FEWER_CUTS)
    assert any("cannot be read: " in fault for cut in faults for fault in cut)


def _faults(data: Path, told: list[str]) -> list[str]:
    settings = config.load({}, data=data, practice=True, voice="off")
    try:
        offices.open_office(settings, checkpoints=True)
        return [*_lost_or_sent_again(told), *_half_done(), *_broken()]
    except Exception as error:
        return [f"cannot be read: {error!r}"]
    finally:
        offices.close_office()


def _lost_or_sent_again(told: list[str]) -> list[str]:
    kept = {f"ticket {number_text(row.letter, row.number)}" for row in Ticket.select()}
    slips.reconcile("station-1")
    would_be_sent = {
        f"slip {job.token}" for job in SlipJob.select().where(SlipJob.state.in_(slips.LIVE))
    }
    known = {f"slip {job.token}" for job in SlipJob.select()}
    return [
        *(f"lost: {each}" for each in told if each not in kept | known),
        *(f"would come out twice: {each}" for each in told if each in would_be_sent),
    ]


def _half_done() -> list[str]:
    """Tickets that lack their slip, their history or their line in the journal."""
    tickets = Ticket.select().count()
    numbers = sorted(row.number for row in Ticket.select())
    counted = {
        "slips": SlipJob.select().count(),
        "events": TicketEvent.select().count(),
        "lines": JournalLine.select().where(JournalLine.what == "ticket.taken").count(),
        "last number": sum(row.last for row in DayCounter.select()),
    }
    wrong = [
        f"{tickets} tickets, {count} {name}" for name, count in counted.items() if count != tickets
    ]
    return wrong + ([] if numbers == list(range(1, tickets + 1)) else [f"numbers {numbers}"])


def _broken() -> list[str]:
    checks = {
        "journal": chain.verify().broken_at,
        "integrity": None if db.rows("PRAGMA integrity_check") == [("ok",)] else "not ok",
        "keys": db.rows("PRAGMA foreign_key_check") or None,
    }
    return [f"{name}: {found}" for name, found in checks.items() if found is not None]
