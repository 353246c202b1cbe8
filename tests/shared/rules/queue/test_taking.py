"""Taking a number."""

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from shared import clock, db
from shared.errors import Invalid, NotFound, Refused, TooMany
from shared.records import DayCounter, JournalLine, SlipJob, Ticket, TicketEvent
from shared.rules import queue
from shared.rules.common import words
from shared.rules.common.actor import Actor
from shared.rules.common.office import Here
from shared.rules.hours import opening
from shared.rules.paper import printers
from shared.rules.queue import ticket as tickets
from shared.rules.queue import touchscreen
from shared.rules.queue.slip import TicketSlip
from tests.office import MONDAY, Later, having, press, take

pytestmark = pytest.mark.usefixtures("office")


def test_the_first_number_of_the_day_is_one() -> None:
    assert take().number == "A-001"
    assert take("INFO").number == "M-001"
    assert take(priority="LANSIA").number == "U-001"


def test_numbers_start_anew_the_next_day(later: Later) -> None:
    take()
    later(days=1)
    assert take().number == "A-001"


def test_pressing_twice_gives_one_ticket_and_one_paper() -> None:
    twice = press()
    first, again = queue.take(twice), queue.take(twice)
    assert (first.created, again.created) == (True, False)
    assert first.ticket.number == again.ticket.number
    assert SlipJob.select().count() == 1


def test_one_press_in_two_spellings_is_one_ticket() -> None:
    touch = str(uuid4())
    queue.take(queue.Press("KK", touch))
    assert not queue.take(queue.Press("KK", touch.upper())).created


def test_eight_hands_at_once_get_numbers_without_gap_or_double() -> None:
    def hand(_: int) -> list[str]:
        numbers = [take().number for _ in range(25)]
        db.close_database()
        return numbers

    with ThreadPoolExecutor(8) as hands:
        numbers = [number for each in hands.map(hand, range(8)) for number in each]
    assert sorted(numbers) == [f"A-{n:03d}" for n in range(1, 201)]


def test_the_ticket_its_paper_and_the_journal_line_are_one_whole() -> None:
    ticket = take()
    job = SlipJob.get(SlipJob.ticket_id == ticket.id)
    assert job.state == "queued"
    assert job.payload["number"] == "A-001"
    assert JournalLine.select().count() == 1


def test_nothing_remains_when_the_paper_cannot_be_asked_for(monkeypatch) -> None:
    monkeypatch.setattr("shared.rules.queue.slip.ask", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        take()
    assert (
        Ticket.select().count() == DayCounter.select().count() == JournalLine.select().count() == 0
    )
    monkeypatch.undo()
    assert take().number == "A-001"


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"service": "PASPOR"}, "unknown-service"),
        ({"touch": "bukan-uuid"}, "touch"),
        ({"priority": "VIP"}, "unknown-priority"),
        ({"kind": "TIDAK_ADA"}, "unknown-kind"),
        ({"language": "mad"}, "unknown-language"),
    ],
)
def test_a_wrong_wish_changes_nothing(wrong: dict[str, str], code: str) -> None:
    wish = {"service": "KK", "touch": str(uuid4()), **wrong}
    with pytest.raises(Invalid) as refusal:
        queue.take(queue.Press(**wish))
    assert refusal.value.code == code
    assert Ticket.select().count() == 0


def test_the_slip_names_no_person_and_no_reason_of_priority() -> None:
    take(priority="DISABILITAS")
    payload = SlipJob.get().payload
    assert payload["priority"] is True
    assert "DISABILITAS" not in json.dumps(payload)


@pytest.mark.clause("6.1")
def test_the_slip_says_that_the_service_is_free() -> None:
    take()
    assert "GRATIS" in SlipJob.get().payload["free"]


