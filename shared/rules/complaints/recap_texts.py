"""The public's texts of a recap that is being drafted: written where they are read (11.8)."""

from collections.abc import Sequence
from dataclasses import dataclass

from shared import db
from shared.errors import N_, NotFound, Refused
from shared.records import Complaint, QuarterlyRecap
from shared.rules.common import public_text, staff
from shared.rules.common.actor import Actor
from shared.rules.common.office import here
from shared.rules.complaints import handling, public_words, quarters, recap_view, sight
from shared.rules.complaints.names import number_of, split
from shared.rules.complaints.recap_figures import PublicLine


@dataclass(frozen=True)
class RecapText:
    """What the public will read of a complaint, and what in it must not be read."""

    id: int
    version: int
    text: str
    action: str
    remarks: tuple[public_text.Remark, ...]


def editable(
    one: recap_view.RecapView, person: staff.Officer, lines: Sequence[PublicLine]
) -> dict[str, RecapText]:
    """The texts of these lines that this keeper may write now, by the number of their complaint."""
    if one.frozen:
        return {}
    who = sight.reader(person.id)
    rows = Complaint.select().where(
        Complaint.office == here().id,
        Complaint.day.between(*quarters.span(one.year, one.quarter)),
        Complaint.public_number.in_([split(line.number)[1] for line in lines]),
        sight.visible(who),
    )
    known = public_words.of_quarter(one.year, one.quarter, who)
    return {
        number_of(row): RecapText(
            id=row.id,
            version=row.version,
            text=row.public_text or "",
            action=row.public_action or "",
            remarks=_blocking(row, known),
        )
        for row in rows
    }


def write(
    year: int,
    quarter: int,
    complaint_id: int,
    text: str,
    action: str,
    by: Actor,
    *,
    confirmed: bool,
    seen: int,
) -> tuple[list[public_text.Remark], int]:
    """Remarks that stopped it, none when it was kept; and the version of the complaint now.

    Raises NotFound for a complaint of another quarter or one that whoever acts may not see,
    Refused once the recap is frozen or when somebody changed the text meanwhile.
    """
    first, last = quarters.span(year, quarter)
    with db.transaction():
        row = sight.row_for(complaint_id, by)
        if not first <= row.day <= last:
            raise NotFound(N_("Pengaduan ini tidak ada."), code="no-complaint")
        _require_draft(year, quarter)
        remarks = public_words.look_at(row, text, action, sight.reader(by.staff_id))
        if text.strip() and any(one.blocks or not confirmed for one in remarks):
            return remarks, row.version
        kept = handling.describe(complaint_id, text, action, by, confirmed=confirmed, seen=seen)
    return [], kept.version


def _blocking(row: Complaint, who: public_text.People) -> tuple[public_text.Remark, ...]:
    told = f"{row.public_text or ''}\n{row.public_action or ''}"
    return tuple(one for one in public_text.warnings(told, who) if one.blocks)


def _require_draft(year: int, quarter: int) -> None:
    found = QuarterlyRecap.get_or_none(
        QuarterlyRecap.office == here().id,
        QuarterlyRecap.year == year,
        QuarterlyRecap.quarter == quarter,
    )
    if found and found.state not in (recap_view.DRAFT, recap_view.RETURNED):
        raise Refused(
            N_("Rekap ini berstatus “%(label)s”, jadi langkah itu tidak dapat dilakukan."),
            code="wrong-state",
            label=recap_view.LABELS[found.state],
        )
