"""Files as the seats show them, in plain values: whose turn each is, its clock, its paper."""

from collections.abc import Iterable
from dataclasses import fields
from datetime import datetime
from typing import Any

from shared import clock, db
from shared.errors import N_
from shared.records import Document, SheetJob
from shared.rules.applications import kk_documents, lists, outages, states
from shared.rules.applications.lists import FileInbox
from shared.rules.applications.view import ApplicationView
from shared.rules.common import staff, words
from shared.rules.common.office import here
from shared.rules.paper import printers, sheets, slips
from shared.rules.queue import board

SHEET_LABELS = {
    sheets.QUEUED: N_("Menunggu giliran cetak"),
    sheets.SUBMITTING: N_("Dikirim ke pencetak"),
    sheets.HELD: N_("Dikirim ke pencetak"),
    sheets.RELEASING: N_("Dikirim ke pencetak"),
    sheets.PRINTING: N_("Sedang dicetak"),
    sheets.NEEDS_PERSON: N_("Pencetak perlu bantuan"),
    sheets.PRINTED: N_("Tercetak"),
    sheets.FAILED: N_("Tidak tercetak"),
    sheets.UNCERTAIN: N_("Belum pasti keluar: lihat baki kertas"),
    sheets.CANCELLED: N_("Dibatalkan"),
}
_MARK = (
    "SELECT (SELECT MAX(id) FROM application_event WHERE office_id = ?),"
    " (SELECT MAX(id) FROM sheet_event WHERE office_id = ?),"
    " (SELECT COUNT(*) + COUNT(ended_at) FROM outage WHERE office_id = ?),"
    " (SELECT COUNT(*) FROM clock_run WHERE office_id = ? AND late_reason IS NOT NULL),"
    " (SELECT TOTAL(due_at) FROM clock_run WHERE office_id = ? AND stopped_at IS NULL),"
    " (SELECT TOTAL(cancel_asked) FROM sheet_job WHERE office_id = ?),"
    " (SELECT MAX(id) FROM sheet_spoilage WHERE office_id = ?)"
)


def picture() -> dict[str, Any]:
    """Every list of this moment: `files` by id, for each list the ids in their order.

    `older`: how many files a list leaves out.
    """
    inbox, moment = lists.inbox(), clock.now()
    named = {field.name: getattr(inbox, field.name) for field in fields(FileInbox)}
    seen = {one.id: one for files in named.values() for one in files}
    return {
        "seq": board.sequence(),
        "at": moment.isoformat(),
        "files": dict(zip(map(str, seen), _rows(list(seen.values())), strict=True)),
        "lists": {name: [one.id for one in files] for name, files in named.items()},
        "older": lists.older(),
        "sheets": [sheet(job) for job in sheets.queue()],
        "printers": [printer(one) for one in _sheet_printers()],
        "outages": [outage(row) for row in outages.recent() if row.ended_at is None],
    }


def mark() -> tuple[object, ...]:
    """Differs as soon as `picture` may differ; cheap, and new with every minute of the clock."""
    minute = clock.now().replace(second=0, microsecond=0)
    seen = tuple((one.name, one.reasons) for one in _sheet_printers())
    return (*db.rows(_MARK, *[here().id] * _MARK.count("?"))[0], minute, *seen)


def sheet(job: SheetJob) -> dict[str, Any]:
    """An A4 print, what it waits for, and what a person may do with it."""
    return {
        "id": job.id,
        "kind": job.kind,
        "application": job.application_id,
        "nth": job.copy,
        "pages": job.pages,
        "state": job.state,
        "label": SHEET_LABELS[job.state],
        "trouble": job.trouble or "",
        "printer": job.printer,
        "token": job.token,
        "at": words.clock_time(job.created_at),
        "needs_pin": bool(job.needs_pin and job.state == sheets.QUEUED),
        "unlocked": bool(job.needs_pin and job.released_at),
        "cancelling": bool(job.cancel_asked),
        "may_cancel": job.state in sheets.LIVE and not job.cancel_asked,
        "may_move": job.state == sheets.QUEUED,
        "may_open": job.state == sheets.QUEUED and not sheets.of_complaint(job),
        "is_question": job.state == sheets.UNCERTAIN,
        "may_reprint": job.kind != sheets.RECEIPT
        and job.state in (sheets.PRINTED, sheets.FAILED, sheets.CANCELLED)
        and sheets.may_go(job),
        "live": job.state in (*sheets.LIVE, sheets.UNCERTAIN),
        "used": job.sheets_used,
        "faulty": job.sheets_faulty,
        "spoiled": job.sheets_spoiled,
        "may_spoil": sheets.may_spoil(job),
    }


