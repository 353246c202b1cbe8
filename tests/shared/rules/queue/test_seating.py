"""Who sits where, and presses on a page that shows what is no longer so."""

import pytest

from shared.errors import NotAllowed, Refused
from shared.rules import queue
from shared.rules.common.actor import Actor
from shared.rules.queue import floor
from tests.office import take


def press_as_seen(number: str | None, by: Actor) -> queue.TicketView:
    with queue.as_seen(1, number, by):
        return queue.finish(1, by)


@pytest.mark.parametrize("seen", ["A-001", "a1", None])
def test_a_press_for_what_is_there_goes_through(sari: Actor, seen: str | None) -> None:
    take()
    queue.call_next(1, sari)
    assert press_as_seen(seen, sari).state == "done"


def test_an_old_page_cannot_finish_a_number_that_is_gone(sari: Actor) -> None:
    take()
    queue.call_next(1, sari)
    queue.finish(1, sari)
    with pytest.raises(Refused, match="A-001 sudah tidak di loket ini") as refusal:
        press_as_seen("A-001", sari)
    assert refusal.value.code == "changed"


@pytest.mark.parametrize("seen", ["A-001", ""])
def test_an_old_page_cannot_finish_somebody_else(sari: Actor, seen: str) -> None:
    take(), take()
    queue.call_next(1, sari)
    queue.finish(1, sari)
    queue.call_next(1, sari)
    with pytest.raises(Refused, match="Di loket ini sekarang A-002"):
        press_as_seen(seen, sari)
    assert queue.by_number("A-002").state == "called"


def test_only_the_one_who_sits_there_presses(sari: Actor, tono: Actor) -> None:
    with pytest.raises(NotAllowed), queue.as_seen(1, "", tono):
        raise AssertionError("let in")


def test_nobody_sits_at_two_counters_while_somebody_is_helped_at_one(sari: Actor) -> None:
    take()
    queue.call_next(1, sari)
    with pytest.raises(Refused, match=r"Selesaikan dahulu A-001 di Loket 1\."):
        queue.sit(2, sari)


def test_sitting_down_elsewhere_closes_the_empty_counter(sari: Actor) -> None:
    queue.sit(2, sari)
    assert [seat.state for seat in queue.seats()] == ["closed", "open"]


def test_a_counter_where_somebody_else_sits_is_not_cancelled_at(sari: Actor, tono: Actor) -> None:
    take()
    with pytest.raises(NotAllowed):
        queue.cancel("A-001", "Salah.", tono, counter=1)
    assert queue.by_number("A-001").state == "waiting"


def test_each_counter_sees_whom_it_would_call(sari: Actor, tono: Actor) -> None:
    take("KK"), take("AMBIL", priority="LANSIA")
    assert [counter.next for counter in floor.picture().counters] == ["U-001", None]
    assert queue.call_next(1, sari).number == "U-001"
