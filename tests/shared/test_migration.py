"""An office that worked with an earlier version keeps everything when it opens this one."""

import json
import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from playhouse.migrations import Runner
from playhouse.schema_diff import diff_models

from shared import clock, db
from shared.config import Settings
from shared.errors import SetupError
from shared.records import TABLES, Application, SheetJob, Ticket, migrate
from shared.rules import journal, paper_account, prints, queue, sheets, staff
from shared.rules import office as offices
from tests import kk
from tests.office import MONDAY, PASSWORD, take

SCRIPTS = Path(migrate.__file__).parent / "migrations"
FIRST = "0001_first"
NINE = 1_795_399_200_000  # Monday, 23 November 2026, 09.00 WIB, in ms


@pytest.fixture
def earlier(settings: Settings, tmp_path: Path) -> Settings:
    """An office of the version that knew queue and slips only, in the middle of its day."""
    _begin(settings, tmp_path / "scripts", 1)
    with db.transaction():
        _a_morning()
    db.close_database()
    return settings


def _begin(settings: Settings, scripts: Path, count: int) -> None:
    """A new database as the first so many migrations made it, open."""
    scripts.mkdir()
    names = sorted(path.stem for path in SCRIPTS.glob("0*.py"))[:count]
    for name in names:
        shutil.copy(SCRIPTS / f"{name}.py", scripts)
    settings.data.mkdir(parents=True)
    db.open_database(settings, checkpoints=True)
    assert list(Runner(db.database, str(scripts), table_name="schema_migration").up()) == names


def _a_morning() -> None:
    _add("office", id=1, slug="jatiroto", name="Kecamatan Jatiroto")
    _add(
        "staff",
        username="sari",
        name="Sari Percobaan",
        roles=json.dumps([staff.COUNTER]),
        password_hash=PasswordHasher().hash(PASSWORD),
        active=1,
        epoch=0,
        created_at=NINE,
    )
    _add("calendar_day", day="2026-11-24", name="Rapat", kind="TUTUP_KANTOR", source="petugas")
    _add("day_counter", day="2026-11-23", letter="A", last=2)
    for number, state in ((1, "serving"), (2, "waiting")):
        _add(
            "ticket",
            day="2026-11-23",
            letter="A",
            number=number,
            service="KK",
            language="id",
            channel="kiosk",
            token=f"token-{number}",
            touch=f"touch-{number}",
            state=state,
            place=number,
            place_sub=0,
            calls=2 - number,
            ahead=0,
            issued_at=NINE,
            counter=1 if state == "serving" else None,
            version=0,
        )
        _add(
            "print_job",
            token=f"slip-{number}",
            kind="ticket",
            ticket_id=number,
            printer="ticket",
            copy=0,
            payload="{}",
            state="printed",
            attempts=1,
            data=b"\x1b@",
            evidence="status",
            created_at=NINE,
            changed_at=NINE,
        )
    _add("counter_seat", counter=1, state="open", staff_id=1, ticket_id=1, since=NINE)


def _add(table: str, **columns: object) -> None:
    office = {} if table == "office" else {"office_id": 1}
    named = {**office, **columns}
    places = ", ".join("?" * len(named))
    db.database.execute_sql(
        f"INSERT INTO {table} ({', '.join(named)}) VALUES ({places})", tuple(named.values())
    )


def _columns() -> dict[str, list[str]]:
    """The tables there are now, and their columns."""
    named = db.rows("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
    skip = ("schema_migration", "sqlite_sequence")
    return {
        name: [row[1] for row in db.rows(f"PRAGMA table_info({name})")]
        for (name,) in named
        if name not in skip
    }


def _rows(columns: dict[str, list[str]]) -> dict[str, list[tuple[object, ...]]]:
    """Everything in these columns."""
    return {
        name: db.rows("SELECT {} FROM {}".format(", ".join(map('"{}"'.format, of)), name))
        for name, of in columns.items()
    }


def test_an_office_of_before_is_told_to_prepare_its_database(earlier: Settings) -> None:
    with pytest.raises(SetupError, match="belum disiapkan"):
        offices.open_office(earlier, checkpoints=True)


def test_an_office_of_before_keeps_every_row_and_gets_the_tables_of_today(
    earlier: Settings,
) -> None:
    db.open_database(earlier, checkpoints=True)
    columns = _columns()
    before = _rows(columns)
    db.close_database()
    applied = offices.prepare(earlier)
    assert FIRST not in applied
    assert applied == sorted(path.stem for path in SCRIPTS.glob("0*.py"))[1:]
    assert _rows(columns) == before
    assert sum(map(len, before.values())) == 9
    added = {name: of for name, of in _columns().items() if name not in columns}
    assert added
    assert not any(_rows(added).values())
    assert not any(diff_models(db.database, TABLES))
    assert db.rows("PRAGMA integrity_check") == [("ok",)]
    assert db.rows("PRAGMA foreign_key_check") == []
    assert offices.prepare(earlier) == []


def test_an_office_of_before_works_on_where_it_stood(earlier: Settings) -> None:
    offices.prepare(earlier)
    db.close_database()
    offices.open_office(earlier, checkpoints=True)
    try:
        clock.move(earlier.data, MONDAY)
        assert take("KK").number == "A-003"
        sari = staff.sign_in("sari", PASSWORD, "127.0.0.1").acting(staff.COUNTER)
        queue.finish(1, sari)
        assert queue.call_next(1, sari).number == "A-002"
        assert prints.claim_next("station-1", "ticket") is not None
        file = kk.accepted(ticket_id=Ticket.get(Ticket.number == 1).id)
        assert file.number == "KK-2026-000001"
        assert clock.local(file.due_at).isoformat() == "2026-11-25T15:00:00+07:00"
        assert Application.select().count() == 1
        assert journal.broken_at() is None
    finally:
        offices.close_office()


def test_spoiled_sheets_of_before_keep_their_day_and_no_paper_of_before_is_printed_again(
    settings: Settings, tmp_path: Path
) -> None:
    _begin(settings, tmp_path / "scripts", 3)
    with db.transaction():
        _add("office", id=1, slug="jatiroto", name="Kecamatan Jatiroto")
        for number, state, used, spoiled in (
            (1, "printed", 3, 2),
            (2, "failed", 1, 1),
            (3, "queued", None, 0),
        ):
            _add(
                "sheet_job",
                token=f"SPD-{number}",
                touch=f"touch-{number}",
                kind="paper",
                priority=50,
                file="papers/x.pdf",
                sha256="0" * 64,
                pages=1,
                printer="sheet",
                copy=1,
                state=state,
                needs_pin=0,
                sheets_used=used,
                sheets_spoiled=spoiled,
                cancel_asked=0,
                by="dewi",
                created_at=NINE,
                changed_at=NINE,
            )
    db.close_database()
    offices.prepare(settings)
    db.close_database()
    offices.open_office(settings, checkpoints=True)
    try:
        clock.move(settings.data, MONDAY + timedelta(days=1))
        day = paper_account.balance(MONDAY.date())
        assert (day.used, day.spoiled, day.closing) == (1, 3, -4)
        kinds = [job.kind for job in SheetJob.select().order_by(SheetJob.id)]
        assert kinds == [sheets.RECEIPT, sheets.RECEIPT, sheets.PAPER]
    finally:
        offices.close_office()
