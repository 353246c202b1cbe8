"""Signed KK files: kept byte for byte, sealed, matched to a file, deleted when done with (7.1)."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from peewee import fn

from shared import clock, db
from shared.announce import announce
from shared.errors import N_, Invalid, NotFound, Refused
from shared.records import Application, ApplicationEvent, Document
from shared.rules.applications import allowed, case, kk_doubts, moves, states
from shared.rules.common import journal, words
from shared.rules.common.actor import SYSTEM, Actor
from shared.rules.common.office import here
from shared.rules.common.sealed_files import SealedFiles

LARGEST = 20 * 2**20
UPLOAD, WATCH_FOLDER = "upload", "watch-folder"
_FILES = SealedFiles("kk")
_ENDS = ("hand", "refer", "withdraw")


@dataclass(frozen=True)
class Verdict:
    """What the checks found: `problems` forbid printing, `warnings` are only told.

    `text` of its pages, None where nobody read it; `seals` tell each signature from all others.
    """

    pages: int
    signature: str
    signer: str | None = None
    signed_at: datetime | None = None
    encrypted: bool = False
    problems: Sequence[str] = ()
    warnings: Sequence[str] = ()
    text: str | None = field(default=None, repr=False)
    seals: Sequence[str] = ()
    details: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Attached:
    """The signed PDF now attached to a file, judged in words."""

    printable: bool
    sentence: str
    warnings: tuple[str, ...]
    pages: int


def attach(
    application_id: int, data: bytes, verdict: Verdict, by: Actor, *, origin: str = UPLOAD
) -> Attached:
    """Keep the checked PDF for the file, in place of one attached before.

    Raises Invalid when the checks forbid it, Refused when the file is not with the operator.
    """
    if verdict.problems:
        raise Invalid("%(problem)s", code="bad-pdf", problem=verdict.problems[0])
    sha256 = hashlib.sha256(data).hexdigest()
    with db.transaction():
        row = allowed.row_for(application_id, "attach", by)
        warnings = (*verdict.warnings, *_seen_before(sha256, row))
        retire(row.id)
        document = Document(
            office=here().id,
            application_id=row.id,
            sha256=sha256,
            file=_FILES.write(sha256, data),
            size=len(data),
            origin=origin,
            attached_by=by.who,
            attached_at=clock.now(),
            **_found(verdict, warnings),
        )
        kk_doubts.raise_doubt(row, document, verdict.text)
        document.save()
        moves.record(row, "attach", by, note=sha256[:12])
    return _told(document)


def to_judge_again(application_id: int, by: Actor) -> Document:
    """The PDF that is attached, for whoever may have it judged again."""
    allowed.row_for(application_id, "judge", by)
    return of_application(application_id)


def judge_again(application_id: int, sha256: str, verdict: Verdict, by: Actor) -> Attached:
    """Keep what the checks find now of the PDF that is attached, without attaching it anew.

    Raises Invalid when they forbid it now, Refused when another PDF took its place meanwhile.
    """
    if verdict.problems:
        raise Invalid("%(problem)s", code="bad-pdf", problem=verdict.problems[0])
    with db.transaction():
        row = allowed.row_for(application_id, "judge", by)
        document = of_application(application_id)
        if document.sha256 != sha256:
            raise Refused(N_("PDF berkas ini baru saja diganti. Muat ulang."), code="replaced")
        found = _found(verdict, tuple(verdict.warnings))
        found["verdict"]["doubt"] = document.verdict.get("doubt", "")
        for name, value in found.items():
            setattr(document, name, value)
        kk_doubts.raise_doubt(row, document, verdict.text)
        document.save()
        moves.record(row, "judge", by, note=sha256[:12])
    return _told(document)


def override(application_id: int, reason: str, by: Actor) -> None:
    """Allow by name an unsigned KK, or one by an unknown signer, where the office's settings do.

    A document that was changed after signing can never be allowed.
    """
    why = words.tidy_note(reason)
    if not why:
        raise Invalid(N_("Tulis alasannya."), code="note")
    with db.transaction():
        row = allowed.row_for(application_id, "override", by)
        document = of_application(application_id)
        document.override_by, document.override_reason = by.who, why
        document.save()
        moves.record(row, "override", by, note=why)


def compared(application_id: int, by: Actor) -> None:
    """A person has compared the PDF, whose text cannot be read, with the file."""
    with db.transaction():
        row = allowed.row_for(application_id, "compare", by)
        _lift(row, "compare", N_("Dibandingkan dengan berkas."), by)


def lift(application_id: int, reason: str, by: Actor) -> None:
    """Let the PDF be printed in spite of what is doubted of it, by name and with a reason."""
    why = words.tidy_note(reason)
    if not why:
        raise Invalid(N_("Tulis alasannya."), code="note")
    with db.transaction():
        _lift(allowed.row_for(application_id, "lift", by), "lift", why, by)


def _lift(row: Application, step: str, why: str, by: Actor) -> None:
    document = of_application(row.id)
    document.doubt_by, document.doubt_reason = by.who, why
    document.save()
    moves.record(row, step, by, note=why)


def require_printable(document: Document) -> None:
    """Raise Refused with the sentence why unless the document may be printed."""
    if why := case.unprintable(document):
        raise Refused(why, code="signature")


def of_application(application_id: int) -> Document:
    """The document attached to the file; NotFound when there is none."""
    found = find(application_id)
    if found is None:
        raise NotFound(N_("Belum ada PDF untuk berkas ini."), code="no-document")
    return found


def find(application_id: int) -> Document | None:
    """The document attached to the file, if there is one."""
    found: Document | None = _attached(application_id).first()
    return found


def content(document: Document) -> bytes:
    """The original bytes; NotFound once they are deleted, Refused when they do not match."""
    if document.removed_at is not None:
        raise NotFound(N_("PDF ini sudah dihapus sesuai aturan."), code="removed")
    plain = _FILES.read(document.file)
    if hashlib.sha256(plain).hexdigest() != document.sha256:
        raise Refused(N_("PDF yang disimpan rusak. Lampirkan lagi."), code="damaged")
    return plain


def retire(application_id: int) -> None:
    """Let go of the PDF that is attached to the file; a new one is needed before anything prints.

    Inside a transaction.
    """
    for document in _attached(application_id):
        document.removed_at = clock.now()
        document.save()
        # The bytes go only once the row that names them is surely retired.
        db.after_commit(partial(_forget, document))
    announce("applications")


def purge() -> int:
    """Delete the PDFs of files that ended long enough ago, in whichever way; how many."""
    limit = clock.now() - timedelta(days=here().settings.pdf_days)
    lately = ApplicationEvent.select(ApplicationEvent.application_id).where(
        ApplicationEvent.office == here().id,
        ApplicationEvent.application_id == Document.application_id,
        ApplicationEvent.what.in_(_ENDS),
        ApplicationEvent.at >= limit,
    )
    old = (
        Document.select()
        .join(Application, on=(Application.id == Document.application_id))
        .where(
            Document.office == here().id,
            Document.removed_at.is_null(),
            Application.state.in_(states.OVER),
            ~fn.EXISTS(lately),
        )
    )
    documents = list(old)
    for document in documents:
        with db.transaction():
            document.removed_at = clock.now()
            document.save()
            journal.write(SYSTEM, "document.removed", document.sha256[:12])
        _forget(document)
    kept = Document.select(Document.file).where(Document.removed_at.is_null())
    _FILES.sweep({document.file for document in kept})
    return len(documents)


def _found(verdict: Verdict, warnings: tuple[str, ...]) -> dict[str, Any]:
    """What a document keeps of a verdict."""
    return {
        "pages": verdict.pages,
        "encrypted": verdict.encrypted,
        "signature": verdict.signature,
        "signer": verdict.signer,
        "signed_at": verdict.signed_at,
        "signature_mark": verdict.seals[0] if verdict.seals else None,
        "verdict": {"warnings": list(warnings), **verdict.details},
    }


def _told(document: Document) -> Attached:
    return Attached(
        case.printable(document),
        case.unprintable(document) or states.SIGNATURES[document.signature],
        tuple(document.verdict["warnings"]),
        document.pages,
    )


def _seen_before(sha256: str, row: Application) -> list[str]:
    again = Document.select().where(
        Document.office == here().id, Document.sha256 == sha256, Document.application_id == row.id
    )
    if again.exists():
        return [N_("PDF yang sama sudah pernah dilampirkan di berkas ini. Pastikan PDF-nya benar.")]
    return []


def _attached(application_id: int) -> Any:
    return (
        Document.select()
        .where(
            Document.office == here().id,
            Document.application_id == application_id,
            Document.removed_at.is_null(),
        )
        .order_by(Document.id.desc())
    )


def _forget(document: Document) -> None:
    still_used = Document.select().where(
        Document.file == document.file, Document.removed_at.is_null()
    )
    if not still_used.exists():
        _FILES.delete(document.file)
