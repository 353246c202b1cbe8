"""Signing in, changing officers and leaving, over HTTP: what direct posts and copies achieve."""

from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from shared import clock
from shared.records import CounterSeat, JournalLine
from shared.rules import queue
from shared.rules.admin import people, substitutes
from shared.rules.applications import register_paper
from shared.rules.common import own_account, staff
from shared.rules.paper import long_papers
from tests import kk
from tests.complaint_book import entered, named
from tests.kiosk.seats.desks import enrol, press, send, sign_in
from tests.office import PASSWORD, Later, take

PIN = "402857"


def with_pin(username: str, *roles: str) -> staff.Officer:
    person = enrol(username, *roles)
    own_account.set_pin(person, PASSWORD, PIN, "127.0.0.1")
    return person


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A browser of its own: nothing of a request is left when the next one comes."""
    app.config["WTF_CSRF_ENABLED"] = False
    return app.test_client()


@pytest.fixture
def sari(office: object) -> staff.Officer:
    return with_pin("sari", staff.COUNTER)


@pytest.fixture
def wati(office: object) -> staff.Officer:
    return with_pin("wati", staff.COUNTER)


@pytest.fixture
def bambang(office: object) -> staff.Officer:
    return with_pin("bambang", staff.SECTION_HEAD)


def change(client: FlaskClient, person: staff.Officer, page: str = "/loket", pin: str = PIN):
    return send(client, "sign-in/pin", {"staff": person.id, "pin": pin, "page": page})


def copied(app: Flask, client: FlaskClient) -> FlaskClient:
    """Another browser with a copy of this one's cookie."""
    cookie = client.get_cookie("latihan_antrean")
    assert cookie is not None
    other = app.test_client()
    other.set_cookie("latihan_antrean", cookie.value)
    return other


@pytest.mark.parametrize(
    "wanted",
    [
        *(
            "//example.org",
            "/\t/example.org",
            "\t//example.org",
            "/\\example.org",
            "\\\\example.org",
        ),
        *("https://example.org/", "javascript:alert(1)", "/loket\nX-A: b", "//loket", "/tidak-ada"),
    ],
    ids=ascii,
)
def test_only_an_address_of_our_own_is_followed_after_a_sign_in(
    client: FlaskClient, sari: staff.Officer, wanted: str
) -> None:
    proof = {"username": "sari", "password": PASSWORD, "lanjut": wanted}
    assert client.post("/masuk", data=proof).location == "/loket"
    assert client.get("/masuk", query_string={"lanjut": wanted}).location == "/loket"
    assert change(client, sari, wanted)[1]["onward"] == "/loket"


def test_the_counter_the_ticket_and_the_page_go_on_with_the_next_officer(
    client: FlaskClient, sari: staff.Officer, wati: staff.Officer
) -> None:
    sign_in(client, "wati")
    sign_in(client, "sari")
    queue.sit(1, sari.acting(staff.COUNTER))
    take()
    press(client, "next")
    press(client, "serve")
    status, told = change(client, wati, "/loket?x=1")
    assert (status, told["id"], told["onward"]) == (200, wati.id, "/loket?x=1")
    seat = queue.seat(1)
    assert (seat.staff_id, seat.state) == (wati.id, "open")
    assert press(client, "finish", {"number": "A-001"})[0] == 200
    told = [line.who for line in JournalLine.select().where(JournalLine.what == "ticket.finished")]
    assert told == ["wati"]


def test_somebody_without_a_counter_leaves_it_to_whoever_sits_there(
    client: FlaskClient, sari: staff.Officer, bambang: staff.Officer
) -> None:
    sign_in(client, "bambang")
    sign_in(client, "sari")
    queue.sit(1, sari.acting(staff.COUNTER))
    assert change(client, bambang)[1]["onward"] == "/kasi"
    assert queue.seat(1).staff_id == sari.id
    assert change(client, sari, "/kasi")[1]["onward"] == "/loket"
    assert queue.seat(1).staff_id == sari.id


