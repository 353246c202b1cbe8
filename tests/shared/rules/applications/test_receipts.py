"""What receipts say, as slips carry it; and numbers in words."""

import dataclasses

import pytest

from shared.rules.admin import people
from shared.rules.applications import checking, decisions, file_slips, papers, receipts
from shared.rules.applications.receipts import PaperSeen
from shared.rules.common import office as offices
from shared.rules.common import staff, words
from shared.rules.common.office import Here
from tests.kk import COUNTER, accepted, all_seen, register


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
        assert slip.said.status_url == "http://192.0.2.10/status"
        assert slip.said.officer == "Sari Percobaan"
        assert slip.free == "Layanan ini GRATIS (Rp0,00)."
        assert PaperSeen(text="KK asli", form="Asli", number="", note="") in slip.said.papers

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
