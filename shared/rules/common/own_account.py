"""What people change of their own sign-in: the password, and the PIN for the change of officer."""

import re

from shared import db
from shared.errors import N_, Invalid, NotAllowed
from shared.records import Staff
from shared.rules.common import journal, staff
from shared.rules.common.office import here

_PIN = re.compile(r"[0-9]{6}")
_WRONG = N_("Kata sandi sekarang salah.")
# What fingers draw on the keys, and what the lists of leaked PINs begin with.
_COMMON = frozenset({"159753", "147258", "258369", "142536", "123987", "789456", "456123"})


def change_password(
    person: staff.Officer, old: str, new: str, address: str, browser: str = ""
) -> staff.Officer:
    """Give oneself a new password; every sign-in of theirs ends, and so does the PIN, which
    somebody may have set who knew the old one. The person with it.

    Raises SignInNeeded or TooMany as `staff.prove`, Invalid for one that is too short or the same.
    """
    _prove(person, old, address, browser)
    if new == old:
        raise Invalid(N_("Pilih kata sandi yang lain dari yang sekarang."), code="password")
    hashed = staff.hashed(new)
    with db.transaction():
        _change(
            person, password_hash=hashed, pin_hash=None, must_change=False, epoch=Staff.epoch + 1
        )
        journal.write(person.acting("masuk"), "staff.own-password", person.username)
    _forget_first_password(person.username)
    return staff.officer(_row(person))


def set_pin(
    person: staff.Officer, password: str, pin: str, address: str, browser: str = ""
) -> None:
    """Give oneself a PIN of six digits in place of the present one.

    Raises SignInNeeded or TooMany as `staff.prove`, Invalid for a weak PIN, NotAllowed for those
    who always sign in with the password.
    """
    if staff.NEVER_BY_PIN & set(person.roles):
        raise NotAllowed(N_("Camat dan admin masuk dengan kata sandi saja."), code="no-pin")
    if person.must_change:
        raise NotAllowed(N_("Ganti dahulu kata sandi pertama Anda."), code="first-password")
    _require_strong(pin)
    _prove(person, password, address, browser)
    with db.transaction():
        _change(person, pin_hash=staff.hashed(pin, shortest=len(pin)))
        journal.write(person.acting("masuk"), "staff.pin", person.username)


def drop_pin(person: staff.Officer) -> None:
    """Have no PIN any more."""
    with db.transaction():
        _change(person, pin_hash=None)
        journal.write(person.acting("masuk"), "staff.pin-dropped", person.username)


def _require_strong(pin: str) -> None:
    if not _PIN.fullmatch(pin):
        raise Invalid(N_("PIN terdiri atas enam angka."), code="pin")
    steps = {(int(after) - int(before)) % 10 for before, after in zip(pin, pin[1:], strict=False)}
    pairs = pin[::2] == pin[1::2]
    if (
        len(steps) == 1
        or len(set(pin)) <= 2
        or pin[:3] in (pin[3:], pin[:2:-1])
        or pairs
        or pin in _COMMON
    ):
        raise Invalid(N_("PIN ini mudah ditebak. Pilih enam angka lain."), code="weak-pin")


def _prove(person: staff.Officer, password: str, address: str, browser: str) -> None:
    kept = _row(person).password_hash
    staff.prove(person.username, kept, password, address, _WRONG, browser)


def _row(person: staff.Officer) -> Staff:
    row: Staff = Staff.get(Staff.office == here().id, Staff.id == person.id)
    return row


def _change(person: staff.Officer, **columns: object) -> None:
    Staff.update(**columns).where(Staff.office == here().id, Staff.id == person.id).execute()


def _forget_first_password(username: str) -> None:
    """The paper with the first password opens nothing any more, nor does the code of the set-up."""
    note = here().settings.data / staff.FIRST_SIGN_IN
    if note.is_file() and note.read_text("utf-8").split()[:1] == [username]:
        note.unlink()
        (note.parent / staff.SETUP_CODE).unlink(missing_ok=True)
