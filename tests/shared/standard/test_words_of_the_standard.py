"""Every clause of the printed standard stands in the data, word for word."""

import re
from datetime import date
from pathlib import Path

import pytest

from shared import standard

OFFICE = standard.load(Path(standard.__file__).parent / "offices" / "jatiroto")
TODAY = date(2026, 11, 23)


def plain(text: str) -> str:
    """Without the marks of the copy: bold, bullets, tabs and line ends."""
    return re.sub(r"\s+", " ", re.sub(r"\*\*|<[^>]+>|^- ", "", text, flags=re.MULTILINE)).strip()


PRINTED_LINES = (Path(__file__).parent / "standar-tercetak.md").read_text(encoding="utf-8")
PRINTED = plain(PRINTED_LINES)


def clause_marks(numbers: list[str]) -> list[object]:
    return [pytest.param(each, marks=pytest.mark.clause_text(each), id=each) for each in numbers]


WORDED = [each.clause for each in OFFICE.clauses]
LEGAL = [each for each in OFFICE.legal_basis if not each.outside_standard]


@pytest.mark.parametrize("number", clause_marks(WORDED))
def test_a_clause_says_what_the_printed_standard_says(number: str) -> None:
    assert plain(OFFICE.clause(number, TODAY).text) in PRINTED


@pytest.mark.parametrize("number", clause_marks([each.clause for each in LEGAL]))
def test_a_regulation_is_cited_in_the_words_of_the_standard(number: str) -> None:
    found = next(each for each in LEGAL if each.clause == number)
    assert f"{number} {plain(found.text)}" in PRINTED


def test_no_numbered_clause_of_the_printed_standard_is_left_out() -> None:
    printed = set(re.findall(r"^\W*(\d{1,2}\.\d{1,2})\b", PRINTED_LINES, flags=re.MULTILINE))
    facilities = {each.clause for each in OFFICE.facilities}
    held = set(WORDED) | {each.clause for each in LEGAL} | facilities
    assert printed - held == set()
    assert held - printed == {"12", "13"}  # printed without a number of their own


def test_the_fourteen_parts_bear_their_printed_titles() -> None:
    assert [each.clause for each in OFFICE.sections] == [str(n) for n in range(1, 15)]
    for each in OFFICE.sections:
        assert f"{each.clause}. {each.title}" in PRINTED


def test_every_clause_people_read_is_also_said_in_easy_words() -> None:
    for each in OFFICE.clauses:
        assert each.plain, each.clause
        assert each.plain_en, each.clause
        assert all(len(part.split()) <= 14 for part in re.split(r"[.:]", each.plain)), each.clause


@pytest.mark.clause_text("0")
def test_the_cover_keeps_both_numbers_and_both_revisions() -> None:
    cover = OFFICE.document_on(TODAY)
    for printed in (cover.printed_number, cover.printed_number_pages):
        assert printed in PRINTED
    assert (cover.revision, cover.printed_revision_pages) == ("01", "00")
    assert (cover.revision_date, cover.valid_from, cover.pages) == ("-", date(2023, 1, 2), 8)


@pytest.mark.clause_text("0")
def test_the_cover_names_who_made_checked_and_approved_it() -> None:
    cover = OFFICE.document_on(TODAY)
    signed = [cover.made_by, cover.checked_by, cover.approved_by]
    assert [each.name for each in signed] == [
        "HASAN MUSTOFA",
        "NASA'I, S.AP",
        "IWAN HADI PURNOMO, S.STP., MM",
    ]
    for each in signed:
        assert each.name in PRINTED
        assert each.post in PRINTED


@pytest.mark.clause_text("0")
def test_the_letterhead_is_the_printed_one() -> None:
    head = " ".join(OFFICE.office.letterhead)
    assert plain(head) in PRINTED


def test_regulations_that_were_replaced_say_by_which() -> None:
    replaced = {each.clause: each.replaced_by for each in LEGAL if each.status == "DIGANTI"}
    assert set(replaced) == {"1.1", "1.2", "1.4", "1.6"}
    assert "23 Tahun 2014" in replaced["1.1"]
    assert len(LEGAL) == 12


def test_proposed_additions_are_marked_as_proposals() -> None:
    proposed = [each for each in OFFICE.legal_basis if each.outside_standard]
    assert len(proposed) == 10
    assert {each.basis for each in proposed} == {"usulan tambahan"}


@pytest.mark.clause_text("5.1")
def test_the_promise_is_one_working_day() -> None:
    assert OFFICE.time_limit(TODAY).working_days == 1


@pytest.mark.clause_text("6.1")
def test_the_service_is_free() -> None:
    assert (OFFICE.fee(TODAY).rupiah, OFFICE.fee(TODAY).words) == (0, "GRATIS")


@pytest.mark.clause_text("7.1")
def test_the_product_is_printed_here_and_signed_by_the_head_of_the_registry() -> None:
    (product,) = OFFICE.products
    assert f"dicetak oleh {product.printed_by}" in PRINTED
    assert f"ditandatangani oleh {product.signed_by}" in PRINTED


@pytest.mark.parametrize("number", clause_marks(["8.1", "8.2", "8.3", "8.4", "8.5"]))
def test_a_facility_is_required_in_the_printed_number(number: str) -> None:
    each = next(each for each in OFFICE.facilities if each.clause == number)
    row = rf"\| {number} +\| {each.name} +\| {each.number} {each.unit} +\|"
    assert re.search(row, PRINTED_LINES)


@pytest.mark.clause_text("9")
@pytest.mark.parametrize("role", ["kasi_pelayanan_umum", "operator", "petugas_loket"])
def test_a_post_asks_for_the_printed_competence(role: str) -> None:
    each = next(each for each in OFFICE.competence if each.role == role)
    start = PRINTED.index(f"Jabatan : {each.printed_post} Pendidikan : {each.education}")
    following = PRINTED.find("Jabatan :", start + 1)
    block = PRINTED[start : following if following > 0 else PRINTED.index("10. PENGAWASAN")]
    for words in (*each.training, *each.skills, each.experience):
        assert plain(words) in block
    assert f"Personil : {each.number} orang" in block
    assert each.experience == f"Minimal {each.experience_years} tahun"


def test_the_misprinted_post_is_shown_as_petugas_loket() -> None:
    counter = next(each for each in OFFICE.competence if each.role == "petugas_loket")
    assert (counter.post, counter.printed_post) == ("Petugas Loket", "Petugas Loker")


@pytest.mark.clause_text("10.1")
def test_the_secretary_oversees() -> None:
    assert {each.role for each in OFFICE.posts if each.clause == "10.1"} == {"sekretaris"}


@pytest.mark.clause_text("11.2")
def test_the_table_of_complaint_facilities_is_kept() -> None:
    table = OFFICE.clause("11.2", TODAY).table
    assert table is not None
    for words in (table.title, *table.head, *(cell for row in table.rows for cell in row)):
        assert words in PRINTED
