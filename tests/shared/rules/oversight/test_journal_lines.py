"""The journal as it is read: by person, subject and day, and nothing of what one may not know."""

from datetime import date, timedelta

import pytest

from shared.records import JournalLine
from shared.rules.applications import register
from shared.rules.common import journal
from shared.rules.common.actor import Actor
from shared.rules.common.pages import FRONT, Place
from shared.rules.complaints import handling, sight, states
from shared.rules.oversight import journal_lines
from shared.rules.oversight.journal_lines import JournalFilter, ReadLine
from tests import kk
from tests.complaint_book import People, entered, people
from tests.office import Later, take

TODAY = date(2026, 11, 23)


@pytest.fixture
def who(office: object) -> People:
    return people()


def read(by: Actor, place: Place = FRONT, **wanted: object) -> list[ReadLine]:
    """The lines that this person finds."""
    asked = journal_lines.asked(JournalFilter(**wanted))  # type: ignore[arg-type]
    return list(journal_lines.search(asked, sight.reader(by.staff_id), place).rows)


def whats(lines: list[ReadLine]) -> set[str]:
    return {one.what for one in lines}


@pytest.mark.clause("10.1")
def test_what_one_person_did_and_what_happened_to_one_file(who: People) -> None:
    first, other = kk.accepted(), kk.register()
    by_head = read(who.yusuf, person="bambang")
    of_file = read(who.yusuf, subject=f"kk 2026 {first.number[-6:]}")
    assert whats(by_head) == {"application.complete", "application.valid", "application.accept"}
    assert {one.subject for one in of_file} == {first.number}
    assert "application.register" in whats(of_file)
    assert {one.subject for one in read(who.yusuf)} >= {first.number, other.number}


def test_a_day_holds_its_own_lines_and_no_others(who: People, later: Later) -> None:
    numbers = {}
    for nth in range(3):
        numbers[TODAY + timedelta(days=nth)] = kk.register().number
        later(days=1)
    for day, number in numbers.items():
        assert {one.subject for one in read(who.yusuf, first=day, last=day)} == {number}
    assert read(who.yusuf, first=TODAY - timedelta(days=9), last=TODAY - timedelta(days=1)) == []
    assert {one.subject for one in read(who.yusuf, first=TODAY)} == set(numbers.values())


def test_a_file_of_years_ago_is_found_by_its_number_without_a_day(
    who: People, later: Later
) -> None:
    number = kk.register().number
    later(days=800)
    assert whats(read(who.yusuf, subject=number)) == {"application.register"}
    assert read(who.yusuf, person="sari") == []


def test_what_has_no_number_of_a_book_is_found_within_a_month(who: People, later: Later) -> None:
    journal.note(who.agus, "staff.enabled", "sari")
    journal.note(who.dewi, "sheet.downloaded", "SPD-05207acdf9")
    number = take().number
    later(days=30)
    found = [whats(read(who.yusuf, subject=text)) for text in ("sari", "SPD-05207acdf9", number)]
    assert found == [{"staff.enabled"}, {"sheet.downloaded"}, {"ticket.taken"}]
    assert whats(read(who.yusuf, subject=number.lower())) == {"ticket.taken"}
    later(days=1)
    assert read(who.yusuf, subject=number) == []


def test_whoever_looked_at_personal_data_stands_in_a_list_of_their_own(who: People) -> None:
    file = kk.register()
    register.reveal(file.id, "Mencocokkan NIK", who.dewi)
    [line] = read(who.yusuf, reveals=True)
    assert (line.who, line.subject, line.detail["reason"]) == (
        "Dewi Percobaan",
        file.number,
        "Mencocokkan NIK",
    )


@pytest.mark.clause("10.1")
def test_lines_about_a_complaint_about_oneself_are_not_there_for_oneself(who: People) -> None:
    one, other = entered(), entered()
    handling.classify(one.id, states.SUPERVISORY, who.ratih, about_staff=who.yusuf.staff_id)
    numbers = {by.who: {line.subject for line in read(by)} for by in (who.yusuf, who.ratih)}
    assert one.number in numbers["ratih"]
    assert one.number not in numbers["yusuf"]
    assert other.number in numbers["yusuf"]
    assert read(who.yusuf, subject=one.number) == []
    assert read(who.yusuf, subject="P-2026-99999") == []


def test_pages_meet_without_a_gap_and_their_places_tell_no_number(who: People) -> None:
    for _ in range(60):
        take()
    reader = sight.reader(who.yusuf.staff_id)
    asked = journal_lines.asked(JournalFilter())
    first = journal_lines.search(asked, reader)
    second = journal_lines.search(asked, reader, Place(after=first.turns[1]))
    back = journal_lines.search(asked, reader, Place(before=second.turns[0]))
    seen = [one.subject for one in (*first.rows, *second.rows)]
    assert seen == [row.subject for row in JournalLine.select().order_by(JournalLine.id.desc())]
    assert [one.subject for one in back.rows] == [one.subject for one in first.rows]
    assert not any(place.isdigit() for place in (*first.turns, *second.turns) if place)


def test_a_place_that_was_made_up_shows_the_front(who: People) -> None:
    take()
    for made_up in ("17", "x" * 80, "-", "' OR 1=1"):
        assert len(read(who.yusuf, Place(after=made_up))) == len(read(who.yusuf))
