"""Calling, serving, missing, coming back."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from shared import clock, config, db
from shared.errors import Invalid, NotAllowed, NotFound, Refused
from shared.records import JournalLine, Ticket, TicketEvent
from shared.rules import queue
from shared.rules.admin import people as hiring
from shared.rules.common import staff
from shared.rules.common.actor import Actor
from shared.rules.queue import board, moves
from shared.rules.queue.moves import UNDO_SECONDS
from tests.office import MONDAY, Later, counters_that_serve, having, opened, seated, take


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


def _called(counter: int, by: Actor, times: int) -> list[str]:
    """The numbers of so many calls, each served to the end."""
    numbers = []
    for _ in range(times):
        numbers.append(queue.call_next(counter, by).number)
        queue.finish(counter, by)
    return numbers


def test_the_last_two_calls_count_not_the_first_two_of_the_day(sari: Actor, later: Later) -> None:
    take()
    assert _called(1, sari, 1) == ["A-001"]
    for _ in range(2):
        take(), take()
        for _ in range(5):
            take(priority="LANSIA")
    later(minutes=16)
    priority = [f"U-{n:03}" for n in range(1, 11)]
    assert _called(1, sari, 10) == [
        *priority[:2],
        "A-002",
        *priority[2:4],
        "A-003",
        *priority[4:6],
        "A-004",
        priority[6],
    ]


def test_a_call_that_was_undone_is_none_of_two_in_a_row(sari: Actor, later: Later) -> None:
    take()
    for _ in range(3):
        take(priority="LANSIA")
    later(minutes=16)
    assert queue.call_next(1, sari).number == "U-001"
    queue.undo(1, sari)
    assert _called(1, sari, 3) == ["U-001", "U-002", "A-001"]


def test_calls_of_other_services_are_none_of_two_in_a_row(
    sari: Actor, tono: Actor, later: Later
) -> None:
    for service in ("KK", "INFO"):
        take(service)
        for _ in range(3):
            take(service, priority="LANSIA")
    later(minutes=16)
    assert _called(2, tono, 2) == ["U-004", "U-005"]
    assert _called(1, sari, 3) == ["U-001", "U-002", "A-001"]
    assert _called(2, tono, 1) == ["M-001"]


def test_yesterdays_calls_are_none_of_two_in_a_row(sari: Actor, later: Later) -> None:
    for _ in range(2):
        take(priority="LANSIA")
    _called(1, sari, 2)
    later(days=1)
    queue.sit(1, sari)
    take(), take(priority="LANSIA")
    later(minutes=16)
    assert _called(1, sari, 2) == ["U-001", "A-001"]


@pytest.mark.parametrize(("minutes", "third"), [(14, "U-003"), (15, "A-001"), (16, "A-001")])
def test_only_who_waits_longer_than_a_quarter_of_an_hour_comes_between(
    sari: Actor, later: Later, minutes: int, third: str
) -> None:
    take()
    for _ in range(3):
        take(priority="LANSIA")
    later(minutes=minutes)
    assert _called(1, sari, 3)[2] == third


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


def test_the_call_after_the_third_makes_the_number_missed(sari: Actor, later: Later) -> None:
    take()
    queue.call_next(1, sari)
    assert [queue.recall(1, sari).calls for _ in range(2)] == [2, 3]
    with pytest.raises(Refused, match="A-001 baru saja dipanggil") as refusal:
        queue.recall(1, sari)
    assert refusal.value.code == "too-soon"
    assert queue.by_number("A-001").state == "called"
    later(seconds=10)
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


BEGAN = MONDAY.replace(tzinfo=clock.zone())


def stopped(monkeypatch: pytest.MonkeyPatch, **after: float) -> datetime:
    """The office's clock stands still so long after nine."""
    moment = BEGAN + timedelta(**after)
    monkeypatch.setattr(clock, "now", lambda: moment)
    return moment


