"""The handbooks: their words are those on the screen, their links lead on, F1 finds its place."""

import json
import re
from functools import cache
from pathlib import Path

import click
import pytest
from flask import Flask
from flask.testing import FlaskClient
from markupsafe import Markup

from deploy.cli import antrean
from deploy.environment import ROOT
from deploy.handbook import books
from shared.rules.common import staff
from tests.guards import pages
from tests.guards.walk import guards_of, is_page

_MARKED = re.compile(r"\*\*(.+?)\*\*", re.DOTALL)
_STRONG = re.compile(r"<strong>(.+?)</strong>", re.DOTALL)
_COMMAND = re.compile(r"`(?:sudo )?antrean ([a-z-]+)(?: ([a-z]+))?")
_JINJA = re.compile(r"\{#.*?#\}|\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
_QUOTED = re.compile(r'"((?:[^"\\\n]|\\.)*)"|`((?:[^`\\]|\\.)*)`')
_BETWEEN = re.compile(r"<[^<>]*>|\$\{[^}]*\}|%\(\w+\)s|\{[^{}]*\}")
_OF_PROGRAMS = re.compile(r"\bField\([^()]*\)")
_SOURCES = ("kiosk", "display", "printstation", "shared")
_FOR_ALL = ("common", "paper", "shared/web", "shared/standard")
FILES = sorted(books.HOME.glob("*/*.md"))


def _texts() -> list[Path]:
    return [path for path in FILES if path.parent.name in ("buku", "kartu")]


def _tidy(words: str) -> str:
    return " ".join(words.split()).strip(" .:…()")


def _pieces(text: str) -> set[str]:
    """What stands between tags and values, each piece for itself."""
    return {_tidy(one) for one in _BETWEEN.sub("\n\n", text).split("\n\n")}


@cache
def _said_in() -> dict[str, set[str]]:
    """Every text of the screens by its file: labels, and what scripts, rules and data say."""
    said: dict[str, set[str]] = {}
    for name, template in pages.templates().items():
        plain = _JINJA.sub("\n\n", template)
        quoted = (_QUOTED.findall(text) for text in (*_JINJA.findall(template), plain))
        said[name] = _pieces(plain) | {_tidy(one) for found in quoted for one, _ in found}
    for part in _SOURCES:
        for path in (ROOT / part).rglob("*.*"):
            if path.suffix in (".py", ".js", ".toml") and "vendor" not in path.parts:
                source = _OF_PROGRAMS.sub("", path.read_text("utf-8"))
                pieces = (_pieces(one or other) for one, other in _QUOTED.findall(source))
                said[path.relative_to(ROOT).as_posix()] = set().union(*pieces)
    return said


@cache
def _on_the_screen(*subjects: str) -> set[str]:
    """What is said in the rooms of these subjects and those that all stand on; or in all rooms."""
    rooms = re.compile(rf"(?:^|/)(?:{'|'.join((*subjects, *_FOR_ALL))})(?:/|$)")
    found = (said for name, said in _said_in().items() if not subjects or rooms.search(name))
    return set().union(*found)


def _subjects(app: Flask, page: str) -> set[str]:
    """Whose page that is, by the room of what draws it."""
    rules = [one for one in app.url_map.iter_rules() if "GET" in (one.methods or ())]
    begun = [one for one in rules if str(one).startswith(page.removesuffix("/…"))]
    modules = [app.view_functions[one.endpoint].__module__.split(".") for one in begun]
    return {module[2] for module in modules if module[:2] == ["kiosk", "seats"]}


@pytest.mark.parametrize("path", _texts(), ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_words_of_the_book_are_the_words_on_the_screen(path: Path) -> None:
    marked = {_tidy(one) for one in _MARKED.findall(path.read_text("utf-8"))}
    assert sorted(marked - _on_the_screen()) == []


def test_the_pictures_show_the_screens_of_today() -> None:
    """Where this fails, take them anew as `deploy/handbook/pictures.py` says."""
    shown = json.loads((books.PICTURES / "kata.json").read_text("utf-8"))
    assert {path.stem for path in books.PICTURES.glob("*.png")} == set(shown)
    old = {name: {_tidy(one) for one in said} - _on_the_screen() for name, said in shown.items()}
    assert {name: words for name, words in old.items() if words} == {}
    html = "".join(part.html for one in books.books() for part in one.sections)
    assert {f"{name}.png" for name in shown} == set(re.findall(r"/bantuan/gambar/([^\"]+)", html))


def test_words_of_a_section_are_those_of_the_pages_that_it_names(app: Flask) -> None:
    """A section without pages goes on with those of the one before it."""
    wrong = {}
    for book in books.books():
        subjects: set[str] = set()
        for part in book.sections:
            if part.pages:
                subjects = set().union(*(_subjects(app, page) for page in part.pages))
            marked = {_tidy(Markup(one).unescape()) for one in _STRONG.findall(part.html)}
            if missing := marked - _on_the_screen(*sorted(subjects)):
                wrong[f"{book.name}: {part.title}"] = missing
    assert wrong == {}


def test_a_word_that_stands_on_no_screen_is_found() -> None:
    assert "Panggil berikutnya" in _on_the_screen()
    assert "Panggil selanjutnya" not in _on_the_screen()
    assert "Panggil" in _on_the_screen()
    assert "berikutnya" not in _on_the_screen()


def test_every_book_and_card_is_listed_and_has_sections() -> None:
    listed = {("buku", one) for one in books.BOOKS} | {("kartu", one) for one in books.CARDS}
    assert {(path.parent.name, path.stem) for path in _texts()} == listed
    assert [one.name for one in (*books.books(), *books.cards()) if not one.sections] == []


def test_a_heading_of_a_book_is_there_once() -> None:
    for one in (*books.books(), *books.cards()):
        anchors = [section.anchor for section in one.sections]
        assert len(set(anchors)) == len(anchors), one.name


def test_every_page_that_a_book_names_exists(app: Flask) -> None:
    sections = [part for one in books.books() for part in one.sections]
    addresses = {str(rule) for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())}
    below = {f"{address.partition('/<')[0]}/…" for address in addresses if "/<" in address}
    assert len({page for one in sections for page in one.links}) > 40
    assert {page for one in sections for page in one.pages} - addresses - below == set()


def test_every_link_inside_the_handbook_leads_to_its_place() -> None:
    every = {one.address: one for one in (*books.books(), *books.cards())}
    places = {f"{address}#{part.anchor}" for address, one in every.items() for part in one.sections}
    linked = {
        target
        for one in every.values()
        for text in (one.lead, *(part.html for part in one.sections))
        for target in re.findall(r'href="([^"]+)"', text)
    }
    assert linked
    assert linked - places - set(every) == set()


def test_every_command_that_a_book_names_exists() -> None:
    shell = click.Context(antrean)
    named = [found for path in _texts() for found in _COMMAND.findall(path.read_text("utf-8"))]
    assert len(named) > 4
    for name, below in named:
        command = antrean.get_command(shell, name)
        assert command is not None, name
        if below and isinstance(command, click.Group):
            assert command.get_command(shell, below), f"{name} {below}"


@pytest.mark.parametrize("role", staff.ROLES)
def test_f1_has_a_place_for_every_page_that_a_seat_may_open(app: Flask, role: str) -> None:
    lost = [
        str(rule)
        for rule in app.url_map.iter_rules()
        if "GET" in (rule.methods or ())
        and is_page(rule)
        and any(role in one.guard for one in guards_of(app, rule))
        and books.place(re.sub(r"/<.*", "", str(rule)), [role]) == "/bantuan"
    ]
    assert sorted(lost) == []


def test_f1_opens_the_place_of_the_closest_page() -> None:
    assert books.place("/loket", [staff.COUNTER]).startswith("/bantuan/loket#")
    assert books.place("/loket/berkas/KK-2026-000001", [staff.COUNTER]) == books.place(
        "/loket/berkas", [staff.COUNTER]
    )
    assert books.place("/loket", [staff.COUNTER]) != books.place("/loket/berkas", [staff.COUNTER])
    assert books.place("/masuk", []).startswith("/bantuan/masuk#")
    assert books.place("/nowhere", []) == "/bantuan"


def test_whoever_is_not_signed_in_reads_the_handbook(client: FlaskClient) -> None:
    for one in (*books.books(), *books.cards()):
        answer = client.get(one.address)
        assert answer.status_code == 200, one.address
        assert one.title in answer.text
    assert client.get("/bantuan").text.count("help-books") == 2
    assert client.get("/bantuan/nowhere").status_code == 404
    assert client.get("/bantuan/kartu/loket").status_code == 404
    assert client.get("/bantuan/gambar/loket.png", buffered=True).mimetype == "image/png"
    assert client.get("/bantuan/gambar/nowhere.png").status_code == 404
