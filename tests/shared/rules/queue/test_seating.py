"""Who sits where, and presses on a page that shows what is no longer so."""

from datetime import timedelta

import pytest

from shared import clock
from shared.errors import Invalid, NotAllowed, NotFound, Refused
from shared.records import JournalLine, TicketEvent
from shared.rules import queue
from shared.rules.admin import people
from shared.rules.common import staff
from shared.rules.common.actor import Actor
from shared.rules.queue import floor, seating
from shared.rules.queue.serving import LONGEST_REASON
from tests.office import MONDAY, PASSWORD, take


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


def test_who_was_with_an_officer_who_is_gone_waits_again_in_the_old_place(
    sari: Actor, tono: Actor, rung: list[str]
) -> None:
    first, second, other = take(), take(), take("INFO")
    queue.call_next(1, sari)
    queue.serve(1, sari)
    queue.call_next(2, tono)
    rung.clear()
    seating.give_back(sari.staff_id or 0, Actor("agus", staff.ADMIN))
    assert set(rung) == {"queue"}
    back, theirs = queue.by_token(first.token), queue.by_token(other.token)
    assert (back.state, back.counter, back.calls, back.ahead) == ("waiting", None, 0, 0)
    assert queue.by_token(second.token).ahead == 1
    assert (theirs.state, theirs.counter) == ("called", 2)
    assert [(one.counter, one.state) for one in seating.seats() if one.counter < 3] == [
        (1, seating.CLOSED),
        (2, seating.OPEN),
    ]
    event = TicketEvent.select().order_by(TicketEvent.id.desc()).get()
    assert (event.ticket_id, event.what, event.who) == (first.id, "returned", "agus")
    whats = [line.what for line in JournalLine.select().order_by(JournalLine.sequence)]
    assert whats[-2:] == ["ticket.returned", "counter.given-back"]


def test_whoever_takes_the_browser_over_has_the_counter_and_the_person_there(
    sari: Actor, tono: Actor, rung: list[str]
) -> None:
    ticket = take()
    queue.call_next(1, sari)
    rung.clear()
    kasi = people.add("kasi", "Kasi Contoh", [staff.SECTION_HEAD], PASSWORD)
    seated = next(one for one in staff.everybody() if one.id == tono.staff_id)
    for nobody in (kasi, seated):
        # Who works at no counter, and who sits at one already.
        seating.hand_on(sari.staff_id or 0, nobody)
        assert (seating.seat(1).staff_id, rung) == (sari.staff_id, ["people"] * (nobody is None))
    dewi = people.add("dewi", "Dewi Contoh", [staff.COUNTER], PASSWORD)
    rung.clear()
    seating.hand_on(sari.staff_id or 0, dewi)
    assert (seating.seat(1).staff_id, seating.seat(2).staff_id) == (dewi.id, tono.staff_id)
    assert (seating.seat(1).ticket_id, rung) == (ticket.id, ["queue"])
    line = JournalLine.select().order_by(JournalLine.sequence.desc()).get()
    assert (line.what, line.subject, line.who) == ("counter.handed-on", "1", "dewi")


def test_what_may_be_done_with_a_number_depends_on_where_it_is_and_who_asks(
    sari: Actor, tono: Actor
) -> None:
    here, waits = take(), take()
    here = queue.call_next(1, sari)
    nobody = Actor("layar-loket", staff.COUNTER)
    told = {
        (who.who, one.number): set(seating.allowed_with(one, who))
        for who in (sari, tono, nobody)
        for one in (here, waits)
    }
    assert "cancel" in told["sari", here.number]
    assert "cancel" not in told["tono", here.number]
    assert told["layar-loket", here.number] == told["layar-loket", here.number] - {"call"}
    assert "call" not in told["sari", waits.number]
    assert "call" in told["tono", waits.number]


@pytest.mark.parametrize("reason", ["", "  ", "x" * (LONGEST_REASON + 1)])
def test_a_number_is_cancelled_only_with_a_reason_of_some_length(sari: Actor, reason: str) -> None:
    ticket, other = take(), take()
    with pytest.raises(Invalid):
        queue.cancel(ticket.number, reason, sari)
    queue.cancel(ticket.number, "x" * LONGEST_REASON, sari)
    states = [queue.by_token(one.token).state for one in (ticket, other)]
    assert states == ["cancelled", "waiting"]


def test_who_sits_down_where_and_what_becomes_of_the_other_counters(
    sari: Actor, tono: Actor, rung: list[str]
) -> None:
    for taken in (1, 2):
        with pytest.raises(Refused) as refusal:
            queue.sit(taken, tono if taken == 1 else sari)
        assert refusal.value.code == "taken"
    rung.clear()
    assert queue.sit(1, sari).staff_id == sari.staff_id
    assert rung == ["queue"]
    queue.sit(1, tono, take_over=True)
    told = [(one.counter, one.state, one.staff_id) for one in queue.seats()]
    assert told == [(1, "open", tono.staff_id), (2, "closed", None)]
    with pytest.raises(NotAllowed):
        queue.leave(1, sari)
    queue.leave(1, tono)
    assert queue.sit(1, sari).state == "open"
    with pytest.raises(NotFound):
        queue.seat(3)
    lines = JournalLine.select().where(JournalLine.what.startswith("counter."))
    assert [(one.what, one.subject, one.who) for one in lines.order_by(JournalLine.sequence)] == [
        ("counter.opened", "1", "sari"),
        ("counter.opened", "2", "tono"),
        ("counter.opened", "1", "sari"),
        ("counter.opened", "1", "tono"),
        ("counter.closed", "1", "tono"),
        ("counter.opened", "1", "sari"),
    ]


