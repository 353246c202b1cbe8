"""The head of the section: the two decisions, lateness, the calendar."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from shared import clock, config
from shared.config import Settings
from shared.records import Application, CalendarDay, ClockRun
from shared.rules.admin import calendar
from shared.rules.applications import decisions, intake, kk_documents, process, states
from shared.rules.applications.case import printable
from shared.rules.applications.kk_documents import Verdict
from shared.rules.applications.view import ApplicationView
from shared.rules.common import staff
from shared.rules.hours import special_days
from tests import kk
from tests.complaint_book import entered, people, reported
from tests.devices.signed_pdf import kk_pdf
from tests.kiosk.seats.desks import seated_as, send, sign_in
from tests.office import Later


@pytest.fixture
def kasi(client: FlaskClient) -> FlaskClient:
    """The browser of the head of the section."""
    return seated_as(client, staff.SECTION_HEAD)


@pytest.mark.clause("4.2")
def test_complete_and_valid_are_two_presses_with_a_name(kasi: FlaskClient) -> None:
    file = kk.register()
    path = f"applications/{file.id}"
    kk.checking.tick(file.id, {}, kk.COUNTER)
    status, refusal = send(kasi, f"{path}/complete")
    assert (status, refusal["code"]) == (409, "incomplete")
    assert "KK asli" in refusal["message"]
    kk.all_seen(file)
    assert send(kasi, f"{path}/valid")[1]["state"] == states.CHECKING
    assert send(kasi, f"{path}/complete")[1]["state"] == states.COMPLETE
    row = Application.get_by_id(file.id)
    assert (row.complete_by, row.valid_by) == ("petugas", "petugas")
    assert send(kasi, f"{path}/valid")[0] == 409


def test_an_untouched_checklist_names_the_papers_and_they_stand_on_top(
    client: FlaskClient,
) -> None:
    both = seated_as(client, staff.COUNTER, staff.SECTION_HEAD)
    file = kk.register()
    for step in ("propose", "complete"):
        status, refusal = send(both, f"applications/{file.id}/{step}")
        assert (status, refusal["code"]) == (409, "incomplete")
        assert "Belum lengkap: KK asli" in refusal["message"]
    page = both.get(f"/kasi/{file.number}").get_data(as_text=True)
    assert page.index("Masih kurang") < page.index("seen-list")
    kk.all_seen(file)
    assert "Masih kurang" not in both.get(f"/kasi/{file.number}").get_data(as_text=True)


def test_each_number_of_the_desk_has_its_own_name(kasi: FlaskClient, later: Later) -> None:
    kk.accepted()
    later(days=5)
    sign_in(kasi, "petugas")
    page = kasi.get("/kasi").get_data(as_text=True)
    for words in ("Terlambat, belum selesai", "Terlambat, belum diberi sebab"):
        assert words in page
    assert "dari bulan sebelumnya belum diberi sebab" not in page
    later(days=5)
    sign_in(kasi, "petugas")
    page = kasi.get("/kasi").get_data(as_text=True)
    assert "<dd>0</dd>" in page
    assert "1 dari bulan sebelumnya belum diberi sebab" in page


def test_late_complaints_of_others_are_not_counted_as_those_of_the_section(
    client: FlaskClient, later: Later
) -> None:
    who = people()
    reported(who)
    reported(who, "KESRA", topic="BANTUAN", text="Bantuan belum tiba.")
    entered(text="Belum dilaporkan.")
    later(days=30)
    seated_as(client, staff.SECTION_HEAD, staff.SECRETARY)
    page = client.get("/kasi").get_data(as_text=True)
    assert "1 terlambat" in page
    assert "<strong>1 pengaduan terlambat.</strong>" in page
    assert "2 pengaduan lain terlambat dan menunggu orang lain" in page


def test_after_a_decision_the_next_page_tells_what_was_decided(kasi: FlaskClient) -> None:
    file, other = kk.accepted(), kk.register()
    page = kasi.get(f"/kasi/{other.number}?sesudah={file.number}").get_data(as_text=True)
    assert f"{file.number}</a> sudah diputuskan: Lengkap dan valid" in page
    for wrong in ("KK-2026-999999", "x", "%00"):
        assert kasi.get(f"/kasi/{other.number}?sesudah={wrong}").status_code == 200


@pytest.mark.clause("4.2")
def test_no_file_is_accepted_with_a_paper_taken_away(client: FlaskClient) -> None:
    both = seated_as(client, staff.COUNTER, staff.SECTION_HEAD)
    file = kk.register()
    kk.all_seen(file)
    path = f"applications/{file.id}"
    assert send(both, f"{path}/complete")[0] == 200
    counter_page = both.get(f"/loket/berkas/{file.number}").get_data(as_text=True)
    assert "Bila daftar diubah, putusan itu gugur." in counter_page
    first = kk.papers.items(file.id)[0]
    line = {"id": first.id, "seen": False}
    assert send(both, f"{path}/papers", {"papers": [line]})[1]["unmet"][0]["wording"] == "KK asli"
    assert send(both, f"{path}/valid")[1]["state"] == states.CHECKING
    assert send(both, f"{path}/complete")[1]["code"] == "incomplete"
    page = both.get(f"/kasi/{file.number}").get_data(as_text=True)
    assert "pengajuan dan keputusan sebelumnya gugur" in page


@pytest.mark.parametrize(
    ("made", "reason"),
    [(kk.register, "TIDAK_LENGKAP"), (kk.accepted, "CACAT_KEMUDIAN")],
)
def test_the_usual_reason_of_a_return_is_chosen_already(
    kasi: FlaskClient, made: Callable[[], ApplicationView], reason: str
) -> None:
    page = kasi.get(f"/kasi/{made().number}").get_data(as_text=True)
    assert f'name="reason" value="{reason}" checked' in page
    assert page.count('name="reason" value=') == 3
    assert page.count(" checked><span>") == 1


@pytest.mark.clause("5.1")
def test_a_late_file_is_given_a_reason_of_the_list(kasi: FlaskClient, later: Later) -> None:
    file = kk.accepted()
    path = f"applications/{file.id}/late"
    assert send(kasi, path, {"reason": "GANGGUAN_SIAK"})[0] == 404
    later(days=2)
    sign_in(kasi, "petugas")
    assert "Mengapa terlambat?" in kasi.get(f"/kasi/{file.number}").get_data(as_text=True)
    assert send(kasi, path, {"reason": "MALAS"})[0] == 422
    assert send(kasi, path, {"reason": "LAINNYA"})[0] == 422
    assert send(kasi, path, {"reason": "GANGGUAN_SIAK", "note": "sejak pagi"})[0] == 200
    assert ClockRun.get().late_reason == "GANGGUAN_SIAK"
    page = kasi.get(f"/kasi/{file.number}").get_data(as_text=True)
    assert "Mengapa terlambat?" not in page
    assert "Gangguan SIAK: sejak pagi" in page


def test_the_promise_is_told_gross_and_net(kasi: FlaskClient, later: Later) -> None:
    kk.ready()
    kk.accepted(nik="3508170504900002")
    later(days=2)
    sign_in(kasi, "petugas")
    page = kasi.get("/kasi").get_data(as_text=True)
    assert page.count("50,0 %") == 3
    send(kasi, "applications/2/late", {"reason": "GANGGUAN_SIAK"})
    page = kasi.get("/kasi").get_data(as_text=True)
    assert "100,0 %" in page
    assert "1 karena sebab dari luar" in page


def test_a_late_file_asks_for_its_reason_even_when_it_is_over(
    kasi: FlaskClient, later: Later
) -> None:
    file = kk.accepted()
    later(days=2)
    decisions.withdraw(file.id, "pindah", kk.COUNTER)
    sign_in(kasi, "petugas")
    assert "Mengapa terlambat?" in kasi.get(f"/kasi/{file.number}").get_data(as_text=True)
    assert send(kasi, f"applications/{file.id}/late", {"reason": "PETUGAS"})[0] == 200
    assert "Mengapa terlambat?" not in kasi.get(f"/kasi/{file.number}").get_data(as_text=True)


def test_an_earlier_month_is_told_when_it_is_asked_for(kasi: FlaskClient, later: Later) -> None:
    kk.ready()
    later(days=40)
    sign_in(kasi, "petugas")
    assert "1 dari 1" not in kasi.get("/kasi").get_data(as_text=True)
    page = kasi.get("/kasi?bulan=2026-11").get_data(as_text=True)
    assert "100,0 %" in page
    assert "November 2026, yang jatuh tempo bulan itu" in page
    assert "bulan=2026-10" in page
    for odd in ("2026-13", "x", "9999-12", "2030-01"):
        assert "Januari 2027" in kasi.get(f"/kasi?bulan={odd}").get_data(as_text=True)


def test_times_of_the_paper_book_are_copied_for_a_hand_written_file(
    kasi: FlaskClient, later: Later
) -> None:
    later(hours=5)
    sign_in(kasi, "petugas")
    usual = kk.accepted(nik="3508170504900002")
    moment = clock.now() - timedelta(hours=4)
    file = intake.register(kk.wish(), kk.COUNTER, received_at=moment).application
    kk.all_seen(file)
    path = f"applications/{file.id}"
    send(kasi, f"{path}/complete")
    send(kasi, f"{path}/valid")
    assert "Waktu dari catatan tangan" not in kasi.get(f"/kasi/{usual.number}").text
    page = kasi.get(f"/kasi/{file.number}").text
    assert "Diputus lengkap dan valid" in page
    assert "KK tercetak" not in page
    assert send(kasi, f"{path}/by-hand", {"decided": "kemarin"})[0] == 422
    assert send(kasi, f"{path}/by-hand", {"decided": "2026-11-23T09:59"})[0] == 422
    status, now = send(kasi, f"{path}/by-hand", {"decided": "2026-11-23T10:30", "ready": ""})
    assert (status, now["state"]) == (200, states.COMPLETE)
    assert "Mulai dihitung</dt><dd>Senin 23-11, 10.30" in kasi.get(f"/kasi/{file.number}").text


class TestOverride:
    """A KK without a valid signature."""

    def _attached(self) -> int:
        file = process.begin(kk.accepted().id, kk.OPERATOR)
        verdict = Verdict(pages=1, signature=states.UNSIGNED)
        kk_documents.attach(file.id, kk_pdf(), verdict, kk.OPERATOR)
        return file.id

    def test_most_offices_allow_none(self, kasi: FlaskClient) -> None:
        file = self._attached()
        assert send(kasi, f"applications/{file}/override", {"reason": "darurat"})[0] == 403
        page = kasi.get("/kasi/KK-2026-000001").get_data(as_text=True)
        assert "Kantor ini tidak mengizinkan" in page

    class TestWhereAllowed:
        @pytest.fixture
        def settings(self, tmp_path: Path) -> Settings:
            return config.load(
                {}, data=tmp_path / "data", practice=True, voice="off", unsigned_override=True
            )

        def test_it_is_allowed_by_name_with_a_reason(self, kasi: FlaskClient) -> None:
            file = TestOverride()._attached()
            path = f"applications/{file}/override"
            assert send(kasi, path, {"reason": " "})[0] == 422
            assert send(kasi, path, {"reason": "SIAK mati, perintah Dinas"})[0] == 200
            found = kk_documents.of_application(file)
            assert (found.override_by, printable(found)) == ("petugas", True)


class TestCalendar:
    """The year's days, and a deadline counted out."""

    @pytest.mark.parametrize(
        ("at", "due"),
        [
            ("2026-11-27T13:55", "Senin 30-11, 15.00"),
            ("2026-11-27T14:05", "Selasa 01-12, 15.00"),
            ("", "Selasa 24-11, 15.00"),
        ],
    )
    def test_a_deadline_is_counted_out(self, kasi: FlaskClient, at: str, due: str) -> None:
        page = kasi.get("/kasi/kalender", query_string={"pada": at}).get_data(as_text=True)
        assert due in page

    @pytest.mark.parametrize("query", ["pada=x", "pada=9999-12-31T23:59", "tahun=0", "tahun=x"])
    def test_whatever_the_address_says(self, kasi: FlaskClient, query: str) -> None:
        assert kasi.get(f"/kasi/kalender?{query}").status_code == 200

    def test_a_day_off_moves_the_due_time_and_is_shown(self, kasi: FlaskClient) -> None:
        file = kk.accepted()
        moved = calendar.put_day(kk.today().replace(day=24), "TUTUP_KANTOR", "Rapat", kk.KASI)
        assert moved == 1
        page = kasi.get("/kasi/kalender?pada=2026-11-23T09:00").get_data(as_text=True)
        assert "Rabu 25-11, 15.00" in page
        assert "Rapat" in page
        assert "Rabu 25-11, 15.00" in kasi.get(f"/kasi/{file.number}").get_data(as_text=True)
        assert calendar.remove_day(kk.today().replace(day=24), kk.KASI) == 1

    def test_a_calendar_without_its_holidays_is_told(self, kasi: FlaskClient) -> None:
        calendar.fill_ahead()
        assert "belum ada di kalender" not in kasi.get("/kasi").get_data(as_text=True)
        page = kasi.get("/kasi/kalender?pada=2030-12-24T10:00").get_data(as_text=True)
        assert "Libur tahun 2030 belum ada di kalender, jadi tidak dihitung." in page
        for kind in ("CUTI_BERSAMA", "NASIONAL"):
            CalendarDay.delete().where(CalendarDay.kind == kind).execute()
            page = kasi.get("/kasi").get_data(as_text=True)
            assert "Minta admin mengisi kalender." in page
        assert "Libur nasional 2026 belum ada di kalender." in page

    def test_a_day_taken_out_does_not_come_back_and_one_added_hides_no_holiday(
        self, kasi: FlaskClient
    ) -> None:
        christmas = date(2027, 12, 25)
        calendar.put_day(date(2027, 6, 14), "TUTUP_KANTOR", "Rapat")
        calendar.fill_ahead()
        assert christmas in {row.day for row in special_days.days(2027)}
        calendar.remove_day(christmas)
        calendar.fill_ahead()
        assert christmas not in {row.day for row in special_days.days(2027)}


def test_a_return_after_the_decision_ends_the_clock(kasi: FlaskClient) -> None:
    file = kk.accepted()
    body = {"reason": "CACAT_KEMUDIAN", "note": "nama tidak cocok"}
    assert send(kasi, f"applications/{file.id}/return", body)[1]["state"] == states.RETURNED
    assert ClockRun.get().stopped_for == "returned"
    assert decisions.resubmit(file.id, kk.COUNTER).state == states.CHECKING