def test_somebody_who_sits_at_another_counter_keeps_that_one(
    client: FlaskClient, sari: staff.Officer, wati: staff.Officer
) -> None:
    sign_in(client, "wati")
    sign_in(client, "sari")
    queue.sit(1, sari.acting(staff.COUNTER))
    queue.sit(2, wati.acting(staff.COUNTER))
    change(client, wati)
    assert (queue.seat(1).staff_id, queue.seat(2).staff_id) == (sari.id, wati.id)


def test_the_same_file_is_opened_at_the_next_officers_seat(
    client: FlaskClient, sari: staff.Officer, bambang: staff.Officer
) -> None:
    sign_in(client, "bambang")
    sign_in(client, "sari")
    file = kk.register()
    page = f"/loket/berkas/{file.number}"
    assert change(client, bambang, page)[1]["onward"] == f"/kasi/{file.number}"
    assert change(client, sari, f"/kasi/{file.number}")[1]["onward"] == page


def test_a_substitute_comes_back_to_the_page_of_the_role(
    client: FlaskClient, sari: staff.Officer, bambang: staff.Officer
) -> None:
    today = clock.service_day()
    substitutes.name("sari", staff.SECTION_HEAD, today, today, instead_of="bambang")
    sign_in(client, "sari")
    proof = {"username": "sari", "password": PASSWORD, "page": "/kasi"}
    assert send(client, "sign-in/password", proof)[1]["onward"] == "/kasi"
    assert change(client, sari, "/kasi")[1]["onward"] == "/kasi"


def test_a_page_drawn_for_somebody_else_presses_nothing(
    client: FlaskClient, sari: staff.Officer, wati: staff.Officer
) -> None:
    """Two tabs: in one of them another officer took over."""
    sign_in(client, "wati")
    sign_in(client, "sari")
    queue.sit(1, sari.acting(staff.COUNTER))
    take()
    change(client, wati)
    answer = client.post(
        "/api/v1/counters/1/next", json={}, headers={"X-Antrean-Staff": str(sari.id)}
    )
    assert (answer.status_code, answer.get_json()["code"]) == (409, "other-person")
    assert "Wati Percobaan" in answer.get_json()["message"]


def test_a_pin_opens_no_personal_numbers_and_the_password_does(
    client: FlaskClient, sari: staff.Officer, bambang: staff.Officer
) -> None:
    sign_in(client, "sari")
    sign_in(client, "bambang")
    change(client, sari)
    file = kk.register()
    asked = f"applications/{file.id}/reveal"
    status, told = send(client, asked, {"reason": "dicocokkan"})
    assert (status, told["code"]) == (403, "password-needed")
    proof = {"username": "sari", "password": PASSWORD, "page": "/loket"}
    assert send(client, "sign-in/password", proof)[0] == 200
    assert send(client, asked, {"reason": "dicocokkan"})[1]["nik"] == kk.NIK


def test_the_whole_register_is_not_for_a_pin(
    client: FlaskClient, sari: staff.Officer, bambang: staff.Officer
) -> None:
    sign_in(client, "bambang")
    sign_in(client, "sari")
    change(client, bambang)
    answer = client.post("/register/2026/11/buku-lengkap.pdf", data={"reason": "buku"})
    assert answer.status_code == 403
    assert "/masuk?sandi=1" in answer.get_data(as_text=True)
    assert client.get("/masuk?sandi=1").status_code == 200


def test_signing_out_ends_it_for_every_copy_of_the_cookie(
    app: Flask, client: FlaskClient, sari: staff.Officer
) -> None:
    sign_in(client, "sari")
    thief = copied(app, client)
    assert thief.get("/loket").status_code == 200
    client.post("/keluar")
    assert thief.get("/loket").status_code == 302
    assert change(thief, sari)[0] == 401


