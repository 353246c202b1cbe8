"""A new KK number is found by its fingerprint; `antrean setup` fills in those of earlier files."""

from typing import Any

_STEPS = (
    "ALTER TABLE application ADD COLUMN new_kk_print TEXT",
    "CREATE INDEX application_office_id_new_kk_print ON application (office_id, new_kk_print)",
)


def up(migrator: Any, db: Any) -> None:
    for step in _STEPS:
        db.execute_sql(step)
