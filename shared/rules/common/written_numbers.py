"""Finds telephone numbers and numbers like a NIK in a text, however their digits are set apart."""

import itertools
import re
from collections.abc import Iterator

# Digits with anything but letters between them; a list ("1, 2") and an aside end the number.
_RUN = re.compile(r"\(?\+?\d(?:(?!,\s|;\s|\s\()[\W_]{0,4}\d)*")
_GROUP = re.compile(r"\d+")
_WHEN = r"(?:\d{1,2}[-./]\d{1,2}[-./](?:19|20)\d\d|(?:[01]\d|2[0-4])[.:][0-5]\d|(?:19|20)\d\d)"
_DATES_AND_TIMES = re.compile(rf"{_WHEN}(?:[\W_]{{1,4}}{_WHEN})*")
_PHONE = re.compile(r"0[1-9]\d{7,13}|62[2-9]\d{6,12}")
_MONEY = re.compile(r"\brp\.?\s*$", re.IGNORECASE)
_LONG = 16


def long_numbers(text: str) -> list[str]:
    """Every run of sixteen digits or more, as it stands in the text."""
    return [run for run, _money in _runs(text) if len(_digits(run)) >= _LONG]


def phones(text: str) -> list[str]:
    """Every telephone number, as it stands in the text, with what is written close to it."""
    return [
        run
        for run, money in _runs(text)
        if len(_digits(run)) < _LONG and not money and _holds_a_phone(run)
    ]


def _runs(text: str) -> Iterator[tuple[str, bool]]:
    """The runs of digits that are not just dates and times; whether each is a sum of money."""
    for hit in _RUN.finditer(text):
        run = hit[0]
        if not _DATES_AND_TIMES.fullmatch(run):
            yield run, bool(_MONEY.search(text[: hit.start()])) and not run.startswith("0")


def _holds_a_phone(run: str) -> bool:
    """Whether some groups of digits that follow each other make a telephone number."""
    groups = _GROUP.findall(run)
    spans = itertools.combinations(range(len(groups) + 1), 2)
    return any(_PHONE.fullmatch("".join(groups[start:end])) for start, end in spans)


def _digits(run: str) -> str:
    return "".join(_GROUP.findall(run))
