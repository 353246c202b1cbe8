"""A photo that somebody sent, made small and bare: asked here, done in a child that may die of it.

What is kept of it is drawn anew from its points: no place, no camera, no remark, no small copy.
"""

import threading

from shared.documents import kk_check
from shared.errors import N_, Invalid, Unavailable

LARGEST = 25 * 2**20
MOST_KEPT = 300_000
LONGEST_SIDE = 1280
KINDS = ("image/jpeg", "image/png", "image/webp")
_BEGINS = {b"\xff\xd8\xff": "JPEG", b"\x89PNG\r\n\x1a\n": "PNG", b"RIFF": "WEBP"}
_JPEG = b"\xff\xd8\xff"
_TURN_SECONDS = 5.0
# One at a time: whoever sends photos never takes both turns away from the look at PDFs.
_turn = threading.BoundedSemaphore(1)

TOO_LARGE = N_("Foto ini terlalu besar, paling besar %(most)s MB.")
_WRONG = N_("Foto ini tidak dapat dibuka. Pilih foto lain (JPEG, PNG), atau kirim tanpa foto.")
_BUSY = N_("Foto lain sedang diperiksa. Tunggu sebentar, lalu kirim lagi.")


def small(data: bytes) -> bytes:
    """The photo as a small JPEG and nothing else, upright.

    Raises Invalid for what is no photo, or too large a one, Unavailable while others are looked at.
    """
    if len(data) > LARGEST:
        raise Invalid(TOO_LARGE, code="photo", most=LARGEST // 2**20)
    kind = next((kind for begins, kind in _BEGINS.items() if data.startswith(begins)), None)
    if kind is None:
        raise Invalid(_WRONG, code="photo")
    if not _turn.acquire(timeout=_TURN_SECONDS):
        raise Unavailable(_BUSY, code="busy")
    try:
        asked = {"task": "photo", "kind": kind, "side": LONGEST_SIDE, "most": MOST_KEPT}
        made = kk_check.examined(asked, data)
    finally:
        _turn.release()
    if made is None or not made.startswith(_JPEG) or len(made) > MOST_KEPT:
        raise Invalid(_WRONG, code="photo")
    return made
