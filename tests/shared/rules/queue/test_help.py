"""Help, with two touchscreens and two counters: whose call it is, who answers, where to go."""

from datetime import timedelta

import pytest

from shared import bell, clock
from shared.errors import NotFound
from shared.records import HelpCall, JournalLine
from shared.rules import queue
from shared.rules.admin import people
from shared.rules.common import staff
from shared.rules.common.actor import Actor
from shared.rules.common.office import Here
from shared.rules.queue import floor
from shared.rules.queue import help as helping
from shared.rules.queue.help import HelpNow
from tests.office import MONDAY, PASSWORD, Later, take


def answers() -> list[str]:
    """Who answered, as the journal has it."""
    rows = JournalLine.select().where(JournalLine.what == "help.answered")
    return [row.who for row in rows.order_by(JournalLine.sequence)]


def test_each_touchscreen_has_a_call_of_its_own(later: Later, sari: Actor, tono: Actor) -> None:
    door, hall = helping.call("Pintu"), helping.call("Aula")
    assert door != hall
    later(seconds=31)
    helping.answer(hall, tono)
    assert helping.stand(door) == HelpNow("unanswered", "Loket 1")
    assert helping.stand(hall) == HelpNow("coming", "Meja Informasi")
    assert (helping.loud(), [one.place for one in helping.ringing()]) == (["Pintu"], ["Pintu"])


def test_whoever_answered_first_comes(sari: Actor, tono: Actor) -> None:
    call = helping.call("Pintu")
    helping.answer(call, tono)
    helping.answer(call, sari)
    assert helping.stand(call) == HelpNow("coming", "Meja Informasi")
    assert (HelpCall.get_by_id(call).answered_by, answers()) == ("tono", ["tono"])


def test_an_officer_without_a_counter_comes_from_no_counter(sari: Actor) -> None:
    call = helping.call("Pintu")
    kasi = people.add("bambang", "Bambang Contoh", [staff.SECTION_HEAD], PASSWORD)
    helping.answer(call, kasi.acting(staff.SECTION_HEAD))
    assert helping.stand(call) == HelpNow("coming", "")
    # A device's token has no person, and neither has an empty counter.
    other = helping.call("Aula")
    helping.answer(other, Actor("layar-loket", staff.COUNTER))
    assert helping.stand(other) == HelpNow("coming", "")


def test_it_calls_for_half_a_minute_and_the_board_is_told_then(
    office: Here, later: Later, sari: Actor
) -> None:
    ear = bell.Listener(office.settings.data, "test")
    call = helping.call("Pintu")
    later(seconds=29)
    assert ear.wait(1) == {"help"}
    assert (helping.stand(call), helping.loud()) == (HelpNow("calling"), [])
    assert ear.wait(0.05) == set()
    later(seconds=1)
    assert helping.stand(call).state == "unanswered"
    assert (helping.loud(), ear.wait(1)) == (["Pintu"], {"help"})
    later(seconds=6)
    assert helping.stand(call).state == "unanswered"
    assert ear.wait(0.05) == set()
    helping.answer(call, sari)
    assert ear.wait(1) == {"help"}
    ear.close()


def test_they_are_sent_to_whoever_is_free_and_never_to_a_break(
    later: Later, sari: Actor, tono: Actor
) -> None:
    take("KK")
    queue.call_next(1, sari)
    call = helping.call("Pintu")
    later(seconds=30)
    assert helping.stand(call) == HelpNow("unanswered", "Meja Informasi")
    queue.pause(2, tono, on=True)
    assert helping.stand(call) == HelpNow("unanswered", "Loket 1")
    queue.finish(1, sari)
    queue.pause(1, sari, on=True)
    # Both rest, but they are in the house.
    assert helping.stand(call) == HelpNow("unanswered", "")
    queue.leave(1, sari)
    assert helping.stand(call).state == "unanswered"


