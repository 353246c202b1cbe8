"""The pages of the year's quality targets: the table, the rows behind a figure, setting them."""

import random
import re
from datetime import date, datetime
from uuid import uuid4

import pytest

from shared import clock, db
from shared.rules.common.office import here
from shared.rules.quality import figures, objectives
from tests import quality
from tests.complaint_book import people
from tests.office import PASSWORD

pytestmark = pytest.mark.clause("14.2")


@pytest.fixture
def who(office):
    found = people()
    quality.fill(first=date(2026, 4, 13), last=date(2026, 4, 30))
    clock.move(office.settings.data, datetime(2026, 5, 18, 9, 0))
    return found


@pytest.fixture
def signed_in(client, who):
    def sign_in(name):
        client.post("/masuk", data={"username": name, "password": PASSWORD})
        return client

    return sign_in


def _shown(text):
    """What somebody reads who sees no markup."""
    return " ".join(re.sub(r"<[^>]+>", " ", text.partition("<main")[2] or text).split())


def _wanted(**other):
    proposed = {
        f"target-{one.code}": str(one.proposed) for one in objectives.with_target(date(2026, 1, 1))
    }
    usual = {"touch": str(uuid4()), "seen": "0", "number": "065/12/2026"}
    return usual | proposed | other


def test_the_table_tells_each_objective(signed_in):
    page = signed_in("bambang").get("/mutu", follow_redirects=True)
    assert page.status_code == 200
    text = _shown(page.text)
    for one in figures.of_year(2026, people().bambang):
        assert f"{one.objective.code} {one.objective.title}" in text
    assert "Belum dihitung" not in text
    assert "belum ditetapkan Camat" in text


def test_the_rows_behind_a_figure_are_as_many_as_it_counted(signed_in, who):
    browser = signed_in("yusuf")
    lines = {one.objective.code: one for one in figures.of_year(2026, who.yusuf)}
    for code, line in lines.items():
        if not line.computed:
            continue
        april = next(one for one in line.figures if one.period.code == "2026-04")
        page = browser.get(f"/mutu/2026-04/{code}")
        assert page.status_code == 200, code
        rows = page.text.partition('<ul class="objective-rows">')[2].partition("</ul>")[0]
        listed = rows.count("<li>")
        assert listed == min(april.found.whole, 60), code
        if code == "SM-19":
            assert f"atas {april.found.whole} catatan" in page.text
        elif line.objective.unit == "percent":
            assert f"{april.found.part} dari {april.found.whole}" in page.text
            assert rows.count(" ikut dihitung") <= april.found.part


def test_a_closed_period_says_whether_it_is_the_same_when_counted_again(signed_in, who):
    while figures.close_next():
        pass
    browser = signed_in("ratih")
    assert "Dihitung ulang sekarang: sama" in _shown(browser.get("/mutu/2026-04/SM-06").text)
    db.value("UPDATE application SET returns = 1")
    assert "Bila dihitung ulang sekarang: 100,0 %" in _shown(
        browser.get("/mutu/2026-04/SM-06").text
    )


@pytest.mark.parametrize(
    ("name", "figure", "named"),
    [
        ("yusuf", "2026-04/SM-14", "Kuesioner April 2026: "),
        ("rina", "2026-04/SM-14", ""),
        ("yusuf", "2026-05/SM-15", "Belum terisi"),
        ("yusuf", "2026-04/SM-17", "April 2026"),
        ("yusuf", "2026-04/SM-18", "Petugas Operator: Pelatihan Komputer"),
        ("yusuf", "2026-04/SM-19", "Rabu, 22 April 2026: 80,0 %"),
        ("bambang", "2026-04/SM-21", "I-2026-"),
        ("tuti", "2026-04/SM-21", ""),
    ],
)
def test_a_row_is_named_for_those_who_may_read_it_and_counted_for_the_others(
    signed_in, name, figure, named
):
    page = _shown(signed_in(name).get(f"/mutu/{figure}").text)
    rows = page.partition("Catatan yang dihitung")[2]
    assert named in rows
    assert ("catatan lain bukan untuk peran Anda" in rows) == (not named)


@pytest.mark.parametrize(
    ("name", "code"), [("sari", "SM-03"), ("dewi", "SM-02"), ("rina", "SM-11")]
)
def test_an_officer_sees_their_own_post_and_nothing_of_another(signed_in, name, code):
    browser = signed_in(name)
    text = _shown(browser.get("/mutu/2026").text)
    assert code in text
    assert "SM-01 " not in text
    assert browser.get(f"/mutu/2026-04/{code}").status_code == 200
    assert browser.get("/mutu/2026-04/SM-01").status_code == 404
    assert browser.get("/mutu/2026/target").status_code == 403


