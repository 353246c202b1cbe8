"""A complaint as staff and as its complainant see it; names and numbers masked."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from shared.discreet import discreet
from shared.records import Complaint
from shared.rules.common import staff
from shared.rules.common.office import here
from shared.rules.complaints import dues, states
from shared.rules.complaints.names import identity, number_of


@dataclass(frozen=True)
class ComplaintView:
    """A row of the book as those who may see it read it; the identity is masked, or not told."""

    id: int
    number: str
    day: date
    recorded_at: datetime
    received_on: date
    channel: str
    source: str
    by_visitor: bool
    recorded_by: str
    topic: str
    category: str
    category_code: str
    service: str
    village: str
    text: str
    requested: str
    happened: str
    anonymous: bool
    secret: bool
    name: str
    phone: str
    state: str
    label: str
    kind: str
    kind_label: str
    guarded: bool
    unit: str
    unit_name: str
    about_unit: str
    light: str
    next_due: datetime | None
    reply_due_at: datetime
    due_at: datetime
    incomplete_until: date | None
    classified_at: datetime | None
    reported_at: datetime | None
    closed_at: datetime | None
    answer: str
    answered: bool
    settled: bool | None
    reopened: int
    escalation: int
    public_text: str
    public_action: str
    version: int


def view(row: Complaint) -> ComplaintView:
    """The complaint as it stands."""
    return views([row])[0]


def views(rows: Iterable[Complaint]) -> list[ComplaintView]:
    """The complaints as they stand, however many of them."""
    found = list(rows)
    if not found:
        return []
    names, near = staff.usernames(), dues.soon()
    return [shown(row, names, near) for row in found]


def shown(row: Complaint, names: Mapping[str, str], near: datetime) -> ComplaintView:
    """The complaint as it stands, with people's names by username and `dues.soon` at hand."""
    standard, (name, phone, village) = here().standard, identity(row)
    return ComplaintView(
        id=row.id,
        number=number_of(row),
        day=row.day,
        recorded_at=row.recorded_at,
        received_on=row.received_on,
        channel=standard.channel(row.channel).title,
        source=row.source or "",
        by_visitor=row.by_visitor,
        recorded_by=names.get(row.recorded_by, row.recorded_by),
        topic=standard.topic(row.topic).title,
        category=category_title(row.category),
        category_code=row.category,
        service=standard.service(row.service).title if row.service else "",
        village=village,
        text=discreet(row.text),
        requested=row.requested or "",
        happened=row.happened or "",
        anonymous=row.anonymous,
        secret=row.secret,
        name=name,
        phone=phone,
        state=row.state,
        label=states.LABELS[row.state],
        kind=row.kind or "",
        kind_label=states.KINDS.get(row.kind or "", ""),
        guarded=row.guarded,
        unit=row.unit or "",
        unit_name=standard.unit(row.unit).name if row.unit else "",
        about_unit=row.about_unit or "",
        light=dues.light(dues.next_due(row), near),
        next_due=dues.next_due(row),
        reply_due_at=row.reply_due_at,
        due_at=row.due_at,
        incomplete_until=row.incomplete_until if row.state == states.INCOMPLETE else None,
        classified_at=row.classified_at,
        reported_at=row.reported_at,
        closed_at=row.closed_at,
        answer=row.answer or "",
        answered=dues.answered(row),
        settled=row.settled,
        reopened=row.reopened,
        escalation=row.escalation,
        public_text=row.public_text or "",
        public_action=row.public_action or "",
        version=row.version,
    )


def category_title(code: str) -> str:
    """The words of a category, its newest entry; the code itself where the data lost it."""
    found = [one for one in here().standard.complaints.categories if one.code == code]
    return found[-1].title if found else code
