"""Who may sign in, hired and changed by the admin; the last admin stays one."""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from shared import clock, db
from shared.errors import N_, Invalid, NotFound, Refused
from shared.records import Staff
from shared.rules.common import journal, staff
from shared.rules.common.actor import SYSTEM, Actor
from shared.rules.common.office import here

LONGEST_NAME, LONGEST_USERNAME = 80, 31
_USERNAME = re.compile(rf"^[a-z][a-z0-9._-]{{1,{LONGEST_USERNAME - 1}}}$")


def add(
    username: str,
    name: str,
    roles: Sequence[str],
    password: str,
    by: Actor = SYSTEM,
    *,
    unit: str = "",
) -> staff.Officer:
    """Let a person sign in; `unit` is the section in which they work or which they lead.

    Raises Invalid for a bad name, role, section or password, Refused if the name is taken.
    """
    if not _USERNAME.match(username):
        raise Invalid(N_("Nama masuk: huruf kecil dan angka saja, tanpa spasi."), code="username")
    tidy = " ".join(name.split())
    if not tidy or len(tidy) > LONGEST_NAME:
        raise Invalid(
            N_("Tulis nama lengkap, paling banyak %(most)s huruf."), code="name", most=LONGEST_NAME
        )
    _check_roles(roles)
    _check_unit(unit)
    hashed = staff.hashed(password)
    with db.transaction():
        if staff.row_of(username) is not None:
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
    return staff.officer(row)


def set_password(username: str, password: str, by: Actor = SYSTEM) -> None:
    """Give a person a new password and end every sign-in of theirs."""
    hashed = staff.hashed(password)
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
    row = staff.row_of(username)
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


def anybody() -> bool:
    """Whether anybody can sign in at all."""
    return any(one.active for one in staff.everybody())


@contextmanager
def _keeping_an_admin() -> Iterator[None]:
    had = _has_admin()
    yield
    if had and not _has_admin():
        raise Refused(N_("Harus tetap ada satu admin yang dapat masuk."), code="last-admin")


def _has_admin() -> bool:
    return any(one.active and staff.ADMIN in one.roles for one in staff.everybody())


def _check_roles(roles: Sequence[str]) -> None:
    if not roles or not set(roles) <= set(staff.ROLES):
        raise Invalid(N_("Pilih peran yang ada."), code="roles")


def _check_unit(unit: str) -> None:
    if unit and unit not in {one.code for one in here().standard.units_on(clock.service_day())}:
        raise Invalid(N_("Pilih seksi."), code="unit")


def _change(username: str, **columns: object) -> None:
    changed = Staff.update(**columns).where(Staff.office == here().id, Staff.username == username)
    if not changed.execute():
        raise NotFound(N_("Nama masuk ini tidak ada."), code="no-staff")