@pytest.mark.clause("12")
@pytest.mark.clause("14.1")
def test_the_camat_sets_the_targets_and_everybody_reads_them(signed_in, client):
    browser = signed_in("ratih")
    assert browser.get("/mutu/2026/tetapkan").status_code == 200
    assert browser.post("/mutu/2026/tetapkan", data=_wanted()).status_code == 302
    client.post("/keluar")
    text = _shown(signed_in("yusuf").get("/mutu/2026/target").text)
    assert "Nomor 065/12/2026, revisi 0" in text
    assert "Disetujui Camat Ratih Percobaan" in text
    assert "065/12/2026" in _shown(browser.get("/mutu/2026").text)


def test_a_refusal_keeps_what_was_typed(signed_in):
    browser = signed_in("ratih")
    answer = browser.post(
        "/mutu/2026/tetapkan", data=_wanted(**{"target-SM-03": "lama", "number": "065"})
    )
    assert answer.status_code == 422
    assert "Target SM-03 harus angka" in answer.text
    assert 'value="lama"' in answer.text
    assert 'value="065"' in answer.text
    assert objectives.revisions(2026) == []


def test_nobody_else_sets_them(signed_in):
    browser = signed_in("yusuf")
    assert browser.get("/mutu/2026/tetapkan").status_code == 403
    assert browser.post("/mutu/2026/tetapkan", data=_wanted()).status_code == 403
    assert objectives.revisions(2026) == []


@pytest.mark.parametrize("year", [2000, 2022, 2027, 2200])
def test_a_year_of_which_nothing_is_known_is_an_empty_table(signed_in, year):
    page = signed_in("ratih").get(f"/mutu/{year}")
    assert page.status_code == 200
    assert f"Sasaran mutu {year}" in page.text


@pytest.mark.parametrize(
    "path", ["2026-13/SM-01", "2026-04/SM-22", "2026-04/SM-99", "1/1", "2026/x"]
)
def test_what_is_no_figure_is_not_found(signed_in, path):
    assert signed_in("ratih").get(f"/mutu/{path}").status_code == 404


def test_papers_and_the_card_come_from_a_closed_period(signed_in):
    browser = signed_in("ratih")
    browser.post("/mutu/2026/tetapkan", data=_wanted())
    touch = {"touch": str(uuid4())}
    assert browser.get("/mutu/2026-04/capaian.pdf").status_code == 409
    assert browser.post("/mutu/2026-04/kartu", data=touch).status_code == 409
    clock.move(here().settings.data, datetime(2026, 6, 1, 9, 0))
    while figures.close_next():
        pass
    browser = signed_in("ratih")
    assert "/mutu/2026-04/capaian.pdf" in browser.get("/mutu/2026").text
    for path in ("2026-04/capaian.pdf", "2026/0/sasaran-mutu.pdf"):
        assert browser.get(f"/mutu/{path}").mimetype == "application/pdf", path
    board = browser.post("/mutu/2026-04/kartu", data=touch, follow_redirects=True)
    assert "Capaian target April 2026" in board.text


_BY_ITSELF = re.compile(r'nonce=\S+|csrf[-_]token" (?:content|value)="[^"]+"|data-picture="[^"]+"')
_PAGES = ("2026", *(f"2026-04/{code}" for code in ("SM-09", "SM-10", "SM-13", "SM-16")))


def test_a_restricted_complaint_changes_no_page_of_whoever_may_not_see_it(signed_in, client):
    def told():
        found = []
        for name in ("bambang", "rina", "sari", "yusuf"):
            browser = signed_in(name)
            for path in _PAGES:
                answer = browser.get(f"/mutu/{path}")
                text = _BY_ITSELF.sub("", answer.text)
                found.append((name, path, answer.status_code, answer.headers.get("ETag"), text))
            client.post("/keluar")
        return found

    before = told()
    about = db.value("SELECT id FROM staff WHERE username = 'yusuf'")
    restricted = {"guarded": True, "about_staff": about}
    day = date(2026, 4, 14)
    quality.complaint(random.Random(1), day, 99_999, category="PUNGLI", **restricted)
    quality.action(random.Random(1), day, 99_999, **restricted)
    assert told() == before
