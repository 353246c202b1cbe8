"""Who gets numbers and paper in a real office: screens that were let in, programs, officers."""

import re
from uuid import uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient

from deploy import app as composition
from shared import config
from shared.records import Complaint, HelpCall, PairingCode, SlipJob, Ticket
from shared.rules.admin import devices, people
from shared.rules.common import staff
from shared.rules.common.devices import OWN_NAME
from shared.rules.queue import floods
from shared.web import guards
from tests.office import PASSWORD, having

TICKETS, COOKIE = "/api/v1/tickets", "antrean_perangkat"
ELSEWHERE = {"REMOTE_ADDR": "192.168.1.20"}
PROXIED = {"X-Forwarded-For": "192.168.1.20"}
PRESSES = ("nomor", "daftar", "bantuan", "pengaduan/lama", "pengaduan/lama/ponsel")


@pytest.fixture
def settings(tmp_path):
    """A real office: in practice anybody takes a number."""
    return config.load({}, data=tmp_path / "data", voice="off", public_url="http://10.0.0.1")


@pytest.fixture
def app(office):
    made = composition.compose(office)
    made.config.update(TESTING=True, PROPAGATE_EXCEPTIONS=False, WTF_CSRF_ENABLED=False)
    yield made
    made.extensions["antrean.speaker"].close()


@pytest.fixture
def screen(app: Flask) -> FlaskClient:
    """A touchscreen elsewhere in the building."""
    return browser(app)


def browser(app: Flask, address: str = "192.168.1.20") -> FlaskClient:
    made = app.test_client()
    made.environ_base["REMOTE_ADDR"] = address
    return made


def taken(client: FlaskClient, **more):
    """What comes of a press of the script."""
    return client.post(TICKETS, json={"service": "KK", "touch": str(uuid4())}, **more)


def code_on(client: FlaskClient) -> str:
    """The code that the screen shows; empty when it shows its home page."""
    page = client.get("/kios").get_data(as_text=True)
    found = re.search(r'class="pairing-code">(\d{3}) (\d{3})<', page)
    assert bool(found) == ("belum dipasangkan" in page) != ('id="beranda"' in page)
    return "".join(found.groups()) if found else ""


def test_an_unknown_screen_shows_its_code_and_gives_no_number(screen):
    refused = taken(screen)
    assert (refused.status_code, refused.get_json()["code"]) == (403, "unpaired")
    assert len(code_on(screen)) == 6
    assert taken(screen).status_code == 403
    assert Ticket.select().count() == 0


def test_once_accepted_it_gives_numbers_and_once_revoked_it_shows_another_code(screen):
    code = code_on(screen)
    unknown = screen.get("/kios/keadaan").get_json()["version"]
    devices.accept(code, "Layar depan")
    assert screen.get("/kios/keadaan").get_json()["version"] != unknown
    assert code_on(screen) == ""
    assert taken(screen).status_code == 201
    assert Ticket.get().channel == "kiosk"
    devices.revoke("Layar depan")
    before = screen.get_cookie(COOKIE).value
    assert taken(screen).status_code == 403
    again = code_on(screen)
    assert again
    assert screen.get_cookie(COOKIE).value != before
    devices.accept(again, "Layar depan")
    assert taken(screen).status_code == 201


def test_a_restart_of_the_program_keeps_it_paired(screen, office):
    devices.accept(code_on(screen), "Layar depan")
    kept = screen.get_cookie(COOKIE)
    restarted = composition.compose(office)
    after = browser(restarted)
    after.set_cookie(COOKIE, kept.value)
    assert taken(after).status_code == 201
    restarted.extensions["antrean.speaker"].close()


def test_a_paired_screens_cookie_lives_a_year_from_each_look(screen):
    devices.accept(code_on(screen), "Layar depan")
    [line] = screen.get("/kios").headers.getlist("Set-Cookie")
    assert "HttpOnly" in line
    assert "SameSite=Lax" in line
    assert int(re.search(r"Max-Age=(\d+)", line)[1]) > 365 * 24 * 3600


