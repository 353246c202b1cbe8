"""The people's texts: written as the office writes, and none of them left in English."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir

from deploy.environment import ROOT
from tests.guards import pages

_PARTS = ("kiosk", "display", "printstation", "shared", "deploy")
_KINDS = ("py", "html", "js", "toml", "po", "css", "json", "sh", "md")
_VENDOR = {"vendor", "node_modules", "translations"}
# The office's own A4 papers are Indonesian by law and in no other language.
_PAPERS = "shared/documents/"
_SPOKEN_IN_MANY = sorted(
    path for path in pages.templates() if not pages.of_staff(path) and not path.startswith(_PAPERS)
)
# What is no text, in the order in which it is taken out of a template.
_NOT_TEXT = (
    re.compile(r"\{%-?\s*trans\b.*?endtrans\s*-?%\}", re.DOTALL),
    re.compile(r"\{#.*?#\}|\{\{.*?\}\}", re.DOTALL),
    re.compile(r"\{%-?\s*(?!block|endblock)\w.*?%\}", re.DOTALL),
    # Classes and attributes of the page around it, such as {% block kind %}sorry{% endblock %}.
    re.compile(r"\{%-?\s*block \w+\s*-?%\}[a-z0-9_=\"\s-]*\{%-?\s*endblock"),
    re.compile(r"\{%.*?%\}", re.DOTALL),
)
_SPOKEN = {"alt", "title", "placeholder", "aria-label", "aria-description"}
_NAMES = {"Antrean", "WIB", "LATIHAN", "NIK", "Enter", "Ctrl"}
_PLACEHOLDER = re.compile(r"%\(\w+\)s")
# Words that no Indonesian sentence has, and that English ones can hardly do without.
_ENGLISH = re.compile(
    r"\b(the|and|you|your|please|with|this|that|is|are|not|of|to|for|next|back|print|"
    r"number|service|counter|waiting|ticket|queue|help|language|called|open|closed)\b",
    re.IGNORECASE,
)


_MISSPELT = "deploy/handbook/kata.toml"  # what officers type in the search, as they type it


def _own_files() -> list[Path]:
    files = [ROOT / "README.md", ROOT / "CHANGELOG.md"]
    for part in _PARTS:
        files += [path for kind in _KINDS for path in (ROOT / part).rglob(f"*.{kind}")]
    return [path for path in files if not _VENDOR & set(path.parts)]


def test_the_word_is_antrean_everywhere():
    wrong = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in _own_files()
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if "antrian" in line.lower() and path != ROOT / _MISSPELT
    ]
    assert wrong == []


@pytest.mark.parametrize("path", _SPOKEN_IN_MANY)
def test_a_template_holds_no_text_outside_the_translations(path):
    said = _said(pages.templates()[path])
    words = {word for part in said for word in re.findall(r"[^\W\d_]{3,}", part)}
    assert words - _NAMES == set()


def test_no_text_of_the_people_is_english():
    texts = _texts()
    assert len(texts) > 100
    texts += [one for source in pages.templates().values() for one in _said(source)]
    english = {text: _ENGLISH.findall(_PLACEHOLDER.sub(" ", text)) for text in texts}
    assert {text: words for text, words in english.items() if len(words) > 1} == {}


def _said(source: str) -> list[str]:
    """What a template says outside its code."""
    for pattern in _NOT_TEXT:
        source = pattern.sub(" ", source)
    page = _Reader()
    page.feed(source)
    return page.texts


class _Reader(HTMLParser):
    """Collects what a page says: its texts, and the attributes that are read to people."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._silent = False

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self._silent = tag in ("script", "style")
        self.texts += [value for name, value in attributes if name in _SPOKEN and value]

    def handle_endtag(self, tag: str) -> None:
        self._silent = False

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.texts.append(data)


def _texts() -> list[str]:
    """Every text in the source that is marked for translation."""
    methods = [("**.py", "python"), ("**.html", "jinja2")]
    keywords = {"_": None, "N_": None, "gettext": None, "ngettext": (1, 2)}
    return [
        message if isinstance(message, str) else message[0]
        for part in _PARTS
        for _, _, message, *_ in extract_from_dir(ROOT / part, methods, keywords=keywords)
    ]
