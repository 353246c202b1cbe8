"""What a text cites is there: sections, clauses, files, functions; and nothing outside."""

import ast
import io
import re
import tokenize
from collections.abc import Collection, Iterator

import pytest

from deploy.environment import ROOT
from tests.guards import standard_clauses
from tests.tree import own_texts

DOMAIN = "shared/standard/DOMAIN.md"
GLOSSARY = "shared/standard/GLOSSARY.md"
DECISIONS = "deploy/decisions"

_HEADING = re.compile(r"^#{2,3} (\d+(?:\.\d+)?)\.? ", re.MULTILINE)
_NUMBERED = re.compile(r"^(\d+)\. ", re.MULTILINE)
_SECTIONS = re.compile(
    r"DOMAIN (\d+(?:\.\d+)?(?:(?:, | and )\d+\.\d+)*)(?: no\. (\d+)(?:-(\d+))?)?"
)
_OWN_SECTION = re.compile(r"\bsection (\d+(?:\.\d+)?)")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_CLAUSES = re.compile(r"\b[Cc]lauses? (\d+(?:\.\d+)?(?:(?:, | to | and |–)\d+(?:\.\d+)?)*)")
_INDONESIAN = re.compile(r"\b[Pp]asal (\d+\.\d+)")
_ASIDE = re.compile(r"\((\d{1,2}\.\d{1,2}(?:, \d{1,2}\.\d{1,2})*)\)")
_REMARK = re.compile(r"\{#.*?#\}", re.DOTALL)
_PLACE = re.compile(
    r"`((?:kiosk|display|printstation|shared|deploy|tests)/[\w./*-]*)(?::(\w+))?(?:\(\))?`"
)
_LINK = re.compile(r"\]\(([^)#:\s]+)[^)]*\)")
# Written so that this file does not name them itself.
_OUTSIDE = re.compile(
    r"(?<![\w/.])\.\./shared\b|/wor[k]/|/tmp/w[t]/|/tmp/brie[f]|/tmp/room[s]|farm-studi[o]"
    r"|\b(?:PRINTING|PERFORMANCE|UX|STYLE|FIELD|DESIGN)(?:\.md| §?\d)"
    r"|\bpypi\.or[g]|pythonhoste[d]|registry\.npmj[s]|deb\.debian\.or[g]"
)
_TEXTS = own_texts()
_MARKDOWN = {name: text for name, text in _TEXTS.items() if name.endswith(".md")}
# A recipe names files that it makes, a changelog those of its day.
_LASTING = {
    name: text
    for name, text in _MARKDOWN.items()
    if not name.startswith("deploy/howto/") and name != "CHANGELOG.md"
}


def headings(domain: str) -> dict[str, int]:
    """The numbered sections of the domain's text, and how far the list in each counts."""
    found = list(_HEADING.finditer(domain))
    ends = [heading.start() for heading in found[1:]] + [len(domain)]
    return {
        heading[1]: max((int(n) for n in _NUMBERED.findall(domain[heading.end() : end])), default=0)
        for heading, end in zip(found, ends, strict=True)
    }


def wrong_sections(text: str, sections: dict[str, int]) -> list[str]:
    """Citations of the domain that lead nowhere."""
    wrong = []
    for cited in _SECTIONS.finditer(text):
        numbers = _NUMBER.findall(cited[1])
        last = max(sections.get(number, -1) for number in numbers)
        if not set(numbers) <= sections.keys() or int(cited[3] or cited[2] or 0) > last:
            wrong.append(cited[0])
    return wrong


def wrong_clauses(text: str, clauses: Collection[str], *, asides: bool) -> list[str]:
    """Clauses that the standard does not have; `asides`: `(4.2)` alone is one too."""
    known = {*clauses, *(number.partition(".")[0] for number in clauses)}
    patterns = [_CLAUSES, _INDONESIAN, *([_ASIDE] if asides else [])]
    cited = (found for pattern in patterns for found in pattern.finditer(text))
    return [found[0] for found in cited if not set(_NUMBER.findall(found[1])) <= known]


def remarks(name: str, text: str) -> str:
    """What is written for people in a source: docstrings and comments."""
    if name.endswith(".html"):
        return "\n".join(_REMARK.findall(text))
    return "\n".join(_python_remarks(text)) if name.endswith(".py") else ""


