"""Hostile requests: from the map of addresses, the examples of the API and the pages' own forms.

Nothing here names a parameter: what an address reads of a request is noted while it is asked.
An answer is right when it blames the asker in our own form, writes nothing that it refused, and
leads nowhere but to our own addresses.
"""

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from copy import deepcopy
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote

from flask import Flask, request
from flask.testing import FlaskClient
from peewee import sqlite3
from werkzeug.datastructures import ImmutableMultiDict
from werkzeug.test import TestResponse

from shared import db
from shared.records import TABLES, Device, PairingCode, Session, SignIn, SignInAttempt

WORDS = (
    *("", "0", "-1", "00", "1_0", " 1 ", "1e9", "1.5", "NaN", "inf", "٣", "²", "𝟙", "A-٣", "A-²"),
    *(
        "2147483647",
        "2147483648",
        "9223372036854775808",
        "-9223372036854775809",
        "9" * 40,
        "9" * 5000,
    ),
    *("A" * 9000, "\x00", "a\x01\x1b[2J", "a\nb", "\r\nSet-Cookie: a=b", "\u200b", "\ufeff", " "),
    *("\ud800", "\uffff", "\u202eA-001", "%", "%zz", "%2e%2e", "%s%(x)s{0}{{7*7}}", "..", "/"),
    *("../../etc/passwd", "a/../../b", "' OR 1=1 --", "*?[", "None", "null", "true", "[]", "{}"),
    *("A-001", "KK", "2026/00001", "KK-2026-9999999", "24.61", "9999-12", "0000-01", "2026-13"),
    *("0001-01-01", "9999-12-31", "31-02-2026", "01-01-0001", "31-12-9999", "/kios/../x"),
    *("\t//example.org", "/\t/example.org", "//example.org/x", "/\\example.org", "\\\\example.org"),
    *("https://example.org/", "javascript:alert(1)", "/loket\nx", "/kios/\nx", "//loket", "//x"),
)
BYTES = (b"\xff", b"\xc0\xaf", b"\xed\xa0\x80", b"%", b"%4", b"%00", b"%ff", b"%09//example.org")
VALUES = (
    *(
        None,
        True,
        False,
        0,
        -1,
        1.5,
        float("nan"),
        float("inf"),
        1e300,
        2**31 - 1,
        2**31,
        2**63,
        -(2**63) - 1,
    ),
    *(10**400, [], [None], [[]], {}, {"a": {}}, ["x"] * 300, [1, "a", None], {"": ""}),
    *WORDS,
)
_SENTENCE = re.compile(r"[A-Z].{8,}[.!?]", re.DOTALL)
_BLANKS = str.maketrans("\\", "/", "\t\r\n")

# They count what was refused, keep who was seen, and the codes that screens show when looked at.
_GUESSES = (SignIn, SignInAttempt, Session, Device, PairingCode)

Notes = dict[str, dict[str, set[str]]]


class Hostile(NamedTuple):
    """One request: raw bytes, as a server hands them on."""

    method: str
    path: bytes
    query: bytes = b""
    body: bytes | None = None
    kind: str | None = None
    headers: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        parts = (self.path[:99], self.query[:99], (self.body or b"")[:150], self.kind, self.headers)
        return " ".join(map(str, (self.method, *(part for part in parts if part))))


def is_refusal(answer: TestResponse) -> bool:
    """Whether it is one sentence in the one shape, with a status that blames the asker."""
    told = answer.get_json(silent=True)
    return bool(
        400 <= answer.status_code < 500
        and isinstance(told, dict)
        and set(told) == {"code", "message"}
        and re.fullmatch(r"[a-z][a-z0-9-]*", told["code"])
        and _SENTENCE.fullmatch(told["message"])
    )


def leads_away(location: str) -> bool:
    """Whether a browser that follows it leaves the office."""
    plain = location.translate(_BLANKS)
    return not plain.startswith("/") or plain.startswith("//")


class Siege:
    """An application under attack: who asks it, what is wrong with its answers.

    What was written is taken back after each request, so that each finds the same office.
    """

    def __init__(self, app: Flask, path: Path) -> None:
        self.notes = note(app)
        self.asked = 0
        self.wrong: dict[str, list[str]] = defaultdict(list)
        self._other = sqlite3.connect(path)
        self._kept = sqlite3.connect(":memory:")
        self.keep()

    def close(self) -> None:
        """Leave no connection open."""
        self._other.close()
        self._kept.close()

    def keep(self) -> None:
        """The office as it is now is what each request finds."""
        db.database.connection().backup(self._kept)
        self._written()

    def attack(self, browser: FlaskClient, what: str, asked: Hostile) -> TestResponse:
        """Send it, and note under `what` was asked what is wrong with the answer."""
        self.asked += 1
        cookies = dict(browser._cookies or {})
        answer = send(browser, asked)
        written = self._written()
        for fault in self._faults(answer, asked, written):
            self.wrong[f"{what}: {fault}"].append(str(asked))
        browser._cookies = cookies
        if written:
            self._kept.backup(db.database.connection())
            self._written()
        return answer

    def _faults(self, answer: TestResponse, asked: Hostile, written: bool) -> Iterator[str]:
        status, place = answer.status_code, answer.headers.get("Location", "/")
        page = not asked.path.startswith(b"/api/") and b"<h1" in answer.data
        if status >= 500 and asked.path != b"/readyz":
            yield str(status)
        elif 400 <= status < 500 and asked.method != "HEAD" and not (page or is_refusal(answer)):
            yield f"{status} in no form of ours, {answer.text[:80]!r}"
        if leads_away(place):
            yield f"leads away, {place[:60]!r}"
        if written and (status >= 400 or asked.method in ("GET", "HEAD")) and self._changed():
            yield f"{status} and wrote into {', '.join(self._changed())}"

    def _written(self) -> bool:
        now = self._other.execute("PRAGMA data_version").fetchone()[0]
        before, self._seen = getattr(self, "_seen", now), now
        return bool(now != before)

    def _changed(self) -> list[str]:
        names = [table._meta.table_name for table in TABLES if table not in _GUESSES]
        return [
            name
            for name in names
            if self._kept.execute(f"SELECT * FROM {name}").fetchall()
            != [tuple(row) for row in db.rows(f"SELECT * FROM {name}")]
        ]


