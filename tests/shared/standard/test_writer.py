"""What is written as TOML reads as what it was made of."""

import tomllib
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from shared import standard
from shared.config import Settings

OFFICES = Settings().standard.parent
TEXTS = some.text(some.characters(exclude_categories=["Cs"]), max_size=20)
LEAVES = TEXTS | some.booleans() | some.integers(-9999, 9999) | some.dates()
TABLES = some.dictionaries(
    TEXTS, LEAVES | some.lists(LEAVES, max_size=4) | some.dictionaries(TEXTS, LEAVES), max_size=5
)
FILES = some.dictionaries(
    TEXTS, LEAVES | TABLES | some.lists(TABLES, min_size=1, max_size=3), max_size=5
)


@pytest.mark.parametrize("path", sorted(OFFICES.glob("*/*.toml")), ids=lambda one: one.name)
def test_every_file_of_our_offices_is_the_same_once_it_was_written_anew(path: Path) -> None:
    raw = tomllib.loads(path.read_text("utf-8"))
    assert tomllib.loads(standard.toml(raw)) == raw


@given(FILES)
def test_whatever_a_file_may_hold_is_read_as_it_was_written(raw: dict[str, object]) -> None:
    assert tomllib.loads(standard.toml(raw)) == raw


def test_it_is_written_so_that_people_can_read_it() -> None:
    raw = {"valid_from": date(2026, 11, 23), "counters": [{"id": 1, "services": ["KK"]}]}
    assert standard.toml(raw) == (
        'valid_from = 2026-11-23\n\n[[counters]]\nid = 1\nservices = ["KK"]\n'
    )
