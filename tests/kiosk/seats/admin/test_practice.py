"""Admin, Latihan: the practice office opened and closed by a press, and everybody's way there."""

from threading import Barrier, Thread

import pytest
from flask import Flask
from flask.testing import FlaskClient

from deploy.practice import beside
from deploy.practice.door import TLS_PORT, Door
from shared.records import JournalLine
from shared.rules.admin import practising
from shared.rules.common import staff
from shared.rules.common.office import Here
from tests.devices.front_door import FILES
from tests.kiosk.seats.desks import enrol, sign_in
from tests.office import having

PAGE = "/admin/latihan"


@pytest.fixture(autouse=True)
def _real_office(office: Here, monkeypatch: pytest.MonkeyPatch) -> None:
    having(monkeypatch, practice=False)


def told(browser: FlaskClient, page: str = PAGE, **more: object) -> str:
    return browser.get(page, **more).get_data(as_text=True)


def lines() -> list[tuple[str, str]]:
    """What the journal tells of the practice office, and of whom."""
    found = JournalLine.select().where(JournalLine.what.startswith("practice."))
    return [(one.what, one.who) for one in found.order_by(JournalLine.sequence)]


def opened(office: Here) -> None:
    """As the practice office itself tells once it answers."""
    wish = beside.wish(office.settings.data)
    assert wish
    beside.tell_open(office.settings.data, wish.mark)


def test_a_press_wishes_it_until_the_close_of_service_and_the_journal_tells_who(admin, office):
    assert "Latihan belum menyala." in told(admin)
    assert admin.post(f"{PAGE}/mulai").status_code == 302
    wish = beside.wish(office.settings.data)
    assert wish
    assert wish.until == "2026-11-23T15:00:00+07:00"
    assert not wish.anew
    assert lines() == [("practice.started", "kepala")]
    answer = admin.get(PAGE)
    assert "Sedang disiapkan" in answer.get_data(as_text=True)
    assert answer.headers["Refresh"] == "2"


def test_after_the_close_it_is_open_until_midnight(office, later):
    later(hours=9)
    assert practising.ends().isoformat() == "2026-11-24T00:00:00+07:00"
    later(hours=24 * 5)
    assert practising.ends().isoformat() == "2026-11-29T00:00:00+07:00"


def test_a_wish_whose_time_is_over_is_none(admin, office, later):
    admin.post(f"{PAGE}/mulai")
    later(hours=5, minutes=59)
    assert beside.wish(office.settings.data) is not None
    later(minutes=2)
    assert beside.wish(office.settings.data) is None


def test_once_it_answers_its_address_has_the_name_that_the_browser_used(admin, office):
    admin.post(f"{PAGE}/mulai")
    with beside.living(office.settings.data):
        opened(office)
        here = told(admin)
        assert "Latihan terbuka sampai pukul 15.00" in here
        assert 'href="http://localhost:8081/masuk"' in here
        assert "Refresh" not in admin.get(PAGE).headers


def test_through_the_office_s_own_proxy_it_is_reached_by_its_other_port(app: Flask):
    assert f"listen {TLS_PORT} ssl" in (FILES / "conf.d" / "antrean.conf").read_text("utf-8")

    def address(base: str, **headers: str) -> str:
        with app.test_request_context(base_url=base, headers=headers):
            return Door().address()

    assert address("http://loket", **{"X-Forwarded-Proto": "https"}) == f"https://loket:{TLS_PORT}"
    assert address("http://loket:8080") == "http://loket:8081"
    assert address("http://[::1]:8080") == "http://[::1]:8081"


def test_stopped_by_a_press_it_is_shown_until_it_has_ended(admin, office):
    admin.post(f"{PAGE}/mulai")
    with beside.living(office.settings.data):
        opened(office)
        assert admin.post(f"{PAGE}/hentikan").status_code == 302
        assert "Sedang dihentikan" in told(admin)
    assert "Latihan belum menyala." in told(admin)
    admin.post(f"{PAGE}/hentikan")
    assert lines() == [("practice.started", "kepala"), ("practice.stopped", "kepala")]


def test_two_admins_at_once_start_one(app: Flask, admin, office):
    enrol("wakil", staff.ADMIN)
    other = app.test_client()
    sign_in(other, "wakil")
    together = Barrier(2)

    def press(browser: FlaskClient) -> None:
        together.wait(20)
        browser.post(f"{PAGE}/mulai")

    both = [Thread(target=press, args=(one,)) for one in (admin, other)]
    for one in both:
        one.start()
    for one in both:
        one.join(60)
    assert [what for what, _ in lines()] == ["practice.started"]


def test_it_is_begun_anew_only_once_one_is_sure(admin, office):
    admin.post(f"{PAGE}/mulai")
    before = beside.wish(office.settings.data)
    asked = admin.post(f"{PAGE}/ulang")
    assert asked.status_code == 409
    assert "Semua yang dikerjakan di kantor latihan dibuang." in asked.get_data(as_text=True)
    assert beside.wish(office.settings.data) == before
    admin.post(f"{PAGE}/ulang", data={"sure": "sure"})
    after = beside.wish(office.settings.data)
    assert before
    assert after
    assert after.anew
    assert after.mark != before.mark
    assert lines()[-1] == ("practice.renewed", "kepala")


def test_a_full_disk_starts_nothing_and_says_so(admin, office, monkeypatch):
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(beside, "begin", full)
    answer = admin.post(f"{PAGE}/mulai")
    assert answer.status_code == 503
    assert "latihan tidak dapat dimulai" in answer.get_data(as_text=True)
    assert lines() == []


def test_what_the_journal_cannot_tell_is_not_done(admin, office, monkeypatch):
    def broken(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(practising.journal, "note", broken)
    assert admin.post(f"{PAGE}/mulai").status_code == 500
    assert beside.wish(office.settings.data) is None


def test_why_the_last_one_could_not_live_is_told(admin, office):
    admin.post(f"{PAGE}/mulai")
    wish = beside.wish(office.settings.data)
    assert wish
    beside.give_up(office.settings.data, wish, "Port 8081 dipakai program lain.")
    assert "Latihan tidak dapat dibuka: Port 8081 dipakai program lain." in told(admin)
    admin.post(f"{PAGE}/mulai")
    admin.post(f"{PAGE}/hentikan")
    assert "Port 8081" not in told(admin)


def test_an_officer_is_shown_the_way_or_told_who_can_start_it(app: Flask, admin, office):
    enrol("ratna", staff.COUNTER)
    officer = app.test_client()
    sign_in(officer, "ratna")
    assert officer.get(PAGE).status_code == 403
    page = told(officer, "/latihan")
    assert "Latihan belum menyala." in page
    assert "Kepala" in page
    admin.post(f"{PAGE}/mulai")
    assert "sedang disiapkan" in told(officer, "/latihan")
    with beside.living(office.settings.data):
        opened(office)
        assert 'href="http://localhost:8081/masuk"' in told(officer, "/latihan")


def test_within_a_practice_office_there_is_no_other(admin, monkeypatch):
    having(monkeypatch, practice=True)
    assert admin.get(PAGE).status_code == 404
    assert 'href="/admin/latihan"' not in told(admin, "/admin/orang")