def test_a_cookie_laid_into_a_browser_before_the_sign_in_is_worth_nothing_after_it(
    app: Flask, client: FlaskClient, sari: staff.Officer, wati: staff.Officer
) -> None:
    sign_in(client, "wati")
    victim = copied(app, client)
    sign_in(victim, "sari")
    assert change(client, sari)[0] == 401
    assert client.get("/loket").status_code == 302


def test_a_stolen_cookie_opens_nothing_at_another_computer(
    app: Flask, client: FlaskClient, sari: staff.Officer
) -> None:
    sign_in(client, "sari")
    thief = copied(app, client)
    far = {"REMOTE_ADDR": "10.9.9.9"}
    assert thief.get("/loket", environ_base=far).status_code == 302
    body = {"staff": sari.id, "pin": PIN}
    assert thief.post("/api/v1/sign-in/pin", json=body, environ_base=far).status_code == 401


def test_a_sign_in_by_pin_ends_at_midnight(
    client: FlaskClient, sari: staff.Officer, wati: staff.Officer, later: Later
) -> None:
    later(hours=13)
    sign_in(client, "wati")
    sign_in(client, "sari")
    change(client, wati)
    assert client.get("/loket").status_code == 200
    later(hours=3)
    assert client.get("/loket").status_code == 302


def test_who_signed_in_here_today_is_offered_at_the_door_after_somebody_left(
    client: FlaskClient, sari: staff.Officer, wati: staff.Officer
) -> None:
    sign_in(client, "wati")
    sign_in(client, "sari")
    client.post("/keluar")
    page = client.get("/masuk").get_data(as_text=True)
    assert "Wati Percobaan" in page
    assert "Sari Percobaan" not in page
    entered = client.post("/masuk/pin", data={"staff": wati.id, "pin": PIN, "lanjut": "/loket"})
    assert entered.location == "/loket"


def test_the_desk_comes_back_from_a_visitor_with_the_pin(client: FlaskClient) -> None:
    tono = with_pin("tono", staff.INFO_DESK)
    sign_in(client, "tono")
    client.post("/informasi/pengaduan/tamu", data={"lend": "1"})
    assert client.get("/informasi").status_code == 302
    assert "Tono Percobaan" in client.get("/masuk?lanjut=/informasi").get_data(as_text=True)
    back = client.post("/masuk/pin", data={"staff": tono.id, "pin": PIN, "lanjut": "/informasi"})
    assert back.location == "/informasi"
    assert client.get("/informasi").status_code == 200


def test_a_first_password_opens_nothing_but_its_change(client: FlaskClient) -> None:
    people.add("rina", "Rina Percobaan", [staff.COUNTER], PASSWORD, must_change=True)
    entered = client.post(
        "/masuk?lanjut=/register", data={"username": "rina", "password": PASSWORD}
    )
    assert entered.location == "/akun?lanjut=/register"
    assert client.get("/loket").status_code == 302
    assert client.get("/masuk").location == "/akun"
    proof = {"username": "rina", "password": PASSWORD, "page": "/loket"}
    assert send(client, "sign-in/password", proof)[1]["onward"] == "/akun"
    assert send(client, "counters/1/next")[1]["code"] == "first-password"
    new = {"old": PASSWORD, "new": "milik-rina-saja", "again": "milik-rina-saja"}
    wrong = client.post("/akun/sandi", data={**new, "again": "lain-lagi-saja"})
    assert wrong.status_code == 422
    changed = client.post("/akun/sandi", data={**new, "lanjut": "/register"})
    assert changed.location == "/register"
    assert client.get("/register").status_code == 200


