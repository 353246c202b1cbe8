"""The service standard at the touchscreen: all that its data say, part by part."""

import html
from datetime import timedelta

import pytest

from shared import clock
from shared.rules.common.office import here
from shared.rules.quality import drafts
from shared.standard.schema import valid
from tests import revisions
from tests.complaint_book import people
from tests.revisions import PLEDGE

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


def test_a_phone_reads_all_of_it_on_one_page(citizen):
    shown = read(citizen, "/standar")
    wanted = [words for number in range(1, 15) for words in words_of(str(number))]
    assert len(wanted) > 80
    assert [words for words in wanted if words not in shown] == []
    assert 'href="/standar"' in read(citizen, "/pengumuman")


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


@pytest.mark.clause("0")
@pytest.mark.parametrize("place", ["/kios/standar/12", "/standar", "/pengumuman"])
def test_a_new_revision_is_read_from_its_day_on(citizen, later, place):
    printed = "Camat Jatiroto menjamin seluruh pelayanan"
    revisions.approved(people(), TODAY() + timedelta(days=1))
    shown = read(citizen, place)
    assert printed in shown
    assert PLEDGE not in shown
    later(days=1)
    shown = read(citizen, place)
    assert PLEDGE in shown
    assert printed not in shown


@pytest.mark.clause("0")
def test_the_cover_tells_the_new_revision_and_its_three_people(citizen):
    revisions.approved(people())
    shown = read(citizen, "/kios/standar?lain=1")
    assert "Revisi 02, berlaku sejak Senin, 23 November 2026" in shown
    for did, name in (("Dibuat", "Bambang"), ("Diperiksa", "Yusuf"), ("Disetujui", "Ratih")):
        assert f"{did} oleh <strong>{name} Percobaan</strong>" in shown
    assert "Revisi 02" in read(citizen, "/pengumuman")


@pytest.mark.clause("0")
def test_what_the_data_know_of_a_law_is_told_until_a_revision_cites_another(citizen):
    assert "Sekarang: Undang-Undang Nomor 23 Tahun 2014" in read(citizen, "/kios/standar/1")
    law = "Undang-Undang Nomor 30 Tahun 2014 tentang Administrasi Pemerintahan"
    revisions.approved(people(), _1_1=law, _1_13="Peraturan Bupati Nomor 1 Tahun 2026")
    shown = read(citizen, "/kios/standar/1")
    assert "Nomor 23 Tahun 2014 tentang Pemerintahan Daerah" not in shown
    assert "Undang-undang Nomor 32 Tahun 2004" not in shown
    assert law in shown
    assert "Sekarang: Peraturan Menteri PANRB Nomor 15 Tahun 2014" in shown
    assert shown.count("Peraturan Bupati Nomor 1 Tahun 2026") >= 1


@pytest.mark.clause("0")
def test_a_visitor_reads_the_easy_words_of_the_revision_in_their_language(citizen):
    begun = drafts.prepare(people().bambang)
    wording = drafts.Wording("KK disimpan tiga bulan.", "Ambil dalam 3 bulan.", "Within 3 months.")
    draft = drafts.change(begun.id, {"4.5": wording}, "Baru.", people().bambang, seen=begun.version)
    drafts.offer(draft.id, people().bambang, seen=draft.version)
    drafts.check(draft.id, people().yusuf, seen=None)
    drafts.approve(draft.id, TODAY(), people().ratih, seen=None)
    shown = read(citizen, "/kios/standar/4")
    assert wording.text in shown
    assert wording.plain in shown
    citizen.get("/kios/tampilan?bahasa=en")
    assert wording.plain_en in read(citizen, "/kios/standar/4")
