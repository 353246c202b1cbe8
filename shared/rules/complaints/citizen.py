"""What the complainant reads and says with number and code: state, answer, settled or not."""

import hmac
from dataclasses import dataclass
from datetime import date, datetime

from shared import clock, db
from shared.errors import N_, AppError, NotFound, Refused
from shared.records import Complaint
from shared.rules import tries
from shared.rules.actor import CITIZEN
from shared.rules.applications import codes
from shared.rules.complaints import dues, states
from shared.rules.complaints.handling import completed
from shared.rules.complaints.names import number_text, split
from shared.rules.complaints.way import change, move, record, words
from shared.rules.office import here


@dataclass(frozen=True)
class Stand:
    """A complaint as its complainant reads it; nothing of any person."""

    id: int
    number: str
    state: str
    label: str
    received: datetime
    reply_due_at: datetime
    due_at: datetime
    question: str
    complete_by: date | None
    answer: str
    may_settle: bool
    settled: bool | None


def find(number: str, code: str, address: str) -> Complaint:
    """The complaint with this number and code; one sentence for every miss.

    Raises NotFound, or TooMany when this number or this asker missed too often.
    """
    tries.refuse_flood(number, address)
    row = _find(number)
    if row is None or not hmac.compare_digest(row.code_hash, codes.hashed(code.strip())):
        tries.missed(number, address)
        raise NotFound(
            N_("Nomor atau kode tidak cocok. Periksa tanda terima Anda."), code="no-match"
        )
    return row


def stand(complaint_id: int) -> Stand:
    """How the complaint of that id stands; for one whose code was right."""
    row = _row(complaint_id)
    waiting = row.state == states.INCOMPLETE
    return Stand(
        id=row.id,
        number=number_text(row.year, row.number),
        state=row.state,
        label=states.PUBLIC_LABELS[row.state],
        received=row.recorded_at,
        reply_due_at=row.reply_due_at,
        due_at=row.due_at,
        question=_question(row) if waiting else "",
        complete_by=row.incomplete_until if waiting else None,
        answer=row.answer or "",
        may_settle=row.state == states.CLOSED and row.settled is None,
        settled=row.settled,
    )


def settle(complaint_id: int, settled: bool, why: str = "") -> Stand:
    """Say, once, whether it was settled; "no" opens it again with that reason."""
    with db.transaction():
        row = _row(complaint_id)
        if row.state != states.CLOSED or row.settled is not None:
            raise Refused(N_("Jawaban ini sudah dinilai."), code="settled")
        moment = clock.now()
        if settled:
            change(row, settled=True, settled_at=moment)
            record(row, "settled", CITIZEN)
        else:
            said = words(why, N_("Tulis apa yang belum selesai."))
            move(row, "reopen", CITIZEN, text=said, settled=False, settled_at=moment,
                 closed_at=None, replied_at=None, clock_from=moment, reopened=row.reopened + 1,
                 escalation=0, escalated_at=None, **dues.dues(moment, row.kind))  # fmt: skip
    return stand(complaint_id)


def complete(complaint_id: int, text: str) -> Stand:
    """Add what the office asked for."""
    with db.transaction():
        completed(_row(complaint_id), text, CITIZEN)
    return stand(complaint_id)


def _find(number: str) -> Complaint | None:
    try:
        year, count = split(number)
    except AppError:
        return None
    found: Complaint | None = Complaint.get_or_none(
        Complaint.office == here().id, Complaint.year == year, Complaint.number == count
    )
    return found


def _row(complaint_id: int) -> Complaint:
    row = Complaint.get_or_none(Complaint.office == here().id, Complaint.id == complaint_id)
    if row is None:
        raise NotFound(N_("Pengaduan ini tidak ada."), code="no-complaint")
    return row


def _question(row: Complaint) -> str:
    event = dues.last_event(row, "ask")
    return event.text or "" if event else ""
