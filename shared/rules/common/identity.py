"""NIK and KK numbers: only length and digits block, everything else warns (DOMAIN 2.6, 2.7)."""

from dataclasses import dataclass
from datetime import date

from shared import clock, vault
from shared.errors import N_, Invalid
from shared.rules.common.office import here

LENGTH = 16
_IGNORED = str.maketrans("", "", " .-")
_WOMAN = 40
_PROVINCES = frozenset(
    [*range(11, 20), 21, *range(31, 37), *range(51, 54), *range(61, 66), *range(71, 77), 81, 82]
    + list(range(91, 97))
)


@dataclass(frozen=True)
class Finding:
    """One remark on a number; `info` ones are normal and only worth knowing."""

    code: str
    text: str
    info: bool = False


def tidy(text: str, name: str) -> str:
    """The 16 digits of a number as people write it; Invalid when they are not 16 digits."""
    digits = text.translate(_IGNORED)
    if len(digits) != LENGTH or not (digits.isascii() and digits.isdigit()):
        raise Invalid(
            N_("%(name)s harus 16 angka. Periksa lagi, jangan pakai huruf O."),
            code="not-16-digits",
            name=name,
        )
    return digits


def fingerprint(digits: str) -> str:
    """What a NIK or KK number is found by without being readable."""
    return vault.fingerprint(f"number:{digits}")


def mask(digits: str | None) -> str:
    """`3508********0001`: who may not see the number still recognises it."""
    return f"{digits[:4]}{'*' * 8}{digits[-4:]}" if digits else ""


def nik_findings(nik: str) -> list[Finding]:
    """What is unusual about a NIK (16 digits); nothing of it may block."""
    found = [*_any_number(nik), *_region(nik, N_("NIK diterbitkan di daerah lain."), info=True)]
    day = int(nik[6:8])  # a woman's is written forty higher
    if not _date_exists(day - _WOMAN if day > _WOMAN else day, nik[8:10], nik[10:12]):
        found.append(Finding("date", N_("Tanggal lahir di dalam NIK tidak ada di kalender.")))
    return found


def kk_findings(number: str, *, new: bool = False) -> list[Finding]:
    """What is unusual about a KK number (16 digits); `new` for one just issued here."""
    elsewhere = N_("No. KK diterbitkan di daerah lain.")
    found = [*_any_number(number), *_region(number, elsewhere, info=not new)]
    day, month, year = number[6:8], number[8:10], number[10:12]
    if not _date_exists(int(day), month, year):
        found.append(Finding("date", N_("Tanggal di dalam No. KK tidak ada di kalender.")))
    elif _date(int(day), month, f"20{year}") > clock.service_day():
        found.append(Finding("future", N_("Tanggal di dalam No. KK belum tiba.")))
    return found


def pair_findings(nik: str, number: str) -> list[Finding]:
    """What is unusual about the two numbers together."""
    return [Finding("same", N_("NIK dan No. KK sama. Periksa lagi."))] if nik == number else []


def _any_number(digits: str) -> list[Finding]:
    found = []
    if len(set(digits)) == 1 or digits.endswith("0000"):
        found.append(Finding("pattern", N_("Nomor ini tampak tidak wajar. Periksa lagi.")))
    if int(digits[:2]) not in _PROVINCES:
        found.append(Finding("province", N_("Kode provinsi di depan nomor tidak dikenal.")))
    return found


def _region(digits: str, text: str, *, info: bool) -> list[Finding]:
    home = digits[:6] == here().standard.office.region_code
    return [] if home else [Finding("region", text, info)]


def _date_exists(day: int, month: str, year: str) -> bool:
    # The century is not written in the number: 29 February may be of 1900 (no) or 2000 (yes).
    return any(_date(day, month, century + year) != date.max for century in ("19", "20"))


def _date(day: int, month: str, year: str) -> date:
    try:
        return date(int(year), int(month), day)
    except ValueError:
        return date.max
