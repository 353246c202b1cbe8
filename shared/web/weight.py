"""Answers packed for the way: texts by Brotli or gzip, static ones packed once and kept."""

import gzip
from functools import lru_cache
from pathlib import Path

import brotli
from flask import Flask, Response, current_app, request
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


def install(app: Flask) -> None:
    """Pack what is long and a text, if the asker takes it so."""
    app.after_request(_packed)


def _packed(response: Response) -> Response:
    if response.status_code != 200 or not (response.mimetype or "").startswith(_TEXTS):
        return response
    response.vary.add("Accept-Encoding")
    coding = request.accept_encodings.best_match(_CODINGS)
    if not coding or "Content-Encoding" in response.headers or "Range" in request.headers:
        return response
    file = _static_file()
    if file is not None:
        now = file.stat()
        data = _kept(file, now.st_mtime_ns, now.st_size, coding)
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
    if not (request.endpoint or "").endswith("static"):
        return None
    part = request.blueprint
    folder = (current_app.blueprints[part] if part else current_app).static_folder
    path = safe_join(str(folder), str((request.view_args or {}).get("filename", "")))
    return Path(path) if path else None


@lru_cache(512)
def _kept(file: Path, _changed: int, _size: int, coding: str) -> bytes | None:
    return pack(file.read_bytes(), coding, quick=False)
