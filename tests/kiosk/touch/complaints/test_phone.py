"""A complaint on one's own phone: a link for one complaint, and friendly words for every other."""

import io
import re
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from kiosk.touch.complaints import carried, links, phone
from kiosk.touch.complaints.form import ComplaintTyped
from shared.config import Settings
from shared.documents import photos
from shared.records import Complaint, ComplaintPhoto
from shared.rules.common.sealed_files import SealedFiles
from shared.rules.complaints import states
from shared.rules.complaints.entry import LONGEST, PHONE
from tests.complaint_book import number
from tests.office import Later, having
from tests.photos import PLACE, photo


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """An office that phones can reach."""
    return replace(settings, public_url="http://192.0.2.10:8000/")


def test_an_office_that_no_phone_reaches_promises_none_to_go_on_with(
    citizen: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "Lanjut di ponsel sendiri" in citizen.get("/pengaduan").get_data(as_text=True)
    monkeypatch.setattr(links, "phones", lambda: False)
    page = citizen.get("/pengaduan").get_data(as_text=True)
    for absent in ("Lanjut di ponsel", "dilanjutkan di sini", "Pindai"):
        assert absent not in page
    assert "Di layar sentuh kantor, pilih Pengaduan & saran." in page


@pytest.fixture
def link(citizen: FlaskClient) -> str:
    """The path of a fresh link."""
    return fresh(citizen)


def fresh(citizen: FlaskClient, topic: str = "LAMA", language: str = "id") -> str:
    with citizen.application.test_request_context():
        address = links.to_phone(topic, language)
    assert address.startswith("http://192.0.2.10:8000/pengaduan/")
    return address.removeprefix("http://192.0.2.10:8000")


def writing(citizen: FlaskClient, link: str) -> dict[str, object]:
    """The form of an opened link, its first words touched."""
    page = citizen.get(link).get_data(as_text=True)
    found = re.search(r'name="tautan" value="([^"]+)"', page)
    assert found
    return {"tautan": found[1], "kata": ["0"], "isi": "", "rahasia": "ya"}


def test_the_kiosk_shows_the_link_to_scan(citizen: FlaskClient) -> None:
    assert "/kios/pengaduan/lama/ponsel" in citizen.get("/kios/pengaduan/lama").get_data(
        as_text=True
    )
    page = citizen.get("/kios/pengaduan/lama/ponsel").get_data(as_text=True)
    assert "10 menit" in page
    assert "qr--large" in page


class TestCarried:
    """What was typed at the touchscreen goes on on the phone."""

    FORM = {
        "kata": ["1"],
        "isi": "Sejak <Senin>.",
        "desa": "Jatiroto",
        "nama_saya": "ya",
        "nama": "Wati Percobaan",
        "telepon": "0812 0000 0001",
    }

    def _carried(self, citizen: FlaskClient) -> str:
        """The path that the phone scans."""
        shown = citizen.post("/kios/pengaduan/lama/ponsel", data=self.FORM)
        assert shown.status_code == 303
        assert "Senin" not in shown.location
        touch = parse_qs(urlsplit(shown.location).query)["tulisan"][0]
        assert "qr--large" in citizen.get(shown.location).get_data(as_text=True)
        with citizen.application.test_request_context():
            address = links.to_phone("LAMA", "id", touch)
        return address.removeprefix("http://192.0.2.10:8000")

    def test_words_and_choices_stand_there_as_often_as_the_phone_asks(
        self, citizen: FlaskClient
    ) -> None:
        link = self._carried(citizen)
        for _ in range(2):
            page = citizen.get(link).get_data(as_text=True)
            assert "Sejak &lt;Senin&gt;." in page
            assert 'value="1" checked' in page
            assert "<option selected>Jatiroto</option>" in page

    def test_neither_name_nor_number_is_carried(self, citizen: FlaskClient) -> None:
        page = citizen.get(self._carried(citizen)).get_data(as_text=True)
        assert "Wati" not in page
        assert "00000001" not in page.replace(" ", "").replace("-", "")

    def test_another_phone_finds_an_empty_form(self, citizen: FlaskClient) -> None:
        link = self._carried(citizen)
        citizen.get(link)
        with citizen.application.test_client() as other:
            page = other.get(link).get_data(as_text=True)
        assert "Senin" not in page
        assert 'name="tautan"' in page

    def test_they_are_gone_when_the_link_is(self, citizen: FlaskClient, later: Later) -> None:
        link = self._carried(citizen)
        citizen.post("/pengaduan", data=writing(citizen, link))
        touch = Complaint.get().touch
        assert not carried.known(touch)
        kept = carried.keep(ComplaintTyped("", PHONE, "PETUGAS", "Lama."))
        later(minutes=11)
        assert not carried.known(kept)

    def test_no_more_is_kept_than_has_room(self, citizen: FlaskClient) -> None:
        first = carried.keep(ComplaintTyped("", PHONE, "PETUGAS", "Pertama."))
        for _ in range(100):
            last = carried.keep(ComplaintTyped("", PHONE, "PETUGAS", "x" * 9000))
        assert not carried.known(first)
        held = carried.handed(last, "a")
        assert held is not None
        assert len(held.text) == LONGEST["text"]


def test_a_link_becomes_a_complaint_with_number_code_and_date(
    citizen: FlaskClient, link: str
) -> None:
    answer = citizen.post("/pengaduan", data=writing(citizen, link))
    page = citizen.get(answer.location).get_data(as_text=True)
    row = Complaint.get()
    assert (row.channel, row.text, row.state) == ("PONSEL", "Antrean lama.", states.RECORDED)
    assert number(1) in page
    assert re.search(r'phone-code">\d{4}<', page)
    assert "Senin, 30 November 2026, 15.00 WIB" in page


def test_a_used_link_opens_no_form_and_tells_nothing_of_its_complaint(
    citizen: FlaskClient, link: str
) -> None:
    citizen.post("/pengaduan", data=writing(citizen, link))
    answer = citizen.get(link)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 410
    assert "Tautan ini sudah dipakai" in page
    assert "P-2026" not in page


def test_the_same_words_sent_twice_are_one_complaint(citizen: FlaskClient, link: str) -> None:
    form = writing(citizen, link)
    first, again = (citizen.post("/pengaduan", data=form) for _ in range(2))
    pages = [citizen.get(answer.location).get_data(as_text=True) for answer in (first, again)]
    assert Complaint.select().count() == 1
    # Above it stands the token of forms, with the second in which it was made.
    told = [page.partition("<body")[2] for page in pages]
    assert "P-2026" in told[0]
    assert told[0] == told[1]


def test_other_words_over_a_used_link_are_refused_and_told_no_number(
    citizen: FlaskClient, link: str
) -> None:
    mine, theirs = writing(citizen, link), writing(citizen, link)
    citizen.post("/pengaduan", data=mine)
    answer = citizen.post("/pengaduan", data={**theirs, "isi": "Lain sama sekali"})
    assert answer.status_code == 410
    assert "P-2026" not in answer.get_data(as_text=True)
    assert [row.text for row in Complaint.select()] == ["Antrean lama."]


def test_wrong_input_keeps_what_was_typed(citizen: FlaskClient, link: str) -> None:
    form = {**writing(citizen, link), "isi": "Tulisan panjang saya", "nama_saya": "ya"}
    answer = citizen.post("/pengaduan", data=form)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert "Tulis nama atau nomor HP" in page
    assert "Tulisan panjang saya" in page
    again = re.search(r'name="tautan" value="([^"]+)"', page)
    assert again
    fixed = {**form, "tautan": again[1], "nama": "Wati Percobaan"}
    assert citizen.post("/pengaduan", data=fixed).status_code == 303


@pytest.mark.parametrize("token", ["x", "MQ.aaaa.bbbb", "%00", "." * 300])
def test_a_made_up_link_is_met_with_how_to_get_one(citizen: FlaskClient, token: str) -> None:
    answer = citizen.get(f"/pengaduan/{token}")
    assert answer.status_code == 410
    assert "Di layar sentuh kantor" in answer.get_data(as_text=True)
    assert citizen.post("/pengaduan", data={"tautan": token}).status_code == 410
    assert citizen.get(f"/pengaduan/nomor/{token}").status_code == 410


def test_an_old_link_is_over(
    citizen: FlaskClient, link: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(links, "OPEN_SECONDS", -1)
    assert "sudah habis waktunya" in citizen.get(link).get_data(as_text=True)


def test_whoever_opened_it_in_time_may_take_time_to_write(
    citizen: FlaskClient, link: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = writing(citizen, link)
    monkeypatch.setattr(links, "OPEN_SECONDS", -1)
    assert citizen.post("/pengaduan", data=form).status_code == 303


def test_a_link_from_the_kiosk_is_no_form_and_no_receipt(citizen: FlaskClient, link: str) -> None:
    token = link.rpartition("/")[2]
    assert citizen.post("/pengaduan", data={"tautan": token, "kata": "0"}).status_code == 410
    assert citizen.get(f"/pengaduan/nomor/{token}").status_code == 410


def test_without_a_link_the_page_says_how(citizen: FlaskClient) -> None:
    answer = citizen.get("/pengaduan")
    assert answer.status_code == 200
    assert "Di layar sentuh kantor" in answer.get_data(as_text=True)


def test_the_phone_goes_on_in_the_language_of_the_kiosk(citizen: FlaskClient) -> None:
    link = fresh(citizen, language="en")
    page = citizen.get(link).get_data(as_text=True)
    assert '<html lang="en"' in page
    assert "Long queue" in page
    answer = citizen.post("/pengaduan", data=writing(citizen, link))
    assert "Your complaint is in the book" in citizen.get(answer.location).get_data(as_text=True)


def test_links_are_kept_out_of_search_engines_and_caches(citizen: FlaskClient, link: str) -> None:
    answer = citizen.get(link)
    assert "noindex" in answer.get_data(as_text=True)
    assert answer.cache_control.no_store


class TestPhoto:
    """One photo may come along; what is kept of it is small and tells of no place."""

    def sent(self, citizen: FlaskClient, link: str, data: bytes, **other: object) -> TestResponse:
        form = {**writing(citizen, link), **other, "foto": (io.BytesIO(data), "DSC_001.jpg")}
        return citizen.post("/pengaduan", data=form)

    def test_it_comes_with_the_complaint_and_without_its_place(
        self, citizen: FlaskClient, link: str
    ) -> None:
        came = photo((3000, 2000))
        assert self.sent(citizen, link, came).status_code == 303
        row = ComplaintPhoto.get()
        assert row.complaint_id == Complaint.get().id
        kept = SealedFiles("photos").read(row.file)
        assert PLACE.encode() in came
        assert PLACE.encode() not in kept
        assert row.size == len(kept) <= photos.MOST_KEPT

    def test_none_is_needed_and_an_empty_field_is_none(
        self, citizen: FlaskClient, link: str
    ) -> None:
        page = citizen.get(link).get_data(as_text=True)
        assert 'enctype="multipart/form-data"' in page
        assert "tanpa data tempat" in page
        form = {**writing(citizen, link), "foto": (io.BytesIO(b""), "")}
        assert citizen.post("/pengaduan", data=form).status_code == 303
        assert ComplaintPhoto.select().count() == 0

    @pytest.mark.parametrize("data", [b"%PDF-1.7", b"MZ" + bytes(900), photo()[:900]])
    def test_what_is_no_photo_is_told_beside_all_that_was_typed(
        self, citizen: FlaskClient, link: str, data: bytes
    ) -> None:
        answer = self.sent(citizen, link, data, isi="Tulisan panjang saya", desa="Jatiroto")
        page = answer.get_data(as_text=True)
        assert answer.status_code == 422
        assert "Foto ini tidak dapat dibuka" in page
        assert "Fotonya perlu dipilih lagi" in page
        assert "Tulisan panjang saya" in page
        assert "<option selected>Jatiroto</option>" in page
        assert Complaint.select().count() == 0

    def test_one_that_is_too_large_keeps_what_was_typed_too(
        self, citizen: FlaskClient, link: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(photos, "LARGEST", 90_000)
        monkeypatch.setattr(phone, "_ROOM_TO_REFUSE", 10_000)
        answer = self.sent(citizen, link, bytes(95_000), isi="Jalan rusak")
        page = answer.get_data(as_text=True)
        assert (answer.status_code, "Foto ini terlalu besar" in page) == (422, True)
        assert "Jalan rusak" in page
        assert self.sent(citizen, link, bytes(250_000)).status_code == 413

    def test_when_something_else_is_wrong_the_photo_is_asked_for_again(
        self, citizen: FlaskClient, link: str
    ) -> None:
        answer = self.sent(citizen, link, photo(), nama_saya="ya")
        page = answer.get_data(as_text=True)
        assert "Tulis nama atau nomor HP" in page
        assert "Fotonya perlu dipilih lagi" in page
        assert ComplaintPhoto.select().count() == 0

    def test_sent_twice_it_is_looked_at_once(
        self, citizen: FlaskClient, link: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        looked: list[int] = []
        small = photos.small
        monkeypatch.setattr(photos, "small", lambda data: looked.append(1) or small(data))
        form = writing(citizen, link)
        for _ in range(2):
            again = {**form, "foto": (io.BytesIO(photo()), "a.jpg")}
            assert citizen.post("/pengaduan", data=again).status_code == 303
        assert (len(looked), ComplaintPhoto.select().count()) == (1, 1)

    def test_looks_at_what_is_no_photo_are_counted(
        self, citizen: FlaskClient, link: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        having(monkeypatch, queue_touch_limit=1)
        found = [self.sent(citizen, link, b"%PDF-1.7").status_code for _ in range(3)]
        assert found == [422, 422, 429]

    def test_only_this_address_takes_so_much(self, citizen: FlaskClient) -> None:
        data = {"isi": "x" * 100_000}
        assert citizen.post("/kios/pengaduan/lama", data=data).status_code == 413
