"""The people of the office: who may sign in, in which roles; and devices that hold a token."""

import hashlib
import re
import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

from shared import clock, db
from shared.errors import N_, Invalid, NotFound, Refused, SignInNeeded, TooMany
from shared.records import Device, SignInAttempt, Staff
from shared.rules.common import journal
from shared.rules.common.actor import SYSTEM, Actor
from shared.rules.common.office import here

COUNTER, OPERATOR, INFO_DESK = "petugas_loket", "operator", "petugas_layanan_informasi"
SECTION_HEAD, ANY_SECTION_HEAD = "kasi_pelayanan_umum", "kepala_seksi"
SECRETARY, HEAD, ADMIN = "sekretaris", "camat", "admin"
ROLES = (
    COUNTER,
    OPERATOR,
    INFO_DESK,
    SECTION_HEAD,
    ANY_SECTION_HEAD,
    SECRETARY,
    HEAD,
    ADMIN,
)

SHORTEST_PASSWORD = 8
_LONGEST_PASSWORD = 200
_LONGEST_DEVICE = 40
_FREE_ATTEMPTS = 5
_WINDOW = timedelta(minutes=5)
_NAME = "SELECT name FROM staff WHERE office_id = :office AND id = :id"
_NAME_OF = "SELECT name FROM staff WHERE office_id = :office AND username = :username"
_PERSON = "SELECT * FROM staff WHERE office_id = :office AND id = :id"
_DEVICE = (
    "SELECT name FROM device WHERE office_id = :office AND token_hash = :hash"
    " AND revoked_at IS NULL AND counter = :counter"
)
_USERNAME = re.compile(r"^[a-z][a-z0-9._-]{1,30}$")

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


def add(
    username: str,
    name: str,
    roles: Sequence[str],
    password: str,
    by: Actor = SYSTEM,
    *,
    unit: str = "",
) -> Officer:
    """Let a person sign in; `unit` is the section in which they work or which they lead.

    Raises Invalid for a bad name, role, section or password, Refused if the name is taken.
    """
    if not _USERNAME.match(username):
        raise Invalid(N_("Nama masuk: huruf kecil dan angka saja, tanpa spasi."), code="username")
    tidy = " ".join(name.split())
    if not tidy or len(tidy) > 80:
        raise Invalid(N_("Tulis nama lengkap, paling banyak 80 huruf."), code="name")
    _check_roles(roles)
    _check_unit(unit)
    hashed = _hash(password)
    with db.transaction():
        if _find(username) is not None:
            raise Refused(N_("Nama masuk ini sudah dipakai."), code="username-taken")
        row = Staff.create(
            office=here().id,
            username=username,
            name=tidy,
            roles=list(roles),
            password_hash=hashed,
            created_at=clock.now(),
            unit=unit or None,
        )
        journal.write(by, "staff.added", username, roles=list(roles), unit=unit)
    return _officer(row)


def set_password(username: str, password: str, by: Actor = SYSTEM) -> None:
    """Give a person a new password and end every sign-in of theirs."""
    hashed = _hash(password)
    with db.transaction():
        _change(username, password_hash=hashed, epoch=Staff.epoch + 1)
        journal.write(by, "staff.password", username)


def set_roles(
    username: str, roles: Sequence[str], by: Actor = SYSTEM, *, unit: str | None = None
) -> None:
    """Give a person these roles instead of the present ones; Refused for the last admin.

    `unit` is their section from now on; None leaves it as it is.
    """
    _check_roles(roles)
    row = _find(username)
    section = unit if unit is not None else (row.unit or "") if row else ""
    _check_unit(section)
    with db.transaction(), _keeping_an_admin():
        _change(username, roles=list(roles), unit=section or None)
        journal.write(by, "staff.roles", username, roles=list(roles), unit=section)


def set_active(username: str, active: bool, by: Actor = SYSTEM) -> None:
    """Let a person sign in again, or no longer (which ends every sign-in of theirs).

    Refused for the last admin.
    """
    with db.transaction(), _keeping_an_admin():
        _change(username, active=active, epoch=Staff.epoch + 1)
        journal.write(by, "staff.enabled" if active else "staff.disabled", username)


def everybody() -> list[Officer]:
    """All people who may or might sign in, by name."""
    rows = Staff.select().where(Staff.office == here().id).order_by(Staff.name)
    return [_officer(row) for row in rows]


def names() -> dict[str, str]:
    """Everybody's name by what they sign in as."""
    return {one.username: one.name for one in everybody()}


def anybody() -> bool:
    """Whether anybody can sign in at all."""
    return any(one.active for one in everybody())


def by_id(staff_id: int, epoch: int) -> Officer:
    """The person of a sign-in; SignInNeeded once that sign-in was ended."""
    row = next(iter(db.objects(Staff, _PERSON, office=here().id, id=staff_id)), None)
    if row is None or not row.active or row.epoch != epoch:
        raise SignInNeeded(N_("Silakan masuk lagi."))
    return _officer(row)


def name_of(staff_id: int | None) -> str:
    """A person's name; empty when there is none."""
    return str(db.value(_NAME, office=here().id, id=staff_id) or "")


