"""What an A4 job prints: the signed KK of a file as it was attached, or a paper of our own.

A receipt tells a citizen's code, and that of a complaint its words too: it lies sealed until its
only print is over, and nobody has it printed again from the list of prints.
"""

import hashlib
from pathlib import Path
from typing import Any

from shared import vault
from shared.errors import N_, NotFound, Refused
from shared.records import Document, SheetJob
from shared.rules.applications import kk_documents, states
from shared.rules.applications.view import row_by_id
from shared.rules.common.office import here

KK, PAPER, RECEIPT = "kk", "paper", "receipt"


def content(row: SheetJob) -> bytes:
    """The document as it is kept, byte for byte; NotFound or Refused when it is gone or damaged."""
    if row.kind == KK:
        document = Document.get_by_id(row.document_id)
        if document.removed_at is not None and kk_documents.find(row.application_id or 0):
            raise Refused(N_("PDF berkas ini sudah diganti. Minta cetak lagi."), code="replaced")
        return kk_documents.content(document)
    try:
        kept = _path(row).read_bytes()
    except FileNotFoundError as error:
        raise NotFound(N_("Lembar ini sudah dihapus. Buat lagi."), code="removed") from error
    plain = vault.unseal_bytes(kept) if row.kind == RECEIPT else kept
    if hashlib.sha256(plain).hexdigest() != row.sha256:
        raise Refused(N_("Lembar ini rusak. Buat lagi."), code="damaged")
    return plain


def forget(row: SheetJob) -> None:
    """Delete the paper of a receipt whose print is over."""
    _path(row).unlink(missing_ok=True)


def of_complaint(row: SheetJob) -> bool:
    """Whether this is a complaint's receipt, which only its own desk may look at."""
    return row.kind == RECEIPT and row.application_id is None


def columns(document: Document) -> dict[str, Any]:
    """What a job keeps of a signed KK; Refused when it may not be printed."""
    kk_documents.require_printable(document)
    return {
        "document_id": document.id,
        "file": document.file,
        "sha256": document.sha256,
        "pages": document.pages,
        "needs_pin": document.encrypted,
    }


def columns_again(old: SheetJob) -> dict[str, Any]:
    """The same for one more copy: of the KK that the file has now, or of the same paper."""
    if old.application_id is None or old.kind != KK:
        return {"file": old.file, "sha256": old.sha256, "pages": old.pages, "media": old.media}
    state = row_by_id(old.application_id).state
    if state not in states.KK_PRINTED_IN:
        raise Refused(
            N_("Berkas ini berstatus “%(label)s”, jadi KK-nya tidak dicetak."),
            code="wrong-state",
            label=states.LABELS[state],
        )
    return columns(kk_documents.of_application(old.application_id))


def _path(row: SheetJob) -> Path:
    return here().settings.data / row.file
