"""The photo of a complaint: sealed, for whoever reads its words, and gone when its time is over."""

import os
from datetime import timedelta

import pytest

from shared import clock
from shared.errors import Invalid, NotFound, Refused
from shared.records import Complaint, ComplaintPhoto, JournalLine
from shared.rules.common.office import here
from shared.rules.complaints import citizen, entry, handling, photos, sight, states
from tests.complaint_book import People, closed, entered, people, wish
from tests.photos import small

pytestmark = pytest.mark.clause("11.5")


@pytest.fixture
def who(office) -> People:
    return people()


def readers(who: People, number: str) -> set[str]:
    """Who is shown the photo."""
    found = set()
    for name, by in vars(who).items():
        try:
            photos.content(number, sight.reader(by.staff_id))
        except NotFound:
            continue
        found.add(name)
    return found


def files() -> list[str]:
    return [path.name for path in (here().settings.data / "photos").iterdir()]


def test_it_is_kept_sealed_beside_the_complaint(who):
    data = small()
    one = entered(photo=data)
    (path,) = (here().settings.data / "photos").iterdir()
    assert data not in path.read_bytes()
    assert path.read_bytes()[:3] != data[:3]
    assert path.stat().st_mode & 0o077 == 0
    assert photos.content(one.number, sight.reader(who.rina.staff_id)) == data
    row = ComplaintPhoto.get()
    assert (row.complaint_id, row.size, row.added_by) == (one.id, len(data), "warga")


def test_the_same_press_keeps_it_once(who):
    form = wish(photo=small())
    first, again = entry.enter(form), entry.enter(form)
    assert (first.created, again.created) == (True, False)
    assert ComplaintPhoto.select().count() == len(files()) == 1


@pytest.mark.parametrize("data", [b"x", b"\xff\xd8\xff" + bytes(photos.LARGEST)])
def test_what_was_not_made_small_before_is_refused_with_all_of_it(who, data):
    with pytest.raises(Invalid):
        entered(photo=data)
    assert Complaint.select().count() == ComplaintPhoto.select().count() == 0


def test_whoever_reads_the_words_sees_it_and_nobody_else(who):
    plain = entered(photo=small())
    straight = entered(topic="UANG", photo=small())
    about = entered(about_staff=who.yusuf.staff_id, photo=small())
    assert readers(who, plain.number) == {"rina", "yusuf", "ratih"}
    assert readers(who, straight.number) == {"yusuf", "ratih"}
    assert readers(who, about.number) == {"ratih"}
    handling.classify(plain.id, states.ORDINARY, who.rina)
    handling.report(plain.id, "PELAYANAN", who.rina)
    assert readers(who, plain.number) == {"rina", "bambang", "yusuf", "ratih"}
    handling.classify(plain.id, states.SUPERVISORY, who.yusuf, about_staff=who.bambang.staff_id)
    assert readers(who, plain.number) == {"yusuf", "ratih"}


def test_one_that_is_not_there_is_as_unknown_as_one_that_may_not_be_seen(who):
    bare, hidden = entered(), entered(topic="UANG", photo=small())
    rina = sight.reader(who.rina.staff_id)
    for number, code in (
        (bare.number, "no-photo"),
        (hidden.number, "no-complaint"),
        ("P-2026-1", "no-complaint"),
    ):
        with pytest.raises(NotFound) as refusal:
            photos.content(number, rina)
        assert refusal.value.code == code


class TestHandedIn:
    """What is handed in or shown at the desk is added once, by whoever sees the complaint."""

    def test_it_is_added_once_and_written_down(self, who):
        one = entered()
        handling.add_photo(one.id, small(), who.rina)
        assert photos.content(one.number, sight.reader(who.ratih.staff_id)) == small()
        line = JournalLine.select().order_by(JournalLine.id.desc()).get()
        assert (line.what, line.who, line.subject) == ("complaint.photo", "rina", one.number)
        with pytest.raises(Refused) as refusal:
            handling.add_photo(one.id, small(), who.rina)
        assert refusal.value.code == "photo-twice"
        assert ComplaintPhoto.select().count() == 1

    def test_not_to_one_that_may_not_be_seen_or_is_over(self, who):
        hidden, over = entered(topic="UANG"), closed(who)
        with pytest.raises(NotFound):
            handling.add_photo(hidden.id, small(), who.rina)
        with pytest.raises(Refused) as refusal:
            handling.add_photo(over.id, small(), who.rina)
        assert refusal.value.code == "wrong-state"
        assert ComplaintPhoto.select().count() == 0


class TestRetention:
    """It goes so many days after the complaint was over, and not before."""

    def test_it_goes_with_its_bytes_and_a_line_in_the_journal(self, who, later):
        one = closed(who, photo=small())
        later(days=here().settings.complaint_photo_days - 1)
        assert photos.purge() == 0
        later(days=1, minutes=1)
        assert photos.purge() == 1
        assert (ComplaintPhoto.select().count(), files()) == (0, [])
        line = JournalLine.select().order_by(JournalLine.id.desc()).get()
        assert (line.what, line.subject) == ("complaint.photo_removed", one.number)
        assert not photos.exists(Complaint.get_by_id(one.id))

    def test_while_it_is_open_or_open_again_it_stays(self, who, later):
        open_, again = entered(photo=small()), closed(who, photo=small())
        later(days=100)
        citizen.settle(again.id, False, "Masih kotor.")
        later(days=2000)
        assert photos.purge() == 0
        assert {row.complaint_id for row in ComplaintPhoto.select()} == {open_.id, again.id}

    def test_what_a_crash_left_without_a_row_goes(self, who):
        entered(photo=small())
        folder, old = (
            here().settings.data / "photos",
            (clock.now() - timedelta(days=900)).timestamp(),
        )
        (folder / "1-x.sealed").write_bytes(b"x")
        os.utime(folder / "1-x.sealed", (old, old))
        photos.purge()
        assert len(files()) == 1
        assert "1-x.sealed" not in files()
