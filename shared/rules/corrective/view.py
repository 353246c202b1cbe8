"""A corrective action as those who may see it read it, and its words."""

from dataclasses import dataclass
from datetime import date, datetime

from shared import clock
from shared.errors import N_
from shared.records import CorrectiveAction
from shared.rules.common import staff
from shared.rules.common.office import here

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


@dataclass(frozen=True)
class ActionView:
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
    verified_by: str
    verified_at: datetime | None
    effective: bool | None
    verdict: str
    follows: str
    version: int


def number_text(year: int, number: int) -> str:
    """`PTPP-2026-003`."""
    return f"PTPP-{year}-{number:03d}"


def view(row: CorrectiveAction) -> ActionView:
    """The corrective action as it stands."""
    before = CorrectiveAction.get_or_none(CorrectiveAction.id == row.follows_id)
    running = row.state in (OPEN, PLANNED)
    return ActionView(
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
        issued_by=staff.named(row.issued_by),
        problem=row.problem,
        severity=SEVERITIES[row.severity],
        whys=tuple(row.whys),
        causes=dict(row.causes),
        correction=row.correction or "",
        corrected_on=row.corrected_on,
        corrective=row.corrective or "",
        preventive=row.preventive or "",
        owner_id=row.owner_id,
        owner=staff.name_of(row.owner_id),
        due_on=row.due_on,
        late=running and row.due_on is not None and row.due_on < clock.service_day(),
        done_on=row.done_on,
        evidence=row.evidence or "",
        verified_by=staff.name_of(row.verified_by),
        verified_at=row.verified_at,
        effective=row.effective,
        verdict=row.verdict or "",
        follows=number_text(before.year, before.number) if before else "",
        version=row.version,
    )
