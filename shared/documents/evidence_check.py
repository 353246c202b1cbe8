"""What a file that somebody attached really is, by its content: asked here, found in a child."""

from typing import Any

from shared.documents import kk_check
from shared.errors import N_, Invalid

_BEGINS = {
    b"%PDF-": "application/pdf",
    b"\xff\xd8\xff": "image/jpeg",
    b"\x89PNG\r\n\x1a\n": "image/png",
}
TOO_LARGE = N_("Berkas ini terlalu besar, paling besar %(most)s MB.")
_WRONG = N_("Berkas ini bukan foto (JPEG, PNG) atau PDF yang dapat dibuka.")


def kind_of(data: bytes, largest: int) -> str:
    """The media type of a PDF or a picture that can be opened; `largest` in bytes.

    Raises Invalid for anything else, Unavailable when too many checks run.
    """
    if len(data) > largest:
        raise Invalid(TOO_LARGE, code="too-large", most=largest // 2**20)
    kind = next((kind for begins, kind in _BEGINS.items() if data.startswith(begins)), "")
    if not kind:
        raise Invalid(_WRONG, code="evidence-kind")
    task: dict[str, Any] = {"task": "picture", "kind": kind}
    if kind == "application/pdf":
        task = {"task": "preview", "page": 1, "pin": ""}
    if kk_check.examined(task, data) is None:
        raise Invalid(_WRONG, code="evidence-kind")
    return kind
