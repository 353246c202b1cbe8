"""An office that worked with an earlier version keeps everything when it opens this one.

The offices in `tests/samples` are as their version made them; `tests/samples/make.py` tells what
lies in each. The migrations that a released version brought never change again.
"""

import re
import shutil
import tarfile
import tomllib
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from playhouse.schema_diff import diff_models

from deploy.environment import ROOT
from shared import clock, config, db
from shared.config import Settings
from shared.errors import SetupError
from shared.records import (
    TABLES,
    Application,
    Complaint,
    DayCounter,
    JournalLine,
    QuarterlyRecap,
    migrate,
)
from shared.rules import queue
from shared.rules.admin import setup
from shared.rules.applications import kk_documents, process, register, states
from shared.rules.common import chain, staff, telephones
from shared.rules.common import office as offices
from shared.rules.complaints import entry, handling, names, sight
from shared.rules.complaints import states as complaint_states
from shared.rules.paper import account, slips
from shared.vault import opened as opened_text
from tests.complaint_book import wish
from tests.kk import KK_NUMBER, OPERATOR
from tests.office import PASSWORD, take
from tests.samples import make
from tests.samples.make import SAMPLES, SUMS, sums

VERSIONS = sorted(path.name for path in SAMPLES.iterdir() if (path / "data.tar.xz").exists())
Rows = dict[str, list[tuple[object, ...]]]


