"""Who may see a complaint: asked here and nowhere else.

A supervisory complaint goes to the secretary and the Camat. It is never shown to the person or the
section it is about, in no list, search, count, export or print: whoever may not see it is told that
it does not exist. What somebody may do with one that they see is `allowed`'s to say.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import or_
from typing import Any

from shared import clock
from shared.errors import N_, NotFound
from shared.records import Complaint
from shared.rules.common import staff
from shared.rules.common.actor import Actor
from shared.rules.common.office import here
from shared.rules.complaints import states

OVERSEERS = staff.OVERSEERS
SECTION_HEADS = (staff.SECTION_HEAD, staff.ANY_SECTION_HEAD)
READERS = (staff.INFO_DESK, *SECTION_HEADS, *OVERSEERS)
WRITERS = (staff.INFO_DESK, staff.COUNTER)


@dataclass(frozen=True)
class Reader:
    """Who reads: all of their roles count, whichever of them they act in.

    `unled`: sections of the office that nobody leads at present; what is reported to them would
    wait for nobody.
    """

    staff_id: int
    roles: frozenset[str]
    sections_led: frozenset[str]
    belongs: frozenset[str]
    unled: frozenset[str] = frozenset()

    @property
    def oversees(self) -> bool:
        """Whether they are the secretary or the Camat."""
        return bool(self.roles & set(OVERSEERS))


def reader(staff_id: int | None) -> Reader:
    """The reader behind a sign-in; somebody without one sees nothing."""
    nobody = Reader(0, frozenset(), frozenset(), frozenset())
    known = _readers() if staff_id is not None else ()
    return next((one for one in known if one.staff_id == staff_id), nobody)


def visible(who: Reader, table: Any = Complaint) -> Any:
    """The condition on rows of complaints (or corrective actions) that this reader may see."""
    mine = table.about_staff.is_null() | (table.about_staff != who.staff_id)
    if who.oversees:
        not_ours = table.about_unit.is_null() | table.about_unit.not_in(sorted(who.belongs))
        return mine & (~table.guarded | not_ours)
    if staff.INFO_DESK in who.roles:
        return mine & ~table.guarded
    return mine & ~table.guarded & table.unit.in_(sorted(who.sections_led))


def announced(table: Any = Complaint) -> Any:
    """The condition on rows that count in what the Camat announces: what a Camat may see.

    All of them while nobody holds the post.
    """
    who = [visible(one, table) for one in overseers() if staff.CAMAT in one.roles]
    return reduce(or_, who) if who else table.id.is_null(False)


def countable(who: Reader | None, table: Any = Complaint) -> Any:
    """The condition on rows that this reader may find counted; None: whoever reads the notice."""
    if who is None:
        return announced(table)
    return announced(table) & (visible(who, table) if who.oversees else ~table.guarded)


def overseers() -> list[Reader]:
    """The secretary and the Camat, whoever holds the posts at present."""
    return [one for one in _readers() if one.oversees]


def camat_sees(row: Complaint) -> bool:
    """Whether somebody who holds the post of the Camat may see it."""
    who = [visible(one) for one in overseers() if staff.CAMAT in one.roles]
    return bool(who) and find(Complaint.id == row.id, reduce(or_, who)) is not None


def find(*where: Any) -> Complaint | None:
    """The complaint of this office that fits, whoever may see it."""
    found: Complaint | None = Complaint.get_or_none(Complaint.office == here().id, *where)
    return found


def not_over_before(
    moment: datetime, *where: Any, columns: Sequence[Any]
) -> Iterator[tuple[Any, ...]]:
    """These columns of the office's complaints that fit and were not closed before that moment.

    By their ends and in two questions: in one, SQLite would walk through all that ever came.
    """
    for end in (Complaint.closed_at.is_null(), Complaint.closed_at >= moment):
        rows: Any = Complaint.select(*columns).where(Complaint.office == here().id, end, *where)
        yield from rows.tuples()


def existing(row: Complaint | None) -> Complaint:
    """The row itself; NotFound where there is none."""
    if row is None:
        raise NotFound(N_("Pengaduan ini tidak ada."), code="no-complaint")
    return row


def row_for(complaint_id: int, by: Actor) -> Complaint:
    """The complaint, if whoever acts may see it; else NotFound, as if there were none."""
    return row_of(complaint_id, reader(by.staff_id))


def row_of(complaint_id: int, who: Reader) -> Complaint:
    """The same for a reader."""
    return existing(find(Complaint.id == complaint_id, visible(who)))


def unseen() -> int:
    """How many open complaints nobody may see, because whoever would is whom they are about."""
    rows = Complaint.select().where(
        Complaint.office == here().id, Complaint.guarded, Complaint.state.in_(states.OPEN)
    )
    for who in _readers():
        if who.oversees:
            rows = rows.where(~visible(who))
    return int(rows.count())


def _readers() -> list[Reader]:
    """Everybody who works here at present."""
    people = staff.at_work()
    led = {row.id: _led(frozenset(row.roles), row.unit) for row in people}
    units = {one.code for one in here().standard.units_on(clock.service_day())}
    unled = frozenset(units.difference(*led.values()))
    return [
        Reader(
            row.id,
            frozenset(row.roles),
            led[row.id],
            led[row.id] | _belongs(frozenset(row.roles), row.unit),
            unled,
        )
        for row in people
    ]


def _led(roles: frozenset[str], unit: str | None) -> frozenset[str]:
    """Sections led: by the post that the standard names, or by the section of the person."""
    units = here().standard.units_on(clock.service_day())
    by_post = frozenset(
        one.code for one in units if one.head != staff.ANY_SECTION_HEAD and one.head in roles
    )
    return by_post | ({unit} if unit and staff.ANY_SECTION_HEAD in roles else set())


def _belongs(roles: frozenset[str], unit: str | None) -> set[str]:
    """Sections in which the person works, by the posts of the standard or by their own section."""
    standard, today = here().standard, clock.service_day()
    names = {post.section for post in standard.posts if post.valid_on(today) and post.role in roles}
    found = {one.code for one in standard.units_on(today) if one.name in names}
    return found | ({unit} if unit else set())
