"""The machines that the office knows: who asks with this token or cookie, and from where.

Letting machines in is `rules/admin`'s. How a copied cookie is noticed: deploy/decisions/pairing.md.
"""

import hashlib
import secrets
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta

from peewee import DatabaseError

from shared import clock, db
from shared.errors import N_, AppError, SignInNeeded
from shared.records import Device
from shared.rules.common import journal
from shared.rules.common.actor import SYSTEM, Actor
from shared.rules.common.office import here

OWN, TOUCHSCREEN, BOARD, PROGRAM = "own", "touchscreen", "board", "program"
OWN_NAME = N_("Layar komputer ini")
OWN_PLACE = "komputer-ini"

_SEEN_EVERY = timedelta(seconds=15)
_AT_ONCE = timedelta(minutes=10)
_SELECT = (
    "SELECT id, name, kind, counter, seen_at, place, place_before, left_at, copied_at, trouble,"
    " revoked_at"
    " FROM device WHERE office_id = :office AND"
)
_WITH_TOKEN = f"{_SELECT} token_hash = :hash"
_OWN = f"{_SELECT} kind = 'own'"
_NAMED = "SELECT 1 FROM device WHERE office_id = :office AND name = :name"


@dataclass(frozen=True)
class PairedDevice:
    """A machine that may ask; `counter`: whose buttons it presses, if any."""

    id: int
    name: str
    kind: str
    counter: int | None

    @property
    def actor(self) -> Actor:
        """This machine at work."""
        return Actor(f"perangkat:{self.name}", "perangkat")


def with_token(token: str, place: str) -> PairedDevice | None:
    """The program that holds this token, asking from that place; None once it was revoked."""
    return _live(_find(token), place, (PROGRAM,))


def with_cookie(cookie: str, place: str) -> PairedDevice | None:
    """The screen that was paired with this cookie, asking from that place; None once revoked."""
    return _live(_find(cookie), place, (TOUCHSCREEN,))


def alive(cookie: str, place: str, trouble: str) -> bool:
    """Note that the board of this cookie lives, and what ails it; False for one not let in."""
    return _live(_find(cookie), place, (BOARD,), trouble) is not None


def own() -> PairedDevice | None:
    """The screen of this machine itself, known without a hand; None once it was revoked."""
    return _live(_first(_OWN) or _known_by_itself(), OWN_PLACE, (OWN,))


def require_counter(device: PairedDevice | None, counter: int) -> Actor:
    """The device as it presses at this counter; SignInNeeded unless it belongs there."""
    if device is None or device.counter != counter:
        raise SignInNeeded(N_("Perangkat ini tidak berhak di loket ini."), code="bad-device")
    return device.actor


def is_known(cookie: str) -> bool:
    """Whether a screen with this cookie was let in, and not revoked since."""
    found = _find(cookie)
    return found is not None and found.revoked_at is None


def is_over(cookie: str) -> bool:
    """Whether a screen was revoked that had this cookie: it needs another one."""
    found = _find(cookie)
    return found is not None and found.revoked_at is not None


def token_hash(token: str) -> str:
    """What is kept of a device's token or cookie."""
    return hashlib.sha256(token.encode()).hexdigest()


def _find(token: str) -> Device | None:
    return _first(_WITH_TOKEN, hash=token_hash(token))


def _first(sql: str, **values: str) -> Device | None:
    return next(iter(db.objects(Device, sql, office=here().id, **values)), None)


@db.transaction()
def _known_by_itself() -> Device | None:
    if _first(_OWN) is None:
        taken = db.value(_NAMED, office=here().id, name=OWN_NAME)
        name = f"{OWN_NAME} {secrets.token_hex(2)}" if taken else OWN_NAME
        db.add(
            Device,
            office=here().id,
            name=name,
            kind=OWN,
            token_hash=token_hash(secrets.token_urlsafe()),
            created_at=clock.now(),
            created_by=SYSTEM.who,
        )
        journal.write(SYSTEM, "device.known", name)
    return _first(_OWN)


def _live(
    row: Device | None, place: str, kinds: tuple[str, ...], trouble: str = ""
) -> PairedDevice | None:
    if row is None or row.revoked_at is not None or row.kind not in kinds:
        return None
    # Who asks is known also by a disk that takes nothing more.
    with suppress(DatabaseError, AppError):
        _note(row, place, trouble)
    return PairedDevice(row.id, row.name, row.kind, row.counter)


def _note(row: Device, place: str, trouble: str) -> None:
    """Keep where and how it is: four times a minute, and at once when that is news."""
    now = clock.now()
    moved = row.copied_at is None and row.place != place
    news = moved or trouble != row.trouble
    if not news and row.seen_at is not None and now - row.seen_at < _SEEN_EVERY:
        return
    columns: dict[str, object] = {"seen_at": now}
    if trouble != row.trouble:
        columns |= {"trouble": trouble, "trouble_since": now}
    if moved:
        columns |= {"place": place, "place_before": row.place, "left_at": now}
    # Who was given another address does not come back from the old one.
    back = moved and place == row.place_before and now - row.left_at < _AT_ONCE
    if copied := back and row.kind != PROGRAM:
        columns["copied_at"] = now
    with db.transaction():
        Device.update(columns).where(Device.office == here().id, Device.id == row.id).execute()
        if copied:
            journal.write(SYSTEM, "device.copied", row.name)
