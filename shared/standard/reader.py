"""Reads an office's folder of TOML files into a Standard, or says everything that is wrong."""

import json
import os
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, get_type_hints

from pydantic import TypeAdapter, ValidationError, create_model

from shared.config_values import miswritten
from shared.errors import SetupError
from shared.standard import sentences
from shared.standard.requirements import Matrix
from shared.standard.schema import STRICT
from shared.standard.standard import Standard

# Every file of an office's folder: the field of the Standard, or of its Matrix, that each of its
# keys fills; or the one field that the file is as a whole.
FILES: Mapping[str, str | Mapping[str, str]] = {
    "office.toml": {"office": "office"},
    "document.toml": {"documents": "documents"},
    "posts.toml": {"posts": "posts"},
    "people.toml": {"holders": "holder_list"},
    "services.toml": {"services": "services"},
    "counters.toml": {"counters": "counters"},
    "queue.toml": {"queue": "queue_rules", "priority": "priority_groups"},
    "collecting.toml": {"collecting": "collecting_rules", "places": "places"},
    "hours.toml": "hours",
    "kinds.toml": {"groups": "kind_groups", "kinds": "kinds"},
    "items.toml": {"bring": "bring", "items": "items"},
    "matrix.toml": {"groups": "groups", "needs": "needs"},
    "choices.toml": "choices",
    "clauses.toml": {"sections": "sections", "clauses": "clauses"},
    "legal.toml": {"legal_basis": "legal_basis"},
    "promise.toml": {"time_limits": "time_limits", "fees": "fees", "products": "products"},
    "resources.toml": {
        "facilities": "facilities",
        "education": "education",
        "competence": "competence",
    },
    "notices.toml": {"notices": "notices"},
    "statements.toml": {"statements": "statements"},
    "complaints.toml": "complaints",
    "oversight.toml": {"samples": "sample_rules", "questions": "questions"},
    "survey.toml": "survey",
    "safety.toml": "safety",
    "objectives.toml": {"objectives": "objectives"},
}

_TYPES = get_type_hints(Matrix, include_extras=True) | get_type_hints(Standard, include_extras=True)
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
NOTHING: Mapping[str, str] = MappingProxyType({})
_INHERITED = ("valid_from", "clause", "basis")


@dataclass
class Reading:
    """What a folder held, and what was wrong with it."""

    parts: dict[str, Any] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    errors: list[SetupError] = field(default_factory=list)


def read(folder: Path, instead: Mapping[str, str] = NOTHING) -> Reading:
    """Read every file of the office, falling back file by file on the folder it extends.

    `instead`: the text of files that the office has written itself, by name.
    """
    reading = Reading()
    if not folder.is_dir():
        reading.errors.append(SetupError(str(folder), "standard", "folder ini tidak ditemukan"))
        return reading
    folders = _chain(folder, reading)
    words: dict[str, str] = {}
    for name in FILES:
        path = None if name in instead else _path_of(name, folders)
        shown = os.path.relpath(path, folder) if path else name
        reading.names[name] = shown
        text = _text(path, shown, reading) if path else instead.get(name)
        if text is None and path is None:
            reading.errors.append(SetupError(shown, "(seluruh berkas)", "berkas ini belum ada"))
        raw = None if text is None else _toml(text, shown, reading)
        if raw is not None:
            _shape(name, raw, words, reading)
        if name == "office.toml":
            words = _words_of(reading)
    return reading


def shipped(folder: Path, name: str) -> str:
    """The text of that file in the office's folder, or in the one that it extends."""
    path = _path_of(name, _folders(folder))
    return path.read_text(encoding="utf-8") if path else ""


@cache
def _folders(folder: Path) -> Sequence[Path]:
    return _chain(folder, Reading())


def _path_of(name: str, folders: Sequence[Path]) -> Path | None:
    return next((each / name for each in folders if (each / name).exists()), None)


def _chain(folder: Path, reading: Reading) -> list[Path]:
    """The folder, the one it extends, the one that extends, and so on."""
    chain: list[Path] = []
    following: Path | None = folder
    while following:
        chain.append(following)
        _refuse_strange_files(following, folder, reading)
        following = _extended(following, folder, reading)
        if following and following.resolve() in [each.resolve() for each in chain]:
            reading.errors.append(
                SetupError("office.toml", "extends", "folder ini saling menunjuk; hapus salah satu")
            )
            break
    return chain


def _extended(folder: Path, first: Path, reading: Reading) -> Path | None:
    path = folder / "office.toml"
    if not path.exists():
        return None
    try:
        target = tomllib.loads(path.read_text(encoding="utf-8")).get("extends")
    except (tomllib.TOMLDecodeError, UnicodeDecodeError):
        return None  # told when the file itself is read
    if target is None:
        return None
    shown = os.path.relpath(path, first)
    if not isinstance(target, str) or not (folder / target).is_dir():
        reading.errors.append(SetupError(shown, "extends", f"folder {target!r} tidak ditemukan"))
        return None
    return folder / target