def test_numbers_left_are_those_of_the_service_today(
    office: Here, monkeypatch: pytest.MonkeyPatch, later: Later
) -> None:
    kk = office.standard.service("KK")

    def left() -> tuple[int | None, ...]:
        own = replace(kk, daily_quota=4)
        return tuple(queue.left_today(one) for one in (kk, own, office.standard.service("INFO")))

    having(monkeypatch, queue_daily_quota=0)
    assert left() == (None, 4, None)
    having(monkeypatch, queue_daily_quota=2)
    take("INFO"), take("KK")
    assert left() == (1, 3, 1)
    take("KK", priority="LANSIA")
    assert left() == (0, 2, 1)
    for channel in (queue.KIOSK, queue.DESK):
        with pytest.raises(Refused) as refusal:
            take("KK", channel=channel)
        assert refusal.value.code == "quota"
    having(monkeypatch, queue_daily_quota=1)
    assert left() == (0, 2, 0)
    later(days=1)
    assert left() == (1, 4, 1)


def test_a_card_says_when_numbers_are_used_up_and_not_that_nobody_serves(
    office: Here, monkeypatch: pytest.MonkeyPatch
) -> None:
    having(monkeypatch, queue_daily_quota=2)
    take("KK"), take("KK"), take("INFO")
    told = {one.service: one for one in touchscreen.home().services}
    assert {code: (one.left_today, one.sold_out) for code, one in told.items()} == {
        "KK": (0, True),
        "AMBIL": (2, False),
        "INFO": (1, False),
    }
    assert told["KK"].unserved is None
    assert told["AMBIL"].unserved is not None
    assert {code: one.waiting for code, one in told.items()} == {"KK": 2, "AMBIL": 0, "INFO": 1}
    having(monkeypatch, queue_daily_quota=0)
    assert {one.sold_out for one in touchscreen.home().services} == {False}


def test_a_touchscreen_slows_down_alone_and_for_a_minute(
    office: Here, monkeypatch: pytest.MonkeyPatch
) -> None:
    having(monkeypatch, queue_touch_limit=2)
    began = MONDAY.replace(tzinfo=clock.zone())

    def pressed(seconds: float, device: str | None = "kios-1", **other: object) -> bool:
        moment = began + timedelta(seconds=seconds)
        monkeypatch.setattr(clock, "now", lambda: moment)
        try:
            take(device=device, **other)
        except TooMany:
            return False
        return True

    assert [pressed(at) for at in (0, 1, 2, 59.999, 60, 60.5, 61)] == [
        True,
        True,
        False,
        False,
        True,
        False,
        True,
    ]
    assert pressed(61, "kios-2")
    assert all(pressed(61, None) for _ in range(4))
    assert all(pressed(61, channel=queue.DESK) for _ in range(3))
    having(monkeypatch, queue_touch_limit=0)
    assert all(pressed(61) for _ in range(4))


