"""A complaint at the touchscreen: what it becomes, what it says, and what nobody keeps."""

from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest
from flask.testing import FlaskClient

from shared.config import Settings
from shared.records import Complaint, HelpCall, SlipJob
from shared.rules.admin import devices
from shared.rules.complaints import citizen as complainant
from shared.rules.complaints import states
from shared.rules.paper import slips
from shared.vault import opened
from tests.complaint_book import number
from tests.office import Later

FORM = "/kios/pengaduan/lama"
ELSEWHERE: dict[str, Any] = {"environ_base": {"REMOTE_ADDR": "10.0.0.9"}}


def filled(**fields: object) -> dict[str, object]:
    return {"touch": str(uuid4()), "kata": ["0"], "isi": "", "rahasia": "ya", **fields}


def told(screen: FlaskClient, form: dict[str, object], place: str = FORM) -> str:
    """The page with the number of a complaint that was accepted."""
    answer = screen.post(place, data=form)
    assert answer.status_code == 303
    return screen.get(answer.location).get_data(as_text=True)


def only() -> Complaint:
    return Complaint.get()


def test_home_leads_there(citizen: FlaskClient) -> None:
    assert 'href="/kios/pengaduan"' in citizen.get("/kios").get_data(as_text=True)


def test_a_closed_office_still_takes_complaints(citizen: FlaskClient, later: Later) -> None:
    later(hours=12)
    assert 'href="/kios/pengaduan"' in citizen.get("/kios").get_data(as_text=True)
    told(citizen, filled())
    assert Complaint.select().count() == 1


def test_every_topic_of_the_standard_has_its_picture(citizen: FlaskClient, office) -> None:
    page = citizen.get("/kios/pengaduan").get_data(as_text=True)
    for topic in office.standard.complaints.topics:
        assert f'href="/kios/pengaduan/{topic.code.lower()}"' in page


@pytest.mark.clause("11.1")
def test_touched_words_become_an_anonymous_complaint(citizen: FlaskClient) -> None:
    page = told(citizen, filled(kata=["0", "2"]))
    row = only()
    assert (row.text, row.channel, row.topic) == (
        "Antrean lama. Petugas tidak di tempat.",
        "LAYAR_SENTUH",
        "LAMA",
    )
    assert (row.anonymous, row.name, row.phone, row.state) == (True, None, None, states.RECORDED)
    assert number(1) in page
    assert "Senin, 30 November 2026, 15.00 WIB" in page


def test_own_words_follow_the_touched_ones_as_they_were_written(citizen: FlaskClient) -> None:
    told(citizen, filled(isi="  Sejak jam 7,\nsampai sore. "))
    assert only().text == "Antrean lama. Sejak jam 7,\nsampai sore."


@pytest.mark.clause("11.1")
def test_the_code_on_the_page_opens_the_status(citizen: FlaskClient) -> None:
    page = told(citizen, filled())
    assert complainant.find(number(1), code_on(page), "192.0.2.1").number == 1


def code_on(page: str) -> str:
    return page.partition('complaint-code">')[2][:4]


def test_one_press_sent_twice_is_one_complaint_with_one_code(citizen: FlaskClient) -> None:
    form = filled()
    first, again = told(citizen, form), told(citizen, form)
    assert Complaint.select().count() == 1
    assert SlipJob.select().where(SlipJob.kind == "complaint").count() == 1
    assert code_on(first) == code_on(again) != ""


WRONG = [
    ({"kata": [], "isi": "  "}, "Tulis pengaduan atau saran Anda.", "text"),
    ({"isi": "panjang " * 600}, "Tulisan terlalu panjang", "text"),
    ({"nama_saya": "ya"}, "Tulis nama atau nomor HP, atau pilih tanpa nama.", "name"),
    (
        {"nama_saya": "ya", "telepon": "satu dua"},
        "Tulis nomor telepon seperti 0812-3456-7890.",
        "phone",
    ),
    ({"desa": "Negeri Antah"}, "Pilih desa.", "village"),
    ({"touch": "bukan"}, "Tekan tombol sekali lagi.", "touch"),
]


@pytest.mark.parametrize(("wrong", "sentence", "code"), WRONG)
def test_wrong_input_is_one_sentence_and_keeps_what_was_typed(
    citizen: FlaskClient, wrong: dict[str, object], sentence: str, code: str
) -> None:
    form = {"kata": ["1"], "isi": "Kata saya sendiri", **wrong}
    answer = citizen.post(FORM, data=filled(**form))
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert sentence in page
    assert str(form["isi"]).strip()[:17] in page
    told_script = citizen.post(FORM, data=filled(**form), headers={"Accept": "application/json"})
    assert (told_script.status_code, told_script.get_json()["code"]) == (422, code)
    assert Complaint.select().count() == 0


@pytest.mark.parametrize("place", ["/kios/pengaduan/xyz", "/kios/pengaduan/xyz/ponsel"])
def test_an_unknown_topic_is_told(citizen: FlaskClient, place: str) -> None:
    assert citizen.get(place).status_code == 404


