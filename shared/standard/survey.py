"""The survey of satisfaction: what is asked, how it may be answered, what the index is called."""

from decimal import Decimal
from typing import Annotated

from pydantic import Field

from shared.standard.schema import Code, Coded, Dated, Icon, Titled, Words, entry, matching
from shared.standard.services import Count

Slug = Annotated[str, matching(r"[a-z][a-z_]*", "hanya huruf kecil dan _, misalnya 'waktu'")]
Four = tuple[Words, Words, Words, Words]


@entry
class Element:
    """One element; `answers` from 1, the worst, to 4. `mark` is its place in print, as U1."""

    slug: Slug
    mark: Words
    title: Words
    title_en: Words
    question: Words
    question_en: Words
    answers: Four
    answers_en: Four
    icon: Icon


@entry
class Grade:
    """What an index of at least so much, rounded to two places, is called."""

    least: Annotated[Decimal, Field(ge=25, le=100)]
    letter: Words
    title: Words


@entry
class SurveyForm(Coded):
    """A questionnaire; its elements weigh the same. Answers of two forms are never mixed."""

    title: Words
    regulation: Words
    elements: Annotated[tuple[Element, ...], Field(min_length=1)]
    grades: Annotated[tuple[Grade, ...], Field(min_length=1)]

    def __post_init__(self) -> None:
        super().__post_init__()
        for what, names in (
            ("slug", [each.slug for each in self.elements]),
            ("mark", [each.mark for each in self.elements]),
            ("letter", [each.letter for each in self.grades]),
        ):
            if len({*names}) < len(names):
                raise ValueError(f"{what} tidak boleh sama")
        limits = [each.least for each in self.grades]
        if limits != sorted({*limits}, reverse=True) or limits[-1] != 25:
            raise ValueError("grades ditulis dari nilai tertinggi, yang terakhir mulai dari 25")

    def grade(self, index: Decimal) -> Grade:
        """What this index is called."""
        return next(each for each in self.grades if index >= each.least)


@entry
class Choice:
    """An answer about oneself."""

    code: Code
    title: Words
    title_en: Words


@entry
class AboutOneself(Titled):
    """What a respondent may say of themselves, and need not."""

    column: Words
    icon: Icon
    choices: Annotated[tuple[Choice, ...], Field(min_length=2, max_length=9)]

    def __post_init__(self) -> None:
        super().__post_init__()
        if len({each.code for each in self.choices}) < len(self.choices):
            raise ValueError("code tidak boleh sama")


@entry
class SampleTable(Dated):
    """Of how many served how many should be asked; of more than the last as many as there."""

    rows: Annotated[tuple[tuple[Count, Count], ...], Field(min_length=1)]

    def __post_init__(self) -> None:
        super().__post_init__()
        if list(self.rows) != sorted({*self.rows}):
            raise ValueError("rows ditulis dari yang terkecil")

    def least(self, served: int) -> int:
        """How many to ask: the next larger row for what stands between two."""
        if served < self.rows[0][0]:
            return served
        return next((asked for of, asked in self.rows if of >= served), self.rows[-1][1])


@entry
class SurveyFile:
    forms: tuple[SurveyForm, ...]
    respondent: tuple[AboutOneself, ...]
    samples: tuple[SampleTable, ...]
