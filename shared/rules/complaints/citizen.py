"""What the complainant reads and says with number and code: state, answer, settled or not."""

from dataclasses import dataclass
from datetime import date, datetime

from shared import clock, db
from shared.errors import N_, NotFound, Refused
from shared.records import Complaint, ComplaintEvent
from shared.rules.common import codes, tries
from shared.rules.common.actor import CITIZEN
from shared.rules.complaints import allowed, dues, names, sight, states
from shared.rules.complaints.escalation import TO_CAMAT
from shared.rules.complaints.handling import completed
from shared.rules.complaints.way import change, move, record, words

OMBUDSMAN = N_(
    "Bila jawaban kami tetap tidak menyelesaikan masalah Anda, Anda boleh mengadu kepada"
    " Ombudsman Republik Indonesia: telepon 137, ombudsman.go.id. Tidak dipungut biaya."
)


@dataclass(frozen=True)
class Stand:
    """A complaint as its complainant reads it; nothing of any person.

    `due_at`: until when they are answered, or once they are (or that is past) until when it is
    finished, `finishing`. `news`: the last that was told them of it. `reason`: why it was put away.
    `opened_again`: how
    often they said that it was not settled. `with_camat`: whether it lies there because of that.
    `last_word`: nobody here is left to say so to, but the Ombudsman is.
    """

    number: str
    state: str
    label: str
    received: datetime
    due_at: datetime
    finishing: bool
    question: str
    complete_by: date | None
    news: str
    answer: str
    reason: str
    may_settle: bool
    settled: bool | None
    opened_again: int
    with_camat: bool
    last_word: bool


def find(number: str, code: str, address: str, officer: int = 0) -> Complaint:
    """The complaint with this number and code; one sentence for every miss.

    `officer`: whoever is signed in where it is asked; one about them they do not open with a code.

    Raises NotFound, or TooMany when this number or this asker missed too often.
    """
    tried = tries.at_code(number, address)
    numbered = names.numbered(number)
    row = None if numbered is None else sight.find(numbered)
    if row is None or row.about_staff == officer or not codes.fits(code, row.code_hash):
        raise NotFound(
            N_("Nomor atau kode tidak cocok. Periksa tanda terima Anda."), code="no-match"
        )
    tries.right(tried)
    return row


def stand(complaint_id: int) -> Stand:
    """How the complaint of that id stands; for one whose code was right."""
    row = _row(complaint_id)
    told = dues.last_events(row, "ask", "tell", "archive", "lapse")
    waiting = row.state == states.INCOMPLETE
    finishing = row.replied_at is not None or row.reply_due_at < clock.now()
    return Stand(
        number=names.number_of(row),
        state=row.state,
        label=states.PUBLIC_LABELS[row.state],
        received=row.recorded_at,
        due_at=row.due_at if finishing else row.reply_due_at,
        finishing=finishing,
        question=told["ask"].text or "" if waiting and "ask" in told else "",
        complete_by=row.incomplete_until if waiting else None,
        news=_news(row, told.get("tell")),
        answer=row.answer or "",
        reason=_reason(row, told.get("archive") or told.get("lapse")),
        may_settle=allowed.why_not(allowed.SETTLE, row, CITIZEN) is None,
        settled=row.settled,
        opened_again=row.reopened if row.state in states.WORKING else 0,
        with_camat=row.reopened >= states.TWICE and row.state in states.WORKING,
        last_word=row.reopened >= states.TWICE and row.state not in states.OPEN,
    )


def settle(complaint_id: int, settled: bool, why: str = "") -> Stand:
    """Say of an answer, once, whether it settled the matter; "no" opens it again with that reason.

    The second "no" brings it to the Camat. Refused after that: the sentence names who is left.
    """
    with db.transaction():
        row = _row(complaint_id)
        allowed.require(allowed.SETTLE, row, CITIZEN)
        moment = clock.now()
        if settled:
            change(row, settled=True, settled_at=moment)
            record(row, "settled", CITIZEN)
        else:
            if row.reopened >= states.TWICE:
                raise Refused(OMBUDSMAN, code="last-word")
            said = words(why, N_("Tulis apa yang belum selesai."))
            again = row.reopened + 1
            to_camat = again >= states.TWICE
            move(
                row,
                "reopen",
                CITIZEN,
                text=said,
                settled=False,
                settled_at=moment,
                closed_at=None,
                replied_at=None,
                clock_from=moment,
                reopened=again,
                escalation=TO_CAMAT if to_camat else 0,
                escalated_at=moment if to_camat else None,
                **vars(dues.dues(moment, row.kind)),
            )
            if to_camat:
                record(row, "to_camat", CITIZEN)
    return stand(complaint_id)


def complete(complaint_id: int, text: str) -> Stand:
    """Add what the office asked for."""
    with db.transaction():
        row = _row(complaint_id)
        allowed.require(allowed.COMPLETE, row, CITIZEN)
        completed(row, text, CITIZEN)
    return stand(complaint_id)


def _row(complaint_id: int) -> Complaint:
    return sight.existing(sight.find(Complaint.id == complaint_id))


def _news(row: Complaint, event: ComplaintEvent | None) -> str:
    """What they were told last, unless an answer came after it."""
    over = event and row.answered_at is not None and row.answered_at > event.at
    return "" if event is None or over else event.text or ""


def _reason(row: Complaint, event: ComplaintEvent | None) -> str:
    """Why it was put away, by an officer or because its time was over."""
    if row.state != states.ARCHIVED or event is None:
        return ""
    return states.PUBLIC_REASONS.get(event.reason or "", "")
