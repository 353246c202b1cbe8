"""The outbox of slips: ask for one, hand the next one to a station, record how it went.

queued ─bytes stored─► ready ─sending recorded─► sending ─► printed
                                                   ├─► uncertain   a byte may have left: people look
                                                   └─► failed      the printer said no
A slip goes back to `ready` by itself only when no byte was sent. A reprint is a new row.

What a slip says is a `Slip`; each subject makes its own kinds of it, beside the rule that asks for
them. `shared.rules` imports every such module, so whoever asks or prints knows all kinds.
"""

import secrets
from collections.abc import Callable
from datetime import timedelta
from typing import Any, ClassVar

from pydantic import Field

from shared import clock, db
from shared.announce import announce
from shared.errors import N_, NotFound, Refused
from shared.records import SlipEvent, SlipJob
from shared.records.base import to_ms
from shared.rules.common import forgetting, journal, words
from shared.rules.common.actor import Actor
from shared.rules.common.office import here
from shared.rules.paper.said import COMPLAINTS_AT, Said

QUEUED, READY, SENDING = "queued", "ready", "sending"
PRINTED, UNCERTAIN, FAILED, CANCELLED = "printed", "uncertain", "failed", "cancelled"
LIVE = (QUEUED, READY, SENDING)
NEEDS_PERSON = (UNCERTAIN, FAILED)
TICKET_PRINTER = "ticket"
SHEET_PRINTER = "sheet"
NO_PRINTER = "none"
BY_PERSON = "person"
RECEIPTS_ON_SLIPS = "slip"
KINDS: dict[str, type["Slip"]] = {}
KEPT_SECONDS = 3 * 24 * 3600
"""How long a paper about somebody is kept after it was made."""

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
_LIVE = "printer IN ('ticket', 'sheet') AND state IN ('queued', 'ready', 'sending')"
_WAITING = f"SELECT COUNT(*) FROM slip_job WHERE office_id = :office AND {_LIVE}"
_QUESTIONS = (
    "SELECT * FROM slip_job AS job WHERE office_id = :office AND printer IN ('ticket', 'sheet')"
    " AND state IN ('uncertain', 'failed') AND created_at >= :since AND NOT EXISTS"
    " (SELECT 1 FROM slip_job AS again WHERE again.office_id = job.office_id"
    " AND again.reprint_of = job.id) ORDER BY id"
)


# The words of the index `slip_job_kept`.
_OVER = (
    "(SELECT id FROM slip_job WHERE office_id = :office AND data IS NOT NULL"
    " AND changed_at < :before AND state NOT IN ('queued', 'ready', 'sending') AND kind IN :kinds"
    " ORDER BY changed_at, id LIMIT :most)"
)
_STEPS = f"DELETE FROM slip_event WHERE office_id = :office AND job_id IN {_OVER} RETURNING id"
_SPENT = f"UPDATE slip_job SET payload = '{{}}', data = NULL WHERE id IN {_OVER} RETURNING id"


class Slip(Said):
    """What one slip says, in plain values, and what stands on every slip around that.

    `personal`: it names somebody or tells a code, so it is forgotten in time.
    """

    kind: ClassVar[str]
    personal: ClassVar[bool] = False

    office: tuple[str, ...] = Field(default_factory=lambda: here().standard.office.slip_lines)
    free: str = "Layanan ini GRATIS (Rp0,00)."
    complaint: str = COMPLAINTS_AT
    practice: bool = Field(default_factory=lambda: here().settings.practice)

    @classmethod
    def __pydantic_init_subclass__(cls, **_: Any) -> None:
        """Keep the kind, under which print stations find what its slips say."""
        if cls.kind in KINDS:
            raise TypeError(f"two slips of one kind: {cls.kind}")
        KINDS[cls.kind] = cls

    @classmethod
    def is_stale(cls, job: SlipJob) -> bool:
        """Whether a slip that waited so long is of no use to anybody any more."""
        return False


class TrialSlip(Slip):
    """A slip that only shows that the printer prints."""

    kind = "test"
    day: str
    time: str


def has_printer() -> bool:
    """Whether this office prints slips at all."""
    return here().settings.printers_ticket != NO_PRINTER


def carry_receipts() -> bool:
    """Whether receipts come out as slips: the office says so, or has no A4 printer."""
    settings = here().settings
    preferred = settings.receipts == RECEIPTS_ON_SLIPS or settings.printers_sheet == NO_PRINTER
    return has_printer() and preferred


def says(job: SlipJob) -> Slip:
    """What the slip of that job says; ValueError or KeyError when this version cannot tell."""
    return KINDS[job.kind].model_validate(job.payload)


def ask(
    slip: Slip,
    ticket: int | None = None,
    *,
    copy: int = 0,
    reprint_of: int | None = None,
    token: str = "",
) -> int:
    """Ask for a slip inside the caller's transaction; the job. A `copy` is a CETAK ULANG."""
    db.require_transaction()
    moment = clock.now()
    return db.add(
        SlipJob,
        office=here().id,
        token=token or secrets.token_hex(8),
        kind=slip.kind,
        ticket_id=ticket,
        printer=TICKET_PRINTER,
        copy=copy,
        reprint_of=reprint_of,
        payload=slip.model_dump(mode="json"),
        state=QUEUED,
        created_at=moment,
        changed_at=moment,
    )


