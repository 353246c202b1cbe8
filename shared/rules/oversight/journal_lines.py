"""The journal as those who oversee the office read it: page by page, by person, subject and day.

Lines about complaints that a reader may not see are left out; the places between the lines are
sealed, so that no gap in their numbers tells of them.
"""

import json
import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from shared import clock, db
from shared.errors import Invalid
from shared.records import Complaint, CorrectiveAction, JournalLine
from shared.records.base import to_ms
from shared.rules.applications import closings, register, view
from shared.rules.common import pages, staff
from shared.rules.common.office import here
from shared.rules.common.pages import FRONT, Page, Place
from shared.rules.complaints import names, sight
from shared.rules.corrective import lists as corrective
from shared.rules.corrective.view import number_text

REVEALS = (
    *("application.revealed", "application.phone", "complaint.reveal", "document.seen"),
    *("register.numbers_printed", "register.numbers_read", "sheet.downloaded"),
)
"""Somebody looked at personal data that is masked or sealed elsewhere."""

MOST_DAYS = 31
LONGEST_SUBJECT = 60
# The words of the index `journal_line_numbered`.
_NUMBERED = (
    "SELECT sequence FROM journal_line"
    " WHERE office_id = :office AND subject = :subject AND subject LIKE '%-2%-%'"
)
# Lines stand in the order of their moments: the first of a day is found by halving.
_FIRST_FROM = (
    "WITH RECURSIVE span(low, high) AS ("
    " SELECT 0, COALESCE(MAX(sequence), 0) + 1 FROM journal_line WHERE office_id = :office"
    " UNION ALL SELECT CASE WHEN at < :moment THEN sequence ELSE low END,"
    " CASE WHEN at < :moment THEN high ELSE sequence END FROM span"
    " JOIN journal_line ON office_id = :office AND sequence = (low + high) / 2"
    " WHERE high - low > 1)"
    " SELECT MIN(high) FROM span"
)


@dataclass(frozen=True)
class JournalFilter:
    """What is looked for in the journal; empty fields ask nothing. `reveals`: only those."""

    person: str = ""
    subject: str = ""
    first: date | None = None
    last: date | None = None
    reveals: bool = False

    @property
    def numbered(self) -> bool:
        """Whether the subject is a number of a book, which is found however old it is."""
        return re.search("-2.*-", self.subject) is not None


@dataclass(frozen=True)
class ReadLine:
    """A line of the journal; `number` seals its place, `who` is a name where there is one."""

    number: str
    at: datetime
    who: str
    role: str
    what: str
    subject: str
    detail: dict[str, Any]


def asked(wanted: JournalFilter) -> JournalFilter:
    """The same with the subject as the journal writes it, and the days that are looked through.

    Of all but a book's number at most a month; without person and subject one day.
    """
    subject = _written(wanted.subject.strip()[:LONGEST_SUBJECT])
    wanted = replace(wanted, subject=subject)
    if wanted.numbered:
        return wanted
    last = min(wanted.last or clock.service_day(), clock.service_day())
    month = last - timedelta(days=MOST_DAYS - 1)
    searched = wanted.person or wanted.subject or wanted.reveals
    first = wanted.first or (month if searched else last)
    return replace(wanted, first=min(max(first, month), last), last=last)


def search(wanted: JournalFilter, who: sight.Reader, place: Place = FRONT) -> Page[ReadLine]:
    """The lines that fit `asked`, newest first."""
    table = JournalLine
    fits = table.select().where(table.office == here().id, *_conditions(wanted, who))
    return pages.page(fits, (table.sequence,), place, _place, _views, falling=True)


def _conditions(wanted: JournalFilter, who: sight.Reader) -> list[Any]:
    table, hidden = JournalLine, _hidden(who)
    found: list[Any] = [table.subject.not_in(hidden)] if hidden else []
    if wanted.first:
        found.append(table.sequence >= _first_from(wanted.first))
    if wanted.last:
        found.append(table.sequence < _first_from(wanted.last + timedelta(days=1)))
    if wanted.person:
        found.append(table.who == wanted.person)
    if wanted.numbered:
        lines = db.rows(_NUMBERED, office=here().id, subject=wanted.subject)
        found.append(table.sequence.in_([sequence for (sequence,) in lines]))
    elif wanted.subject:
        # A name to sign in by, a sheet's token and a ticket's number are each written in their way.
        text = wanted.subject
        found.append(table.subject.in_(sorted({text, text.lower(), text.upper()})))
    if wanted.reveals:
        found.append(table.what.in_(REVEALS))
    return found


def _hidden(who: sight.Reader) -> list[str]:
    """The numbers of complaints, and of what follows from them, that this reader may not see."""
    # The ids first, so that no row is read but the few that count.
    ids = Complaint.select(Complaint.id).where(Complaint.office == here().id, ~sight.visible(who))
    unseen: Any = Complaint.select(Complaint.year, Complaint.public_number).where(
        Complaint.id.in_(ids)
    )
    table = CorrectiveAction
    actions: Any = table.select(table.year, table.number).where(
        table.office == here().id, ~corrective.visible(who)
    )
    return [
        *map(names.number_of, unseen.namedtuples()),
        *(number_text(*row) for row in actions.tuples()),
    ]


def _first_from(day: date) -> int:
    """The place of the first line of that day or of a later one."""
    moment = to_ms(closings.midnight(day))
    found: int = db.value(_FIRST_FROM, office=here().id, moment=moment)
    return found


def _written(text: str) -> str:
    with suppress(Invalid):
        return view.number_text(*view.split(text))
    return text.upper() if re.search("-2.*-", text) else text


def _place(number: str) -> pages.Key | None:
    text = register.opened(number)
    return (int(text),) if text.isdigit() else None


def _views(rows: Sequence[JournalLine]) -> list[ReadLine]:
    people = staff.usernames()
    return [
        ReadLine(
            register.sealed(str(row.sequence)),
            row.at,
            people.get(row.who, row.who),
            staff.post_title(row.role),
            row.what,
            people.get(row.subject, row.subject) if row.what.startswith("staff.") else row.subject,
            json.loads(row.detail),
        )
        for row in rows
    ]
