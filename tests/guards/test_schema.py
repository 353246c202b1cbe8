"""The tables that the migrations make are the tables that the program expects."""

from pathlib import Path

from playhouse.schema_diff import diff_models

from shared.db import database
from shared.records import TABLES, Office
from shared.rules.common.office import Here

SCRIPTS = Path(__file__).parents[2] / "shared" / "records" / "migrations"


def test_migrations_make_exactly_the_tables_of_the_program(office: Here) -> None:
    assert not any(diff_models(database, TABLES))


def test_every_table_and_every_unique_index_belongs_to_an_office() -> None:
    for table in TABLES:
        if table is Office:
            continue
        assert "office" in table._meta.fields, table
        for index in table._meta.fields_to_index():
            assert not index._unique or table.office in index._expressions, (table, index._name)
        assert not [field for field in table._meta.fields.values() if field.unique], table


def test_migrations_are_numbered_without_a_gap() -> None:
    numbers = sorted(int(path.name[:4]) for path in SCRIPTS.glob("[0-9]*.py"))
    assert numbers == list(range(1, len(numbers) + 1))
