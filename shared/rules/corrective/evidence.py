"""Files and photos that show that a corrective action was carried out: sealed, for its readers."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from shared import clock, db
from shared.errors import N_, Invalid, NotFound, Refused
from shared.records import CorrectiveAction, CorrectiveEvidence
from shared.rules.common import staff
from shared.rules.common.actor import Actor
from shared.rules.common.office import here
from shared.rules.common.sealed_files import SealedFiles
from shared.rules.complaints import sight
from shared.rules.corrective import lists
from shared.rules.corrective.view import number_text

LARGEST = 10 * 2**20
MOST = 8
ENDINGS = {"application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png"}
"""What may be attached, by its media type, and how the names of such files end."""
_FILES = SealedFiles("evidence")


@dataclass(frozen=True)
class Evidence:
    """One file: its media type, its size in bytes, and the name under which it is saved."""

    id: int
    kind: str
    size: int
    name: str
    added_at: datetime
    added_by: str


def of(action: CorrectiveAction) -> list[Evidence]:
    """What is attached to the action, in the order of its coming."""
    rows = _rows(action.id)
    names = staff.usernames() if rows else {}
    number = number_text(action.year, action.number)
    return [
        Evidence(
            id=row.id,
            kind=row.kind,
            size=row.size,
            name=f"{number}-bukti-{place}.{ENDINGS[row.kind]}",
            added_at=row.added_at,
            added_by=names.get(row.added_by, row.added_by),
        )
        for place, row in enumerate(rows, 1)
    ]


def content(number: str, evidence_id: int, by: Actor) -> tuple[Evidence, bytes]:
    """The file and its bytes, if whoever asks may see the action; else NotFound."""
    action = lists.existing(lists.by_number(number, sight.reader(by.staff_id)))
    found = next((one for one in of(action) if one.id == evidence_id), None)
    if found is None:
        raise _unknown()
    plain = _FILES.read(CorrectiveEvidence.get_by_id(found.id).file)
    return found, plain


def keep(action: CorrectiveAction, data: bytes, kind: str, by: Actor) -> None:
    """Keep a file that was looked at and is of that kind; inside a transaction.

    Raises Invalid for what is no evidence, Refused for one too many or the same again.
    """
    db.require_transaction()
    if kind not in ENDINGS or not data or len(data) > LARGEST:
        raise Invalid(N_("Lampirkan foto (JPEG, PNG) atau PDF."), code="evidence-kind")
    sha256 = hashlib.sha256(data).hexdigest()
    rows = _rows(action.id)
    if sha256 in {row.sha256 for row in rows}:
        raise Refused(N_("Berkas yang sama sudah dilampirkan."), code="evidence-twice")
    if len(rows) >= MOST:
        raise Refused(N_("Bukti paling banyak %(most)s berkas."), code="evidence-most", most=MOST)
    CorrectiveEvidence.create(
        office=here().id,
        action_id=action.id,
        sha256=sha256,
        file=_FILES.write(f"{action.id}-{sha256}", data),
        kind=kind,
        size=len(data),
        added_at=clock.now(),
        added_by=by.who,
    )


def forget(action: CorrectiveAction, evidence_id: int) -> None:
    """Let go of a file that was attached by mistake; inside a transaction."""
    db.require_transaction()
    row = next((one for one in _rows(action.id) if one.id == evidence_id), None)
    if row is None:
        raise _unknown()
    row.delete_instance()
    # The bytes go only once the row that names them is surely gone.
    db.after_commit(partial(_FILES.delete, row.file))


def sweep() -> None:
    """Delete what a crash left without its row."""
    _FILES.sweep({row.file for row in CorrectiveEvidence.select(CorrectiveEvidence.file)})


def _rows(action_id: int) -> list[CorrectiveEvidence]:
    table = CorrectiveEvidence
    mine = table.select().where(table.office == here().id, table.action_id == action_id)
    return list(mine.order_by(table.id))


def _unknown() -> NotFound:
    return NotFound(N_("Bukti ini tidak ada."), code="no-evidence")