def test_one_press_has_its_number_also_when_the_office_has_closed_since(
    office: Here, later: Later, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, other = press(), press()
    known = queue.take(first)
    later(hours=9)
    with pytest.raises(opening.Closed):
        queue.take(other)
    again = queue.take(first)
    assert (again.created, again.ticket.id) == (False, known.ticket.id)


@pytest.mark.parametrize("group", [None, queue.OWN_WORD, "LANSIA", "HAMIL"])
@pytest.mark.parametrize("language", ["id", "en"])
def test_what_was_pressed_is_kept_with_the_number(
    office: Here, group: str | None, language: str
) -> None:
    take()
    kind = office.standard.kinds_on(clock.service_day())[0].code
    seen = take(
        "AMBIL", priority=group, language=language, kind=kind, channel=queue.API, device="k"
    )
    row = Ticket.get_by_id(seen.id)
    assert (row.priority, row.language, row.kind, row.channel, row.device) == (
        group,
        language,
        kind,
        queue.API,
        "k",
    )
    assert (seen.priority, seen.group, seen.kind, seen.language) == (
        group is not None,
        group,
        kind,
        language,
    )
    assert (row.place, row.ahead, row.estimate_low, row.estimate_high) == (
        2,
        seen.ahead,
        None,
        None,
    )
    assert seen.ahead == (0 if group else 1)
    event = TicketEvent.get(TicketEvent.ticket_id == seen.id)
    assert (event.what, event.priority, event.service) == ("taken", group is not None, "AMBIL")


def test_what_was_told_is_kept_with_the_number(sari: Actor) -> None:
    for n in range(3):
        seen = take()
        row = Ticket.get_by_id(seen.id)
        assert (row.estimate_low, row.estimate_high) == seen.estimate
        assert (row.ahead, row.place) == (n, n + 1)


def test_a_number_is_found_on_its_own_day_by_what_people_write(later: Later) -> None:
    first, other = take(), take("INFO")
    later(days=1)
    second = take()
    yesterday = MONDAY.date()
    assert tickets.by_number("a1").id == second.id
    assert tickets.by_number("A-001", yesterday).id == first.id
    assert tickets.by_number("m 1", yesterday).id == other.id
    with pytest.raises(NotFound):
        tickets.by_number("m1")
    # Of another day nobody waits any more.
    assert (tickets.by_id(first.id).ahead, tickets.by_id(first.id).estimate) == (0, None)
    assert tickets.by_token(second.token).id == second.id
    with pytest.raises(NotFound):
        tickets.by_token(second.token + "x")
    with pytest.raises(NotFound):
        tickets.by_id(second.id + 1)


@pytest.mark.parametrize(
    ("text", "tidy"),
    [("a1", "A-001"), (" A 0 1 2 ", "A-012"), ("a-123456", "A-123456"), ("M-7", "M-007")],
)
def test_a_number_is_written_in_many_ways_and_kept_in_one(text: str, tidy: str) -> None:
    assert tickets.tidy(text) == tidy


@pytest.mark.parametrize("text", ["", "A", "1", "AB1", "a1234567", "A1x", "A²", "-1"])
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(Invalid):
        tickets.tidy(text)


@pytest.mark.parametrize(("seconds", "minutes"), [(0, 0), (59.9, 0), (60, 1), (119, 1), (3600, 60)])
def test_minutes_waited_are_whole_ones(seconds: float, minutes: int) -> None:
    assert tickets.waited(MONDAY, MONDAY + timedelta(seconds=seconds)) == minutes


@pytest.mark.parametrize(
    ("reasons", "prints"),
    [(None, False), ([], True), (["paper-near-end"], True), (["paper-out"], False)],
)
def test_numbers_come_out_on_paper_while_the_ticket_printer_prints(
    office: Here, monkeypatch: pytest.MonkeyPatch, reasons: list[str] | None, prints: bool
) -> None:
    printers.heartbeat("station-1")
    printers.report("station-1", "sheet", ["paper-jam"] if prints else [])
    if reasons is not None:
        printers.report("station-1", "ticket", reasons)
    assert touchscreen.home().printed is touchscreen.prints() is prints
    assert touchscreen.home().hour == 9
    having(monkeypatch, printers_ticket="none")
    assert not touchscreen.prints()


def test_a_slip_tells_what_the_number_tells(sari: Actor, later: Later) -> None:
    for _ in range(4):
        seen = take()
    said = SlipJob.get(SlipJob.ticket_id == seen.id).payload
    assert seen.safe_until is not None
    assert (said["ahead"], said["unserved"], said["priority"]) == (3, "", False)
    assert said["safe_until"] == words.time_with_zone(seen.safe_until)
    assert said["estimate"] == words.minutes_range(seen.estimate)
    first = SlipJob.get(SlipJob.ticket_id == 1).payload
    assert (first["ahead"], first["safe_until"]) == (0, None)
    other = take("INFO", priority="LANSIA")
    said = SlipJob.get(SlipJob.ticket_id == other.id).payload
    assert (said["unserved"], said["estimate"], said["priority"]) == (
        "Loket belum buka",
        None,
        True,
    )
    # Whatever happened to its number, a slip is of use only while the number is.
    job = SlipJob.get(SlipJob.ticket_id == other.id)
    assert not TicketSlip.is_stale(job)
    assert TicketSlip.is_stale(SlipJob(ticket_id=other.id + 1))
    later(days=1)
    assert TicketSlip.is_stale(job)
