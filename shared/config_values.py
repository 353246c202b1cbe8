"""A value as the office wrote it, in the shape and within the bounds that its setting asks for."""

import re
import tomllib
from collections.abc import Callable
from dataclasses import Field
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

from shared.errors import SetupError

_Value = TypeVar("_Value")


def fit(setting: "Field[Any]", raw: Any, file: str, key: str) -> Any:
    """The value of `key` in `file` for this setting; SetupError where it does not fit."""
    shape = _SHAPES[str(setting.type)]
    try:
        value = shape(raw)
    except (ValueError, TypeError) as error:
        raise SetupError(file, key, f"nilai {raw!r} tidak cocok: {error}") from error
    rule = setting.metadata
    if "low" in rule and not rule["low"] <= value <= rule["high"]:
        raise SetupError(file, key, f"harus antara {rule['low']} dan {rule['high']}")
    choices = rule.get("choices")
    chosen = value if isinstance(value, tuple) else (value,)
    if choices and not set(chosen) <= set(choices):
        raise SetupError(file, key, f"harus salah satu dari {', '.join(map(str, choices))}")
    return value


def miswritten(error: tomllib.TOMLDecodeError) -> str:
    """Where a file stops being TOML."""
    line = re.search(r"line (\d+)", str(error))
    place = f"baris {line[1]}" if line else "akhir berkas"
    return f"salah tulis pada {place}; periksa tanda kutip, kurung, dan koma"


def _text(raw: Any) -> str:
    if not isinstance(raw, str):
        raise TypeError("harus teks dalam tanda kutip")
    return raw


def _number(
    read: Callable[[Any], _Value], raw: Any, shapes: tuple[type, ...], wanted: str
) -> _Value:
    if isinstance(raw, bool) or not isinstance(raw, shapes):
        raise TypeError(wanted)
    return _counted(read, raw, wanted)


def _yes_no(raw: Any) -> bool:
    words = {True: True, False: False, "1": True, "true": True, "0": False, "false": False}
    if not isinstance(raw, (bool, str)) or raw not in words:
        raise ValueError("harus true atau false")
    return words[raw]


def _languages(raw: Any) -> tuple[str, ...]:
    names = tuple(raw.split(",") if isinstance(raw, str) else map(_text, raw))
    if not names or names[0] != "id" or len(set(names)) != len(names):
        raise ValueError('bahasa pertama harus "id", tanpa pengulangan')
    return names


def _moment(raw: Any) -> datetime:
    if isinstance(raw, datetime):
        return raw
    return _counted(datetime.fromisoformat, _text(raw), "harus waktu seperti 2026-11-23T09:00")


def _counted(read: Callable[[Any], _Value], raw: Any, wanted: str) -> _Value:
    """What `read` makes of it; else what it should have been, in the office's language."""
    try:
        return read(raw)
    except ValueError as error:
        raise ValueError(wanted) from error


_SHAPES: dict[str, Callable[[Any], Any]] = {
    repr(Path): lambda raw: Path(_text(raw)),
    repr(str): _text,
    repr(int): lambda raw: _number(int, raw, (int, str), "harus bilangan bulat"),
    repr(float): lambda raw: _number(float, raw, (int, float, str), "harus bilangan"),
    repr(bool): _yes_no,
    str(tuple[str, ...]): _languages,
    str(datetime | None): _moment,
}
