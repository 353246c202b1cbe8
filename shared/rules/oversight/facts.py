"""What the office's own records say to the questions about a drawn file, before a person looks."""

from collections.abc import Callable
from datetime import datetime

from shared import db
from shared.records import Document
from shared.records.base import from_ms
from shared.rules.applications import fields, process, seat_lists, states
from shared.rules.applications.case import Case, is_late
from shared.rules.applications.view import number_text, row_by_number
from shared.rules.common import staff
from shared.rules.common.office import here

_LINES = (
    "SELECT COUNT(*), COUNT(DISTINCT who), MIN(at), MAX(at) FROM journal_line"
    " WHERE office_id = :office AND subject = :subject AND subject LIKE '%-2%-%'"
)


def of(number: str) -> dict[str, str]:
    """By the question's code; a question of which nothing is recorded is not there."""
    case = Case(row_by_number(number))
    return {code: tell(case) for code, tell in _FACTS.items()}


def _papers(case: Case) -> str:
    seen = sum(bool(item.seen) for item in case.items)
    left = ", ".join(one.wording for one in case.unmet)
    return f"{seen} dari {len(case.items)} syarat dalam daftar ada. " + (
        f"Belum terpenuhi: {left}." if left else "Tidak ada yang kurang."
    )


def _decisions(case: Case) -> str:
    row = case.row
    told = [
        f"{word} oleh {staff.named(by)}, {_at(at)}."
        for word, by, at in (
            ("Lengkap", row.complete_by, row.complete_at),
            ("Valid", row.valid_by, row.valid_at),
        )
        if at
    ]
    returned = f"Dikembalikan {row.returns} kali." if row.returns else "Tidak pernah dikembalikan."
    return " ".join([*(told or ["Belum diputuskan."]), returned])


def _clock(case: Case) -> str:
    if not case.runs:
        return "Waktu belum dihitung."
    run = case.runs[-1]
    stopped = f"berhenti {_at(run.stopped_at)}" if run.stopped_at else "belum berhenti"
    reason = states.LATE_REASONS.get(run.late_reason or "", "sebab belum dicatat")
    kept = f"terlambat ({reason.lower()})" if is_late(run) else "dalam batas waktu"
    return f"Mulai {_at(run.started_at)}, batas {_at(run.due_at)}, {stopped}: {kept}."


def _journal(case: Case) -> str:
    subject = number_text(case.row.year, case.row.number)
    [(lines, people, first, last)] = db.rows(_LINES, office=here().id, subject=subject)
    if not lines:
        return "Tidak ada catatan."
    span = f"{_at(from_ms(first))} sampai {_at(from_ms(last))}"
    return f"{lines} catatan jurnal oleh {people} orang, {span}."


def _prints(case: Case) -> str:
    if not case.prints:
        return "Tidak ada cetakan lewat sistem."
    used = sum(job.sheets_used or 0 for job in case.prints)
    spoiled = sum(job.sheets_faulty + job.sheets_spoiled for job in case.prints)
    checked = (case.row.product_checks or {}).get("by")
    by = f"Diperiksa {staff.named(checked)}." if checked else "Hasil cetak belum diperiksa."
    return f"{len(case.prints)} cetakan, {used} lembar keluar, {spoiled} rusak. {by}"


def _signature(case: Case) -> str:
    rows = Document.select().where(
        Document.office == here().id, Document.application_id == case.row.id
    )
    last = rows.order_by(Document.id.desc()).first()
    if last is None:
        return "Tidak ada PDF yang dilampirkan."
    signer = f" Penanda tangan: {last.signer}." if last.signer else ""
    return f"{states.SIGNATURES[last.signature]}{signer}"


def _hand_over(case: Case) -> str:
    row = case.row
    if row.handed_at is None:
        return f"Belum diserahkan: {states.LABELS[row.state].lower()}."
    taker = process.TAKERS.get(row.taker_relation or "", "").lower()
    receipt = fields.WITHOUT_RECEIPT.get(row.without_receipt or "", "kodenya cocok")
    return (
        f"Diserahkan {_at(row.handed_at)} kepada {taker} oleh {staff.named(row.handed_by)}."
        f" Tanda terima: {receipt.lower()}."
        f" KK lama: {fields.OLD_KK.get(row.old_kk or '', 'tidak dicatat').lower()}."
    )


def _at(moment: datetime | None) -> str:
    return seat_lists.moment_words(moment)


_FACTS: dict[str, Callable[[Case], str]] = {
    "BERKAS": _papers,
    "KEPUTUSAN": _decisions,
    "WAKTU": _clock,
    "JURNAL": _journal,
    "CETAK": _prints,
    "TTE": _signature,
    "SERAH": _hand_over,
}
