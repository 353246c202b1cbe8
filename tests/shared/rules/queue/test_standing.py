"""How the office and its counters stand through a day, the same on every screen."""

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared import clock, config
from shared.errors import Invalid
from shared.rules import queue
from shared.rules.admin import calendar
from shared.rules.common import staff, words
from shared.rules.common.actor import Actor
from shared.rules.common.office import Here
from shared.rules.queue import board, floor, slip, standing, touchscreen
from shared.rules.queue import help as help_calls
from tests.office import Later, examples, opened, seated, take


def it_is(office: Here, moment: str) -> None:
    clock.move(office.settings.data, datetime.fromisoformat(moment))


def counters() -> dict[int, str]:
    moment = clock.now()
    now = board.counters(clock.service_day(), standing.office(moment))
    return {one.id: one.words for one in now}


def unserved(service: str) -> str:
    why = standing.unserved(service)
    return why.text() if why else ""


def at(moment: str) -> datetime:
    return datetime.fromisoformat(f"2026-11-23T{moment}").replace(tzinfo=clock.zone())


@pytest.mark.parametrize(
    ("moment", "state", "title", "text"),
    [
        ("2026-11-23T03:00", "before", "Kantor belum buka", "Buka hari ini pukul 08.00 WIB."),
        ("2026-11-23T07:55", "before", "Kantor belum buka", "Buka hari ini pukul 08.00 WIB."),
        ("2026-11-23T08:05", "open", "Kantor buka", "Ambil nomor di layar sentuh"),
        ("2026-11-23T14:45", "last", "Nomor sudah ditutup", "tetap dilayani"),
        ("2026-11-23T15:05", "closed", "Kantor sedang tutup", "Buka lagi Selasa, 24 November"),
        ("2026-11-28T09:00", "closed", "Kantor sedang tutup", "Buka lagi Senin, 30 November"),
        ("2026-12-25T09:00", "holiday", "Hari ini kantor libur", "Natal. Buka lagi Senin, 28"),
    ],
)
def test_the_day_has_its_edges(
    office: Here, moment: str, state: str, title: str, text: str
) -> None:
    calendar.fill_year(2026)
    it_is(office, moment)
    now = standing.office(clock.now())
    assert (now.state, now.title) == (state, title)
    assert text in now.text()


def test_after_hours_the_office_closes_once_the_last_has_been_served(
    office: Here, sari: Actor
) -> None:
    take()
    it_is(office, "2026-11-23T15:05")
    assert standing.office(clock.now()).state == "closing"
    queue.leave(1, sari)
    assert standing.office(clock.now()).state == "closed"
    queue.sit(1, sari)
    queue.call_next(1, sari)
    queue.serve(1, sari)
    assert standing.office(clock.now()).state == "closing"
    queue.finish(1, sari)
    assert standing.office(clock.now()).state == "closed"


def test_a_seat_that_was_forgotten_does_not_keep_the_office_closing_all_evening(
    office: Here, sari: Actor
) -> None:
    for _ in range(3):
        take()
    it_is(office, "2026-11-23T15:55")
    assert (standing.office(clock.now()).state, counters()[1]) == ("closing", "Siap")
    queue.call_next(1, sari)
    queue.serve(1, sari)
    it_is(office, "2026-11-23T16:50")
    assert standing.office(clock.now()).state == "closing"
    it_is(office, "2026-11-23T16:56")
    assert standing.office(clock.now()).state == "closed"
    assert counters()[1] == "Tutup"
    assert unserved("KK") == "Loket sudah tutup"
    it_is(office, "2026-11-23T20:00")
    assert touchscreen.home().office.title == "Kantor sedang tutup"
    queue.call_next(1, sari)
    assert standing.office(clock.now()).state == "closing"


