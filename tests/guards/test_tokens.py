"""Colours and shadows come from tokens; no class of a style, no export of a script is unused."""

import re
import subprocess
from pathlib import Path

_TOKENS = "shared/web/static/css/tokens.css"
_PAPER = "shared/documents/templates/paper.css"
_COLOUR = re.compile(
    r"#(?:[0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})\b(?![-\w])|\b(?:rgb|hsl)a?\(", re.I
)
_SHADOW = re.compile(r"(?:box-|text-)shadow:(?!\s*(?:none\b|var\())|drop-shadow\(")
_COMMENT = re.compile(r"/\*.*?\*/|\{#.*?#\}", re.S)
# Made by other people's script (simple-keyboard) or by the server from its own codes.
_NOT_OURS = re.compile(r"hg-")


def _files(*patterns: str) -> dict[str, str]:
    listed = subprocess.run(
        ["git", "ls-files", *patterns], capture_output=True, text=True, check=True
    ).stdout.split()
    return {
        name: _COMMENT.sub("", Path(name).read_text())
        for name in listed
        if not name.startswith("tests/") and Path(name).is_file()
    }


def test_colours_and_shadows_stand_in_the_tokens_alone() -> None:
    found = []
    for name, text in _files("*.css", "*.js", "*.html").items():
        if name == _TOKENS:
            continue
        if name == _PAPER:
            text = re.sub(r":root \{.*?\}", "", text, count=1, flags=re.S)
        # An address such as href="#face" is no colour.
        text = re.sub(r'(?:href|for)="#[^"]*"', "", text)
        found += [f"{name}: {hit.group()}" for hit in _COLOUR.finditer(text)]
        found += [f"{name}: {hit.group()}" for hit in _SHADOW.finditer(text)]
    assert found == []


def test_every_token_is_used() -> None:
    texts = _files("*.css", "*.js", "*.html")
    every = "".join(texts.values())
    for name in (_TOKENS, _PAPER):
        for token in set(re.findall(r"(--[\w-]+):", texts[name])):
            assert f"var({token}" in every, f"{name}: {token}"


def test_every_class_of_a_style_sheet_is_used() -> None:
    pages = "\n".join(_files("*.html", "*.js", "*.py", "*.svg").values())
    words = set(re.findall(r"[\w-]+", pages))
    # A class may be put together: `badge--{{ kind }}`, `light--${colour}`, "tone--" ~ tone.
    begun = tuple(re.findall(r"([a-z][\w-]*-)(?=\{\{|\$\{|\{%|[\"'] [~+%])", pages))
    unused = []
    for name, text in _files("*.css").items():
        selectors = "".join(re.findall(r"[^{}]+(?=\{)", text))
        for cls in set(re.findall(r"\.(-?[a-z_][\w-]*)", selectors)):
            if cls not in words and not cls.startswith(begun) and not _NOT_OURS.match(cls):
                unused.append(f"{name}: .{cls}")
    assert sorted(unused) == []


def test_every_export_is_imported() -> None:
    scripts = _files("*.js")
    unused = []
    for name, text in scripts.items():
        for export in re.findall(r"^export (?:async )?(?:const|function) (\w+)", text, re.M):
            others = (other for path, other in scripts.items() if path != name)
            if not any(re.search(rf"\b{export}\b", other) for other in others):
                unused.append(f"{name}: {export}")
    assert unused == []
