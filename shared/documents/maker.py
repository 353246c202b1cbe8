"""Asks a child process to draw a paper: started at the first need, killed when it hangs."""

import atexit
import json
import logging
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from shared.documents import frames
from shared.errors import N_, Unavailable

log = logging.getLogger("antrean.documents")

HANG_SECONDS = 30.0
TURN_SECONDS = 60.0
# The child itself ends after two minutes without work; before that it is not asked any more.
STALE_SECONDS = 110.0
_ROOT = Path(__file__).resolve().parents[2]
_COMMAND = (sys.executable, "-m", "shared.documents.drawing")

_FAILED = N_("Lembar ini belum berhasil dibuat. Coba lagi; bila tetap gagal, hubungi admin.")
_BUSY = N_("Lembar lain sedang dibuat. Coba lagi sebentar.")


def make(
    paper: str,
    data: Mapping[str, Any],
    *,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> bytes:
    """The paper as PDF; `progress` hears of pages done, and may raise to stop the work.

    Raises Unavailable, one sentence, when the child dies, hangs or cannot draw it.
    """
    request = json.dumps({"paper": paper, "data": data}, ensure_ascii=False).encode()
    if not _turn.acquire(timeout=TURN_SECONDS):
        raise Unavailable(_BUSY, code="busy")
    try:
        return _work(paper, request, progress)
    finally:
        _turn.release()


def close() -> None:
    """End the child, if there is one."""
    with _turn:
        _end()


def _work(paper: str, request: bytes, progress: Callable[[int, int], None]) -> bytes:
    global _used_at
    try:
        kind, body = _ask(_living_child(), request, progress)
    except (EOFError, OSError) as error:
        log.error("paper %s: the child is gone", paper)
        _end()
        raise Unavailable(_FAILED, code="paper") from error
    except BaseException:
        _end()
        raise
    _used_at = time.monotonic()
    if kind == frames.FAILED:
        log.error("paper %s: %s", paper, body.decode())
        raise Unavailable(_FAILED, code="paper")
    return body


def _ask(
    child: "subprocess.Popen[bytes]", request: bytes, progress: Callable[[int, int], None]
) -> tuple[bytes, bytes]:
    assert child.stdin
    assert child.stdout
    with _watched(child):
        frames.write(child.stdin, frames.REQUEST, request)
        kind, body = frames.read(child.stdout)
    while kind == frames.PROGRESS:
        progress(*json.loads(body))
        with _watched(child):
            kind, body = frames.read(child.stdout)
    return kind, body


@contextmanager
def _watched(child: "subprocess.Popen[bytes]") -> Iterator[None]:
    """Kill the child when it gives no sign of life inside this block."""
    watch = threading.Timer(HANG_SECONDS, child.kill)
    watch.daemon = True
    watch.start()
    try:
        yield
    finally:
        watch.cancel()


def _living_child() -> "subprocess.Popen[bytes]":
    global _child
    if _child and (_child.poll() is not None or time.monotonic() - _used_at > STALE_SECONDS):
        _end()
    if _child is None:
        _child = subprocess.Popen(
            _COMMAND,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=_ROOT,
            env=_environment(),
            start_new_session=True,  # Ctrl-C is for the web process; this one ends with its pipe
        )
    return _child


def _environment() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("ANTREAN_")}
    # The same data give the same bytes: fonts carry no time of their own.
    return {**kept, "SOURCE_DATE_EPOCH": "0"}


def _end() -> None:
    global _child
    if _child is None:
        return
    child, _child = _child, None
    child.kill()
    child.wait()
    for pipe in (child.stdin, child.stdout):
        if pipe:
            _close(pipe)


def _close(pipe: Any) -> None:
    # What was still to be written has nobody to read it.
    with suppress(OSError):
        pipe.close()


_turn = threading.Lock()
_child: "subprocess.Popen[bytes] | None" = None
_used_at = 0.0
atexit.register(_end)
