"""Says in plain Indonesian what is wrong with a data file: file, key, reason."""

from collections.abc import Sequence
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from shared.errors import SetupError

_REASONS = {
    "missing": "belum diisi",
    "unexpected_keyword_argument": "kunci ini tidak dikenal; periksa ejaannya",
    "extra_forbidden": "kunci ini tidak dikenal; periksa ejaannya",
    "string_type": "harus berupa teks di antara tanda kutip",
    "int_type": "harus berupa angka bulat tanpa tanda kutip",
    "bool_type": "harus true atau false",
    "tuple_type": "harus berupa daftar di antara tanda [ ]",
    "dataclass_type": "harus berupa tabel dengan kunci dan nilai",
    "mapping_type": "harus berupa tabel dengan kunci dan nilai",
    "date_type": "harus tanggal seperti 2026-11-23",
    "date_parsing": "harus tanggal seperti 2026-11-23",
    "date_from_datetime_parsing": "harus tanggal seperti 2026-11-23",
    "date_from_datetime_inexact": "harus tanggal seperti 2026-11-23, tanpa jam",
    "too_short": "isinya kurang",
    "too_long": "isinya terlalu banyak",
}


def key_of(location: Sequence[str | int]) -> str:
    """`services[2].letter`; entries of a list are counted from 1, as people do."""
    parts = (f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in location)
    return "".join(parts).removeprefix(".") or "(seluruh berkas)"


def setup_errors(file: str, error: ValidationError) -> list[SetupError]:
    """Each thing pydantic found, as a sentence."""
    return [
        SetupError(file, key_of(each["loc"]), _reason(each))
        for each in error.errors(include_url=False)
    ]


def _reason(found: ErrorDetails) -> str:
    context: dict[str, Any] = found.get("ctx", {})
    match found["type"]:
        case "value_error":
            return str(context["error"])
        case "literal_error":
            options = str(context["expected"]).replace(" or ", " atau ")
            return f"{found['input']!r} tidak dikenal; pilih {options}"
        case "greater_than_equal":
            return f"paling kecil {context['ge']}"
        case "less_than_equal":
            return f"paling besar {context['le']}"
        case "string_too_long":
            return f"paling panjang {context['max_length']} huruf"
        case other:
            return _REASONS.get(other, found["msg"])
