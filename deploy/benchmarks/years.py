"""An invented register of years: files of every kind of ending, with clock, papers and prints."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any

from shared import db
from shared.records import (
    Application,
    ApplicationEvent,
    ApplicationItem,
    ClockRun,
    SheetJob,
    YearCounter,
)
from shared.rules.applications import states
from shared.rules.applications.case import KK
from shared.rules.common import identity
from shared.rules.common.office import here
from shared.rules.paper import sheets

A_DAY = 34  # files a day: 60,000 in five years
LAST_DAY = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)  # the morning of the bench
# A month of one page, and one of a page without a row.
SHORT, EMPTY = (2021, 12), (2021, 11)
_SHORT_DAY, _SHORT_FILES = datetime(2021, 12, 20, 2, 0, tzinfo=UTC), 7
_FILES_AT_ONCE = 1000
_OPEN_DAYS = 2
_PAPERS = 5
_OPEN = (
    states.RECEIVED,
    states.CHECKING,
    states.RETURNED,
    states.COMPLETE,
    states.PROCESSING,
    states.AWAITING,
    states.PRINTED,
    states.READY,
    states.HANDED,
)
_STEPS = ("register", "complete", "begin", "hand")
_BEFORE_CLOCK = (states.RECEIVED, states.CHECKING)

Row = dict[str, Any]


def fill(count: int) -> None:
    """So many files up to this morning; of the last days most are open, of the others a few."""
    numbers: dict[int, int] = {}
    files = _files(count, numbers)
    while some := list(islice(files, _FILES_AT_ONCE)):
        db.add_many(Application, some)
        db.add_many(ClockRun, (_run(file) for file in some if file["complete_at"]))
        db.add_many(ApplicationEvent, (event for file in some for event in _events(file)))
        db.add_many(ApplicationItem, (paper for file in some for paper in _papers(file)))
        db.add_many(SheetJob, (_print(file) for file in some if file["printed_at"]))
    for year, number in numbers.items():
        YearCounter.create(office=here().id, book="register", year=year, last=number)


def _files(count: int, numbers: dict[int, int]) -> Iterator[Row]:
    first = LAST_DAY - timedelta(days=(count - 1) // A_DAY)
    for place in range(_SHORT_FILES):
        yield _file(place + 1, _SHORT_DAY + timedelta(minutes=place), states.HANDED, numbers)
    for place in range(count):
        moment = first + timedelta(days=place // A_DAY, minutes=place % A_DAY)
        id_ = _SHORT_FILES + place + 1
        yield _file(id_, moment, _state(place, moment), numbers)


def _state(place: int, moment: datetime) -> str:
    """How this file stands: old ones ended, but some whose citizen never came back."""
    if LAST_DAY - moment < timedelta(days=_OPEN_DAYS):
        return _OPEN[place % len(_OPEN)]
    for every, state in ((100, states.RETURNED), (80, states.REFERRED), (120, states.CANCELLED)):
        if place % every == 0:
            return state
    return states.READY if place % 150 == 0 else states.HANDED


def _file(id_: int, moment: datetime, state: str, numbers: dict[int, int]) -> Row:
    numbers[moment.year] = numbers.get(moment.year, 0) + 1
    nik = f"35081701019{id_ % 100000:05d}"
    after = (states.PRINTED, states.READY, states.HANDED)
    return {
        "id": id_,
        "office": here().id,
        "year": moment.year,
        "number": numbers[moment.year],
        "touch": f"ukur-{id_}",
        "state": state,
        "kinds": ["UBAH_LAHIR"],
        "elements": [],
        "applicant": f"Warga Contoh {id_}",
        "nik": nik,
        "nik_print": identity.fingerprint(nik),
        "submitted_by": "self",
        "head_of_family": f"Kepala Contoh {id_}",
        "rt": "001",
        "rw": "002",
        "village": "Contoh",
        "standard": "bench",
        "code_hash": "-",
        "received_at": moment,
        "complete_at": None if state in _BEFORE_CLOCK else moment + timedelta(minutes=20),
        "printed_at": moment + timedelta(hours=2) if state in after else None,
        "ready_at": moment + timedelta(hours=3) if state in after[1:] else None,
        "handed_at": moment + timedelta(hours=4) if state == states.HANDED else None,
    }


def _run(file: Row) -> Row:
    """Its clock; one in forty was late, and of the late ones a few nobody explained."""
    began, late = file["complete_at"], file["id"] % 40 == 0
    stops = file["state"] not in states.CLOCK_RUNS
    return {
        "office": here().id,
        "application_id": file["id"],
        "decided_at": began,
        "started_at": began,
        "due_at": began + timedelta(days=1),
        "stopped_at": began + timedelta(hours=30 if late else 3) if stops else None,
        "stopped_for": "ready" if stops else None,
        "late_reason": "GANGGUAN_SIAK" if late and file["id"] % 4000 else None,
    }


def _events(file: Row) -> Iterator[Row]:
    steps = (*_STEPS[:1], "return") if file["state"] == states.RETURNED else _STEPS
    for step, what in enumerate(steps):
        yield {
            "office": here().id,
            "application_id": file["id"],
            "what": what,
            "at": file["received_at"] + timedelta(hours=step),
            "before": None,
            "after": file["state"],
            "who": "ukur",
            "role": "operator",
        }


def _papers(file: Row) -> Iterator[Row]:
    for place in range(_PAPERS):
        yield {
            "office": here().id,
            "application_id": file["id"],
            "item": f"SURAT_{place}",
            "wording": "Surat keterangan yang diminta untuk permohonan ini",
            "need": "W",
            "groups": [],
            "bring": "original",
            "where": "Desa",
            "clause": "2.2",
            "basis": "-",
            "applies": True,
            "seen": file["state"] != states.RECEIVED,
            "form": "original",
            "by": "ukur",
            "at": file["received_at"],
        }


def _print(file: Row) -> Row:
    return {
        "office": here().id,
        "token": f"SPD-{file['id']:010d}",
        "touch": f"cetak-{file['id']}",
        "kind": KK,
        "priority": sheets.KINDS[KK].priority,
        "application_id": file["id"],
        "file": "-",
        "sha256": "-",
        "pages": 1,
        "printer": sheets.DEFAULT_PRINTER,
        "state": sheets.PRINTED,
        "evidence": "printer",
        "sheets_used": 1,
        "by": "ukur",
        "created_at": file["printed_at"],
        "changed_at": file["printed_at"],
    }
