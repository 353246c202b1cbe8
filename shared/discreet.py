"""Hides a NIK or KK number that somebody typed into a free text: `3508********0001`."""

import re
from typing import Any, TypeVar, cast

from pydantic import BaseModel

Plain = TypeVar("Plain")

_LENGTH = 16
# Sixteen digits in one piece, or in groups as people copy them from a card. Two dates side by side
# look the same and are hidden too: better a date too few than a number too many.
_WHOLE = re.compile(r"\d{16,}")
_GROUPED = re.compile(r"\d+(?:[ .\-\u00a0\u2013]{1,3}\d+)+")
_NOT_DIGIT = re.compile(r"\D")


def discreet(text: str) -> str:
    """The text with every run of sixteen digits or more masked, however it is grouped."""
    return _GROUPED.sub(_mask_grouped, _WHOLE.sub(lambda found: _masked(found[0]), text))


def discreetly(value: Plain) -> Plain:
    """The same plain value (models, dicts, lists, texts) with every text in it `discreet`."""
    return cast(Plain, _hidden(value))


def _hidden(value: Any) -> Any:
    if isinstance(value, str):
        return discreet(value)
    if isinstance(value, dict):
        return {key: _hidden(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(_hidden(inner) for inner in value)
    if isinstance(value, BaseModel):
        return value.model_copy(update={name: _hidden(inner) for name, inner in value})
    return value


def _mask_grouped(found: "re.Match[str]") -> str:
    digits = _NOT_DIGIT.sub("", found[0])
    return _masked(digits) if len(digits) >= _LENGTH else found[0]


def _masked(digits: str) -> str:
    return f"{digits[:4]}{'*' * (len(digits) - 8)}{digits[-4:]}"
