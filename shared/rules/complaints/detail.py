"""One complaint with everything that its page tells, to somebody who may see it."""

from dataclasses import dataclass
from datetime import datetime

from shared.records import Complaint
from shared.rules.common import staff
from shared.rules.common.office import here
from shared.rules.common.public_text import Remark
from shared.rules.complaints import alike, allowed, dues, lists, photos, public_words, sight
from shared.rules.complaints.names import number_of
from shared.rules.complaints.view import ComplaintView, shown

_HANDLING = {allowed.CLASSIFY, allowed.REPORT, allowed.ANSWER, allowed.ARCHIVE, allowed.REINSTATE}


@dataclass(frozen=True)
class ComplaintDetail:
    """A complaint as its page tells it to `who`; `may` are the steps that they may take now.

    `remarks`: what should not stand in its words for the public, perhaps since somebody else
    complained. `people`: everybody whom it may be about. `alike`: others in near words, while it is
    theirs to do something about it.
    """

    one: ComplaintView
    who: sight.Reader
    may: frozenset[str]
    steps: tuple[lists.SignedStep, ...]
    dues: list[dues.ComplaintDeadline]
    village: str
    address_known: bool
    topic_unit: str
    about_staff: int | None
    about_staff_name: str
    same_as: str
    answered_by: str
    answered_at: datetime | None
    remarks: tuple[Remark, ...]
    people: tuple[staff.Officer, ...]
    alike: tuple[alike.AlikeComplaint, ...]
    photo: bool


def of(number: str, person: staff.Officer) -> ComplaintDetail:
    """The complaint of that number, if this person may see it; else NotFound."""
    who, people = sight.reader(person.id), staff.everybody()
    row = sight.existing(lists.by_number(number, who))
    names, near = {one.username: one.name for one in people}, dues.soon()
    one, may = shown(row, names, near), allowed.steps(row, person, who)
    return ComplaintDetail(
        one=one,
        who=who,
        may=may,
        steps=tuple(lists.entries(row.id)),
        dues=dues.table(row, near),
        village=row.village or "" if allowed.REVEAL in may else one.village,
        address_known=row.address is not None,
        topic_unit=here().standard.topic(row.topic).unit,
        about_staff=row.about_staff,
        about_staff_name=next((one.name for one in people if one.id == row.about_staff), ""),
        same_as=_number(row.same_as, who),
        answered_by=names.get(row.answered_by or "", row.answered_by or ""),
        answered_at=row.answered_at,
        remarks=tuple(public_words.look_at(row, row.public_text, row.public_action or "", who))
        if row.public_text
        else (),
        people=tuple(one for one in people if one.active),
        alike=alike.of(row, who) if may & _HANDLING else (),
        photo=photos.exists(row),
    )


def _number(complaint_id: int | None, who: sight.Reader) -> str:
    """The number of another complaint, to somebody who may see that one too."""
    row = complaint_id and sight.find(Complaint.id == complaint_id, sight.visible(who))
    return number_of(row) if row else ""
