"""The survey of satisfaction as data: two forms, their grades, and how many to ask."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from shared import standard
from shared.errors import NotFound

OFFICE = standard.load(Path(standard.__file__).parent / "offices" / "jatiroto")
MONDAY = date(2026, 11, 23)
TABLE = OFFICE.sample_table(MONDAY)


def krejcie_morgan(users: int) -> int:
    """The formula of DOMAIN 4.5, half upwards."""
    chi, part, error = Decimal("3.841"), Decimal("0.5"), Decimal("0.05")
    spread = chi * part * (1 - part)
    return int(spread * users / (error**2 * (users - 1) + spread) + Decimal("0.5"))


def test_nine_elements_are_asked_today_in_the_order_of_the_questionnaire():
    form = OFFICE.survey_form_on(MONDAY)
    assert [each.slug for each in form.elements] == [
        *("persyaratan", "prosedur", "waktu", "biaya", "produk"),
        *("kompetensi", "perilaku", "sarana", "pengaduan"),
    ]
    assert [each.mark for each in form.elements] == [f"U{n}" for n in range(1, 10)]


@pytest.mark.clause_text("1.4")
def test_the_form_of_the_standard_has_its_fourteen_elements_and_can_be_put_in_force():
    old = OFFICE.survey_form("IKM_2004")
    assert (len(old.elements), old.clause) == (14, "1.4")
    assert "KEP/25/M.PAN/2/2004" in old.regulation
    assert not old.valid_on(MONDAY)
    new = OFFICE.survey_form("SKM_2017")
    forms = (replace(old, valid_to=None), replace(new, valid_to=date(2026, 1, 1)))
    other = replace(OFFICE, survey=replace(OFFICE.survey, forms=forms))
    assert other.survey_form_on(MONDAY).code == "IKM_2004"


@pytest.mark.parametrize(
    ("form", "index", "letter"),
    [
        *(("SKM_2017", index, "A") for index in ("100.00", "88.31")),
        *(("SKM_2017", index, "B") for index in ("88.30", "76.61")),
        *(("SKM_2017", index, "C") for index in ("76.60", "65.00")),
        *(("SKM_2017", index, "D") for index in ("64.99", "25.00")),
        *(("IKM_2004", index, "A") for index in ("81.26",)),
        *(("IKM_2004", index, "B") for index in ("81.25", "62.51")),
        *(("IKM_2004", index, "C") for index in ("62.50", "43.76")),
        *(("IKM_2004", index, "D") for index in ("43.75",)),
    ],
)
def test_an_index_has_the_grade_of_its_form(form, index, letter):
    assert OFFICE.survey_form(form).grade(Decimal(index)).letter == letter


def test_every_row_of_the_sample_table_but_the_last_is_what_its_formula_gives():
    assert len(TABLE.rows) == 90
    assert [(of, krejcie_morgan(of)) for of, _ in TABLE.rows[:-1]] == list(TABLE.rows[:-1])
    assert TABLE.rows[-1] == (100_000, 384)


@pytest.mark.parametrize(
    ("served", "asked"),
    [(0, 0), (7, 7), (10, 10), (11, 14), (461, 214), (1_000, 278), (1_001, 285), (250_000, 384)],
)
def test_between_two_rows_the_larger_one_counts(served, asked):
    assert TABLE.least(served) == asked


def test_an_unknown_form_is_refused_in_a_sentence():
    with pytest.raises(NotFound, match="Formulir survei SKM_1999 tidak ada"):
        OFFICE.survey_form("SKM_1999")
