"""Hides a NIK or KK number that somebody typed into a free text: `3508********0001`."""

import re

_LENGTH = 16
# Sixteen digits in one piece, or a run of short groups as people copy them from a card.
_WHOLE = re.compile(r"(?<!\d)\d{16,}(?!\d)")
_GROUPED = re.compile(r"(?<![\d])\d{1,8}(?:[ .\-\u00a0]\d{1,8}){1,15}(?![\d])")
_DIGIT = re.compile(r"\d")


def discreet(text: str) -> str:
    """The text with every run of sixteen digits masked, however it is grouped."""
    return _GROUPED.sub(_mask_grouped, _WHOLE.sub(lambda found: _masked(found[0]), text))


def _mask_grouped(found: "re.Match[str]") -> str:
    digits = "".join(_DIGIT.findall(found[0]))
    return _masked(digits) if len(digits) == _LENGTH else found[0]


def _masked(digits: str) -> str:
    return f"{digits[:4]}{'*' * (len(digits) - 8)}{digits[-4:]}"
