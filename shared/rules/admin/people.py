"""Who may sign in, hired and changed by the admin; the last admin stays one."""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from shared import clock, db, letters
from shared.announce import announce
from shared.errors import N_, Invalid, NotFound, Refused
from shared.records import Staff
from shared.rules.common import journal, news, staff, tries
from shared.rules.common.actor import SYSTEM, Actor
from shared.rules.common.office import here
from shared.rules.quality import competence
from shared.rules.queue import seating

LONGEST_NAME, LONGEST_USERNAME = 80, 31
_NO_STAFF = N_("Nama masuk ini tidak ada.")
_AT_COUNTERS = frozenset({staff.COUNTER, staff.INFO_DESK})
_USERNAME = re.compile(rf"^[a-z][a-z0-9._-]{{1,{LONGEST_USERNAME - 1}}}$")


def add(
    username: str,
    name: str,
    roles: Sequence[str],
    password: str,
    by: Actor = SYSTEM,
    *,
    unit: str = "",
    must_change: bool = False,
) -> staff.Officer:
    """Let a person sign in; `unit` is the section in which they work or which they lead.

    `must_change`: they choose another password before anything else. Raises Invalid for a bad
    name, role, section or password, Refused if the name is taken.
    """
    if not _USERNAME.fullmatch(username):
        raise Invalid(N_("Nama masuk: huruf kecil dan angka saja, tanpa spasi."), code="username")
    tidy = _tidy_name(name)
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
            must_change=must_change,
            news_read=news.newest(),
        )
        competence.warn(staff.officer(row), roles, by)
        journal.write(by, "staff.added", username, roles=list(roles), unit=unit)
    return staff.officer(row)


def set_password(
    username: str, password: str, by: Actor = SYSTEM, *, must_change: bool = False
) -> None:
    """Give a person a new password, take their PIN away and end every sign-in of theirs.

    What was typed wrong in their name is forgotten. `must_change`: they choose another password
    before anything else.
    """
    hashed = staff.hashed(password)
    with db.transaction():
        _change(
            username,
            password_hash=hashed,
            pin_hash=None,
            must_change=must_change,
            epoch=Staff.epoch + 1,
        )
        tries.forget(username)
        journal.write(by, "staff.password", username)


def unlock(username: str, by: Actor = SYSTEM) -> None:
    """Hold nothing against a person any more that was typed wrong in their name."""
    if staff.row_of(username) is None:
        raise NotFound(_NO_STAFF, code="no-staff")
    with db.transaction():
        tries.forget(username)
        journal.write(by, "staff.unlocked", username)


def rename(username: str, name: str, by: Actor = SYSTEM) -> None:
    """Correct a misspelt name; what was printed or closed under the old one keeps it."""
    tidy = _tidy_name(name)
    row = staff.row_of(username)
    with db.transaction():
        _change(username, name=tidy)
        journal.write(by, "staff.renamed", username, before=row.name if row else "", after=tidy)


def set_roles(
    username: str,
    roles: Sequence[str],
    by: Actor = SYSTEM,
    *,
    unit: str | None = None,
    busy: str = "",
) -> None:
    """Give a person these roles instead of the present ones; Refused for the last admin.

    Other roles end every sign-in of theirs. `unit` is their section from now on; None leaves it
    as it is. `busy` as in `set_active`, where they may sit at no counter any more.
    """
    _check_roles(roles)
    row = staff.row_of(username)
    section = unit if unit is not None else (row.unit or "") if row else ""
    _check_unit(section)
    with db.transaction(), _keeping_an_admin():
        if _AT_COUNTERS.isdisjoint(roles):
            _leave_counters(username, busy, by)
        others = row is not None and set(row.roles) != set(roles)
        _change(
            username,
            roles=list(roles),
            unit=section or None,
            epoch=Staff.epoch + 1 if others else Staff.epoch,
        )
        if row is not None:
            competence.warn(staff.officer(row), set(roles) - set(row.roles), by)
        journal.write(by, "staff.roles", username, roles=list(roles), unit=section)


def set_active(username: str, active: bool, by: Actor = SYSTEM, *, busy: str = "") -> None:
    """Let a person sign in again, or no longer (which ends every sign-in of theirs).

    Refused for the last admin, and for somebody at a counter whom nobody saw there: `busy` is
    what `occupies` said. Their counter is closed, and who is there waits again.
    """
    with db.transaction(), _keeping_an_admin():
        if not active:
            _leave_counters(username, busy, by)
        _change(username, active=active, epoch=Staff.epoch + 1)
        journal.write(by, "staff.enabled" if active else "staff.disabled", username)


def occupies(username: str) -> str:
    """At which counters somebody sits now and with whom, in words; empty for nowhere."""
    row = staff.row_of(username)
    return " dan ".join(seating.occupied_by(row.id)) if row else ""


def anybody() -> bool:
    """Whether anybody can sign in at all."""
    return any(one.active for one in staff.everybody())


def _tidy_name(name: str) -> str:
    tidy = " ".join(letters.clean(name).split())
    if not tidy or len(tidy) > LONGEST_NAME:
        raise Invalid(
            N_("Tulis nama lengkap, paling banyak %(most)s huruf."), code="name", most=LONGEST_NAME
        )
    return tidy


def _leave_counters(username: str, busy: str, by: Actor) -> None:
    now, row = occupies(username), staff.row_of(username)
    if row is None or not now:
        return
    if busy != now:
        raise Refused(
            N_(
                "%(name)s sedang di %(busy)s. Bila diteruskan, loketnya ditutup dan nomor yang ada"
                " di sana kembali ke antrean di tempatnya."
            ),
            code="at-counter",
            name=row.name,
            busy=now,
        )
    seating.give_back(row.id, by)


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
        raise NotFound(_NO_STAFF, code="no-staff")
    announce("people")
