"""The practice office has a running day, made through the real rules."""

from datetime import date

import pytest

from deploy import environment, prepare
from deploy.environment import SAMPLES
from deploy.practice import day
from shared import clock, config
from shared.records import Application, Complaint, CorrectiveAction
from shared.rules import queue
from shared.rules.admin import certificates
from shared.rules.applications import lists, states
from shared.rules.common import office, staff
from shared.rules.common.actor import SYSTEM
from shared.rules.complaints import recap, suggestion_box
from shared.rules.complaints import states as complaints
from shared.rules.oversight import notice_board
from shared.rules.paper import sheets
from shared.rules.queue import floor
from shared.web import application_papers


@pytest.fixture
def practice(tmp_path):
    """The practice office on Monday at ten, its day made."""
    chosen = environment.chosen({}, data=str(tmp_path), demo=True, now="2026-11-23T10:00")
    settings = config.load(chosen)
    prepare.database(settings)
    day.make_day(settings)
    yield settings
    office.close_office()


def test_its_sample_pdfs_are_worth_what_their_names_say(practice) -> None:
    found = {
        path.stem: application_papers.check(path.read_bytes())
        for path in (practice.data / SAMPLES).glob("*.pdf")
    }
    worth = {name: (one.signature, bool(one.problems)) for name, one in found.items()}
    assert worth.pop("Contoh salah, tanpa tanda tangan") == (states.UNSIGNED, False)
    assert worth.pop("Contoh salah, penanda tangan asing") == (states.UNKNOWN_SIGNER, False)
    assert worth.pop("Contoh salah, diubah") == (states.CHANGED, True)
    assert len(worth) > 5
    assert set(worth.values()) == {(states.VALID, False)}
    assert practice.watch_folder == str(practice.data / SAMPLES)
    assert [one.added_by for one in certificates.everything()] == [SYSTEM.who]


def test_people_were_served_some_wait_and_counters_are_busy(practice):
    figures = floor.figures()
    assert figures.served > 10
    assert figures.waiting > 0
    assert {"open", "break"} <= {seat.state for seat in queue.seats()}


def test_the_clock_is_back_where_it_was(practice):
    assert clock.local().strftime("%Y-%m-%d %H:%M") == "2026-11-23 10:00"


def test_the_same_day_is_not_made_twice(practice):
    before = floor.figures().taken
    day.make_day(practice)
    assert floor.figures().taken == before


def test_the_next_day_is_a_day_of_its_own(practice):
    tomorrow = clock.local().replace(day=24)
    clock.move(practice.data, tomorrow)
    day.make_day(practice)
    assert floor.figures().served > 10


def test_a_start_just_after_midnight_still_works(practice):
    clock.move(practice.data, clock.local().replace(day=25, hour=0, minute=5))
    day.make_day(practice)
    assert clock.local().day == 25


def test_every_invented_person_can_sign_in_as_told(practice):
    for told in day.sign_ins(practice):
        assert staff.sign_in(told["username"], told["password"], "127.0.0.1").active


def test_a_real_office_tells_no_passwords(practice):
    from dataclasses import replace

    assert day.sign_ins(replace(practice, practice=False)) == []


def test_files_stand_in_every_state_that_a_seat_shows(practice):
    found = lists.inbox()
    now = {one.state for files in found.lists.values() for one in files}
    assert now >= {
        states.RECEIVED,
        states.CHECKING,
        states.RETURNED,
        states.COMPLETE,
        states.PROCESSING,
        states.AWAITING,
        states.PRINTED,
        states.READY,
    }
    assert found.lists["to_decide"]
    assert found.lists["due_today"]
    assert (
        len(found.lists["late"])
        > len([one for one in found.lists["late"] if one in found.lists["unexplained"]])
        > 0
    )
    over = {row.state for row in Application.select()} - now
    assert over == {states.HANDED, states.REFERRED, states.CANCELLED}
    assert [job.state for job in sheets.queue()] == [sheets.QUEUED]


def test_complaints_stand_in_every_state_and_the_last_quarter_is_announced(practice):
    rows = list(Complaint.select())
    assert {row.state for row in rows} >= {
        complaints.RECORDED,
        complaints.REPORTED,
        complaints.FOLLOWED_UP,
        complaints.INCOMPLETE,
        complaints.CLOSED,
        complaints.REFERRED,
    }
    assert [row.topic for row in rows if row.guarded] == ["UANG"]
    assert sum(row.reopened for row in rows) == 1
    boxes = suggestion_box.openings(date(2026, 11, 1), clock.service_day())
    assert (sum(box.slips for box in boxes), sum(box.left for box in boxes)) == (2, 0)
    assert suggestion_box.overdue() == []
    (told,) = recap.public()
    assert (told.year, told.quarter, told.figures.total.received) == (2026, 3, 4)
    assert [one.state for one in CorrectiveAction.select()] == ["done"]
    assert notice_board.shown_on(clock.service_day())


@pytest.mark.parametrize("start", ["2026-10-01T08:10", "2027-01-04T09:00"])
def test_complaints_are_made_on_any_day(tmp_path, start):
    chosen = environment.chosen({}, data=str(tmp_path), demo=True, now=start)
    settings = config.load(chosen)
    prepare.database(settings)
    try:
        day.make_day(settings)
        assert len(recap.public()) == 1
        assert Complaint.select().where(Complaint.recorded_at > clock.now()).count() == 0
    finally:
        office.close_office()
