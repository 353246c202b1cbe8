"""Services, counters and the order of the queue, as the office's data describe them."""

from typing import Annotated

from pydantic import Field

from shared.standard.schema import Code, Coded, Dated, Letter, Tile, Words, entry

Count = Annotated[int, Field(ge=1)]


@entry
class Service(Tile):
    """One thing people come for; `letter` starts its numbers, `kinds` asks which application.

    `collects`: here a finished KK is handed over.
    """

    letter: Letter
    short: Words
    expected_minutes: tuple[Count, Count]
    kinds: bool = False
    collects: bool = False
    daily_quota: Count | None = None

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.expected_minutes[0] > self.expected_minutes[1]:
            raise ValueError("expected_minutes: angka pertama harus yang paling kecil")


@entry
class Counter(Dated):
    """A desk that calls people; `spoken` is how the voice names it."""

    id: Count
    name: Words
    name_en: Words
    spoken: Words
    services: tuple[Code, ...]


@entry
class CollectingRule(Dated):
    """When the applicant of a KK that nobody collects is called, and when the section head sees it.

    `call_after` and `call_again_after` are working days, `long_after` calendar days (SM-08).
    """

    call_after: Count
    call_again_after: Count
    long_after: Count


@entry
class Place(Coded):
    """Where finished KKs lie; `counter` hands them over, or the first that serves who collects."""

    name: Words
    counter: Count | None = None


@entry
class PriorityGroup(Tile):
    """People served first on their own word, no proof asked."""


@entry
class QueueRule(Dated):
    """Who is called next: priority first, but not more than so many while others wait long.

    `wait_target_minutes`: the first call should come within (DOMAIN 8, SM-03).
    """

    priority_letter: Letter
    priority_title: Words
    priority_title_en: Words
    priority_subtitle: Words
    priority_subtitle_en: Words
    max_priority_in_a_row: Count
    ordinary_wait_minutes: Count
    max_calls: Count
    late_after: Annotated[int, Field(ge=0)]
    wait_target_minutes: Count | None = None
