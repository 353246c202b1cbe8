"""The building blocks of the data files: entries with a clause, validity dates and strict types."""

import re
from datetime import date, time
from typing import Annotated, Any, TypeVar, dataclass_transform

from pydantic import AfterValidator, BeforeValidator, ConfigDict
from pydantic.dataclasses import dataclass

T = TypeVar("T")
D = TypeVar("D", bound="Dated")

# Letters taken for one another by eye: I-1, O-0, Q-O, S-5, Z-2.
CONFUSABLE_LETTERS = frozenset("IOQSZ")
# Letters proven apart by eye and by ear; others work but get an advice.
GOOD_LETTERS = frozenset("AFHKLMRU")

STRICT = ConfigDict(extra="forbid", strict=True)

_CLOCK = re.compile(r"([01]\d|2[0-3])\.([0-5]\d)")


@dataclass_transform(kw_only_default=True, frozen_default=True)
def entry(cls: type[T]) -> type[T]:
    """A frozen dataclass that refuses unknown keys and wrong types."""
    made: Any = dataclass(frozen=True, kw_only=True, config=STRICT)(cls)
    return made  # type: ignore[no-any-return]


def matching(pattern: str, complaint: str) -> AfterValidator:
    """A rule for texts that must look like `pattern` as a whole."""

    def check(value: str) -> str:
        if not re.fullmatch(pattern, value):
            raise ValueError(complaint)
        return value

    return AfterValidator(check)


def _clear(value: str) -> str:
    if value in CONFUSABLE_LETTERS:
        raise ValueError(
            f"huruf '{value}' mudah tertukar dengan huruf atau angka lain; "
            f"pakai salah satu dari {', '.join(sorted(GOOD_LETTERS))}"
        )
    return value


def _clock(value: Any) -> time:
    found = _CLOCK.fullmatch(value) if isinstance(value, str) else None
    if not found:
        raise ValueError('jam ditulis seperti "08.00" atau "14.30"')
    return time(int(found[1]), int(found[2]))


Words = Annotated[str, matching(r"(?s).*\S.*", "tidak boleh kosong")]
Letter = Annotated[
    str, matching(r"[A-Z]", "harus satu huruf besar, misalnya 'A'"), AfterValidator(_clear)
]
Code = Annotated[str, matching(r"[A-Z][A-Z0-9_]*", "harus kode berhuruf besar, misalnya 'KK_ASLI'")]
Icon = Annotated[str, matching(r"[a-z0-9]+(-[a-z0-9]+)*", "harus nama ikon, misalnya 'file-check'")]
ClauseNumber = Annotated[
    str, matching(r"(\d{1,2}(\.\d{1,2})?)?", "harus nomor pasal, misalnya '4.2'")
]
ClockTime = Annotated[time, BeforeValidator(_clock)]


@entry
class Dated:
    """What every entry has: since when, until when, and the clause (or else basis) it rests on."""

    valid_from: date
    valid_to: date | None = None
    clause: ClauseNumber = ""
    basis: str = ""

    def __post_init__(self) -> None:
        if self.valid_to and self.valid_to < self.valid_from:
            raise ValueError("valid_to lebih awal daripada valid_from")
        if not self.clause and not self.basis:
            raise ValueError("isi clause (nomor pasal standar) atau basis (dasar di luar standar)")

    @property
    def outside_standard(self) -> bool:
        """Whether no clause of the office's own standard asks for it."""
        return not self.clause

    def valid_on(self, day: date) -> bool:
        """Whether the entry holds on that day (both ends included)."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)

    def overlaps(self, other: "Dated") -> bool:
        """Whether both hold on some common day."""
        last, other_last = self.valid_to or date.max, other.valid_to or date.max
        return self.valid_from <= other_last and other.valid_from <= last


@entry
class Coded(Dated):
    """An entry that others name by its code."""

    code: Code


@entry
class Titled(Coded):
    """A coded entry with words for citizens, in both languages."""

    title: Words
    title_en: Words


@entry
class Tile(Titled):
    """What is pressed at the touchscreen: a second line below the title, and a picture."""

    subtitle: Words
    subtitle_en: Words
    icon: Icon


def valid(entries: tuple[D, ...], day: date) -> tuple[D, ...]:
    """The entries that hold on that day, in the order of the file."""
    return tuple(each for each in entries if each.valid_on(day))


def text(entry: object, field: str, language: str = "id") -> str:
    """The entry's words in that language, or in Indonesian where there are none."""
    return str(getattr(entry, f"{field}_{language}", "") or getattr(entry, field))
