"""Rows of the Buku Register: a file and its clock in the paper book's words (DOMAIN 7.1)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from shared import calendar, clock, vault
from shared.records import ApplicationItem, ClockRun
from shared.rules.applications import case, clock_runs, fields, states, view
from shared.rules.common import identity, staff, words
from shared.rules.common.office import here
from shared.rules.hours import opening

_LOSS_LETTER = "SURAT_HILANG"


@dataclass(frozen=True)
class Row:
    """One row of the book (DOMAIN 7.1), its numbers masked; dates as people write them.

    `took`: working days after the one on which the clock began; rows closed by an earlier version
    have none.
    """

    id: int
    sequence: int
    number: str
    received: str
    applicant: str
    nik: str
    head_of_family: str
    kk_number: str
    new_kk_number: str
    address: str
    kinds: str
    complete: str
    printed: str
    operator: str
    promptness: str
    handed: str
    taker: str
    remarks: str
    state: str
    took: str = ""


@dataclass(frozen=True)
class _Known:
    """What the rows of a stretch need, read once for all of them."""

    runs: dict[int, list[Any]]
    losses: dict[int, str]
    labels: dict[str, str]
    names: dict[str, str]
    days: calendar.Calendar


def rows_of(applications: Sequence[Any]) -> list[Row]:
    """These files, rows or plain values of them, as rows of the book."""
    ids = [row.id for row in applications]
    runs = _runs(ids)
    begins = (run.started_at for found in runs.values() for run in found)
    known = _Known(
        runs=runs,
        losses=_losses(ids),
        labels={kind.code: kind.label for kind in here().standard.matrix.kinds},
        names=staff.usernames(),
        days=opening.calendar(clock.service_day(min(begins, default=clock.now()))),
    )
    return [_row(row, known) for row in applications]


def _runs(ids: list[int]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = {}
    query = ClockRun.select().where(ClockRun.office == here().id, ClockRun.application_id.in_(ids))
    for run in query.order_by(ClockRun.id).namedtuples():
        found.setdefault(run.application_id, []).append(run)
    return found


def _losses(ids: list[int]) -> dict[int, str]:
    """The number of the police's letter of loss, where a file has one."""
    letters = ApplicationItem.select().where(
        ApplicationItem.office == here().id,
        ApplicationItem.application_id.in_(ids),
        ApplicationItem.item == _LOSS_LETTER,
        ApplicationItem.seen,
    )
    return {item.application_id: item.number or "" for item in letters}


def _row(row: Any, known: _Known) -> Row:
    runs = known.runs.get(row.id, [])
    return Row(
        id=row.id,
        sequence=row.number,
        number=view.number_text(row.year, row.number),
        received=_moment(row.received_at),
        applicant=row.applicant,
        nik=identity.mask(vault.opened(row.nik)),
        head_of_family=row.head_of_family,
        kk_number=identity.mask(vault.opened(row.kk_number)),
        new_kk_number=identity.mask(vault.opened(row.new_kk_number)),
        address=view.address(row),
        kinds=" + ".join(known.labels.get(code, code) for code in row.kinds),
        complete=_moment(row.valid_at),
        printed=_moment(row.printed_at),
        operator=known.names.get(row.printed_by or "", row.printed_by or ""),
        promptness=_promptness(runs),
        handed=_moment(row.handed_at),
        taker=row.taker or "",
        remarks=_remarks(row, known.losses.get(row.id)),
        state=row.state,
        took=_took(runs, known.days),
    )


def _promptness(runs: list[Any]) -> str:
    """`T` on time, `L` late (once is enough), empty while it is open and not late."""
    if not runs:
        return ""
    if any(case.is_late(run) for run in runs):
        return "L"
    return "T" if runs[-1].stopped_for == clock_runs.READY else ""


def _took(runs: list[Any], days: calendar.Calendar) -> str:
    """Working days from the start of the clock until the KK was ready; empty until then."""
    if not runs or runs[-1].stopped_for != clock_runs.READY:
        return ""
    began, ended = clock.service_day(runs[-1].started_at), clock.service_day(runs[-1].stopped_at)
    return str(days.working_days_between(began, ended))


def _remarks(row: Any, loss: str | None) -> str:
    parts = [
        f"hilang{f' No. {loss}' if loss else ''}" if loss is not None else "",
        f"dikembalikan {row.returns}×" if row.returns else "",
        "dirujuk ke Dinas" if row.state == states.REFERRED else "",
        "dibatalkan pemohon" if row.state == states.CANCELLED else "",
        "ditulis tangan" if row.handwritten else "",
        *(text for _, text in fields.told(row)),
    ]
    return "; ".join(part for part in parts if part)


def _moment(moment: datetime | None) -> str:
    if moment is None:
        return ""
    return f"{clock.local(moment).strftime('%d-%m-%Y')} {words.clock_time(moment)}"
