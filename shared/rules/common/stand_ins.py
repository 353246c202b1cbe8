"""Who stands in for a head of section, the secretary or the Camat: named by the admin, by dates.

The right begins and ends with its days; the office's clocks run on meanwhile.
"""

from dataclasses import dataclass
from datetime import date

from shared import clock
from shared.records import Substitution
from shared.rules.common import staff
from shared.rules.common.office import here

ACTING, VACANT = "Plh.", "Plt."
ROLES = (staff.SECTION_HEAD, staff.SECRETARY, staff.CAMAT)


@dataclass(frozen=True)
class StandIn:
    """Somebody (`name`) in the role of another, or of nobody, from `first` to `last`."""

    id: int
    role: str
    standing: str
    name: str
    instead_of: str
    first: date
    last: date
    is_over: bool


def everything() -> list[StandIn]:
    """All of them, the newest first."""
    rows = Substitution.select().where(Substitution.office == here().id)
    return [_told(row) for row in rows.order_by(Substitution.last.desc(), Substitution.id.desc())]


def on(role: str, day: date) -> StandIn | None:
    """Who stood in for that role on that day, as papers of that day are signed."""
    rows = Substitution.select().where(
        Substitution.office == here().id,
        Substitution.role == role,
        Substitution.first <= day,
        Substitution.last >= day,
    )
    for row in rows.order_by(Substitution.id.desc()):
        if row.ended_at is None or day <= clock.service_day(row.ended_at):
            return _told(row)
    return None


def _told(row: Substitution) -> StandIn:
    return StandIn(
        row.id,
        row.role,
        row.standing,
        staff.name_of(row.staff_id),
        staff.name_of(row.instead_of),
        row.first,
        row.last,
        row.ended_at is not None or row.last < clock.service_day(),
    )
