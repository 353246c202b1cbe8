"""Whom a supervisory complaint is about, a section and a person: neither of them ever sees it."""

from shared import clock
from shared.errors import N_, Invalid
from shared.records import Complaint, CorrectiveAction, Staff
from shared.rules.common.office import here

Columns = dict[str, str | int | bool | None]
# Written by the section, or by others than those who look after it now.
_UNTOLD = {"public_text": None, "public_action": None, "public_by": None}
NOBODY: Columns = {"guarded": False, "about_unit": None, "about_staff": None}


def columns(row: Complaint, unit: str, staff_id: int | None) -> Columns:
    """The columns of a complaint that becomes, or stays, a supervisory one.

    What the public was to read of it while it was an ordinary one is taken back. An empty `unit`
    and a `staff_id` of None leave what is known; a `staff_id` of 0 takes it back.
    """
    if unit:
        require_unit(unit)
    if staff_id:
        require_person(staff_id)
    return {
        **({} if row.guarded else _UNTOLD),
        "guarded": True,
        "unit": None,
        "about_unit": unit or row.about_unit or row.unit or here().standard.topic(row.topic).unit,
        "about_staff": row.about_staff if staff_id is None else staff_id or None,
    }


def pass_on(row: Complaint) -> None:
    """Let the corrective actions that follow from it be seen by whoever sees it, by nobody else."""
    table = CorrectiveAction
    table.update(guarded=row.guarded, about_unit=row.about_unit, about_staff=row.about_staff).where(
        table.office == here().id, table.complaint_id == row.id
    ).execute()


def require_unit(code: str) -> None:
    """Raise Invalid unless it is a section of the office."""
    if code not in {one.code for one in here().standard.units_on(clock.service_day())}:
        raise Invalid(N_("Pilih seksi."), code="unit")


def require_person(staff_id: int) -> None:
    """Raise Invalid unless it is somebody of the office."""
    if not Staff.get_or_none(Staff.office == here().id, Staff.id == staff_id):
        raise Invalid(N_("Petugas ini tidak ada."), code="about-staff")