def _python_remarks(text: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            yield ast.get_docstring(node) or ""
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type == tokenize.COMMENT:
            yield token.string


def wrong_places(text: str) -> list[str]:
    """Files that a text names in backquotes and that are not there, or lack the function named."""
    return [found[0] for found in _PLACE.finditer(text) if not _is_there(found[1], found[2])]


def _is_there(place: str, function: str | None) -> bool:
    found = list(ROOT.glob(place.rstrip("/")))
    if not found or function is None:
        return bool(found)
    defined = re.compile(
        rf"\b(?:def|class|function|const) {function}\b|^{function} = ", re.MULTILINE
    )
    return any(path.is_file() and defined.search(path.read_text("utf-8")) for path in found)


def test_every_section_cited_stands_in_the_domain():
    sections = headings(_TEXTS[DOMAIN])
    wrong = {name: wrong_sections(text, sections) for name, text in _others().items()}
    assert {name: cited for name, cited in wrong.items() if cited} == {}
    assert [n for n in _OWN_SECTION.findall(_TEXTS[DOMAIN]) if n not in sections] == []


def test_every_clause_cited_stands_in_the_standard():
    clauses = standard_clauses.existing()
    wrong = {
        name: wrong_clauses(text, clauses, asides=False)
        + wrong_clauses(remarks(name, text), clauses, asides=True)
        for name, text in _others().items()
    }
    assert {name: cited for name, cited in wrong.items() if cited} == {}


def test_every_clause_has_its_line_in_the_domain():
    rows = re.findall(r"^\| (\d+(?:\.\d+)?)(?:–(\d+\.\d+))? \|", _TEXTS[DOMAIN], re.MULTILINE)
    told: set[str] = set()
    for first, last in rows:
        part, _, start = first.partition(".")
        told |= {first, *(f"{part}.{n}" for n in range(int(start or 0), _end(last) + 1))}
    clauses = {number for number in standard_clauses.existing() if "." in number}
    assert sorted(clauses - told) == []


def _end(last: str) -> int:
    return int(last.partition(".")[2] or -1)


@pytest.mark.parametrize("name", sorted(_LASTING))
def test_every_file_and_function_named_is_there(name):
    assert wrong_places(_LASTING[name]) == []


@pytest.mark.parametrize("name", sorted(_MARKDOWN))
def test_every_link_leads_to_a_file(name):
    here = (ROOT / name).parent
    assert [to for to in _LINK.findall(_MARKDOWN[name]) if not (here / to).exists()] == []


def test_no_text_names_anything_outside_the_repository():
    wrong = {name: _OUTSIDE.findall(text) for name, text in _TEXTS.items()}
    assert {name: named for name, named in wrong.items() if named} == {}


def test_the_glossary_gives_names_that_the_program_uses():
    rows = re.findall(r"^\|.*\|.*\| (.*) \|$", _TEXTS[GLOSSARY], re.MULTILINE)
    names = {name for cell in rows for name in re.findall(r"`(\w+)`", cell)}
    used = "\n".join(t for name, t in _TEXTS.items() if name.endswith((".py", ".toml", ".html")))
    assert len(names) > 100
    assert sorted(name for name in names if not re.search(rf"\b{name}\b", used)) == []


def test_decisions_are_short_and_listed():
    decided = {name: text for name, text in _MARKDOWN.items() if name.startswith(DECISIONS)}
    listed = _LINK.findall(decided.pop(f"{DECISIONS}/README.md"))
    assert sorted(listed) == sorted(name.rpartition("/")[2] for name in decided)
    assert {n: len(t.splitlines()) for n, t in decided.items() if t.count("\n") > 40} == {}


SECTIONS = {"5": 0, "5.4": 10, "7.1": 0}
CLAUSES = {"4.2", "12"}


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("(DOMAIN 5.4 no. 10) of DOMAIN 5", []),
        ("(DOMAIN 5.4, 7.1)", []),
        ("(DOMAIN 5.5)", ["DOMAIN 5.5"]),
        ("(DOMAIN 5.4, 7.9)", ["DOMAIN 5.4, 7.9"]),
        ("DOMAIN 5.4 no. 11", ["DOMAIN 5.4 no. 11"]),
    ],
)
def test_a_wrong_section_is_found(text, wrong):
    assert wrong_sections(text, SECTIONS) == wrong


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("Intake (clause 4.2), clauses 4.2 and 12, the parts of clause 4 (4.2)", []),
        ("Clause 4.9 says so", ["Clause 4.9"]),
        ("clauses 4.2 to 4.3", ["clauses 4.2 to 4.3"]),
        ("diminta standar (pasal 4.7)", ["pasal 4.7"]),
        ("The register (8.3).", ["(8.3)"]),
    ],
)
def test_a_wrong_clause_is_found(text, wrong):
    assert wrong_clauses(text, CLAUSES, asides=True) == wrong


def test_only_what_is_written_for_people_is_read_for_asides():
    source = '"""Opened daily (11.4)."""\nsleep(0.5)  # until (2.8)\n'
    assert _ASIDE.findall(remarks("a.py", source)) == ["11.4", "2.8"]
    assert _ASIDE.findall(remarks("a.html", "{#- (7.1) -#}<p>(1.5)</p>")) == ["7.1"]


def test_a_place_that_is_gone_is_found():
    assert wrong_places("`shared/db/__init__.py:transaction`, `tests/guards/`, `deploy/*.py`") == []
    gone = ["`shared/db/__init__.py:nothing`", "`shared/nowhere.py`"]
    assert wrong_places(" and ".join(gone)) == gone


@pytest.mark.parametrize("text", ["../sha" + "red/x.py", "/wo" + "rk/main", "(PRINTING " + "3)"])
def test_a_place_outside_is_found(text):
    assert _OUTSIDE.search(text)


def _others() -> dict[str, str]:
    """Every text but this one, which cites wrongly on purpose."""
    return {name: text for name, text in _TEXTS.items() if name != "tests/guards/test_citations.py"}
