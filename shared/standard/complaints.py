"""Where complaints come from, what they are about, which section answers, in what words."""

import re

from shared.standard.office import Role
from shared.standard.schema import Code, Coded, Icon, Titled, Words, entry

_BLANK = re.compile(r"\[[^\[\]]+\]")


@entry
class Unit(Coded):
    """A section of the office; whoever holds the post `head` leads it."""

    name: Words
    head: Role


@entry
class Channel(Coded):
    """A way in which complaints arrive (11.2)."""

    title: Words


@entry
class Category(Coded):
    """A line of the quarterly recap."""

    title: Words


@entry
class Topic(Titled):
    """What a complaint is about, as a picture on the touchscreen.

    `chips` are ready words for people who do not type. `unit` answers for it. `guarded` topics go
    straight to the secretary and the head of the office.
    """

    icon: Icon
    category: Code
    unit: Code
    chips: tuple[Words, ...]
    chips_en: tuple[Words, ...]
    guarded: bool = False

    def __post_init__(self) -> None:
        super().__post_init__()
        if len(self.chips) != len(self.chips_en):
            raise ValueError("chips dan chips_en harus sama banyaknya")


@entry
class AnswerTemplate(Coded):
    """Sentences with which an answer begins; of no category: for every one.

    What stands in square brackets is a blank: an answer is not sent while it is still there.
    """

    title: Words
    text: Words
    categories: tuple[Code, ...] = ()

    @property
    def blanks(self) -> list[str]:
        """What is to be filled in: `[tanggal]`."""
        return _BLANK.findall(self.text)


@entry
class ComplaintsFile:
    units: tuple[Unit, ...]
    channels: tuple[Channel, ...]
    categories: tuple[Category, ...]
    topics: tuple[Topic, ...]
    answers: tuple[AnswerTemplate, ...] = ()
