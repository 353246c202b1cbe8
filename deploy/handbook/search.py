"""The search of the handbook: what officers type, however spelt, by the words of the books."""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from typing import Any

from markupsafe import Markup, escape

from deploy.handbook import books

_AROUND = 90
_WORD = re.compile(r"\w+")
_MOST = 8  # each that is spelt wrong is held against every word of the books
_SHORT, _ALIKE = 6, 0.82
_HEADING, _OFTEN, _LIKE = 6, 3, 0.8


@dataclass(frozen=True)
class Found:
    """A place that speaks of what was looked for."""

    book: books.Book
    section: books.Section
    excerpt: Markup


def find(words: str) -> list[Found]:
    """The places that speak of most of the words, headings first, a card once.

    Words of no book are left out.
    """
    wanted = [meant for word in _typed(words) if (meant := _meant(word))]
    scored = [
        (sum(map(bool, points)), sum(points), book, section)
        for book in (*books.cards(), *books.books())
        for section in book.sections
        if any(points := [_points(meant, book, section) for meant in wanted])
    ]
    scored.sort(key=lambda one: (-one[0], -one[1]))
    most = scored[0][0] if scored else 0
    marked = [one for meant in wanted for one in meant]
    kept: dict[str, Found] = {}
    for count, _, book, section in scored:
        if count == most or (most > 2 and count == most - 1):
            once = book.address if book.kind == "kartu" else f"{book.address}#{section.anchor}"
            kept.setdefault(once, Found(book, section, _excerpt(section.plain, marked)))
    return list(kept.values())


def _typed(words: str) -> list[str]:
    """What was typed, without the words that say nothing; the first few will do."""
    typed = _WORD.findall(words.casefold())
    idle = set(_kept()["lewat"]["kata"].split())
    return [one for one in typed if one not in idle][:_MOST]


def _meant(word: str) -> tuple[str, ...]:
    """The words of the books that this one stands for: itself, its like, or one spelt so."""
    plain = word if len(word) < _SHORT else word.removesuffix("nya")
    others = _kept()["maksud"]
    meant = (plain, *others.get(plain, ()))
    if len(meant) > 1 or plain in _said_together():
        return meant
    near = get_close_matches(plain, {*_vocabulary(), *others}, n=1, cutoff=_ALIKE)
    return (*near, *others.get(near[0], ())) if near else ()


def _points(meant: tuple[str, ...], book: books.Book, section: books.Section) -> float:
    """How much of a place one word is: in its heading, in the book's, how often in its text."""
    named = _HEADING + 1 if book.kind == "kartu" else _HEADING / 2
    return max(
        _LIKE**place
        * (
            _HEADING * (word in section.title.casefold())
            + named * (word in book.title.casefold())
            + min(section.plain.casefold().count(word), _OFTEN) / _OFTEN
        )
        for place, word in enumerate(meant)
    )


@cache
def _kept() -> dict[str, dict[str, Any]]:
    return tomllib.loads((books.HOME / "kata.toml").read_text("utf-8"))


@cache
def _said_together() -> str:
    every = [(one, part) for one in (*books.cards(), *books.books()) for part in one.sections]
    return " ".join(f"{one.title} {part.title} {part.plain}".casefold() for one, part in every)


@cache
def _vocabulary() -> frozenset[str]:
    return frozenset(_WORD.findall(_said_together()))


def _excerpt(plain: str, wanted: Iterable[str]) -> Markup:
    places = [at for word in wanted if (at := plain.casefold().find(word)) >= 0]
    start = max(0, min(places, default=0) - _AROUND)
    start = plain.rfind(" ", 0, start) + 1
    shown = plain[start : start + 3 * _AROUND].rsplit(" ", 1)[0]
    words = "|".join(re.escape(str(escape(word))) for word in wanted)
    marked = re.sub(f"({words})", r"<mark>\1</mark>", str(escape(shown)), flags=re.IGNORECASE)
    return Markup(f"{'… ' if start else ''}{marked} …")
