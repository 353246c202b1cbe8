"""An application with what else is known of it: its papers, its clock, its document, its prints."""

from datetime import datetime
from functools import cached_property
from typing import Any

from shared import clock
from shared.records import Application, ApplicationItem, ClockRun, Document, SheetJob
from shared.rules.applications import papers, states
from shared.rules.common.office import here
from shared.rules.paper import sheets

KK = "kk"
"""The kind of a print that is a file's signed KK."""


class Case:
    """One row and what belongs to it, each asked of the database once, when first looked at."""

    def __init__(self, row: Application) -> None:
        self.row = row

    @cached_property
    def items(self) -> list[ApplicationItem]:
        """Its papers, in the order in which they were asked for."""
        return papers.items(self.row.id)

    @cached_property
    def unmet(self) -> list[papers.Unmet]:
        """What is missing or wrong."""
        return papers.unmet(self.items)

    @cached_property
    def runs(self) -> list[ClockRun]:
        """Its clock, run by run."""
        rows = ClockRun.select().where(
            ClockRun.office == here().id, ClockRun.application_id == self.row.id
        )
        return list(rows.order_by(ClockRun.id))

    @property
    def late(self) -> ClockRun | None:
        """The late run that has no reason yet, or else the last late one."""
        late = [run for run in self.runs if is_late(run)]
        unsaid = [run for run in late if not run.late_reason]
        return next(iter([*unsaid, *reversed(late)]), None)

    @cached_property
    def document(self) -> Document | None:
        """The signed PDF that is attached now."""
        rows = Document.select().where(
            Document.office == here().id,
            Document.application_id == self.row.id,
            Document.removed_at.is_null(),
        )
        found: Document | None = rows.order_by(Document.id.desc()).first()
        return found

    @cached_property
    def prints(self) -> list[SheetJob]:
        """Every print of its KK, the newest first."""
        rows = SheetJob.select().where(
            SheetJob.office == here().id,
            SheetJob.application_id == self.row.id,
            SheetJob.kind == KK,
        )
        return list(rows.order_by(SheetJob.id.desc()))

    @property
    def may_print(self) -> bool:
        """Whether its document may go to the printer."""
        return self.document is not None and printable(self.document)

    @property
    def is_printing(self) -> bool:
        """Whether a print of it is under way, or may have been."""
        return bool(self.prints) and self.prints[0].state in (*sheets.LIVE, sheets.UNCERTAIN)

    @property
    def made(self) -> dict[str, datetime]:
        """When each of the steps that a paper book tells of was made, as the book says now."""
        row = self.row
        found = {
            "decided": max(row.complete_at, row.valid_at)
            if row.complete_at and row.valid_at
            else None,
            "printed": row.printed_at,
            "ready": row.ready_at,
            "handed": row.handed_at,
        }
        return {name: at for name, at in found.items() if at}

    @property
    def is_checked(self) -> bool:
        """Whether its papers are being looked at, or wait for that."""
        return self.row.state in (states.RECEIVED, states.CHECKING)


def printable(document: Document) -> bool:
    """Whether this document may go to the printer."""
    return not unprintable(document)


def unprintable(document: Document) -> str:
    """Why this document may not go to the printer: its signature, or whose KK it is; else empty."""
    if document.signature != states.VALID and document.override_by is None:
        return states.SIGNATURES[document.signature]
    doubted = document.doubt and document.doubt_by is None
    return str(document.verdict["doubt"]) if doubted else ""


def is_late(run: Any) -> bool:
    """Whether the run ended, in whatever way, or still stands after its due time."""
    return bool((run.stopped_at or clock.now()) > run.due_at)
