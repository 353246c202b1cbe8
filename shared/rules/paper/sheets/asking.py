"""Asking for paper: the first print, a paper of our own, one more copy for a reason."""

from shared import db
from shared.errors import N_, Invalid, Refused
from shared.records import SheetJob
from shared.rules.applications import kk_documents
from shared.rules.applications import states as file_states
from shared.rules.applications.moves import tidy_note
from shared.rules.applications.view import row_by_id
from shared.rules.common.actor import Actor
from shared.rules.paper.sheets.documents import KK, PAPER, RECEIPT, columns, columns_again
from shared.rules.paper.sheets.rows import add, by_touch, job, last_of
from shared.rules.paper.sheets.states import (
    CANCELLED,
    FAILED,
    LIVE,
    PRINTED,
    REPRINT_REASONS,
    UNCERTAIN,
)


def ask_kk(application_id: int, touch: str, by: Actor) -> SheetJob:
    """Ask for the first print of a file's KK; the same press, or a live job, gives the same row.

    Refused where somebody has to look into the tray first, and for a KK that was printed before:
    it needs `reprint` with its reason.
    """
    with db.transaction():
        known = by_touch(touch)
        if known is not None:
            return known
        row = row_by_id(application_id)
        if row.state not in (file_states.PROCESSING, file_states.AWAITING):
            file_states.target(row.state, "print")
        document = kk_documents.of_application(application_id)
        fresh = columns(document)
        last = last_of(application_id)
        if last is not None and last.state in LIVE:
            return last
        if last is not None and last.state == UNCERTAIN:
            raise Refused(
                N_("Cetakan sebelumnya belum pasti keluar. Lihat baki kertas dahulu."), code="tray"
            )
        if last is not None and last.state not in (CANCELLED, FAILED):
            raise Refused(
                N_("KK ini sudah pernah dicetak. Pakai Cetak ulang dengan alasannya."), code="again"
            )
        return add(
            KK, by, touch, application_id=application_id, copy=last.copy if last else 1, **fresh
        )


def ask_paper(
    file: str,
    sha256: str,
    pages: int,
    touch: str,
    by: Actor,
    application_id: int | None = None,
    *,
    kind: str = PAPER,
    media: str | None = None,
) -> SheetJob:
    """Ask for a paper of ours (`file` inside the data folder); it waits behind every KK.

    `kind`: PAPER, or RECEIPT for one that tells a code. `media`: None for A4, or `A3`.
    """
    with db.transaction():
        return by_touch(touch) or add(
            kind,
            by,
            touch,
            application_id=application_id,
            file=file,
            sha256=sha256,
            pages=pages,
            media=media,
        )


def reprint(job_id: int, reason: str, note: str | None, touch: str, by: Actor) -> SheetJob:
    """Print a document once more, for a reason of the list; a second press gives the same row.

    It is a further copy only where the one before came out.
    """
    words = tidy_note(note)
    if reason not in REPRINT_REASONS or (reason == "LAINNYA" and not words):
        raise Invalid(N_("Pilih alasan cetak ulang, dan tulis bila sebab lain."), code="reason")
    with db.transaction():
        old = job(job_id)
        known = by_touch(touch) or SheetJob.get_or_none(SheetJob.reprint_of == old.id)
        if known is not None:
            return known
        if old.kind == RECEIPT:
            raise Refused(
                N_("Tanda terima hanya dicetak lagi oleh yang mencatatnya."), code="receipt"
            )
        if old.state in LIVE or old.state == UNCERTAIN:
            raise Refused(N_("Cetakan sebelumnya belum selesai. Periksa dahulu."), code="live")
        fresh = columns_again(old)
        return add(
            old.kind,
            by,
            touch,
            application_id=old.application_id,
            reprint_of=old.id,
            copy=old.copy + (old.state == PRINTED),
            reason=reason,
            reason_note=words,
            **fresh,
        )
