"""Who may see a complaint, and who may work on it: asked here and nowhere else.

A supervisory complaint goes to the secretary and the head of the office. It is never shown to the
person or the section it is about, in no list, search, count, export or print: whoever may not see
it is told that it does not exist.
"""

from dataclasses import dataclass
from typing import Any

from shared import clock
from shared.errors import N_, NotAllowed, NotFound
from shared.records import Complaint, Staff
from shared.rules.common import staff
from shared.rules.common.actor import Actor
from shared.rules.common.office import here
from shared.rules.complaints import states

OVERSEERS = (staff.SECRETARY, staff.CAMAT)
HEADS = (staff.SECTION_HEAD, staff.ANY_SECTION_HEAD)
READERS = (staff.INFO_DESK, *HEADS, *OVERSEERS)
WRITERS = (staff.INFO_DESK, staff.COUNTER)


@dataclass(frozen=True)
class Reader:
    """Who reads: all of their roles count, whichever of them they act in."""

    staff_id: int
    roles: frozenset[str]
    heads: frozenset[str]
    belongs: frozenset[str]

    @property
    def oversees(self) -> bool:
        """Whether they are the secretary or the head of the office."""
        return bool(self.roles & set(OVERSEERS))


def reader(staff_id: int | None) -> Reader:
    """The reader behind a sign-in; somebody without one sees nothing."""
    row = Staff.get_or_none(Staff.office == here().id, Staff.id == staff_id, Staff.active)
    if row is None:
        return Reader(0, frozenset(), frozenset(), frozenset())
    roles = frozenset(row.roles)
    heads = frozenset(_headed(roles, row.unit))
    return Reader(row.id, roles, heads, frozenset(_belongs(roles, row.unit)) | heads)


def visible(who: Reader, table: Any = Complaint) -> Any:
    """The condition on rows of complaints (or corrective actions) that this reader may see."""
    mine = table.about_staff.is_null() | (table.about_staff != who.staff_id)
    if who.oversees:
        not_ours = table.about_unit.is_null() | table.about_unit.not_in(sorted(who.belongs))
        return mine & (~table.guarded | not_ours)
    if staff.INFO_DESK in who.roles:
        return mine & ~table.guarded
    return mine & ~table.guarded & table.unit.in_(sorted(who.heads))


def row_for(complaint_id: int, by: Actor) -> Complaint:
    """The complaint, if whoever acts may see it; else NotFound, as if there were none."""
    row: Complaint | None = Complaint.get_or_none(
        Complaint.office == here().id, Complaint.id == complaint_id, visible(reader(by.staff_id))
    )
    if row is None:
        raise NotFound(N_("Pengaduan ini tidak ada."), code="no-complaint")
    return row


def require_classifier(row: Complaint, by: Actor) -> None:
    """Raise NotAllowed unless they may classify and report it."""
    _require(by.role in ((staff.INFO_DESK, *OVERSEERS) if not row.guarded else OVERSEERS))


def require_handler(row: Complaint, by: Actor) -> None:
    """Raise NotAllowed unless it is theirs to follow up (11.6).

    The head of its section; the secretary and the head of the office when it is guarded or late, or
    when the section has no head.
    """
    _require(handles(row, by))


def handles(row: Complaint, by: Actor) -> bool:
    """Whether following it up is theirs, in the role they act in."""
    if by.role in OVERSEERS:
        return row.guarded or row.escalation > 0 or row.unit in headless()
    if by.role not in HEADS or row.guarded or row.unit is None:
        return False
    return row.unit in reader(by.staff_id).heads


def require_desk_or_handler(row: Complaint, by: Actor) -> None:
    """Raise NotAllowed unless they follow it up, or it still lies at the information desk."""
    at_desk = by.role == staff.INFO_DESK and row.reported_at is None and not row.guarded
    _require(at_desk or handles(row, by))


def require_completer(row: Complaint, by: Actor) -> None:
    """Raise NotAllowed unless they may write what the complainant added: the desk always may."""
    _require((by.role == staff.INFO_DESK and not row.guarded) or handles(row, by))


def require_identity(row: Complaint, by: Actor) -> None:
    """Raise NotAllowed unless they may read the complainant's name.

    A secret identity is for the secretary and the head of the office alone.
    """
    allowed = OVERSEERS if row.secret else (staff.INFO_DESK, *OVERSEERS)
    _require(by.role in allowed or (not row.secret and handles(row, by)))


def headless() -> frozenset[str]:
    """Sections that nobody leads at present: what is reported to them would wait for nobody."""
    led: set[str] = set()
    for row in _active():
        led |= _headed(frozenset(row.roles), row.unit)
    return frozenset(one.code for one in here().standard.units_on(clock.service_day())) - led


def unseen() -> int:
    """How many open complaints nobody may see, because whoever would is whom they are about."""
    rows = Complaint.select().where(
        Complaint.office == here().id, Complaint.guarded, Complaint.state.in_(states.OPEN)
    )
    for who in (reader(row.id) for row in _active()):
        if who.oversees:
            rows = rows.where(~visible(who))
    return int(rows.count())


def _active() -> list[Staff]:
    return list(Staff.select().where(Staff.office == here().id, Staff.active))


def _require(allowed: bool) -> None:
    if not allowed:
        raise NotAllowed(N_("Langkah ini bukan untuk peran Anda."))


def _headed(roles: frozenset[str], unit: str | None) -> set[str]:
    """Sections led: by the post that the standard names, or by the section of the person."""
    units = here().standard.units_on(clock.service_day())
    by_post = {
        one.code for one in units if one.head != staff.ANY_SECTION_HEAD and one.head in roles
    }
    return by_post | ({unit} if unit and staff.ANY_SECTION_HEAD in roles else set())


def _belongs(roles: frozenset[str], unit: str | None) -> set[str]:
    """Sections in which the person works, by the posts of the standard or by their own section."""
    standard, today = here().standard, clock.service_day()
    names = {post.section for post in standard.posts if post.valid_on(today) and post.role in roles}
    found = {one.code for one in standard.units_on(today) if one.name in names}
    return found | ({unit} if unit else set())
