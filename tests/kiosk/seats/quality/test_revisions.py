"""The pages of document control: revisions, a draft beside what holds, its words, its steps."""

import html
import re
from datetime import date

import pytest

from shared.rules.applications import intake
from shared.rules.common import revisions
from shared.rules.quality import drafts
from tests import revisions as made
from tests.complaint_book import people
from tests.kk import COUNTER, wish
from tests.office import PASSWORD
from tests.revisions import NOTE, PLEDGE

pytestmark = pytest.mark.clause("0")
TODAY, TOMORROW = date(2026, 11, 23), date(2026, 11, 24)


@pytest.fixture
def who(office):
    return people()


@pytest.fixture
def signed_in(client, who):
    def sign_in(name):
        client.post("/keluar")
        client.post("/masuk", data={"username": name, "password": PASSWORD})
        return client

    return sign_in


def shown(answer):
    """What somebody reads who sees no markup."""
    text = answer.text.partition("<main")[2] or answer.text
    return html.unescape(" ".join(re.sub(r"<[^>]+>", " ", text).split()))


def typed(page):
    """The form's fields as a browser would send them."""
    areas = re.findall(r'<textarea[^>]* name="([^"]+)"[^>]*>(.*?)</textarea>', page.text, re.DOTALL)
    hidden = re.findall(r'name="(seen)" value="(\d+)"', page.text)
    return {name: html.unescape(said) for name, said in (*areas, *hidden)}


def test_everybody_in_the_office_reads_every_revision_old_and_new(signed_in, who):
    made.approved(who, TOMORROW)
    for name in ("sari", "dewi", "rina", "tuti", "agus", "bambang", "yusuf", "ratih"):
        browser = signed_in(name)
        listed = shown(browser.get("/dokumen-standar"))
        assert "Revisi 02 belum berlaku" in listed
        assert "Revisi 01 berlaku sekarang" in listed
        assert "sampai Senin, 23 November 2026" in listed
        assert PLEDGE in shown(browser.get("/dokumen-standar/02"))
        old = shown(browser.get("/dokumen-standar/01"))
        assert "Camat Jatiroto menjamin seluruh pelayanan" in old
        assert PLEDGE not in old
    assert browser.get("/dokumen-standar/03").status_code == 404
    assert browser.get("/dokumen-standar/01/standar.pdf").mimetype == "application/pdf"
    assert browser.get("/dokumen-standar/09/standar.pdf").status_code == 404


@pytest.mark.parametrize("name", ["sari", "dewi", "rina", "tuti", "agus"])
def test_a_draft_is_read_and_touched_by_nobody_else(signed_in, who, name):
    draft = made.offered(who)
    browser = signed_in(name)
    assert "Rancangan" not in shown(browser.get("/dokumen-standar"))
    for path in (f"/{draft.id}", f"/{draft.id}/isi"):
        assert browser.get(f"/dokumen-standar/rancangan{path}").status_code == 403
    for path in ("", *(f"/{draft.id}/{step}" for step in ("isi", "ajukan", "periksa", "setujui"))):
        assert browser.post(f"/dokumen-standar/rancangan{path}").status_code == 403
    assert drafts.of(draft.id) == draft


def test_a_revision_goes_its_way_over_the_pages(signed_in, who):
    browser = signed_in("bambang")
    page = browser.post("/dokumen-standar/rancangan", follow_redirects=True)
    assert "Belum ada yang berubah" in shown(page)
    place = page.request.path
    form = typed(browser.get(f"{place}/isi"))
    page = browser.post(
        f"{place}/isi", data={**form, "text-12": PLEDGE, "note": NOTE}, follow_redirects=True
    )
    compared = shown(page)
    assert "1 baris berubah" in compared
    assert "− Semula Camat Jatiroto menjamin seluruh pelayanan" in compared
    assert f"+ Menjadi {PLEDGE}" in compared.replace("  ", " ")
    seen = dict(re.findall(r'name="(seen)" value="(\d+)"', page.text))
    assert browser.post(f"{place}/ajukan", data=seen).status_code == 302
    for name, step, more in (
        ("yusuf", "periksa", {}),
        ("ratih", "setujui", {"day": "24-11-2026"}),
    ):
        browser = signed_in(name)
        assert "Rancangan revisi 02" in shown(browser.get(f"/{'camat' if more else 'sekretaris'}"))
        page = browser.get(place)
        seen = dict(re.findall(r'name="(seen)" value="(\d+)"', page.text))
        assert browser.post(f"{place}/{step}", data={**seen, **more}).status_code == 302
    revision = revisions.in_force(TOMORROW)
    assert (revision.label, revision.part("12")[0].text) == ("02", PLEDGE)
    # What was not touched in the form of 130 fields is as it was printed.
    assert len(drafts.differences(revisions.in_force(TODAY).clauses, revision.clauses)) == 1


