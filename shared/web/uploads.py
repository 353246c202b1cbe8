"""Addresses that take a file: larger than any other request, and only from our own pages."""

from contextlib import closing
from typing import Any

from flask import Blueprint, Response, current_app, jsonify, request
from flask_babel import gettext
from flask_wtf.csrf import CSRFError, ValidationError, validate_csrf

from shared.errors import Invalid

_ROOM_FOR_FORM = 100_000


def let_in(bp: Blueprint, largest: int, too_large: str) -> None:
    """Let files of so many bytes into the blueprint; `too_large` refuses others (`%(most)s` MB)."""

    @bp.before_request
    def of_our_own_page() -> None:
        # A form can be sent from other sites: ours brings its token in a header, read before it.
        if current_app.config.get("WTF_CSRF_ENABLED", True):
            try:
                validate_csrf(request.headers.get("X-CSRFToken"))
            except ValidationError as error:
                raise CSRFError(str(error)) from error

    @bp.url_value_preprocessor
    def of_this_part(_endpoint: str | None, _values: dict[str, Any] | None) -> None:
        make_room(largest)

    @bp.errorhandler(413)
    def refuse(_error: Exception) -> tuple[Response, int]:
        # Told before anything of it was read.
        sentence = gettext(too_large, most=largest // 2**20)
        return jsonify(code="too-large", message=sentence), 413


def make_room(largest: int) -> None:
    """Let this one request bring a file of so many bytes; before anything reads its form."""
    request.max_content_length = largest + _ROOM_FOR_FORM
    # Werkzeug counts a part of a file that it has read, 64 KiB at a time and what may begin a
    # boundary, against the memory of the other fields.
    request.max_form_memory_size = 2 * _ROOM_FOR_FORM


def file(name: str, missing: str) -> bytes:
    """The bytes of the file that was sent under that name; Invalid with `missing` without one."""
    given = request.files.get(name)
    if given is None:
        raise Invalid(missing, code="no-file")
    with closing(given):
        data: bytes = given.read()
    return data
