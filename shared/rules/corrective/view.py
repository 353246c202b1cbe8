"""A corrective action as those who may see it read it, and its words."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from shared import clock
from shared.errors import N_
from shared.records import CorrectiveAction
from shared.rules.common import staff
from shared.rules.common.office import here
from shared.rules.paper.said import Said

PREFIX = "PTPP"
OPEN, PLANNED, DONE, CLOSED = "open", "planned", "done", "closed"
LABELS = {
    OPEN: N_("Terbuka"),
    PLANNED: N_("Rencana"),
    DONE: N_("Dilaksanakan"),
    CLOSED: N_("Ditutup"),
}
SOURCES = {
    "complaint": N_("Pengaduan"),
    "oversight": N_("Pengawasan internal"),
    "survey": N_("Survei kepuasan"),
    "target": N_("Sasaran mutu tidak tercapai"),
    "incident": N_("Insiden"),
}
SEVERITIES = {"major": N_("Mayor"), "minor": N_("Minor"), "potential": N_("Potensi (observasi)")}
CAUSES = {
    "person": N_("Manusia"),
    "method": N_("Metode"),
    "tool": N_("Alat"),
    "material": N_("Bahan"),
    "surroundings": N_("Lingkungan"),
}


class CorrectiveActionView(Said):
    """A corrective action as those who may see it read it."""

    id: int
    number: str
    state: str
    label: str
    source: str
    complaint_id: int | None
    unit: str
    unit_name: str
    guarded: bool
    issued_at: datetime
    issued_by: str
    problem: str
    severity: str
    whys: tuple[str, ...]
    causes: dict[str, str]
    correction: str
    corrected_on: date | None
    corrective: str
    preventive: str
    owner_id: int | None
    owner: str
    due_on: date | None
    late: bool
    done_on: date | None
    evidence: str
    verify_from: date | None
    verified_by: str
    verified_at: datetime | None
    effective: bool | None
    verdict: str
    follows: str
    version: int


def number_text(year: int, number: int) -> str:
    """`PTPP-2026-003`."""
    return f"{PREFIX}-{year}-{number:03d}"


def view(row: CorrectiveAction) -> CorrectiveActionView:
    """The corrective action as it stands."""
    return views([row])[0]


def views(rows: Iterable[CorrectiveAction]) -> list[CorrectiveActionView]:
    """The corrective actions as they stand, however many of them."""
    found = list(rows)
    if not found:
        return []
    people, before = staff.everybody(), numbers({row.follows_id for row in found})
    names: dict[Any, str] = {key: one.name for one in people for key in (one.username, one.id)}
    return [_view(row, names, before.get(row.follows_id, "")) for row in found]


def numbers(ids: Iterable[int | None]) -> dict[int | None, str]:
    """The numbers of these, as people write them."""
    wanted = {one for one in ids if one}
    table = CorrectiveAction
    rows = table.select(table.id, table.year, table.number).where(table.id.in_(list(wanted)))
    return {row.id: number_text(row.year, row.number) for row in (rows if wanted else ())}


def _view(row: CorrectiveAction, names: Mapping[Any, str], follows: str) -> CorrectiveActionView:
    running = row.state in (OPEN, PLANNED)
    return CorrectiveActionView(
        id=row.id,
        number=number_text(row.year, row.number),
        state=row.state,
        label=LABELS[row.state],
        source=SOURCES[row.source],
        complaint_id=row.complaint_id,
        unit=row.unit,
        unit_name=here().standard.unit(row.unit).name,
        guarded=row.guarded,
        issued_at=row.issued_at,
        issued_by=names.get(row.issued_by, row.issued_by),
        problem=row.problem,
        severity=SEVERITIES[row.severity],
        whys=tuple(row.whys),
        causes=dict(row.causes),
        correction=row.correction or "",
        corrected_on=row.corrected_on,
        corrective=row.corrective or "",
        preventive=row.preventive or "",
        owner_id=row.owner_id,
        owner=names.get(row.owner_id, ""),
        due_on=row.due_on,
        late=running and row.due_on is not None and row.due_on < clock.service_day(),
        done_on=row.done_on,
        evidence=row.evidence or "",
        verify_from=row.verify_from,
        verified_by=names.get(row.verified_by, ""),
        verified_at=row.verified_at,
        effective=row.effective,
        verdict=row.verdict or "",
        follows=follows,
        version=row.version,
    )
