"""Somebody who works from the handbook's text alone, in a real browser.

Each control is found by the word that the book marks next; a word that is not passed over on
purpose must be there, and at the end none may be left.
"""

import re
from types import TracebackType
from typing import Self

from markupsafe import Markup
from playwright.sync_api import Locator, Page, expect

from deploy.handbook import books

_STRONG = re.compile(r"<strong>(.*?)</strong>", re.DOTALL)

_KEY = r"(?:\s+(?:F\d+|Ctrl\+\w+|Enter|\d+|[A-Z]-\d+|\d.\d))"


def _control(page: Page | Locator, named: re.Pattern[str]) -> Locator:
    control = page.get_by_role("button", name=named)
    for role in ("link", "tab", "radio"):
        control = control.or_(page.get_by_role(role, name=named))  # type: ignore[arg-type]
    return control.locator("visible=true")


class Reader:
    """Reads one task of a book or card, given as `loket#membuka-loket-dan-memanggil`."""

    def __init__(self, page: Page, place: str) -> None:
        name, _, anchor = place.partition("#")
        read = next(one for one in (*books.books(), *books.cards()) if one.name == name)
        task = next(one for one in read.sections if one.anchor == anchor)
        marked = (Markup(one).unescape() for one in _STRONG.findall(task.html))
        self.page = page
        self.left = [" ".join(one.split()) for one in marked]

    def press(self, *, on: Page | Locator | None = None) -> None:
        """Press the button, link, tab or choice that is named so; or begins so, where none is."""
        page, word = on or self.page, self._word()
        whole = _control(page, re.compile(rf"^\s*{word}{_KEY}*\s*$"))
        begun = _control(page, re.compile(rf"^\s*{word}"))
        expect(whole.or_(begun).first).to_be_visible()
        (whole if whole.count() else begun).first.click()

    def write(self, words: str, *, on: Page | Locator | None = None) -> None:
        """Fill in the field that is named so."""
        (on or self.page).get_by_label(self._name()).locator("visible=true").first.fill(words)

    def see(self, *, on: Page | Locator | None = None) -> None:
        """See that it stands there."""
        page, named = on or self.page, self._name()
        expect(page.get_by_text(named).locator("visible=true").first).to_be_visible()

    def pass_over(self, count: int = 1) -> None:
        """What is for another case than this one."""
        del self.left[:count]

    def _word(self) -> str:
        return r"\s+".join(re.escape(one) for one in self.left.pop(0).split())

    def _name(self) -> re.Pattern[str]:
        return re.compile(rf"^\s*{self._word()}")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        assert error or self.left == []
