"""An office with files keeps its clocks when the moment of the decision gets a column."""

import shutil
from pathlib import Path

from playhouse.migrations import Runner

from shared import db
from shared.config import Settings
from shared.records import ClockRun, migrate
from shared.rules import office as offices

SCRIPTS = Path(migrate.__file__).parent / "migrations"
COMPLETE, VALID, START, DUE = 1_000, 2_000, 9_000, 20_000


def _add(table: str, **columns: object) -> None:
    """A row with something in every column that must not be empty."""
    must = {
        row[1]: 0 if "INT" in row[2] else ""
        for row in db.rows(f"PRAGMA table_info({table})")
        if row[3] and row[4] is None and not row[5]
    }
    named = {**must, **columns}
    places = ", ".join("?" * len(named))
    db.database.execute_sql(
        f"INSERT INTO {table} ({', '.join(named)}) VALUES ({places})", tuple(named.values())
    )


def test_the_decision_is_taken_from_the_file(settings: Settings, tmp_path: Path) -> None:
    scripts = tmp_path / "scripts"
    scripts.mkdir()
    for script in sorted(SCRIPTS.glob("000[1-3]_*.py")):
        shutil.copy(script, scripts)
    settings.data.mkdir(parents=True)
    db.open_database(settings, checkpoints=True)
    list(Runner(db.database, str(scripts), table_name="schema_migration").up())
    with db.transaction():
        _add("office", id=1, slug="jatiroto", name="Kecamatan Jatiroto")
        _add(
            "application",
            id=1,
            office_id=1,
            number=1,
            touch="a",
            complete_at=COMPLETE,
            valid_at=VALID,
        )
        _add("application", id=2, office_id=1, number=2, touch="b")
        for row, stopped_for in ((1, "returned"), (1, None), (2, "left")):
            _add(
                "clock_run",
                office_id=1,
                application_id=row,
                started_at=START,
                due_at=DUE,
                stopped_for=stopped_for,
            )
    db.close_database()
    offices.prepare(settings)
    decided = db.rows("SELECT decided_at FROM clock_run ORDER BY id")
    assert decided == [(START,), (VALID,), (START,)]
    assert ClockRun.select().count() == 3