def send(browser: FlaskClient, asked: Hostile) -> TestResponse:
    """The answer, read to its end."""
    raw = {"PATH_INFO": asked.path, "QUERY_STRING": asked.query}
    answer = browser.open(
        "/",
        method=asked.method,
        data=asked.body,
        content_type=asked.kind,
        headers=list(asked.headers),
        environ_overrides={name: text.decode("latin-1") for name, text in raw.items()},
    )
    answer.get_data()
    answer.close()
    return answer


# --- what a request holds ---


class _Noted(ImmutableMultiDict[str, str]):
    notes: set[str]

    def get(self, key: Any, *rest: Any, **more: Any) -> Any:
        self.notes.add(key)
        return super().get(key, *rest, **more)

    def getlist(self, key: Any, *rest: Any, **more: Any) -> Any:
        self.notes.add(key)
        return super().getlist(key, *rest, **more)

    def __getitem__(self, key: Any) -> Any:
        self.notes.add(key)
        return super().__getitem__(key)

    def __contains__(self, key: object) -> bool:
        self.notes.add(str(key))
        return super().__contains__(key)


def note(app: Flask) -> Notes:
    """From now on, what each address reads of a request: {endpoint: {args or form: names}}."""
    notes: Notes = defaultdict(lambda: defaultdict(set))
    usual: Any = app.request_class

    def noted(place: str) -> property:
        def read(self: Any) -> Any:
            kept = self.__dict__.setdefault("_noted", {})
            if place not in kept:
                kept[place] = _Noted(getattr(super(Noting, self), place))
                kept[place].notes = notes[request.endpoint or ""][place]
            return kept[place]

        return property(read)

    class Noting(usual):  # type: ignore[misc]
        args, form = noted("args"), noted("form")

    app.request_class = Noting
    return notes


def encoded(fields: dict[str, str]) -> bytes:
    """Fields as a form or a question sends them, half letters too."""
    pairs = ((quoted(name), quoted(text)) for name, text in fields.items())
    return "&".join(f"{name}={text}" for name, text in pairs).encode()


def quoted(word: str) -> str:
    """The word in an address."""
    return quote(word, safe="", errors="surrogatepass")


# --- forms of pages ---


class Form(NamedTuple):
    """A form of a page as it stands there."""

    action: str
    fields: dict[str, str]


class _Forms(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[Form] = []
        self._fields: dict[str, str] | None = None
        self._choice = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        of = {name: value or "" for name, value in attrs}
        if tag == "form" and of.get("method", "").lower() == "post":
            self.found.append(Form(of.get("action", ""), {}))
            self._fields = self.found[-1].fields
        elif tag == "select":
            self._choice = of.get("name", "")
        elif self._fields is None:
            return
        elif tag == "option" and ("selected" in of or self._choice not in self._fields):
            self._fields[self._choice] = of.get("value", "")
        elif tag in ("input", "textarea", "button") and of.get("name"):
            self._fields.setdefault(of["name"], of.get("value", ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._fields = None


def forms(page: str) -> list[Form]:
    """The forms of a page that post."""
    reader = _Forms()
    reader.feed(page)
    return reader.found


# --- messages ---


def spoiled(body: dict[str, Any]) -> Iterator[str]:
    """The message with each of its values replaced by each hostile one, left out, or doubled."""
    for place in _places(body):
        for value in VALUES:
            changed = deepcopy(body)
            inner = changed
            for part in place[:-1]:
                inner = inner[part]
            inner[place[-1]] = value
            yield json.dumps(changed)
    for name in body:
        yield json.dumps({other: value for other, value in body.items() if other != name})
        yield f"{json.dumps(body)[:-1]}, {json.dumps(name)}: null}}"
    yield json.dumps({**body, "sandi": 1})


def _places(value: Any, before: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    inner = value.items() if isinstance(value, dict) else enumerate(value)
    for name, one in inner:
        yield (*before, name)
        if isinstance(one, dict | list):
            yield from _places(one, (*before, name))
