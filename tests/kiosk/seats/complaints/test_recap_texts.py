"""The public's texts of a recap, written where they are read: who may, what is refused, and why."""

import re

import pytest
from flask.testing import FlaskClient

from shared.rules.complaints import handling, recap
from tests.complaint_book import People, closed, entered, named, people, reported, row_at
from tests.kiosk.seats.desks import Answer, send, sign_in
from tests.office import Later

Q4 = (2026, 4)
PAGE, API = "/rekap/2026/4", "recaps/2026/4"


@pytest.fixture
def who(office: object) -> People:
    return people()


@pytest.fixture
def rina(who: People, client: FlaskClient) -> FlaskClient:
    """The browser of the information desk."""
    sign_in(client, "rina")
    return client


def page(client: FlaskClient) -> str:
    return client.get(PAGE).get_data(as_text=True)


def fields(client: FlaskClient) -> list[str]:
    """The complaints whose text may be written on the page."""
    return re.findall(r'data-public="/api/v1/recaps/2026/4/texts/(\d+)"', page(client))


def written(client: FlaskClient, place: int = 1, **other: object) -> Answer:
    row = row_at(place)
    usual = {"text": "Antrean lama", "action": "Loket kedua dibuka", "seen": row.version}
    return send(client, f"{API}/texts/{row.id}", {**usual, **other})


def test_a_text_is_written_where_it_is_read(who: People, rina: FlaskClient) -> None:
    one, other = closed(who), reported(who)
    assert fields(rina) == [str(one.id), str(other.id)]
    version = row_at(2).version
    status, answer = written(rina, 2, text="Loket tutup lebih awal", action="")
    assert (status, answer["kept"], answer["version"]) == (200, True, version + 1)
    assert "Loket tutup lebih awal</textarea>" in page(rina)
    assert row_at(2).public_by == "rina"


def test_a_name_in_it_is_told_beside_it_and_nothing_is_kept(who: People, rina: FlaskClient) -> None:
    entered(**named())
    for confirmed in (False, True):
        _, answer = written(rina, text="Ibu Wati menunggu lama", confirmed=confirmed)
        assert answer["kept"] is False
        assert {"Wati"} <= {one["found"] for one in answer["remarks"] if one["blocks"]}
    assert row_at(1).public_text is None


def test_what_only_looks_like_a_name_passes_once_looked_at(who: People, rina: FlaskClient) -> None:
    entered()
    assert written(rina, text="Bapak Camat diminta hadir")[1]["kept"] is False
    assert written(rina, text="Bapak Camat diminta hadir", confirmed=True)[1]["kept"] is True


def test_a_text_that_names_somebody_since_is_marked_before_it_is_submitted(
    who: People, rina: FlaskClient
) -> None:
    one = entered()
    handling.describe(one.id, "Antrean Wati lama", "", who.rina)
    assert "Ada nama orang." not in page(rina)
    entered(**named())
    assert "Ada nama orang." in page(rina)


def test_who_is_second_is_told_and_keeps_what_was_typed(who: People, rina: FlaskClient) -> None:
    entered()
    seen = row_at(1).version
    handling.describe(row_at(1).id, "Dari orang lain", "", who.yusuf)
    status, answer = written(rina, seen=seen)
    assert (status, answer["code"]) == (409, "changed")
    assert row_at(1).public_text == "Dari orang lain"


@pytest.mark.parametrize(
    "body",
    [{"text": ""}, {"text": "   "}, {"text": "x" * 5000}, {"text": 1}, {"seen": -1}, {"seen": "x"}],
)
def test_strange_texts_are_refused_in_words(
    who: People, rina: FlaskClient, body: dict[str, object]
) -> None:
    entered()
    status, answer = written(rina, **body)
    assert status == 422
    assert answer["message"]
    assert row_at(1).public_text is None


def test_once_submitted_no_text_is_written_here(
    who: People, rina: FlaskClient, later: Later
) -> None:
    closed(who)
    later(days=46)
    sign_in(rina, "rina")
    recap.promise(*Q4, "Loket kedua dibuka setiap Senin.", who.rina)
    recap.submit(*Q4, who.rina)
    assert fields(rina) == []
    status, answer = written(rina, text="Lain")
    assert (status, answer["code"]) == (409, "wrong-state")
    assert row_at(1).public_text == "Antrean lama"
    recap.send_back(*Q4, "Perbaiki.", who.ratih)
    assert written(rina, text="Lain")[1]["kept"] is True


def test_a_complaint_of_another_quarter_is_not_there(
    who: People, rina: FlaskClient, later: Later
) -> None:
    entered()
    assert send(rina, f"recaps/2026/3/texts/{row_at(1).id}", {"text": "x", "seen": 0})[0] == 404
    assert send(rina, f"{API}/texts/99999", {"text": "x", "seen": 0})[0] == 404


def test_what_a_reader_may_not_open_is_read_and_not_written(
    who: People, client: FlaskClient
) -> None:
    """A restricted one that has its words stands in the Camat's list, the desk never sees it."""
    one = entered(topic="UANG", text="Sari meminta uang.")
    handling.describe(one.id, "Biaya diminta", "", who.ratih)
    sign_in(client, "rina")
    assert (fields(client), "Biaya diminta" in page(client)) == ([], False)
    assert written(client)[0] == 404
    sign_in(client, "ratih")
    assert fields(client) == [str(one.id)]


@pytest.mark.parametrize("username", ["bambang", "sari", "dewi", "agus", "tuti"])
def test_who_does_not_keep_the_recap_writes_nothing_here(
    who: People, client: FlaskClient, username: str
) -> None:
    entered()
    sign_in(client, username)
    assert written(client)[0] == 403
