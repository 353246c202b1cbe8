"""Two people at one complaint in the same moment, in threads: nothing lost, nobody overwritten."""

from collections import Counter
from collections.abc import Callable
from functools import partial

import pytest

from shared import db
from shared.errors import Refused
from shared.records import Complaint
from shared.rules.complaints import citizen, handling, lists, states
from tests.complaint_book import closed, entered, people, reported
from tests.journeys.people import all_at_once

ROUNDS = range(8)
CHANGED = "Pengaduan ini baru saja diubah orang lain. Muat ulang, lalu tulis lagi."


@pytest.fixture
def who(office):
    return people()


def _both(*presses: Callable[[], object]) -> Counter[str]:
    """How both presses ended, begun in the same moment by two threads."""

    def run(press: Callable[[], object]) -> str:
        try:
            press()
            return "done"
        except Refused as refusal:
            return str(refusal)
        finally:
            db.close_database()

    return Counter(all_at_once([partial(run, press) for press in presses]))


def test_of_two_answers_one_stays_and_the_other_is_told(who):
    for _ in ROUNDS:
        one = reported(who)
        ended = _both(
            *[
                partial(handling.answer, one.id, text, who.bambang, seen=one.version)
                for text in ("Jawaban pertama.", "Jawaban kedua.")
            ]
        )
        assert ended == {"done": 1, CHANGED: 1}
        said = [event.text for event in lists.entries(one.id, ["answer"])]
        assert said == [Complaint.get_by_id(one.id).answer]


def test_two_follow_ups_are_both_kept(who):
    for _ in ROUNDS:
        one = reported(who)
        ended = _both(
            partial(handling.follow_up, one.id, "Petugas diingatkan.", who.bambang),
            partial(handling.follow_up, one.id, "Loket ditambah.", who.bambang),
        )
        assert ended == {"done": 2}
        said = {event.text for event in lists.entries(one.id, ["follow_up"])}
        assert said == {"Petugas diingatkan.", "Loket ditambah."}


def test_put_away_or_reported_but_never_both(who):
    for _ in ROUNDS:
        one = entered()
        ended = _both(
            partial(handling.report, one.id, "PELAYANAN", who.rina, seen=one.version),
            partial(handling.archive, one.id, "DICABUT", "Dicabut.", who.yusuf, seen=one.version),
        )
        assert ended == {"done": 1, CHANGED: 1}
        whats = {event.what for event in lists.entries(one.id)} - {"record"}
        state = Complaint.get_by_id(one.id).state
        assert (whats, state) in (({"report"}, states.REPORTED), ({"archive"}, states.ARCHIVED))


def test_settled_is_said_once_even_from_two_phones(who):
    for _ in ROUNDS:
        one = closed(who)
        ended = _both(
            partial(citizen.settle, one.id, True),
            partial(citizen.settle, one.id, False, "Belum."),
        )
        assert ended == {"done": 1, "Jawaban ini sudah dinilai.": 1}
        assert len(lists.entries(one.id, ["settled", "reopen"])) == 1


def test_entered_at_once_numbers_have_no_gap(who):
    for _ in ROUNDS:
        assert _both(entered, entered) == {"done": 2}
    numbers = [row.number for row in Complaint.select().order_by(Complaint.number)]
    assert numbers == list(range(1, 2 * len(ROUNDS) + 1))
