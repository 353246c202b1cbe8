"""What the survey found: per element, service and source, against a computation of its own."""

import random
from collections import Counter
from dataclasses import replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shared import db
from shared.errors import NotAllowed
from shared.records import Questionnaire, Ticket
from shared.rules.common import office as offices
from shared.rules.common import staff
from shared.rules.common.actor import Actor
from shared.rules.quality import periods, questionnaires, results
from tests import complaint_book
from tests.survey import kept

CAMAT = Actor("ratih", staff.CAMAT, 1)
YEAR, QUARTER, NOVEMBER = (periods.read(code) for code in ("2026", "2026-T4", "2026-11"))


def half_up(exact):
    """`85,00`, by another way than the program's."""
    return str(
        (Decimal(exact.numerator) / exact.denominator).quantize(Decimal("0.01"), ROUND_HALF_UP)
    ).replace(".", ",")


@pytest.mark.clause("1.4")
def test_an_element_counts_who_filled_it_in_and_the_index_only_whole_questionnaires(office):
    kept("444444444", "333333333", "1--------", "44444444-")
    found = results.of(NOVEMBER, CAMAT)
    assert (found.all.number, found.all.whole, found.all.unfinished) == (4, 2, 2)
    assert [one.mean for one in found.elements] == ["3,00", *["3,67"] * 7, "3,50"]
    assert (found.all.ikm, found.all.grade.letter, found.all.grade.title) == (
        "87,50",
        "B",
        "Baik",
    )


def test_nobody_has_no_index_and_no_grade(office):
    found = results.of(YEAR, CAMAT)
    assert (found.all.ikm, found.all.grade, found.all.number) == ("–", None, 0)
    assert [one.mean for one in found.elements] == ["–"] * 9
    assert (found.lowest, found.services, found.sources, found.by_staff) == ([], (), (), "–")
    assert all(one.silent == 0 for one in found.told)


def test_only_unfinished_ones_have_means_and_no_index(office):
    kept("4--------", "3--------")
    found = results.of(YEAR, CAMAT)
    assert (found.all.ikm, found.elements[0].mean, found.elements[1].mean) == ("–", "3,50", "–")
    assert [one.element.slug for one in found.lowest] == ["persyaratan"]


def test_the_three_lowest_elements_are_named_the_lowest_first(office):
    kept("342413444", "342413444")
    found = results.of(YEAR, CAMAT)
    assert [one.element.slug for one in found.lowest] == ["produk", "waktu", "persyaratan"]


def test_months_quarters_and_years_take_what_lies_in_them(office):
    for month, answers in ((1, "1"), (9, "2"), (10, "3"), (11, "4"), (12, "4")):
        kept(answers * 9, month=date(2026, month, 1))
    kept("1" * 9, month=date(2027, 1, 1))
    assert [results.of(one, CAMAT).all.number for one in (YEAR, QUARTER, NOVEMBER)] == [5, 3, 1]


def test_answers_of_another_form_are_told_and_never_mixed_in(office):
    kept("4" * 9)
    kept("1" * 14, form="IKM_2004")
    found = results.of(YEAR, CAMAT)
    assert (found.all.number, found.all.ikm, found.others) == (1, "100,00", 1)


def test_the_form_of_2004_is_computed_with_fourteenths_and_its_own_grades(office, monkeypatch):
    standard = office.standard
    old = replace(standard.survey_form("IKM_2004"), valid_to=None)
    other = replace(standard, survey=replace(standard.survey, forms=(old,)))
    monkeypatch.setattr(offices, "_here", replace(offices.here(), standard=other))
    kept("3" * 13 + "4", "3" * 14, form="IKM_2004")
    found = results.of(YEAR, CAMAT)
    assert found.all.ikm == half_up(Fraction(25 * (13 * 6 + 7), 28))
    assert found.all.grade.letter == "B"


def test_what_staff_typed_is_counted_apart_with_its_share(office):
    kept("4" * 9, "4" * 9, "3" * 9)
    kept("2" * 9, source=questionnaires.PAPER)
    found = results.of(YEAR, CAMAT)
    assert [(one.title, one.number, one.ikm) for one in found.sources] == [
        ("Ponsel", 3, "91,67"),
        ("Kertas, diketik petugas", 1, "50,00"),
    ]
    assert found.by_staff == "25,0 %"


