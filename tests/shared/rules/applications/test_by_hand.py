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