def recent_prints(limit: int) -> list[SheetJob]:
    """The latest A4 prints, newest first."""
    rows = SheetJob.select().where(SheetJob.office == here().id)
    return list(rows.order_by(SheetJob.id.desc()).limit(limit))


def printer(one: printers.Printer) -> dict[str, Any]:
    """The A4 printer as it stands, in words."""
    return {
        "name": one.name,
        "ok": one.ok,
        "sentences": list(one.sentences),
        "since": words.clock_time(one.since),
    }


def outage(row: Any) -> dict[str, Any]:
    """Something that stands still, and since when."""
    return {
        "id": row.id,
        "kind": row.kind,
        "label": outages.KINDS[row.kind],
        "since": moment_words(row.began_at),
        "until": moment_words(row.ended_at) if row.ended_at else "",
        "note": row.note or "",
    }


def document(row: Document) -> dict[str, Any]:
    """The signed PDF of a file, judged in words."""
    return {
        "id": row.id,
        "pages": row.pages,
        "size": row.size,
        "signature": row.signature,
        "sentence": kk_documents.SIGNATURES[row.signature],
        "signer": row.signer or "",
        "signed": moment_words(row.signed_at) if row.signed_at else "",
        "printable": kk_documents.printable(row),
        "override_by": staff.named(row.override_by),
        "override_reason": row.override_reason or "",
        "warnings": list(row.verdict.get("warnings", ())),
        "encrypted": row.encrypted,
        "attached": moment_words(row.attached_at),
        "by": staff.named(row.attached_by),
        "sha256": row.sha256,
    }


def row_of(one: ApplicationView) -> dict[str, Any]:
    """One file for a list; its numbers stay out of it."""
    return _rows([one])[0]


def due_words(due: datetime | None) -> str:
    """`hari ini 15.00`, `besok 15.00`, or `Selasa 24-11, 15.00`."""
    if due is None:
        return ""
    time = words.clock_time(due)
    days = (clock.service_day(due) - clock.service_day()).days
    near = {0: "hari ini", 1: "besok", -1: "kemarin"}.get(days)
    return f"{near} {time}" if near else moment_words(due)


def moment_words(moment: datetime | None) -> str:
    """`Selasa 24-11, 15.00`; with the year when it is another one."""
    if moment is None:
        return ""
    day = clock.service_day(moment)
    shown = day.strftime("%d-%m" if day.year == clock.service_day().year else "%d-%m-%Y")
    return f"{words.long_date(day).split(',')[0]} {shown}, {words.clock_time(moment)}"


def kinds_words(codes: Iterable[str]) -> str:
    """The kinds of a file in citizens' words, joined."""
    return " + ".join(here().standard.kind(code).title for code in codes)


def _rows(files: list[ApplicationView]) -> list[dict[str, Any]]:
    ids = [one.id for one in files]
    documents, jobs = lists.documents_of(ids), _last_prints(ids)
    return [_row(one, documents.get(one.id), jobs.get(one.id)) for one in files]


def _row(one: ApplicationView, pdf: Document | None, job: SheetJob | None) -> dict[str, Any]:
    return {
        "id": one.id,
        "number": one.number,
        "state": one.state,
        "label": one.label,
        "kinds": kinds_words(one.kinds),
        "applicant": one.applicant,
        "address": one.address,
        "light": one.light,
        "due": due_words(one.due_at) if one.state in states.CLOCK_RUNS else "",
        "received": moment_words(one.received_at),
        "ready": moment_words(one.ready_at),
        "returns": one.returns,
        "proposed": bool(one.proposed_by),
        "version": one.version,
        "document": kk_documents.printable(pdf) if pdf else None,
        "sheet": SHEET_LABELS[job.state] if job and job.state != sheets.PRINTED else "",
        "question": bool(job and job.state in (sheets.UNCERTAIN, sheets.NEEDS_PERSON)),
    }


def _last_prints(ids: list[int]) -> dict[int, SheetJob]:
    query = SheetJob.select().where(
        SheetJob.office == here().id,
        SheetJob.application_id.in_(ids),
        SheetJob.kind == sheets.KK,
    )
    return {job.application_id or 0: job for job in query.order_by(SheetJob.id)}


def _sheet_printers() -> list[printers.Printer]:
    return [one for one in printers.printers() if one.name.startswith(slips.SHEET_PRINTER)]
