"""What ails the store: known by what the database says, told in one sentence, and remembered.

Into a store that is corrupt nothing is written any more; what stands in it is for whoever saves it.
"""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from shared.db import sqlite
from shared.errors import N_, Unavailable

LOCKED, FULL, BROKEN, CORRUPT = "locked", "full", "broken", "corrupt"

_SENTENCES = {
    LOCKED: N_("Sistem sedang sibuk menyimpan. Tunggu sebentar, lalu coba lagi."),
    FULL: N_("Ruang simpan komputer penuh. Panggil petugas."),
    BROKEN: N_("Tempat simpan data tidak dapat ditulis. Panggil petugas."),
    CORRUPT: N_(
        "Basis data rusak; tidak ada yang dicatat lagi. Pakai nomor tulisan tangan, dan minta admin"
        " menghentikan sistem dan memulihkan cadangan."
    ),
}
_AGAIN_SECONDS = 2
_PROBE_SECONDS = 5.0
_LOOK_SECONDS = 0.05
_REST_SECONDS = 3600.0
_corrupt = threading.Event()
_rested = 0.0
_probed: tuple[float, str] = (-_PROBE_SECONDS, "")


def of(error: BaseException | None) -> str:
    """What this error says of the store; empty when it is a fault of the program."""
    found, cause = "", error
    # A full disk ends the transaction by itself, and then it cannot be rolled back.
    while not found and cause is not None:
        found, cause = sqlite.ailment(cause), cause.__context__
    if found == CORRUPT:
        _corrupt.set()
    return found


def refusal(ailment: str) -> Unavailable:
    """What whoever wanted something is told."""
    error = Unavailable(_SENTENCES[ailment], code=f"store-{ailment}")
    error.after = _AGAIN_SECONDS
    return error


@contextmanager
def told(tell: Callable[[str], None]) -> Iterator[None]:
    """Hand the sentence on when the store fails here; the error goes on as well."""
    try:
        yield
    except Exception as error:
        if ailment := of(error):
            tell(_SENTENCES[ailment])
        raise


def is_corrupt() -> bool:
    """Whether something unreadable was found since the start."""
    return _corrupt.is_set()


def trust() -> None:
    """Another store, of which nothing is known yet."""
    global _rested, _probed
    _corrupt.clear()
    _rested, _probed = 0.0, (-_PROBE_SECONDS, "")
    sqlite.begin_checking()


def require_sound() -> None:
    """Raise Unavailable when the store must not be written any more."""
    if _corrupt.is_set():
        raise refusal(CORRUPT)


def look_through() -> None:
    """Read the next tables of the store through; after the last one there is a rest of an hour.

    Whether its files still are where they were is looked at each time.
    """
    global _rested
    if _corrupt.is_set():
        return
    try:
        if sqlite.lost_files():
            # Whoever opens it anew begins without what stands in the lost log: no more numbers.
            _corrupt.set()
            sqlite.keep_log()
        if time.monotonic() < _rested:
            return
        until = time.monotonic() + _LOOK_SECONDS
        while time.monotonic() < until:
            if sqlite.check_next(_corrupt.set):
                _rested = time.monotonic() + _REST_SECONDS
                return
    except Exception as error:
        if not of(error):
            raise


def ailment(write: Callable[[], None]) -> str:
    """What ails it now, found by a durable `write` at most every 5 s; empty when it is well."""
    global _probed
    if _corrupt.is_set():
        return CORRUPT
    at, found = _probed
    if time.monotonic() - at < _PROBE_SECONDS:
        return found
    try:
        write()
        found = ""
    except Unavailable:
        found = LOCKED  # by somebody else, for longer than anybody waits
    except Exception as error:
        found = of(error) or BROKEN
    _probed = (time.monotonic(), found)
    return found