def test_nobody_is_promised_a_call_by_a_seat_that_was_forgotten(office: Here, sari: Actor) -> None:
    first, last = take(), take()
    assert queue.by_id(last.id).estimate is not None
    it_is(office, "2026-11-23T16:10")
    seen = queue.by_id(last.id)
    assert (seen.ahead, seen.estimate, seen.safe_until) == (1, None, None)
    assert queue.by_id(first.id).estimate is None
    assert {one.estimate for one in touchscreen.home().services} == {None}
    assert not any(one.at_once for one in touchscreen.home().services)
    call = help_calls.call("Layar sentuh")
    assert help_calls.stand(call).state == "nobody"
    queue.call_next(1, sari)
    assert queue.by_id(last.id).estimate is not None
    assert help_calls.stand(call).state == "calling"


@pytest.mark.parametrize("holiday", ["2026-12-25T09:00", "2026-11-28T09:00"])
def test_on_a_day_off_numbers_are_promised_a_call_only_while_some_are_called(
    office: Here, holiday: str
) -> None:
    calendar.fill_year(2026)
    it_is(office, holiday)
    sari = seated(1, "sari", "Sari", staff.COUNTER)
    take(channel="desk")
    last = take(channel="desk")
    assert (queue.by_id(last.id).estimate, unserved("KK")) == (None, "Loket sudah tutup")
    queue.call_next(1, sari)
    assert queue.by_id(last.id).estimate is not None
    assert (standing.office(clock.now()).state, unserved("KK")) == ("closing", "")


def test_a_seat_opened_on_a_day_off_opens_no_office(office: Here) -> None:
    it_is(office, "2026-11-28T09:00")
    sari = seated(1, "sari", "Sari", staff.COUNTER)
    take(channel="desk")
    assert (standing.office(clock.now()).state, counters()[1]) == ("closed", "Tutup")
    queue.pause(1, sari, on=True, until=clock.now() + timedelta(hours=12))
    assert counters()[1] == "Tutup"
    queue.pause(1, sari, on=False)
    queue.call_next(1, sari)
    assert standing.office(clock.now()).state == "closing"
    queue.finish(1, sari)
    take(channel="desk")
    queue.pause(1, sari, on=True, until=clock.now() + timedelta(hours=12))
    assert counters()[1] == "Istirahat sampai 21.00 WIB"


def test_the_office_rests_while_every_counter_at_work_is_on_a_break(
    office: Here, sari: Actor, tono: Actor
) -> None:
    queue.pause(1, sari, on=True)
    assert standing.office(clock.now()).state == "open"
    queue.pause(2, tono, on=True)
    now = standing.office(clock.now())
    assert (now.state, now.open) == ("break", True)
    assert take().number == "A-001"


def test_a_counter_not_opened_today_on_a_break_and_closed_are_told_apart(
    office: Here, sari: Actor
) -> None:
    assert counters() == {1: "Siap", 2: "Belum buka"}
    assert unserved("KK") == ""
    assert unserved("INFO") == "Loket belum buka"
    queue.pause(1, sari, on=True)
    assert counters()[1] == "Istirahat"
    assert unserved("KK") == "Loket sedang istirahat"
    queue.leave(1, sari)
    assert counters()[1] == "Tutup"
    assert unserved("KK") == "Loket sudah tutup"
    it_is(office, "2026-11-23T15:05")
    assert counters() == {1: "Tutup", 2: "Tutup"}
    it_is(office, "2026-11-24T08:05")
    assert counters() == {1: "Belum buka", 2: "Belum buka"}


def test_screens_tell_the_same_of_the_office(office: Here, sari: Actor) -> None:
    take()
    for moment in ("07:55", "08:05", "12:00", "14:45", "15:05"):
        it_is(office, f"2026-11-23T{moment}")
        now = standing.office(clock.now())
        seats = floor.picture()
        assert touchscreen.home().office == now
        assert seats.stands == board.office(now)
        assert seats.open is now.open
        told = board.counters(clock.service_day(), now)
        assert [one.words for one in seats.counters] == [one.words for one in told]
        lines = {one.service: one.unserved for one in touchscreen.home().services}
        assert lines == {code: standing.unserved(code) for code in lines}


