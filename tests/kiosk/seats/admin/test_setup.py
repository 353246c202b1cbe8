"""The first set-up over HTTP: its door, its steps, never a gate; the list of what is lacking."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from deploy import prepare
from kiosk.seats.admin import pages
from shared.records import DataRevision
from shared.rules.admin import office_data, setup
from shared.rules.common import staff
from shared.rules.common.actor import Actor
from shared.rules.common.office import Here, here
from tests.kiosk.seats.admin.test_data import drawn
from tests.kiosk.seats.desks import enrol, sign_in
from tests.office import having, take

ADMIN = Actor("admin", "admin")
SECRET = "sandi-milik-sendiri"


@pytest.fixture
def fresh(app: Flask, monkeypatch: pytest.MonkeyPatch) -> FlaskClient:
    """Somebody at an office that nobody has set up, in earnest."""
    app.config["WTF_CSRF_ENABLED"] = False
    prepare.first_sign_in(here().settings)
    having(monkeypatch, practice=False)
    return app.test_client()


def begun(browser: FlaskClient) -> str:
    """Come in by the code; the page that opens."""
    form = {
        "code": prepare.setup_code(here().settings),
        "name": "Rina Wulandari",
        "password": SECRET,
        "again": SECRET,
    }
    answer = browser.post("/mulai", data=form, follow_redirects=True)
    assert answer.status_code == 200, answer.get_data(as_text=True)
    return answer.request.path


def test_the_front_door_offers_it_and_stays_the_citizens_door(fresh: FlaskClient) -> None:
    page = fresh.get("/").get_data(as_text=True)
    assert 'href="/mulai"' in page
    assert "Cek status KK atau pengaduan" in page
    assert take().number
    setup.go_through(setup.FINISHED, ADMIN)
    assert 'href="/mulai"' not in fresh.get("/").get_data(as_text=True)


def test_a_practice_office_offers_nothing(client: FlaskClient) -> None:
    assert 'href="/mulai"' not in client.get("/").get_data(as_text=True)


def test_the_code_leads_to_the_first_page_and_a_power_cut_to_where_one_was(
    fresh: FlaskClient, app: Flask
) -> None:
    assert begun(fresh) == "/admin/kantor"
    form = drawn(fresh, "kantor?mulai=1", "kantor?mulai=1")
    assert fresh.post("/admin/kantor?mulai=1", data=form).location.endswith("/admin/data?mulai=1")
    again = app.test_client()  # another browser, after the light came back
    assert again.get("/mulai").location.startswith("/masuk")
    again.post("/masuk", data={"username": "admin", "password": SECRET})
    assert again.get("/mulai").location == "/admin/data?mulai=1"


def test_a_page_that_was_looked_at_is_the_offices_own_from_then_on(fresh: FlaskClient) -> None:
    begun(fresh)
    for page in ("kantor", "layanan", "loket"):
        form = drawn(fresh, f"{page}?mulai=1", f"{page}?mulai=1")
        assert fresh.post(f"/admin/{page}?mulai=1", data=form).status_code == 302
    form = drawn(fresh, "jam?mulai=1", "jam/biasa?mulai=1")
    assert fresh.post("/admin/jam/biasa?mulai=1", data=form).status_code == 302
    kept = {row.file for row in DataRevision.select()}
    assert kept == {"office.toml", "services.toml", "counters.toml", "hours.toml"}
    assert {"kantor", "layanan", "loket", "jam"} == set(setup.done())


def test_a_file_that_is_changed_on_the_way_is_looked_at_first_and_leads_back(
    fresh: FlaskClient,
) -> None:
    begun(fresh)
    text = office_data.of("queue.toml").text.replace("max_calls = 3", "max_calls = 4")
    form = {"text": text, "seen": "0"}
    assert fresh.post("/admin/data/queue.toml?mulai=1", data=form).status_code == 409
    answer = fresh.post("/admin/data/queue.toml?mulai=1", data=form | {"sure": "sure"})
    assert answer.status_code == 302
    page = fresh.get(answer.location).get_data(as_text=True)
    assert "Sudah disimpan." in page
    assert 'aria-current="step">' in page


def test_the_back_button_and_a_second_press_do_no_harm(fresh: FlaskClient) -> None:
    begun(fresh)
    old = drawn(fresh, "kantor?mulai=1", "kantor?mulai=1")
    assert fresh.post("/admin/kantor?mulai=1", data=old).status_code == 302
    answer = fresh.post("/admin/kantor?mulai=1", data=old)  # the page of before, pressed again
    assert answer.status_code == 409
    assert "diubah orang lain" in answer.get_data(as_text=True)
    new = drawn(fresh, "kantor?mulai=1", "kantor?mulai=1")
    assert fresh.post("/admin/kantor?mulai=1", data=new).status_code == 302


def test_what_is_wrong_keeps_one_on_the_page(fresh: FlaskClient) -> None:
    begun(fresh)
    form = drawn(fresh, "kantor?mulai=1", "kantor?mulai=1") | {"name": [""]}
    answer = fresh.post("/admin/kantor?mulai=1", data=form)
    assert answer.status_code == 422
    assert "tidak boleh kosong" in answer.get_data(as_text=True)
    assert setup.done() == frozenset()


def test_every_step_is_a_page_and_leads_to_the_next(fresh: FlaskClient) -> None:
    begun(fresh)
    walked = []
    for step, (_, title) in zip(pages.WAYS, setup.STEPS.items(), strict=True):
        location = fresh.get("/mulai").location
        page = fresh.get(location).get_data(as_text=True)
        assert 'aria-current="step">' in page, step
        assert title in page
        walked.append(location.partition("?")[0])
        fresh.post("/admin/mulai/lanjut?mulai=1", data={"step": step})
    assert len(set(walked)) == len(setup.STEPS) <= 11  # and the door: twelve pages
    answer = fresh.post("/admin/mulai/lanjut?mulai=1", data={"step": setup.FINISHED})
    assert answer.location == "/"
    assert not setup.offered()


@pytest.mark.parametrize("step", ["", "lain", "x" * 3000])
def test_a_step_that_nobody_knows_is_refused(fresh: FlaskClient, step: str) -> None:
    begun(fresh)
    assert fresh.post("/admin/mulai/lanjut", data={"step": step}).status_code == 404


def test_two_different_passwords_and_a_wrong_code_are_said(fresh: FlaskClient) -> None:
    form = {"code": "1", "name": "Rina", "password": SECRET, "again": "lain"}
    answer = fresh.post("/mulai", data=form)
    assert (answer.status_code, "tidak sama" in answer.get_data(as_text=True)) == (422, True)
    answer = fresh.post("/mulai", data=form | {"again": SECRET})
    page = answer.get_data(as_text=True)
    assert (answer.status_code, "Kode persiapan salah" in page, "Rina" in page) == (401, True, True)


def test_the_list_of_what_is_lacking_leads_to_where_it_is_mended(app: Flask, office: Here) -> None:
    app.config["WTF_CSRF_ENABLED"] = False
    enrol("kepala", staff.ADMIN)
    browser = app.test_client()
    sign_in(browser, "kepala")
    page = browser.get("/admin/kurang").get_data(as_text=True)
    for where in ("/admin/kantor", "/admin/sertifikat", "/admin/perangkat", "/admin/hari"):
        assert f'href="{where}"' in page
    assert "belum ada. Kantor tetap dapat bekerja" in page


def test_an_office_with_a_certificate_lacks_desks_that_believe_it_until_somebody_says_so(
    app: Flask, office: Here
) -> None:
    app.config["WTF_CSRF_ENABLED"] = False
    enrol("kepala", staff.ADMIN)
    browser = app.test_client()
    sign_in(browser, "kepala")
    asked, page = "Beri tahu tiap komputer", "/admin/perangkat"
    app.extensions["antrean.authority"] = lambda: ""
    assert asked not in browser.get("/admin/kurang").get_data(as_text=True)
    assert "Sidik jari" not in browser.get(page).get_data(as_text=True)
    app.extensions["antrean.authority"] = lambda: "AB:CD:EF"
    assert asked in browser.get("/admin/kurang").get_data(as_text=True)
    shown = browser.get(page).get_data(as_text=True)
    assert "AB:CD:EF" in shown
    assert "/bantuan/kartu/komputer-petugas" in shown
    answer = browser.post("/admin/mulai/lanjut", data={"step": "meja"})
    assert answer.location.startswith(page)
    assert asked not in browser.get("/admin/kurang").get_data(as_text=True)
    assert "data-trusts" in browser.get("/bantuan/kartu/komputer-petugas").get_data(as_text=True)
