"""Words for the public, looked at with the book in hand: nobody who complained is named in them."""

from datetime import date

from shared.records import Complaint
from shared.rules.common import public_text, staff
from shared.rules.complaints import quarters, sight
from shared.vault import opened


def complainants(first: date, last: date, who: sight.Reader) -> public_text.People:
    """Who complained from `first` to `last`, or earlier and was not answered when that began.

    As far as this reader may know: otherwise a name could be tried out until it is refused.
    """
    begins = quarters.begins(*quarters.of(first))
    # Whoever complained later was not answered before either.
    rows = sight.not_over_before(
        begins,
        sight.countable(who),
        Complaint.name.is_null(False),
        columns=(Complaint.name, Complaint.day),
    )
    return public_text.people({opened(name) for name, day in rows if day <= last})


def of_quarter(year: int, quarter: int, who: sight.Reader) -> public_text.People:
    """Who complained in the quarter, or was still waiting when it began, as far as `who` knows."""
    return complainants(*quarters.span(year, quarter), who)


def look(text: str, who: public_text.People) -> list[public_text.Remark]:
    """What in the text must not, or perhaps must not, be read by everybody."""
    officers = public_text.people(one.name for one in staff.everybody())
    return public_text.warnings(text, who) + public_text.staff_named(text, officers)


def look_at(row: Complaint, text: str, action: str, who: sight.Reader) -> list[public_text.Remark]:
    """The same for what this reader wants to be told of a complaint."""
    return look(f"{text}\n{action}", of_quarter(*quarters.of(row.day), who))