@pytest.fixture(scope="module")
def of_today(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The office that this version would leave."""
    return make.lived(tmp_path_factory.mktemp("today") / "data")


@pytest.fixture(params=[*VERSIONS, "today"])
def earlier(request: pytest.FixtureRequest, tmp_path: Path) -> Settings:
    """The office of an earlier version, as that version left it."""
    if request.param == "today":
        shutil.copytree(request.getfixturevalue("of_today"), tmp_path / "data")
    else:
        with tarfile.open(SAMPLES / request.param / "data.tar.xz") as kept:
            kept.extractall(tmp_path, filter="data")
    return config.load({}, data=tmp_path / "data", practice=True, voice="off")


@pytest.fixture
def next_version(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> str:
    """This program with one migration more than today; its name."""
    scripts = tmp_path / "scripts"
    shutil.copytree(Path(migrate.__file__).parent / "migrations", scripts)
    (scripts / "9999_next.py").write_text(
        "def up(migrator, db):\n"
        "    db.execute_sql('ALTER TABLE outage ADD COLUMN reported_to TEXT')\n"
    )
    monkeypatch.setattr(migrate, "_SCRIPTS", scripts)
    return "9999_next"


@pytest.fixture
def opened(earlier: Settings) -> Iterator[Settings]:
    """The office of an earlier version, prepared and opened by this one."""
    offices.prepare(earlier)
    db.close_database()
    offices.open_office(earlier, checkpoints=True)
    # It goes on where it stopped, on whatever day this test is run.
    newest = JournalLine.select().order_by(JournalLine.sequence.desc()).get().at
    clock.move(earlier.data, newest + timedelta(minutes=1))
    yield earlier
    offices.close_office()


def _columns() -> dict[str, list[str]]:
    """The tables there are now, and their columns; none that told a line's hash once more."""
    named = db.rows("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
    skip = ("schema_migration", "sqlite_sequence")
    return {
        name: [row[1] for row in db.rows(f"PRAGMA table_info({name})") if row[1] != "previous"]
        for (name,) in named
        if name not in skip
    }


def _rows(columns: dict[str, list[str]]) -> Rows:
    """Everything in these columns, the journal's hashes as they are chained on."""
    found = {
        name: db.rows("SELECT {} FROM {}".format(", ".join(map('"{}"'.format, of)), name))
        for name, of in columns.items()
    }
    lines = found["journal_line"]
    return found | {"journal_line": [(*line[:-1], chain.told(line[-1])) for line in lines]}


def _as_made(settings: Settings) -> tuple[dict[str, list[str]], Rows]:
    db.open_database(settings, checkpoints=True)
    columns = _columns()
    rows = _rows(columns)
    db.close_database()
    return columns, rows


def test_an_office_of_before_is_told_to_prepare_its_database(
    earlier: Settings, next_version: str
) -> None:
    with pytest.raises(SetupError, match="belum disiapkan"):
        offices.open_office(earlier, checkpoints=True)


def test_the_next_version_keeps_every_row(earlier: Settings, next_version: str) -> None:
    columns, before = _as_made(earlier)
    assert offices.prepare(earlier)[-1] == next_version
    assert _rows(columns) == before
    assert _columns()["outage"] == [*columns["outage"], "reported_to"]
    assert offices.prepare(earlier) == []


def test_an_office_of_before_keeps_every_row_and_gets_the_tables_of_today(
    earlier: Settings,
) -> None:
    columns, before = _as_made(earlier)
    applied = offices.prepare(earlier)
    assert applied == sorted(sums())[len(sums()) - len(applied) :]
    assert _rows(columns) == before
    assert all(before.values())
    assert not any(diff_models(db.database, TABLES))
    assert db.rows("PRAGMA integrity_check") == [("ok",)]
    assert db.rows("PRAGMA foreign_key_check") == []
    assert offices.prepare(earlier) == []


def test_its_complaints_keep_their_numbers_and_new_ones_are_drawn(opened: Settings) -> None:
    rows = list(Complaint.select())
    assert rows
    assert all(row.public_number in (row.number, *range(10_000, 100_000)) for row in rows)
    found = sight.find(names.numbered(names.number_of(rows[0])))
    assert found is not None
    assert found.id == rows[0].id
    new = entry.enter(wish()).complaint
    assert len(new.number) == len("P-2026-48213")
    assert Complaint.get_by_id(new.id).number == max(row.number for row in rows) + 1


def test_its_numbers_and_its_people_go_on(opened: Settings) -> None:
    last = DayCounter.get(DayCounter.letter == "A", DayCounter.day == clock.service_day()).last
    assert take("KK").number == f"A-{last + 1:03d}"
    sari = staff.sign_in("sari-loket", PASSWORD, "127.0.0.1").acting(staff.COUNTER)
    queue.finish(1, sari)
    assert queue.call_next(1, sari).state == "called"
    assert slips.claim_next("station-1", slips.TICKET_PRINTER) is not None
    assert chain.verify().broken_at is None
    assert setup.FINISHED in setup.done()  # nobody is asked to set it up once more


def test_its_sealed_texts_and_papers_are_read_and_its_files_go_on(opened: Settings) -> None:
    file = Application.get(Application.state == states.PROCESSING)
    phone = telephones.shown(opened_text(file.phone))
    assert (opened_text(file.nik), phone) == ("3508174504900003", "0812-0000-0002")
    document = kk_documents.of_application(file.id)
    assert kk_documents.content(document).startswith(b"%PDF-")
    process.mark_printed(file.id, OPERATOR)
    process.note_new_kk(file.id, KK_NUMBER, OPERATOR)
    process.pass_product(file.id, dict.fromkeys(process.CHECKS, True), OPERATOR)
    assert Application.get_by_id(file.id).state == states.READY


def test_its_complaints_are_answered_and_its_recap_stands(opened: Settings) -> None:
    bambang = staff.sign_in("bambang", PASSWORD, "127.0.0.1").acting(staff.SECTION_HEAD)
    row = Complaint.get(Complaint.state == complaint_states.FOLLOWED_UP)
    assert opened_text(row.name) == "Wati Percobaan"
    handling.answer(row.id, "Pintunya sudah dibuka.", bambang)
    assert Complaint.get_by_id(row.id).answer == "Pintunya sudah dibuka."
    recap = QuarterlyRecap.get()
    assert recap.state == "approved"
    assert recap.figures["total"]["received"] == 1


def test_its_paper_account_goes_on_from_what_lay_there(opened: Settings) -> None:
    assert account.balance(clock.service_day()).closing == 498
    clock.move(opened.data, clock.local() + timedelta(days=1))
    assert account.balance(clock.service_day()).opening == 498


def _released() -> list[str]:
    """Versions of the changelog from 0.2.0 on, as they stand there."""
    told = (ROOT / "CHANGELOG.md").read_text("utf-8")
    found = re.findall(r"^## \[(\d+)\.(\d+)\.(\d+)\]", told, re.MULTILINE)
    return [".".join(one) for one in found if tuple(map(int, one)) >= (0, 2, 0)]


def test_every_released_version_left_its_sample_and_froze_its_migrations() -> None:
    assert set(_released()) <= set(VERSIONS)
    assert set(VERSIONS) == set(tomllib.loads(SUMS.read_text("utf-8")))


def test_samples_are_small() -> None:
    assert [path for path in SAMPLES.rglob("*.*") if path.stat().st_size > 100_000] == []


def test_a_released_migration_never_changes_and_none_comes_before_it() -> None:
    tables = tomllib.loads(SUMS.read_text("utf-8")).values()
    frozen = {name: found for scripts in tables for name, found in scripts.items()}
    here = sums()
    assert {name: here.get(name) for name in frozen} == frozen
    assert sorted(frozen) == sorted(here)[: len(frozen)]


def test_files_of_an_earlier_version_are_found_by_name(opened: Settings) -> None:
    for row in Application.select():
        typed = " ".join(reversed(row.applicant.upper().split()))
        found = register.search(register.RegisterFilter(text=typed)).rows
        assert row.applicant in {one.applicant for one in found}


def test_a_line_of_the_journal_that_was_changed_before_still_shows_and_stays_as_it_was(
    tmp_path: Path,
) -> None:
    with tarfile.open(SAMPLES / "0.6.0" / "data.tar.xz") as kept:
        kept.extractall(tmp_path, filter="data")
    settings = config.load({}, data=tmp_path / "data", practice=True, voice="off")
    odd = {3: "k" + "z" * 64, 5: "é", 6: "", 7: "k" + "0" * 64}
    db.open_database(settings, checkpoints=True)
    db.rows("DROP TRIGGER journal_line_unchanged")
    with db.transaction():
        for sequence, text in odd.items():
            sql = "UPDATE journal_line SET hash = :text WHERE sequence = :line RETURNING id"
            db.rows(sql, text=text, line=sequence)
    db.close_database()
    offices.prepare(settings)
    rows = dict(db.rows("SELECT sequence, hash FROM journal_line"))
    assert {sequence: chain.told(rows[sequence]) for sequence in odd} == odd
    db.close_database()
    offices.open_office(settings, checkpoints=True)
    try:
        assert chain.verify().broken_at == 3
    finally:
        offices.close_office()