def test_a_refused_number_says_why_in_the_same_words(office: Here) -> None:
    it_is(office, "2026-11-23T14:45")
    now = standing.office(clock.now())
    with pytest.raises(Exception, match="Nomor sudah ditutup") as refusal:
        take()
    assert str(refusal.value) == f"{now.title}. {now.text()}"
    assert replace(now).open is False


def test_a_break_says_until_when_and_nothing_once_that_is_past(
    office: Here, sari: Actor, later: Later
) -> None:
    queue.pause(1, sari, on=True, until=at("09:30"))
    assert counters()[1] == "Istirahat sampai 09.30 WIB"
    assert unserved("KK") == "Istirahat sampai 09.30 WIB"
    later(minutes=30)
    assert counters()[1] == "Istirahat"
    assert unserved("KK") == "Loket sedang istirahat"
    assert queue.seat(1).state == "break"
    queue.pause(1, sari, on=False)
    assert counters()[1] == "Siap"


@pytest.mark.parametrize("until", ["08:59", "09:00", "15:01"])
def test_a_break_ends_later_today_while_the_office_is_open(
    office: Here, sari: Actor, until: str
) -> None:
    with pytest.raises(Invalid):
        queue.pause(1, sari, on=True, until=at(until))
    with pytest.raises(Invalid):
        queue.pause(1, sari, on=True, until=at("09:30") + timedelta(days=1))
    assert queue.seat(1).state == "open"


def test_whoever_sits_down_or_closes_after_a_break_leaves_no_end_behind(
    office: Here, sari: Actor, tono: Actor
) -> None:
    queue.pause(1, sari, on=True, until=at("09:30"))
    queue.leave(1, sari)
    assert (counters()[1], queue.seat(1).until) == ("Tutup", None)
    queue.sit(1, sari)
    queue.pause(1, sari, on=True, until=at("09:30"))
    queue.sit(1, tono, take_over=True)
    assert (counters()[1], queue.seat(1).until) == ("Siap", None)


@settings(max_examples=examples(20), deadline=None)
@given(
    ends=st.tuples(*(st.one_of(st.none(), st.integers(1, 59)) for _ in range(2))),
    passed=st.integers(0, 60),
)
def test_whatever_tells_of_a_break_tells_the_same(
    ends: tuple[int | None, int | None], passed: int
) -> None:
    with TemporaryDirectory() as folder:
        made = config.load({}, data=Path(folder) / "data", practice=True, voice="off")
        with opened(made) as office:
            people = (
                seated(1, "sari", "Sari", staff.COUNTER),
                seated(2, "tono", "Tono", staff.INFO_DESK),
            )
            begin = clock.now()
            until = [end and begin + timedelta(minutes=end) for end in ends]
            for counter, (by, end) in enumerate(zip(people, until, strict=True), 1):
                queue.pause(counter, by, on=True, until=end)
            Later(office.settings.data)(minutes=passed)
            told = [words.time_with_zone(end) if end and end > clock.now() else "" for end in until]
            lasting = [time for time in told if time]
            now = standing.office(clock.now())
            assert now.state == "break"
            assert [time in now.text() for time in lasting] == [
                time == min(lasting) for time in lasting
            ]
            said = [f"Istirahat sampai {time}" if time else "Istirahat" for time in told]
            seats, home = floor.picture(), touchscreen.home()
            assert [one.words for one in seats.counters] == said
            assert list(counters().values()) == said
            assert seats.stands.text == home.office.text() == now.text()
            for line in home.services:
                ticket = take(line.service)
                mine = [
                    time
                    for time, one in zip(told, office.standard.counters, strict=True)
                    if line.service in one.services
                ]
                first = min((time for time in mine if time), default="")
                words_of = f"Istirahat sampai {first}" if first else "Loket sedang istirahat"
                assert line.unserved is not None
                assert line.unserved.text() == slip.of(ticket).unserved == words_of
