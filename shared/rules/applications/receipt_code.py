"""The code on a file's receipt: renewed when the receipt was lost, asked for at every door."""

from shared import db
from shared.errors import N_, AppError, NotFound
from shared.records import Application
from shared.rules.applications.moves import change, record
from shared.rules.applications.view import row_by_id, row_by_number
from shared.rules.common import codes, tries
from shared.rules.common.actor import Actor


def renew(application_id: int, by: Actor) -> str:
    """A new code for a receipt that was lost; the old one no longer opens anything."""
    code = codes.new()
    with db.transaction():
        row = row_by_id(application_id)
        change(row, code_hash=codes.hashed(code))
        record(row, "code", by)
    return code


def is_of(application_id: int, code: str) -> bool:
    """Whether this is the file's present code; for our own papers, never for an asker."""
    return codes.fits(code, row_by_id(application_id).code_hash)


def application_of(number: str, code: str, address: str) -> Application:
    """The file with this number and code; one sentence for every miss, and five tries in a while.

    Raises NotFound, or TooMany when this number or this asker missed too often.
    """
    tried = tries.at_code(number, address)
    row = _find(number)
    if row is None or not codes.fits(code, row.code_hash):
        raise NotFound(
            N_("Nomor atau kode tidak cocok. Periksa tanda terima Anda."), code="no-match"
        )
    tries.right(tried)
    return row


def _find(number: str) -> Application | None:
    try:
        return row_by_number(number)
    except AppError:
        return None
