"""No press and no picture gets slower with the years: each goes straight to the day's rows."""

import re
from collections.abc import Callable

import pytest

from shared import clock, db
from shared.records import TicketEvent
from shared.rules import queue
from shared.rules.common.actor import Actor
from shared.rules.paper import slips
from shared.rules.queue import board, floor, moves, standing, touchscreen
from tests.office import Later, take

_GROWS = r"(ticket|ticket_event|event|slip_job|job|slip_event|journal_line)"
_WALKS = re.compile(
    rf"SCAN {_GROWS}\b|SEARCH {_GROWS} USING .*\(office_id=\?( AND (service|counter|what)=\?)*\)$"
)
# The last line of the journal: the end of an index is one step, however long it is.
_ONE_STEP = ("MAX(sequence)", "ORDER BY sequence DESC LIMIT 1")


def _statements(work: Callable[[], object]) -> set[str]:
    heard: set[str] = set()
    connection = db.database.connection()
    connection.set_trace_callback(heard.add)
    try:
        work()
    finally:
        connection.set_trace_callback(None)
    return {sql for sql in heard if re.match(r"SELECT|UPDATE|INSERT", sql)}


def _walks(sql: str) -> list[str]:
    if any(step in sql for step in _ONE_STEP):
        return []
    plan = db.database.connection().execute(f"EXPLAIN QUERY PLAN {sql}").fetchall()
    return [row[3] for row in plan if _WALKS.search(row[3])]


def _call_and_finish(by: Actor) -> None:
    queue.call_next(1, by)
    queue.recall(1, by)
    queue.serve(1, by)
    queue.finish(1, by)


def _print() -> None:
    job = slips.claim_next("station-1", "ticket")
    assert job is not None
    slips.store_bytes(job, b"slip")
    slips.mark_sending(job)
    slips.mark_printed(job, "status")


def _board() -> None:
    moment, day = clock.now(), clock.service_day()
    board.calls(moment), board.counters(day, standing.office(moment))
    board.missed(moment), board.lines(day)


@pytest.mark.parametrize(
    "work",
    [_board, floor.picture, touchscreen.home, take, _print],
    ids=["board", "seats", "touchscreen", "take", "print"],
)
def test_nothing_walks_through_years_of_rows(sari: Actor, work: Callable[[], object]) -> None:
    take(), take(priority="LANSIA"), take("AMBIL")
    _call_and_finish(sari)
    statements = _statements(work)
    assert len(statements) > 3
    assert {sql: walk for sql in statements if (walk := _walks(sql))} == {}


def test_a_call_does_not_walk_through_years_of_rows(sari: Actor) -> None:
    take(), take(priority="LANSIA")
    statements = _statements(lambda: _call_and_finish(sari))
    assert {sql: walk for sql in statements if (walk := _walks(sql))} == {}


def test_how_a_number_stood_before_each_step_is_forgotten_after_two_days(
    sari: Actor, later: Later
) -> None:
    take()
    _call_and_finish(sari)
    later(days=1)
    assert moves.purge() == 0  # just after midnight the last steps may still be undone
    later(days=1)
    queue.sit(1, sari)
    take(), queue.call_next(1, sari)
    assert (moves.purge(), moves.purge()) == (4, 0)
    told = [(row.what, row.before is not None) for row in TicketEvent.select()]
    steps = ["taken", "called", "recalled", "serving", "finished"]
    assert told == [*((what, False) for what in steps), ("taken", False), ("called", True)]
    assert queue.undo(1, sari).number == "A-001"
