"""The revisions of the service standard, as its cover tells them: which holds, in which words.

The first ones are entries of the office's data; those approved in the browser are rows. Whichever
began last holds.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from shared import clock
from shared.errors import N_, NotFound
from shared.records import StandardRevision
from shared.records.base import from_ms
from shared.rules.common import staff
from shared.rules.common.office import here
from shared.standard.clauses import Clause
from shared.standard.office import Document
from shared.standard.schema import valid

APPROVED = "approved"
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Signed:
    """Who made, checked or approved it, and on which day where the office's records know it."""

    name: str
    post: str
    on: date | None = None


@dataclass(frozen=True)
class Revision:
    """A revision of the standard and its words; `until`: its last day, where the next is known.

    `signers`: who made, checked and approved it. `note`: what changed.
    """

    label: str
    number: str
    title: str
    valid_from: date
    clauses: tuple[Clause, ...]
    signers: tuple[Signed, ...]
    note: str = ""
    until: date | None = None

    @property
    def name(self) -> str:
        """What a file keeps of it: `SP-PELY-01 rev. 02`."""
        return f"{self.number} rev. {self.label}"

    def part(self, section: str) -> tuple[Clause, ...]:
        """The clauses of one part ("4")."""
        return tuple(one for one in self.clauses if one.clause.partition(".")[0] == section)


def in_force(day: date) -> Revision:
    """The revision that holds on that day, in the words of that day."""
    document, table = here().standard.document_on(day), StandardRevision
    row = _approved().where(table.valid_from <= day).first()
    if row is None or row.valid_from < document.valid_from:
        return _printed(document, day)
    return _told(row)


def every() -> list[Revision]:
    """All that were ever approved, newest first; those whose day is yet to come too."""
    documents, rows = here().standard.documents, list(_approved())
    starts = sorted({one.valid_from for one in (*documents, *rows)})
    after = dict(zip(starts, starts[1:], strict=False))
    ends = {start: following - _DAY for start, following in after.items()}
    today = clock.service_day()
    found = [
        *map(_told, rows),
        *(
            _printed(one, max(one.valid_from, min(today, ends.get(one.valid_from, today))))
            for one in documents
        ),
    ]
    dated = [replace(one, until=ends.get(one.valid_from)) for one in found]
    return sorted(dated, key=lambda one: one.valid_from, reverse=True)


def labelled(label: str) -> Revision:
    """The revision of that number ("02"); NotFound when there is none."""
    found = next((one for one in every() if one.label == label), None)
    if found is None:
        raise NotFound(N_("Revisi standar ini tidak ada."), code="no-revision")
    return found


def pledge(revision: Revision) -> list[str]:
    """The office's pledge to the public, as that revision words it."""
    today = clock.service_day()
    parts = [one.clause for one in valid(here().standard.sections, today) if one.pledge]
    return [clause.text for part in parts for clause in revision.part(part)]


def place(number: str) -> tuple[int, ...]:
    """Where a clause stands: `4.2` before `4.10`."""
    return tuple(map(int, number.split(".")))


def words_of(clauses: Iterable[Mapping[str, str]], day: date) -> tuple[Clause, ...]:
    """The clauses of a row, with the tables that the data of that day print in them."""
    tables = {one.clause: one.table for one in valid(here().standard.clauses, day)}
    return tuple(
        Clause(
            valid_from=day,
            clause=one["number"],
            text=one["text"],
            plain=one["plain"],
            plain_en=one["plain_en"],
            table=tables.get(one["number"]),
        )
        for one in clauses
    )


def signed(kept: Mapping[str, Any]) -> Signed:
    """Who signed, as a row keeps it."""
    day = clock.service_day(from_ms(kept["at"]))
    return Signed(kept["name"], staff.post_title(kept["role"]), day)


def _approved() -> Any:
    table = StandardRevision
    rows = table.select().where(table.office == here().id, table.state == APPROVED)
    return rows.order_by(table.valid_from.desc())


def _printed(document: Document, day: date) -> Revision:
    """A revision of the data: laws and clauses as worded on that day."""
    standard = here().standard
    laws = [
        Clause(valid_from=one.valid_from, clause=one.clause, text=one.text)
        for one in valid(standard.legal_basis, day)
        if one.clause
    ]
    parts = [standard.clauses_in(one.clause, day) for one in valid(standard.sections, day)]
    clauses = [*laws, *(clause for part in parts for clause in part)]
    signers = (document.made_by, document.checked_by, document.approved_by)
    return Revision(
        document.revision,
        document.number,
        document.title,
        document.valid_from,
        tuple(sorted(clauses, key=lambda one: place(one.clause))),
        tuple(Signed(one.name, one.post) for one in signers),
    )


def _told(row: StandardRevision) -> Revision:
    label, day = row.label or "", row.valid_from or date.max  # an approved one has both
    document = here().standard.document_on(day)
    return Revision(
        label,
        document.number,
        document.title,
        day,
        words_of(row.clauses, day),
        tuple(signed(one) for one in (row.made, row.checked, row.approved)),
        row.note,
    )
