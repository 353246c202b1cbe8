"""Every page of a practice office says LATIHAN; its slips and A4 papers have tests of their own."""

from flask.testing import FlaskClient

from tests.guards.walk import MARK, Visit

_OF_EVERYBODY = (
    *("/", "/masuk", "/kios", "/kios/bantuan", "/kios/pengaduan", "/papan", "/status", "/standar"),
    *("/pengaduan", "/pengumuman", "/bantuan", "/kertas"),
)


def test_every_page_of_every_seat_is_marked(visits: list[Visit]) -> None:
    assert {visit.path for visit in visits if not visit.marked} == set()
    assert len({visit.path for visit in visits}) > 50


def test_every_page_for_everybody_is_marked(client: FlaskClient) -> None:
    pages = {path: client.get(path, follow_redirects=True) for path in _OF_EVERYBODY}
    shown = {path: answer for path, answer in pages.items() if answer.status_code == 200}
    assert len(shown) > len(_OF_EVERYBODY) - 2
    assert [path for path, answer in shown.items() if MARK not in answer.text] == []
