"""Numbers that no people take are told at the seats, and end with one press."""

import pytest

from shared.errors import NotAllowed, Refused
from shared.records import JournalLine, SlipJob, Ticket
from shared.rules import queue
from shared.rules.common import staff
from shared.rules.common.actor import Actor
from shared.rules.common.office import Here
from shared.rules.paper import slips
from shared.rules.queue import floods, floor, moves
from shared.rules.queue.floods import Flood
from tests.office import Later, having, take

TELEVISION, PHONE = "10.0.0.5", "10.0.0.9"
LIMIT = 5


@pytest.fixture(autouse=True)
def _five_are_too_many(office: Here, monkeypatch: pytest.MonkeyPatch) -> None:
    having(monkeypatch, queue_alarm=LIMIT, queue_touch_limit=0)


def come(count: int, origin: str | None = PHONE) -> list[queue.TicketView]:
    """So many numbers at one moment."""
    return [take(origin=origin) for _ in range(count)]


def told() -> list[Flood]:
    return floor.surroundings().floods


def test_people_are_no_flood(sari: Actor, later: Later) -> None:
    come(LIMIT - 1)
    come(LIMIT - 1, TELEVISION)
    come(LIMIT * 2, None)
    assert told() == []
    for _ in range(LIMIT):
        later(minutes=2)
        come(1, "10.0.0.6")
    assert told() == []


def test_many_within_five_minutes_from_one_place_are_told_with_how_many_and_since_when(
    sari: Actor, later: Later
) -> None:
    come(2, TELEVISION)
    first = come(LIMIT - 1)[0]
    later(minutes=4)
    come(1)
    assert told() == [Flood(first.id, LIMIT, "09.00", "09.04")]
    later(minutes=30)
    assert told() == [Flood(first.id, LIMIT, "09.00", "09.04")]


def test_who_took_a_number_there_long_before_is_not_of_the_flood(sari: Actor, later: Later) -> None:
    person = come(1)[0]
    later(minutes=20)
    first = come(LIMIT)[0]
    assert told() == [Flood(first.id, LIMIT, "09.20", "09.20")]
    assert floods.cancel(first.id, sari) == LIMIT
    assert queue.by_id(person.id).state == "waiting"


def test_an_office_that_wants_no_alarm_has_none(
    sari: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    having(monkeypatch, queue_alarm=0)
    come(LIMIT * 2)
    assert told() == []


def test_all_that_still_wait_are_cancelled_and_nobody_else(sari: Actor) -> None:
    other = come(1, TELEVISION)[0]
    flood = come(LIMIT + 1)
    queue.call_next(1, sari)
    assert floods.cancel(flood[-1].id, sari) == LIMIT + 1
    assert {queue.by_id(one.id).state for one in flood} == {"cancelled"}
    assert queue.by_id(other.id).state == "called"
    assert told() == []
    reasons = {row.reason for row in Ticket.select().where(Ticket.state == "cancelled")}
    assert reasons == {"Banyak nomor dari satu tempat dalam waktu singkat."}


def test_each_number_and_the_whole_stand_in_the_journal_in_the_officers_name(sari: Actor) -> None:
    flood = come(LIMIT)
    floods.cancel(flood[0].id, sari)
    lines = [(row.who, row.what, row.subject) for row in JournalLine.select()]
    for one in flood:
        assert ("sari", "ticket.cancelled", one.number) in lines
    assert ("sari", "queue.flood-cancelled", flood[0].number) in lines


def test_paper_of_what_was_cancelled_is_not_printed(sari: Actor) -> None:
    flood = come(LIMIT)
    assert SlipJob.select().count() == LIMIT
    floods.cancel(flood[0].id, sari)
    assert slips.claim_next("station-1", slips.TICKET_PRINTER) is None


def test_it_is_all_or_nothing(sari: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    flood, done = come(LIMIT), []

    def fails_late(row: Ticket, *rest: object, **columns: object) -> Ticket:
        done.append(row.id)
        if len(done) == LIMIT:
            raise OSError("the power")
        return moved(row, *rest, **columns)  # type: ignore[arg-type]

    moved = moves.move
    monkeypatch.setattr(moves, "move", fails_late)
    with pytest.raises(OSError, match="the power"):
        floods.cancel(flood[0].id, sari)
    assert {queue.by_id(one.id).state for one in flood} == {"waiting"}
    assert told()[0].count == LIMIT


def test_a_second_press_and_a_number_of_no_flood_are_refused(sari: Actor) -> None:
    person, flood = take(origin=TELEVISION), come(LIMIT)
    floods.cancel(flood[0].id, sari)
    for ticket in (flood[0].id, person.id, 999):
        with pytest.raises(Refused) as refusal:
            floods.cancel(ticket, sari)
        assert refusal.value.code == "flood-over"
    assert queue.by_id(person.id).state == "waiting"


@pytest.mark.parametrize("role", [staff.OPERATOR, staff.CAMAT, staff.SECRETARY])
def test_who_does_not_work_with_the_queue_cancels_nothing(sari: Actor, role: str) -> None:
    flood = come(LIMIT)
    with pytest.raises(NotAllowed):
        floods.cancel(flood[0].id, Actor("lain", role, 9))
    assert queue.by_id(flood[0].id).state == "waiting"


def test_no_address_is_kept_and_what_is_compared_is_of_one_day_alone(later: Later) -> None:
    come(1)
    later(days=1)
    come(1)
    kept = [row.origin for row in Ticket.select()]
    assert PHONE not in str(kept)
    assert kept[0] != kept[1]
    assert all(len(one) == 64 for one in kept)


def test_where_numbers_came_from_is_forgotten_after_a_day(later: Later) -> None:
    come(3)
    later(days=1)
    come(1)
    assert floods.purge() == 0
    later(days=1)
    assert floods.purge() == 3
    assert [row.origin is None for row in Ticket.select().order_by(Ticket.id)] == [True] * 3 + [
        False
    ]
