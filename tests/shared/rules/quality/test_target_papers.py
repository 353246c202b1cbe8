"""What hangs on the wall of the year's targets: their paper, what was reached, the card of it."""

import random
from datetime import date, datetime
from uuid import uuid4

import pytest

from shared import clock, db
from shared.documents import maker
from shared.errors import NotAllowed, NotFound, Refused
from shared.rules.oversight import notice_board
from shared.rules.quality import cards, figures, periods, target_papers
from tests import quality
from tests.complaint_book import people
from tests.shared.documents.reading import pages, text
from tests.shared.rules.quality.test_objectives import approve

APRIL = periods.read("2026-04")


@pytest.fixture
def who(office):
    found = people()
    quality.fill(first=date(2026, 4, 13), last=date(2026, 4, 30))
    clock.move(office.settings.data, datetime(2026, 6, 1, 9, 0))
    return found


def close():
    while figures.close_next():
        pass


@pytest.mark.clause("12")
def test_the_paper_of_the_year_has_its_number_its_targets_and_who_approved_it(who):
    approve(who.ratih)
    approve(who.ratih, seen=1, reasons={"SM-01": "Satu petugas cuti."}, SM_01="90")
    pdf = maker.make(target_papers.year_targets(2026, 1))
    told = " ".join(text(pdf).split())
    for words in ("SASARAN MUTU TAHUN 2026", "065/12/2026", "Revisi 1", "Ratih Percobaan"):
        assert words in told
    for words in ("≥ 90 %", "≥ 95 %", "Diturunkan karena: Satu petugas cuti."):
        assert words in told
    assert len(pages(pdf)) <= 2
    with pytest.raises(NotFound):
        target_papers.year_targets(2026, 2)


def test_what_was_reached_is_told_on_paper_once_the_period_is_closed(who):
    approve(who.ratih)
    with pytest.raises(Refused):
        target_papers.achievement(APRIL)
    close()
    said = target_papers.of_all(APRIL)
    lines = {one.code: one for one in said.lines}
    assert len(lines) == 23
    assert said.met == sum(one.met is True for one in said.lines)
    assert said.judged == sum(one.met is not None for one in said.lines) > said.met
    pdf = maker.make(target_papers.achievement(APRIL))
    told = " ".join(text(pdf).split())
    assert f"{said.met} dari {said.judged} target tercapai." in told
    assert lines["SM-01"].found in told
    assert lines["SM-01"].parts in told
    assert len(pages(pdf)) == 1


def test_a_card_is_made_of_a_closed_period_and_of_nothing_that_somebody_typed(who):
    approve(who.ratih)
    with pytest.raises(Refused):
        cards.pin(str(uuid4()), APRIL, who.ratih)
    close()
    touch, said = str(uuid4()), target_papers.of_all(APRIL)
    card = cards.pin(touch, APRIL, who.ratih)
    assert cards.pin(touch, APRIL, who.ratih) == card
    assert (card.kind, card.title) == ("targets", "Capaian target April 2026")
    assert card.body.startswith(f"{said.met} dari {said.judged} target tercapai. KK selesai")
    assert len(card.body) <= 300
    assert notice_board.shown_on(date(2026, 6, 1)) == [card]
    with pytest.raises(NotAllowed):
        cards.pin(str(uuid4()), APRIL, who.bambang)


def test_what_hangs_on_the_wall_tells_nothing_of_a_restricted_complaint(who):
    approve(who.ratih)
    close()
    before = target_papers.of_all(APRIL)
    db.value("DELETE FROM closed_period")
    quality.complaint(random.Random(1), date(2026, 4, 14), 99_999, guarded=True, category="PUNGLI")
    quality.action(random.Random(1), date(2026, 4, 14), 99_999, guarded=True)
    close()
    assert target_papers.of_all(APRIL) == before