def test_who_saves_second_is_told_keeps_what_they_typed_and_sees_what_is_stored(signed_in, who):
    draft = made.written(who)
    browser = signed_in("yusuf")
    place = f"/dokumen-standar/rancangan/{draft.id}/isi"
    form = typed(browser.get(place))
    first = {"12": drafts.Wording("Milik Bambang.")}
    drafts.change(draft.id, first, NOTE, who.bambang, seen=draft.version)
    answer = browser.post(place, data={**form, "text-12": "Milik Yusuf."})
    assert answer.status_code == 409
    assert "diubah orang lain" in shown(answer)
    assert typed(answer)["text-12"] == "Milik Yusuf."
    assert "Tersimpan sekarang: Milik Bambang." in shown(answer)
    assert drafts.of(draft.id).changes[0].after[0].text == "Milik Bambang."
    assert browser.post(place, data={**typed(answer), "text-12": "Bersama."}).status_code == 302
    assert drafts.of(draft.id).changes[0].after[0].text == "Bersama."


@pytest.mark.parametrize(
    ("sent", "status", "told"),
    [
        ({"text-12": "x" * 2001}, 422, "Pasal 12 terlalu panjang"),
        ({"text-99": "x"}, 422, "Pasal 99 tidak ada"),
        ({"note": "x" * 501}, 422, "Catatan terlalu panjang"),
        ({"seen": "x"}, 409, "diubah orang lain"),
    ],
)
def test_a_refusal_keeps_what_was_typed(signed_in, who, sent, status, told):
    draft = made.written(who)
    browser = signed_in("bambang")
    place = f"/dokumen-standar/rancangan/{draft.id}/isi"
    form = {**typed(browser.get(place)), "text-13": "Diketik."}
    answer = browser.post(place, data={**form, **sent})
    assert answer.status_code == status
    assert told in shown(answer)
    assert typed(answer)["text-13"] == "Diketik."
    assert drafts.of(draft.id) == draft


@pytest.mark.parametrize("day", ["22-11-2026", "", "kemarin", "1-1-2099"])
def test_a_day_that_does_not_fit_is_told_and_stays_in_its_field(signed_in, who, day):
    draft = made.checked(who)
    browser = signed_in("ratih")
    place = f"/dokumen-standar/rancangan/{draft.id}"
    answer = browser.post(f"{place}/setujui", data={"seen": draft.version, "day": day})
    assert answer.status_code == 422
    assert 'role="alert"' in answer.text
    assert not day or f'value="{day}"' in answer.text
    assert drafts.of(draft.id) == draft


def test_who_wrote_it_is_told_that_somebody_else_checks_it(signed_in, who):
    begun = drafts.prepare(who.yusuf)
    draft = drafts.change(
        begun.id, {"12": drafts.Wording(PLEDGE)}, NOTE, who.yusuf, seen=begun.version
    )
    drafts.offer(draft.id, who.yusuf, seen=draft.version)
    browser = signed_in("yusuf")
    place = f"/dokumen-standar/rancangan/{draft.id}"
    page = browser.get(place)
    assert "Langkah berikutnya untuk orang lain" in shown(page)
    assert "/periksa" not in page.text
    answer = browser.post(f"{place}/periksa", data={"seen": drafts.of(draft.id).version})
    assert answer.status_code == 409
    assert "untuk orang lain" in shown(answer)


def test_each_file_shows_the_revision_of_the_day_on_which_it_came(signed_in, who, later):
    made.approved(who, TOMORROW)
    before = intake.register(wish(), COUNTER).application.number
    later(days=1)
    after = intake.register(wish(), COUNTER).application.number
    browser = signed_in("ratih")
    for number, label in ((before, "01"), (after, "02")):
        page = browser.get(f"/register/berkas/{number}")
        assert f'<a href="/dokumen-standar/{label}">Revisi {label}</a>' in page.text
