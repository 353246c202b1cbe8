"""Clock, bell, database handle, journal: what everything else stands on."""

import shutil
import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from unittest.mock import patch
from uuid import uuid4

import pytest
from peewee import ModelSelect

from shared import bell, clock, db
from shared.announce import announce
from shared.db import sqlite
from shared.errors import Invalid, SetupError
from shared.records import TABLES, Application, Complaint, JournalLine, SheetJob, Staff, Ticket
from shared.records.base import InstantField, from_ms, to_ms
from shared.rules import queue
from shared.rules.applications import moves as file_moves
from shared.rules.common import chain, journal, numbers, words
from shared.rules.common.actor import SYSTEM
from shared.rules.common.office import Here
from shared.rules.complaints import way
from shared.rules.paper import sheets, slips
from shared.rules.paper.sheets import hands
from shared.rules.paper.sheets import rows as sheet_rows
from shared.rules.paper.sheets.kinds import Original
from shared.rules.queue import moves as ticket_moves
from shared.rules.queue import slip
from tests import once
from tests.office import take


class TestClock:
    """One "now" for everybody, movable in practice."""

    def test_a_moved_clock_ticks_on_for_all_who_follow(self, tmp_path: Path) -> None:
        clock.follow(tmp_path)
        clock.move(tmp_path, datetime(2026, 11, 23, 9, 0))
        first = clock.now()
        assert clock.local(first).strftime("%Y-%m-%d %H.%M") == "2026-11-23 09.00"
        assert timedelta() <= clock.now() - first < timedelta(seconds=5)
        clock.move(tmp_path, datetime(2027, 1, 4, 14, 59))
        assert clock.service_day().isoformat() == "2027-01-04"

    def test_without_practice_it_is_the_real_time(self, tmp_path: Path) -> None:
        clock.move(tmp_path, datetime(2000, 1, 1))
        assert abs(clock.now() - datetime.now(UTC)) < timedelta(seconds=5)

    def test_the_service_day_is_the_offices_day_not_utcs(self) -> None:
        assert clock.service_day(datetime(2026, 11, 22, 17, 30, tzinfo=UTC)).day == 23

    @pytest.mark.parametrize("year", [1, 9999])
    def test_a_moment_that_could_not_be_read_again_is_not_kept(self, year: int) -> None:
        with pytest.raises(Invalid):
            InstantField().db_value(datetime(year, 1, 1, tzinfo=UTC))

    def test_moments_survive_storage_to_the_millisecond(self) -> None:
        moment = datetime(2026, 11, 23, 2, 15, 7, 123000, tzinfo=UTC)
        assert from_ms(to_ms(moment)) == moment


@pytest.mark.parametrize(
    ("version", "sound"),
    [
        ((3, 40, 1), False),
        ((3, 44, 5), False),
        ((3, 44, 6), True),
        ((3, 50, 6), False),
        ((3, 50, 7), True),
        ((3, 51, 2), False),
        ((3, 51, 3), True),
        ((3, 54, 0), True),
    ],
)
def test_a_sqlite_that_can_corrupt_a_wal_is_refused(
    version: tuple[int, int, int], sound: bool, settings, monkeypatch
) -> None:
    assert sqlite.is_sound(version) is sound
    monkeypatch.setattr(sqlite, "version", lambda: version)
    if not sound:
        with pytest.raises(SetupError, match="merusak data"):
            db.open_database(settings, checkpoints=True)


