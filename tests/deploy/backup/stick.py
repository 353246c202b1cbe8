"""Hands of the tests of backups: an office opened, a paper in it, its rows, what is on a stick."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import peewee

from deploy import environment
from shared import config
from shared.rules.common import office
from shared.rules.common.sealed_files import SealedFiles


@contextmanager
def inside(data: Path) -> Iterator[office.Here]:
    """The office of that folder opened here."""
    settings = config.load(environment.chosen({"ANTREAN_VOICE": "off"}, data=str(data)))
    here = office.open_office(settings, checkpoints=True)
    try:
        yield here
    finally:
        office.close_office()


def paper(data: Path, key: str, content: bytes) -> None:
    """A sealed paper of the office."""
    with inside(data):
        SealedFiles("kk").write(key, content)


def rows(data: Path) -> dict[str, list[Any]]:
    """Every row of every table, read by SQLite alone."""
    file = f"file:{data / 'antrean.sqlite3'}?mode=ro"
    with closing(peewee.sqlite3.connect(file, uri=True)) as opened:
        tables = opened.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        return {
            name: sorted(opened.execute(f'SELECT * FROM "{name}"').fetchall(), key=repr)
            for (name,) in tables
        }


def backups(stick: Path) -> list[Path]:
    """The backups that lie there, the oldest first."""
    return sorted(stick.glob("*.age"))
