"""The clock keeps the moment of the decision, and finds late runs that nobody has explained."""

from typing import Any

# Running and ready files still have their two decisions; what ended otherwise is never counted
# again.
_STEPS = (
    "ALTER TABLE clock_run ADD COLUMN decided_at BIGINT NOT NULL DEFAULT 0",
    "UPDATE clock_run SET decided_at = COALESCE((SELECT MAX(complete_at, valid_at)"
    " FROM application WHERE application.id = clock_run.application_id"
    " AND clock_run.stopped_for IS NOT 'returned'), started_at)",
    "CREATE INDEX clock_run_unexplained ON clock_run (office_id, due_at)"
    " WHERE late_reason IS NULL AND (stopped_at IS NULL OR stopped_at > due_at)",
)


def up(migrator: Any, db: Any) -> None:
    for step in _STEPS:
        db.execute_sql(step)
