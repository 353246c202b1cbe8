"""The words of the standard, clause by clause, and what they promise, in figures."""

from typing import Annotated, Literal

from pydantic import Field

from shared.standard.office import Role
from shared.standard.schema import Code, Coded, Dated, Icon, Words, entry, matching
from shared.standard.services import Count

NoticeId = Annotated[
    str,
    matching(
        r"[a-z][a-z0-9-]*", "hanya huruf kecil, angka, dan tanda hubung, misalnya 'jam-layanan'"
    ),
]


@entry
class Section(Dated):
    """One of the fourteen parts; `plain` is its title in citizens' words.

    `first`: its place among the parts that a visitor needs; the others follow on a second page.
    `pledge`: the office's pledge to the public, which hangs on the notice board.
    """

    title: Words
    plain: Words
    plain_en: Words
    icon: Icon
    first: Count | None = None
    pledge: bool = False


@entry
class ClauseTable:
    """A table printed inside a clause."""

    title: Words
    head: tuple[Words, ...]
    rows: tuple[tuple[Words, ...], ...]


@entry
class Clause(Dated):
    """One clause word for word; `plain` says it in a few easy words."""

    text: Words
    plain: str = ""
    plain_en: str = ""
    table: ClauseTable | None = None


@entry
class LegalBasis(Dated):
    """A regulation as the standard cites it; outside the standard it is a proposed addition."""

    text: Words
    corrected: str = ""
    status: Literal["BERLAKU", "DICABUT", "DIGANTI", "BELUM_DIPASTIKAN"]
    replaced_by: str = ""
    note: str = ""

    def __post_init__(self) -> None:
        super().__post_init__()
        if (self.status == "DIGANTI") != bool(self.replaced_by):
            raise ValueError("replaced_by diisi bila status DIGANTI, dan hanya bila begitu")


@entry
class TimeLimit(Dated):
    """How long it takes at most, from the moment the papers are complete."""

    working_days: Count
    words: Words
    words_en: Words


@entry
class Fee(Dated):
    """What it costs."""

    rupiah: Annotated[int, Field(ge=0)]
    words: Words
    words_en: Words


@entry
class Product(Dated):
    """What the applicant receives, who prints it and who signs it."""

    name: Words
    paper: Words
    printed_by: Words
    signed_by: Words


@entry
class Facility(Coded):
    """Equipment that the standard asks for, and how much of it."""

    name: Words
    number: Count
    unit: Words


@entry
class EducationLevel(Coded):
    """A level of education; the file lists them from the lowest to the highest."""

    title: Words


@entry
class Competence(Dated):
    """What a post asks of the person who holds it; `level` is what `education` means at least."""

    role: Role
    post: Words
    printed_post: Words
    education: Words
    level: Code
    training: tuple[Words, ...]
    skills: tuple[Words, ...]
    experience: Words
    experience_years: Count
    number: Count


@entry
class Notice(Dated):
    """A card on the notice board; {jam} in it becomes the service hours of the day."""

    id: NoticeId
    title: Words
    title_en: Words
    body: Words
    body_en: Words
    icon: Icon
