"""The papers of the survey: every number on them is recomputed, and each fits its page."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

import pytest

from shared.documents import maker
from shared.errors import NotAllowed
from shared.rules.common import staff
from shared.rules.common.actor import Actor
from shared.rules.corrective import actions
from shared.rules.quality import papers, periods, questionnaires
from tests.complaint_book import people
from tests.shared.documents.reading import pages, text
from tests.survey import kept

Q4 = periods.read("2026-T4")
CAMAT = Actor("ratih", staff.CAMAT, 1)
GIVEN = ("344444444", "344244434", "444444444", "3--------")


def shown(number: float, places: int = 2) -> str:
    exact = Decimal(str(number)).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    return str(exact).replace(".", ",")


@pytest.mark.clause("1.4")
def test_the_report_has_its_chapters_and_figures_that_can_be_recomputed(office):
    kept(*GIVEN[:2], about={"JENIS_KELAMIN": "P"})
    kept(GIVEN[2], source=questionnaires.PAPER, service="AMBIL", month=date(2026, 10, 1))
    kept(GIVEN[3])
    kept("1" * 14, form="IKM_2004")
    said = text(maker.make(papers.report(Q4, CAMAT)))
    for chapter in (
        *("BAB I. PENDAHULUAN", "BAB II. PENGUMPULAN DATA", "BAB III. HASIL", "BAB IV. ANALISIS"),
        *("BAB V. KESIMPULAN", "LAMPIRAN 1. OLAH DATA", "LAMPIRAN 2. KUESIONER"),
    ):
        assert chapter in said
    whole = [[int(score) for score in one] for one in GIVEN[:3]]
    ikm = shown(25 * sum(map(sum, whole)) / 27)
    assert f"IKM Kecamatan Jatiroto pada Triwulan IV Tahun 2026 adalah {ikm}" in said
    assert "A (Sangat Baik), dari 3 kuesioner lengkap. 1 kuesioner tidak lengkap" in said
    for at in range(9):
        counted = [int(one[at]) for one in GIVEN if one[at] != "-"]
        mine = [one[at] for one in whole]
        weighted = shown(sum(mine) / 27, 3)
        line = " ".join(
            [
                f"U{at + 1}",
                *(str(counted.count(score)) for score in (1, 2, 3, 4)),
                f"{len(counted)} {sum(counted)} {shown(sum(counted) / len(counted))}",
                f"{sum(mine)} {shown(sum(mine) / 3, 3)} {weighted}",
            ]
        )
        assert line in said
    assert "25,0 % dari semua kuesioner" in said
    assert "1 kuesioner, tidak ikut dihitung" in said
    assert "Perempuan: 2 (50,0 %) · tidak mengisi: 2" in said
    assert "1 Persyaratan (3,25) 2 Biaya/Tarif (3,33) 3 Sarana dan Prasarana (3,67)" in said
    assert "KEP/25/M.PAN/2/2004" in said


def test_corrective_actions_of_the_survey_stand_in_the_report(office):
    who = people()
    problem = actions.Problem(
        "11111111-1111-4111-8111-111111111111",
        "survey",
        "Persyaratan rendah.",
        "minor",
        "PELAYANAN",
        None,
        None,
    )
    one = actions.issue(problem, who.ratih)
    said = text(maker.make(papers.report(Q4, who.ratih)))
    assert "Persyaratan rendah." in said
    assert "PTPP dari survei" in said
    assert one.id


def test_a_report_of_nobody_says_so_and_computes_nothing(office):
    said = text(maker.make(papers.report(Q4, CAMAT)))
    assert "Belum ada kuesioner yang lengkap" in said
    assert "Belum ada jawaban yang dapat dianalisis." in said


@pytest.mark.parametrize("number", [0, 1, 60])
def test_the_card_is_one_page_with_the_index_the_services_and_the_thanks(office, number):
    about = {"USIA": "U20_29", "PENDIDIKAN": "SMA", "JENIS_KELAMIN": "L", "PEKERJAAN": "SWASTA"}
    for service in ("KK", "AMBIL", "INFO"):
        kept(*["344444444"] * number, service=service, about=about)
    (said,) = pages(maker.make(papers.card(Q4, CAMAT)))
    assert "Triwulan IV Tahun 2026" in said
    assert "Terima kasih atas penilaian yang telah Anda berikan." in said
    assert "Camat Jatiroto" in said
    if number:
        assert shown(35 / 36 * 100) in said
        assert f"Responden: {3 * number} lengkap" in said
        assert f"Kartu Keluarga (KK) {number} responden" in said
    else:
        assert "Belum ada kuesioner yang lengkap" in said


def test_papers_are_only_for_those_who_read_the_results(office):
    for paper in (papers.report, papers.card):
        with pytest.raises(NotAllowed):
            paper(Q4, Actor("rina", staff.INFO_DESK, 2))
