"""The notice board's editor over HTTP: who writes, what stands when, names are pointed out."""

from datetime import date
from uuid import uuid4

import pytest
from flask.testing import FlaskClient

from shared.rules.common import staff
from shared.rules.oversight import notice_board
from tests.complaint_book import People, entered, named, people
from tests.kiosk.seats.desks import send, sign_in
from tests.office import Later

TODAY = date(2026, 11, 23)
PAGE = "/papan-pengumuman"


@pytest.fixture
def who(office: object) -> People:
    return people()


def as_(client: FlaskClient, username: str) -> FlaskClient:
    sign_in(client, username)
    return client


def text(client: FlaskClient, path: str = PAGE) -> str:
    return client.get(path).get_data(as_text=True)


def card(**other: object) -> dict[str, object]:
    return {
        "touch": str(uuid4()),
        "kind": "news",
        "title": "Jalan ditutup",
        "body": "Pasar Jatiroto sampai Jumat.",
        "starts_on": "2026-11-23",
        "ends_on": "2026-11-27",
        **other,
    }


@pytest.mark.parametrize("role", staff.ROLES)
def test_only_the_desk_and_the_camat_write(who: People, client: FlaskClient, role: str) -> None:
    as_(client, {one.role: one.who for one in who.everybody().values()}[role])
    allowed = role in notice_board.AUTHORS
    assert (client.get(PAGE).status_code == 200) is allowed
    for path, body in (
        ("notices", card()),
        ("notices/check", {"title": "A"}),
        ("notices/1", {**card(touch=""), "seen": 0}),
        ("notices/1/withdraw", {}),
    ):
        assert (send(client, path, body)[0] == 403) is not allowed, path


def test_a_card_is_pinned_changed_and_taken_down(who: People, client: FlaskClient) -> None:
    as_(client, "rina")
    status, one = send(client, "notices", card())
    assert (status, one["shown"]) == (201, True)
    page = text(client)
    assert page.index("Tampil sekarang") < page.index("Jalan ditutup") < page.index("Akan datang")
    body = {key: value for key, value in card(title="Jalan dibuka").items() if key != "touch"}
    path = f"notices/{one['id']}"
    assert send(client, path, {**body, "seen": one["version"]})[1]["title"] == "Jalan dibuka"
    assert send(client, path, {**body, "seen": one["version"]})[1]["code"] == "changed"
    assert send(client, f"{path}/withdraw")[1] == {"done": True}
    assert "Jalan dibuka" not in text(client)
    assert client.get(f"{PAGE}?kartu={one['id']}").status_code == 404


def test_cards_stand_under_their_days(who: People, client: FlaskClient, later: Later) -> None:
    as_(client, "ratih")
    send(client, "notices", card(title="Nanti", starts_on="2026-12-01", ends_on=""))
    send(client, "notices", card(title="Minggu ini"))
    later(days=14)
    page = text(as_(client, "ratih"))
    assert page.index("Nanti") < page.index("Akan datang")
    assert page.index("Sudah lewat") < page.index("Minggu ini")
    assert [one["title"] for one in client.get("/api/v1/notices").get_json()["cards"]] == [
        "Minggu ini",
        "Nanti",
    ]


def test_names_and_numbers_are_pointed_out(who: People, client: FlaskClient) -> None:
    entered(**named())
    as_(client, "rina")
    typed = {"title": "Kata Wati", "body": "Temui Bambang atau 0812-3456-7890."}
    _, answer = send(client, "notices/check", typed)
    told = {(one["code"], one["blocks"]) for one in answer["remarks"]}
    assert told == {("name", True), ("phone", False), ("staff", False)}
    assert send(client, "notices", card(**typed, confirmed=True))[1]["code"] == "personal"
    assert send(client, "notices", card(body=typed["body"]))[1]["code"] == "unconfirmed"
    assert send(client, "notices", card(body=typed["body"], confirmed=True))[0] == 201


def test_no_nik_reaches_the_board(who: People, client: FlaskClient) -> None:
    as_(client, "rina")
    body = "KTP 3508170101900001 milik Wati Percobaan, hub 081234567890"
    assert send(client, "notices", card(body=body, confirmed=True))[0] == 422
    for path in ("/api/v1/board", "/pengumuman"):
        assert "3508170101900001" not in text(client, path)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"kind": "x"}, "kind"),
        ({"title": " "}, "title"),
        ({"title": "x" * 61}, "invalid"),
        ({"body": ""}, "body"),
        ({"body": "x" * 301}, "invalid"),
        ({"starts_on": ""}, "starts-on"),
        ({"ends_on": "x"}, "ends-on"),
        ({"ends_on": "2026-11-01"}, "ends-on"),
        ({"touch": "x"}, "touch"),
        ({"extra": 1}, "invalid"),
    ],
)
def test_strange_cards_are_refused_in_words(
    who: People, client: FlaskClient, change: dict[str, object], code: str
) -> None:
    as_(client, "rina")
    status, answer = send(client, "notices", card(**change))
    assert (status, answer["code"]) == (422, code)
    assert notice_board.cards() == []


def test_what_somebody_typed_is_never_markup(who: People, client: FlaskClient) -> None:
    as_(client, "rina")
    send(client, "notices", card(title="<img src=x>"))
    assert "<img src=x>" not in text(client)
