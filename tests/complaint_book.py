"""Small hands of the tests of complaints: the people of the office, a complaint, its usual way."""

from dataclasses import dataclass
from uuid import uuid4

from shared import clock, db
from shared.records import Complaint, Staff
from shared.rules.common import news, staff
from shared.rules.common.actor import CITIZEN, Actor
from shared.rules.common.office import here
from shared.rules.complaints import entry, handling, states
from shared.rules.complaints.names import number_of
from shared.rules.complaints.view import ComplaintView
from tests.office import PASSWORD


@dataclass(frozen=True)
class People:
    """Everybody who has to do with complaints, each in their role."""

    rina: Actor
    bambang: Actor
    tuti: Actor
    yusuf: Actor
    ratih: Actor
    sari: Actor
    dewi: Actor
    agus: Actor

    def everybody(self) -> dict[str, Actor]:
        """All of them by role."""
        return {one.role: one for one in vars(self).values()}


_ROLES = {
    "rina": staff.INFO_DESK,
    "bambang": staff.SECTION_HEAD,
    "tuti": staff.ANY_SECTION_HEAD,
    "yusuf": staff.SECRETARY,
    "ratih": staff.CAMAT,
    "sari": staff.COUNTER,
    "dewi": staff.OPERATOR,
    "agus": staff.ADMIN,
}


def people() -> People:
    """The office's people: information desk, two heads of section, secretary, Camat, and others."""
    with db.transaction():  # one commit for all of them: most tests of complaints begin here
        known = dict(db.rows("SELECT username, id FROM staff"))
        return People(
            **{
                username: _hired(known.get(username), username, role)
                for username, role in _ROLES.items()
            }
        )


def _hired(known: int | None, username: str, role: str) -> Actor:
    id_ = known or db.add(
        Staff,
        office=here().id,
        username=username,
        name=f"{username.title()} Percobaan",
        roles=[role],
        password_hash=staff.hashed(PASSWORD),
        created_at=clock.now(),
        unit="KESRA" if role == staff.ANY_SECTION_HEAD else None,
        news_read=news.newest(),
    )
    return Actor(username, role, id_)


def wish(**other: object) -> entry.Entry:
    """What somebody complains of."""
    usual: dict[str, object] = {
        "touch": str(uuid4()),
        "channel": entry.DESK,
        "topic": "LAMA",
        "text": "Saya menunggu dari pagi sampai siang.",
    }
    return entry.Entry(**{**usual, **other})  # type: ignore[arg-type]


def entered(by: Actor = CITIZEN, **other: object) -> ComplaintView:
    """A new complaint in the book."""
    return entry.enter(wish(**other), by).complaint


def row_at(place: int) -> Complaint:
    """The complaint that came so-manieth into the book of its year."""
    found: Complaint = Complaint.get(Complaint.number == place)
    return found


def number(place: int) -> str:
    """What people read of that complaint."""
    return number_of(row_at(place))


def named(**other: object) -> dict[str, object]:
    """The fields of a complainant who gives a name."""
    return {
        "anonymous": False,
        "secret": False,
        "name": "Wati Percobaan",
        "address": "Dusun Krajan",
        "phone": "0812-0000-0001",
        **other,
    }


def reported(who: People, unit: str = "PELAYANAN", **other: object) -> ComplaintView:
    """A complaint classified as ordinary and reported to a section."""
    row = entered(**other)
    handling.classify(row.id, states.ORDINARY, who.rina)
    return handling.report(row.id, unit, who.rina)


def closed(who: People, **other: object) -> ComplaintView:
    """A complaint that was answered and closed, with its words for the public."""
    row = reported(who, **other)
    handling.follow_up(row.id, "Loket kedua dibuka mulai besok.", who.bambang)
    handling.answer(row.id, "Mohon maaf. Loket kedua kami buka.", who.bambang)
    handling.describe(row.id, "Antrean lama", "Loket kedua dibuka", who.rina)
    return handling.close(row.id, who.bambang)
