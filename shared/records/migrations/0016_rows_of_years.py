"""Indexes by which pages, lists and sweeps go straight to their rows among those of years."""

from typing import Any

_INDEXES = (
    # All that a search of the register looks at but the dates, so that it reads no row in vain.
    "application_looked_through ON application"
    " (office_id, id, state, village, number, name_key, kinds)",
    "clock_run_office_id_due_at ON clock_run (office_id, due_at)",
    "clock_run_explained ON clock_run (office_id) WHERE late_reason IS NOT NULL",
    "complaint_office_id_due_at ON complaint (office_id, due_at)",
    "complaint_office_id_closed_at ON complaint (office_id, closed_at)",
    "document_kept ON document (office_id, file) WHERE removed_at IS NULL",
    "sheet_job_office_id_id ON sheet_job (office_id, id)",
    "sheet_job_cancel_asked ON sheet_job (office_id) WHERE cancel_asked",
    "slip_job_kept ON slip_job (office_id, changed_at) WHERE data IS NOT NULL",
    "ticket_event_undoable ON ticket_event (office_id, day) WHERE before IS NOT NULL",
    "ticket_not_over ON ticket (office_id, day)"
    " WHERE state NOT IN ('done', 'cancelled', 'released')",
)


def up(migrator: Any, db: Any) -> None:
    for index in _INDEXES:
        db.execute_sql(f"CREATE INDEX {index}")
