"""Complaints that look alike are told of, and of those alone that their reader may see (11.6)."""

import pytest

from shared import db
from shared.records import Staff
from shared.rules.common import staff
from shared.rules.common.actor import Actor
from shared.rules.complaints import alike, detail, handling, sight, states
from tests.complaint_book import People, entered, people, reported

pytestmark = pytest.mark.clause("11.6")
DIRTY = "Kamar kecil kotor dan airnya mati."


@pytest.fixture
def who(office) -> People:
    return people()


def told(text: str, by: Actor, category: str = "SARANA", besides: int = 0) -> list[str]:
    """The numbers that this reader is told of, the nearest first."""
    found = alike.to(category, text, "", sight.reader(by.staff_id), besides)
    return [one.number for one in found]


def test_near_words_of_the_same_category_are_found_the_nearest_first(who):
    other = entered(topic="TEMPAT", text="Kursi tunggu kurang banyak.")
    near = entered(topic="TEMPAT", text="Sudah seminggu kamar kecilnya kotor, tidak ada air.")
    same = entered(topic="TEMPAT", text=DIRTY)
    elsewhere = entered(topic="LINGKUNGAN", text=DIRTY)
    found = told("Kamar kecil kotor sekali, airnya mati.", who.rina)
    assert found == [same.number, near.number]
    assert {other.number, elsewhere.number}.isdisjoint(found)


def test_where_it_happened_counts_too(who):
    one = entered(topic="LINGKUNGAN", text="Jembatan rusak.", happened="Dusun Krajan")
    entered(topic="LINGKUNGAN", text="Jembatan rusak.", happened="Dusun Sumberan")
    found = alike.to("LAINNYA", "Jembatan rusak", "Krajan", sight.reader(who.rina.staff_id))
    assert (len(found), found[0].number) == (2, one.number)


def test_what_is_told_of_one_is_its_state_its_words_and_its_answer(who):
    one = reported(who, topic="TEMPAT", text=DIRTY)
    handling.answer(one.id, "Sudah dibersihkan.", who.bambang)
    (found,) = alike.to("SARANA", DIRTY, "", sight.reader(who.rina.staff_id))
    assert (found.number, found.label) == (one.number, states.LABELS[states.FOLLOWED_UP])
    assert (found.text, found.answer) == (DIRTY, "Sudah dibersihkan.")


@pytest.mark.parametrize("text", ["", "dan yang di", "Kamar", "Bus sekolah mogok."])
def test_few_or_other_words_find_nothing(who, text):
    entered(topic="TEMPAT", text=DIRTY)
    assert told(text, who.rina) == []


def test_a_word_that_many_say_brings_nothing_near(who):
    for _ in range(8):
        entered(topic="LAMA", text="Antrean lama sekali di loket.")
    one = entered(topic="LAMA", text="Antrean lama karena pendingin ruangan menetes.")
    assert told("Pendingin ruangan menetes di antrean", who.rina, "WAKTU")[0] == one.number


def test_only_the_newest_of_a_year_are_looked_through(who, later, monkeypatch):
    old = entered(topic="TEMPAT", text=DIRTY)
    later(days=364)
    assert told(DIRTY, who.rina) == [old.number]
    later(days=1)
    assert told(DIRTY, who.rina) == []
    new = [entered(topic="TEMPAT", text=DIRTY).number for _ in range(3)]
    monkeypatch.setattr(alike, "_MOST_LOOKED_AT", 2)
    found = told(DIRTY, who.rina)
    assert len(found) == 2
    assert set(found) < set(new)


class TestSight:
    """Neither number nor count, nor any weight, of what one may not see."""

    def test_a_restricted_one_is_told_to_those_alone_who_see_it(self, who):
        asked = {"topic": "UANG", "text": "Petugas meminta uang di loket."}
        hidden = entered(**asked)
        found = {name: told(asked["text"], by, "PUNGLI") for name, by in vars(who).items()}
        assert found.pop("ratih") == found.pop("yusuf") == [hidden.number]
        assert set(map(tuple, found.values())) == {()}

    def test_one_about_the_reader_is_not_told_whatever_their_roles(self, who):
        hidden = entered(topic="LAMA", text=DIRTY, about_staff=who.yusuf.staff_id)
        assert told(DIRTY, who.yusuf, "WAKTU") == []
        assert told(DIRTY, who.ratih, "WAKTU") == [hidden.number]
        roles = [staff.SECRETARY, staff.INFO_DESK, staff.SECTION_HEAD]
        Staff.update(roles=roles).where(Staff.id == who.yusuf.staff_id).execute()
        assert told(DIRTY, who.yusuf, "WAKTU") == []

    def test_a_section_is_told_of_its_own_alone(self, who):
        mine = reported(who, topic="TEMPAT", text=DIRTY)
        assert told(DIRTY, who.bambang) == [mine.number]
        assert told(DIRTY, who.tuti) == []
        assert told(DIRTY, who.sari) == []

    def test_restricted_ones_move_nobody_from_the_list_and_change_no_order(self, who):
        texts = ["Loket tutup", "Loket tutup siang", "Loket lama sekali", "Lama di loket"]
        for text in texts:
            entered(topic="LAMA", text=text)
        before = told("Loket tutup lama", who.rina, "WAKTU")
        for _ in range(alike._MOST_TOLD + 2):
            entered(topic="LAMA", text="Loket tutup lama", straight=True)
        assert len(before) > 1
        assert told("Loket tutup lama", who.rina, "WAKTU") == before
        assert told("Loket tutup lama", who.ratih, "WAKTU") != before

    def test_the_page_of_one_links_the_others_to_whoever_handles_it(self, who):
        first = reported(who, topic="TEMPAT", text=DIRTY)
        one = reported(who, topic="TEMPAT", text=DIRTY)
        entered(topic="TEMPAT", text=DIRTY, straight=True)
        found = detail.of(one.number, _officer(who.bambang))
        assert [each.number for each in found.alike] == [first.number]
        handling.answer(one.id, "Sudah dibersihkan.", who.bambang)
        handling.close(one.id, who.bambang)
        assert detail.of(one.number, _officer(who.bambang)).alike == ()

    def test_it_is_restricted_the_moment_that_it_becomes_so(self, who):
        one = entered(topic="TEMPAT", text=DIRTY)
        handling.classify(one.id, states.SUPERVISORY, who.rina)
        assert told(DIRTY, who.rina) == []
        assert told(DIRTY, who.yusuf) == [one.number]


def _officer(by: Actor) -> staff.Officer:
    return next(one for one in staff.everybody() if one.id == by.staff_id)


def test_of_a_large_book_the_newest_of_one_category_are_read_and_no_others(who):
    sql, values = alike._newest("WAKTU", sight.reader(who.rina.staff_id)).sql()
    steps = db.database.execute_sql(f"EXPLAIN QUERY PLAN {sql}", values).fetchall()
    assert "(office_id=? AND category=? AND day>?)" in " ".join(step[3] for step in steps)
    assert len(steps) == 1
