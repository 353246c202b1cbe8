"""No office's place is in the code: its zone, its words and its clauses are data."""

import ast
import re

import pytest

from deploy.environment import ROOT
from tests.guards import pages

_PARTS = ("kiosk", "display", "printstation", "shared")
_OF_A_PLACE = re.compile(
    r"\b(?:WIB|WITA|WIT|Asia/\w+|Lumajang|Jatiroto|Desa|Dusun|Nagari|Gampong)\b|^\d{1,2}\.\d{1,2}$"
)
# The names of Indonesia's zones and their short forms; the zone until an office is opened, an
# example in a refusal, and the mark that an office's own word replaces.
_KNOWN = {
    "shared/rules/common/words.py": {"Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"},
    "shared/clock.py": {"Asia/Jakarta"},
    "shared/calendar.py": {"Asia/Jakarta"},
    "shared/standard/office.py": {"Asia/Jakarta"},
    "shared/standard/reader.py": {"Desa"},
    "display/makers.py": {"0.1"},  # seconds
    "display/pronounce.py": {"WIB", "WITA", "WIT"},
}
_ZONES = {"WIB", "WITA", "WIT"}
_MARKED = re.compile(r"\{(?:desa|Desa|Dusun)\}")
_COMMENT = re.compile(r"\{#.*?#\}|/\*.*?\*/|(?<![:\w])//[^\n]*", re.DOTALL)


def _texts(source: str) -> set[str]:
    """The texts in a Python source that somebody may read: all but its docstrings."""
    tree = ast.parse(source)
    told = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    return {
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told
    }


def _of_a_place(texts: set[str]) -> set[str]:
    return {found for text in texts for found in _OF_A_PLACE.findall(_MARKED.sub("", text))}


def _python() -> list[str]:
    return [
        path.relative_to(ROOT).as_posix()
        for part in _PARTS
        for path in sorted((ROOT / part).rglob("*.py"))
        if "migrations" not in path.parts
    ]


def test_python_names_no_place():
    found = {
        path: names
        for path in _python()
        if (
            names := _of_a_place(_texts((ROOT / path).read_text("utf-8")))
            - _KNOWN.get(path, set())
            - (_ZONES if path in _KNOWN else set())
        )
    }
    assert found == {}


def test_templates_and_scripts_name_no_place():
    scripts = {
        path.relative_to(ROOT).as_posix(): path.read_text("utf-8")
        for part in _PARTS
        for path in sorted((ROOT / part).rglob("static/**/*.js"))
        if "vendor" not in path.parts
    }
    found = {
        path: names
        for path, text in {**pages.templates(), **scripts}.items()
        if not path.startswith("deploy/") and (names := _of_a_place({_COMMENT.sub("", text)}))
    }
    assert found == {}


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ('"""Desa, WIB."""\nlabel = "Pilih Desa"', {"Desa"}),
        ("if service.clause == '4.4':\n    pass", {"4.4"}),
        ('title = "{Desa}"', set()),
    ],
)
def test_a_place_in_a_text_is_found(source, names):
    assert _of_a_place(_texts(source)) == names
