"""The two decisions on a file, by name and time: complete, and valid; or back to the applicant."""

from shared import clock, db
from shared.errors import N_, Invalid
from shared.records import Application
from shared.rules.applications import (
    allowed,
    clock_runs,
    kk_documents,
    kk_prints,
    moves,
    papers,
    states,
)
from shared.rules.applications.view import ApplicationView, view
from shared.rules.common.actor import Actor


def propose(application_id: int, by: Actor) -> ApplicationView:
    """The counter says: the papers are all there. Refused while one is missing or undecided."""
    with db.transaction():
        row = allowed.row_for(application_id, "propose", by)
        moves.change(row, proposed_at=clock.now(), proposed_by=by.who)
        moves.record(row, "propose", by)
    return view(row)


def declare_complete(application_id: int, by: Actor) -> ApplicationView:
    """Decide that every required paper is there (lengkap)."""
    return _decide(application_id, "complete", by)


def declare_valid(application_id: int, by: Actor) -> ApplicationView:
    """Decide that what the papers say agrees (valid)."""
    return _decide(application_id, "valid", by)


def _decide(application_id: int, what: str, by: Actor) -> ApplicationView:
    """With both decisions it is complete and valid, and the clock starts."""
    with db.transaction():
        row = allowed.row_for(application_id, what, by)
        moves.change(row, **{f"{what}_at": clock.now(), f"{what}_by": by.who})
        moves.record(row, what, by)
        if row.complete_at and row.valid_at:
            moves.move(row, "accept", by)
            clock_runs.start(row)
    return view(row)


def give_back(
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
        case = allowed.case_for(application_id, "return", by)
        row = case.row
        if row.state == states.RECEIVED:
            moves.move(row, "check", by)
        if not (note or "").strip() and not papers.to_bring(case.items):
            raise Invalid(
                N_("Semua syarat ada. Tulis apa yang harus diperbaiki pemohon."), code="note"
            )
        moves.move(
            row, "return", by, reason=reason, note=note, returns=row.returns + 1, **moves.UNDECIDED
        )
        clock_runs.stop(row, clock_runs.RETURNED)
        _stop_kk(row, by)
    return view(row)


def resubmit(application_id: int, by: Actor) -> ApplicationView:
    """The applicant is back with what was missing: the same file is checked again."""
    with db.transaction():
        return view(moves.move(allowed.row_for(application_id, "resubmit", by), "resubmit", by))


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
        row = moves.move(
            allowed.row_for(application_id, name, by), name, by, reason=reason, note=note
        )
        clock_runs.stop(row, clock_runs.LEFT)
        _stop_kk(row, by)
    return view(row)


def _stop_kk(row: Application, by: Actor) -> None:
    """Nothing of the PDF that was signed for this file may come out of the printer any more."""
    kk_prints.stop(row.id, by)
    kk_documents.retire(row.id)
