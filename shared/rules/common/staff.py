"""The people of the office and their roles: who signs in, and whose token a device holds.

Hiring people and handing out tokens is `rules/admin`'s.
"""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import timedelta

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

from shared import clock, db
from shared.errors import N_, Invalid, SignInNeeded, TooMany
from shared.records import SignInAttempt, Staff
from shared.rules.common import journal
from shared.rules.common.actor import Actor
from shared.rules.common.office import here

COUNTER, OPERATOR, INFO_DESK = "petugas_loket", "operator", "petugas_layanan_informasi"
SECTION_HEAD, ANY_SECTION_HEAD = "kasi_pelayanan_umum", "kepala_seksi"
SECRETARY, CAMAT, ADMIN = "sekretaris", "camat", "admin"
ROLES = (COUNTER, OPERATOR, INFO_DESK, SECTION_HEAD, ANY_SECTION_HEAD, SECRETARY, CAMAT, ADMIN)

SHORTEST_PASSWORD = 8
_LONGEST_PASSWORD = 200
_FREE_ATTEMPTS = 5
_WINDOW = timedelta(minutes=5)
_NAME = "SELECT name FROM staff WHERE office_id = :office AND id = :id"
_NAMES = "SELECT id, name FROM staff WHERE office_id = :office AND id IN :ids"
_NAME_OF = "SELECT name FROM staff WHERE office_id = :office AND username = :username"
_PERSON = "SELECT * FROM staff WHERE office_id = :office AND id = :id"
_DEVICE = (
    "SELECT name FROM device WHERE office_id = :office AND token_hash = :hash"
    " AND revoked_at IS NULL AND counter = :counter"
)

# The OWASP minimum: the office's one PC must check a password while it serves a queue.
_hasher = PasswordHasher(memory_cost=19_456, time_cost=2, parallelism=1)
_NOBODY = _hasher.hash(secrets.token_hex(8))


@dataclass(frozen=True)
class Officer:
    """A person who may sign in."""

    id: int
    username: str
    name: str
    roles: tuple[str, ...]
    epoch: int
    active: bool
    unit: str = ""

    def acting(self, role: str) -> Actor:
        """This person at work in one of their roles."""
        return Actor(self.username, role, self.id)


def everybody() -> list[Officer]:
    """All people who may or might sign in, by name."""
    rows = Staff.select().where(Staff.office == here().id).order_by(Staff.name)
    return [officer(row) for row in rows]


def usernames() -> dict[str, str]:
    """Everybody's name by what they sign in as."""
    return {one.username: one.name for one in everybody()}


def by_id(staff_id: int, epoch: int) -> Officer:
    """The person of a sign-in; SignInNeeded once that sign-in was ended."""
    row = next(iter(db.objects(Staff, _PERSON, office=here().id, id=staff_id)), None)
    if row is None or not row.active or row.epoch != epoch:
        raise SignInNeeded(N_("Silakan masuk lagi."))
    return officer(row)


def name_of(staff_id: int | None) -> str:
    """A person's name; empty when there is none."""
    return str(db.value(_NAME, office=here().id, id=staff_id) or "")


def names_of(ids: tuple[int, ...]) -> dict[int, str]:
    """The names of several people."""
    return dict(db.rows(_NAMES, office=here().id, ids=ids)) if ids else {}


def named(username: str | None) -> str:
    """The name of whoever signs in as that; the username itself when nobody does any more."""
    return str(db.value(_NAME_OF, office=here().id, username=username) or username or "")


def sign_in(username: str, password: str, address: str) -> Officer:
    """The person with this password. Raises SignInNeeded, or TooMany after five wrong tries.

    The same sentence and the same work for an unknown name as for a wrong password.
    """
    _refuse_flood(username, address)
    row = row_of(username)
    right = _matches(row.password_hash if row else _NOBODY, password)
    if row is None or not right or not row.active:
        with db.transaction():
            SignInAttempt.create(
                office=here().id, username=username[:40], address=address, at=clock.now()
            )
        raise SignInNeeded(N_("Nama masuk atau kata sandi salah."), code="wrong-password")
    journal.note(Actor(row.username, "masuk", row.id), "staff.signed-in", row.username)
    return officer(row)


def device_at(counter: int, token: str) -> Actor:
    """The device that holds this token, if it may act at this counter; else SignInNeeded."""
    name = db.value(_DEVICE, office=here().id, hash=token_hash(token), counter=counter)
    if name is None:
        raise SignInNeeded(N_("Perangkat ini tidak berhak di loket ini."), code="bad-device")
    return Actor(f"perangkat:{name}", "perangkat")


def hashed(password: str) -> str:
    """What is kept of a new password; Invalid when it is too short to be one."""
    if not SHORTEST_PASSWORD <= len(password) <= _LONGEST_PASSWORD:
        raise Invalid(
            N_("Kata sandi paling sedikit %(least)s huruf."),
            code="password",
            least=SHORTEST_PASSWORD,
        )
    return _hasher.hash(password)


def _matches(hashed: str, password: str) -> bool:
    try:
        return len(password) <= _LONGEST_PASSWORD and _hasher.verify(hashed, password)
    except (VerifyMismatchError, InvalidHashError):
        return False


def _refuse_flood(username: str, address: str) -> None:
    recent = SignInAttempt.select().where(
        SignInAttempt.office == here().id,
        SignInAttempt.at.between(clock.now() - _WINDOW, clock.now()),
        (SignInAttempt.username == username[:40]) | (SignInAttempt.address == address),
    )
    if recent.count() >= _FREE_ATTEMPTS:
        raise TooMany(N_("Terlalu sering salah. Tunggu 5 menit, lalu coba lagi."), code="slow-down")


def row_of(username: str) -> Staff | None:
    """The row of whoever signs in as that."""
    return Staff.get_or_none(Staff.office == here().id, Staff.username == username)


def officer(row: Staff) -> Officer:
    """The person of a row."""
    return Officer(
        id=row.id,
        username=row.username,
        name=row.name,
        roles=tuple(row.roles),
        epoch=row.epoch,
        active=row.active,
        unit=row.unit or "",
    )


def token_hash(token: str) -> str:
    """What is kept of a device's token."""
    return hashlib.sha256(token.encode()).hexdigest()
