"""Hostile input at every address: one clear sentence, a fitting 4xx, and nothing changed."""

import json
import re
from urllib.parse import quote
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shared import db
from shared.records import TABLES, SignInAttempt, Ticket
from shared.rules.admin import people
from shared.rules.common import staff
from tests.guards.hostile import WORDS, is_refusal
from tests.office import PASSWORD, examples, take

JSON = {"Accept": "application/json"}
_CALM = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
_SOME = settings(max_examples=examples(40), deadline=None, suppress_health_check=_CALM)
_MANY = settings(_SOME, max_examples=examples(200))
_BUTTONS = (
    "next",
    "call",
    "cancel",
    "back",
    "transfer",
    "break",
    "open",
    "undo",
    "outcome",
    "recall",
    "skip",
    "serve",
    "finish",
    "hold",
    "papers",
    "close",
)

# Never a message that any address takes.
_BODIES = {
    "not JSON": (b"{service: KK", "application/json"),
    "not text": (b"\xff\xfe\x00", "application/json"),
    "a list": (b"[]", "application/json"),
    "a word": (b'"KK"', "application/json"),
    "nothing at all": (b"null", "application/json"),
    "something unknown": (b'{"sandi": 1}', "application/json"),
    "wrong types": (
        b'{"service": [], "touch": 1, "number": {}, "on": "x", "came_out": 2, "take_over": 3}',
        "application/json",
    ),
    "a number without end": (b'{"counter": 1' + b"0" * 400 + b"}", "application/json"),
    "too deep": (b"[" * 30_000, "application/json"),
    "too large": (b'{"service": "' + b"K" * 70_000 + b'"}', "application/json"),
    "half a letter": (b'{"service": "\\ud800", "number": "\\ud800"}', "application/json"),
    "a form": (b"service=KK&touch=1", "application/x-www-form-urlencoded"),
    "plain text": (b"KK", "text/plain"),
}
_QUERY = (
    "lanjut",
    "daftar",
    "kembali",
    "bahasa",
    "teks",
    "suara",
    "lain",
    "cari",
    "sesudah",
    "sebelum",
    "tahun",
    "dari",
    "sampai",
    "bulan",
    "pada",
    "kata",
)
_WORDS = st.text(max_size=60) | st.sampled_from(WORDS)
# A lone half of a pair stands in JSON, but in no address and no form: no client can write it there.
_SENT = _WORDS.filter(
    lambda word: word.isascii() or word.encode("utf-8", "ignore").decode() == word
)
_ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | _WORDS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_WORDS, inner, max_size=4),
    max_leaves=8,
)


@pytest.fixture
def ratna(app, client):
    """Somebody who may press at counter and desk and heads a section; sits at counter 1."""
    roles = [staff.COUNTER, staff.INFO_DESK, staff.SECTION_HEAD]
    people.add("ratna", "Ratna Percobaan", roles, PASSWORD)
    client.post("/masuk", data={"username": "ratna", "password": PASSWORD})
    client.post("/api/v1/counters/1/open", json={})
    take()
    return client


def _everything():
    """All rows of all tables that a refused request must leave alone."""
    return {
        table: db.rows(f"SELECT * FROM {table._meta.table_name}")
        for table in TABLES
        if table is not SignInAttempt
    }


def _addresses(app, method, start=""):
    return sorted(
        {
            str(rule)
            for rule in app.url_map.iter_rules()
            if method in rule.methods and str(rule).startswith(start)
        }
    )


def _filled(address, word):
    return re.sub(r"<[^>]+>", lambda _: word, address)


@pytest.mark.parametrize("kind", _BODIES)
def test_a_message_that_does_not_fit_changes_nothing(app, ratna, kind):
    data, content_type = _BODIES[kind]
    before, wrong = _everything(), {}
    for address in _addresses(app, "POST", "/api/"):
        path = _filled(address, "1")
        answer = ratna.post(path, data=data, content_type=content_type, headers=JSON)
        if not is_refusal(answer):
            wrong[path] = (answer.status_code, answer.text[:200])
    assert wrong == {}
    assert _everything() == before


@_MANY
@given(
    body=st.dictionaries(
        st.sampled_from(["service", "touch", "priority", "language", "kind", "channel"]),
        _ANYTHING | st.sampled_from(["KK", "LANSIA", "id", "en", str(uuid4())]),
    )
)
def test_any_message_gives_one_ticket_or_one_refusal(client, body):
    before = _everything()
    answer = client.post("/api/v1/tickets", data=json.dumps(body), content_type="application/json")
    if answer.status_code == 201:
        assert Ticket.select().count() == len(before[Ticket]) + 1
        return
    assert answer.status_code == 200 or is_refusal(answer), (answer.status_code, answer.text)
    assert _everything() == before


