"""`/latihan`: the tasks of each seat, ticked by what the journal tells of their own officer."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from deploy.practice import tasks
from kiosk.seats.oversight.journal_words import SENTENCES
from shared.rules import queue
from shared.rules.applications import history
from shared.rules.common import staff
from shared.rules.common.actor import Actor
from tests.kiosk.seats.desks import enrol, sign_in
from tests.office import having, take

PAGE = "/latihan"


def done(client: FlaskClient) -> list[str]:
    """The tasks that the page shows as done."""
    page = client.get(PAGE).get_data(as_text=True)
    return re.findall(r"<li data-done>.*?<span>([^<]+)<", page, re.DOTALL)


@pytest.fixture
def ratna(app: Flask) -> FlaskClient:
    """The browser of somebody who works at the counter and at the information desk."""
    app.config["WTF_CSRF_ENABLED"] = False
    enrol("ratna", staff.COUNTER, staff.INFO_DESK)
    browser = app.test_client()
    sign_in(browser, "ratna")
    return browser


def acting(name: str) -> tuple[staff.Officer, Actor]:
    officer = next(one for one in staff.everybody() if one.username == name)
    return officer, officer.acting(officer.roles[0])


def test_a_task_is_ticked_by_doing_it_for_whoever_did_it(ratna, app):
    assert done(ratna) == []
    take()
    officer, ours = acting("ratna")
    queue.sit(1, ours)
    queue.call_next(1, ours)
    assert done(ratna) == ["Buka loket Anda.", "Panggil nomor berikutnya."]
    (counter, desk) = tasks.of(officer)
    assert (counter.title, counter.done, desk.done) == ("Petugas Loket", 2, 0)
    enrol("bayu", staff.COUNTER)
    other = app.test_client()
    sign_in(other, "bayu")
    assert done(other) == []


def test_beginning_anew_clears_the_ticks_of_one_person(ratna):
    take()
    _, ours = acting("ratna")
    queue.sit(1, ours)
    assert done(ratna) == ["Buka loket Anda."]
    assert ratna.post(PAGE).status_code == 302
    assert done(ratna) == []
    queue.call_next(1, ours)
    assert done(ratna) == ["Panggil nomor berikutnya."]


def test_every_seat_has_tasks_and_each_can_be_done():
    known = SENTENCES.keys() | {f"application.{what}" for what in history._HAPPENED}
    asked = {kind for _, each in tasks.TASKS.values() for one in each for kind in one.kinds}
    assert asked <= known
    assert set(tasks.TASKS) == set(staff.ROLES) - {staff.ANY_SECTION_HEAD}


def test_a_real_office_shows_the_way_there_and_has_no_tasks(ratna, monkeypatch):
    having(monkeypatch, practice=False)
    assert "practice-tasks" not in ratna.get(PAGE).get_data(as_text=True)
    assert ratna.post(PAGE).status_code == 404


def test_nobody_who_is_not_signed_in_sees_it(client):
    assert client.get(PAGE).status_code == 302
