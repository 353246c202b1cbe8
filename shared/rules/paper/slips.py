"""The print outbox: ask for a slip, hand the next one to a station, record how it went.

queued ─bytes stored─► ready ─sending recorded─► sending ─► printed
                                                   ├─► uncertain   a byte may have left: people look
                                                   └─► failed      the printer said no
A slip goes back to `ready` by itself only when no byte was sent. A reprint is a new row.
"""

import secrets
from collections.abc import Callable, Sequence
from typing import Any

from shared import clock, db
from shared.announce import announce
from shared.errors import N_, NotFound, Refused
from shared.records import SlipEvent, SlipJob, Ticket
from shared.records.base import to_ms
from shared.rules.common import journal
from shared.rules.common.actor import CITIZEN, Actor
from shared.rules.common.office import here
from shared.rules.paper import slip_texts
from shared.rules.queue.ticket import OVER, TicketView, find, number_text
from shared.standard.services import Service

QUEUED, READY, SENDING = "queued", "ready", "sending"
PRINTED, UNCERTAIN, FAILED, CANCELLED = "printed", "uncertain", "failed", "cancelled"
LIVE = (QUEUED, READY, SENDING)
NEEDS_PERSON = (UNCERTAIN, FAILED)
TICKET_PRINTER = "ticket"
SHEET_PRINTER = "sheet"
NO_PRINTER = "none"
BY_PERSON = "person"

_SENT_LAST = (
    "id = (SELECT job_id FROM slip_event AS event JOIN slip_job AS sent ON sent.id = job_id"
    " WHERE station = :station AND event.state = 'sending' ORDER BY event.id DESC LIMIT 1)"
)
_CLAIM = (
    "UPDATE slip_job SET station = :station, attempts = attempts + 1, changed_at = :at WHERE id ="
    " (SELECT id FROM slip_job WHERE office_id = :office AND printer = :printer"
    " AND state IN ('queued', 'ready') AND station IS NULL ORDER BY id LIMIT 1)"
    " AND station IS NULL RETURNING id"
)
# Naming the printers lets SQLite go straight to the few live rows among years of them.
_WAITING = (
    "SELECT COUNT(*) FROM slip_job WHERE office_id = :office AND printer IN ('ticket', 'sheet')"
    " AND state IN ('queued', 'ready', 'sending')"
)
_QUESTIONS = (
    "SELECT * FROM slip_job AS job WHERE office_id = :office AND printer IN ('ticket', 'sheet')"
    " AND state IN ('uncertain', 'failed') AND created_at >= :since AND NOT EXISTS"
    " (SELECT 1 FROM slip_job AS again WHERE again.office_id = job.office_id"
    " AND again.reprint_of = job.id) ORDER BY id"
)


def ask_for_ticket(ticket: TicketView, service: Service) -> None:
    """Ask for the ticket's slip inside the transaction that makes the ticket."""
    db.require_transaction()
    if here().settings.printers_ticket != NO_PRINTER:
        _ask("ticket", slip_texts.ticket(ticket, service), ticket.id)


def ask_for_checklist(kinds: Sequence[str], *, number: str | None = None) -> int | None:
    """Ask for the list of papers for these kinds of application; the job, or None: no printer."""
    if here().settings.printers_ticket == NO_PRINTER:
        return None
    with db.transaction():
        job = _ask("checklist", slip_texts.checklist(kinds, number))
        announce("paper")
    return job


def ask_for_test(by: Actor) -> int:
    """Ask for a test slip; the job."""
    with db.transaction():
        job = _ask("test", slip_texts.test())
        journal.write(by, "print.test", str(job))
        announce("paper")
    return job


def ask_once(kind: str, token: str, say: Callable[[], dict[str, Any]]) -> int:
    """Ask for a slip inside the caller's transaction; the same `token` gives the same job."""
    db.require_transaction()
    known = job_with(token)
    return int(known.id) if known else _ask(kind, say(), token=token)


def reprint(ticket_id: int, by: Actor = CITIZEN) -> int:
    """Ask for the ticket's slip once more, marked CETAK ULANG; the job.

    A press while a slip of this ticket is still on its way gives that one.
    """
    with db.transaction():
        ticket = Ticket.get_or_none(Ticket.id == ticket_id, Ticket.office == here().id)
        if ticket is None:
            raise NotFound(N_("Nomor ini tidak ditemukan."))
        if here().settings.printers_ticket == NO_PRINTER:
            raise Refused(N_("Kantor ini tidak memakai pencetak karcis."), code="no-printer")
        last = _last_of(ticket_id)
        if last is not None and last.state in LIVE:
            return int(last.id)
        job = _copy(last, ticket)
        number = number_text(ticket.letter, ticket.number)
        journal.write(by, "ticket.reprinted", number, job=job)
        announce("paper")
    return job


def answer(job_id: int, *, came_out: bool, by: Actor) -> None:
    """A person looked: the uncertain slip did come out, or it did not (then it is reprinted)."""
    with db.transaction():
        job = _job(job_id)
        if job.state not in NEEDS_PERSON:
            raise Refused(N_("Karcis ini sudah diperiksa."), code="wrong-state")
        _step(job, PRINTED if came_out else CANCELLED, "dilihat petugas", evidence=BY_PERSON)
        journal.write(by, "print.answered", str(job.id), came_out=came_out)
        if not came_out and job.ticket_id is not None and job.id == _newest(job.ticket_id):
            _copy(job, Ticket.get_by_id(job.ticket_id))
        announce("paper")