@pytest.mark.parametrize(("seconds", "left"), [(0, 10), (0.9, 10), (1, 9), (9.999, 1), (10, 0)])
def test_ten_seconds_of_undo_are_counted_for_each_counter(
    sari: Actor, tono: Actor, monkeypatch: pytest.MonkeyPatch, seconds: float, left: int
) -> None:
    stopped(monkeypatch)
    take("KK"), take("INFO")
    queue.call_next(1, sari)
    stopped(monkeypatch, seconds=seconds)
    queue.call_next(2, tono)
    found = moves.undoable((1, 2))
    assert found[2] == moves.Undo("called", "M-001", 10)
    assert found.get(1) == (moves.Undo("called", "A-001", left) if left else None)
    assert moves.undoable((2,)) == {2: found[2]}
    assert moves.undoable(()) == {}
    assert queue.undo(1, sari).number == "A-001"
    assert queue.by_number("M-001").state == "called"


PRESSES: dict[str, Callable[[Actor], object]] = {
    "called": lambda by: queue.call_next(1, by),
    "recalled": lambda by: queue.recall(1, by),
    "serving": lambda by: queue.serve(1, by),
    "finished": lambda by: queue.finish(1, by),
    "missed": lambda by: queue.skip(1, by),
    "held": lambda by: queue.hold(1, by),
    "papers": lambda by: queue.papers(1, by),
    "transferred": lambda by: queue.transfer(1, by, to_counter=2),
    "cancelled": lambda by: queue.cancel("A-002", "pulang", by, counter=1),
}


@pytest.mark.parametrize("what", PRESSES)
def test_a_press_taken_back_leaves_the_number_as_it_was(
    sari: Actor, tono: Actor, monkeypatch: pytest.MonkeyPatch, rung: list[str], what: str
) -> None:
    stopped(monkeypatch)
    take(), take(), take("INFO")
    queue.call_next(2, tono)
    queue.cancel("A-001", "pulang", tono)
    if what != "called":
        queue.call_next(1, sari)
    if what in ("finished", "held"):
        queue.serve(1, sari)
    stopped(monkeypatch, seconds=30)
    kept = {row.id: {**row.__data__} for row in Ticket.select()}
    seat = queue.seat(1)
    PRESSES[what](sari)
    mine = queue.by_number("A-002")
    assert {**Ticket.get_by_id(mine.id).__data__} != kept[mine.id]
    assert moves.undoable((1, 2))[1].what == what
    rung.clear()
    queue.undo(1, sari)
    now = {row.id: {**row.__data__} for row in Ticket.select()}
    changed = {**now[mine.id], "version": kept[mine.id]["version"]}
    assert ({**now, mine.id: changed}, queue.seat(1)) == (kept, seat)
    assert now[mine.id]["version"] == kept[mine.id]["version"] + 2
    assert "queue" in rung
    event = TicketEvent.select().order_by(TicketEvent.id.desc()).get()
    assert (event.what, event.undone_at) == (what, clock.now())
    assert TicketEvent.select().where(TicketEvent.undone_at.is_null(False)).count() == 1
    line = JournalLine.select().order_by(JournalLine.sequence.desc()).get()
    assert (line.what, line.subject, line.who) == ("ticket.undone", "A-002", "sari")
    with pytest.raises(Refused) as refusal:
        queue.undo(1, sari)
    assert refusal.value.code == "too-late"


def test_nobody_is_put_back_to_a_counter_where_somebody_else_is(sari: Actor, tono: Actor) -> None:
    """A number was sent away, and another one came before the press was taken back."""
    first, second = take(), take()
    queue.call_next(1, sari)
    queue.hold(1, sari)
    held = TicketEvent.select().order_by(TicketEvent.id.desc()).get()
    queue.call_next(1, sari)
    called = TicketEvent.select().order_by(TicketEvent.id.desc()).get()
    # As if the call were too old to be taken back.
    TicketEvent.update(at=clock.now() - timedelta(minutes=1)).where(
        TicketEvent.id == called.id
    ).execute()
    with pytest.raises(Refused) as refusal:
        queue.undo(1, sari)
    assert refusal.value.code == "busy"
    assert TicketEvent.get_by_id(held.id).undone_at is None
    queue.skip(1, sari)
    TicketEvent.update(at=clock.now() - timedelta(minutes=1)).where(
        TicketEvent.id > called.id
    ).execute()
    assert (queue.undo(1, sari).id, queue.by_id(second.id).state) == (first.id, "missed")


