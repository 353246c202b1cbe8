"""What the board and the seats are shown of a running day."""

from datetime import datetime, timedelta

import pytest

from shared import clock
from shared.records import Ticket
from shared.rules import queue
from shared.rules.admin import calendar
from shared.rules.common import staff
from shared.rules.common.actor import Actor
from shared.rules.hours import opening
from shared.rules.paper import slips
from shared.rules.queue import board, floor, slip
from tests.complaint_book import entered
from tests.office import MONDAY, Later, counters_that_serve, seated, take


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


def test_of_a_full_room_the_seats_see_the_first_of_each_kind_and_how_many_there_are(
    sari: Actor,
) -> None:
    for _ in range(18):
        take(), take("INFO", priority="HAMIL")
    take("AMBIL")
    picture = floor.picture()
    assert [one.number for one in picture.waiting] == [
        *(f"U-{n:03}" for n in range(1, 16)),
        *(f"A-{n:03}" for n in range(1, 16)),
        "K-001",
    ]
    told = {(one.service, one.people) for one in picture.line}
    assert told == {("KK", 18), ("INFO", 18), ("AMBIL", 1)}
    assert picture.figures.waiting == 37
    queue.call_next(1, sari)
    ordinary = [one.number for one in floor.picture().waiting if not one.priority]
    assert ordinary == [*(f"A-{n:03}" for n in range(2, 17)), "K-001"]


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


def test_the_number_of_a_picture_grows_with_what_is_done_and_not_with_complaints(office):
    before = board.sequence()
    take()
    assert board.sequence() > before
    before = board.sequence()
    entered(topic="UANG")
    entered()
    assert board.sequence() == before
    take()
    assert board.sequence() > before


def stopped(monkeypatch: pytest.MonkeyPatch, **after: float) -> None:
    """The office's clock stands still so long after nine."""
    moment = MONDAY.replace(tzinfo=clock.zone()) + timedelta(**after)
    monkeypatch.setattr(clock, "now", lambda: moment)