def claim_next(station: str, printer: str) -> SlipJob | None:
    """Give this station the oldest waiting slip for a printer, to nobody else as well.

    A first slip that waited so long that its number is over, or of another day, is cancelled.
    """
    with db.transaction():
        while found := db.value(
            _CLAIM, station=station, at=to_ms(clock.now()), office=here().id, printer=printer
        ):
            job = _job(found)
            if not _is_stale(job):
                return job
            _step(job, CANCELLED, "nomor sudah lewat")
    return None


def _is_stale(job: SlipJob) -> bool:
    if job.ticket_id is None or job.copy:
        return False
    ticket = find("id = :id", id=job.ticket_id)
    return ticket is None or ticket.state in OVER or ticket.day != clock.service_day()


def store_bytes(job: SlipJob, data: bytes) -> None:
    """Keep what will be sent, byte for byte."""
    with db.transaction():
        _step(job, READY, None, data=data)


def mark_sending(job: SlipJob) -> None:
    """From here on a byte may leave; must be on disk before it does."""
    with db.transaction():
        _step(job, SENDING, None)


def mark_printed(job: SlipJob, evidence: str) -> None:
    """The slip is out, as far as `evidence` (process-id, status, sent, picture) can tell."""
    _end(job, PRINTED, None, evidence)


def mark_uncertain(job: SlipJob, reason: str) -> None:
    """Bytes left, but nobody knows what came of them: a person must look."""
    _end(job, UNCERTAIN, reason)


def mark_failed(job: SlipJob, reason: str) -> None:
    """It cannot be printed at all (it could not be composed)."""
    _end(job, FAILED, reason)


def give_back(job: SlipJob, reason: str) -> None:
    """No byte was sent: the slip waits for its next turn."""
    with db.transaction():
        _step(job, READY if job.data else QUEUED, reason, station=None)
        announce("paper")


def reconcile(station: str) -> int:
    """After a restart: what this station was sending is uncertain, what it held goes back.

    Returns how many slips were touched.
    """
    with db.transaction():
        jobs = _of("station = :station AND state IN :live", station=station, live=LIVE)
        for job in jobs:
            if job.state == SENDING:
                _step(job, UNCERTAIN, "komputer berhenti saat mencetak")
            else:
                _step(job, job.state, "komputer dinyalakan lagi", station=None)
        if jobs:
            announce("paper")
    return len(jobs)


def broken_off(station: str) -> int:
    """Bytes of the slip that this station sent last, if nobody knows that all of them arrived.

    A printer may still be in the midst of such a slip and take the next one for its rest.
    """
    last = _of(_SENT_LAST, station=station)
    if not last or (last[0].state == PRINTED and last[0].evidence != BY_PERSON):
        return 0
    return len(last[0].data or b"")


def job_with(token: str) -> SlipJob | None:
    """The slip that was asked for with that token."""
    found = _of("token = :token", token=token)
    return found[0] if found else None


def waiting_count() -> int:
    """Slips that still wait for a printer."""
    return int(db.value(_WAITING, office=here().id))


def open_questions() -> list[SlipJob]:
    """Slips of today that a person must look at, oldest first, latest copies only."""
    midnight = clock.local().replace(hour=0, minute=0, second=0, microsecond=0)
    return db.objects(SlipJob, _QUESTIONS, office=here().id, since=to_ms(midnight))


def job_of(ticket_id: int) -> SlipJob | None:
    """The latest print job of a ticket; None when it has no paper."""
    return _last_of(ticket_id)


def _ask(
    kind: str,
    payload: dict[str, Any],
    ticket: int | None = None,
    *,
    copy: int = 0,
    reprint_of: int | None = None,
    token: str = "",
) -> int:
    moment = clock.now()
    return db.add(
        SlipJob,
        office=here().id,
        token=token or secrets.token_hex(8),
        kind=kind,
        ticket_id=ticket,
        printer=TICKET_PRINTER,
        copy=copy,
        reprint_of=reprint_of,
        payload=payload,
        state=QUEUED,
        created_at=moment,
        changed_at=moment,
    )


def _copy(last: SlipJob | None, ticket: Ticket) -> int:
    copy = (last.copy if last else 0) + 1
    payload = {**last.payload, "copy": copy} if last else slip_texts.ticket_again(ticket, copy)
    return _ask("ticket", payload, ticket.id, copy=copy, reprint_of=last.id if last else None)


def _end(job: SlipJob, state: str, reason: str | None, evidence: str | None = None) -> None:
    with db.transaction():
        _step(job, state, reason, evidence=evidence)
        announce("paper")


def _step(job: SlipJob, state: str, reason: str | None, **columns: Any) -> None:
    moment = clock.now()
    if not db.change(job, "state", state=state, reason=reason, changed_at=moment, **columns):
        raise Refused(N_("Karcis ini sudah berubah."), code="wrong-state")
    db.add(SlipEvent, office=here().id, job_id=job.id, at=moment, state=state, reason=reason)


def _of(where: str, /, **values: Any) -> list[SlipJob]:
    """The jobs of this office of which the SQL condition `where` is true."""
    sql = f"SELECT * FROM slip_job WHERE office_id = :office AND {where}"
    return db.objects(SlipJob, sql, office=here().id, **values)


def _job(job_id: int) -> SlipJob:
    found = _of("id = :id", id=job_id)
    if not found:
        raise NotFound(N_("Karcis ini tidak ditemukan."))
    return found[0]


def _last_of(ticket_id: int) -> SlipJob | None:
    found = _of("ticket_id = :ticket ORDER BY copy DESC LIMIT 1", ticket=ticket_id)
    return found[0] if found else None


def _newest(ticket_id: int) -> int:
    last = _last_of(ticket_id)
    return int(last.id) if last else 0
