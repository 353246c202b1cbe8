"""Templates can be read: short lines, short files, and no decisions that a rule makes."""

import re

import pytest

from tests.guards import pages, ratchet

_LONGEST_LINE, _LONGEST_FILE = 140, 150
_CODE = re.compile(r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}", re.DOTALL)
_CONDITION = re.compile(r"\{%-?\s*(?:if|elif)\b|(?<!%)\bif\b")
_MARK = "\ue000"
_TAG = re.compile(r"<[a-z][^<>]*>", re.IGNORECASE)
_STATE = re.compile(r"\bstate\s*(?:==|!=|in\b|not in\b)|(?:==|!=)\s*\w*\.?state\b")
_TRANSLATED = re.compile(r"(?<![\w.])(?:_|gettext|ngettext)\(|\{%-?\s*trans\b")


def _conditions(source: str) -> list[int]:
    """How many conditions stand in each tag; code may hold what looks like a tag's end."""
    marked = _CODE.sub(lambda code: _MARK * len(_CONDITION.findall(code[0])), source)
    return [tag.count(_MARK) for tag in _TAG.findall(marked)]


def _tests_of_state(source: str) -> int:
    return sum(len(_STATE.findall(code)) for code in _CODE.findall(source))


def test_templates_can_be_read():
    templates = pages.templates()
    assert len(templates) > 100
    owed = {
        "long_lines": lambda _, text: sum(len(one) > _LONGEST_LINE for one in text.splitlines()),
        "long_files": lambda _, text: max(0, len(text.splitlines()) - _LONGEST_FILE),
        "tags_with_conditions": lambda _, text: sum(count > 1 for count in _conditions(text)),
        "tests_of_a_state": lambda _, text: _tests_of_state(text),
        "translated_for_staff": lambda path, text: (
            len(_TRANSLATED.findall(text)) if pages.of_staff(path) else 0
        ),
    }
    found = {
        kind: {path: count for path, text in templates.items() if (count := of(path, text))}
        for kind, of in owed.items()
    }
    assert ratchet.broken("templates", found) == []


@pytest.mark.parametrize(
    ("tag", "count"),
    [
        ('<p class="a{% if b > 1 %} c{% endif %}">{% if d %}e{% endif %}</p>', 1),
        ('<a{% if b %} hidden{% elif c %} x{% endif %} title="{{ d if e }}">', 3),
        ("<li>{% for one in many if one %}", 0),
    ],
)
def test_conditions_in_a_tag_are_counted(tag, count):
    assert max(_conditions(tag)) == count


@pytest.mark.parametrize(
    ("code", "count"),
    [
        ("{% if file.state == states.READY %}", 1),
        ("{{ a if file.state in (1, 2) or b.state not in c else d }}", 2),
        ('<p data-state="{{ file.state }}">state in words', 0),
    ],
)
def test_tests_of_a_state_are_found(code, count):
    assert _tests_of_state(code) == count
