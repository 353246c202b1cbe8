"""Where complaints come from, what they are about, and which section answers for it."""

from shared.standard.office import Role
from shared.standard.schema import Code, Dated, Icon, Words, entry


@entry
class Unit(Dated):
    """A section of the office; whoever holds the post `head` leads it."""

    code: Code
    name: Words
    head: Role


@entry
class Channel(Dated):
    """A way in which complaints arrive (11.2)."""

    code: Code
    title: Words


@entry
class Category(Dated):
    """A line of the quarterly recap."""

    code: Code
    title: Words


@entry
class Topic(Dated):
    """What a complaint is about, as a picture on the touchscreen.

    `chips` are ready words for people who do not type. `unit` answers for it. `guarded` topics go
    straight to the secretary and the head of the office.
    """

    code: Code
    title: Words
    title_en: Words
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
class ComplaintsFile:
    units: tuple[Unit, ...]
    channels: tuple[Channel, ...]
    categories: tuple[Category, ...]
    topics: tuple[Topic, ...]


def unknown_references(file: ComplaintsFile) -> list[tuple[int, str, str]]:
    """Topics that name a unit or category that does not exist: place (from 1), field, code."""
    units = {unit.code for unit in file.units}
    categories = {category.code for category in file.categories}
    wrong = []
    for place, topic in enumerate(file.topics, 1):
        if topic.unit not in units:
            wrong.append((place, "unit", topic.unit))
        if topic.category not in categories:
            wrong.append((place, "category", topic.category))
    return wrong
