"""What the board and the seats are shown of a running day."""

from datetime import timedelta

import pytest

from shared import clock
from shared.rules import queue
from shared.rules.admin import calendar
from shared.rules.common.actor import Actor
from shared.rules.hours import opening
from shared.rules.paper import slips
from shared.rules.queue import board, floor, slip
from tests.office import Later, take


def test_the_board_counts_how_often_a_person_was_called(sari: Actor) -> None:
    take()
    queue.call_next(1, sari)
    queue.recall(1, sari)
    queue.recall(1, sari)
    told = [(call.number, call.repeat) for call in board.calls(clock.now())]
    assert told == [("A-001", 3), ("A-001", 2), ("A-001", 1)]


def test_the_board_forgets_a_call_that_was_undone(sari: Actor) -> None:
    take()
    queue.call_next(1, sari)
    queue.undo(1, sari)
    assert board.calls(clock.now()) == []


def test_the_board_shows_eight_calls_of_the_last_ten_minutes(sari: Actor, later: Later) -> None:
    for _ in range(10):
        take(priority="LANSIA")
        queue.call_next(1, sari)
        queue.serve(1, sari)
    calls = board.calls(clock.now())
    assert [call.number for call in calls] == [f"U-{n:03}" for n in range(10, 2, -1)]
    assert all(call.priority for call in calls)
    later(minutes=10, seconds=1)
    assert board.calls(clock.now()) == []


def test_the_board_shows_who_is_at_which_counter(sari: Actor, tono: Actor) -> None:
    take(), take("INFO")
    queue.call_next(1, sari)
    queue.call_next(2, tono)
    queue.serve(2, tono)
    seen = {
        one.id: (one.number, one.serving)
        for one in board.counters(clock.service_day(), opening.at(clock.now()))
    }
    assert (seen[1], seen[2]) == (("A-001", False), ("M-001", True))


def test_a_missed_number_leaves_the_board_after_half_an_hour(sari: Actor, later: Later) -> None:
    take()
    queue.call_next(1, sari)
    queue.skip(1, sari)
    assert board.missed(clock.now()) == ["A-001"]
    later(minutes=31)
    assert board.missed(clock.now()) == []


def test_the_board_counts_who_waits_for_each_service(sari: Actor) -> None:
    take(), take(), take("AMBIL")
    queue.call_next(1, sari)
    waiting = {line.service: line.waiting for line in board.lines(clock.service_day())}
    assert waiting == {"KK": 1, "AMBIL": 1, "INFO": 0}


def test_the_seats_see_todays_figures(sari: Actor, later: Later) -> None:
    take(), take(), take()
    later(minutes=4)
    queue.call_next(1, sari)
    queue.serve(1, sari)
    later(minutes=6)
    queue.finish(1, sari)
    queue.call_next(1, sari)
    queue.skip(1, sari)
    assert floor.figures() == floor.DayFigures(
        taken=3, waiting=1, served=1, missed=1, median_wait=7, median_service=6
    )


def test_the_seats_see_people_in_the_order_of_their_calls(sari: Actor, later: Later) -> None:
    take(), take(), take(priority="HAMIL")
    later(minutes=5)
    picture = floor.picture()
    assert [one.number for one in picture.waiting] == ["U-001", "A-001", "A-002"]
    assert {one.minutes for one in picture.waiting} == {5}
    queue.call_next(1, sari)
    queue.hold(1, sari)
    picture = floor.picture()
    assert [one.number for one in picture.away] == ["U-001"]


@pytest.mark.usefixtures("office")
def test_the_seats_are_asked_about_a_slip_until_it_is_copied() -> None:
    ticket = take()
    job = slips.claim_next("station-1", "ticket")
    assert job is not None
    slips.store_bytes(job, b"slip")
    slips.mark_sending(job)
    assert floor.picture().slips_waiting == 1
    slips.mark_uncertain(job, "kertas habis")
    (question,) = floor.picture().questions
    assert (question.number, question.state) == (ticket.number, "uncertain")
    slip.reprint(ticket.id)
    assert floor.picture().questions == []


@pytest.mark.usefixtures("office")
def test_a_closed_day_is_known_from_the_whole_calendar() -> None:
    today = clock.service_day()
    assert opening.at(clock.now()).open
    for day in (today, today + timedelta(days=1)):
        calendar.put_day(day, "TUTUP_KANTOR", "Pindah gedung")
    now = opening.at(clock.now())
    assert (now.open, now.code, now.name) == (False, "holiday", "Pindah gedung")
    assert now.opens_at is not None
    assert clock.service_day(now.opens_at) == today + timedelta(days=2)
