"""How the office and its counters stand through a day, the same on every screen."""

from dataclasses import replace
from datetime import datetime

import pytest

from shared import clock
from shared.rules import queue
from shared.rules.admin import calendar
from shared.rules.common.actor import Actor
from shared.rules.common.office import Here
from shared.rules.queue import board, floor, standing, touchscreen
from tests.office import take


def it_is(office: Here, moment: str) -> None:
    clock.move(office.settings.data, datetime.fromisoformat(moment))


def counters() -> dict[int, str]:
    moment = clock.now()
    now = board.counters(clock.service_day(), standing.office(moment))
    return {one.id: one.words for one in now}


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
    assert standing.unserved("KK") == ""
    assert standing.unserved("INFO") == "Loket belum buka"
    queue.pause(1, sari, on=True)
    assert counters()[1] == "Istirahat"
    assert standing.unserved("KK") == "Loket sedang istirahat"
    queue.leave(1, sari)
    assert counters()[1] == "Tutup"
    assert standing.unserved("KK") == "Loket sudah tutup"
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
