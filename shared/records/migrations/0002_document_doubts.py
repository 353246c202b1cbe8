"""A document keeps which family it is of, what is doubted of it, and who lifted the doubt."""

from typing import Any

from peewee import JSONField, TextField

_COLUMNS = {
    "signature_mark": TextField(null=True),
    "kk_marks": JSONField(null=True),
    "doubt": TextField(null=True),
    "doubt_by": TextField(null=True),
    "doubt_reason": TextField(null=True),
}


def up(migrator: Any, db: Any) -> None:
    migrator.migrate(
        *(migrator.add_column("document", name, field) for name, field in _COLUMNS.items())
    )
    db.execute_sql(
        'CREATE INDEX "document_office_id_signature_mark"'
        ' ON "document" ("office_id", "signature_mark")'
    )