def test_the_own_screen_of_the_machine_needs_no_hand_until_it_is_revoked(app):
    own = browser(app, "127.0.0.1")
    assert code_on(own) == ""
    assert taken(own).status_code == 201
    assert [one.name for one in devices.everything()] == [OWN_NAME]
    devices.revoke(OWN_NAME)
    assert taken(own).status_code == 403
    devices.accept(code_on(own), "Layar di meja")
    assert taken(own).status_code == 201


@pytest.mark.parametrize("headers", [PROXIED, {"Host": "10.0.0.1"}, {"Via": "1.1 x"}])
def test_what_a_proxy_passes_on_is_not_the_own_screen(app, headers):
    passed_on = browser(app, "127.0.0.1")
    assert taken(passed_on, headers=headers).status_code == 403
    assert devices.everything() == []


def test_a_program_takes_numbers_with_its_token_until_it_is_revoked(screen):
    bearer = {"Authorization": f"Bearer {devices.add('papan-kota', None)}"}
    assert taken(screen, headers=bearer).status_code == 201
    assert Ticket.get().channel == "api"
    assert taken(screen, headers={"Authorization": "Bearer tebakan"}).status_code == 403
    devices.revoke("papan-kota")
    assert taken(screen, headers=bearer).status_code == 403


def test_known_machines_behind_one_router_are_counted_and_told_of_each_for_itself(app, monkeypatch):
    having(monkeypatch, queue_touch_limit=1, queue_alarm=4)
    tokens = [devices.add(name, None) for name in ("tablet", "papan lain")]
    for token in tokens:
        program = browser(app)
        marks = {"Authorization": f"Bearer {token}"}
        answers = [taken(program, headers=marks).status_code for _ in range(6)]
        assert answers == [201] * 5 + [429]
    assert [one.count for one in floods.present()] == [5, 5]


def test_an_officer_who_signed_in_takes_numbers_anywhere(screen):
    people.add("sari", "Sari Percobaan", [staff.COUNTER], PASSWORD)
    screen.post("/masuk", data={"username": "sari", "password": PASSWORD})
    assert taken(screen).status_code == 201
    screen.post("/keluar")
    assert taken(screen).status_code == 403


def test_in_practice_anybody_takes_a_number(screen, monkeypatch):
    having(monkeypatch, practice=True)
    assert code_on(screen) == ""
    assert taken(screen).status_code == 201


@pytest.mark.parametrize("press", PRESSES)
def test_no_press_of_an_unknown_screen_makes_paper_or_rings(screen, press):
    form = {"service": "KK", "touch": str(uuid4()), "kind": "KK_HILANG", "isi": "Lama sekali."}
    answer = screen.post(f"/kios/{press}", data=form)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/kios")
    told = screen.post(f"/kios/{press}", data=form, headers={"Accept": "application/json"})
    assert (told.status_code, told.get_json()["code"]) == (403, "unpaired")
    for table in (Ticket, SlipJob, Complaint, HelpCall):
        assert table.select().count() == 0


def test_every_press_of_the_touchscreen_asks_who_it_is(app, screen):
    """Also one that is added later: what anybody may send is a list."""
    open_to_all = {"/kios/status", "/kios/status/pengaduan/<token>"}
    presses = {
        str(rule)
        for rule in app.url_map.iter_rules()
        if rule.endpoint.startswith("touch.") and "POST" in rule.methods and "/kios" in str(rule)
    }
    assert len(presses - open_to_all) >= len(PRESSES)
    for press in presses - open_to_all:
        assert screen.post(press.replace("<code>", "lama")).headers.get("Location") == "/kios"


def test_only_a_known_screen_hands_a_complaint_on_to_a_phone(screen):
    assert screen.get("/kios/pengaduan/lama/ponsel").headers["Location"] == "/kios"
    devices.accept(code_on(screen), "Layar depan")
    assert screen.get("/kios/pengaduan/lama/ponsel").status_code == 200


