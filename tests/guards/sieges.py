"""What is attacked: every address with every word, every form, every message of the API."""

import json
import re
from collections.abc import Callable, Iterator
from itertools import chain, cycle, islice
from pathlib import Path
from typing import TypeVar
from unittest.mock import patch
from urllib.parse import unquote, urlsplit

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from deploy import app as composition
from kiosk.touch.complaints import links
from kiosk.touch.status import complaint, pages
from shared import config
from shared.records import Application, Complaint
from shared.rules import queue
from shared.rules.common.office import here
from tests.complaint_book import people
from tests.guards.examples import Asked, Example, examples
from tests.guards.hostile import BYTES, WORDS, Form, Hostile, Siege, encoded, forms, quoted, spoiled
from tests.guards.walk import guards_of, paths, practice_office
from tests.kiosk.seats.desks import sign_in
from tests.office import PASSWORD, opened, take

_PART = re.compile(r"<(?:[^:<>]+:)?([^<>]+)>")
_FORM, _JSON = "application/x-www-form-urlencoded", "application/json"
_METHODS = ("HEAD", "OPTIONS", "PUT", "DELETE", "PATCH", "TRACE", "PROPFIND", "get", "BREW")
_HEADERS = (
    *("Cookie", "Authorization", "Accept", "Accept-Language", "Content-Type", "Content-Length"),
    *("If-None-Match", "If-Modified-Since", "If-Range", "Range", "Origin", "Referer", "Host"),
    *("X-Forwarded-For", "X-CSRFToken", "X-Antrean-Role", "X-Antrean-Staff", "User-Agent"),
)
_SAID = (
    *(
        "",
        "0",
        "-1",
        "9" * 40,
        "x" * 4000,
        "\xff\xfe",
        "%00",
        "bytes=9-1",
        "bytes=-1",
        "bytes=0-,1-",
    ),
    *(
        "antrean=forged; bahasa=xx; antrean_perangkat=\xb2\xb2",
        "Bearer \xe9",
        "Basic !",
        'W/"',
        "*",
        "\x01",
    ),
    *("Thu, 99 Foo 9999 99:99:99 GMT", "application/json", "multipart/form-data", "text/html;q=x"),
)
_MULTIPART = "multipart/form-data; boundary=x"
_FILES = (
    "",
    "\0",
    "x" * 70_000,
    "%PDF-1.7",
    "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----",
)
_DAYS = {"day", "first", "last", "dari", "sampai"}

FEW = 43
"""Each so-manieth attack; no divisor of how many words there are, so that each comes somewhere."""

Case = TypeVar("Case")
Judge = Callable[[FlaskClient, str, TestResponse], str]


class Few:
    """Every so-manieth case of all that there are."""

    def __init__(self, every: int) -> None:
        self._every, self._at = every, 0

    def __call__(self, cases: Iterator[Case]) -> Iterator[Case]:
        for case in cases:
            self._at += 1
            if self._at % self._every == 0:
                yield case


def of_pages(data: Path, every: int = FEW) -> Siege:
    """Addresses, questions, forms, methods and headers of a practice office with a full day.

    `every` so-manieth attack is made; with 1 all of them, by everybody who may.
    """
    few = Few(every)
    with practice_office(data) as app:
        siege = Siege(app, here().settings.sqlite_path)
        values, browsers = _values(app), _browsers(app)
        siege.keep()
        siege.attack(browsers[""], "no address", Hostile("GET", b""))
        odd = cycle([(name, said) for name in _HEADERS for said in _SAID])
        found: dict[tuple[str, str], Form] = {}
        for rule in sorted(app.url_map.iter_rules(), key=str):
            path, roles = _filled(rule, values), _roles(app, rule, browsers)
            for role in roles if every == 1 else roles[:1]:
                for asked in few(chain(_words_in(rule, values), _other(path, islice(odd, 20)))):
                    siege.attack(browsers[role], str(rule), asked)
                if "GET" in (rule.methods or ()):
                    for form in _questions(siege, few, browsers[role], rule, path):
                        found.setdefault((role, form.action or path), form)
                if "POST" in (rule.methods or ()) and not path.startswith("/api/"):
                    found.setdefault((role, path), Form(path, {}))
        for (role, path), form in found.items():
            _fields(siege, few, browsers[role], path, form)
        siege.close()
    return siege


def _answered(_browser: FlaskClient, operation: str, answer: TestResponse) -> str:
    good = answer.status_code < 300 or operation == "GET /readyz"
    return "" if good else f"{answer.status_code} {answer.text}"


