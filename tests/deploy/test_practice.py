"""The practice office has a running day, made through the real rules."""

import os
import shutil
from datetime import date, datetime, timedelta
from unittest.mock import Mock

import pytest

from deploy import environment, prepare
from deploy.environment import SAMPLES
from deploy.practice import day
from shared import clock, config
from shared.db import sqlite
from shared.records import Application, Complaint, CorrectiveAction, Ticket
from shared.rules import queue
from shared.rules.admin import certificates
from shared.rules.applications import lists, states
from shared.rules.common import office, staff
from shared.rules.common.actor import SYSTEM, Actor
from shared.rules.complaints import recap_view, suggestion_box
from shared.rules.complaints import states as complaints
from shared.rules.hours import opening
from shared.rules.oversight import notice_board, samples
from shared.rules.paper import sheets
from shared.rules.quality import (
    competence,
    facilities,
    incidents,
    index,
    periods,
    questionnaires,
    results,
)
from shared.rules.queue import Press, floor
from shared.web import application_papers


def _settings(folder):
    return config.load(environment.chosen({}, data=str(folder), demo=True, now="2026-11-23T09:00"))


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A practice office on Monday at nine, its day made, and what its clock showed then."""
    settings = _settings(tmp_path_factory.mktemp("practice"))
    prepare.database(settings)
    day.make_day(settings)
    moment = clock.now()
    office.close_office()
    return settings.data, moment


@pytest.fixture
def practice(made, tmp_path):
    """The same, for this test alone."""
    folder, moment = made
    shutil.copytree(folder, tmp_path, dirs_exist_ok=True)
    settings = _settings(tmp_path)
    office.open_office(settings, checkpoints=True)
    clock.move(settings.data, moment)
    yield settings
    office.close_office()


def test_a_practice_day_is_made_without_waiting_for_the_disk_and_is_on_it_in_the_end(
    tmp_path, monkeypatch
):
    settings, synced, made = _settings(tmp_path), [], []
    making, sync = day.make_files, os.fsync

    def watched(*given):
        made.append(sqlite.database.pragma("synchronous"))
        making(*given)

    monkeypatch.setattr(day, "make_files", watched)
    monkeypatch.setattr(os, "fsync", lambda handle: synced.append(sync(handle)))
    prepare.database(settings)
    day.make_day(settings)
    now = sqlite.database.pragma("synchronous")
    office.close_office()
    assert (made, now) == ([0], 2)  # off, full
    assert len(synced) < 150  # files that are kept: two of each


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
    assert figures.served > 5
    assert figures.waiting > 0
    assert {"open", "break"} <= {seat.state for seat in queue.seats()}


def test_some_who_were_served_said_how_it_was(practice):
    found = results.of(periods.of(clock.service_day(), 1), Actor("-", staff.CAMAT))
    assert found.all.whole > 2
    assert 60 < index.rounded(found.all.index) < 100


def test_the_clock_is_back_where_it_was(practice):
    assert clock.local().strftime("%Y-%m-%d %H:%M") == "2026-11-23 09:00"


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
    assert {row.topic for row in rows if row.guarded} == {"UANG", "PETUGAS"}
    assert sum(row.reopened for row in rows) == 1
    boxes = suggestion_box.openings(date(2026, 11, 1), clock.service_day())
    assert (sum(box.slips for box in boxes), sum(box.left for box in boxes)) == (2, 0)
    assert suggestion_box.overdue() == []
    (told,) = recap_view.public()
    assert (told.year, told.quarter, told.figures.total.received) == (2026, 3, 4)
    assert [one.state for one in CorrectiveAction.select()] == ["done"]
    assert notice_board.shown_on(clock.service_day())


def test_whoever_learns_finds_something_on_the_pages_of_quality_and_oversight(practice):
    today, camat = clock.service_day(), Actor("-", staff.CAMAT)
    short = {one.code: one.short for one in facilities.stands(today)}
    assert (short["KURSI"], short["PRINTER"]) == (1, 0)
    assert [one.name for one in facilities.mended()]
    gaps = [fit.gaps for post in competence.matrix() for fit in post.holders]
    assert [] in map(list, gaps)
    assert any(gaps), "somebody lacks something, and is named for it"
    assert {one.state for one in incidents.register(camat)} == {incidents.OPEN, incidents.CLOSED}
    sample = samples.of(2026, 10)
    looked_at = [one for one in sample.checks if not one.is_open]
    assert 0 < len(looked_at) < len(sample.checks)
    assert {one.result for one in looked_at} == {samples.ANSWERS[samples.FITS]}
    found = results.of(periods.of(date(2026, 10, 1), 1), camat)
    assert found.by_staff == "100,0 %"
    assert found.all.whole > 5
    pressed = questionnaires.moods(today, today)
    assert all(sum(times) for times in pressed.values())


@pytest.fixture
def started(tmp_path, monkeypatch):
    """Start the practice office in the same folder at a real moment; what its clock shows then."""

    def start(real: str, now: str | None = None) -> str:
        moment = datetime.fromisoformat(f"{real}+07:00")

        class Real(datetime):
            @classmethod
            def now(cls, zone=None):
                return moment.astimezone(zone)

        monkeypatch.setattr(clock, "datetime", Real)
        settings = config.load(environment.chosen({}, data=str(tmp_path), demo=True, now=now))
        prepare.database(settings)
        return f"{clock.local():%Y-%m-%dT%H:%M}"

    yield start
    office.close_office()


@pytest.mark.parametrize(
    ("real", "shows"),
    [
        ("2026-11-23T03:00", "2026-11-23T09:00"),  # a Monday, before the opening
        ("2026-11-23T13:20", "2026-11-23T09:00"),
        ("2026-11-23T23:59", "2026-11-23T09:00"),
        ("2026-11-28T10:00", "2026-11-30T09:00"),  # a Saturday
        ("2026-12-25T10:00", "2026-12-28T09:00"),  # Christmas, a Friday
        ("2026-12-31T22:00", "2026-12-31T09:00"),
        ("2027-02-12T22:00", "2027-02-12T09:00"),  # Friday in Ramadan
    ],
)
def test_practice_begins_at_nine_on_a_working_day_at_any_hour_of_any_day(started, real, shows):
    assert started(real) == shows
    assert queue.take(Press("KK", "00000000-0000-4000-8000-000000000001")).created


@pytest.mark.parametrize(
    ("again", "shows"),
    [
        ("2026-11-23T21:40", "2026-11-23T10:40"),  # an hour and forty minutes later
        ("2026-11-24T00:20", "2026-11-23T13:20"),
        ("2026-11-24T00:50", "2026-11-24T09:00"),  # less than an hour of it is left
        ("2026-11-24T20:00", "2026-11-24T09:00"),
        ("2026-11-26T20:30", "2026-11-26T09:30"),  # left running for three days
        ("2026-11-27T23:30", "2026-11-27T12:30"),
        ("2026-11-28T11:00", "2026-11-30T09:00"),
        ("2026-11-20T08:00", "2026-11-23T09:00"),  # the computer's clock was set back
    ],
)
def test_a_second_start_goes_on_inside_the_hours_and_never_back(started, again, shows):
    assert started("2026-11-23T20:00") == "2026-11-23T09:00"
    queue.take(Press("KK", "00000000-0000-4000-8000-000000000001"))
    newest = clock.now()
    assert started(again) == shows
    assert clock.now() >= newest
    assert queue.take(Press("KK", "00000000-0000-4000-8000-000000000002")).created


def test_a_wished_moment_is_never_before_the_newest_line(started):
    assert started("2026-11-23T20:00", now="2026-12-01T10:00") == "2026-12-01T10:00"
    queue.take(Press("KK", "00000000-0000-4000-8000-000000000001"))
    assert started("2026-11-23T20:10", now="2026-11-23T09:00") == "2026-12-01T10:00"
    assert started("2026-11-23T20:10", now="2026-12-01T11:00") == "2026-12-01T11:00"


@pytest.mark.parametrize(
    "start",
    [
        "2026-10-01T08:10",  # the first day of a quarter
        "2026-11-23T06:00",  # before the opening
        "2026-11-28T20:00",  # a Saturday
        "2027-01-04T09:00",
        "2027-02-12T09:00",  # Friday in Ramadan
    ],
)
def test_a_day_is_made_inside_the_hours_whenever_it_begins(tmp_path, start):
    settings = config.load(environment.chosen({}, data=str(tmp_path), demo=True, now=start))
    prepare.database(settings)
    try:
        day.make_day(settings)
        moments = [row.issued_at for row in Ticket.select()]
        moments += [row.received_at for row in Application.select()]
        outside = [at for at in moments if not opening.calendar(at.date()).takes_tickets_at(at)]
        assert outside == []
        assert all(at <= clock.now() for at in moments)
        # It ticks on while the day is made: longer where the machine is busy.
        ticked = clock.local().replace(tzinfo=None) - datetime.fromisoformat(start)
        assert timedelta() <= ticked < timedelta(minutes=10)
        assert len(recap_view.public()) == 1
        assert Complaint.select().where(Complaint.recorded_at > clock.now()).count() == 0
    finally:
        office.close_office()


def test_a_day_that_was_cut_off_while_it_was_made_is_made_anew(tmp_path, monkeypatch):
    chosen = environment.chosen({}, data=str(tmp_path), demo=True, now="2026-11-23T09:00")
    settings = config.load(chosen)
    try:
        prepare.database(settings)
        with monkeypatch.context() as power:
            power.setattr(day, "make_complaints", Mock(side_effect=KeyboardInterrupt))
            with pytest.raises(KeyboardInterrupt):
                day.make_day(settings)
        office.close_office()
        prepare.database(settings)
        day.make_day(settings)
        assert Complaint.select().exists()
        assert f"{clock.local():%Y-%m-%dT%H:%M}" == "2026-11-23T09:00"
    finally:
        office.close_office()