def test_a_phone_reads_its_own_pages_all_the_same(app):
    code = code_on(screen := browser(app))
    devices.accept(code, "Layar depan")
    token = taken(screen).get_json()["token"]
    phone = browser(app, "192.168.1.99")
    for page in (f"/t/{token}", "/status", "/", "/kios/standar", f"{TICKETS}/{token}"):
        assert phone.get(page).status_code == 200, page
    asked = phone.post("/status", data={"jenis": "KK", "nomor": "1", "kode": "1234"})
    assert asked.status_code != 403


def test_looking_by_itself_asks_for_no_code(screen):
    screen.get("/kios/keadaan")
    screen.get("/kios/standar")
    screen.post("/kios/bantuan")
    assert PairingCode.select().count() == 0


def test_too_many_screens_of_one_address_are_told_to_wait(app):
    for _ in range(5):
        assert code_on(browser(app))
    page = browser(app).get("/kios").get_data(as_text=True)
    assert "Terlalu banyak layar meminta kode" in page
    assert '<meta http-equiv="refresh" content="60">' in page
    assert code_on(browser(app, "192.168.1.21"))


def test_the_paired_device_of_a_request_is_known_by_its_name(app, screen):
    devices.accept(code_on(screen), "Layar depan")
    cookie = screen.get_cookie(COOKIE).value
    with app.test_request_context(
        "/", environ_base=ELSEWHERE, headers={"Cookie": f"{COOKIE}={cookie}"}
    ):
        assert guards.device().name == "Layar depan"
    with app.test_request_context("/", environ_base=ELSEWHERE):
        assert guards.device() is None


def test_a_copied_cookie_is_noticed_and_the_screen_goes_on(app, screen):
    devices.accept(code_on(screen), "Layar depan")
    thief = browser(app, "192.168.1.66")
    thief.set_cookie(COOKIE, screen.get_cookie(COOKIE).value)
    for one in (screen, thief, screen):
        one.get("/kios/keadaan")
    [seen] = devices.everything()
    assert seen.copied_at
    assert {place.partition(" ")[0] for place in seen.places} == {"192.168.1.20", "192.168.1.66"}
    assert taken(screen).status_code == 201


class TestBoard:
    """The board of a waiting room is paired as a touchscreen is, and takes no paper."""

    @staticmethod
    def code_on(board: FlaskClient) -> str:
        page = board.get("/papan?pasang").get_data(as_text=True)
        found = re.search(r"<strong>(\d{3}) (\d{3})</strong>", page)
        assert bool(found) == ("belum dipasangkan" in page) == ('data-known="no"' in page)
        return "".join(found.groups()) if found else ""

    def test_it_shows_a_code_where_it_stands_for_good_and_to_no_phone(self, screen):
        plain = screen.get("/papan")
        assert "belum dipasangkan" not in plain.get_data(as_text=True)
        assert screen.get_cookie("antrean_papan") is None
        assert PairingCode.select().count() == 0
        code = self.code_on(screen)
        assert devices.accept(code, "Papan depan") == "192.168.1.20"
        assert self.code_on(screen) == ""
        assert [one.kind for one in devices.everything()] == ["board"]
        assert taken(screen).status_code == 403

    def test_revoked_it_shows_another_code_under_another_cookie(self, screen):
        devices.accept(self.code_on(screen), "Papan depan")
        before = screen.get_cookie("antrean_papan").value
        devices.revoke("Papan depan")
        assert self.code_on(screen)
        assert screen.get_cookie("antrean_papan").value != before

    def test_the_machines_own_is_let_in_by_itself_and_by_no_other_sites_page(self, app):
        own = app.test_client()
        framed = own.get("/papan?pasang", headers={"Sec-Fetch-Site": "cross-site"})
        assert "belum dipasangkan" in framed.get_data(as_text=True)
        assert self.code_on(own) == ""
        assert "Papan komputer ini" in [one.name for one in devices.everything()]

    def test_the_machines_own_touchscreen_is_a_screen_that_is_missed(self, app):
        own = app.test_client()
        own.get("/kios?pasang")
        assert own.get("/kios/keadaan").status_code == 200
        names = {one.name: one.kind for one in devices.everything()}
        assert names["Layar sentuh komputer ini"] == "touchscreen"
        assert taken(own).status_code == 201
