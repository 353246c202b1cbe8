"""The two decisions on a file, by name and time: complete, and valid; or back to the applicant."""

from shared import clock, db
from shared.errors import N_, Invalid, NotAllowed, Refused
from shared.records import Application
from shared.rules.applications import clock_runs, kk_documents, kk_prints, papers, states
from shared.rules.applications.moves import UNDECIDED, change, move, record
from shared.rules.applications.roles import DECIDERS
from shared.rules.applications.view import ApplicationView, row_by_id, view
from shared.rules.common.actor import Actor


def propose(application_id: int, by: Actor) -> ApplicationView:
    """The counter says: the papers are all there. Refused while one is missing or undecided."""
    with db.transaction():
        row = _checking(application_id)
        _require_papers(row)
        change(row, proposed_at=clock.now(), proposed_by=by.who)
        record(row, "propose", by)
    return view(row)


def declare_complete(application_id: int, by: Actor) -> ApplicationView:
    """Decide that every required paper is there (lengkap)."""
    with db.transaction():
        row = _decide(application_id, by)
        _require_papers(row)
        change(row, complete_at=clock.now(), complete_by=by.who)
        record(row, "complete", by)
        _accept(row, by)
    return view(row)


def declare_valid(application_id: int, by: Actor) -> ApplicationView:
    """Decide that what the papers say agrees (valid)."""
    with db.transaction():
        row = _decide(application_id, by)
        change(row, valid_at=clock.now(), valid_by=by.who)
        record(row, "valid", by)
        _accept(row, by)
    return view(row)


def return_file(
    application_id: int, reason: str, by: Actor, note: str | None = None
) -> ApplicationView:
    """Give the file back to be completed; never a refusal (4.2). The number stays the same.

    Before the decisions the counter may do it; afterwards only the head of the section, the
    running clock ends without counting, and a KK that waits for the printer is not printed.
    Where every paper is there, the note must say what is wrong.
    """
    if reason not in states.RETURN_REASONS:
        raise Invalid(N_("Pilih alasannya."), code="reason")
    with db.transaction():
        row = row_by_id(application_id)
        if row.state == states.RECEIVED:
            move(row, "check", by)
        if row.state != states.CHECKING and by.role not in DECIDERS:
            raise NotAllowed(N_("Hanya Kepala Seksi yang dapat mengembalikan berkas ini sekarang."))
        if not (note or "").strip() and not papers.to_bring(row.id):
            raise Invalid(
                N_("Semua syarat ada. Tulis apa yang harus diperbaiki pemohon."), code="note"
            )
        move(row, "return", by, reason=reason, note=note, returns=row.returns + 1, **UNDECIDED)
        clock_runs.stop(row, clock_runs.RETURNED)
        _stop_kk(row, by)
    return view(row)


def resubmit(application_id: int, by: Actor) -> ApplicationView:
    """The applicant is back with what was missing: the same file is checked again."""
    with db.transaction():
        return view(move(row_by_id(application_id), "resubmit", by))


def refer(application_id: int, note: str, by: Actor) -> ApplicationView:
    """The matter is beyond the kecamatan: the applicant is sent to the Dinas, with the reason."""
    return _leave(application_id, "refer", "DI_LUAR_KEWENANGAN", note, by)


def withdraw(application_id: int, note: str, by: Actor) -> ApplicationView:
    """The applicant withdraws; the number stays in the book."""
    return _leave(application_id, "withdraw", "PEMOHON", note, by)


def _leave(application_id: int, name: str, reason: str, note: str, by: Actor) -> ApplicationView:
    if not note.strip():
        raise Invalid(N_("Tulis alasannya."), code="note")
    with db.transaction():
        row = move(row_by_id(application_id), name, by, reason=reason, note=note)
        clock_runs.stop(row, clock_runs.LEFT)
        _stop_kk(row, by)
    return view(row)


def _stop_kk(row: Application, by: Actor) -> None:
    """Nothing of the PDF that was signed for this file may come out of the printer any more."""
    kk_prints.stop(row.id, by)
    kk_documents.retire(row.id)


def _checking(application_id: int) -> Application:
    row = row_by_id(application_id)
    if row.state != states.CHECKING:
        states.target(row.state, "accept")
    return row


def _decide(application_id: int, by: Actor) -> Application:
    if by.role not in DECIDERS:
        raise NotAllowed(N_("Keputusan ini milik Kepala Seksi."))
    return _checking(application_id)


def _require_papers(row: Application) -> None:
    open_questions = papers.undecided(row.id)
    if open_questions:
        raise Refused(
            N_("Tentukan dahulu apakah perlu: %(papers)s."),
            code="undecided",
            papers="; ".join(open_questions),
        )
    missing = papers.unmet(row.id)
    if missing:
        raise Refused(
            N_("Belum lengkap: %(papers)s."),
            code="incomplete",
            papers="; ".join(one.wording for one in missing),
        )


def _accept(row: Application, by: Actor) -> None:
    if row.complete_at and row.valid_at:
        _require_papers(row)
        move(row, "accept", by)
        clock_runs.start(row)
