"""Signed addresses of complaints: go on with one's own phone, see what was just recorded."""

from dataclasses import dataclass
from uuid import uuid4

from flask import current_app, url_for
from itsdangerous import BadData, URLSafeTimedSerializer

from shared.rules.common.office import here

OPEN_SECONDS = 10 * 60
_WRITE_SECONDS = 2 * 3600
_RECEIPT_SECONDS = 12 * 3600


@dataclass(frozen=True)
class Link:
    """What a one-time link holds: the press that it will be, its topic, its language."""

    touch: str
    topic: str
    language: str


def phones() -> bool:
    """Whether phones can reach this office at all."""
    return bool(here().settings.public_url)


def to_phone(topic: str, language: str, touch: str = "") -> str:
    """The address with which a complaint of that topic goes on on a phone, for ten minutes.

    `touch`: the press for which words are kept already.
    """
    token = _seals("ponsel").dumps([touch or str(uuid4()), topic, language])
    return here().settings.public_url.rstrip("/") + url_for("touch.phone_complaint", token=token)


def opened(token: str) -> Link | None:
    """The link of that token; None once it is old, or was never ours."""
    return _link("ponsel", token, OPEN_SECONDS)


def writing(link: Link) -> str:
    """The same link for whoever has opened it and needs time to write."""
    return str(_seals("menulis").dumps([link.touch, link.topic, link.language]))


def written(token: str) -> Link | None:
    """The link that somebody was writing with."""
    return _link("menulis", token, _WRITE_SECONDS)


def receipt(complaint_id: int) -> str:
    """The token of a complaint that was just recorded."""
    return str(_seals("tanda-terima").dumps(complaint_id))


def of_receipt(token: str, seconds: int = _RECEIPT_SECONDS) -> int | None:
    """Whose token this is; None once it is older than that."""
    try:
        return int(_seals("tanda-terima").loads(token, max_age=seconds))
    except BadData:
        return None


def _link(purpose: str, token: str, seconds: int) -> Link | None:
    try:
        return Link(*_seals(purpose).loads(token, max_age=seconds))
    except BadData:
        return None


def _seals(purpose: str) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(
        str(current_app.secret_key), salt=f"pengaduan-{purpose}-{here().id}"
    )
