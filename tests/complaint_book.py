"""Small hands of the tests of complaints: the people of the office, a complaint, its usual way."""

from dataclasses import dataclass
from functools import cache
from uuid import uuid4

from argon2 import PasswordHasher

from shared import clock
from shared.records import Staff
from shared.rules.common import staff
from shared.rules.common.actor import CITIZEN, Actor
from shared.rules.common.office import here
from shared.rules.complaints import entry, handling, states
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


def people() -> People:
    """The office's people: information desk, two heads of section, secretary, Camat, and others."""
    return People(
        rina=_hired("rina", "Rina Percobaan", staff.INFO_DESK),
        bambang=_hired("bambang", "Bambang Percobaan", staff.SECTION_HEAD),
        tuti=_hired("tuti", "Tuti Percobaan", staff.ANY_SECTION_HEAD, unit="KESRA"),
        yusuf=_hired("yusuf", "Yusuf Percobaan", staff.SECRETARY),
        ratih=_hired("ratih", "Ratih Percobaan", staff.CAMAT),
        sari=_hired("sari", "Sari Percobaan", staff.COUNTER),
        dewi=_hired("dewi", "Dewi Percobaan", staff.OPERATOR),
        agus=_hired("agus", "Agus Percobaan", staff.ADMIN),
    )


def _hired(username: str, name: str, role: str, unit: str | None = None) -> Actor:
    row = Staff.get_or_none(Staff.username == username) or Staff.create(
        office=here().id,
        username=username,
        name=name,
        roles=[role],
        password_hash=_hashed(),
        created_at=clock.now(),
        unit=unit,
    )
    return Actor(username, role, row.id)


@cache
def _hashed() -> str:
    """Every one's password, hashed once: eight of them for each test take their time."""
    return PasswordHasher(memory_cost=19_456, time_cost=2, parallelism=1).hash(PASSWORD)


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
