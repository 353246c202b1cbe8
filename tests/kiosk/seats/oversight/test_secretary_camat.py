"""The seats of the secretary and the Camat: what waits for them, and the office now."""

import html
import re
from datetime import date
from uuid import uuid4

import pytest
from flask.testing import FlaskClient

from shared import clock
from shared.rules import queue
from shared.rules.applications import outages
from shared.rules.common import staff
from shared.rules.common.office import here
from shared.rules.complaints import escalation, handling, states, suggestion_box
from shared.rules.corrective import actions
from shared.rules.quality import facilities
from tests import kk
from tests.complaint_book import People, entered, people, reported
from tests.corrective import carried_out
from tests.kiosk.seats.desks import sign_in
from tests.office import Later, take

SEATS = {staff.SECRETARY: ("yusuf", "/sekretaris"), staff.CAMAT: ("ratih", "/camat")}
CALM = "Tidak ada yang menunggu. Semua sudah ditangani."


@pytest.fixture
def who(office: object) -> People:
    return people()


def page(client: FlaskClient, username: str, path: str) -> str:
    sign_in(client, username)
    return client.get(path).get_data(as_text=True)


def now(client: FlaskClient, username: str, path: str) -> str:
    """What the part about the office says, in one line of words."""
    told = page(client, username, path)
    part = told[told.index('data-part="now"') : told.index("</main>")]
    words = re.sub(r"<svg.*?</svg>|<[^>]+>", " ", part.partition(">")[2], flags=re.S)
    return " ".join(html.unescape(words).split())


@pytest.mark.parametrize("role", staff.ROLES)
def test_each_seat_opens_for_its_own_role(who: People, client: FlaskClient, role: str) -> None:
    sign_in(client, {one.role: one.who for one in who.everybody().values()}[role])
    for owner, (_, path) in SEATS.items():
        assert client.get(path).status_code == (200 if role == owner else 403)


@pytest.mark.parametrize(("username", "path"), SEATS.values())
def test_an_office_with_nothing_to_do_is_calm(
    who: People, client: FlaskClient, username: str, path: str
) -> None:
    assert CALM in page(client, username, path)


@pytest.mark.parametrize(("username", "path"), SEATS.values())
class TestWhatWaits:
    """Each kind of thing on both seats."""

    def test_a_guarded_complaint(
        self, who: People, client: FlaskClient, username: str, path: str
    ) -> None:
        one = entered(topic="UANG")
        told = page(client, username, path)
        assert f"/pengaduan-kantor/{one.number}" in told
        assert CALM not in told

    def test_a_late_complaint_with_where_it_went(
        self, who: People, client: FlaskClient, later: Later, username: str, path: str
    ) -> None:
        one = reported(who)
        later(days=40)
        escalation.sweep()
        told = page(client, username, path)
        assert f"/pengaduan-kantor/{one.number}" in told
        assert "Dinaikkan" in told

    def test_missed_days_of_the_box(
        self, who: People, client: FlaskClient, later: Later, username: str, path: str
    ) -> None:
        suggestion_box.record(date(2026, 11, 23), 0, who.rina)
        later(days=1, hours=9)
        assert "Selasa, 24 November 2026" in page(client, username, path)

    def test_an_action_to_verify(
        self, who: People, client: FlaskClient, username: str, path: str
    ) -> None:
        asked = actions.Problem(str(uuid4()), "incident", "Listrik padam.", "minor", "PELAYANAN")
        one = actions.issue(asked, who.bambang)
        day = date(2026, 11, 23)
        plan = actions.Plan(who.sari.staff_id or 0, day, "Genset.", ["Padam."])
        actions.plan(one.id, plan, who.bambang)
        assert one.number not in page(client, username, path)
        carried_out(one.id, who.sari, "Kuitansi.")
        assert f"/ptpp/{one.number}" in page(client, username, path)


@pytest.mark.parametrize(("username", "path"), SEATS.values())
def test_facilities_that_are_missing_stand_among_what_waits(
    who: People, client: FlaskClient, username: str, path: str
) -> None:
    day = clock.service_day()
    asked = here().standard.facilities_on(day)
    counted = {one.code: (one.number, facilities.GOOD) for one in asked}
    facilities.check(counted, day, who.yusuf)
    assert CALM in page(client, username, path)
    facilities.check({"KURSI": (1, facilities.GOOD)}, day, who.yusuf)
    told = page(client, username, path)
    assert CALM not in told
    part = told.partition('id="sarana"')[2].partition("</section>")[0]
    assert re.findall(r"<strong>([^<]+)</strong> (kurang \d+)", part) == [("Kursi", "kurang 2")]
    assert 'href="/sarana"' in part


def test_one_against_the_secretary_is_for_the_camat_alone(who: People, client: FlaskClient) -> None:
    one = entered()
    handling.classify(one.id, states.SUPERVISORY, who.ratih, about_staff=who.yusuf.staff_id)
    assert one.number not in page(client, "yusuf", "/sekretaris")
    assert CALM in page(client, "yusuf", "/sekretaris")
    assert one.number in page(client, "ratih", "/camat")


def test_an_ordinary_complaint_on_its_way_does_not_bother_them(
    who: People, client: FlaskClient
) -> None:
    reported(who)
    assert CALM in page(client, "ratih", "/camat")


@pytest.mark.clause("10.1")
@pytest.mark.parametrize(("username", "path"), SEATS.values())
class TestTheOfficeNow:
    """Queue, files, complaints, box and outages on both seats."""

    def test_who_waits_for_which_service_and_how_long(
        self, who: People, client: FlaskClient, later: Later, username: str, path: str
    ) -> None:
        take()
        later(minutes=12)
        take()
        queue.sit(1, who.sari)
        told = now(client, username, path)
        assert "A Kartu Keluarga (KK) 2 12" in told
        assert "Loket 1 Sari Percobaan sejak 09.12 Siap 2 12" in told

    def test_files_by_state_with_those_that_are_late_or_nearly_so(
        self, who: People, client: FlaskClient, later: Later, username: str, path: str
    ) -> None:
        kk.register()
        file = kk.accepted()
        later(hours=29)
        soon = now(client, username, path)
        later(hours=4)
        late = now(client, username, path)
        assert "1 Diterima 0 Sedang diperiksa 0 Dikembalikan untuk dilengkapi 1 Lengkap" in soon
        assert f"Hampir lewat batas 1 {file.number}" in soon
        assert f"Terlambat 1 {file.number} lewat" in late

    def test_what_is_out_of_order(
        self, who: People, client: FlaskClient, username: str, path: str
    ) -> None:
        outages.begin("SIAK", who.dewi, "Jaringan provinsi")
        suggestion_box.record(date(2026, 11, 23), 2, who.rina)
        told = now(client, username, path)
        assert "SIAK terganggu sejak Senin 23-11, 09.00. Jaringan provinsi" in told
        assert "dibuka pukul 09.00 oleh Rina Percobaan, 2 lembar" in told


@pytest.mark.clause("10.1")
def test_a_complaint_about_the_secretary_is_counted_for_the_camat_alone(
    who: People, client: FlaskClient
) -> None:
    one = entered()
    entered()
    handling.classify(one.id, states.SUPERVISORY, who.ratih, about_staff=who.yusuf.staff_id)
    counted = {
        username: re.search(r"(\d+) belum selesai|belum selesai (\d+)", now(client, username, path))
        for username, path in SEATS.values()
    }
    found = {username: match and (match[1] or match[2]) for username, match in counted.items()}
    assert found == {"yusuf": "1", "ratih": "2"}
