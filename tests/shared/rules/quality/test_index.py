"""The index: exact ninths, half upwards, and what it is called (DOMAIN 4.4)."""

from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared import standard
from shared.rules.quality import index

FORM = standard.load(Path(standard.__file__).parent / "offices" / "jatiroto").survey_form(
    "SKM_2017"
)
EXAMPLE = ["3.40", "3.35", "3.10", "3.95", "3.45", "3.50", "3.60", "3.05", "3.20"]
QUESTIONNAIRES = st.lists(st.text("1234-", min_size=9, max_size=9), max_size=30)


@pytest.mark.clause("1.4")
def test_the_example_of_the_domain_is_85_and_not_what_rounded_weights_make_of_it():
    means = [Fraction(one) for one in EXAMPLE]
    assert index.rounded(index.index(means)) == Decimal("85.00")
    assert sum(means) * Fraction("0.111") * 25 == Fraction("84.915")
    assert sum(means) * Fraction("0.11") * 25 == Fraction("84.15")


@pytest.mark.parametrize(
    ("exact", "shown", "letter"),
    [
        ("88.305", "88,31", "A"),
        ("88.304", "88,30", "B"),
        ("76.605", "76,61", "B"),
        ("76.604", "76,60", "C"),
        ("64.995", "65,00", "C"),
        ("64.994", "64,99", "D"),
        ("100", "100,00", "A"),
        ("25", "25,00", "D"),
    ],
)
def test_an_index_is_rounded_half_upwards_before_it_is_graded(exact, shown, letter):
    found = Fraction(exact)
    assert (index.written(found), FORM.grade(index.rounded(found)).letter) == (shown, letter)


@given(QUESTIONNAIRES)
def test_means_and_index_are_those_of_a_computation_of_its_own(questionnaires):
    counted = index.of_elements(questionnaires, 9)
    for at, found in enumerate(counted):
        scores = [int(one[at]) for one in questionnaires if one[at] != "-"]
        assert found.filled == len(scores)
        assert found.mean == (Fraction(sum(scores), len(scores)) if scores else None)
    whole = [one for one in questionnaires if one.isdigit()]
    if whole:
        # Of whole questionnaires alone the index is the mean of all scores, 25 to 100.
        scores = [int(score) for one in whole for score in one]
        means = [one.mean for one in index.of_elements(whole, 9)]
        found = index.index(means)
        assert found == Fraction(25 * sum(scores), len(scores))
        with localcontext() as many:
            many.prec = 60
            exact = Decimal(25 * sum(scores)) / len(scores)
            assert index.rounded(found) == exact.quantize(Decimal("0.01"), ROUND_HALF_UP)


def test_nothing_is_told_of_nobody():
    assert index.written(None) == "–"
    assert index.written(Fraction(123_456, 100), 1) == "1.234,6"
    assert [one.mean for one in index.of_elements([], 9)] == [None] * 9
