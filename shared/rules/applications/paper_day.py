"""The account of the A4 paper, by the day, in words: each print and each sheet, who and why."""

from collections.abc import Mapping, Set
from dataclasses import dataclass
from datetime import date

from shared.errors import N_
from shared.records import SheetJob
from shared.rules.applications import case, lists, seat_lists, view
from shared.rules.common import staff, words
from shared.rules.paper import account, sheets

_WHAT = {
    account.LOADED: N_("Kertas dimasukkan"),
    account.REMOVED: N_("Kertas diambil"),
    account.COUNTED: N_("Baki dihitung"),
    account.SPOILED: N_("Lembar rusak"),
}
_CANCELLED = N_("Dibatalkan: ")


@dataclass(frozen=True)
class PaperRow:
    """One thing that happened to the pile; `number` only of a KK, `sheets` with its sign.

    `line`: the note that may still be taken back.
    """

    at: str
    what: str
    number: str
    whose: str
    sheets: str
    remarks: str
    by: str
    line: int | None


def rows(day: date) -> list[PaperRow]:
    """What happened to the paper on that day, in the order of the clock."""
    changes = account.entries(day)
    jobs = sheets.by_ids(one.job for one in changes)
    known = lists.by_ids(job.application_id for job in jobs.values())
    numbers = {id_: view.number_text(row.year, row.number) for id_, row in known.items()}
    names = staff.usernames()
    wrong = {one.line for one in account.cancellable(day, changes)}
    return [_row(one, jobs.get(one.job or 0), numbers, names, wrong) for one in changes]


def _row(
    one: account.Change,
    job: SheetJob | None,
    numbers: Mapping[int, str],
    names: Mapping[str, str],
    may_cancel: Set[int | None],
) -> PaperRow:
    signed = one.sheets if one.what in (account.LOADED, account.COUNTED) else -one.sheets
    number = numbers.get(job.application_id or 0, "") if job else ""
    return PaperRow(
        at=words.clock_time(one.at),
        what=seat_lists.SHEET_LABELS[job.state]
        if job and one.what == account.USED
        else f"{_CANCELLED if one.cancels else ''}{_WHAT[one.what]}",
        number=number if job and job.kind == case.KK else "",
        whose=_whose(job, number) if job else "",
        sheets=f"= {signed}" if one.what == account.COUNTED else f"{signed:+d}" if signed else "0",
        remarks=_remarks(one, job),
        by=names.get(one.by, one.by),
        line=one.line if one.line in may_cancel else None,
    )


def _whose(job: SheetJob, number: str) -> str:
    """Which print it was: of a KK, of a receipt, of a paper of ours."""
    if job.kind == case.KK:
        return f"salinan ke-{job.copy}"
    return "Tanda terima" if job.kind == sheets.RECEIPT else f"Lembar kantor {number}"


def _remarks(one: account.Change, job: SheetJob | None) -> str:
    """How many were bad, why it was printed again, what somebody noted, why it is not out."""
    reason = sheets.REPRINT_REASONS.get(job.reason or "", "") if job else ""
    told = [
        f"{one.faulty} dari lembar yang keluar rusak." if one.faulty else "",
        f"Cetak ulang: {reason}." if reason else "",
        job.reason_note if job else one.note,
        job.trouble if job else "",
    ]
    return " ".join(part for part in told if part)
