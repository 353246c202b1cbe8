"""A year of the standard in real browsers: targets set, missed, analysed, judged, followed up.

At its end the survey's report, four recaps and the yearly overviews: every number on paper is
counted again.
"""

import re
from collections.abc import Iterator
from datetime import date, datetime
from fractions import Fraction
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from shared import clock
from shared.records import (
    ClosedPeriod,
    Complaint,
    CorrectiveAction,
    OversightCheck,
    OversightSample,
    QuarterlyRecap,
    Questionnaire,
)
from shared.rules.common import words
from shared.rules.quality import figures, index, measured, reviews
from shared.rules.quality.indicators import INDICATORS
from tests import quality
from tests.chromium import flaws
from tests.complaint_book import people
from tests.journeys.complaint_figures import Book, recap_says
from tests.journeys.complaint_officers import submit
from tests.kiosk.seats.browser import out_of_sight, page_at, sit_down, small_targets
from tests.running import Running, until
from tests.shared.documents.reading import text
from tests.shared.rules.quality.test_indicators import RECOUNTS, RESTRICTED

pytestmark = [pytest.mark.browser, pytest.mark.clause("14.3"), pytest.mark.timeout(300)]

MAY, JUNE = datetime(2026, 5, 25, 9, 0), datetime(2026, 6, 29, 9, 0)
JANUARY = datetime(2027, 1, 25, 9, 0)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Running]:
    """An office that has worked since March; nobody has set a target yet."""
    with Running(tmp_path, now=f"{MAY.isoformat()}+07:00") as made:
        with made.inside():
            people()
            quality.fill()
        yield made


def closes(office: Running, period: str) -> None:
    """The office closes it by itself and hands on what was missed; helped where it is slow."""

    def handed_on() -> bool:
        _ = figures.close_next() or reviews.open_next()
        kept = ClosedPeriod.get_or_none(ClosedPeriod.period == period)
        return kept is not None and kept.reviewed_at is not None

    with office.inside():
        until(handed_on, 60, f"the closing of {period}")


def looked_at(page: Page, target: int = 44) -> None:
    """The page is whole: nothing cut off, too small or against the rules of axe."""
    page.wait_for_selector('[data-link="ok"]')
    assert (flaws(page), small_targets(page, target), out_of_sight(page)) == ([], [], [])


def set_targets(page: Page, office: Running, number: str, **targets: str) -> None:
    page.goto(f"{office.url}/mutu/2026/tetapkan")
    for code, target in targets.items():
        page.locator(f'[name="target-{code.replace("_", "-")}"]').fill(target)
    page.locator("#nomor").fill(number)
    page.get_by_role("button", name="Setujui dan tetapkan").click()
    page.wait_for_url("**/mutu/2026/target")


def analysed(page: Page, office: Running, code: str, cause: str, done: str) -> None:
    page.goto(f"{office.url}/mutu/2026-04/{code}")
    page.wait_for_selector('[data-link="ok"]')
    page.get_by_label("Mengapa capaiannya begitu?").fill(cause)
    page.get_by_label("Apa yang sudah dilakukan?").fill(done)
    page.get_by_role("button", name="Simpan analisis").click()
    expect(page.locator(".chain").first).to_contain_text(f"Sebab: {cause}")


def judged(page: Page, office: Running, code: str, decision: str, reason: str, ptpp: str) -> None:
    page.goto(f"{office.url}/mutu/2026-04/{code}")
    page.wait_for_selector('[data-link="ok"]')
    page.get_by_role("radio", name=decision).check()
    page.get_by_label("Alasannya").fill(reason)
    page.get_by_label("Bila diambil tindakan").select_option(label=ptpp)
    page.get_by_role("button", name="Simpan evaluasi").click()
    expect(page.locator(".chain").first).to_contain_text(f"{decision}: {reason}")


