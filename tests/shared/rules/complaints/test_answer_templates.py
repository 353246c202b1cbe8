"""Answers may begin with the office's own sentences, and none goes out with a blank (11.6)."""

from dataclasses import replace
from datetime import date

import pytest

from shared.errors import Invalid
from shared.records import Complaint, ComplaintEvent
from shared.rules.common import office as offices
from shared.rules.complaints import handling
from tests.complaint_book import People, people, reported

pytestmark = pytest.mark.clause("11.6")
TODAY = date(2026, 11, 23)


@pytest.fixture
def who(office) -> People:
    return people()


def test_each_category_has_sentences_of_its_own_before_those_of_all(office):
    for category in office.standard.categories_on(TODAY):
        offered = office.standard.answers_on(TODAY, category.code)
        own = [category.code in one.categories for one in offered]
        assert own == sorted(own, reverse=True)
        assert {one.categories for one in offered} <= {(), (category.code,)}
        assert len(offered) >= 2
    assert office.standard.answers_on(date(2022, 1, 1), "WAKTU") == ()


def test_each_has_a_blank_so_that_none_is_sent_unread(office, who):
    one = reported(who)
    answers = office.standard.complaints.answers
    assert len(answers) > 5
    for each in answers:
        assert each.blanks
        with pytest.raises(Invalid) as refusal:
            handling.answer(one.id, each.text, who.bambang)
        assert (refusal.value.code, refusal.value.params["blank"]) == ("blank", each.blanks[0])
        assert each.text.index(each.blanks[0]) == each.text.index("[")
    row = Complaint.get_by_id(one.id)
    assert (row.answer, row.version) == (None, one.version)
    assert not ComplaintEvent.select().where(ComplaintEvent.what == "answer").exists()


def test_filled_in_it_is_sent_and_brackets_of_ones_own_are_nobodys_blank(office, who):
    one = reported(who)
    text = office.standard.answers_on(TODAY, "WAKTU")[0].text
    for blank in office.standard.answers_on(TODAY, "WAKTU")[0].blanks:
        text = text.replace(blank, "loket kedua dibuka")
    said = f"{text} Lihat pengumuman [lampiran 1]."
    assert handling.answer(one.id, said, who.bambang).answer == said


def test_an_office_without_any_answers_as_before(who, office, monkeypatch):
    about = replace(office.standard.complaints, answers=())
    standard = replace(office.standard, complaints=about)
    monkeypatch.setattr(offices, "_here", replace(office, standard=standard))
    one = reported(who)
    assert handling.answer(one.id, "Mulai [tanggal].", who.bambang).answer == "Mulai [tanggal]."
