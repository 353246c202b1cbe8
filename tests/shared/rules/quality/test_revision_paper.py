"""The standard on A4: its cover with three signatures, every clause of that revision."""

from datetime import date

import pytest

from shared.documents import maker
from shared.errors import NotFound
from shared.rules.quality import revision_paper
from tests import revisions as made
from tests.complaint_book import people
from tests.revisions import NOTE, PLEDGE
from tests.shared.documents.reading import pages, text

pytestmark = pytest.mark.clause("0")


def told(label):
    return " ".join(text(maker.make(revision_paper.paper(label))).split())


def test_the_paper_has_number_dates_signatures_and_every_clause_of_its_revision(office):
    made.approved(people(), date(2026, 12, 1), _12=PLEDGE, _4_5="KK disimpan 30 hari.")
    paper, printed = told("02"), told("01")
    for words in ("Status revisi 02", "Berlaku sejak 1 Desember 2026", NOTE, PLEDGE):
        assert words in paper
        assert words not in printed
    for words in ("Tanggal revisi 23 November 2026", "Bambang Percobaan", "Sekretaris Kecamatan"):
        assert words in paper
    for words in ("Status revisi 01", "HASAN MUSTOFA", "NASA'I, S.AP", "IWAN HADI PURNOMO"):
        assert words in printed
    for one in office.standard.clauses:
        assert " ".join(one.text.split()) in printed, one.clause
        assert (" ".join(one.text.split()) in paper) == (one.clause != "12"), one.clause
    for words in ("4.5 KK disimpan 30 hari.", "8.1 Komputer: 1 buah", "Petugas Operator"):
        assert words in paper
    assert len(pages(maker.make(revision_paper.paper("02")))) <= 6


def test_there_is_no_paper_of_a_revision_that_is_none(office):
    with pytest.raises(NotFound):
        revision_paper.paper("02")
