"""A hand-over says which identity card, what became of the old KK, and why there was no receipt."""

from typing import Any

from peewee import TextField

_NEW = ("taker_identity_kind", "old_kk", "without_receipt")


def up(migrator: Any, db: Any) -> None:
    for name in _NEW:
        migrator.migrate(migrator.add_column("application", name, TextField(null=True)))
    # A tick that was not set said nothing: whether the old KK was there is not known.
    db.execute_sql("UPDATE application SET old_kk = 'withdrawn' WHERE old_kk_withdrawn")
