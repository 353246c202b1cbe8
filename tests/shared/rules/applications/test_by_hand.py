"""Files copied from the paper book: their steps at the times that the paper tells."""

from datetime import datetime, timedelta

import pytest

from shared import clock
from shared.errors import AppError, Invalid, NotAllowed, Refused
from shared.records import Application, ApplicationEvent, ClockRun
from shared.rules.applications import by_hand, decisions, intake, process, register
from shared.rules.applications.view import ApplicationView
from tests.kk import COUNTER, KASI, OPERATOR, accepted, all_seen, close_month, story, taken, wish
from tests.office import Later

pytestmark = [pytest.mark.usefixtures("office"), pytest.mark.clause("8.3")]


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"2026-11-{text}").replace(tzinfo=clock.zone())


@pytest.fixture
def copied(later: Later) -> ApplicationView:
    """A file of Monday's power cut, copied on Thursday with every press made on that day."""
    later(days=3)
    file = intake.register(wish(), COUNTER, received_at=at("23T09:00")).application
    all_seen(file)
    decisions.declare_complete(file.id, KASI)
    decisions.declare_valid(file.id, KASI)
    process.begin(file.id, OPERATOR)
    by_hand.printed_outside(file.id, OPERATOR)
    process.pass_product(file.id, dict.fromkeys(process.CHECKS, True), OPERATOR)
    how = taken("Wati Percobaan", process.APPLICANT)
    return process.hand_over(file.id, how, COUNTER)


def test_the_clock_is_counted_from_the_times_of_the_paper(copied: ApplicationView) -> None:
    moments = (at("23T10:00"), at("24T14:00"), at("24T14:30"), at("24T14:40"))
    times = dict(zip(by_hand.STEPS, moments, strict=True))
    by_hand.copy_times(copied.id, times, KASI)
    run = ClockRun.get()
    assert (run.decided_at, run.started_at) == (at("23T10:00"), at("23T10:00"))
    assert (run.due_at, run.stopped_at) == (at("24T15:00"), at("24T14:30"))
    (row,) = register.month_rows(2026, 11)
    assert (row.complete, row.printed) == ("23-11-2026 10.00", "24-11-2026 14.00")
    assert (row.handed, row.promptness) == ("24-11-2026 14.40", "T")
    assert "ditulis tangan" in row.remarks


def test_what_was_late_on_paper_is_late(copied: ApplicationView) -> None:
    assert register.month_rows(2026, 11)[0].promptness == "T"
    by_hand.copy_times(copied.id, {"decided": at("23T10:00")}, KASI)
    assert register.month_rows(2026, 11)[0].promptness == "L"


def test_the_history_tells_the_presses_and_that_the_times_are_hand_written(
    copied: ApplicationView,
) -> None:
    by_hand.copy_times(copied.id, {"decided": at("23T10:00")}, KASI)
    last = story(copied.id)[-1]
    assert "ditulis tangan" in last.text
    assert "Diputus lengkap dan valid Senin, 23 November 2026 pukul 10.00 WIB" in last.note
    pressed = ApplicationEvent.get(ApplicationEvent.what == "accept")
    assert clock.local(pressed.at).day == 26


@pytest.mark.parametrize(
    "times",
    [
        {},
        {"decided": at("23T08:59")},
        {"decided": at("26T09:01")},
        {"handed": at("28T09:00")},
        {"decided": at("24T10:00"), "printed": at("24T09:00")},
        {"printed": at("24T10:00")},
        {"decided": datetime(1, 1, 1, tzinfo=clock.zone())},
    ],
    ids=[
        "none",
        "before it came",
        "after the press",
        "tomorrow",
        "out of order",
        "before the decision",
        "year one",
    ],
)
def test_times_that_cannot_be_are_refused(
    copied: ApplicationView, times: dict[str, datetime]
) -> None:
    before = Application.get().version
    with pytest.raises(Invalid):
        by_hand.copy_times(copied.id, times, KASI)
    assert Application.get().version == before


def test_only_the_head_copies_times_and_only_of_hand_written_files(
    copied: ApplicationView,
) -> None:
    times = {"decided": at("23T10:00")}
    with pytest.raises(NotAllowed):
        by_hand.copy_times(copied.id, times, COUNTER)
    usual = accepted(nik="3508170504900002")
    with pytest.raises(Refused, match="tidak disalin"):
        by_hand.copy_times(usual.id, times, KASI)
    process.begin(usual.id, OPERATOR)
    with pytest.raises(Refused, match="tidak disalin"):
        by_hand.printed_outside(usual.id, OPERATOR)


def test_a_step_not_yet_made_has_no_time() -> None:
    file = intake.register(
        wish(), COUNTER, received_at=clock.now() - timedelta(hours=1)
    ).application
    with pytest.raises(Refused, match="Belum dilakukan: KK tercetak"):
        by_hand.copy_times(file.id, {"printed": clock.now()}, KASI)


def test_a_closed_month_takes_no_times(copied: ApplicationView, later: Later) -> None:
    later(days=10)
    close_month(2026, 11)
    with pytest.raises(AppError, match="ditutup"):
        by_hand.copy_times(copied.id, {"decided": at("23T10:00")}, KASI)


