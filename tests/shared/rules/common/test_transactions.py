"""Two rows that belong together are written in one transaction, or not at all."""

import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from shared import db
from shared.errors import Invalid, Refused
from shared.rules.applications import moves as file_moves
from shared.rules.applications import view
from shared.rules.common import codes, journal, numbers, presses, versions
from shared.rules.common import office as offices
from shared.rules.common.office import Here
from shared.rules.common.sealed_files import SealedFiles
from shared.rules.complaints import suggestion_box, way
from shared.rules.corrective import evidence
from shared.rules.paper import slips
from shared.rules.paper.sheets import hands, rows
from shared.rules.queue import moves, slip
from tests import kk
from tests.office import having

ONLY_INSIDE: list[tuple[Callable[..., Any], int]] = [
    # Which, and of how many things.
    (evidence.keep, 4),
    (evidence.forget, 2),
    (slips.ask, 1),
    (slips.ask_once, 2),
    (rows.add, 4),
    (hands.book, 4),
    (moves.move, 3),
    (slip.ask, 1),
    (numbers.next_in_year, 2),
    (journal.write, 3),
    (suggestion_box.require_left, 1),
    (way.move, 3),
    (file_moves.move, 3),
]


@pytest.mark.parametrize(("step", "things"), ONLY_INSIDE)
def test_a_part_of_a_step_is_refused_on_its_own(
    office: object, step: Callable[..., Any], things: int
) -> None:
    with pytest.raises(RuntimeError, match="transaction"):
        step(*[None] * things)


def test_each_book_counts_each_year_by_itself_without_a_gap(office: object) -> None:
    with db.transaction():
        told = [
            numbers.next_in_year(book, year)
            for book, year in (
                *(("register", 2026), ("register", 2026), ("register", 2027)),
                *(("complaints", 2026), ("register", 2026), ("complaints", 2026)),
            )
        ]
    assert told == [1, 2, 1, 1, 3, 2]


def test_a_press_has_one_spelling_and_what_is_none_is_refused() -> None:
    one = "0b5c3a52-5e1f-4c3e-9a57-0d2f6b1f4a10"
    assert {presses.tidy(text) for text in (one, one.upper(), one.replace("-", ""))} == {one}
    for text in ("", "x", one[:-1]):
        with pytest.raises(Invalid) as refused:
            presses.tidy(text)
        assert refused.value.code == "touch"


def test_a_code_has_four_digits_fits_itself_and_belongs_to_its_press(office: object) -> None:
    drawn = [codes.new() for _ in range(50)]
    assert all(len(code) == 4 and code.isdigit() for code in drawn)
    assert len(set(drawn)) > 25
    kept = codes.hashed("0042")
    assert [codes.fits(code, kept) for code in ("0042", " 0042 ", "42", "0043", "")] == [
        *(True, True),
        *(False, False, False),
    ]
    presses_told = [codes.of_press(str(press)) for press in range(50)]
    assert all(len(code) == 4 and code.isdigit() for code in presses_told)
    assert presses_told == [codes.of_press(str(press)) for press in range(50)]
    assert len(set(presses_told)) > 25


@pytest.mark.parametrize(("drawn", "code"), [("0", "0000"), ("ff", "0255"), ("1e240", "3456")])
def test_the_code_of_a_press_stays_what_it_was(
    monkeypatch: pytest.MonkeyPatch, drawn: str, code: str
) -> None:
    monkeypatch.setattr(codes.vault, "fingerprint", lambda _text: drawn)
    assert codes.of_press("x") == code


def test_who_is_second_to_change_a_row_is_told_so(office: object) -> None:
    file = kk.register()
    first, second = view.row_by_id(file.id), view.row_by_id(file.id)
    versions.expect(first, None, "Sudah.")
    versions.expect(first, first.version, "Sudah.")
    with db.transaction():
        versions.change(first, "Sudah.", siak_number="1")
    assert first.version == second.version + 1
    for late in (
        lambda: versions.change(second, "Sudah.", siak_number="2"),
        lambda: versions.expect(first, second.version, "Sudah."),
        lambda: versions.expect(second, first.version, "Sudah."),
    ):
        with pytest.raises(Refused, match="Sudah") as refused, db.transaction():
            late()
        assert refused.value.code == "changed"
    assert view.row_by_id(file.id).siak_number == "1"


class TestSealedFiles:
    """Files beside the database."""

    def test_what_is_written_is_read_again_and_lies_there_unreadable(self, office: Here) -> None:
        kept = SealedFiles("percobaan")
        name = kept.write("satu", b"rahasia")
        path = office.settings.data / "percobaan" / name
        before = path.read_bytes()
        assert (kept.read(name), b"rahasia" in before) == (b"rahasia", False)
        assert (path.stat().st_mode & 0o777, path.parent.stat().st_mode & 0o777) == (0o600, 0o700)
        os.utime(path, (1, 1))
        assert kept.write("satu", b"rahasia") == name
        assert path.read_bytes() == before
        assert path.stat().st_mtime > 1
        kept.delete(name)
        kept.delete(name)
        assert not path.exists()

    def test_only_what_no_row_knows_and_is_older_than_an_hour_is_swept_away(
        self, office: Here
    ) -> None:
        kept = SealedFiles("percobaan")
        names = [kept.write(key, b"x") for key in ("known", "old", "young", "new")]
        folder = office.settings.data / "percobaan"
        for name, seconds in zip(names, (9999, 3660, 3540, 0), strict=True):
            moment = time.time() - seconds
            os.utime(folder / name, (moment, moment))
        kept.sweep({names[0]})
        assert {path.name for path in folder.iterdir()} == {names[0], names[2], names[3]}

    def test_to_the_second_an_hour_and_what_another_process_swept_first_is_no_matter(
        self, office: Here, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        kept = SealedFiles("percobaan")
        folder = office.settings.data / "percobaan"
        paths = [folder / kept.write(key, b"x") for key in ("at the hour", "a second more")]
        for path, seconds in zip(paths, (3600, 3601), strict=True):
            os.utime(path, (1_800_000_000 - seconds,) * 2)
        monkeypatch.setattr(time, "time", lambda: 1_800_000_000.0)
        unlink = type(folder).unlink

        def twice(path: Path, missing_ok: bool = False) -> None:
            unlink(path, missing_ok=True)
            unlink(path, missing_ok=missing_ok)

        monkeypatch.setattr(type(folder), "unlink", twice)
        kept.sweep(())
        assert [path.exists() for path in paths] == [True, False]


def test_phones_reach_the_office_only_at_its_public_address(
    office: Here, monkeypatch: pytest.MonkeyPatch
) -> None:
    for base, address in (
        ("", None),
        ("https://contoh.id", "https://contoh.id/status"),
        ("https://contoh.id/a/", "https://contoh.id/a/status"),
    ):
        having(monkeypatch, public_url=base)
        assert offices.public_address("status") == address
