"""The journal is only added to, and whoever got round that leaves a mark."""

import json
import re
from hashlib import sha256

import pytest
from click.testing import CliRunner
from peewee import IntegrityError

from deploy.cli import antrean
from shared import db, vault
from shared.records import JournalLine
from shared.rules.common import chain, journal
from shared.rules.common.actor import SYSTEM
from shared.rules.common.office import Here
from tests.office import Later, forge

CHANGED = {"who": "lain", "role": "x", "what": "x", "subject": "x", "detail": "{}", "at": 1}


@pytest.fixture(autouse=True)
def _five_lines(office: Here) -> None:
    for number in range(5):
        journal.note(SYSTEM, "test", str(number), note=f"baris {number}")


def _verify(data: str, *words: str):
    environ = {"ANTREAN_DATA": data, "ANTREAN_VOICE": "off"}
    return CliRunner().invoke(antrean, ["journal", "verify", *words], env=environ)


def _remade(since: int, *, keyless: bool = False) -> None:
    """Line `since` by somebody else, and every later line chained anew."""
    forge("UPDATE journal_line SET who = 'lain' WHERE sequence = :since", since=since)
    lines = list(JournalLine.select().order_by(JournalLine.sequence))
    previous = chain.told(lines[since - 2].hash) if since > 1 else chain.START
    for row in lines[since - 1 :]:
        line = [getattr(row, name) for name in chain.COLUMNS]
        line[1] = db.value("SELECT at FROM journal_line WHERE id = :id", id=row.id)
        hashed = chain.link(previous, tuple(line))
        if keyless:
            text = json.dumps([previous, *line], ensure_ascii=False, separators=(",", ":"))
            hashed = sha256(text.encode()).hexdigest()
        stored = hashed.encode() if keyless else chain.kept(hashed)
        forge("UPDATE journal_line SET hash = :hash WHERE id = :id", hash=stored, id=row.id)
        previous = hashed


def test_whole_as_written() -> None:
    found = chain.verify()
    assert (found.whole, found.lines, found.keyless) == (True, 5, 0)
    assert found.mark == chain.mark(5) != chain.mark(4)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE journal_line SET who = 'lain' WHERE sequence = 3",
        "DELETE FROM journal_line WHERE sequence = 5",
        "INSERT OR REPLACE INTO journal_line SELECT * FROM journal_line WHERE sequence = 3",
        "UPDATE OR REPLACE journal_line SET sequence = 3 WHERE sequence = 4",
    ],
)
def test_the_database_refuses_to_change_replace_or_remove_a_line(statement: str) -> None:
    before = db.rows("SELECT * FROM journal_line")
    with pytest.raises(IntegrityError, match="only added to"):
        db.value(statement)
    assert db.rows("SELECT * FROM journal_line") == before


@pytest.mark.parametrize("column", CHANGED)
def test_a_changed_column_shows(column: str) -> None:
    forge(f"UPDATE journal_line SET {column} = :value WHERE sequence = 3", value=CHANGED[column])
    assert chain.verify().broken_at == 3


@pytest.mark.parametrize("gone", [1, 2, 4])
def test_a_missing_line_shows(gone: int) -> None:
    forge("DELETE FROM journal_line WHERE sequence = :gone", gone=gone)
    assert chain.verify().broken_at == gone


def test_lines_chained_anew_without_the_key_show() -> None:
    _remade(3, keyless=True)
    assert chain.verify().broken_at == 3


def test_a_whole_journal_chained_anew_without_the_key_does_not_fit_what_was_noted() -> None:
    chain.note_end()
    _remade(1, keyless=True)
    found = chain.verify()
    assert (found.broken_at, found.keyless) == (None, 5)
    assert [note.sequence for note in found.lost] == [5]


def test_lines_cut_off_at_the_end_show_by_the_note_of_the_day(later: Later) -> None:
    chain.note_end()
    forge("DELETE FROM journal_line WHERE sequence > 3")
    assert [note.sequence for note in chain.verify().lost] == [5]
    journal.note(SYSTEM, "test", "goes on")
    journal.note(SYSTEM, "test", "goes on")
    chain.note_end()
    assert chain.verify().broken_at is None
    assert [note.sequence for note in chain.verify().lost] == [5]
    later(days=1)
    chain.note_end()
    assert len(chain.verify().lost) == 1


def test_a_journal_chained_anew_with_the_key_shows_by_what_was_noted_and_by_paper(
    office: Here,
) -> None:
    chain.note_end()
    on_paper = chain.mark(4)
    _remade(2)
    assert chain.verify().broken_at is None
    assert [note.sequence for note in chain.verify().lost] == [5]
    assert chain.mark(4) != on_paper
    done = _verify(str(office.settings.data), "--line", "4", "--mark", on_paper)
    assert (done.exit_code, "BERBEDA" in done.output) == (1, True)


