"""Machines that press a counter's buttons with a token of their own."""

import secrets
from dataclasses import dataclass

from shared import clock, db, letters
from shared.errors import N_, Invalid, NotFound, Refused
from shared.records import Device
from shared.rules.common import journal, staff
from shared.rules.common.actor import SYSTEM, Actor
from shared.rules.common.office import here

LONGEST_NAME = 40


@dataclass(frozen=True)
class DeviceView:
    """A machine by its name; its token is known to nobody any more."""

    name: str
    counter: int | None
    revoked: bool


def add(name: str, counter: int | None, by: Actor = SYSTEM) -> str:
    """A token for a machine, told once; only its hash is kept."""
    name = letters.clean(name)
    if not name.strip() or len(name) > LONGEST_NAME:
        raise Invalid(
            N_("Tulis nama perangkat, paling banyak %(most)s huruf."),
            code="name",
            most=LONGEST_NAME,
        )
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
            token_hash=staff.token_hash(token),
            created_at=clock.now(),
        )
        journal.write(by, "device.added", name, counter=counter)
    return token


def everything() -> list[DeviceView]:
    """All devices, the revoked ones too."""
    rows = Device.select().where(Device.office == here().id).order_by(Device.name)
    return [DeviceView(row.name, row.counter, row.revoked_at is not None) for row in rows]


def revoke(name: str, by: Actor = SYSTEM) -> None:
    """End a device's token."""
    with db.transaction():
        gone = Device.update(revoked_at=clock.now()).where(
            Device.office == here().id, Device.name == name, Device.revoked_at.is_null()
        )
        if not gone.execute():
            raise NotFound(N_("Perangkat ini tidak ada."), code="no-device")
        journal.write(by, "device.revoked", name)
