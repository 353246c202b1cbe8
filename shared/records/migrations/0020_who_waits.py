"""Who waits is counted in an index of them alone."""

from typing import Any


def up(migrator: Any, db: Any) -> None:  # noqa: ARG001
    db.execute_sql(
        "CREATE INDEX ticket_waiting ON ticket (office_id, day, priority, service, only_counter,"
        " place, place_sub) WHERE state = 'waiting'"
    )
