"""The office's service standard as data: read from a folder, asked by day."""

from pathlib import Path

from shared.errors import SetupError
from shared.standard import checks, reader
from shared.standard.checks import advice
from shared.standard.schema import text
from shared.standard.standard import Standard

__all__ = ["Standard", "advice", "check", "load", "text"]


def load(folder: Path) -> Standard:
    """The standard of the office in that folder; raises the first SetupError found."""
    standard, errors = _read(folder)
    if errors or standard is None:
        raise errors[0]
    return standard


def check(folder: Path) -> list[SetupError]:
    """Everything that is wrong with the office's folder; empty when it is fit for use."""
    return _read(folder)[1]


def _read(folder: Path) -> tuple[Standard | None, list[SetupError]]:
    reading = reader.read(folder)
    if reading.errors:
        return None, reading.errors
    standard = reader.assemble(reading.parts)
    return standard, checks.problems(standard, reading.names)