def ask_for_test(by: Actor) -> int:
    """Ask for a test slip; the job."""
    moment = clock.now()
    with db.transaction():
        day, time = words.long_date(clock.service_day(moment)), words.time_with_zone(moment)
        job = ask(TrialSlip(day=day, time=time))
        journal.write(by, "print.test", str(job))
        announce("paper")
    return job


def ask_once(token: str, say: Callable[[], Slip]) -> int:
    """Ask for a slip inside the caller's transaction; the same `token` gives the same job."""
    db.require_transaction()
    known = job_with(token)
    return int(known.id) if known else ask(say(), token=token)


def again(last: SlipJob, said: Slip | None = None) -> int:
    """Ask for one more copy of a ticket's slip inside the caller's transaction; the job.

    `said`: what it says where the one before was forgotten.
    """
    return ask(said or says(last), last.ticket_id, copy=last.copy + 1, reprint_of=last.id)


@db.transaction()
def answer(job_id: int, *, came_out: bool, by: Actor) -> None:
    """A person looked: the uncertain slip did come out, or it did not (then it is reprinted)."""
    job = by_id(job_id)
    if job.state not in NEEDS_PERSON:
        raise Refused(N_("Karcis ini sudah diperiksa."), code="wrong-state")
    _step(job, PRINTED if came_out else CANCELLED, "dilihat petugas", evidence=BY_PERSON)
    journal.write(by, "print.answered", str(job.id), came_out=came_out)
    once_more = not came_out and bool(job.payload)
    if once_more and job.ticket_id is not None and job == job_of(job.ticket_id):
        again(job)
    announce("paper")


@db.transaction()
def claim_next(station: str, printer: str) -> SlipJob | None:
    """Give this station the oldest waiting slip for a printer, to nobody else as well.

    A first slip that waited so long that it is stale is cancelled.
    """
    while found := db.value(
        _CLAIM, station=station, at=to_ms(clock.now()), office=here().id, printer=printer
    ):
        job = by_id(found)
        if job.copy or job.kind not in KINDS or not KINDS[job.kind].is_stale(job):
            return job
        _step(job, CANCELLED, "nomor sudah lewat", payload={}, data=None)
    return None


@db.transaction()
def store_bytes(job: SlipJob, data: bytes) -> None:
    """Keep what will be sent, byte for byte."""
    _step(job, READY, None, data=data)


@db.transaction()
def mark_sending(job: SlipJob) -> None:
    """From here on a byte may leave; must be on disk before it does."""
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


@db.transaction()
def give_back(job: SlipJob, reason: str) -> None:
    """No byte was sent: the slip waits for its next turn."""
    _step(job, READY if job.data else QUEUED, reason, station=None)
    announce("paper")


@db.transaction()
def reconcile(station: str) -> int:
    """After a restart: what this station was sending is uncertain, what it held goes back.

    Returns how many slips were touched.
    """
    jobs = _of(f"station = :station AND {_LIVE}", station=station)
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
    last = _find(_SENT_LAST, station=station)
    if last is None or (last.state == PRINTED and last.evidence != BY_PERSON):
        return 0
    return len(last.data or b"")


def by_id(job_id: int) -> SlipJob:
    """The slip of that id; NotFound when there is none."""
    found = _find("id = :id", id=job_id)
    if found is None:
        raise NotFound(N_("Karcis ini tidak ditemukan."))
    return found


def job_with(token: str) -> SlipJob | None:
    """The slip that was asked for with that token."""
    return _find("token = :token", token=token)


def waiting_count() -> int:
    """Slips that still wait for a printer."""
    return int(db.value(_WAITING, office=here().id))


def open_questions() -> list[SlipJob]:
    """Slips of today that a person must look at, oldest first, latest copies only."""
    midnight = clock.local().replace(hour=0, minute=0, second=0, microsecond=0)
    return db.objects(SlipJob, _QUESTIONS, office=here().id, since=to_ms(midnight))


def job_of(ticket_id: int) -> SlipJob | None:
    """The latest print job of a ticket; None when it has no paper."""
    return _find("ticket_id = :ticket ORDER BY copy DESC LIMIT 1", ticket=ticket_id)


def purge() -> int:
    """Forget what slips said whose time is over, the personal ones first; how many.

    That there was a slip, and what came of it and when, stays; the steps to it go.
    """
    kept = {
        kind: KEPT_SECONDS if slip.personal else here().settings.slip_days * 24 * 3600
        for kind, slip in KINDS.items()
    }
    return sum(
        _forget(tuple(kind for kind in kept if kept[kind] == seconds), seconds)
        for seconds in sorted(set(kept.values()))
    )


def _forget(kinds: tuple[str, ...], seconds: int) -> int:
    before = to_ms(clock.now() - timedelta(seconds=seconds))
    return forgetting.forget(_STEPS, _SPENT, office=here().id, before=before, kinds=kinds)


@db.transaction()
def _end(job: SlipJob, state: str, reason: str | None, evidence: str | None = None) -> None:
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


def _find(where: str, /, **values: Any) -> SlipJob | None:
    return next(iter(_of(where, **values)), None)
