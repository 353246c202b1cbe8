"""Reading a page aloud: each sentence has a signed address, so only our own words are spoken."""

from collections.abc import Callable
from pathlib import Path
from typing import cast

from flask import Response, current_app, send_file, url_for
from itsdangerous import BadSignature, URLSafeSerializer

from shared.errors import N_, NotFound

SPEAK = "antrean.speak"

_DAY = 24 * 3600


def sentence(key: str) -> Response:
    """The sentence of this key as sound; 404 for a foreign key or when nobody can speak."""
    try:
        text = str(_signer().loads(key))
    except BadSignature:
        raise NotFound(N_("Suara ini tidak ada.")) from None
    speak = cast("Callable[[str], Path | None] | None", current_app.extensions.get(SPEAK))
    file = speak(text) if speak else None
    if file is None:
        raise NotFound(N_("Suara belum tersedia."), code="no-voice")
    return send_file(file, mimetype="audio/wav", max_age=_DAY)


def say(text: str) -> str:
    """The address at which this sentence can be heard."""
    return url_for("touch.sentence", key=_signer().dumps(text))


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(str(current_app.secret_key), salt="kios-baca")
