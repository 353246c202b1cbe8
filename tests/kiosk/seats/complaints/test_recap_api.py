"""The recap over HTTP: who may take which step, what each page shows, nothing in a wrong order."""

import pytest
from flask.testing import FlaskClient

from shared.rules.common import staff
from shared.rules.complaints import handling, recap_view, suggestion_box
from tests.complaint_book import People, closed, entered, named, people, reported
from tests.kiosk.seats.desks import Answer, send, sign_in
from tests.office import Later

Q4 = (2026, 4)
PAGE, API = "/rekap/2026/4", "recaps/2026/4"
PROMISE = "Loket kedua dibuka setiap hari Senin."
KEEPERS = {staff.INFO_DESK, staff.SECRETARY, staff.CAMAT}


@pytest.fixture
def who(office: object) -> People:
    return people()


@pytest.fixture
def over(later: Later) -> Later:
    """The quarter is over: Friday, 8 January 2027."""
    later(days=46)
    return later


def as_(client: FlaskClient, username: str) -> FlaskClient:
    sign_in(client, username)
    return client


def text(client: FlaskClient, path: str) -> str:
    return client.get(path).get_data(as_text=True)


def promised(client: FlaskClient, **other: object) -> Answer:
    body = {"text": PROMISE, "seen": recap_view.of(*Q4).version, **other}
    return send(client, f"{API}/promise", body)


def step(client: FlaskClient, name: str, **other: object) -> Answer:
    return send(client, f"{API}/{name}", {"seen": recap_view.of(*Q4).version, **other})


class TestRoles:
    """Each role against each page and step."""

    STEPS = {
        "promise": ({"text": PROMISE}, {staff.INFO_DESK}),
        "submit": ({}, {staff.INFO_DESK}),
        "approve": ({}, {staff.CAMAT}),
        "return": ({"note": "Lengkapi."}, {staff.CAMAT}),
        "announce": ({}, {staff.INFO_DESK, staff.CAMAT}),
    }

    @pytest.mark.parametrize("role", staff.ROLES)
    def test_steps_belong_to_their_roles(self, who: People, client: FlaskClient, role: str) -> None:
        person = {one.role: one.who for one in who.everybody().values()}[role]
        as_(client, person)
        for name, (body, allowed) in self.STEPS.items():
            status, answer = step(client, name, **body)
            assert (status == 403) is (role not in allowed), (name, answer)

    @pytest.mark.parametrize("role", staff.ROLES)
    def test_only_those_who_keep_it_read_a_recap_before_the_public(
        self, who: People, client: FlaskClient, role: str
    ) -> None:
        as_(client, {one.role: one.who for one in who.everybody().values()}[role])
        wanted = 200 if role in KEEPERS else 403
        for path in ("/rekap", PAGE, f"/api/v1/{API}"):
            assert client.get(path).status_code == wanted, path

    def test_nobody_reads_it_without_signing_in(self, client: FlaskClient) -> None:
        assert client.get(PAGE).status_code in (302, 401)
        assert send(client, f"{API}/submit", {"seen": 0})[0] == 401


@pytest.mark.clause("11.9")
def test_from_draft_to_the_notice_board(who: People, client: FlaskClient, over: Later) -> None:
    closed(who)
    as_(client, "rina")
    assert promised(client)[1]["kept"] is True
    assert step(client, "submit")[1]["state"] == recap_view.SUBMITTED
    as_(client, "ratih")
    assert "Setujui rekap" in text(client, PAGE)
    assert step(client, "return", note="Janji kurang jelas.")[1]["state"] == recap_view.RETURNED
    as_(client, "rina")
    assert "Janji kurang jelas." in text(client, PAGE)
    assert step(client, "submit")[0] == 200
    as_(client, "ratih")
    assert "Catatan Camat waktu itu:</strong> Janji kurang jelas." in text(client, PAGE)
    assert step(client, "approve")[1]["state"] == recap_view.APPROVED
    assert "Sudah ditempel, umumkan" in text(client, PAGE)
    assert step(client, "announce")[1]["state"] == recap_view.ANNOUNCED
    assert recap_view.latest_announced().promise == PROMISE  # type: ignore[union-attr]


