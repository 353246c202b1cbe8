"""The prints of a file's signed KK: asked for, kept from printing once the file left, told of."""

from shared import db
from shared.errors import N_, Refused
from shared.records import Application, Document, SheetJob
from shared.rules.applications import allowed, kk_documents, process, states, view
from shared.rules.applications.case import KK
from shared.rules.common.actor import Actor
from shared.rules.common.office import here
from shared.rules.paper import sheets
from shared.rules.paper.sheets.kinds import Original, SheetKind
from shared.rules.paper.sheets.rows import add


class _KkPrint(SheetKind):
    """The signed KK as it was attached; it is printed while its file is where a KK is printed."""

    def may_go(self, row: SheetJob) -> bool:
        return _file(row).state in states.KK_PRINTED_IN

    def content(self, row: SheetJob) -> bytes:
        document = Document.get_by_id(row.document_id)
        if document.removed_at is not None and kk_documents.find(row.application_id or 0):
            raise Refused(N_("PDF berkas ini sudah diganti. Minta cetak lagi."), code="replaced")
        return kk_documents.content(document)

    def once_more(self, old: SheetJob) -> Original:
        file = _file(old)
        if file.state not in states.KK_PRINTED_IN:
            raise Refused(
                N_("Berkas ini berstatus “%(label)s”, jadi KK-nya tidak dicetak."),
                code="wrong-state",
                label=states.LABELS[file.state],
            )
        return _original(file.id)

    def came_out(self, row: SheetJob, by: Actor) -> None:
        """Move the file on, unless another PDF took this one's place meanwhile."""
        document = kk_documents.find(row.application_id or 0)
        if document is not None and document.id == row.document_id:
            process.mark_printed(_file(row).id, by)


_KkPrint(KK, priority=100)


def ask(application_id: int, touch: str, by: Actor) -> SheetJob:
    """Ask for the first print of a file's KK; the same press, or a live job, gives the same row.

    Refused where somebody has to look into the tray first, and for a KK that was printed before:
    it needs `sheets.reprint` with its reason.
    """
    with db.transaction():
        known = sheets.by_touch(touch)
        if known is not None:
            return known
        case = allowed.case_for(application_id, "print", by)
        last = case.prints[0] if case.prints else None
        if last is not None and last.state in sheets.LIVE:
            return last
        original = _original(application_id)
        copy = last.copy if last else 1
        return add(KK, by, touch, original, application_id=application_id, copy=copy)


def stop(application_id: int, by: Actor) -> None:
    """Cancel the prints of a file's KK that wait, ask back those that are under way."""
    for row in of_application(application_id):
        if row.state in sheets.LIVE and not row.cancel_asked:
            sheets.cancel(row.id, by)


def of_application(application_id: int) -> list[SheetJob]:
    """Every KK print of a file, oldest first."""
    rows = SheetJob.select().where(
        SheetJob.office == here().id,
        SheetJob.application_id == application_id,
        SheetJob.kind == KK,
    )
    return list(rows.order_by(SheetJob.id))


def _file(row: SheetJob) -> Application:
    return view.row_by_id(row.application_id or 0)


def _original(application_id: int) -> Original:
    """The signed KK that the file has now; Refused when it may not be printed."""
    document = kk_documents.of_application(application_id)
    kk_documents.require_printable(document)
    return Original(
        document.file,
        document.sha256,
        document.pages,
        needs_pin=document.encrypted,
        document_id=document.id,
    )
