"""Pages of a long list, each beside a row that people saw: what comes in meanwhile moves none."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

from peewee import Tuple

SIZE = 50


class _Numbered(Protocol):
    @property
    def number(self) -> str:
        """As people write it."""


Row = TypeVar("Row", bound=_Numbered)
Key = tuple[int, ...]


@dataclass(frozen=True)
class Place:
    """Where a page lies: after or before the row of that number; in front of all with neither."""

    after: str = ""
    before: str = ""


FRONT = Place()


@dataclass(frozen=True)
class Page(Generic[Row]):
    """Rows in the list's order, of so many in all, and whether there are more on either side."""

    rows: tuple[Row, ...]
    total: int
    earlier: bool = False
    later: bool = False

    @property
    def turns(self) -> tuple[str, str]:
        """The rows before and after which the pages beside this one lie, by number."""
        return (
            self.rows[0].number if self.earlier else "",
            self.rows[-1].number if self.later else "",
        )


def page(
    fits: Any,
    key: Sequence[Any],
    place: Place,
    find: Callable[[str], Key | None],
    show: Callable[[list[Any]], Sequence[Row]],
    *,
    falling: bool = False,
) -> Page[Row]:
    """The page at that place of the rows that fit, in the order of the key; `find` tells a row's.

    The front is shown instead of nothing, and instead of less than a page before a row.
    """
    found, earlier, later = _found(fits, key, place, find, falling=falling)
    return Page(tuple(show(found)), fits.count(), earlier, later)


def part(
    rows: Sequence[Any], numbers: Iterable[str], place: Place, show: Callable[[Any], Row]
) -> Page[Row]:
    """As `page`, of rows at hand, each with its number beside it."""
    at = {number: index for index, number in enumerate(numbers)}
    first = at[place.after] + 1 if place.after in at else at.get(place.before, 0) - SIZE
    first = first if 0 < first < len(rows) else 0
    shown = tuple(show(row) for row in rows[first : first + SIZE])
    return Page(shown, len(rows), first > 0, len(rows) > first + SIZE)


def _found(
    fits: Any,
    key: Sequence[Any],
    place: Place,
    find: Callable[[str], Key | None],
    *,
    falling: bool,
) -> tuple[list[Any], bool, bool]:
    stand = find(place.before or place.after) if place != FRONT else None
    if stand and place.before:
        rows = _next(fits, key, stand, falling=not falling)
        if len(rows) > SIZE:
            return rows[SIZE - 1 :: -1], True, True
    elif stand and (rows := _next(fits, key, stand, falling=falling)):
        return rows[:SIZE], True, len(rows) > SIZE
    rows = _next(fits, key, None, falling=falling)
    return rows[:SIZE], False, len(rows) > SIZE


def _next(fits: Any, key: Sequence[Any], stand: Key | None, *, falling: bool) -> list[Any]:
    """One row more than a page, so that it is known whether the list goes on."""
    if stand:
        own = Tuple(*key)
        fits = fits.where(own < stand if falling else own > stand)
    return list(fits.order_by(*(one.desc() if falling else one for one in key)).limit(SIZE + 1))