@pytest.mark.parametrize(
    "line",
    ["2026-11-23 4 k00 00", "nonsense", "2026-11-23 \u00b2 x y", ""],
)
def test_a_note_that_is_not_ours_is_told_and_stays(office: Here, line: str) -> None:
    path = office.settings.data / "journal.ends"
    path.write_text(f"{line}\n")
    chain.note_end()
    chain.note_end()
    found = chain.verify()
    assert (found.notes, len(found.lost), found.broken_at) == (2, 1, None)


def test_one_note_a_day_is_kept(office: Here, later: Later) -> None:
    for _ in range(3):
        chain.note_end()
        journal.note(SYSTEM, "test", "more")
        chain.note_end()
        later(days=1)
    found = chain.verify()
    assert (found.notes, found.lost) == (3, [])
    assert all(
        one.stat().st_mode & 0o777 == 0o600 for one in office.settings.data.glob("*journal*")
    )


def test_the_command_says_whether_all_is_whole_and_compares_with_paper(office: Here) -> None:
    data = str(office.settings.data)
    mark = chain.mark(4)
    done = _verify(data)
    assert (done.exit_code, "5 baris utuh" in done.output) == (0, True)
    done = _verify(data, "--line", "4", "--mark", f" {mark.lower()} ")
    assert (done.exit_code, "sama dengan" in done.output) == (0, True)
    assert _verify(data, "--line", "4").exit_code == 1
    assert _verify(data, "--line", "99", "--mark", mark).exit_code == 1


def test_command_and_doctor_name_the_line_from_which_on_nothing_is_sure(office: Here) -> None:
    forge("DELETE FROM journal_line WHERE sequence = 2")
    data = str(office.settings.data)
    done = _verify(data)
    assert (done.exit_code, "Baris 2 diubah" in done.output) == (1, True)
    looked = CliRunner().invoke(antrean, ["doctor"], env={"ANTREAN_DATA": data})
    (line,) = [one for one in looked.output.splitlines() if one[2:].startswith("Jurnal")]
    assert (line[0], "Baris 2 diubah" in line) == ("✗", True)


def test_a_mark_on_paper_is_four_times_four_signs_and_none_of_a_line_that_is_not_there() -> None:
    assert re.fullmatch(r"[0-9A-F]{4}(-[0-9A-F]{4}){3}", chain.mark(3))
    assert chain.mark(99) == ""
    row = JournalLine.get(JournalLine.sequence == 3)
    assert chain.mark(3).replace("-", "") == row.hash.hex()[:16].upper()


def test_the_newest_line_that_closed_a_month() -> None:
    for what, subject in (("register.closed", "2026-10"), ("a", "2026-11")) * 2:
        journal.note(SYSTEM, what, subject)
    assert [chain.closing(f"2026-{month}") for month in (10, 11)] == [8, None]


@pytest.mark.parametrize("at_once", [1, 2, 5, 6])
def test_a_long_journal_is_walked_over_bit_by_bit(
    at_once: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chain, "_AT_ONCE", at_once)
    found = chain.verify()
    assert (found.lines, found.whole, found.notes) == (5, True, 0)
    forge("UPDATE journal_line SET who = 'lain' WHERE sequence = 4")
    found = chain.verify()
    assert (found.lines, found.broken_at, found.whole) == (3, 4, False)


def test_lines_of_before_the_key_stand_at_the_front_only() -> None:
    _remade(1, keyless=True)
    journal.note(SYSTEM, "test", "with the key again")
    found = chain.verify()
    assert (found.lines, found.keyless, found.broken_at) == (6, 5, None)
    _remade(6, keyless=True)
    assert chain.verify().keyless == 6


def test_a_note_of_today_is_replaced_only_where_the_lines_bear_it_out(
    office: Here, later: Later
) -> None:
    path = office.settings.data / "journal.ends"
    told = []
    for _ in range(2):
        chain.note_end()
        journal.note(SYSTEM, "test", "more")
        chain.note_end()
        told.append([line.split()[:2] for line in path.read_text().splitlines()])
        later(days=1)
    assert told == [
        [["2026-11-23", "6"]],
        [["2026-11-23", "6"], ["2026-11-24", "7"]],
    ]
    assert [len(line.split()) for line in path.read_text().splitlines()] == [4, 4]


def test_what_is_chained_is_the_same_in_every_version(office: Here) -> None:
    journal.note(SYSTEM, "test", "Café", b="é", a=1)
    row, fifth = JournalLine.select().order_by(JournalLine.sequence.desc()).limit(2)
    assert row.detail == '{"a": 1, "b": "é"}'
    at = db.value("SELECT at FROM journal_line WHERE id = :id", id=row.id)
    text = (
        f'["k{fifth.hash.hex()}",6,{at},"sistem","sistem","test","Café",'
        '"{\\"a\\": 1, \\"b\\": \\"é\\"}"]'
    )
    assert row.hash.hex() == vault.chained(text)
    assert chain.START == "0" * 64


def test_of_no_line_there_is_no_end_and_no_note(office: Here) -> None:
    forge("DELETE FROM journal_line")
    chain.note_end()
    found = chain.verify()
    assert (chain.end(), found.lines, found.mark, found.whole) == (None, 0, "", True)
    assert not (office.settings.data / "journal.ends").exists()