def test_six_missed_numbers_are_shown_the_last_first_for_half_an_hour(
    sari: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(8):
        take()
    for n in range(8):
        stopped(monkeypatch, minutes=n)
        queue.call_next(1, sari)
        queue.skip(1, sari)
    newest = [f"A-{n:03}" for n in range(8, 2, -1)]
    assert board.missed(clock.now()) == newest
    began = MONDAY.replace(tzinfo=clock.zone())
    assert board.missed(began + timedelta(minutes=36, seconds=59)) == ["A-008"]
    assert board.missed(began + timedelta(minutes=37)) == []
    queue.bring_back("A-008", sari)
    assert board.missed(clock.now()) == [*newest[1:], "A-002"]


def test_calls_are_shown_for_ten_minutes_with_the_counter_and_the_voice(
    sari: Actor, tono: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    stopped(monkeypatch)
    take("INFO"), take(priority="LANSIA")
    queue.call_next(2, tono)
    stopped(monkeypatch, minutes=1)
    queue.call_next(1, sari)
    queue.recall(1, sari)
    calls = board.calls(clock.now())
    assert [(one.number, one.counter.name, one.repeat, one.priority) for one in calls] == [
        ("U-001", "Loket 1", 2, True),
        ("U-001", "Loket 1", 1, True),
        ("M-001", "Meja Informasi", 1, False),
    ]
    assert [one.brief.split(",")[0] for one in calls] == ["U", "U", "M"]
    assert [one.spoken.startswith("Nomor antrean prioritas") for one in calls] == [
        True,
        True,
        False,
    ]
    began = MONDAY.replace(tzinfo=clock.zone())
    for seconds, left in ((599, 3), (600, 2), (659, 2), (660, 0)):
        assert len(board.calls(began + timedelta(seconds=seconds))) == left
    assert board.calls(began + timedelta(days=1)) == []


def test_why_no_numbers_are_given_is_told_with_the_next_opening() -> None:
    at = MONDAY.replace(hour=8, tzinfo=clock.zone())
    for state in ("open", "break"):
        assert board.why_closed(opening.Opening(state, opens_at=at)) is None
    told = board.why_closed(opening.Opening(opening.CLOSED, opens_at=at))
    assert told is not None
    assert (told.code, told.opens_day, told.opens_at) == (
        "hours",
        "Senin, 23 November 2026",
        "08.00",
    )
    told = board.why_closed(opening.Opening(opening.HOLIDAY, "Natal"))
    assert told is not None
    assert (told.code, told.name, told.opens_day, told.opens_at) == ("holiday", "Natal", None, None)
    now = board.office(opening.Opening(opening.CLOSED, opens_at=at))
    assert (now.state, now.title) == ("closed", "Kantor sedang tutup")


def test_the_seats_are_told_of_each_number_where_it_is_and_since_when(
    sari: Actor, tono: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    stopped(monkeypatch)
    take(), take(), take(), take("INFO")
    stopped(monkeypatch, minutes=4, seconds=59)
    queue.call_next(1, sari)
    queue.skip(1, sari)
    queue.call_next(1, sari)
    stopped(monkeypatch, minutes=6)
    queue.serve(1, sari)
    queue.call_next(2, tono)
    picture = floor.picture()
    assert [(one.number, one.minutes, one.late, one.left) for one in picture.waiting] == [
        ("A-003", 6, False, None)
    ]
    assert [(one.number, one.state, one.late, one.left) for one in picture.away] == [
        ("A-001", "missed", True, "09.04")
    ]
    first, second = (one for one in picture.counters if one.id < 3)
    assert isinstance(first.ticket, floor.TicketHere)
    assert isinstance(second.ticket, floor.TicketHere)
    began = MONDAY.replace(tzinfo=clock.zone())
    moments = [
        datetime.fromisoformat(at) - began
        for at in (first.ticket.called_at or "", first.ticket.serving_at or "")
    ]
    assert moments == [timedelta(minutes=4, seconds=59), timedelta(minutes=6)]
    assert (first.ticket.number, first.next, first.officer) == (
        "A-002",
        "A-003",
        "Sari Percobaan",
    )
    assert (second.ticket.number, second.ticket.serving_at, second.next) == ("M-001", None, None)
    assert (second.ticket.calls, second.officer, second.since) == (1, "Tono Contoh", "09.00")
    queue.bring_back("A-001", sari)
    (late,) = [one for one in floor.picture().waiting if one.number == "A-001"]
    assert (late.late, late.left) == (True, "09.04")


def test_what_a_newcomer_is_told_at_the_desk(sari: Actor, tono: Actor) -> None:
    def told() -> dict[str, tuple[str, str]]:
        return {one.service: (one.ordinary, one.priority) for one in floor.picture().newcomers}

    assert told()["KK"] == ("Bisa langsung", "Bisa langsung")
    take(), take(), take(priority="LANSIA")
    assert told()["KK"][0].startswith("3 di depan, ")
    assert told()["KK"][1].startswith("1 di depan, ")
    assert told()["INFO"] == ("Bisa langsung", "Bisa langsung")
    queue.leave(1, sari)
    assert told()["KK"] == ("3 di depan", "1 di depan")


def test_todays_figures_count_each_end_and_the_middle_of_several(
    sari: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    stopped(monkeypatch)
    assert floor.figures() == floor.DayFigures(0, 0, 0, 0, None, None)
    for _ in range(6):
        take()
    for minutes, length in ((1, 0.5), (10, 1.5), (20, 30)):
        stopped(monkeypatch, minutes=minutes)
        queue.call_next(1, sari)
        queue.serve(1, sari)
        stopped(monkeypatch, minutes=minutes + length)
        queue.finish(1, sari)
    queue.call_next(1, sari)
    queue.skip(1, sari)
    Ticket.update(state="released").where(Ticket.number == 5).execute()
    assert floor.figures() == floor.DayFigures(
        taken=6, waiting=1, served=3, missed=2, median_wait=15, median_service=2
    )
    stopped(monkeypatch, days=1)
    assert floor.figures().taken == 0


def test_an_empty_counter_is_nobodys(sari: Actor, tono: Actor) -> None:
    queue.leave(2, tono)
    told = [(one.officer, one.staff_id, one.ticket, one.undo) for one in floor.picture().counters]
    assert told == [("Sari Percobaan", sari.staff_id, None, None), ("", None, None, None)]
    take(), take("INFO")
    assert [one.next for one in floor.picture().counters] == ["A-001", "M-001"]
    queue.sit(2, tono)
    queue.call_next(1, sari)
    told = [(one.officer, one.undo and one.undo.number) for one in floor.picture().counters]
    assert told == [("Sari Percobaan", "A-001"), ("Tono Contoh", None)]


def test_who_waits_for_one_counter_is_next_at_no_other() -> None:
    with counters_that_serve({1: ("KK",), 2: ("KK",)}):
        by = seated(1, "p1x", "Petugas", staff.COUNTER)
        seated(2, "p2x", "Petugas", staff.COUNTER)
        take(), take(priority="LANSIA")
        queue.call_next(1, by)
        queue.transfer(1, by, to_counter=2)
        assert [one.next for one in floor.picture().counters] == ["A-001", "U-001"]
        queue.call_next(1, by)
        assert [one.next for one in floor.picture().counters] == [None, "U-001"]