def test_respondents_are_counted_and_those_who_said_nothing_are_told(office):
    kept("4" * 9, "4" * 9, about={"JENIS_KELAMIN": "P"})
    kept("4" * 9)
    (told,) = [one for one in results.of(YEAR, CAMAT).told if one.title == "Jenis kelamin"]
    assert (told.answers, told.silent) == ((("Laki-laki", 0), ("Perempuan", 2)), 1)


def test_how_many_should_be_asked_follows_from_the_people_served_before(office):
    place = {"letter": "A", "service": "KK", "language": "id", "channel": "kiosk", "ahead": 0}
    with db.transaction():
        for number in range(1, 13):
            Ticket.create(
                **place,
                office=office.id,
                day=date(2026, 10, 5),
                number=number,
                token=f"t{number}",
                touch=f"p{number}",
                state="done" if number < 12 else "missed",
                place=number,
                issued_at=0,
            )
    kept(*["4" * 9] * 9, "4--------")
    found = results.of(NOVEMBER, CAMAT)
    assert (found.served, found.wanted, found.enough) == (11, 14, False)
    assert results.of(NOVEMBER.before, CAMAT).wanted == 0


def test_only_those_who_lead_or_oversee_read_the_results(office):
    may = {one.role for one in vars(complaint_book.people()).values() if _reads(one)}
    assert may == {staff.SECTION_HEAD, staff.ANY_SECTION_HEAD, staff.SECRETARY, staff.CAMAT}


def _reads(by):
    try:
        results.of(YEAR, by)
    except NotAllowed:
        return False
    return True


def test_raw_answers_are_those_that_were_given(office):
    kept("4-4444443", about={"PENDIDIKAN": "SMA"}, service="AMBIL")
    (one,) = results.answers(results.of(NOVEMBER, CAMAT))
    assert (one.month, one.service, one.source) == ("2026-11", "Ambil KK jadi", "Ponsel")
    assert one.answers == (4, None, 4, 4, 4, 4, 4, 4, 3)
    assert one.about == ("", "", "SMA", "")


@given(
    st.lists(
        st.tuples(
            st.text("1234-", min_size=9, max_size=9),
            st.sampled_from(["KK", "AMBIL", "INFO"]),
            st.sampled_from(list(questionnaires.SOURCES)),
        ),
        max_size=25,
    )
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
def test_every_figure_is_that_of_a_computation_of_its_own(office, given_answers):
    Questionnaire.delete().execute()
    for answers, service, source in given_answers:
        kept(answers, service=service, source=source)
    found = results.of(NOVEMBER, CAMAT)
    whole = [answers for answers, *_ in given_answers if "-" not in answers]
    scores = [int(score) for answers in whole for score in answers]
    assert found.all.ikm == (half_up(Fraction(25 * sum(scores), len(scores))) if scores else "–")
    assert found.all.unfinished == len(given_answers) - len(whole)
    for parts, at in ((found.services, 1), (found.sources, 2)):
        assert sum(part.number for part in parts) == len(given_answers)
        counted = Counter(one[at] for one in given_answers)
        assert sorted(part.number for part in parts) == sorted(counted.values())
    for place, element in enumerate(found.elements):
        filled = [int(one[0][place]) for one in given_answers if one[0][place] != "-"]
        mean = half_up(Fraction(sum(filled), len(filled))) if filled else "–"
        assert element.mean == mean


def test_a_year_of_five_thousand_answers_is_summed_right(office):
    draw = random.Random(14)
    answers = ["".join(draw.choices("1234-", (1, 2, 8, 9, 1), k=9)) for _ in range(5_000)]
    kept(*answers)
    found, whole = results.of(YEAR, CAMAT), [one for one in answers if "-" not in one]
    means = [Fraction(sum(int(one[at]) for one in whole), len(whole)) for at in range(9)]
    assert found.all.ikm == half_up(sum(means) * Fraction(25, 9))
    assert (found.all.number, found.all.whole) == (5_000, len(whole))