def test_the_note_with_the_first_password_goes_with_it(client: FlaskClient, office: object) -> None:
    from deploy import prepare
    from shared.rules.common.office import here

    note = prepare.first_sign_in(here().settings)
    assert isinstance(note, Path)
    username, password = note.read_text().split()
    assert staff.row_of(username).roles == [staff.ADMIN]
    rina = enrol("rina", staff.COUNTER)
    own_account.change_password(rina, PASSWORD, "milik-rina-saja", "127.0.0.1")
    assert note.exists()
    client.post("/masuk", data={"username": username, "password": password})
    new = {"old": password, "new": "milik-admin-saja", "again": "milik-admin-saja"}
    changed = client.post("/akun/sandi", data=new)
    assert changed.location == "/admin"
    assert not note.exists()


SEAT_OF = {
    staff.COUNTER: "/loket",
    staff.OPERATOR: "/operator",
    staff.INFO_DESK: "/informasi",
    staff.SECTION_HEAD: "/kasi",
    staff.ANY_SECTION_HEAD: "/pengaduan-kantor",
    staff.SECRETARY: "/sekretaris",
    staff.CAMAT: "/camat",
    staff.ADMIN: "/admin",
}


@pytest.mark.parametrize("role", staff.ROLES)
def test_each_role_lands_on_its_own_seat(client: FlaskClient, role: str) -> None:
    enrol("petugas", role)
    entered = client.post("/masuk", data={"username": "petugas", "password": PASSWORD})
    assert entered.location == SEAT_OF[role]
    assert client.get(entered.location, follow_redirects=True).status_code == 200


@pytest.mark.parametrize("body", [{}, {"staff": "x", "pin": 1}, {"staff": -1, "pin": ""}, []])
def test_nonsense_signs_nobody_in(client: FlaskClient, sari: staff.Officer, body: object) -> None:
    assert client.post("/api/v1/sign-in/pin", json=body).status_code in (401, 422)
    assert client.get("/loket").status_code == 302
    assert CounterSeat.select().count() == 0


def test_a_pin_opens_no_identity_of_a_complainant(
    client: FlaskClient, sari: staff.Officer, bambang: staff.Officer
) -> None:
    one = entered(**named())
    rina = with_pin("rina", staff.INFO_DESK)
    sign_in(client, "rina")
    sign_in(client, "sari")
    change(client, rina)
    asked = f"complaints/{one.id}/reveal"
    status, told = send(client, asked)
    assert (status, told["code"]) == (403, "password-needed")
    assert "Wati Percobaan" not in str(told)
    sign_in(client, "rina")
    assert send(client, asked)[1]["name"] == "Wati Percobaan"


def test_a_finished_book_with_whole_numbers_is_not_for_a_pin(
    client: FlaskClient, sari: staff.Officer, bambang: staff.Officer
) -> None:
    subject = f"2026-11{register_paper.WHOLE}"
    row, _ = long_papers.ask("register", subject, "x", bambang.acting(staff.SECTION_HEAD))
    page = f"/dokumen/{row.id}/berkas.pdf"
    sign_in(client, "bambang")
    assert client.get(page).status_code == 409  # it is not drawn yet
    sign_in(client, "sari")
    change(client, bambang)
    assert client.get(page).status_code == 403


@pytest.mark.parametrize("role", [staff.CAMAT, staff.ADMIN])
def test_whoever_came_by_pin_and_gets_a_seat_that_asks_for_the_password_is_out(
    client: FlaskClient, sari: staff.Officer, wati: staff.Officer, role: str
) -> None:
    """Named as Plh. Camat or made admin while the PIN's sign-in lasts."""
    sign_in(client, "wati")
    sign_in(client, "sari")
    change(client, wati)
    assert client.get("/loket").status_code == 200
    if role == staff.CAMAT:
        substitutes.name("wati", role, clock.service_day(), clock.service_day())
    else:
        people.set_roles("wati", [staff.COUNTER, role])
    for page in ("/loket", SEAT_OF[role]):
        assert client.get(page).status_code == 302, page
    assert change(client, wati)[1]["code"] == "no-pin-here"
    sign_in(client, "wati")
    assert client.get(SEAT_OF[role], follow_redirects=True).status_code == 200