def test_nobody_is_nobody_at_any_counter(sari: Actor, tono: Actor) -> None:
    call = helping.call("Pintu")
    queue.leave(1, sari)
    assert helping.stand(call) == HelpNow("calling")
    queue.leave(2, tono)
    assert helping.stand(call) == HelpNow("nobody")


def test_after_a_quarter_of_an_hour_nobody_is_rung_for_and_a_press_calls_anew(
    later: Later, sari: Actor
) -> None:
    call = helping.call("Pintu")
    later(minutes=15, seconds=1)
    assert (helping.ringing(), helping.loud()) == ([], [])
    again = helping.call("Pintu")
    assert again != call
    assert [one.id for one in helping.ringing()] == [again]
    assert helping.stand(again) == HelpNow("calling")


@pytest.mark.parametrize("answered", [True, False])
def test_the_next_person_s_call_is_not_the_one_that_was_answered(
    sari: Actor, answered: bool
) -> None:
    call = helping.call("Pintu")
    if answered:
        helping.answer(call, sari)
    assert (helping.call("Pintu") == call) is not answered


def test_what_they_want_to_complain_of_is_the_last_that_they_said(rung: list[str]) -> None:
    other = helping.call("Aula")
    for topic, kept, told in (
        (None, None, True),
        ("LAMA", "LAMA", True),
        (None, "LAMA", False),
        ("LAMA", "LAMA", False),
        ("UANG", "UANG", True),
    ):
        rung.clear()
        call = helping.call("Pintu", topic)
        assert (HelpCall.get_by_id(call).topic, rung == ["help"]) == (kept, told)
    assert (HelpCall.get_by_id(other).topic, HelpCall.select().count()) == (None, 2)


@pytest.mark.parametrize(
    ("seconds", "state", "loud", "told"),
    [
        (0, "calling", False, False),
        (29.999, "calling", False, False),
        (30, "unanswered", True, True),
        (34.999, "unanswered", True, True),
        (35, "unanswered", True, False),
        (900, "unanswered", True, False),
        (900.001, "unanswered", False, False),
    ],
)
def test_each_moment_of_a_call(
    monkeypatch: pytest.MonkeyPatch,
    rung: list[str],
    sari: Actor,
    seconds: float,
    state: str,
    loud: bool,
    told: bool,
) -> None:
    began = MONDAY.replace(tzinfo=clock.zone())
    monkeypatch.setattr(clock, "now", lambda: began)
    call = helping.call("Pintu")
    monkeypatch.setattr(clock, "now", lambda: began + timedelta(seconds=seconds))
    rung.clear()
    assert (helping.stand(call).state, rung) == (state, ["help"] if told else [])
    assert helping.loud() == (["Pintu"] if loud else [])
    assert len(helping.ringing()) == (seconds <= 900)


def test_the_seats_see_each_call_and_only_whether_it_is_a_complaint(sari: Actor) -> None:
    first, second = helping.call("Pintu"), helping.call("Aula", "UANG")
    assert [(one.id, one.place, one.complaint) for one in floor.surroundings().help] == [
        (first, "Pintu", False),
        (second, "Aula", True),
    ]
    assert (helping.topic_of(first), helping.topic_of(second)) == (None, "UANG")
    assert helping.topic_of(second + 1) is None
    # No topic at all is no complaint.
    assert helping.call("Pintu", "") == first
    assert helping.topic_of(helping.call("Taman", "")) is None
    HelpCall.delete().where(HelpCall.place == "Taman").execute()
    with pytest.raises(NotFound):
        helping.stand(second + 1)
    helping.answer(first, sari)
    helping.answer(second + 1, sari)
    assert [one.id for one in floor.surroundings().help] == [second]
    assert answers() == ["sari"]
    lines = JournalLine.select().where(JournalLine.what == "help.called")
    assert [one.subject for one in lines.order_by(JournalLine.sequence)] == [
        "Pintu",
        "Aula",
        "Taman",
    ]
