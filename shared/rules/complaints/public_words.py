"""Words for the public, looked at with the book in hand: nobody who complained is named in them."""

from datetime import date

from shared.records import Complaint
from shared.rules.common import public_text, staff
from shared.rules.common.office import here
from shared.rules.complaints import quarters
from shared.vault import opened


def complainants(first: date, last: date) -> public_text.People:
    """Who complained from `first` to `last`, or earlier and was not answered when that began."""
    begins = quarters.begins(*quarters.of(first))
    carried = Complaint.closed_at.is_null() | (Complaint.closed_at >= begins)
    rows = Complaint.select(Complaint.name).where(
        Complaint.office == here().id, Complaint.day <= last, (Complaint.day >= first) | carried
    )
    return public_text.people({opened(row.name) for row in rows if row.name})


def of_quarter(year: int, quarter: int) -> public_text.People:
    """Who complained in the quarter, or was still waiting when it began."""
    return complainants(*quarters.span(year, quarter))


def look(text: str, who: public_text.People) -> list[public_text.Remark]:
    """What in the text must not, or perhaps must not, be read by everybody."""
    officers = public_text.people(one.name for one in staff.everybody())
    return public_text.warnings(text, who) + public_text.staff_named(text, officers)


def look_at(row: Complaint, text: str, action: str) -> list[public_text.Remark]:
    """The same for what shall be told of a complaint."""
    return look(f"{text}\n{action}", of_quarter(*quarters.of(row.day)))
