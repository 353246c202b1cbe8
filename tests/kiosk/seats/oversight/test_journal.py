"""The journal's page: plain words for each kind of line, links, filters, and for whom it is."""

import ast
import html
import re
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from flask.testing import FlaskClient

from deploy.environment import ROOT
from kiosk.seats.oversight import journal_words
from shared.rules.applications import history, register
from shared.rules.applications import states as files
from shared.rules.common import staff
from shared.rules.complaints import handling, states
from shared.rules.oversight.journal_lines import REVEALS, ReadLine
from shared.rules.queue import moves
from tests import kk
from tests.complaint_book import People, entered, people
from tests.kiosk.seats.desks import sign_in


@pytest.fixture
def who(office: object) -> People:
    return people()


def told(client: FlaskClient, username: str, path: str = "/jurnal") -> str:
    """What the page says, in one line of words."""
    sign_in(client, username)
    page = client.get(path).get_data(as_text=True)
    table = page[page.index("<tbody>") : page.index("</tbody>")] if "<tbody>" in page else page
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", table)).split())


def written() -> Iterator[str]:
    """What the program writes into the journal, as far as its text tells."""
    for part in ("shared", "kiosk"):
        for path in (ROOT / part).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
                    continue
                of = getattr(node.func.value, "id", "")
                if of == "journal" and node.func.attr in ("write", "note"):
                    what = node.args[1]
                    if isinstance(what, ast.Constant):
                        yield str(what.value)


def test_each_kind_of_line_has_a_sentence_of_its_own() -> None:
    kinds = set(written())
    kinds |= {f"ticket.{name}" for name in moves.BEFORE}
    kinds |= {f"application.{name}" for name in files.MOVES}
    kinds |= {f"complaint.{name}" for name in states.MOVES}
    named = {one for one in kinds if one.startswith("application.")}
    unnamed = (
        kinds
        - journal_words.SENTENCES.keys()
        - {one for one in named if history.sentence(one.partition(".")[2], None)[0][0].isupper()}
    )
    assert len(kinds) > 70
    assert unnamed == set()
    assert set(REVEALS) <= journal_words.SENTENCES.keys()


def test_a_line_of_an_older_version_that_told_less_is_read_all_the_same() -> None:
    moment = datetime(2026, 11, 23, tzinfo=UTC)
    line = ReadLine("", moment, "Sari", "Petugas Loket", "ticket.called", "A-001", {})
    other = ReadLine("", moment, "Sari", "Petugas Loket", "moon.landed", "-", {})
    assert journal_words.sentence(line) == "Nomor dipanggil di loket …."
    assert "moon.landed" in journal_words.sentence(other)


@pytest.mark.parametrize("role", staff.ROLES)
def test_the_journal_is_for_whoever_oversees(who: People, client: FlaskClient, role: str) -> None:
    sign_in(client, who.everybody()[role].who)
    expected = 200 if role in staff.OVERSEERS else 403
    assert client.get("/jurnal").status_code == expected


@pytest.mark.clause("10.1")
def test_who_did_what_stands_there_in_plain_words(who: People, client: FlaskClient) -> None:
    file = kk.accepted()
    page = told(client, "yusuf", f"/jurnal?perihal={file.number}")
    assert (
        f"Bambang Percobaan Kasi Pelayanan Umum {file.number}"
        " Lengkap dan valid: waktu satu hari kerja mulai dihitung."
    ) in page
    assert f'href="/register/berkas/{file.number}"' in client.get("/jurnal").get_data(as_text=True)


def test_whoever_looked_at_numbers_is_listed_with_the_reason(
    who: People, client: FlaskClient
) -> None:
    register.reveal(kk.register().id, "Mencocokkan NIK", who.dewi)
    page = told(client, "ratih", "/jurnal?buka=1")
    assert "dibuka: Mencocokkan NIK." in page
    assert "Berkas diterima" not in page


@pytest.mark.clause("10.1")
def test_nobody_reads_of_a_complaint_about_themselves(who: People, client: FlaskClient) -> None:
    one = entered()
    handling.classify(one.id, states.SUPERVISORY, who.ratih, about_staff=who.yusuf.staff_id)
    assert one.number in told(client, "ratih")
    for path in ("/jurnal", f"/jurnal?perihal={one.number}", "/jurnal?orang=warga"):
        assert one.number not in told(client, "yusuf", path).replace(path, "")


def test_a_strange_day_is_told_and_left_out(who: People, client: FlaskClient) -> None:
    sign_in(client, "yusuf")
    answer = client.get("/jurnal?dari=31-31-2026&orang=bambang")
    assert answer.status_code == 200
    assert 'role="alert"' in answer.get_data(as_text=True)