class TestBell:
    """A hint that may be lost, and never hurts."""

    def test_a_ring_wakes_every_listener(self, tmp_path: Path) -> None:
        ears = [bell.Listener(tmp_path, name) for name in ("web", "station-1")]
        bell.ring(tmp_path, "queue", "paper")
        assert [ear.wait(1) for ear in ears] == [{"queue", "paper"}] * 2
        for ear in ears:
            ear.close()

    def test_many_rings_are_heard_as_one(self, tmp_path: Path) -> None:
        ear = bell.Listener(tmp_path, "web")
        for _ in range(5):
            bell.ring(tmp_path, "queue")
        assert ear.wait(1) == {"queue"}
        assert ear.wait(0.01) == set()
        ear.close()

    def test_ringing_with_nobody_there_or_a_dead_listener_is_harmless(self, tmp_path: Path) -> None:
        bell.ring(tmp_path, "queue")
        dead = bell.Listener(tmp_path, "dead")
        dead._socket.close()
        alive = bell.Listener(tmp_path, "alive")
        bell.ring(tmp_path, "queue")
        assert alive.wait(1) == {"queue"}
        alive.close()

    def test_a_full_ear_blocks_nobody(self, tmp_path: Path) -> None:
        deaf = bell.Listener(tmp_path, "deaf")
        for _ in range(2000):
            bell.ring(tmp_path, "queue")
        assert deaf.wait(1) == {"queue"}
        deaf.close()

    def test_a_long_data_path_is_no_obstacle(self, tmp_path: Path) -> None:
        deep = tmp_path / ("panjang" * 20) / ("sekali" * 20)
        ear = bell.Listener(deep, "web")
        bell.ring(deep, "queue")
        assert ear.wait(1) == {"queue"}
        ear.close()

    def test_it_rings_after_the_commit_and_not_after_a_rollback(self, office: Here) -> None:
        ear = bell.Listener(office.settings.data, "test")
        with pytest.raises(ZeroDivisionError), db.transaction():
            announce("queue")
            raise ZeroDivisionError
        assert ear.wait(0.05) == set()
        with db.transaction():
            announce("queue")
            assert ear.wait(0.05) == set()
        assert ear.wait(1) == {"queue"}
        ear.close()


