"""The letter with which a proxy collects a KK."""

from typing import Any


def up(migrator: Any, db: Any) -> None:
    db.execute_sql("ALTER TABLE application ADD COLUMN taker_letter BLOB")