def test_a_device_takes_nobodys_seat_away_and_works_at_any_that_is_open(
    sari: Actor, tono: Actor
) -> None:
    device = Actor("layar-loket", staff.COUNTER)
    queue.leave(2, tono)
    queue.sit(2, device)
    assert [(one.state, one.staff_id) for one in queue.seats()] == [
        ("open", sari.staff_id),
        ("open", None),
    ]
    # Nobody's seats are not the device's own: it finds numbers, but calls none from a search.
    ticket = take()
    assert "call" not in seating.allowed_with(ticket, device)
    assert "call" in seating.allowed_with(ticket, sari)
    # An open seat of nobody may be taken without being taken over.
    assert queue.sit(2, tono).staff_id == tono.staff_id
    assert seating.require_mine(1, device).staff_id == sari.staff_id
    queue.leave(1, sari)
    with pytest.raises(NotAllowed):
        seating.require_mine(1, device)
    assert seating.occupied_by(0) == []


def test_a_press_opens_the_counter_only_for_whoever_sits_nowhere(sari: Actor, tono: Actor) -> None:
    queue.leave(2, tono)
    with queue.as_seen(2, None, tono, sits_down=True):
        pass
    assert queue.seat(2).staff_id == tono.staff_id
    queue.leave(2, tono)
    with pytest.raises(NotAllowed), queue.as_seen(2, None, tono):
        raise AssertionError("let in")
    with pytest.raises(NotAllowed), queue.as_seen(2, None, sari, sits_down=True):
        raise AssertionError("let in")
    assert [one.state for one in queue.seats()] == ["open", "closed"]
    take()
    with queue.as_seen(1, "", sari, sits_down=True):
        queue.call_next(1, sari)
    # Who sits there already is not opened anew.
    since = queue.seat(1).since
    with queue.as_seen(1, "A-001", sari, sits_down=True):
        pass
    assert queue.seat(1).since == since


def test_a_break_has_its_end_and_begins_at_an_empty_counter(
    sari: Actor, tono: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    moment = MONDAY.replace(tzinfo=clock.zone())
    monkeypatch.setattr(clock, "now", lambda: moment)
    closes = moment.replace(hour=15)
    for until, may in (
        (moment, False),
        (moment + timedelta(milliseconds=1), True),
        (closes, True),
        (closes + timedelta(milliseconds=1), False),
        (moment + timedelta(days=1), False),
    ):
        if may:
            assert queue.pause(1, sari, on=True, until=until).until == until
            assert queue.pause(1, sari, on=False, until=moment).until is None
        else:
            with pytest.raises(Invalid):
                queue.pause(1, sari, on=True, until=until)
    end = moment + timedelta(minutes=30)
    queue.pause(1, sari, on=True, until=end)
    assert (queue.seat(1).until, queue.seat(2).state) == (end, "open")
    for seconds, until in ((1799.999, end), (1800, None)):
        now = moment + timedelta(seconds=seconds)
        monkeypatch.setattr(clock, "now", lambda now=now: now)
        assert (queue.seat(1).until, queue.seat(1).state) == (until, "break")


def test_what_somebody_does_at_counters_is_told_in_words(sari: Actor, tono: Actor) -> None:
    take(), take("INFO")
    queue.call_next(2, tono)
    told = [seating.occupied_by(one.staff_id or 0) for one in (sari, tono)]
    assert told == [["Loket 1"], ["Meja Informasi, dengan M-001"]]
    queue.finish(2, tono)
    assert seating.occupied_by(tono.staff_id or 0) == ["Meja Informasi"]
    queue.leave(2, tono)
    assert seating.occupied_by(tono.staff_id or 0) == []


def test_nobody_leaves_or_sits_elsewhere_while_somebody_is_there(sari: Actor, tono: Actor) -> None:
    take(), take()
    queue.call_next(1, sari)
    with pytest.raises(Refused) as refusal:
        queue.leave(1, sari)
    assert refusal.value.code == "busy"
    with pytest.raises(Refused) as refusal:
        queue.sit(2, sari, take_over=True)
    assert refusal.value.code == "busy"
    assert queue.seat(2).staff_id == tono.staff_id
    # Sitting down again at the own counter keeps who is there.
    assert queue.sit(1, sari).ticket_id == queue.by_number("A-001").id
    queue.finish(1, sari)
    queue.sit(2, sari, take_over=True)
    assert [one.staff_id for one in queue.seats()] == [None, sari.staff_id]


def test_whom_others_help_keeps_nobody_from_sitting_down(sari: Actor, tono: Actor) -> None:
    take("INFO")
    queue.call_next(2, tono)
    queue.leave(1, sari)
    assert queue.sit(1, sari).state == "open"
    assert queue.sit(1, Actor("layar-loket", staff.COUNTER), take_over=True).staff_id is None
