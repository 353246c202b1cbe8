"""What receipts say, as slips carry it; and numbers in words."""

import dataclasses
import re
from dataclasses import replace

import pytest

from shared import clock
from shared.errors import Refused
from shared.records import Application
from shared.rules.admin import people, substitutes
from shared.rules.applications import (
    checking,
    decisions,
    file_slips,
    kk_documents,
    papers,
    process,
    receipts,
)
from shared.rules.applications.receipts import PaperSeen
from shared.rules.common import office as offices
from shared.rules.common import staff, words
from shared.rules.common.actor import Actor
from shared.rules.common.office import Here, here
from tests.kk import COUNTER, KASI, OPERATOR, accepted, all_seen, printed, ready, register, taken
from tests.office import PASSWORD, Later
from tests.shared.rules.paper.test_sheets import GOOD, print_kk, with_pdf

OTHER_NIK, OTHER_KK = "3508170504900003", "3508172311200077"


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (0, "nol"),
        (1, "satu"),
        (10, "sepuluh"),
        (11, "sebelas"),
        (12, "dua belas"),
        (19, "sembilan belas"),
        (20, "dua puluh"),
        (21, "dua puluh satu"),
        (100, "seratus"),
        (111, "seratus sebelas"),
        (200, "dua ratus"),
        (1_000, "seribu"),
        (1_011, "seribu sebelas"),
        (2_000, "dua ribu"),
        (2_026, "dua ribu dua puluh enam"),
        (110_000, "seratus sepuluh ribu"),
        (1_000_000, "satu juta"),
        (1_001_000, "satu juta seribu"),
        (1_000_000_000, "satu miliar"),
    ],
)
def test_numbers_in_words(number: int, said: str) -> None:
    assert words.in_words(number) == said


def test_an_official_number_has_its_words() -> None:
    assert words.with_words(1) == "1 (satu)"


