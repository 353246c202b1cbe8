"""What answers weigh: texts packed by Brotli or gzip, static files fetched once a version."""

import gzip
import hashlib
import os
from collections.abc import Iterator
from datetime import timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

import brotli
from flask import Flask, Response, current_app, g, request
from werkzeug.security import safe_join

_LEAST = 1024
_TEXTS = (
    "text/",
    "application/json",
    "application/javascript",
    "application/manifest+json",
    "image/svg+xml",
)
_CODINGS = ["br", "gzip"]
_YEAR = int(timedelta(days=365).total_seconds())
_BY_STAMP = "icons"  # a folder of thousands, all of the version that the stamp beside it names


def install(app: Flask) -> None:
    """Pack what is long and a text, if the asker takes it so."""
    app.after_request(_packed)


def name_by_content(app: Flask) -> None:
    """Give the static files of all parts addresses that change with what is in them.

    Browsers keep them for a year; what is asked for by another address is compared each time.
    """
    names = _Names(app)
    for rule in [rule for rule in app.url_map.iter_rules() if _is_static(rule.endpoint)]:
        view = app.view_functions[rule.endpoint]
        app.add_url_rule(f"/v-<content>{rule.rule}", rule.endpoint, view)
    app.url_defaults(names.put)
    app.url_value_preprocessor(names.take)
    app.after_request(names.keep)


class _Names:
    """One name for the content of all static files together, and who may keep it."""

    def __init__(self, app: Flask) -> None:
        self._begun = {file: _stamp(file) for file in _files(app)}
        content = hashlib.sha256()
        for file, (_, size) in self._begun.items():
            content.update(f"{file.name} {size} ".encode() + file.read_bytes())
        self._name = content.hexdigest()[:10]

    def put(self, endpoint: str, values: dict[str, Any]) -> None:
        """Into each address that is made."""
        if _is_static(endpoint):
            values.setdefault("content", self._name)

    def take(self, endpoint: str | None, values: dict[str, Any] | None) -> None:
        """Out of each address that is asked for."""
        if values and _is_static(endpoint or ""):
            g.content = values.pop("content", "")

    def keep(self, response: Response) -> Response:
        """A year long, what was asked for by the name of its content."""
        if g.get("content") == self._name and response.status_code in (200, 206, 304):
            file = _static_file()
            # A program renewed under a running office must not be kept under the old name.
            if file and self._begun.get(file, now := _stamp(file)) == now:
                response.headers["Cache-Control"] = f"public, max-age={_YEAR}, immutable"
        return response


def _files(app: Flask) -> Iterator[Path]:
    parts = [app, *app.blueprints.values()]
    for folder in sorted({str(part.static_folder) for part in parts if part.has_static_folder}):
        for place, folders, names in os.walk(folder):
            folders[:] = sorted(set(folders) - {_BY_STAMP})
            yield from (Path(place, name) for name in sorted(names))


def _stamp(file: Path) -> tuple[int, int]:
    now = file.stat()
    return now.st_mtime_ns, now.st_size


def _is_static(endpoint: str) -> bool:
    return endpoint.rpartition(".")[2] == "static"


def _packed(response: Response) -> Response:
    if response.status_code != 200 or not (response.mimetype or "").startswith(_TEXTS):
        return response
    response.vary.add("Accept-Encoding")
    coding = request.accept_encodings.best_match(_CODINGS)
    if not coding or "Content-Encoding" in response.headers or "Range" in request.headers:
        return response
    file = _static_file()
    if file is not None:
        data = _kept(file, _stamp(file), coding)
    elif response.is_streamed or response.direct_passthrough:
        return response
    else:
        # Made for this one answer: what takes longer than it saves is not worth it.
        data = pack(response.get_data(), coding, quick=True)
    if data is not None:
        if hasattr(response.response, "close"):
            response.response.close()  # the file that would have been sent
        response.direct_passthrough = False
        response.set_data(data)
        response.headers["Content-Encoding"] = coding
        if etag := response.get_etag()[0]:
            response.set_etag(etag, weak=True)
    return response


def pack(data: bytes, coding: str, *, quick: bool) -> bytes | None:
    """The data in this coding; None when it is too short to gain anything."""
    if len(data) < _LEAST:
        return None
    if coding == "br":
        return bytes(brotli.compress(data, quality=4 if quick else 11))
    return gzip.compress(data, 5 if quick else 9, mtime=0)


def _static_file() -> Path | None:
    """The file that is asked for, of those that lie about for everybody."""
    if not _is_static(request.endpoint or ""):
        return None
    part = request.blueprint
    folder = (current_app.blueprints[part] if part else current_app).static_folder
    path = safe_join(str(folder), str((request.view_args or {}).get("filename", "")))
    return Path(path) if path else None


@lru_cache(512)
def _kept(file: Path, _now: tuple[int, int], coding: str) -> bytes | None:
    return pack(file.read_bytes(), coding, quick=False)
