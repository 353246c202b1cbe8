"""Spoiled sheets get rows of their own, dated when they were noted; receipts a kind of their own."""

from typing import Any

from peewee import AutoField, BigIntegerField, ForeignKeyField, IntegerField, Model, TextField

# Sheets of before were all counted beside the print's own, on the day of the print.
_MOVE = """
INSERT INTO sheet_spoilage (office_id, job_id, at, faulty, spoiled, by)
SELECT office_id, id, changed_at, 0, sheets_spoiled, by FROM sheet_job WHERE sheets_spoiled > 0
"""
_OWN = """
UPDATE sheet_job SET sheets_used = MAX(0, COALESCE(sheets_used, 0) - sheets_spoiled)
WHERE sheets_spoiled > 0
"""
# Nobody can tell which papers of before were receipts: none of them is printed again.
_RECEIPTS = """
UPDATE sheet_job SET kind = 'receipt' WHERE kind = 'paper' AND media IS NULL
AND state IN ('printed', 'failed', 'cancelled', 'uncertain')
"""


class Office(Model):
    id = AutoField()

    class Meta:
        legacy_table_names = False


class SheetSpoilage(Model):
    office = ForeignKeyField(Office, on_delete="RESTRICT", index=False)
    id = AutoField()
    job_id = IntegerField()
    at = BigIntegerField()
    faulty = IntegerField()
    spoiled = IntegerField()
    by = TextField()

    class Meta:
        legacy_table_names = False
        indexes = ((("office", "at"), False),)


def up(migrator: Any, db: Any) -> None:
    migrator.migrate(migrator.add_column("sheet_job", "sheets_faulty", IntegerField(default=0)))
    with db.bind_ctx((Office, SheetSpoilage)):
        db.create_tables((SheetSpoilage,))
    for statement in (_MOVE, _OWN, _RECEIPTS):
        db.execute_sql(statement)