class TestSlips:
    """The thermal receipts carry plain values for a layout."""

    @pytest.fixture(autouse=True)
    def _sari(self, office: Here) -> None:
        people.add("sari", "Sari Percobaan", [staff.COUNTER], "rahasia-latihan")

    def test_a_receipt_can_be_kept_as_json_and_says_all(
        self, office: Here, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        settings = dataclasses.replace(office.settings, public_url="http://192.0.2.10")
        monkeypatch.setattr(offices, "_here", dataclasses.replace(office, settings=settings))
        slip = file_slips.ReceiptSlip(said=receipts.receipt(accepted().id, "4821"))
        assert file_slips.ReceiptSlip.model_validate_json(slip.model_dump_json()) == slip
        assert slip.said.number == "KK-2026-000001"
        assert slip.said.code == "4821"
        assert slip.said.due == "Selasa, 24 November 2026 pukul 15.00 WIB"
        assert slip.said.status_url == "http://192.0.2.10/status?jenis=KK&tahun=2026&nomor=1"
        assert slip.said.officer == "Sari Percobaan"
        assert slip.free == "Layanan ini GRATIS (Rp0,00)."
        assert PaperSeen(text="KK asli", form="Asli", number="", note="") in slip.said.papers

    def test_a_hand_over_tells_the_end_of_a_number_and_no_more(self) -> None:
        files = [ready(), ready(nik="3508170504900002", kk_number=OTHER_KK)]
        proxy = taken("Rudi Misal", process.PROXY, letter="Surat kuasa", identity=OTHER_NIK)
        own = taken("Wati", process.APPLICANT, identity_kind="sim", identity="9012 3456 7788")
        given = printed(nik="3508170504900004")
        process.note_new_kk(given.id, "3508172311260009", OPERATOR)
        ticks = dict.fromkeys(process.CHECKS, True)
        files.append(process.pass_product(given.id, ticks, OPERATOR))
        for file, how in zip(files, (proxy, own, own), strict=True):
            process.hand_over(file.id, how, COUNTER)
        first, second, third = (receipts.handover(file.id) for file in files)
        assert (first.identity, first.taker) == ("KTP-el, nomor berakhir 0003", "Rudi Misal")
        assert (second.identity, second.taker) == ("SIM, nomor berakhir 7788", "Wati")
        assert (first.kk_number, second.kk_number) == ("3508********0001", "3508********0077")
        assert third.kk_number == "3508********0009", "the old number, of the KK left behind"
        for said in (first, second):
            told = said.model_dump_json()
            assert not re.search(r"\d{9}", told), told

    def test_a_receipt_without_phones_names_no_address(self) -> None:
        assert receipts.receipt(register().id).status_url is None

    def test_a_return_note_says_what_is_missing(self) -> None:
        file = register()
        decisions.give_back(file.id, "TIDAK_LENGKAP", COUNTER)
        decisions.resubmit(file.id, COUNTER)
        all_seen(file)
        decisions.give_back(file.id, "TIDAK_VALID", COUNTER, "nama ibu berbeda")
        said = receipts.return_note(file.id)
        assert (said.times, said.note, said.unmet) == (2, "nama ibu berbeda", ())
        assert said.reason == "Isi berkas tidak cocok"

    def test_a_return_note_leaves_out_no_paper_that_may_be_needed(self) -> None:
        file = register(kinds=["BARU_PISAH"])
        ticks = {one.id: checking.Seen(True) for one in papers.items(file.id) if one.need != "K"}
        checking.tick(file.id, ticks, COUNTER)
        decisions.give_back(file.id, "TIDAK_LENGKAP", COUNTER)
        told = {one.text: one.why for one in receipts.return_note(file.id).unmet}
        assert list(told) == papers.undecided(papers.items(file.id))
        assert "bila pisah karena menikah" in told.values()


@pytest.mark.usefixtures("office")
def test_a_receipt_tells_when_it_is_due_only_while_a_clock_runs_or_has_come_to_its_end() -> None:
    file = register()
    assert receipts.receipt(file.id).due is None
    all_seen(file)
    decisions.declare_complete(file.id, KASI)
    decisions.declare_valid(file.id, KASI)
    due = "Selasa, 24 November 2026 pukul 15.00 WIB"
    assert receipts.receipt(file.id).due == due
    decisions.give_back(file.id, "TIDAK_VALID", KASI, "nama")
    assert receipts.receipt(file.id).due is None
    assert receipts.receipt(ready(nik=OTHER_NIK).id).due == due
    left = accepted(nik="3508170504900009")
    decisions.withdraw(left.id, "batal", COUNTER)
    assert receipts.receipt(left.id).due is None


@pytest.mark.usefixtures("office")
@pytest.mark.parametrize(
    ("by", "told"),
    [("self", ("", "")), ("family", ("Rudi Misal", "Keluarga"))]
    + [("proxy", ("Rudi Misal", "Kuasa (F-1.07)"))],
)
def test_a_receipt_names_who_brought_the_papers_where_it_was_somebody_else(
    by: str, told: tuple[str, str]
) -> None:
    file = register(
        kinds=["UBAH_ELEMEN"], elements=["Nama"], submitted_by=by, submitter="Rudi Misal"
    )
    said = receipts.receipt(file.id, "4711")
    assert (said.submitter, said.submitted_by) == told
    assert (said.code, said.number, said.elements) == ("4711", file.number, ("Nama",))
    assert said.promise == "1 (satu) hari kerja sejak berkas lengkap"
    assert said.received == "Senin, 23 November 2026 pukul 09.00 WIB"


@pytest.mark.usefixtures("office")
@pytest.mark.parametrize(
    ("heads", "stand_in", "post", "signed"),
    [
        ((), False, "Kasi Pelayanan Umum", ""),
        (("Bambang",), False, "Kasi Pelayanan Umum", "Bambang"),
        (("Bambang", "Candra"), False, "Kasi Pelayanan Umum", ""),
        (("Bambang",), True, "Plh. Kasi Pelayanan Umum", "Wulan"),
    ],
)
def test_a_referral_is_signed_by_the_one_head_of_the_section_or_who_stands_in(
    heads: tuple[str, ...], stand_in: bool, post: str, signed: str
) -> None:
    for name in heads:
        people.add(name.lower(), name, [staff.SECTION_HEAD], PASSWORD)
    if stand_in:
        people.add("wulan", "Wulan", [staff.OPERATOR], PASSWORD)
        day = clock.service_day()
        substitutes.name("wulan", staff.SECTION_HEAD, day, day, instead_of="bambang")
    other, file = register(), register(nik=OTHER_NIK)
    decisions.refer(other.id, "lain", COUNTER)
    decisions.refer(file.id, "luar daerah", COUNTER)
    said = receipts.referral(file.id)
    assert (said.post, said.head, said.reason) == (post, signed, "luar daerah")
    assert (said.date, said.kk_number) == ("23 November 2026", "3508********0001")
    with pytest.raises(Refused):
        receipts.referral(accepted(nik="3508170504900009").id)


@pytest.mark.usefixtures("office")
def test_a_hand_over_tells_the_sheets_of_the_last_pdf_of_its_own_file() -> None:
    files = [with_pdf(verdict=replace(GOOD, pages=3)), printed(nik=OTHER_NIK)]
    kk_documents.attach(files[0].id, b"%PDF 2", replace(GOOD, pages=2), OPERATOR)
    print_kk(files[0])
    for file in files:
        process.pass_product(file.id, dict.fromkeys(process.CHECKS, True), OPERATOR)
        with pytest.raises(Refused):
            receipts.handover(file.id)
        process.hand_over(file.id, taken("Wati", process.APPLICANT), COUNTER)
    told = [receipts.handover(file.id) for file in files]
    assert [one.sheets for one in told] == ["2 (dua)", "1 (satu)"]
    assert {(one.date, one.time[:6], one.relation) for one in told} == {
        ("23 November 2026", "09.00 ", "Pemohon"),
    }
    assert {(one.receipt, one.old_kk, one.data_checked) for one in told} == {
        ("Tidak dibawa", "Ditarik", True),
    }
    with pytest.raises(Refused):
        receipts.return_note(files[0].id)


@pytest.mark.usefixtures("office")
def test_a_receipt_tells_each_paper_that_is_there_and_how_it_was_brought() -> None:
    file, other = register(), register(nik=OTHER_NIK)
    all_seen(other)
    rows = papers.items(file.id)
    ticks = {
        rows[0].id: checking.Seen(True, "copy", number=" 12/A ", note="asli di rumah"),
        rows[1].id: checking.Seen(True),
        rows[2].id: checking.Seen(False, "original"),
    }
    checking.tick(file.id, ticks, COUNTER)
    assert receipts.receipt(file.id).papers == (
        PaperSeen(text=rows[0].wording, form="Fotokopi", number="12/A", note="asli di rumah"),
        PaperSeen(text=rows[1].wording, form="Ditunjukkan", number="", note=""),
    )
    decisions.refer(file.id, "luar daerah", COUNTER)
    assert len(receipts.referral(file.id).papers) == 2


@pytest.mark.usefixtures("office")
def test_a_card_written_down_before_kinds_were_kept_is_told_as_it_was_written() -> None:
    file = ready()
    process.hand_over(file.id, taken("Wati", process.FAMILY), COUNTER)
    row = Application.get()
    assert receipts.handover(file.id).identity == "KTP-el, nomor berakhir 0001"
    row.taker_identity_kind, row.taker_identity = None, "SIM 1234"
    row.taker_relation = row.without_receipt = row.old_kk = row.data_checked = None
    row.save()
    told = receipts.handover(file.id)
    assert told.identity == "SIM 1234"
    assert (told.relation, told.receipt, told.old_kk, told.data_checked, told.letter) == (
        *("", "", ""),
        *(False, ""),
    )


@pytest.mark.usefixtures("office")
def test_each_paper_names_who_did_what_it_tells(later: Later) -> None:
    names = {"sari": "Sari Satu", "rina": "Rina Dua", "tono": "Tono Tiga"}
    for username, name in names.items():
        people.add(username, name, [staff.COUNTER], PASSWORD)
    rina, tono = (Actor(one, staff.COUNTER, 7) for one in ("rina", "tono"))
    file = register()
    decisions.give_back(file.id, "TIDAK_LENGKAP", rina)
    later(minutes=5)
    note = receipts.return_note(file.id)
    assert (note.officer, note.times, note.returned) == (
        *("Rina Dua", 1),
        "Senin, 23 November 2026 pukul 09.00 WIB",
    )
    assert receipts.receipt(file.id).officer == "Sari Satu"
    decisions.refer(file.id, "luar daerah", tono)
    said = receipts.referral(file.id)
    assert (said.officer, said.referred) == (
        "Tono Tiga",
        "Senin, 23 November 2026 pukul 09.05 WIB",
    )
    assert (said.head_of_family, said.regency, said.address) == (
        *("Joko Percobaan", here().standard.office.regency),
        "RT 001/RW 002, Desa Kaliboto Lor",
    )
    done = ready(nik=OTHER_NIK)
    process.hand_over(done.id, taken("Wati", process.APPLICANT), rina)
    assert receipts.handover(done.id).officer == "Rina Dua"
