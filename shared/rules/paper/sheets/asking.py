"""Asking for paper: a paper of our own, one more copy of any print for a reason."""

from shared import db
from shared.errors import N_, Invalid, Refused
from shared.records import SheetJob
from shared.rules.common.actor import Actor
from shared.rules.common.words import tidy_note
from shared.rules.paper.sheets.kinds import KINDS, PAPER, Original
from shared.rules.paper.sheets.rows import add, by_touch, job
from shared.rules.paper.sheets.states import LIVE, PRINTED, REPRINT_REASONS, UNCERTAIN


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
    original = Original(file, sha256, pages, media)
    with db.transaction():
        return by_touch(touch) or add(kind, by, touch, original, application_id=application_id)


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
        original = KINDS[old.kind].once_more(old)
        if old.state in LIVE or old.state == UNCERTAIN:
            raise Refused(N_("Cetakan sebelumnya belum selesai. Periksa dahulu."), code="live")
        return add(
            old.kind,
            by,
            touch,
            original,
            application_id=old.application_id,
            reprint_of=old.id,
            copy=old.copy + (old.state == PRINTED),
            reason=reason,
            reason_note=words,
        )
