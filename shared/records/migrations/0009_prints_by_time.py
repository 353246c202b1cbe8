"""The paper account finds the prints of a day without reading those of years."""

from typing import Any


def up(migrator: Any, db: Any) -> None:
    db.execute_sql(
        "CREATE INDEX sheet_job_office_id_changed_at ON sheet_job (office_id, changed_at)"
    )
