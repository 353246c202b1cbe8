"""The handbooks as they are written: Markdown files, read once and cut into sections.

`buku/` has a book for each seat, `kartu/` the cards, one A4 page each. `**words**` are words of the
screen, a line `Halaman: /loket` under a heading names the pages of which the section tells
(`/dokumen/…`: those below, of which there are many).
"""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from markupsafe import Markup, escape

from shared.rules.common import staff

HOME = Path(__file__).resolve().parent
PICTURES = HOME / "gambar"
BOOKS: dict[str, tuple[str, ...]] = {
    "masuk": (),
    "loket": (staff.COUNTER,),
    "informasi": (staff.INFO_DESK,),
    "operator": (staff.OPERATOR,),
    "kasi": (staff.SECTION_HEAD, staff.ANY_SECTION_HEAD),
    "sekretaris": (staff.SECRETARY,),
    "camat": (staff.CAMAT,),
    "register": (
        *(staff.COUNTER, staff.OPERATOR, staff.SECTION_HEAD),
        *(staff.SECRETARY, staff.CAMAT),
    ),
    "mutu": staff.ROLES,
    "admin": (staff.ADMIN,),
}
"""Every book by the name of its file, in the order of the index, and whose seat it tells of."""
TRUST = "komputer-petugas"
"""The card that looks whether its browser believes the office."""
CARDS = (
    *("panggil", "kertas-macet", "cetakan-tidak-pasti", "listrik-padam"),
    *("kotak-saran", "rekap", "penyimpanan-penuh", "jam-salah"),
    TRUST,
)
"""Every card, in the order of the index."""

_SECTION = re.compile(r"^## (.+)$", re.MULTILINE)
_PAGES = re.compile(r"^Halaman: (.+)$\n?", re.MULTILINE)
_PAGE = re.compile(r"/[^\s,]*")
_LINK = re.compile(r'href="(?:\.\./)?(?:(kartu|buku)/)?([a-z-]+)\.md(#[a-z0-9-]+)?"')
_PICTURE = re.compile(r'<p><img src="\.\./gambar/([a-z-]+\.png)" alt="([^"]*)" /></p>\n?')
_TAG = re.compile(r"<[^>]+>")
_OF_MANY = "/…"
_AROUND = 90


@dataclass(frozen=True)
class Section:
    """One task of a book: its heading, its words, the pages of the program of which it tells."""

    anchor: str
    title: str
    html: Markup
    plain: str
    pages: tuple[str, ...]

    @property
    def links(self) -> list[str]:
        """Those of its pages that stand by themselves; the others show one of many."""
        return [page for page in self.pages if not page.endswith(_OF_MANY)]


@dataclass(frozen=True)
class Book:
    """A book of one seat, or a card for the desk."""

    kind: str
    name: str
    title: str
    lead: Markup
    sections: tuple[Section, ...]
    roles: tuple[str, ...] = ()

    @property
    def address(self) -> str:
        """Where it stands in the program."""
        return _address(self.kind, self.name)


@dataclass(frozen=True)
class Found:
    """A place that holds every word that was looked for."""

    book: Book
    section: Section
    excerpt: Markup


def books() -> tuple[Book, ...]:
    """Every book, read once."""
    return tuple(_read("buku", name, roles) for name, roles in BOOKS.items())


def cards() -> tuple[Book, ...]:
    """Every card, read once."""
    return tuple(_read("kartu", name) for name in CARDS)


def place(page: str, roles: Collection[str]) -> str:
    """Where the section stands that tells most closely of a page, first in books of these roles."""
    told = [
        (not one.roles or bool(set(one.roles) & set(roles)), len(known), one, section)
        for one in books()
        for section in one.sections
        for known in section.pages
        if f"{page}/".startswith(f"{known.removesuffix(_OF_MANY)}/")
    ]
    if not told:
        return "/bantuan"
    _, _, book, section = max(told, key=lambda found: found[:2])
    return f"{book.address}#{section.anchor}"


def search(words: str) -> list[Found]:
    """Where every one of the words stands, headings first."""
    wanted = words.casefold().split()
    if not wanted:
        return []
    found = [
        (sum(word in f"{book.title} {section.title}".casefold() for word in wanted), book, section)
        for book in (*cards(), *books())
        for section in book.sections
        if all(word in _searched(book, section) for word in wanted)
    ]
    found.sort(key=lambda one: -one[0])
    return [Found(book, section, _excerpt(section.plain, wanted)) for _, book, section in found]


def _searched(book: Book, section: Section) -> str:
    return f"{book.title} {section.title} {section.plain}".casefold()


def _excerpt(plain: str, wanted: Iterable[str]) -> Markup:
    places = [at for word in wanted if (at := plain.casefold().find(word)) >= 0]
    start = max(0, min(places, default=0) - _AROUND)
    start = plain.rfind(" ", 0, start) + 1
    shown = plain[start : start + 3 * _AROUND].rsplit(" ", 1)[0]
    words = "|".join(re.escape(str(escape(word))) for word in wanted)
    marked = re.sub(f"({words})", r"<mark>\1</mark>", str(escape(shown)), flags=re.IGNORECASE)
    return Markup(f"{'… ' if start else ''}{marked} …")


@cache
def _read(kind: str, name: str, roles: tuple[str, ...] = ()) -> Book:
    text = (HOME / kind / f"{name}.md").read_text("utf-8")
    first, *rest = _SECTION.split(text)
    title, _, lead = first.removeprefix("# ").partition("\n")
    pairs = zip(rest[::2], rest[1::2], strict=True)
    sections = tuple(_section(heading, body, kind) for heading, body in pairs)
    return Book(kind, name, title, _html(lead, kind), sections, roles)


def _section(heading: str, body: str, kind: str) -> Section:
    pages = tuple(_PAGE.findall(" ".join(_PAGES.findall(body))))
    html = _html(_PAGES.sub("", body), kind)
    plain = " ".join(Markup(_TAG.sub(" ", html)).unescape().split())
    anchor = "-".join(re.findall(r"[a-z0-9]+", heading.casefold()))
    return Section(anchor, heading, html, re.sub(r" ([.,;:?!])", r"\1", plain), pages)


def _html(text: str, kind: str) -> Markup:
    html = str(_reader().render(text))
    html = _LINK.sub(
        lambda found: f'href="{_address(found[1] or kind, found[2])}{found[3] or ""}"', html
    )
    return Markup(_PICTURE.sub(_picture, html))


def _address(kind: str, name: str) -> str:
    return f"/bantuan/{'kartu/' if kind == 'kartu' else ''}{name}"


def _picture(found: re.Match[str]) -> str:
    """A picture where it was taken; none where it was not."""
    if not (PICTURES / found[1]).is_file():
        return ""
    return (
        f'<figure><img src="/bantuan/gambar/{found[1]}" alt="" loading="lazy">'
        f"<figcaption>{found[2]}</figcaption></figure>\n"
    )


@cache
def _reader() -> Any:
    # Asked for when somebody first opens a book: until then the web process needs none of it.
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark").enable("table")
