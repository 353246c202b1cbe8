"""The year's Sasaran Mutu: set by the Camat, changed by a revision, lowered with a reason."""

from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest

from shared import db
from shared.errors import Invalid, NotAllowed, Refused
from shared.rules.quality import objectives
from tests.complaint_book import people

pytestmark = [pytest.mark.clause("12"), pytest.mark.clause("14.1")]


@pytest.fixture
def who(office):
    return people()


def proposed(**other):
    found = {one.code: str(one.proposed) for one in objectives.with_target(date(2026, 1, 1))}
    return found | {code.replace("_", "-"): target for code, target in other.items()}


def approve(by, year=2026, reasons=(), seen=0, touch=None, number="065/12/2026", **other):
    touch = touch or str(uuid4())
    wanted = proposed(**other)
    return objectives.approve(touch, year, number, wanted, dict(reasons), by, seen=seen)


def test_the_camat_sets_the_targets_of_the_year_on_a_numbered_and_signed_paper(who):
    paper = approve(who.ratih, SM_03="12,5")
    assert (paper.year, paper.revision, paper.number) == (2026, 0, "065/12/2026")
    assert (paper.post, paper.name) == ("Camat", "Ratih Percobaan")
    assert paper.valid_from == date(2026, 1, 1)
    assert paper.targets["SM-03"].target == Decimal("12.5")
    assert len(paper.targets) == 22
    assert objectives.revisions(2026) == [paper]


def test_nobody_but_the_camat_sets_them(who):
    for one in who.everybody().values():
        if one is not who.ratih:
            with pytest.raises(NotAllowed):
                approve(one)
    assert objectives.revisions(2026) == []


def test_a_change_is_the_next_revision_whose_targets_point_to_those_they_replace(who):
    approve(who.ratih)
    newer = approve(who.ratih, seen=1, SM_01="97")
    assert (newer.revision, newer.valid_from) == (1, date(2026, 11, 23))
    assert newer.targets["SM-01"].before == Decimal(95)
    rows = db.rows("SELECT id, replaces FROM quality_target ORDER BY id")
    assert [replaces for _, replaces in rows] == [None] * 22 + [id_ for id_, _ in rows[:22]]
    assert [one.revision for one in objectives.revisions(2026)] == [1, 0]


@pytest.mark.parametrize(("code", "lower"), [("SM-01", "94,99"), ("SM-03", "16"), ("SM-16", "1")])
def test_a_target_is_not_lowered_without_a_reason(who, code, lower):
    approve(who.ratih)
    wish = {code.replace("-", "_"): lower}
    with pytest.raises(Invalid) as refused:
        approve(who.ratih, seen=1, **wish)
    assert refused.value.code == f"reason-{code}"
    paper = approve(who.ratih, seen=1, reasons={code: "Satu petugas cuti panjang."}, **wish)
    assert paper.targets[code].reason == "Satu petugas cuti panjang."


def test_the_next_year_follows_from_the_targets_of_this_year(who):
    approve(who.ratih)
    with pytest.raises(Invalid):
        approve(who.ratih, 2027, SM_01="90")
    paper = approve(who.ratih, 2027)
    assert (paper.revision, paper.valid_from) == (0, date(2027, 1, 1))
    assert paper.targets["SM-01"].before == Decimal(95)


@pytest.mark.parametrize("typed", ["", "banyak", "-1", "1,234", "101", "1e1", "９", "1.2.3"])
def test_what_is_no_target_is_refused_and_nothing_is_kept(who, typed):
    with pytest.raises(Invalid) as refused:
        approve(who.ratih, SM_01=typed)
    assert refused.value.code == "target-SM-01"
    assert objectives.revisions(2026) == []


def test_a_press_sets_them_once_and_the_second_of_two_is_told(who):
    touch = str(uuid4())
    assert approve(who.ratih, touch=touch) == approve(who.ratih, touch=touch)
    with pytest.raises(Refused):
        approve(who.ratih, seen=0, SM_01="96")
    with pytest.raises(Refused):
        approve(who.ratih, seen=1)
    assert len(objectives.revisions(2026)) == 1


@pytest.mark.parametrize(
    ("year", "number"), [(2025, "1"), (2028, "1"), (2026, " "), (2026, "x" * 61)]
)
def test_a_paper_needs_a_year_of_now_and_a_number(who, year, number):
    with pytest.raises(Invalid):
        approve(who.ratih, year, number=number)
    assert objectives.revisions(year) == []
