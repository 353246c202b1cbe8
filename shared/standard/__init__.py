"""The office's service standard as data: read from a folder, asked by day."""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from shared.errors import SetupError
from shared.standard import checks, reader
from shared.standard.checks import advice
from shared.standard.reader import FILES, NOTHING, shipped
from shared.standard.schema import text
from shared.standard.standard import Standard
from shared.standard.writer import toml

__all__ = ["FILES", "Standard", "advice", "check", "load", "shipped", "text", "toml"]


def load(folder: Path, instead: Mapping[str, str] = NOTHING) -> Standard:
    """The standard of the office in that folder; raises the first SetupError found.

    `instead`: what the office has written in the place of files of that folder, by name.
    """
    standard, errors = _whole(folder, instead)
    if errors or standard is None:
        raise errors[0]
    return standard


def check(
    folder: Path, instead: Mapping[str, str] = NOTHING, before: Standard | None = None
) -> list[SetupError]:
    """Everything that is wrong with the office's folder; empty when it is fit for use.

    `before`: the standard in whose place it would come; what rows may name must not be gone.
    """
    standard, errors = _whole(folder, instead)
    if errors or standard is None or before is None:
        return errors
    return checks.gone(before, standard)


def _whole(folder: Path, instead: Mapping[str, str]) -> tuple[Standard | None, list[SetupError]]:
    return _read_once(folder, tuple(instead.items())) if instead else _read(folder, instead)


@lru_cache(maxsize=1)
def _read_once(
    folder: Path, instead: tuple[tuple[str, str], ...]
) -> tuple[Standard | None, list[SetupError]]:
    """What was judged is read no second time when it comes in force."""
    return _read(folder, dict(instead))


def _read(folder: Path, instead: Mapping[str, str]) -> tuple[Standard | None, list[SetupError]]:
    reading = reader.read(folder, instead)
    if reading.errors:
        return None, reading.errors
    standard = reader.assemble(reading.parts)
    return standard, checks.problems(standard, reading.names)