def test_from_the_targets_to_the_next_targets(office: Running, browser: Browser) -> None:
    camat = sit_down(page_at(browser), office, "ratih", "/camat")
    set_targets(camat, office, "065/1/2026")
    closes(office, "2026-04")
    paper_says_what_its_definition_gives(camat, office, "2026-04")
    # It waits for the counter officer, who is told so at the counter.
    sari = sit_down(page_at(browser), office, "sari", "/loket")
    expect(sari.locator(".bands")).to_contain_text("Tugas Anda: ")
    expect(sari.locator(".bands")).to_contain_text("menunggu analisis sejak 25 Mei 2026")
    looked_at(sari)
    sari.get_by_role("link", name="Buka analisis dan evaluasi").click()
    looked_at(sari)
    analysed(sari, office, "SM-03", "Loket kedua tutup.", "Petugas lain diminta membantu.")
    analysed(sari, office, "SM-04", "Banyak berkas baru.", "Contoh isian dipasang.")
    looked_at(sari)
    # Whoever it does not wait for reads for whom it does.
    dewi = sit_down(page_at(browser), office, "tuti", "/pengaduan-kantor")
    expect(dewi.locator(".bands")).not_to_contain_text("Tugas Anda")
    expect(dewi.locator(".bands")).to_contain_text("sasaran mutu Maret 2026 menunggu analisis")
    camat.goto(f"{office.url}/camat")
    expect(camat.locator(".bands")).to_contain_text("Tugas Anda: 2 sasaran mutu April 2026")
    judged(
        camat, office, "SM-03", "Diambil tindakan", "Antrean terlalu lama.", "Terbitkan PTPP, minor"
    )
    looked_at(camat)
    judged(camat, office, "SM-04", "Target diturunkan", "Layanan baru lebih lama.", "Tanpa PTPP")
    camat.goto(f"{office.url}/mutu/2026/tetapkan")
    wanted = camat.locator("tr", has=camat.locator("#nama-SM-04"))
    expect(wanted).to_contain_text("Evaluasi April 2026: target diturunkan")
    expect(camat.locator('[name="reason-SM-04"]')).to_have_value("Layanan baru lebih lama.")
    set_targets(camat, office, "065/2/2026", SM_04="20")
    expect(camat.locator("tr.is-new")).to_contain_text("Dari evaluasi April 2026")
    with office.inside():
        action = CorrectiveAction.select().where(CorrectiveAction.source == "target").get()
    # The next month is judged by the new target; the year is told as a chain.
    with office.inside() as here:
        clock.move(here.settings.data, JUNE)
    closes(office, "2026-05")
    camat.context.close()
    camat = sit_down(page_at(browser), office, "ratih", "/camat")
    camat.goto(f"{office.url}/mutu/2026-05/SM-04")
    expect(camat.locator(".objective-head")).to_contain_text("Mei 2026")
    camat.goto(f"{office.url}/mutu/2026/evaluasi")
    chain = camat.locator("article", has_text="SM-03").first
    for part in (
        "target ≤ 15 menit",
        "Loket kedua tutup.",
        "Sari Percobaan",
        "Camat Ratih Percobaan",
    ):
        expect(camat.locator("section", has_text="April 2026").last).to_contain_text(part)
    expect(chain).to_be_visible()
    expect(camat.locator("section", has_text="April 2026").last).to_contain_text(
        f"PTPP-2026-{action.number:03d}"
    )
    expect(camat.locator("section", has_text="April 2026").last).to_contain_text(
        "Target baru ≤ 20 menit, Sasaran Mutu 2026 revisi 1"
    )
    looked_at(camat)
    camat.set_viewport_size({"width": 1093, "height": 535})
    assert out_of_sight(camat) == []
    for page in (camat, sari, dewi):
        page.context.close()
    the_rest_of_the_year(office)
    rina = sit_down(page_at(browser), office, "rina", "/informasi")
    camat = sit_down(page_at(browser), office, "ratih", "/camat")
    for quarter in range(1, 5):
        recapped(rina, camat, office, quarter)
    survey_says(camat, office)
    closes(office, "2026")
    for period in ("2026-12", "2026-T2", "2026"):
        paper_says_what_its_definition_gives(camat, office, period)
    overviews(camat, office)
    for page in (camat, rina):
        page.context.close()


