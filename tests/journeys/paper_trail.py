"""What must be true of an office after anything: numbers, paper, journal, database."""

import re
from collections import Counter
from dataclasses import dataclass

from printstation.printers import slip_reader
from shared import db
from shared.records import DayCounter, JournalLine, SlipJob, Ticket
from shared.rules.common import chain
from shared.rules.paper import slips
from shared.rules.queue.ticket import OVER, number_text
from tests.devices.engine import Engine

_NUMBER = re.compile(r"[A-Z]-\d{3,}")


@dataclass(frozen=True)
class Paper:
    """What has come out of the printer, by number: how often, and the texts of its slips."""

    first: Counter[str]
    again: Counter[str]
    texts: dict[str, list[str]]

    def holds(self, number: str, slip: bytes) -> bool:
        """Whether this slip has come out with nothing missing; a torn one may hang above it."""
        return any(text.endswith(_text(text_of(slip))) for text in self.texts.get(number, []))


def on_paper(printer: Engine) -> Paper:
    """Read everything that the printer has put on paper, torn slips too."""
    paper = Paper(Counter(), Counter(), {})
    for slip in [*printer.slips, *printer.torn]:
        lines = text_of(slip)
        numbers = [line for line in lines if _NUMBER.fullmatch(line)]
        again = any("CETAK ULANG" in line for line in lines)
        (paper.again if again else paper.first).update(numbers)
        for number in numbers[-1:]:
            paper.texts.setdefault(number, []).append(_text(lines))
    return paper


def text_of(data: bytes) -> list[str]:
    """The lines of a slip, without their looks."""
    found = [each for each in slip_reader.read(data) if isinstance(each, slip_reader.SlipLine)]
    return [line.text.strip() for line in found]


def check_numbers(given: dict[str, str]) -> None:
    """Every number that somebody was given (by token) is kept; none is missing, none is double."""
    rows = list(Ticket.select())
    kept = {row.token: number_text(row.letter, row.number) for row in rows}
    assert {token: kept.get(token) for token in given} == given
    for row in DayCounter.select():
        numbers = sorted(t.number for t in rows if (t.day, t.letter) == (row.day, row.letter))
        assert numbers == list(range(1, row.last + 1))
    assert len({row.touch for row in rows}) == len(rows)
    assert sum(row.last for row in DayCounter.select()) == len(rows)


def check_whole() -> None:
    """Every ticket has its slip and its line in the journal, and the database is sound."""
    tickets = {row.id for row in Ticket.select(Ticket.id)}
    firsts = [job.ticket_id for job in SlipJob.select().where(SlipJob.copy == 0)]
    assert sorted(firsts) == sorted(tickets)
    lines = JournalLine.select().where(JournalLine.what == "ticket.taken")
    assert lines.count() == len(tickets)
    check_sound()


def check_sound() -> None:
    """Journal and database are whole."""
    assert chain.verify().broken_at is None
    assert db.rows("PRAGMA integrity_check") == [("ok",)]
    assert db.rows("PRAGMA foreign_key_check") == []


def check_paper(printer: Engine) -> None:
    """Every slip came out once, whole, or a person is asked; none twice without CETAK ULANG.

    A slip that nobody needed any more, because its number was over first, never came out.
    """
    paper = on_paper(printer)
    assert [number for number, count in paper.first.items() if count > 1] == []
    asked = {job.id for job in slips.open_questions()}
    tickets = {row.id: row for row in Ticket.select()}
    for job in SlipJob.select():
        ticket = tickets[job.ticket_id]
        number = number_text(ticket.letter, ticket.number)
        if job.state == slips.PRINTED:
            assert paper.holds(number, job.data), number
        elif job.state == slips.CANCELLED:
            assert ticket.state in OVER
            assert number not in paper.first
        else:
            assert job.state == slips.UNCERTAIN
            assert job.id in asked


def journal_of(number: str) -> list[JournalLine]:
    """What the journal tells of a number, in order."""
    lines = JournalLine.select().where(JournalLine.subject == number)
    return list(lines.order_by(JournalLine.sequence))


def waiting_for_paper() -> int:
    """Slips that are still to come."""
    return int(SlipJob.select().where(SlipJob.state.in_(slips.LIVE)).count())


def _text(lines: list[str]) -> str:
    return "\n".join(lines)
