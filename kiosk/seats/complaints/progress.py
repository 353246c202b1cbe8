"""How far something is on its way, as pages show it."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Stage:
    """A stretch of a way: behind (`done`), here (`now`) or ahead (`later`)."""

    title: str
    look: str


def along(titles: Sequence[str], at: int) -> list[Stage]:
    """The stretches of a way that stands at the one of that place; behind them all, it is over."""
    return [
        Stage(title, "done" if place < at else "now" if place == at else "later")
        for place, title in enumerate(titles)
    ]