def test_a_name_is_kept_only_where_it_was_chosen_and_is_secret_by_default(
    citizen: FlaskClient,
) -> None:
    told(citizen, filled(nama="Wati Percobaan", telepon="0812000001"))
    assert (only().name, only().phone) == (None, None)
    Complaint.delete().execute()
    told(citizen, filled(nama_saya="ya", nama="Wati Percobaan", telepon="0812000001"))
    assert (opened(only().name), opened(only().phone)) == ("Wati Percobaan", "0812000001")
    assert only().secret
    page = citizen.get(FORM).get_data(as_text=True)
    assert 'name="rahasia" value="ya" checked' in page


def test_straight_to_the_head_hides_it_from_the_section(citizen: FlaskClient) -> None:
    told(citizen, filled(langsung="ya"))
    assert (only().guarded, only().about_unit) == (True, "PELAYANAN")


def test_a_guarded_topic_says_so_and_needs_no_switch(citizen: FlaskClient) -> None:
    page = citizen.get("/kios/pengaduan/uang").get_data(as_text=True)
    assert "langsung kepada Sekretaris dan Camat" in page
    assert 'name="langsung"' not in page
    told(citizen, filled(), "/kios/pengaduan/uang")
    assert only().guarded


def test_the_book_reads_indonesian_whatever_was_touched(citizen: FlaskClient) -> None:
    citizen.set_cookie("latihan_bahasa", "en", path="/kios")
    page = citizen.get(FORM).get_data(as_text=True)
    assert "Long queue" in page
    assert "Your complaint is in the book" in told(citizen, filled())
    assert (only().text, only().language) == ("Antrean lama.", "en")


def test_looking_at_the_form_keeps_nothing(citizen: FlaskClient) -> None:
    for place in ("/kios/pengaduan", FORM, f"{FORM}/ponsel"):
        answer = citizen.get(place)
        assert answer.cache_control.no_store
    assert Complaint.select().count() == 0


def test_a_made_up_receipt_leads_home(citizen: FlaskClient) -> None:
    for token in ("1", "MQ.aaaa.bbbb", "%00"):
        answer = citizen.get(f"/kios/pengaduan/nomor/{token}")
        assert (answer.status_code, answer.location) == (303, "/kios")
        assert citizen.get(f"/kios/pengaduan/nomor/{token}/kertas").status_code == 404


def test_the_slip_tells_number_code_and_date_and_nothing_of_the_matter(
    citizen: FlaskClient,
) -> None:
    page = told(citizen, filled(isi="Rahasia besar", nama_saya="ya", nama="Wati Percobaan"))
    job = SlipJob.get(SlipJob.kind == "complaint")
    assert job.payload["number"] == number(1)
    assert job.payload["code"] in page
    assert job.payload["due"] == "Senin, 30 November 2026 pukul 15.00 WIB"
    for secret in ("Rahasia", "Wati", "Terlalu lama", "Antrean lama"):
        assert secret not in str(job.payload)


def test_the_page_follows_its_slip(citizen: FlaskClient) -> None:
    answer = citizen.post(FORM, data=filled())
    assert citizen.get(f"{answer.location}/kertas").get_json() == {"paper": "printing"}
    job = slips.claim_next("station-1", "ticket")
    assert job is not None
    slips.store_bytes(job, b"x")
    slips.mark_sending(job)
    slips.mark_printed(job, "status")
    assert citizen.get(f"{answer.location}/kertas").get_json() == {"paper": "printed"}


def test_tell_an_officer_rings_with_the_topic(citizen: FlaskClient) -> None:
    citizen.post("/kios/bantuan", data={})
    citizen.post("/kios/bantuan", data={"topik": "PETUGAS"})
    assert [call.topic for call in HelpCall.select()] == ["PETUGAS"]
    citizen.post("/kios/bantuan", data={"topik": "tidak ada"})
    assert [call.topic for call in HelpCall.select()] == ["PETUGAS"]


def test_without_an_address_for_phones_nobody_is_sent_to_one(citizen: FlaskClient) -> None:
    assert f"{FORM}/ponsel" not in citizen.get(FORM).get_data(as_text=True)
    assert citizen.get(f"{FORM}/ponsel").location == FORM


class TestInEarnest:
    @pytest.fixture
    def settings(self, settings: Settings) -> Settings:
        return replace(settings, practice=False)

    def test_a_full_minute_of_complaints_is_slowed_down_and_a_repeated_press_is_not(
        self, citizen: FlaskClient, later: Later
    ) -> None:
        forms = [filled() for _ in range(7)]
        # Of one machine three are enough, before all of them together are slowed down.
        known = [{"Authorization": f"Bearer {devices.add(name, None)}"} for name in "abc"]
        codes = [
            citizen.post(FORM, data=form, headers=known[at // 3], **ELSEWHERE).status_code
            for at, form in enumerate(forms)
        ]
        assert codes == [303] * 6 + [429]
        assert citizen.post(FORM, data=forms[0]).status_code == 303
        later(seconds=61)
        assert citizen.post(FORM, data=forms[6]).status_code == 303


class TestWithoutAPrinter:
    @pytest.fixture
    def settings(self, settings: Settings) -> Settings:
        return replace(settings, printers_ticket="none", public_url="http://192.0.2.10")

    def test_the_screen_says_what_to_do_and_has_a_code_to_scan(self, citizen: FlaskClient) -> None:
        page = told(citizen, filled())
        assert SlipJob.select().count() == 0
        assert 'data-paper="none"' in page
        assert 'class="qr"' in page
        assert "Lihat jawabannya dari ponsel" in page
