"""Texts are cleaned at one door, and a name is found however it is typed."""

import re
import unicodedata
from datetime import date

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from pydantic_core import from_json

from deploy.environment import ROOT
from shared import letters
from shared.errors import Invalid
from shared.rules.admin import calendar, devices, people
from shared.rules.common import staff
from shared.rules.hours import special_days
from shared.web import api
from tests.office import PASSWORD

JUNK = "\x00\x1b\u200b\u200e\u202e\u2066\ufeff\u00ad\u3164\ufe0f"


@pytest.mark.parametrize(
    ("typed", "seen"),
    [
        (f"Wa{JUNK}ti", "Wati"),
        ("Wa\x00t\x1bi\x7f", "Wati"),
        ("Jose\u0301", "José"),
        ("Wati\u00a0Misal", "Wati Misal"),
        ("satu\r\ndua\rtiga\u2028empat", "satu\ndua\ntiga\nempat"),
        ("kolom\tdua", "kolom\tdua"),
        ("\ud800Wati", "Wati"),
        ("ꦗꦮ ḍ ṭ 😀", "ꦗꦮ ḍ ṭ 😀"),
    ],
)
def test_what_is_kept_is_what_is_seen(typed: str, seen: str) -> None:
    assert letters.clean(typed) == seen


@given(st.text())
def test_a_clean_text_stays_as_it_is(text: str) -> None:
    clean = letters.clean(text)
    assert letters.clean(clean) == clean
    assert {unicodedata.category(one) for one in clean} & {"Cf", "Cs"} == set()
    clean.encode()


@pytest.mark.parametrize(
    "typed", ["numan", "NU'MAN", "nu`man", "Nu\u02bcman", "nu man", "sa'id  NUMAN", "said", "Sāʻid"]
)
def test_a_name_is_found_however_it_is_typed(typed: str) -> None:
    name = letters.key("NU’MAN bin Sa‘id")
    assert all(word in name for word in letters.keys(typed))


@pytest.mark.parametrize("typed", ["namun", "said ahmad", "%", "_", ""])
def test_another_name_is_not_found(typed: str) -> None:
    words = letters.keys(typed)
    assert not words or not all(word in letters.key("NU’MAN bin Sa‘id") for word in words)


def test_every_message_and_form_goes_through_the_door(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[bytes] = []
    heard = classmethod(lambda _cls, raw: seen.append(raw))
    monkeypatch.setattr(api.Body, "model_validate_json", heard)
    checked = 0
    for rule in app.url_map.iter_rules():
        operation = getattr(app.view_functions[rule.endpoint], api._MARK, None)
        if operation and operation.body:
            text = f"a{JUNK}b"
            texts = {name: [text, {"x": text}] for name in operation.body.model_fields}
            with app.test_request_context("/", method="POST", json=texts):
                api._read(operation.body)
            assert not set(JUNK) & set(str(from_json(seen[-1]))), rule.rule
            checked += 1
    assert checked > 60
    junk = {"a": f"b{JUNK}", f"c{JUNK}": "d"}
    with app.test_request_context("/", method="POST", data=junk, query_string=junk) as context:
        assert not context.request.files
        for asked in (context.request.form, context.request.args, context.request.values):
            assert asked.to_dict() == {"a": "b", "c": "d"}


def test_names_that_a_command_brings_are_clean_too(office: object) -> None:
    day = date(2026, 12, 24)
    people.add("wati", f"Wa{JUNK}ti", [staff.COUNTER], PASSWORD)
    people.rename("wati", f"Wa{JUNK}ti Misal")
    calendar.put_day(day, "TUTUP_KANTOR", f"Ra{JUNK}pat")
    devices.add(f"pa{JUNK}nel", 1)
    kept = (staff.named("wati"), special_days.on(day).name, devices.everything()[0].name)
    assert kept == ("Wati Misal", "Rapat", "panel")
    with pytest.raises(Invalid):
        people.rename("wati", JUNK)


def test_there_is_no_other_door() -> None:
    other = re.compile(r"request\.(get_data|stream|get_json|json|data)\b|wsgi\.input")
    found = {
        str(path.relative_to(ROOT))
        for part in ("shared", "kiosk", "display")
        for path in (ROOT / part).rglob("*.py")
        if other.search(path.read_text("utf-8"))
    }
    assert found == {"shared/web/api.py"}


@pytest.mark.parametrize(
    "text", ["", "-1", "+1", "1.0", "1e3", "1_0", " 1", "٣", "²", "𝟙", "2147483648", "9" * 5000]
)
def test_no_number_of_a_row_is_made_of_anything_but_few_plain_digits(text: str) -> None:
    assert letters.whole("2147483647") == letters.LARGEST
    with pytest.raises(ValueError, match="no number"):
        letters.whole(text)


def test_no_parameter_is_read_as_a_number_of_any_length() -> None:
    found = {
        str(path.relative_to(ROOT))
        for part in ("shared", "kiosk", "display", "printstation")
        for path in (ROOT / part).rglob("*.py")
        if re.search(r"\btype=(int|float)\b", path.read_text("utf-8"))
    }
    assert found == set()
