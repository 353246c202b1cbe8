"""The pages of the monthly sample: who draws, who writes, who only reads, and the paper."""

import html
import io
import re

import pytest
from flask.testing import FlaskClient
from pypdfium2 import PdfDocument

from shared.records import OversightCheck
from shared.rules.common import staff
from shared.rules.oversight import samples
from tests import kk
from tests.complaint_book import People, people
from tests.kiosk.seats.desks import sign_in
from tests.office import Later

MONTH = "/pengawasan/2026/11"
API = "/api/v1/oversight-samples"
FITS = dict.fromkeys(
    ("BERKAS", "KEPUTUSAN", "WAKTU", "JURNAL", "CETAK", "TTE", "SERAH"), samples.FITS
)


@pytest.fixture
def who(office: object, later: Later) -> People:
    found = people()
    for _ in range(3):
        kk.accepted()
    later(days=14)
    return found


def words(client: FlaskClient, path: str) -> str:
    """What the page says, in one line."""
    page = client.get(path).get_data(as_text=True)
    page = page[page.index("<main") :]
    return " ".join(html.unescape(re.sub(r"<svg.*?</svg>|<[^>]+>", " ", page, flags=re.S)).split())


@pytest.mark.clause("10.1")
def test_the_secretary_draws_a_month_looks_at_a_file_and_the_finding_is_a_ptpp(
    who: People, client: FlaskClient
) -> None:
    sign_in(client, "yusuf")
    assert "Sampel belum diundi" in words(client, "/sekretaris")
    drawn = client.post(f"{API}/2026/11", json={}).get_json()
    number = drawn["numbers"][0]
    assert "Bambang Percobaan" in words(client, f"{MONTH}/{number}")
    row = samples.one(2026, 11, number)
    found = {"answers": {**FITS, "WAKTU": samples.FINDING}, "note": "Lambat.", "seen": row.version}
    told = client.post(f"{API}/files/{row.id}", json=found).get_json()
    assert (told["number"], told["result"]) == (number, "Temuan")
    assert f"Temuan Batas waktu Lambat. {told['action']}" in words(client, MONTH)
    assert told["action"] in words(client, "/pengawasan")
    assert told["action"] in words(client, "/ptpp")
    assert "2 dari 3 berkas belum diperiksa" in words(client, "/sekretaris")


@pytest.mark.clause("10.1")
def test_the_camat_and_the_head_of_the_section_read_it_and_find_nothing_to_press(
    who: People, client: FlaskClient
) -> None:
    number = samples.draw(2026, 11, who.yusuf).checks[0].number
    for username in ("ratih", "bambang"):
        sign_in(client, username)
        for path in (MONTH, f"{MONTH}/{number}", "/pengawasan/2026/10"):
            page = client.get(path)
            assert page.status_code == 200
            assert "Simpan hasil" not in page.text
            assert "Undi berkas" not in page.text
        assert client.post(f"{API}/2026/10", json={}).status_code == 403
    assert OversightCheck.select().where(OversightCheck.checked_at.is_null(False)).count() == 0


@pytest.mark.parametrize("role", staff.ROLES)
def test_who_reads_the_samples(who: People, client: FlaskClient, role: str) -> None:
    sign_in(client, who.everybody()[role].who)
    expected = 200 if role in samples.READERS else 403
    assert client.get("/pengawasan").status_code == expected


def test_strange_months_and_files_that_were_not_drawn_are_told_so(
    who: People, client: FlaskClient
) -> None:
    sign_in(client, "yusuf")
    assert client.get("/pengawasan/2026/13").status_code == 422
    assert client.get(f"{MONTH}/KK-2026-000001").status_code == 404
    assert client.get(f"{MONTH}/pengawasan.pdf").status_code == 409
    assert client.post(f"{API}/files/99", json={"answers": FITS, "seen": 0}).status_code == 404
    assert client.get("/pengawasan?tahun=1999").status_code == 200


def test_the_paper_names_no_applicant_and_has_every_file(who: People, client: FlaskClient) -> None:
    drawn = samples.draw(2026, 11, who.yusuf)
    sign_in(client, "ratih")
    answer = client.get(f"{MONTH}/pengawasan.pdf")
    pages = PdfDocument(io.BytesIO(answer.data))
    text = " ".join(page.get_textpage().get_text_range() for page in pages)
    assert all(one.number in text for one in drawn.checks)
    assert drawn.seed in text
    assert "Wati" not in text
    assert len(pages) == 1
