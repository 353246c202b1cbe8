"""Answers go packed to whoever takes them so, and are the same when unpacked."""

import gzip
import os
from pathlib import Path

import brotli
import pytest
from flask import Flask, url_for
from flask.testing import FlaskClient

from shared.web import weight

UNPACK = {"br": brotli.decompress, "gzip": gzip.decompress}


@pytest.mark.parametrize("path", ["/kios", "/api/openapi.json", "/static/js/dom.js"])
@pytest.mark.parametrize(("takes", "coding"), [("gzip, deflate, br", "br"), ("gzip", "gzip")])
def test_a_long_text_is_packed_and_the_same_when_unpacked(
    client: FlaskClient, path: str, takes: str, coding: str
) -> None:
    plain = client.get(path, buffered=True)
    packed = client.get(path, headers={"Accept-Encoding": takes}, buffered=True)
    assert packed.status_code == plain.status_code == 200
    assert packed.headers["Content-Encoding"] == coding
    assert "Accept-Encoding" in packed.headers["Vary"]
    assert packed.content_length == len(packed.data) < len(plain.data) / 2
    unpacked = UNPACK[coding](packed.data)
    assert len(unpacked) == pytest.approx(len(plain.data), abs=200)
    if path.startswith("/static/"):
        assert unpacked == plain.data


@pytest.mark.parametrize("takes", ["", "identity", "br;q=0, gzip;q=0", "zstd"])
def test_whoever_takes_no_packing_gets_none(client: FlaskClient, takes: str) -> None:
    answer = client.get("/static/js/dom.js", headers={"Accept-Encoding": takes}, buffered=True)
    assert "Content-Encoding" not in answer.headers
    assert b"export" in answer.data


def test_what_is_known_is_not_sent_again(client: FlaskClient) -> None:
    first = client.get("/static/js/dom.js", headers={"Accept-Encoding": "br"}, buffered=True)
    again = {"Accept-Encoding": "br", "If-None-Match": first.headers["ETag"]}
    answer = client.get("/static/js/dom.js", headers=again, buffered=True)
    assert (answer.status_code, answer.data) == (304, b"")


@pytest.mark.parametrize("path", ["/healthz", "/static/nothing.js"])
def test_what_is_short_or_refused_stays_as_it_is(client: FlaskClient, path: str) -> None:
    assert (
        "Content-Encoding"
        not in client.get(path, headers={"Accept-Encoding": "br"}, buffered=True).headers
    )


def test_a_part_of_a_file_is_a_part_of_the_file(client: FlaskClient) -> None:
    asked = {"Accept-Encoding": "br", "Range": "bytes=0-9"}
    answer = client.get("/static/js/dom.js", headers=asked, buffered=True)
    assert (answer.status_code, len(answer.data)) == (206, 10)
    assert "Content-Encoding" not in answer.headers


_CONFINED = {
    "Content-Security-Policy",
    "Referrer-Policy",
    "Permissions-Policy",
    "Cross-Origin-Opener-Policy",
}


@pytest.mark.parametrize("path", ["/kios", "/static/icon.svg", "/api/v1/nothing", "/healthz"])
def test_whatever_a_browser_may_show_as_a_page_is_confined(client: FlaskClient, path: str) -> None:
    answer = client.get(path, buffered=True)
    assert set(answer.headers.keys()) >= _CONFINED
    assert "script-src 'self' 'nonce-" in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("path", ["/static/js/dom.js", "/static/css/base.css"])
def test_parts_of_a_page_do_not_carry_its_rules_again(client: FlaskClient, path: str) -> None:
    answer = client.get(path, buffered=True)
    assert not _CONFINED & set(answer.headers.keys())
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def _served(folder: Path) -> tuple[FlaskClient, str]:
    """An application that serves this folder, and where its one file is."""
    app = Flask("parts", static_folder=str(folder), static_url_path="/static")
    weight.install(app)
    weight.name_by_content(app)
    with app.test_request_context():
        return app.test_client(), url_for("static", filename="a.js")


def test_a_file_that_changed_has_another_address_and_nobody_keeps_it_under_the_old(
    tmp_path: Path,
) -> None:
    (tmp_path / "a.js").write_text("1")
    before, first = _served(tmp_path)
    assert _served(tmp_path)[1] == first
    kept = before.get(first, buffered=True)
    assert kept.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    again = {"If-None-Match": kept.headers["ETag"]}
    assert before.get(first, headers=again, buffered=True).status_code == 304

    (tmp_path / "a.js").write_text("2")
    os.utime(tmp_path / "a.js", (1, 1))
    after, second = _served(tmp_path)
    assert second != first
    for client, address in ((before, first), (after, first), (after, "/static/a.js")):
        answer = client.get(address, buffered=True)
        assert (answer.status_code, answer.data) == (200, b"2")
        assert answer.headers["Cache-Control"] == "no-cache"
    assert "immutable" in after.get(second, buffered=True).headers["Cache-Control"]
