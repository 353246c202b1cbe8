"""Fields of the office's data: what each shows, and what was typed as the files write it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from werkzeug.datastructures import MultiDict

from shared import letters
from shared.errors import N_, SetupError
from shared.rules.admin.office_data import Altered
from shared.rules.common import words

_SPAN = re.compile(r"(\d{1,3})\s*(?:-|–|sampai)\s*(\d{1,3})")
_PLACE = re.compile(r"(.+?)(\[\d+\])?(\.(?:name|code))?")

Typed = MultiDict[str, str]


@dataclass(frozen=True)
class Field:
    """A field of a form: the key in the file, what people call it, and its kind.

    Kinds: text, area, lines, villages, span (`8-20`), number, flag, codes (ticks).
    """

    key: str
    label: str
    kind: str = "text"
    hint: str = ""
    wide: bool = False
    options: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True)
class Shown:
    """A field as it is drawn: its name in the form, its value, what is wrong with it."""

    field: Field
    name: str
    value: str
    ticked: tuple[str, ...]
    problem: str


@dataclass(frozen=True)
class Slot:
    """An entry in the form; `title` names it, `add`: a new one that nobody has to fill in."""

    place: int
    title: str
    note: str
    fields: tuple[Shown, ...]
    add: bool = False
    stopped: bool = False


_ENGLISH = N_("Bahasa Inggris, untuk layar sentuh.")
OFFICE = (
    Field("name", N_("Nama kantor")),
    Field("kecamatan", N_("Kecamatan (nama saja)")),
    Field("regency", N_("Kabupaten atau kota, lengkap")),
    Field("kabupaten", N_("Kabupaten (nama saja)")),
    Field("province", N_("Provinsi")),
    Field("address", N_("Alamat jalan")),
    Field("postcode", N_("Kode pos")),
    Field("phone", N_("Telepon")),
    Field("email", N_("Surel")),
    Field("website", N_("Situs web")),
    Field("region_code", N_("Kode wilayah"), hint=N_("Enam angka tanpa titik.")),
    Field(
        "zone",
        N_("Zona waktu"),
        "choice",
        options=tuple(words.ZONES.items()),
    ),
    Field("letterhead", N_("Kepala surat"), "lines", N_("Satu baris setiap baris."), wide=True),
    Field(
        "slip_lines",
        N_("Kepala karcis"),
        "lines",
        N_("Paling panjang 42 huruf sebaris."),
        wide=True,
    ),
    Field("villages", N_("Bagian kecamatan ini"), "villages", N_("Satu setiap baris."), wide=True),
    Field("words.village", N_("Sebutan bagian itu")),
    Field("words.village_en", N_("Sebutan itu (Inggris)")),
    Field("words.hamlet", N_("Sebutan di bawahnya")),
)
SERVICES = (
    Field("title", N_("Nama layanan")),
    Field("subtitle", N_("Keterangan")),
    Field("short", N_("Nama pendek")),
    Field("letter", N_("Huruf nomor")),
    Field("expected_minutes", N_("Lama melayani (menit)"), "span", N_("Misalnya 8-20.")),
    Field("daily_quota", N_("Paling banyak sehari"), "number", N_("Kosong: tidak dibatasi.")),
    Field("title_en", N_("Nama (Inggris)"), hint=_ENGLISH),
    Field("subtitle_en", N_("Keterangan (Inggris)"), hint=_ENGLISH),
    Field("kinds", N_("Menanyakan jenis permohonan KK"), "flag"),
    Field("collects", N_("Di sini KK jadi diserahkan"), "flag"),
)
COUNTERS = (
    Field("name", N_("Nama loket")),
    Field("spoken", N_("Cara suara menyebutnya")),
    Field("name_en", N_("Nama (Inggris)"), hint=_ENGLISH),
    Field("services", N_("Layanannya"), "codes", wide=True),
)


def shown(
    fields: Sequence[Field],
    entry: Mapping[str, Any],
    prefix: str,
    typed: Typed,
    problems: Mapping[str, str],
) -> tuple[Shown, ...]:
    """The fields of one entry, with what was typed into them where somebody did."""
    drawn = []
    for one in fields:
        name = f"{prefix}{one.key}"
        kept = _at(entry, one.key)
        value = typed.get(name, "") if typed else _written(one, kept)
        ticked = tuple(typed.getlist(name)) if typed else _ticked(one, kept)
        drawn.append(Shown(one, name, value, ticked, problems.get(name, "")))
    return tuple(drawn)


def read(fields: Sequence[Field], entry: Mapping[str, Any], prefix: str, typed: Typed) -> Any:
    """The entry with what was typed, as the files write it; what fits no kind stays as typed."""
    found = {**entry}
    for one in fields:
        value = _read(one, f"{prefix}{one.key}", typed)
        top, _, inner = one.key.partition(".")
        if inner:
            found[top] = {**found.get(top, {}), inner: value}
        elif value is None or (value is False and one.key not in entry):
            found.pop(one.key, None)
        else:
            found[one.key] = value
    return found


def compared(
    fields: Sequence[Field], what: str, before: Mapping[str, Any], after: Mapping[str, Any]
) -> Iterator[Altered]:
    """What differs between the two, as people call it."""
    for one in fields:
        was, now = (_said(one, _at(each, one.key)) for each in (before, after))
        if was != now:
            yield Altered(f"{what} {one.label}".strip(), was, now)


def by_field(problems: Sequence[SetupError], names: Mapping[str, str]) -> dict[str, str]:
    """The reason beside its field; `names` begins the names of fields for the keys of a file."""
    found: dict[str, str] = {}
    for one in problems:
        start = next((key for key in names if one.key.startswith(key)), None)
        if start is not None:
            inner = _PLACE.fullmatch(one.key.removeprefix(start))
            found.setdefault(names[start] + (inner[1] if inner else ""), one.reason)
    return found


def _at(entry: Mapping[str, Any], key: str) -> Any:
    top, _, inner = key.partition(".")
    kept = entry.get(top)
    return kept.get(inner) if inner and isinstance(kept, Mapping) else kept


def _written(field: Field, kept: Any) -> str:
    if kept is None or isinstance(kept, bool):
        return ""
    if field.kind == "villages":
        return "\n".join(" ".join((one["name"], one.get("code", ""))).strip() for one in kept)
    if field.kind == "lines":
        return "\n".join(kept)
    return "-".join(map(str, kept)) if isinstance(kept, list) else str(kept)


def _ticked(field: Field, kept: Any) -> tuple[str, ...]:
    if field.kind == "codes":
        return tuple(kept or ())
    return ("1",) if kept is True else ()


def _said(field: Field, kept: Any) -> str:
    if field.kind == "flag":
        return N_("ya") if kept else N_("tidak")
    return ", ".join(kept or ()) if field.kind == "codes" else _written(field, kept)


def _read(field: Field, name: str, typed: Typed) -> Any:
    text = letters.clean(typed.get(name, "")).strip()
    lines = [" ".join(one.split()) for one in text.split("\n") if one.strip()]
    match field.kind:
        case "flag":
            return name in typed
        case "codes":
            return typed.getlist(name)
        case "lines":
            return lines
        case "villages":
            return [_village(one) for one in lines]
        case "span":
            span = _SPAN.fullmatch(text)
            return [int(span[1]), int(span[2])] if span else text
        case "number":
            return _number(text)
    return text


def _number(text: str) -> int | str | None:
    with suppress(ValueError):
        return letters.whole(text)
    return text or None


def _village(line: str) -> dict[str, str]:
    name, _, code = line.rpartition(" ")
    return {"name": name, "code": code} if name and code[0].isdigit() else {"name": line}