@_MANY
@given(
    button=st.sampled_from(_BUTTONS),
    body=st.dictionaries(
        st.sampled_from(["number", "seen", "service", "counter", "reason", "on", "take_over"]),
        _ANYTHING | st.sampled_from(["A-001", "AMBIL", 2, True]),
    ),
)
def test_any_press_at_a_counter_is_done_or_refused(ratna, body, button):
    before = _everything()
    path = f"/api/v1/counters/1/{button}"
    answer = ratna.post(path, data=json.dumps(body), content_type="application/json")
    if answer.status_code != 200:
        assert is_refusal(answer), (answer.status_code, answer.text)
        assert _everything() == before


@_SOME
@given(
    data=st.data(),
    word=st.text(min_size=1, max_size=60),
    query=st.dictionaries(st.sampled_from(_QUERY), _SENT),
)
def test_any_word_in_an_address_is_answered_and_changes_nothing(app, ratna, data, word, query):
    some = st.lists(st.sampled_from(_addresses(app, "GET")), min_size=1, max_size=8, unique=True)
    before = _everything()
    _ask_everywhere(ratna, data.draw(some), word, query)
    assert _everything() == before


def _ask_everywhere(browser, addresses, word, query):
    """Each of these addresses is answered, or refused in the one shape."""
    for address in addresses:
        path = _filled(address, quote(word, safe=""))
        answer = browser.get(path, query_string=query, headers=JSON)
        assert answer.status_code < 400 or address == "/readyz" or is_refusal(answer), (
            path,
            answer.status_code,
            answer.text[:200],
        )
        assert answer.headers.get("Location", "/").startswith("/")
        answer.close()


@_SOME
@given(
    header=st.sampled_from(
        [
            "Cookie",
            "Authorization",
            "Accept",
            "Accept-Language",
            "Content-Type",
            "If-None-Match",
            "Range",
            "Origin",
            "Referer",
            "X-Forwarded-For",
            "X-CSRFToken",
        ]
    ),
    value=st.text(st.characters(min_codepoint=32, max_codepoint=255), max_size=80)
    | st.sampled_from(
        [
            "antrean=forged",
            "Bearer " + "x" * 60,
            "Basic !",
            "bytes=9-1",
            'W/"',
            "bahasa=xx; antrean_perangkat=1234567890abcdef1234567890abcdef",
        ]
    ),
)
def test_odd_headers_break_nothing(client, header, value):
    before = _everything()
    for path in ("/kios", "/papan", "/api/v1/board", "/masuk", "/loket", "/suara/lonceng.wav"):
        answer = client.get(path, headers={header: value})
        assert answer.status_code < 500, (path, answer.status_code)
        answer.close()
    answer = client.post("/api/v1/counters/1/next", headers={header: value})
    assert 400 <= answer.status_code < 500
    assert _everything() == before


_FORMS = ("/kios/nomor", "/kios/daftar", "/masuk", "/kertas/knop")


@_SOME
@given(
    fields=st.dictionaries(
        st.sampled_from(
            ["service", "touch", "priority", "kind", "username", "password", "lanjut", "knob"]
        ),
        _SENT,
    )
)
def test_any_form_is_answered_by_a_page_and_changes_nothing(client, fields):
    before = _everything()
    for path in _FORMS:
        answer = client.post(path, data=fields, follow_redirects=True)
        assert answer.status_code < 500, (path, answer.status_code)
        assert "<h1" in answer.text, path
    assert _everything() == before


def test_a_form_without_its_token_does_nothing(app, ratna):
    app.config["WTF_CSRF_ENABLED"] = True
    before = _everything()
    for path in (*_FORMS, "/kios/bantuan", "/keluar"):
        answer = ratna.post(path, data={"service": "KK", "touch": str(uuid4())}, headers=JSON)
        assert is_refusal(answer)
        assert answer.get_json()["code"] == "stale-form"
    assert _everything() == before
    assert ratna.get("/loket").status_code == 200


def test_guessing_tokens_tells_nothing_about_those_that_exist(client):
    real = take().token
    guesses = [real[:-1], real + "x", real.swapcase(), real[:10] + "%25", "x" * len(real)]
    for address in ("/api/v1/tickets/", "/t/", "/kios/tiket/"):
        answers = [client.get(address + guess, headers=JSON) for guess in guesses]
        assert {answer.status_code for answer in answers} == {404}
        assert len({answer.text for answer in answers}) == 1


def test_a_method_that_an_address_does_not_know_is_refused_in_the_same_shape(app, client):
    for address in _addresses(app, "POST", "/api/"):
        for method in ("PUT", "DELETE", "PATCH"):
            answer = client.open(_filled(address, "1"), method=method, json={})
            assert answer.status_code in (404, 405)
            assert is_refusal(answer)
