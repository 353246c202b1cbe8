"""`antrean export`: every table, in two forms, and no personal data without a reason."""

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from deploy import cli, environment
from shared import config
from shared.records import TABLES, Application, JournalLine, Staff
from shared.rules.admin import export
from shared.rules.common import office
from tests import kk

Antrean = Callable[..., Result]


@pytest.fixture
def antrean(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Antrean:
    """Run `antrean …` on a practice office with one file of a KK."""
    monkeypatch.setenv("ANTREAN_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("ANTREAN_PRACTICE", "true")
    monkeypatch.setenv("ANTREAN_PRACTICE_START", "2026-11-23T09:00")

    def run(*words: object) -> Result:
        return CliRunner().invoke(cli.antrean, [str(one) for one in words])

    assert run("setup").exit_code == 0
    practice = {"ANTREAN_PRACTICE": "true"}
    settings = config.load(environment.chosen(practice, data=str(tmp_path / "data")))
    office.open_office(settings, checkpoints=True)
    try:
        kk.accepted()
    finally:
        office.close_office()
    return run


def _everything(folder: Path) -> str:
    return "\n".join(path.read_text("utf-8") for path in folder.iterdir())


def test_every_table_is_told_in_both_forms_with_a_dictionary(antrean, tmp_path):
    done = antrean("export", "--to", tmp_path / "keluar")
    assert done.exit_code == 0, (done.output, done.exception)
    folder = tmp_path / "keluar"
    for table in TABLES:
        name = table._meta.table_name
        rows = list(csv.DictReader((folder / f"{name}.csv").read_text("utf-8").splitlines()))
        lines = [json.loads(line) for line in (folder / f"{name}.jsonl").read_text().splitlines()]
        assert [row["id"] for row in rows] == [str(line["id"]) for line in lines]
        assert f"{name} " in done.output
    with (folder / export.DICTIONARY).open(encoding="utf-8") as file:
        told = {(row["tabel"], row["kolom"]): row["golongan"] for row in csv.DictReader(file)}
    for table in TABLES:
        for field in table._meta.sorted_fields:
            assert told[table._meta.table_name, field.column_name]
    application = json.loads((folder / "application.jsonl").read_text())
    assert application["state"] == "complete"


def test_without_a_reason_no_personal_data_leave(antrean, tmp_path):
    plain = antrean("export", "--to", tmp_path / "umum")
    assert plain.exit_code == 0
    said = _everything(tmp_path / "umum")
    for personal in (kk.NIK, "Siti", "Percobaan"):
        assert personal not in said, personal
    for words in ((), ("--reason", "x")):
        done = antrean("export", "--to", tmp_path / "x", "--with-personal-data", *words)
        assert "alasannya" in str(done.exception)
    assert not (tmp_path / "x").exists()


def test_personal_data_leave_with_a_reason_that_the_journal_keeps(antrean, tmp_path):
    words = ("--with-personal-data", "--reason", "Permintaan Dinas 470/12/2026")
    done = antrean("export", "--to", tmp_path / "pribadi", *words)
    assert done.exit_code == 0, (done.output, done.exception)
    assert kk.NIK in (tmp_path / "pribadi" / "application.csv").read_text()
    journal = (tmp_path / "pribadi" / "journal_line.jsonl").read_text().splitlines()
    last = json.loads(journal[-1])
    assert last["what"] == "data.exported"
    assert "470/12/2026" in last["detail"]


@pytest.mark.parametrize(
    ("table", "column"),
    [(Staff, "password_hash"), (Staff, "pin_hash"), (Application, "code_hash")],
)
def test_what_opens_a_door_never_leaves(table, column):
    assert export.class_of(table, table._meta.fields[column]) == export.SECRET


def test_a_new_text_column_is_personal_until_it_is_known():
    assert export.class_of(Application, Application._meta.fields["applicant"]) == export.PERSONAL
    assert export.class_of(JournalLine, JournalLine._meta.fields["detail"]) == export.PERSONAL
    assert export.class_of(Application, Application._meta.fields["received_at"]) == export.PLAIN


def test_a_folder_that_holds_something_is_refused(antrean, tmp_path):
    (tmp_path / "ada").mkdir()
    (tmp_path / "ada" / "x").write_text("x")
    assert "sudah berisi" in str(antrean("export", "--to", tmp_path / "ada").exception)