def _refuse_strange_files(folder: Path, first: Path, reading: Reading) -> None:
    for path in sorted(folder.glob("*.toml")):
        if path.name not in FILES:
            reading.errors.append(
                SetupError(
                    os.path.relpath(path, first),
                    "(nama berkas)",
                    f"nama berkas tidak dikenal; yang dikenal: {', '.join(FILES)}",
                )
            )


def _text(path: Path, shown: str, reading: Reading) -> str | None:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        reading.errors.append(SetupError(shown, "(seluruh berkas)", "simpan sebagai teks UTF-8"))
        return None


def _toml(text: str, shown: str, reading: Reading) -> dict[str, Any] | None:
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        reading.errors.append(SetupError(shown, "(bentuk TOML)", miswritten(error)))
        return None
    except (ValueError, RecursionError):  # a number without end, lists without end
        reading.errors.append(SetupError(shown, "(bentuk TOML)", "angka atau daftar terlalu besar"))
        return None
    raw.pop("extends", None)
    return _inherit(raw)


def _inherit(raw: dict[str, Any]) -> dict[str, Any]:
    """Give what stands at the top of a file to those of its entries that do not say it."""
    common = {key: raw.pop(key) for key in _INHERITED if key in raw}
    for value in raw.values():
        for entries in value.values() if isinstance(value, dict) else [value]:
            for each in entries if isinstance(entries, list) else []:
                _give(each, common)
    return raw


def _give(each: Any, common: dict[str, Any]) -> None:
    if not isinstance(each, dict):
        return
    if "valid_from" in common:
        each.setdefault("valid_from", common["valid_from"])
    if "clause" not in each and "basis" not in each:
        each.update({key: common[key] for key in ("clause", "basis") if key in common})


def _fill(raw: Any, words: Mapping[str, str], unknown: set[str]) -> Any:
    """Put the office's own names in the place of {kecamatan}, {desa} and so on, everywhere."""
    if isinstance(raw, dict):
        return {key: _fill(value, words, unknown) for key, value in raw.items()}
    if isinstance(raw, list):
        return [_fill(value, words, unknown) for value in raw]
    if not isinstance(raw, str):
        return raw
    unknown.update(set(_PLACEHOLDER.findall(raw)) - words.keys())
    return _PLACEHOLDER.sub(lambda found: words.get(found[1], found[0]), raw)


def _words_of(reading: Reading) -> dict[str, str]:
    office = reading.parts.get("office")
    if office is None:
        return {}
    village = office.words.village
    return {
        "kecamatan": office.kecamatan,
        "kabupaten": office.kabupaten,
        "desa": village.lower(),
        "Desa": village,
        "jam": "{jam}",  # filled on the day itself, from the hours
        "hari_pdf": "{hari_pdf}",  # filled when it is read, from the settings
        "hari_karcis": "{hari_karcis}",
        "hari_foto": "{hari_foto}",
    }


def _shape(name: str, raw: dict[str, Any], words: Mapping[str, str], reading: Reading) -> None:
    unknown: set[str] = set()
    filled = _fill(raw, words, unknown)
    if words:  # without them the office itself could not be read, which has been told
        reading.errors += [_unknown_word(reading.names[name], word) for word in sorted(unknown)]
    keys = FILES[name]
    try:
        # Through JSON, because there strict types still let lists be tuples and tables be entries.
        found = _adapter(name).validate_json(json.dumps(filled, default=str))
    except ValidationError as error:
        reading.errors += sentences.setup_errors(reading.names[name], error)
        return
    if isinstance(keys, str):
        reading.parts[keys] = found
    else:
        reading.parts |= {field: getattr(found, key) for key, field in keys.items()}


@cache
def _adapter(name: str) -> TypeAdapter[Any]:
    """What may stand in that file."""
    keys = FILES[name]
    if isinstance(keys, str):
        return TypeAdapter(_TYPES[keys])
    shape: dict[str, Any] = {key: (_TYPES[field], ...) for key, field in keys.items()}
    return TypeAdapter(create_model(name, __config__=STRICT, **shape))


def _unknown_word(file: str, word: str) -> SetupError:
    reason = "kata pengganti tidak dikenal; yang ada: {kecamatan}, {kabupaten}, {desa}, {Desa}"
    return SetupError(file, f"{{{word}}}", reason)


def assemble(parts: Mapping[str, Any]) -> Standard:
    """One Standard out of the files, once each of them is right."""
    matrix = Matrix(**{each.name: parts[each.name] for each in fields(Matrix)})
    others = {each.name: parts[each.name] for each in fields(Standard) if each.name != "matrix"}
    return Standard(matrix=matrix, **others)