@pytest.mark.parametrize(("seconds", "state"), [(0, None), (9.999, None), (10, "missed")])
def test_the_last_call_leaves_ten_seconds_to_come(
    sari: Actor, monkeypatch: pytest.MonkeyPatch, seconds: float, state: str | None
) -> None:
    take(), take()
    for n in range(3):
        stopped(monkeypatch, minutes=n)
        queue.recall(1, sari) if n else queue.call_next(1, sari)
    moment = stopped(monkeypatch, minutes=2, seconds=seconds)
    if state is None:
        with pytest.raises(Refused):
            queue.recall(1, sari)
        assert queue.by_number("A-001").calls == 3
        return
    assert (queue.recall(1, sari).state, queue.by_number("A-002").state) == (state, "waiting")
    row = Ticket.get(Ticket.number == 1)
    assert (row.left_at, row.called_at) == (moment, BEGAN + timedelta(minutes=2))
    assert (row.first_called_at, row.calls) == (BEGAN, 3)


def test_moments_of_a_number_are_those_of_its_presses(
    sari: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    take(), take()
    minutes = {"called": 1, "held": 2, "again": 5, "serving": 6, "finished": 9}
    at = {what: BEGAN + timedelta(minutes=n) for what, n in minutes.items()}
    stopped(monkeypatch, minutes=1)
    queue.call_next(1, sari)
    stopped(monkeypatch, minutes=2)
    queue.hold(1, sari)
    row = Ticket.get(Ticket.number == 1)
    assert (row.left_at, row.called_at, row.serving_at) == (at["held"], at["called"], None)
    stopped(monkeypatch, minutes=5)
    queue.call_number(1, "A-001", sari)
    row = Ticket.get(Ticket.number == 1)
    assert (row.first_called_at, row.called_at) == (at["called"], at["again"])
    assert (row.left_at, row.serving_at, row.calls) == (None, None, 1)
    stopped(monkeypatch, minutes=6)
    queue.serve(1, sari)
    stopped(monkeypatch, minutes=9)
    # Calling the next one ends it.
    assert queue.call_next(1, sari).number == "A-002"
    row = Ticket.get(Ticket.number == 1)
    assert (row.serving_at, row.finished_at, row.state) == (at["serving"], at["finished"], "done")
    stopped(monkeypatch, minutes=12)
    queue.finish(1, sari)
    row = Ticket.get(Ticket.number == 2)
    # Whoever was never said to have come was served since the call.
    assert (row.serving_at, row.finished_at) == (at["finished"], BEGAN + timedelta(minutes=12))


@pytest.mark.parametrize(
    ("where", "service", "only"),
    [
        ({"service": "AMBIL"}, "AMBIL", None),
        ({"service": "INFO"}, "INFO", None),
        ({"to_counter": 2}, "KK", 2),
        ({"to_counter": 3}, "INFO", 3),
        ({"to_counter": 1}, "KK", 1),
    ],
)
def test_where_somebody_is_sent_and_as_what(
    where: dict[str, object], service: str, only: int | None
) -> None:
    with counters_that_serve({1: ("KK", "AMBIL"), 2: ("KK", "INFO"), 3: ("INFO", "AMBIL")}):
        by = seated(1, "p1x", "Petugas", staff.COUNTER)
        first = take("KK")
        take("KK")
        queue.call_next(1, by)
        queue.serve(1, by)
        for wrong in ({"service": "PASPOR"}, {"to_counter": 9}, {}):
            with pytest.raises(Invalid):
                queue.transfer(1, by, **wrong)
        moved = queue.transfer(1, by, **where)  # type: ignore[arg-type]
        row = Ticket.get_by_id(first.id)
        assert (row.service, row.only_counter, row.counter) == (service, only, None)
        assert (row.calls, row.serving_at, row.place, moved.state) == (0, None, 1, "waiting")


@pytest.mark.parametrize(
    ("ordinary", "priority", "lane", "ahead"),
    [
        # Who waits in either lane; whose lane the late one has; how many are called before.
        (0, 0, None, 0),
        (8, 0, None, 5),
        (3, 0, None, 3),
        (8, 2, None, 5),
        (8, 5, None, 5),
        (8, 7, None, 7),
        (0, 3, "LANSIA", 3),
        (4, 8, "LANSIA", 5),
        (4, 2, "LANSIA", 2),
        (4, 0, "LANSIA", 0),
    ],
)
def test_who_comes_late_is_called_after_five_others_of_either_lane(
    sari: Actor, ordinary: int, priority: int, lane: str | None, ahead: int
) -> None:
    mine = take(priority=lane)
    queue.call_next(1, sari)
    queue.skip(1, sari)
    take("INFO"), take("INFO", priority="HAMIL")
    for _ in range(ordinary):
        take()
    for _ in range(priority):
        take(priority="HAMIL")
    queue.bring_back(mine.number, sari)
    called: list[int] = []
    while mine.id not in called:
        called.append(queue.call_next(1, sari).id)
        queue.finish(1, sari)
    assert len(called) - 1 == ahead


def test_late_ones_stand_behind_those_who_were_late_before_them(sari: Actor) -> None:
    for _ in range(9):
        take()
    for _ in range(3):
        queue.call_next(1, sari)
        queue.skip(1, sari)
    for number in ("A-003", "A-001", "A-002"):
        queue.bring_back(number, sari)
    order = _called(1, sari, 9)
    # Each goes behind the fifth who waits then, and behind whoever was put there before.
    assert order == [f"A-{n:03}" for n in (4, 5, 6, 7, 8, 3, 1, 2, 9)]


def test_a_number_is_cancelled_by_whom_it_concerns(sari: Actor, tono: Actor) -> None:
    names = [take().number for _ in range(5)]
    for press in (queue.hold, queue.papers, queue.skip):
        queue.call_next(1, sari)
        press(1, sari)
    queue.call_next(1, sari)
    away = {"A-001": "held", "A-002": "papers", "A-004": "called"}
    for number, state in away.items():
        for counter in (2, None):
            with pytest.raises(Refused) as refusal:
                queue.cancel(number, "pulang", tono, counter=counter)
            assert refusal.value.code == "other-counter"
        assert queue.by_number(number).state == state
    for number, counter in (("A-003", 2), ("A-005", 2)):
        assert queue.cancel(number, " pulang  saja ", tono, counter=counter).reason == "pulang saja"
    for number in away:
        queue.cancel(number, "pulang", sari, counter=1)
    assert {queue.by_number(one).state for one in names} == {"cancelled"}
    with pytest.raises(Refused):
        queue.cancel("A-001", "pulang", sari, counter=1)
    assert queue.seat(1).ticket_id is None


@pytest.mark.parametrize(("minutes", "seconds"), [(30, 0.001), (60, 0.001), (0, 86_000)])
def test_the_sweep_releases_missed_numbers_of_today_after_the_offices_minutes(
    sari: Actor, monkeypatch: pytest.MonkeyPatch, minutes: int, seconds: float
) -> None:
    having(monkeypatch, queue_release_minutes=minutes)
    stopped(monkeypatch)
    for _ in range(4):
        take()
    queue.call_next(1, sari)
    queue.skip(1, sari)
    queue.call_next(1, sari)
    queue.hold(1, sari)
    stopped(monkeypatch, minutes=5)
    queue.call_next(1, sari)
    queue.skip(1, sari)

    def states() -> list[str]:
        return [row.state for row in Ticket.select().order_by(Ticket.number)]

    stopped(monkeypatch, minutes=minutes)
    assert (queue.sweep(), states()) == (0, ["missed", "held", "missed", "waiting"])
    stopped(monkeypatch, minutes=minutes, seconds=min(seconds, 3600))
    released = 1 if minutes else 0
    assert queue.sweep() == released
    assert states() == ["released" if minutes else "missed", "held", "missed", "waiting"]
    assert queue.sweep() == 0
    stopped(monkeypatch, days=1)
    assert queue.sweep() == 4 - released
    assert states() == ["released"] * 4
    reasons = {row.reason for row in Ticket.select()}
    day_over = "Hari sudah berganti; nomor ini tidak berlaku lagi."
    assert reasons == ({None, day_over} if minutes else {day_over})
    assert queue.sweep() == 0


def test_a_waiting_number_that_was_cancelled_at_a_busy_counter_comes_back(sari: Actor) -> None:
    first, other = take(), take()
    queue.call_next(1, sari)
    queue.cancel(other.number, "salah", sari, counter=1)
    assert queue.undo(1, sari).state == "waiting"
    assert (queue.seat(1).ticket_id, queue.by_id(first.id).state) == (first.id, "called")
