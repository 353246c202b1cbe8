"""The small photo that came with a complaint: sealed, for whoever reads its words, not for ever."""

import secrets
from datetime import timedelta
from functools import partial
from typing import Any

from shared import clock, db
from shared.errors import N_, Invalid, NotFound, Refused
from shared.records import Complaint, ComplaintPhoto
from shared.rules.common import journal
from shared.rules.common.actor import SYSTEM, Actor
from shared.rules.common.office import here
from shared.rules.common.sealed_files import SealedFiles
from shared.rules.complaints import sight, states
from shared.rules.complaints.names import number_of, numbered

LARGEST = 300_000
_FILES = SealedFiles("photos")
_JPEG = b"\xff\xd8\xff"


def keep(row: Complaint, data: bytes, by: Actor) -> None:
    """Keep a photo that was made small and bare, the only one of its complaint; in a transaction.

    Raises Invalid for what is none, Refused where there is one already.
    """
    db.require_transaction()
    if not data.startswith(_JPEG) or len(data) > LARGEST:
        raise Invalid(N_("Foto ini tidak dapat disimpan."), code="photo")
    if exists(row):
        raise Refused(N_("Pengaduan ini sudah punya foto."), code="photo-twice")
    ComplaintPhoto.create(
        office=here().id,
        complaint_id=row.id,
        file=_FILES.write(secrets.token_hex(16), data),  # a name that tells of no picture
        size=len(data),
        added_at=clock.now(),
        added_by=by.who,
    )


def exists(row: Complaint) -> bool:
    """Whether a photo is kept of the complaint."""
    return _of(row) is not None


def content(number: str, who: sight.Reader) -> bytes:
    """The photo of the complaint of that number, if this reader may see it; else NotFound."""
    wanted = numbered(number)
    row = None if wanted is None else sight.find(wanted, sight.visible(who))
    photo = _of(sight.existing(row))
    if photo is None:
        raise NotFound(N_("Foto ini tidak ada."), code="no-photo")
    return _FILES.read(photo.file)


def purge() -> int:
    """Delete the photos of complaints that were over long enough ago; how many."""
    before = clock.now() - timedelta(days=here().settings.complaint_photo_days)
    table = ComplaintPhoto
    old: Any = (
        table.select(table, Complaint)
        .join(Complaint, on=(Complaint.id == table.complaint_id), attr="of")
        .where(
            table.office == here().id,
            Complaint.state.in_(states.OVER),
            Complaint.closed_at < before,
        )
    )
    found = list(old)
    for photo in found:
        with db.transaction():
            photo.delete_instance()
            journal.write(SYSTEM, "complaint.photo_removed", number_of(photo.of))
            # The bytes go only once the row that names them is surely gone.
            db.after_commit(partial(_FILES.delete, photo.file))
    _FILES.sweep({photo.file for photo in ComplaintPhoto.select(ComplaintPhoto.file)})
    return len(found)


def _of(row: Complaint) -> ComplaintPhoto | None:
    table = ComplaintPhoto
    found: ComplaintPhoto | None = table.get_or_none(
        table.office == here().id, table.complaint_id == row.id
    )
    return found