def test_a_frozen_recap_says_since_when(who: People, client: FlaskClient, over: Later) -> None:
    as_(client, "rina")
    assert "Konsep hidup." in text(client, PAGE)
    promised(client)
    step(client, "submit")
    page = text(client, PAGE)
    assert "Angka tetap sejak Jumat, 8 Januari 2027 pukul 09.00 WIB." in page
    assert "Konsep hidup." not in page


def test_a_quarter_without_complaints_says_nihil(who: People, client: FlaskClient) -> None:
    as_(client, "rina")
    assert ">NIHIL<" in text(client, PAGE)
    entered()
    assert ">NIHIL<" not in text(client, PAGE)


def test_complaints_without_words_are_listed_with_their_link(
    who: People, client: FlaskClient
) -> None:
    one = reported(who)
    as_(client, "rina")
    assert f"/pengaduan-kantor/{one.number}" in text(client, PAGE)
    handling.describe(one.id, "Antrean lama", "", who.rina)
    assert f"/pengaduan-kantor/{one.number}" not in text(client, PAGE)


def test_a_guarded_one_is_counted_for_those_who_see_it_and_not_named(
    who: People, client: FlaskClient
) -> None:
    one = entered(topic="UANG", text="Sari meminta uang.")
    for name, told in (("rina", False), ("ratih", True)):
        as_(client, name)
        page = text(client, PAGE)
        assert one.number not in page
        assert ("Ditambah 1 pengaduan yang ditangani langsung" in page) == told
        assert "meminta uang" not in page


def test_the_promise_is_looked_at(who: People, client: FlaskClient) -> None:
    entered(**named())
    as_(client, "rina")
    _, answer = promised(client, text="Maaf kepada Ibu Wati.", confirmed=True)
    assert answer["kept"] is False
    assert [one["code"] for one in answer["remarks"] if one["blocks"]] == ["name"]
    _, answer = promised(client, text="Bapak Camat membuka loket.")
    assert [one["blocks"] for one in answer["remarks"]] == [False]
    assert promised(client, text="Bapak Camat membuka loket.", confirmed=True)[1]["kept"] is True


@pytest.mark.parametrize("name", ["promise", "submit", "announce"])
def test_what_somebody_changed_meanwhile_is_refused(
    who: People, client: FlaskClient, over: Later, name: str
) -> None:
    as_(client, "rina")
    promised(client)
    body = {"seen": 0, **({"text": "Lain."} if name == "promise" else {})}
    status, answer = send(client, f"{API}/{name}", body)
    assert (status, answer["code"]) == (409, "changed")


@pytest.mark.parametrize(
    "body", [{}, {"seen": "0"}, {"seen": -1}, {"seen": 0, "text": "x" * 5000}, {"seen": 10**20}]
)
def test_strange_promises_are_refused_in_words(
    who: People, client: FlaskClient, body: object
) -> None:
    as_(client, "rina")
    status, answer = send(client, f"{API}/promise", body)
    assert status == 422
    assert answer["message"]


@pytest.mark.parametrize("path", ["/rekap/2026/5", "/rekap/1900/1", "/rekap/0/0"])
def test_there_is_no_other_quarter(who: People, client: FlaskClient, path: str) -> None:
    assert as_(client, "rina").get(path).status_code == 422


def test_an_overdue_recap_is_told_where_it_is_waited_for(
    who: People, client: FlaskClient, later: Later
) -> None:
    suggestion_box.record(recap_view.of(*Q4).due.replace(2026, 11, 23), 0, who.rina)
    later(days=54)
    as_(client, "rina")
    assert "is-late" in text(client, "/rekap")
    desk = text(client, "/informasi")
    assert "Rekap Triwulan IV 2026 terlambat." in desk
    for username, seat in (("yusuf", "/sekretaris"), ("ratih", "/camat")):
        page = text(as_(client, username), seat)
        assert "Triwulan IV 2026" in page
        assert "terlambat, batasnya" in page


def test_the_api_tells_the_figures(who: People, client: FlaskClient) -> None:
    entered()
    as_(client, "yusuf")
    told = client.get(f"/api/v1/{API}").get_json()
    assert (told["state"], told["figures"]["total"]["received"]) == ("draft", 1)