def of_messages(data: Path, every: int = FEW, judge: Judge = _answered) -> Siege:
    """Each operation of the API, its example spoiled in every place; the true one still fits.

    `judge` says what is wrong with the answer to an example.
    """
    folder = data / "unduhan"
    folder.mkdir()
    allowing = {"unsigned_override": True, "watch_folder": str(folder), "voice": "off"}
    settings = config.load({}, data=data / "data", practice=True, **allowing)
    with opened(settings), patch("shared.documents.arrivals.QUIET_SECONDS", 0.0):
        app = composition.compose(here())
        app.config.update(TESTING=True, WTF_CSRF_ENABLED=False, PROPAGATE_EXCEPTIONS=False)
        siege, few = Siege(app, settings.sqlite_path), Few(every)
        with app.test_client() as browser:
            for operation, example in examples(people()).items():
                _operation(siege, few, browser, operation, example, judge)
        app.extensions["antrean.speaker"].close()
        siege.close()
    return siege


def _operation(
    siege: Siege, few: Few, browser: FlaskClient, operation: str, example: Example, judge: Judge
) -> None:
    method, path = operation.split()
    asked = example.ready()
    if example.who:
        sign_in(browser, example.who)
    if asked.before:
        browser.post(asked.before[0], json=asked.before[1])
    siege.keep()
    for hostile in few(_spoiled(method, path, asked)):
        siege.attack(browser, operation, hostile)
    address = path.format(**asked.values)
    with browser.open(address, method=method, json=asked.body, data=asked.form) as answer:
        if problem := judge(browser, operation, answer):
            siege.wrong[f"{operation}: the example does not fit"].append(problem)


def _spoiled(method: str, path: str, asked: Asked) -> Iterator[Hostile]:
    kind = None if asked.body is None else _JSON
    body = None if asked.body is None else json.dumps(asked.body).encode()
    for name in asked.values:
        for word in WORDS:
            address = path.format(**{**asked.values, name: word})
            yield Hostile(method, address.encode("utf-8", "surrogatepass"), b"", body, kind)
    plain = path.format(**asked.values).encode()
    for text in spoiled(asked.body or {}) if kind else ():
        yield Hostile(method, plain, b"", text.encode(), _JSON)
    if asked.form:
        for sent in (b"", b"--x", *_parts(dict.fromkeys(asked.form, ""))):
            for form in (_MULTIPART, "multipart/form-data", _FORM, _JSON):
                yield Hostile(method, plain, b"", sent, form)


def _browsers(app: Flask) -> dict[str, FlaskClient]:
    browsers = {"": app.test_client()}
    for role, who in people().everybody().items():
        browsers[role] = app.test_client()
        browsers[role].post("/masuk", data={"username": who.who, "password": PASSWORD})
    queue.sit(1, people().sari, take_over=True)
    return browsers


def _roles(app: Flask, rule: Rule, browsers: dict[str, FlaskClient]) -> list[str]:
    guarded = guards_of(app, rule)
    return [role for role in browsers if all(role in one.guard for one in guarded)]


def _values(app: Flask) -> dict[str, str]:
    """What fills the addresses: tokens of what there is, by the address where they open it."""
    file, row = Application.get(), Complaint.get()
    with app.test_request_context():
        receipt, phone = links.receipt(row.id), links._seals("ponsel")
        return {
            "/kios/pengaduan/nomor/": receipt,
            "/pengaduan/nomor/": receipt,
            "/pengaduan/": phone.dumps(["0" * 36, "LAMA", "id"]),
            "/kios/status/pengaduan/": complaint._seals().dumps(row.id),
            "/status/pengaduan/": complaint._seals().dumps(row.id),
            "/kios/status/": pages._seals().dumps(file.id),
            "/status/": pages._seals().dumps(file.id),
            "token": take().token,
            "code": "lama",
            "service": "KK",
            "group": "baru",
            "kind": "baru",
            "key": "lonceng",
            "name": "x",
            "ending": "pdf",
            "filename": "x.css",
            "content": "0",
            "counter": "1",
            "call": "1",
            "label": "00",
        }


def _filled(rule: Rule, values: dict[str, str], **other: str) -> str:
    text = str(rule)
    begin = text.partition("<")[0]
    known = {**values, "token": values.get(begin, values["token"]), "number": "4", **other}
    if "<number>" in text and not begin.startswith(("/api/", "/kios")) and "number" not in other:
        known["number"] = re.escape(paths(begin + "<number>")[0]).replace("\\", "")[len(begin) :]
    numbers = {
        "year": "2026",
        "month": "11",
        "quarter": "3",
        "revision": "0",
        "period": "2026-11",
        "objective": "SM-01",
        "row": "1",
        "file": "1",
        "media": "a4",
    }
    return _PART.sub(lambda found: {**numbers, **known}[found[1]], text)


