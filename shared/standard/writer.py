"""Writes an office's data file as TOML, the way round from what was read of one."""

import json
import re
from collections.abc import Mapping
from datetime import date
from typing import Any

_BARE = re.compile(r"[A-Za-z0-9_-]+")
_WIDEST = 88


def toml(raw: Mapping[str, Any]) -> str:
    """The text that reads as `raw`: plain keys first, then its tables and lists of tables."""
    blocks = [_lines({key: one for key, one in raw.items() if not _is_block(one)})]
    for key, one in raw.items():
        if isinstance(one, dict):
            blocks.append(f"[{_key(key)}]\n{_lines(one)}")
        elif _is_block(one):
            blocks += [f"[[{_key(key)}]]\n{_lines(each)}" for each in one]
    return "\n".join(filter(None, blocks))


def _is_block(one: Any) -> bool:
    return isinstance(one, dict) or (
        isinstance(one, list) and bool(one) and all(isinstance(each, dict) for each in one)
    )


def _lines(table: Mapping[str, Any]) -> str:
    return "".join(f"{_key(key)} = {_value(one)}\n" for key, one in table.items())


def _key(key: str) -> str:
    return key if _BARE.fullmatch(key) else _value(key)


def _value(one: Any) -> str:
    if isinstance(one, dict):
        return "{ " + ", ".join(f"{_key(key)} = {_value(each)}" for key, each in one.items()) + " }"
    if isinstance(one, list):
        return _list([_value(each) for each in one])
    if isinstance(one, str):
        # A text of JSON is one of TOML, but for this one character.
        return json.dumps(one, ensure_ascii=False).replace("\x7f", "\\u007f")
    return one.isoformat() if isinstance(one, date) else json.dumps(one)


def _list(each: list[str]) -> str:
    flat = f"[{', '.join(each)}]"
    if len(flat) <= _WIDEST:
        return flat
    return "[\n" + "".join(f"    {one},\n" for one in each) + "]"
