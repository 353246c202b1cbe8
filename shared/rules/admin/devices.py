"""Machines that the office lets in: programs by a token, screens by the code that they show."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from shared import clock, db, letters
from shared.errors import N_, Invalid, NotFound, Refused, TooMany
from shared.records import Device, PairingCode
from shared.rules.common import journal, tries
from shared.rules.common.actor import SYSTEM, Actor
from shared.rules.common.devices import BOARD, OWN, PROGRAM, TOUCHSCREEN, token_hash
from shared.rules.common.office import here

LONGEST_NAME = 40
CODE_DIGITS = 6
CODE_GOOD_FOR = timedelta(minutes=10)
OWN_SCREENS = {TOUCHSCREEN: N_("Layar sentuh komputer ini"), BOARD: N_("Papan komputer ini")}
"""What this machine itself shows for good."""
_OWN_SILENT = timedelta(minutes=1)
_MOST_OF_ADDRESS, _MOST_CODES = 5, 50
"""So many open codes of one address, and of all: a crowd costs no more rows than these."""


@dataclass(frozen=True)
class DeviceView:
    """A machine by its name; its token is known to nobody any more.

    `places`: the addresses from where it was seen, the last one first. `copied_at`: when it was
    seen in turn from both, as only a copied cookie is.
    """

    name: str
    kind: str
    counter: int | None
    created_at: datetime
    created_by: str
    seen_at: datetime | None
    places: tuple[str, ...]
    copied_at: datetime | None
    revoked: bool


def add(name: str, counter: int | None, by: Actor = SYSTEM) -> str:
    """A token for a program, told once; only its hash is kept."""
    name = _name(name)
    if counter is not None and counter not in {
        c.id for c in here().standard.counters_on(clock.service_day())
    }:
        raise Invalid(N_("Loket ini tidak ada."), code="unknown-counter")
    token = secrets.token_urlsafe(24)
    with db.transaction():
        _keep(name, PROGRAM, token_hash(token), by, counter)
        journal.write(by, "device.added", name, counter=counter)
    return token


def ask(cookie: str, address: str, kind: str = TOUCHSCREEN) -> str:
    """The code with which the screen of this cookie is paired; the same for ten minutes.

    TooMany while too many codes of this address, or of all, are open.
    """
    if known := code_of(cookie):
        return known
    with db.transaction():
        old = (PairingCode.ends_at <= clock.now()) | (PairingCode.token_hash == token_hash(cookie))
        PairingCode.delete().where(PairingCode.office == here().id, old).execute()
        open_codes = list(PairingCode.select().where(PairingCode.office == here().id))
        from_here = [one for one in open_codes if one.address == address]
        if len(open_codes) >= _MOST_CODES or len(from_here) >= _MOST_OF_ADDRESS:
            raise TooMany(
                N_("Terlalu banyak layar meminta kode. Tunggu 10 menit."),
                code="slow-down",
                after=int(CODE_GOOD_FOR.total_seconds()),
            )
        taken = {one.code for one in open_codes}
        code = _new_code()
        while code in taken:
            code = _new_code()
        PairingCode.create(
            office=here().id,
            code=code,
            kind=kind,
            token_hash=token_hash(cookie),
            address=address,
            ends_at=clock.now() + CODE_GOOD_FOR,
        )
    return code


def code_of(cookie: str) -> str:
    """The open code of the screen of this cookie; empty when it has none."""
    found = PairingCode.get_or_none(
        PairingCode.office == here().id,
        PairingCode.token_hash == token_hash(cookie),
        PairingCode.ends_at > clock.now(),
    )
    return str(found.code) if found else ""


def accept(code: str, name: str, by: Actor = SYSTEM) -> str:
    """Pair the screen that shows this code, under this name; the address from where it asked.

    Raises Refused for a code that nobody shows now, TooMany after five of them.
    """
    name = _name(name)
    tried = tries.at_pairing(by.who)
    with db.transaction():
        asked = PairingCode.get_or_none(
            PairingCode.office == here().id,
            PairingCode.code == "".join(letter for letter in code if letter.isdecimal()),
            PairingCode.ends_at > clock.now(),
        )
        if asked is None:
            raise Refused(
                N_("Kode ini tidak ada, sudah dipakai, atau sudah lewat. Lihat lagi di layar."),
                code="no-code",
            )
        _keep(name, asked.kind, asked.token_hash, by)
        asked.delete_instance()
        tries.right(tried)
        journal.write(by, "device.paired", name, kind=asked.kind, address=asked.address)
    return str(asked.address)


@db.transaction()
def stand(cookie: str, kind: str) -> None:
    """Let in the screen that this machine itself shows for good, once the one before is silent.

    It may no more than its machine may, so the journal hears nothing. One that was revoked does
    not come back by itself.
    """
    name, hashed = OWN_SCREENS[kind], token_hash(cookie)
    row = Device.get_or_none(Device.office == here().id, Device.name == name)
    known = Device.select().where(Device.office == here().id, Device.token_hash == hashed)
    if known.exists() or (row is not None and not _makes_room(row, kind)):
        return
    if row is not None:
        row.delete_instance()
    _keep(name, kind, hashed, SYSTEM)


def _makes_room(row: Device, kind: str) -> bool:
    silent = clock.now() - (row.seen_at or row.created_at) > _OWN_SILENT
    return row.kind == kind and row.revoked_at is None and silent


def everything() -> list[DeviceView]:
    """All devices, the revoked ones too."""
    rows = Device.select().where(Device.office == here().id).order_by(Device.name)
    return [
        DeviceView(
            name=row.name,
            kind=row.kind,
            counter=row.counter,
            created_at=row.created_at,
            created_by=row.created_by,
            seen_at=row.seen_at,
            places=tuple(filter(None, (row.place, row.place_before))),
            copied_at=row.copied_at,
            revoked=row.revoked_at is not None,
        )
        for row in rows
    ]


def revoke(name: str, by: Actor = SYSTEM) -> None:
    """End a device's token or cookie."""
    _change(name, by, "device.revoked", revoked_at=clock.now())


def settle(name: str, by: Actor = SYSTEM) -> None:
    """Somebody has looked: what looked like a copied cookie was the screen itself."""
    _change(name, by, "device.settled", copied_at=None, place_before="")


def _change(name: str, by: Actor, what: str, **columns: object) -> None:
    with db.transaction():
        one = Device.update(columns).where(
            Device.office == here().id, Device.name == name, Device.revoked_at.is_null()
        )
        if not one.execute():
            raise NotFound(N_("Perangkat ini tidak ada."), code="no-device")
        journal.write(by, what, name)


def _name(name: str) -> str:
    name = letters.clean(name).strip()
    if not name or len(name) > LONGEST_NAME:
        raise Invalid(
            N_("Tulis nama perangkat, paling banyak %(most)s huruf."),
            code="name",
            most=LONGEST_NAME,
        )
    return name


def _keep(name: str, kind: str, hashed: str, by: Actor, counter: int | None = None) -> None:
    named = (Device.office == here().id) & (Device.name == name)
    # The name of a screen that was revoked goes to the one that stands there now.
    gone = (Device.kind != OWN) & Device.revoked_at.is_null(False)
    Device.delete().where(named & gone).execute()
    if Device.get_or_none(named) is not None:
        raise Refused(N_("Nama perangkat ini sudah dipakai."), code="device-taken")
    Device.create(
        office=here().id,
        name=name,
        kind=kind,
        counter=counter,
        token_hash=hashed,
        created_at=clock.now(),
        created_by=by.who,
    )


def _new_code() -> str:
    return f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}}"