def test_nothing_of_whoever_sat_there_before_is_left_after_a_change(
    client: FlaskClient, sari: staff.Officer, wati: staff.Officer
) -> None:
    sign_in(client, "wati")
    sign_in(client, "sari")
    with client.session_transaction() as kept:
        kept["seen"] = "of sari"
    change(client, wati)
    with client.session_transaction() as kept:
        assert "seen" not in kept


def test_the_cookie_names_a_browser_and_nobody(
    app: Flask, client: FlaskClient, sari: staff.Officer
) -> None:
    """Of an earlier version it named the person: such a one asks to sign in, and no more."""
    sign_in(client, "sari")
    with client.session_transaction() as kept:
        assert set(kept) <= {"_permanent", "browser", "csrf_token"}
    old = app.test_client()
    with old.session_transaction() as kept:
        kept["browser"] = "of-the-old-version"
        kept["staff"] = {"id": sari.id, "pin": False, "at": clock.now().timestamp(), "office": 1}
    assert old.get("/loket").status_code == 302
    assert old.get("/masuk").status_code == 200
    sign_in(old, "sari")
    assert old.get("/loket").status_code == 200


def test_a_page_that_looks_by_itself_keeps_nobody_signed_in(
    client: FlaskClient, sari: staff.Officer, later: Later
) -> None:
    sign_in(client, "sari")
    later(minutes=40)
    assert client.get("/api/v1/seats", headers={"X-Antrean-Look": "1"}).status_code == 200
    later(minutes=30)
    assert client.get("/loket").status_code == 302
    sign_in(client, "sari")
    later(minutes=40)
    assert client.get("/loket").status_code == 200
    later(minutes=30)
    assert client.get("/loket").status_code == 200
    later(minutes=40)
    assert press(client, "next", {}, counter=1)[0] != 401
    later(minutes=40)
    assert client.get("/loket").status_code == 200


def test_the_office_closes_and_so_does_every_seat(
    client: FlaskClient, sari: staff.Officer, later: Later
) -> None:
    """Service ends at 15.00; whoever signs in after 16.00 works on."""
    later(hours=6, minutes=50)
    sign_in(client, "sari")
    assert client.get("/loket").status_code == 200
    later(minutes=15)
    assert client.get("/loket").status_code == 302
    sign_in(client, "sari")
    later(minutes=30)
    assert client.get("/loket").status_code == 200


def test_a_copy_from_before_the_desk_was_lent_opens_nothing_beside_the_visitor(
    app: Flask, client: FlaskClient
) -> None:
    with_pin("tono", staff.INFO_DESK)
    sign_in(client, "tono")
    copy = copied(app, client)
    client.post("/informasi/pengaduan/tamu", data={"lend": "1"})
    assert copy.get("/informasi").status_code == 302
    assert client.get("/informasi/pengaduan/tamu").status_code == 200


def test_other_roles_end_the_sign_in(client: FlaskClient, sari: staff.Officer) -> None:
    sign_in(client, "sari")
    people.set_roles("sari", [staff.COUNTER, staff.OPERATOR])
    assert client.get("/loket").status_code == 302


def test_who_signs_out_after_it_had_ended_leaves_the_browser_to_the_others(
    client: FlaskClient, sari: staff.Officer, wati: staff.Officer, later: Later
) -> None:
    sign_in(client, "wati")
    sign_in(client, "sari")
    later(minutes=70)
    client.post("/keluar")
    assert change(client, wati)[0] == 200


def test_a_visitor_who_signs_out_is_nobodys_guest_any_more(client: FlaskClient) -> None:
    with_pin("tono", staff.INFO_DESK)
    sign_in(client, "tono")
    client.post("/informasi/pengaduan/tamu", data={"lend": "1"})
    client.post("/keluar")
    assert client.get("/informasi/pengaduan/tamu").status_code == 302
    assert client.get("/informasi").status_code == 302
