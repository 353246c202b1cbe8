"""The admin names who stands in for a head of section, the secretary or the Camat, and ends it."""

from datetime import date, timedelta

from shared import clock, db
from shared.errors import N_, Invalid, NotFound, Refused
from shared.records import Substitution
from shared.rules.common import journal, staff, stand_ins
from shared.rules.common.actor import SYSTEM, Actor
from shared.rules.common.office import here
from shared.rules.quality import competence

_LONGEST = timedelta(days=366)


def name(
    username: str,
    role: str,
    first: date,
    last: date,
    by: Actor = SYSTEM,
    *,
    instead_of: str = "",
) -> None:
    """Let somebody hold a role from `first` to `last`, both included.

    As Plh. of `instead_of`, who is away, or as Plt. where the post is vacant. Raises Invalid for
    other roles, people or days, Refused when they hold it already or somebody else stands in then.
    """
    if role not in stand_ins.ROLES:
        raise Invalid(N_("Pengganti hanya untuk Kasi, Sekretaris, dan Camat."), code="role")
    if not max(first, clock.service_day()) <= last <= first + _LONGEST:
        raise Invalid(
            N_(
                "Hari terakhir tidak boleh sebelum hari pertama atau hari ini, paling lama setahun."
            ),
            code="days",
        )
    people = {one.username: one for one in staff.at_work()}
    person, away = people.get(username), people.get(instead_of)
    if person is None:
        raise Invalid(N_("Pilih pengganti yang boleh masuk."), code="staff")
    if role in person.own_roles:
        raise Refused(N_("%(name)s sudah memegang peran ini."), code="has-role", name=person.name)
    if instead_of and (away is None or role not in away.own_roles):
        raise Invalid(N_("Yang digantikan tidak memegang peran ini."), code="instead-of")
    standing = stand_ins.ACTING if away else stand_ins.VACANT
    with db.transaction():
        if _taken(role, first, last):
            raise Refused(N_("Pada hari-hari itu sudah ada pengganti lain."), code="taken")
        Substitution.create(
            office=here().id,
            staff_id=person.id,
            role=role,
            standing=standing,
            instead_of=away.id if away else None,
            first=first,
            last=last,
        )
        competence.warn(person, [role], by)
        days = {"first": first.isoformat(), "last": last.isoformat()}
        journal.write(
            by,
            "staff.stands-in",
            username,
            role=role,
            standing=standing,
            instead_of=instead_of,
            **days,
        )


def end(row_id: int, by: Actor = SYSTEM) -> None:
    """End it now, before its last day."""
    with db.transaction():
        ended = Substitution.update(ended_at=clock.now()).where(
            Substitution.office == here().id,
            Substitution.id == row_id,
            Substitution.ended_at.is_null(),
        )
        if not ended.execute():
            raise NotFound(N_("Penggantian ini sudah berakhir."), code="no-substitute")
        journal.write(by, "staff.stood-in", str(row_id))


def _taken(role: str, first: date, last: date) -> bool:
    rows = Substitution.select().where(
        Substitution.office == here().id,
        Substitution.role == role,
        Substitution.first <= last,
        Substitution.last >= first,
        Substitution.ended_at.is_null(),
    )
    return bool(rows.exists())
