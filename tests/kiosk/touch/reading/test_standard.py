"""The service standard at the touchscreen: all that its data say, part by part."""

import html

import pytest

from shared import clock
from shared.rules.common.office import here
from shared.standard.schema import valid

TODAY = clock.service_day


def read(citizen, address):
    answer = citizen.get(address)
    assert answer.status_code == 200
    return html.unescape(answer.get_data(as_text=True))


READ = ("text", "corrected", "replaced_by", "name", "unit", "post", "education", "experience")


def words_of(number):
    """Everything that the standard's data say under the part, whatever kind of row it is."""
    standard, today = here().standard, TODAY()
    kinds = (standard.clauses, standard.legal_basis, standard.facilities, standard.competence)
    for row in (row for kind in kinds for row in valid(kind, today)):
        if row.clause.partition(".")[0] == number:
            yield from filter(None, (getattr(row, name, "") for name in READ))
            yield from getattr(row, "training", ())
            yield from (skill.rstrip(" ;") for skill in getattr(row, "skills", ()))
            if table := getattr(row, "table", None):
                yield from (*table.head, *(cell for cells in table.rows for cell in cells))


@pytest.mark.parametrize(
    "number",
    [
        pytest.param(str(number), marks=pytest.mark.clause_text(str(number)))
        for number in range(1, 15)
    ],
)
def test_each_part_of_the_standard_says_all_that_stands_in_it(citizen, number):
    shown, wanted = read(citizen, f"/kios/standar/{number}"), list(words_of(number))
    assert wanted
    assert [words for words in wanted if words not in shown] == []


@pytest.mark.clause_text("0")
def test_the_standard_says_who_made_checked_and_approved_it(citizen):
    document = here().standard.document_on(TODAY())
    shown = read(citizen, "/kios/standar?lain=1")
    for did, one in (
        ("Dibuat", document.made_by),
        ("Diperiksa", document.checked_by),
        ("Disetujui", document.approved_by),
    ):
        assert f"{did} oleh <strong>{one.name}</strong>, {one.post}" in shown


def test_the_standard_opens_with_its_two_promises(citizen):
    shown = read(citizen, "/kios/standar")
    assert "1 (satu) hari kerja" in shown
    assert "GRATIS" in shown
    assert here().standard.document_on(TODAY()).number in shown


@pytest.mark.clause("13")
@pytest.mark.parametrize(("language", "field"), [("id", "text"), ("en", "text_en")])
def test_visitors_read_what_to_mind_where_the_clause_stands(citizen, language, field):
    minded = [getattr(one, field) for one in valid(here().standard.safety.advice, TODAY())]
    citizen.get(f"/kios/tampilan?bahasa={language}")
    shown = read(citizen, "/kios/standar/13")
    assert minded
    assert [words for words in minded if words not in shown] == []