def test_a_time_may_be_that_of_its_press_and_all_at_one_moment(copied: ApplicationView) -> None:
    pressed = {
        name: ApplicationEvent.get(ApplicationEvent.what == what).at
        for name, what in by_hand._MOVES.items()
    }
    by_hand.copy_times(copied.id, pressed, KASI)
    for name, moment in pressed.items():
        with pytest.raises(Invalid) as refused:
            by_hand.copy_times(copied.id, {name: moment + timedelta(milliseconds=1)}, KASI)
        assert refused.value.code == "times"
    one = at("23T09:00")
    by_hand.copy_times(copied.id, dict.fromkeys(by_hand.STEPS, one), KASI)
    row = Application.get()
    assert {row.complete_at, row.valid_at, row.printed_at, row.ready_at, row.handed_at} == {one}
    run = ClockRun.get()
    assert (run.decided_at, run.stopped_at, run.stopped_for) == (one, one, "ready")


def test_no_step_comes_before_the_file_was_last_brought_back(later: Later) -> None:
    later(days=3)
    file = intake.register(wish(), COUNTER, received_at=at("23T09:00")).application
    for _ in range(2):
        all_seen(file)
        decisions.declare_complete(file.id, KASI)
        decisions.declare_valid(file.id, KASI)
        later(hours=1)
        decisions.give_back(file.id, "TIDAK_VALID", KASI, "nama")
        decisions.resubmit(file.id, COUNTER)
    later(hours=1)
    decisions.declare_complete(file.id, KASI)
    decisions.declare_valid(file.id, KASI)
    first, second = (
        ClockRun.select().where(ClockRun.stopped_for == "returned").order_by(ClockRun.id)
    )
    for moment in (first.stopped_at, second.stopped_at - timedelta(milliseconds=1)):
        with pytest.raises(Invalid) as refused:
            by_hand.copy_times(file.id, {"decided": moment}, KASI)
        assert refused.value.code == "order"
    by_hand.copy_times(file.id, {"decided": second.stopped_at}, KASI)
    latest = ClockRun.select().order_by(ClockRun.id.desc()).get()
    assert (latest.decided_at, latest.stopped_at) == (second.stopped_at, None)
    assert ClockRun.get_by_id(first.id).decided_at == first.decided_at


def test_a_time_that_is_not_told_stays_as_it_was_pressed(copied: ApplicationView) -> None:
    before, stopped = Application.get(), ClockRun.get().stopped_at
    by_hand.copy_times(copied.id, {"decided": at("24T10:00"), "printed": at("24T11:00")}, KASI)
    assert (ClockRun.get().stopped_at, stopped is None) == (stopped, False)
    row = Application.get()
    assert (row.complete_at, row.valid_at, row.printed_at) == (
        *(at("24T10:00"), at("24T10:00")),
        at("24T11:00"),
    )
    assert (row.ready_at, row.handed_at) == (before.ready_at, before.handed_at)
    assert row.printed_by == "dewi"
    by_hand.copy_times(copied.id, {"ready": at("24T12:00")}, KASI)
    run = ClockRun.get()
    assert (run.decided_at, run.stopped_at) == (at("24T10:00"), at("24T12:00"))


@pytest.mark.parametrize(("days", "closed"), [(9, True), (1, False)])
def test_of_the_times_and_the_day_it_came_none_is_in_a_closed_month(
    later: Later, days: int, closed: bool
) -> None:
    later(days=10)
    accepted(nik="3508170504900002")
    moment = clock.now() - timedelta(days=days)
    file = intake.register(wish(), COUNTER, received_at=moment).application
    all_seen(file)
    decisions.declare_complete(file.id, KASI)
    decisions.declare_valid(file.id, KASI)
    times = {"decided": clock.now() - timedelta(hours=1)}
    if closed:
        close_month(2026, 11)
        with pytest.raises(Refused, match="ditutup"):
            by_hand.copy_times(file.id, times, KASI)
    else:
        by_hand.copy_times(file.id, times, KASI)
        row = Application.get_by_id(file.id)
        assert row.valid_at == row.complete_at < clock.now() - timedelta(minutes=59)


def test_what_another_file_was_returned_for_bounds_no_time_of_this_one(later: Later) -> None:
    later(days=1)
    files = [
        intake.register(wish(nik=nik), COUNTER, received_at=at("23T09:00")).application
        for nik in ("3508170504900002", "3508170504900003")
    ]
    for file in files:
        all_seen(file)
        decisions.declare_complete(file.id, KASI)
        decisions.declare_valid(file.id, KASI)
    later(hours=1)
    decisions.give_back(files[1].id, "TIDAK_VALID", KASI, "nama")
    by_hand.copy_times(files[0].id, {"decided": at("23T09:00")}, KASI)
    assert Application.get_by_id(files[0].id).valid_at == at("23T09:00")
    with pytest.raises(Refused) as refused:
        by_hand.copy_times(files[1].id, {"decided": at("23T09:30")}, KASI)
    assert refused.value.code == "not-made"


def test_a_print_outside_is_told_with_its_moment_and_its_hand(
    later: Later, rung: list[str]
) -> None:
    file = intake.register(
        wish(), COUNTER, received_at=clock.now() - timedelta(hours=1)
    ).application
    all_seen(file)
    decisions.declare_complete(file.id, KASI)
    decisions.declare_valid(file.id, KASI)
    process.begin(file.id, OPERATOR)
    later(minutes=7)
    rung.clear()
    assert by_hand.printed_outside(file.id, OPERATOR).state == "printed"
    row = Application.get()
    event = ApplicationEvent.select().order_by(ApplicationEvent.id.desc()).get()
    assert (row.printed_by, row.printed_at > file.received_at) == ("dewi", True)
    assert (event.what, event.note, event.at - row.printed_at < timedelta(seconds=5)) == (
        *("print", "dicetak di luar aplikasi"),
        True,
    )
    assert "applications" in rung