class TestDatabase:
    """Durable, and one write at a time."""

    def test_every_commit_is_synced_in_wal_mode(self, office: Here) -> None:
        asked = {
            name: db.rows(f"PRAGMA {name}")[0][0]
            for name in ("journal_mode", "synchronous", "foreign_keys")
        }
        assert asked == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}

    def test_a_failed_write_leaves_nothing(self, office: Here) -> None:
        with pytest.raises(ZeroDivisionError), db.transaction():
            journal.write(SYSTEM, "test", "x")
            raise ZeroDivisionError
        assert JournalLine.select().count() == 0

    def test_writers_in_many_threads_wait_for_each_other(self, office: Here) -> None:
        def write() -> None:
            for _ in range(20):
                journal.note(SYSTEM, "test", "x")
            db.close_database()

        threads = [threading.Thread(target=write) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert JournalLine.select().count() == 160
        assert chain.verify().broken_at is None


ALONE = {
    "a line of the journal": lambda row: journal.write(SYSTEM, "test", "x"),
    "a number of a book": lambda row: numbers.next_in_year("KK", 2026),
    "a move of a ticket": lambda row: ticket_moves.move(Ticket.get(), "called", SYSTEM, 1),
    "a ticket's slip": lambda row: slip.ask(row),
    "a slip asked for once": lambda row: slips.ask_once("token", dict),
    "a sheet": lambda row: sheet_rows.add(
        sheets.PAPER, SYSTEM, str(uuid4()), Original("x", "x", 1)
    ),
    "spoiled sheets": lambda row: hands.book(SheetJob(), 0, 0, SYSTEM),
    "a move of a file": lambda row: file_moves.move(Application(), "propose", SYSTEM),
    "a move of a complaint": lambda row: way.move(Complaint(), "report", SYSTEM),
}


@pytest.mark.parametrize("work", ALONE.values(), ids=ALONE)
def test_what_belongs_to_a_transaction_fails_outside_one(
    office: Here, work: Callable[[queue.TicketView], object]
) -> None:
    row = take()
    before = {table: db.rows(f"SELECT * FROM {table._meta.table_name}") for table in TABLES}
    with pytest.raises(RuntimeError, match="inside a transaction"):
        work(row)
    after = {table: db.rows(f"SELECT * FROM {table._meta.table_name}") for table in TABLES}
    assert after == before


class TestWrittenSql:
    """One door, in words and with names that every engine takes."""

    def test_a_name_may_stand_twice_and_a_tuple_stands_for_each_of_its_values(
        self, office: Here
    ) -> None:
        first, second = take("KK"), take("AMBIL")
        mine = "SELECT id FROM ticket WHERE office_id = :id AND service IN :services ORDER BY id"
        both = (first.service, second.service)
        assert db.rows(mine, id=office.id, services=both) == [(first.id,), (second.id,)]
        assert db.value(mine, id=office.id, services=both) == first.id
        assert db.value(mine, id=office.id, services=()) is None
        assert db.value("SELECT :one + :one", one=2) == 4
        (row,) = db.objects(Ticket, "SELECT * FROM ticket WHERE id = :id", id=second.id)
        assert (row.day, row.issued_at) == (
            second.day,
            second.issued_at.replace(microsecond=second.issued_at.microsecond // 1000 * 1000),
        )

    def test_a_new_row_has_what_the_table_gives_and_a_change_is_refused_the_second_time(
        self, office: Here
    ) -> None:
        made = {"username": "sari", "name": "Sari", "roles": ["petugas_loket"], "password_hash": ""}
        found = Staff.get_by_id(db.add(Staff, office=office.id, created_at=clock.now(), **made))
        assert (found.roles, found.active, found.epoch) == (["petugas_loket"], True, 0)
        other = Staff.get_by_id(found.id)
        assert db.change(found, "epoch", epoch=1, roles=[], unit=None)
        assert (found.roles, Staff.get_by_id(found.id).roles) == ([], [])
        assert not db.change(other, "epoch", epoch=1, name="Lain")
        assert (other.name, Staff.get_by_id(found.id).name) == ("Sari", "Sari")

    def test_the_marks_of_another_engine_are_put_in_the_same_places(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(sqlite, "MARK", "%({})s")
        spoken = db._spoken.__wrapped__("day = :day AND service IN :services", 2)
        assert spoken == (
            "day = %(day)s AND service IN (%(services_0)s, %(services_1)s)",
            ("services",),
        )


class TestWords:
    """Days, times and numbers as the office writes them."""

    def test_dates_and_times(self) -> None:
        moment = datetime(2026, 11, 23, 2, 15, tzinfo=UTC)
        assert words.long_date(clock.service_day(moment)) == "Senin, 23 November 2026"
        assert words.time_with_zone(moment) == "09.15 WIB"

    def test_digits_are_spoken_one_by_one(self) -> None:
        assert words.digits_spoken("012") == "nol, satu, dua"


def test_the_columns_of_a_table_that_tests_write_once_are_those_of_the_query_builder(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def written() -> list[object]:
        all_ = [table.select() for table in TABLES]
        return [one.where(one.model.id.in_(one)).sql() for one in all_] + [
            one.order_by(one.model.id).limit(1).sql() for one in all_
        ]

    once_only = written()
    monkeypatch.setattr(ModelSelect, "__sql_selection__", once.select)
    assert written() == once_only


def test_the_program_refuses_a_database_that_is_not_prepared(settings) -> None:
    from shared.rules.common import office as offices

    settings.data.mkdir(parents=True)
    with pytest.raises(SetupError, match="antrean setup"):
        offices.open_office(settings, checkpoints=True)


def test_the_program_refuses_a_database_from_a_newer_version(office: Here) -> None:
    from shared.records import migrate

    db.close_database()
    with closing(sqlite3.connect(office.settings.sqlite_path)) as raw, raw:
        raw.execute("INSERT INTO schema_migration (name, applied) VALUES ('9999_later', 'x')")
    db.connect()
    with pytest.raises(SetupError, match="lebih baru"):
        migrate.require_current()


def _filled_and_emptied(megabytes: int) -> None:
    db.rows("CREATE TABLE IF NOT EXISTS heap (bytes BLOB)")
    with db.transaction():
        for _ in range(megabytes):
            db.rows("INSERT INTO heap VALUES (:bytes)", bytes=bytes(2**20))
    db.rows("DELETE FROM heap")


def test_a_large_database_is_written_anew_once_a_month(
    office: Here, monkeypatch: pytest.MonkeyPatch
) -> None:
    _filled_and_emptied(4)
    before, today = sqlite.size(), clock.service_day()
    assert 4 * 2**20 <= before.empty < before.file
    assert not sqlite.compact(today)  # a few megabytes are not worth seconds of silence
    monkeypatch.setattr(sqlite, "_WORTH_COMPACTING", 2**20)
    full = shutil.disk_usage(office.settings.data)._replace(free=before.file)
    with patch.object(shutil, "disk_usage", lambda _: full):
        assert not sqlite.compact(today)
    with patch.object(sqlite, "_memory", lambda: before.file):
        assert not sqlite.compact(today)
    assert sqlite.compact(today)
    after = sqlite.size()
    assert (after.empty, after.log) == (0, 0)
    assert after.file < before.file - 4 * 2**20
    _filled_and_emptied(4)
    assert not sqlite.compact(today)
    assert sqlite.compact(today.replace(month=today.month + 1))


def test_what_one_large_write_made_of_the_log_is_given_back(office: Here) -> None:
    _filled_and_emptied(24)
    db.rows("PRAGMA wal_checkpoint(RESTART)")
    db.rows("CREATE TABLE next_one (id INTEGER)")
    assert sqlite.size().log <= 16 * 2**20