def named(username: str | None) -> str:
    """The name of whoever signs in as that; the username itself when nobody does any more."""
    return str(db.value(_NAME_OF, office=here().id, username=username) or username or "")


def sign_in(username: str, password: str, address: str) -> Officer:
    """The person with this password. Raises SignInNeeded, or TooMany after five wrong tries.

    The same sentence and the same work for an unknown name as for a wrong password.
    """
    _refuse_flood(username, address)
    row = _find(username)
    right = _matches(row.password_hash if row else _NOBODY, password)
    with db.transaction():
        if row is None or not right or not row.active:
            SignInAttempt.create(
                office=here().id, username=username[:40], address=address, at=clock.now()
            )
            failed = True
        else:
            journal.write(Actor(row.username, "masuk", row.id), "staff.signed-in", row.username)
            failed = False
    if failed or row is None:
        raise SignInNeeded(N_("Nama masuk atau kata sandi salah."), code="wrong-password")
    return _officer(row)


def add_device(name: str, counter: int | None, by: Actor = SYSTEM) -> str:
    """A token for a machine, told once; only its hash is kept."""
    if not name.strip() or len(name) > _LONGEST_DEVICE:
        raise Invalid(N_("Tulis nama perangkat, paling banyak 40 huruf."), code="name")
    if counter is not None and counter not in {
        c.id for c in here().standard.counters_on(clock.service_day())
    }:
        raise Invalid(N_("Loket ini tidak ada."), code="unknown-counter")
    token = secrets.token_urlsafe(24)
    with db.transaction():
        if Device.get_or_none(Device.office == here().id, Device.name == name) is not None:
            raise Refused(N_("Nama perangkat ini sudah dipakai."), code="device-taken")
        Device.create(
            office=here().id,
            name=name,
            counter=counter,
            token_hash=_token_hash(token),
            created_at=clock.now(),
        )
        journal.write(by, "device.added", name, counter=counter)
    return token


def devices() -> list[Device]:
    """All devices, the revoked ones too."""
    return list(Device.select().where(Device.office == here().id).order_by(Device.name))


def revoke_device(name: str, by: Actor = SYSTEM) -> None:
    """End a device's token."""
    with db.transaction():
        gone = Device.update(revoked_at=clock.now()).where(
            Device.office == here().id, Device.name == name, Device.revoked_at.is_null()
        )
        if not gone.execute():
            raise NotFound(N_("Perangkat ini tidak ada."), code="no-device")
        journal.write(by, "device.revoked", name)


def device_at(counter: int, token: str) -> Actor:
    """The device that holds this token, if it may act at this counter; else SignInNeeded."""
    name = db.value(_DEVICE, office=here().id, hash=_token_hash(token), counter=counter)
    if name is None:
        raise SignInNeeded(N_("Perangkat ini tidak berhak di loket ini."), code="bad-device")
    return Actor(f"perangkat:{name}", "perangkat")


@contextmanager
def _keeping_an_admin() -> Iterator[None]:
    had = _has_admin()
    yield
    if had and not _has_admin():
        raise Refused(N_("Harus tetap ada satu admin yang dapat masuk."), code="last-admin")


def _has_admin() -> bool:
    return any(one.active and ADMIN in one.roles for one in everybody())


def _check_roles(roles: Sequence[str]) -> None:
    if not roles or not set(roles) <= set(ROLES):
        raise Invalid(N_("Pilih peran yang ada."), code="roles")


def _check_unit(unit: str) -> None:
    if unit and unit not in {one.code for one in here().standard.units_on(clock.service_day())}:
        raise Invalid(N_("Pilih seksi."), code="unit")


def _hash(password: str) -> str:
    if not SHORTEST_PASSWORD <= len(password) <= _LONGEST_PASSWORD:
        raise Invalid(N_("Kata sandi paling sedikit 8 huruf."), code="password")
    return _hasher.hash(password)


def _matches(hashed: str, password: str) -> bool:
    try:
        return len(password) <= _LONGEST_PASSWORD and _hasher.verify(hashed, password)
    except (VerifyMismatchError, InvalidHashError):
        return False


def _refuse_flood(username: str, address: str) -> None:
    recent = SignInAttempt.select().where(
        SignInAttempt.office == here().id,
        SignInAttempt.at > clock.now() - _WINDOW,
        (SignInAttempt.username == username[:40]) | (SignInAttempt.address == address),
    )
    if recent.count() >= _FREE_ATTEMPTS:
        raise TooMany(N_("Terlalu sering salah. Tunggu 5 menit, lalu coba lagi."), code="slow-down")


def _find(username: str) -> Staff | None:
    return Staff.get_or_none(Staff.office == here().id, Staff.username == username)


def _change(username: str, **columns: object) -> None:
    changed = Staff.update(**columns).where(Staff.office == here().id, Staff.username == username)
    if not changed.execute():
        raise NotFound(N_("Nama masuk ini tidak ada."), code="no-staff")


def _officer(row: Staff) -> Officer:
    roles = tuple(row.roles)
    return Officer(row.id, row.username, row.name, roles, row.epoch, row.active, row.unit or "")


def _token_hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
