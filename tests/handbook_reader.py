"""Somebody who works from the handbook's text alone, in a real browser.

Each control is found by the word that the book marks next; a word that is not passed over on
purpose must be there, and at the end none may be left.
"""

import re
from collections.abc import Callable, Mapping
from types import TracebackType
from typing import Self

from markupsafe import Markup
from playwright.sync_api import Locator, Page, expect

from deploy.handbook import books

_STRONG = re.compile(r"<strong>(.*?)</strong>", re.DOTALL)

_KEY = r"(?:\s+(?:F\d+|Ctrl\+\w+|Enter|\d+|[A-Z]-\d+|\d.\d))"


Hand = Callable[[Page], object]
Step = str | Hand | tuple[Hand, str]
SEEN, OVER, PRESSED, CHOSEN = "(seen)", "(passed over)", "(pressed)", "(chosen from a list)"
"""What is done at a word of a book instead of writing: it is read, is for another case, …"""


def _control(page: Page | Locator, named: re.Pattern[str]) -> Locator:
    control = page.get_by_role("button", name=named)
    for role in ("link", "tab", "radio"):
        control = control.or_(page.get_by_role(role, name=named))  # type: ignore[arg-type]
    for ticked in ("label:has([type=radio], [type=checkbox])", "summary"):
        control = control.or_(page.locator(ticked).filter(has_text=named))
    return control.locator("visible=true")


class Reader:
    """Reads one task of a book or card, given as `loket#membuka-loket-dan-memanggil`."""

    def __init__(self, page: Page, place: str) -> None:
        name, _, anchor = place.partition("#")
        read = next(one for one in (*books.books(), *books.cards()) if one.name == name)
        task = next(one for one in read.sections if one.anchor == anchor)
        marked = (Markup(one).unescape() for one in _STRONG.findall(task.html))
        self.page = page
        told = [one for one in read.sections[: read.sections.index(task) + 1] if one.pages]
        self.begins = told[-1].links[0] if told else "/"
        self.left = [" ".join(one.split()) for one in marked]

    def press(self, *, on: Page | Locator | None = None) -> None:
        """Press the button, link, tab or choice that is named so; or begins so, where none is."""
        page, word = on or self._asked(), self._word()
        whole = _control(page, re.compile(rf"^\s*{word}{_KEY}*\s*$"))
        begun = _control(page, re.compile(rf"^\s*{word}"))
        expect(whole.or_(begun).first).to_be_visible()
        (whole if whole.count() else begun).first.click()

    def write(self, words: str, *, on: Page | Locator | None = None) -> None:
        """Fill in the field that is named so."""
        there = on or self._asked()
        fields = there.get_by_label(self._name()).and_(there.locator("input, select, textarea"))
        field = fields.locator("visible=true").first
        if field.evaluate("one => one.localName") == "select":
            field.select_option(label=words)
        else:
            field.fill(words)

    def see(self, *, on: Page | Locator | None = None) -> None:
        """See that it stands there."""
        page, named = on or self.page, self._name()
        expect(page.get_by_text(named).locator("visible=true").first).to_be_visible()

    def follow(self, table: Mapping[str, Step | list[Step]]) -> None:
        """The whole task: each word is pressed, but for those of which the table says otherwise.

        There stand what is written in the field of that name, or a hand that does first, or
        instead of the word, what the book says without marking it.
        """
        many = {word: list(steps) for word, steps in table.items() if isinstance(steps, list)}
        while self.left:
            word = self.left[0]
            step = many[word].pop(0) if many.get(word) else table.get(word, PRESSED)
            assert not isinstance(step, list), word
            self._do(step)

    def _do(self, step: Step) -> None:
        if isinstance(step, tuple):
            step[0](self.page)
            self._do(step[1])
        elif not isinstance(step, str):
            self.pass_over()
            step(self.page)
        elif step == CHOSEN:
            word = self.left.pop(0)
            self.page.locator("select:visible", has_text=word).first.select_option(label=word)
        elif step in _HANDS:
            _HANDS[step](self)
        else:
            self.write(step)

    def pass_over(self, count: int = 1) -> None:
        """What is for another case than this one."""
        del self.left[:count]

    def _asked(self) -> Page | Locator:
        """The question that is open, where the word stands in it; else the page."""
        word = re.compile(rf"(?:^|\s){re.escape(self.left[0])}")
        asked = self.page.locator("dialog[open]").filter(has_text=word)
        return asked.last if asked.count() else self.page

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


_HANDS: dict[str, Callable[[Reader], None]] = {
    SEEN: Reader.see,
    OVER: Reader.pass_over,
    PRESSED: Reader.press,
}
