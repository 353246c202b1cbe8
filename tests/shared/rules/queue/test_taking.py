"""Taking a number."""

import json
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest

from shared import db
from shared.errors import Invalid
from shared.records import DayCounter, JournalLine, SlipJob, Ticket
from shared.rules import queue
from tests.office import Later, press, take

pytestmark = pytest.mark.usefixtures("office")


def test_the_first_number_of_the_day_is_one() -> None:
    assert take().number == "A-001"
    assert take("INFO").number == "M-001"
    assert take(priority="LANSIA").number == "U-001"


def test_numbers_start_anew_the_next_day(later: Later) -> None:
    take()
    later(days=1)
    assert take().number == "A-001"


def test_pressing_twice_gives_one_ticket_and_one_paper() -> None:
    twice = press()
    first, again = queue.take(twice), queue.take(twice)
    assert (first.created, again.created) == (True, False)
    assert first.ticket.number == again.ticket.number
    assert SlipJob.select().count() == 1


def test_one_press_in_two_spellings_is_one_ticket() -> None:
    touch = str(uuid4())
    queue.take(queue.Press("KK", touch))
    assert not queue.take(queue.Press("KK", touch.upper())).created


def test_eight_hands_at_once_get_numbers_without_gap_or_double() -> None:
    def hand(_: int) -> list[str]:
        numbers = [take().number for _ in range(25)]
        db.close_database()
        return numbers

    with ThreadPoolExecutor(8) as hands:
        numbers = [number for each in hands.map(hand, range(8)) for number in each]
    assert sorted(numbers) == [f"A-{n:03d}" for n in range(1, 201)]


def test_the_ticket_its_paper_and_the_journal_line_are_one_whole() -> None:
    ticket = take()
    job = SlipJob.get(SlipJob.ticket_id == ticket.id)
    assert job.state == "queued"
    assert job.payload["number"] == "A-001"
    assert JournalLine.select().count() == 1


def test_nothing_remains_when_the_paper_cannot_be_asked_for(monkeypatch) -> None:
    monkeypatch.setattr("shared.rules.queue.slip.ask", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        take()
    assert (
        Ticket.select().count() == DayCounter.select().count() == JournalLine.select().count() == 0
    )
    monkeypatch.undo()
    assert take().number == "A-001"


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"service": "PASPOR"}, "unknown-service"),
        ({"touch": "bukan-uuid"}, "touch"),
        ({"priority": "VIP"}, "unknown-priority"),
        ({"kind": "TIDAK_ADA"}, "unknown-kind"),
        ({"language": "mad"}, "unknown-language"),
    ],
)
def test_a_wrong_wish_changes_nothing(wrong: dict[str, str], code: str) -> None:
    wish = {"service": "KK", "touch": str(uuid4()), **wrong}
    with pytest.raises(Invalid) as refusal:
        queue.take(queue.Press(**wish))
    assert refusal.value.code == code
    assert Ticket.select().count() == 0


def test_the_slip_names_no_person_and_no_reason_of_priority() -> None:
    take(priority="DISABILITAS")
    payload = SlipJob.get().payload
    assert payload["priority"] is True
    assert "DISABILITAS" not in json.dumps(payload)


@pytest.mark.clause("6.1")
def test_the_slip_says_that_the_service_is_free() -> None:
    take()
    assert "GRATIS" in SlipJob.get().payload["free"]
