"""The 4-digit code on the receipt that lets a citizen, and nobody else, ask how a file stands."""

import hmac
import secrets

from shared import db, vault
from shared.errors import N_, AppError, NotFound
from shared.records import Application
from shared.rules.applications.moves import change, record
from shared.rules.applications.view import row_by_id, row_by_number
from shared.rules.common import tries
from shared.rules.common.actor import Actor
from shared.rules.common.office import here

_DIGITS = 4


def new() -> str:
    """A fresh code; told once, on the receipt."""
    return f"{secrets.randbelow(10**_DIGITS):0{_DIGITS}d}"


def of_press(touch: str) -> str:
    """The code that belongs to one press, so that a press sent twice is told the same one."""
    return f"{int(vault.fingerprint(f'press:{touch}'), 16) % 10**_DIGITS:0{_DIGITS}d}"


def hashed(code: str) -> str:
    """What is kept of a code."""
    return vault.fingerprint(f"code:{code}")


def fingerprint(digits: str) -> str:
    """What a NIK or KK number is found by without being readable."""
    return vault.fingerprint(f"number:{digits}")


def print_new_numbers() -> None:
    """Give the new KK numbers that an earlier version kept without a fingerprint theirs."""
    with db.transaction():
        for row in Application.select().where(
            Application.office == here().id,
            Application.new_kk_number.is_null(False),
            Application.new_kk_print.is_null(),
        ):
            found = fingerprint(vault.opened(row.new_kk_number))
            Application.update(new_kk_print=found).where(Application.id == row.id).execute()


def renew(application_id: int, by: Actor) -> str:
    """A new code for a receipt that was lost; the old one no longer opens anything."""
    code = new()
    with db.transaction():
        row = row_by_id(application_id)
        change(row, code_hash=hashed(code))
        record(row, "code", by)
    return code


def is_of(application_id: int, code: str) -> bool:
    """Whether this is the file's present code; for our own papers, never for an asker."""
    return hmac.compare_digest(row_by_id(application_id).code_hash, hashed(code.strip()))


def application_of(number: str, code: str, address: str) -> Application:
    """The file with this number and code; one sentence for every miss, and five tries in a while.

    Raises NotFound, or TooMany when this number or this asker missed too often.
    """
    tries.refuse_flood(number, address)
    row = _find(number)
    if row is None or not hmac.compare_digest(row.code_hash, hashed(code.strip())):
        tries.missed(number, address)
        raise NotFound(
            N_("Nomor atau kode tidak cocok. Periksa tanda terima Anda."), code="no-match"
        )
    return row


def _find(number: str) -> Application | None:
    try:
        return row_by_number(number)
    except AppError:
        return None