def paper_says_what_its_definition_gives(page: Page, office: Running, period: str) -> None:
    """Every number on the paper of a closed period."""
    paper = page.request.get(f"{office.url}/mutu/{period}/capaian.pdf")
    told = text(paper.body())
    with office.inside() as here:
        known = {one.code: one for one in here.standard.objectives}
        for code in INDICATORS:
            open_to_all = (False,) if code in RESTRICTED else ()
            found = measured.Measured(*RECOUNTS[code](period, *open_to_all))
            assert f"{code} {known[code].title}" in told
            assert re.search(
                f"{code} .*?{re.escape(measured.written(found, known[code].unit))}", told
            )


def the_rest_of_the_year(office: Running) -> None:
    """The office works on until Christmas, with words for the public on each complaint."""
    office.stop()
    with office.inside() as here:
        quality.work(20261124, date(2026, 6, 1), date(2026, 12, 18), number=1_000)
        Complaint.update(public_text="Kursi kurang", public_action="Kursi ditambah").where(
            Complaint.guarded == False  # noqa: E712
        ).execute()
        QuarterlyRecap.delete().execute()
        clock.move(here.settings.data, JANUARY)
    office.start()


def recapped(rina: Page, camat: Page, office: Running, quarter: int) -> None:
    """A quarter's recap from the desk to the wall; each number on its paper is counted again."""
    path = f"/rekap/2026/{quarter}"
    submit(rina, office, path)
    camat.goto(office.url + path)
    camat.wait_for_selector('[data-link="ok"]')
    camat.get_by_role("button", name="Setujui rekap").click()
    expect(camat.locator("[data-state=approved]")).to_be_visible()
    camat.get_by_role("button", name="Sudah ditempel, umumkan").click()
    expect(camat.locator("[data-state=announced]")).to_be_visible()
    paper = camat.request.get(f"{office.url}{path}/rekap.pdf")
    recap_says(text(paper.body()), Book(office.settings.data, quarter))


def survey_says(camat: Page, office: Running) -> None:
    """The year's index, its answers and each element's sums, counted again from the sheets."""
    told = text(camat.request.get(f"{office.url}/survei/2026/laporan.pdf").body())
    with office.inside():
        given = [row.answers for row in Questionnaire.select() if row.form == "SKM_2017"]
    whole = [one for one in given if "-" not in one]
    ikm = index.written(
        Fraction(25 * sum(int(score) for one in whole for score in one), 9 * len(whole))
    )
    assert f"pada Tahun 2026 adalah {ikm}" in told
    assert f"dari {len(whole)} kuesioner lengkap. {len(given) - len(whole)} kuesioner tidak" in told
    for at in range(9):
        filled = [int(one[at]) for one in given if one[at] != "-"]
        counts = " ".join(str(filled.count(score)) for score in (1, 2, 3, 4))
        assert f"U{at + 1} {counts} {len(filled)} {sum(filled)} " in told


def overviews(camat: Page, office: Running) -> None:
    """Oversight and recaps of the year: each month's sample, each quarter announced."""
    camat.goto(f"{office.url}/pengawasan?tahun=2026")
    looked_at(camat)
    rows = camat.locator("tbody tr").all_inner_texts()
    told = {month: drawn for month, *drawn in (row.split("\t")[:4] for row in rows)}
    months = [words.month_name(2026, month) for month in range(12, 2, -1)]
    assert list(told) == months
    for at, month in enumerate(months):
        with office.inside():
            checks = list(
                OversightCheck.select()
                .join(OversightSample, on=OversightCheck.sample_id == OversightSample.id)
                .where(OversightSample.month == 12 - at)
            )
        looked = [one for one in checks if one.checked_at]
        drawn = [f"{len(checks)} dari {len(checks)}", str(len(looked)), "0"]
        assert told[month] == (drawn if checks else ["–", "–", "–"])
    camat.goto(f"{office.url}/mutu/2026")
    looked_at(camat, target=32)  # a table of months and quarters: all in sight before large
    camat.goto(f"{office.url}/rekap")
    expect(camat.locator("tr", has_text="2026").filter(has_text="Diumumkan")).to_have_count(4)
