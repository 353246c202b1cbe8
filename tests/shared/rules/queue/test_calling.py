"""Calling, serving, missing, coming back."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from shared import clock, config, db
from shared.errors import Invalid, NotAllowed, NotFound, Refused
from shared.rules import queue
from shared.rules.admin import people as hiring
from shared.rules.common import staff
from shared.rules.common.actor import Actor
from shared.rules.queue import board
from shared.rules.queue.moves import UNDO_SECONDS
from tests.office import Later, opened, seated, take


def test_people_are_called_in_the_order_they_came(sari: Actor) -> None:
    take("KK"), take("AMBIL"), take("KK")
    called = []
    for _ in range(3):
        called.append(queue.call_next(1, sari).number)
        queue.finish(1, sari)
    assert called == ["A-001", "K-001", "A-002"]


def test_a_counter_calls_only_its_own_services(sari: Actor) -> None:
    take("INFO")
    with pytest.raises(queue.NobodyWaiting):
        queue.call_next(1, sari)


def test_priority_is_called_first(sari: Actor) -> None:
    take()
    take(priority="HAMIL")
    assert queue.call_next(1, sari).number == "U-001"


def test_after_two_priority_calls_one_who_waited_long_has_a_turn(sari: Actor, later: Later) -> None:
    take()
    for _ in range(4):
        take(priority="LANSIA")
    later(minutes=16)
    called = []
    for _ in range(5):
        called.append(queue.call_next(1, sari).number)
        queue.finish(1, sari)
    assert called == ["U-001", "U-002", "A-001", "U-003", "U-004"]


def test_two_priority_calls_do_not_matter_while_nobody_waited_long(sari: Actor) -> None:
    take()
    for _ in range(3):
        take(priority="LANSIA")
    called = []
    for _ in range(4):
        called.append(queue.call_next(1, sari).number)
        queue.finish(1, sari)
    assert called == ["U-001", "U-002", "U-003", "A-001"]


def test_calling_the_next_finishes_the_one_being_served(sari: Actor) -> None:
    first, _ = take(), take()
    queue.call_next(1, sari)
    queue.serve(1, sari)
    assert queue.call_next(1, sari).number == "A-002"
    assert queue.by_token(first.token).state == "done"


def test_calling_the_next_is_refused_while_the_last_one_called_has_not_come(sari: Actor) -> None:
    take(), take()
    queue.call_next(1, sari)
    with pytest.raises(Refused) as refusal:
        queue.call_next(1, sari)
    assert refusal.value.code == "unanswered"


def test_the_call_after_the_third_makes_the_number_missed(sari: Actor) -> None:
    take()
    queue.call_next(1, sari)
    assert [queue.recall(1, sari).calls for _ in range(2)] == [2, 3]
    assert queue.recall(1, sari).state == "missed"
    assert board.missed(clock.now()) == ["A-001"]


def test_somebody_who_comes_late_is_called_after_five_others(sari: Actor) -> None:
    for _ in range(8):
        take()
    queue.call_next(1, sari)
    queue.skip(1, sari)
    back = queue.bring_back("A-001", sari)
    assert back.ahead == 5
    order = []
    for _ in range(8):
        order.append(queue.call_next(1, sari).number)
        queue.finish(1, sari)
    assert order.index("A-001") == 5


def test_two_late_people_keep_their_own_order(sari: Actor) -> None:
    for _ in range(9):
        take()
    for _ in range(2):
        queue.call_next(1, sari)
        queue.skip(1, sari)
    assert queue.bring_back("a2", sari).ahead == 5
    assert queue.bring_back("a1", sari).ahead == 6


def test_somebody_late_in_an_empty_room_is_next(sari: Actor) -> None:
    take()
    queue.call_next(1, sari)
    queue.skip(1, sari)
    assert queue.bring_back("A-001", sari).ahead == 0
    assert queue.call_next(1, sari).number == "A-001"


@pytest.mark.parametrize("leave", [queue.hold, queue.papers])
def test_who_fetches_papers_or_is_on_hold_keeps_the_place(sari: Actor, leave) -> None:
    take(), take(), take()
    queue.call_next(1, sari)
    leave(1, sari)
    queue.bring_back("A-001", sari)
    assert queue.call_next(1, sari).number == "A-001"


def test_a_transfer_keeps_the_place_by_arrival(sari: Actor, tono: Actor) -> None:
    take("KK"), take("INFO")
    queue.call_next(1, sari)
    queue.transfer(1, sari, service="INFO")
    assert queue.call_next(2, tono).number == "A-001"


def test_a_transfer_to_one_counter_is_called_only_there(sari: Actor, tono: Actor) -> None:
    take("KK")
    queue.call_next(1, sari)
    moved = queue.transfer(1, sari, to_counter=2)
    assert moved.service == "INFO"
    with pytest.raises(queue.NobodyWaiting):
        queue.call_next(1, sari)
    assert queue.call_next(2, tono).number == "A-001"


def test_a_chosen_number_may_be_called_as_people_write_it(sari: Actor) -> None:
    take(), take(), take()
    assert queue.call_number(1, " a3", sari).number == "A-003"


@pytest.mark.parametrize("text", ["", "12", "AA1", "A-٣", "A-1234567", "'; DROP"])
def test_a_number_that_is_none_gets_one_clear_sentence(sari: Actor, text: str) -> None:
    with pytest.raises(Invalid, match="A-012"):
        queue.call_number(1, text, sari)


def test_a_number_of_nobody_is_not_found(sari: Actor) -> None:
    with pytest.raises(NotFound):
        queue.call_number(1, "A-099", sari)


def test_a_cancelled_number_needs_a_reason_and_is_gone(sari: Actor) -> None:
    take()
    with pytest.raises(Invalid):
        queue.cancel("A-001", "   ", sari)
    assert queue.cancel("A-001", "pulang", sari).reason == "pulang"
    with pytest.raises(queue.NobodyWaiting):
        queue.call_next(1, sari)


def test_somebody_elses_ticket_cannot_be_cancelled(sari: Actor, tono: Actor) -> None:
    take()
    queue.call_next(1, sari)
    with pytest.raises(Refused, match="loket lain"):
        queue.cancel("A-001", "coba-coba", tono, counter=2)


class TestUndo:
    """Ten seconds to take a press back."""

    @pytest.mark.parametrize("press", [queue.skip, queue.finish, queue.hold, queue.papers])
    def test_the_last_press_is_taken_back(self, sari: Actor, press) -> None:
        take()
        before = queue.call_next(1, sari)
        press(1, sari)
        after = queue.undo(1, sari)
        assert (after.state, after.calls, after.counter) == (before.state, before.calls, 1)
        assert queue.seat(1).ticket_id == before.id

    def test_a_call_is_taken_back_and_vanishes_from_the_board(self, sari: Actor) -> None:
        take()
        queue.call_next(1, sari)
        assert queue.undo(1, sari).state == "waiting"
        assert board.calls(clock.now()) == []

    def test_it_is_too_late_after_ten_seconds(self, sari: Actor, later: Later) -> None:
        take()
        queue.call_next(1, sari)
        later(seconds=UNDO_SECONDS + 1)
        with pytest.raises(Refused) as refusal:
            queue.undo(1, sari)
        assert refusal.value.code == "too-late"

    def test_what_another_counter_changed_meanwhile_stays(self, sari: Actor, tono: Actor) -> None:
        take()
        queue.call_next(1, sari)
        queue.transfer(1, sari, service="INFO")
        queue.call_next(2, tono)
        with pytest.raises(Refused):
            queue.undo(1, sari)

    def test_two_presses_are_taken_back_one_after_the_other(self, sari: Actor) -> None:
        take(), take()
        queue.call_next(1, sari)
        queue.serve(1, sari)
        queue.call_next(1, sari)
        assert queue.undo(1, sari).number == "A-002"
        assert queue.undo(1, sari).state == "serving"


class TestSeats:
    """Who may work where."""

    def test_nobody_works_at_somebody_elses_counter(self, sari: Actor, tono: Actor) -> None:
        take()
        with pytest.raises(NotAllowed):
            queue.call_next(1, tono)

    def test_a_taken_counter_is_refused_unless_taken_over(self, sari: Actor) -> None:
        budi = hiring.add("budi", "Budi Misal", [staff.COUNTER], "rahasia-lain").acting("x")
        with pytest.raises(Refused):
            queue.sit(1, budi)
        assert queue.sit(1, budi, take_over=True).staff_id == budi.staff_id

    def test_a_break_needs_an_empty_counter_and_stops_calls(self, sari: Actor) -> None:
        take()
        queue.call_next(1, sari)
        with pytest.raises(Refused):
            queue.pause(1, sari, on=True)
        queue.finish(1, sari)
        queue.pause(1, sari, on=True)
        take()
        with pytest.raises(Refused) as refusal:
            queue.call_next(1, sari)
        assert refusal.value.code == "on-break"
        queue.pause(1, sari, on=False)
        assert queue.call_next(1, sari).number == "A-002"

    def test_yesterdays_seat_is_closed_this_morning(self, sari: Actor, later: Later) -> None:
        later(days=1)
        assert queue.seat(1).state == "closed"


def test_four_counters_calling_at_once_never_call_the_same_person(tmp_path: Path) -> None:
    practice = Path(config.__file__).parent / "standard" / "offices" / "sumberkerta"
    settings = config.load({}, data=tmp_path / "data", practice=True, standard=practice)
    with opened(replace(settings, voice="off")) as here:
        counters = [c.id for c in here.standard.counters if "KK" in c.services]
        people = {c: seated(c, f"petugas{c}", "Petugas Contoh", staff.COUNTER) for c in counters}
        for _ in range(60):
            take()

        def work(counter: int) -> list[str]:
            called = []
            for _ in range(60 // len(counters)):
                called.append(queue.call_next(counter, people[counter]).number)
                queue.finish(counter, people[counter])
            db.close_database()
            return called

        with ThreadPoolExecutor(len(counters)) as crowd:
            called = [number for each in crowd.map(work, counters) for number in each]
        assert sorted(called) == [f"A-{n:03d}" for n in range(1, 61)]


def test_unclaimed_numbers_are_released_and_yesterdays_closed(tmp_path: Path, settings) -> None:
    with opened(replace(settings, practice=False)) as here:
        sari = seated(1, "sari", "Sari Percobaan", staff.COUNTER)
        later = Later(here.settings.data)
        missed, waiting = take(), take()
        queue.call_next(1, sari)
        queue.skip(1, sari)
        later(minutes=59)
        assert queue.sweep() == 0
        later(minutes=2)
        assert queue.sweep() == 1
        assert queue.by_token(missed.token).state == "released"
        later(days=1)
        assert queue.sweep() == 1
        assert queue.by_token(waiting.token).state == "released"