def _words_in(rule: Rule, values: dict[str, str]) -> Iterator[Hostile]:
    # What fits for the rest of an operation's address is known to its example.
    names = [] if str(rule).startswith("/api/") else sorted(rule.arguments)
    method = "GET" if "GET" in (rule.methods or ()) else "POST"
    for name in names:
        for word in WORDS:
            path = _filled(rule, values, **{name: word}).encode("utf-8", "surrogatepass")
            yield Hostile(method, path)
        for raw in BYTES:
            path = _filled(rule, values, **{name: "\0"}).encode().replace(b"\0", raw)
            yield Hostile(method, path)


def _other(path: str, headers: Iterator[tuple[str, str]]) -> Iterator[Hostile]:
    for method in _METHODS:
        yield Hostile(method, path.encode())
    for header in headers:
        yield _get(path, headers=(header,))


def _get(path: str, query: bytes = b"", headers: tuple[tuple[str, str], ...] = ()) -> Hostile:
    return Hostile("GET", path.encode(), query, headers=(("Accept", "text/html"), *headers))


def _questions(siege: Siege, few: Few, browser: FlaskClient, rule: Rule, path: str) -> list[Form]:
    """Every word for everything that the address asks of its question; the forms of its page."""
    page = siege.attack(browser, str(rule), _get(path))
    noted, asked = siege.notes[rule.endpoint]["args"], set[str]()
    while new := sorted(noted - asked):
        asked.update(new)
        for query in few(_queries(new)):
            siege.attack(browser, str(rule), _get(path, query))
    return forms(page.text) if page.mimetype == "text/html" else []


def _queries(names: list[str]) -> Iterator[bytes]:
    for name in map(quoted, names):
        for word in WORDS:
            yield f"{name}={quoted(word)}".encode()
        for raw in BYTES:
            yield name.encode() + b"=" + raw
        yield f"{name}=1&{name}=2&{name}[]=3&{name}".encode()
    for word in WORDS:
        yield encoded(dict.fromkeys(names, word))


def _fields(siege: Siege, few: Few, browser: FlaskClient, path: str, form: Form) -> None:
    """Every word in every field of a form, those left out and those that come twice."""
    address, _, query = path.partition("?")
    fields = {
        name: text or ("24-11-2026" if name in _DAYS else "Percobaan")
        for name, text in form.fields.items()
        if name != "csrf_token"
    }

    def send(body: bytes, kind: str = _FORM) -> None:
        asked = Hostile("POST", unquote(address).encode(), query.encode(), body, kind)
        siege.attack(browser, f"POST {urlsplit(path).path}", asked)

    send(encoded(fields))
    endpoint = browser.application.url_map.bind("").match(unquote(address), method="POST")[0]
    fields = {**dict.fromkeys(siege.notes[endpoint]["form"], "1"), **fields}
    for body in few(_bodies(fields)):
        send(body)
    for body in few(_parts(fields)):
        send(body, _MULTIPART)
    for kind in (_JSON, "text/plain", "multipart/form-data", _MULTIPART):
        send(encoded(fields), kind)
    send(b"--x\r\nContent-Disposition: attachment\r\n\r\nabc\r\n--x--", _MULTIPART)


def _parts(fields: dict[str, str]) -> Iterator[bytes]:
    """Each field as a file, whose contents and names are none."""
    usual = "".join(_part(f'name="{name}"', text) for name, text in fields.items())
    for name in fields:
        for named in ("a.pem", "", "../../x", "\0", "x" * 5000, '"; x="', "\ud800"):
            for text in _FILES:
                spoiled = _part(f'name="{name}"; filename="{named}"', text)
                yield (usual + spoiled + "--x--").encode("utf-8", "surrogatepass")


def _part(of: str, text: str) -> str:
    return f"--x\r\nContent-Disposition: form-data; {of}\r\n\r\n{text}\r\n"


def _bodies(fields: dict[str, str]) -> Iterator[bytes]:
    usual = encoded(fields)
    for name in fields:
        for word in WORDS:
            yield encoded({**fields, name: word})
        for raw in BYTES:
            yield encoded({**fields, name: ""}) + b"&" + quoted(name).encode() + b"=" + raw
        yield encoded({other: text for other, text in fields.items() if other != name})
        yield usual + f"&{quoted(name)}=2&{quoted(name)}[]=3".encode()
    yield b""
