"""Asks a child process to draw a paper: started at the first need, killed when it hangs.

Two children at most: a month of the register may take a minute, a receipt must not wait for it.
"""

import atexit
import json
import logging
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from io import BytesIO
from pathlib import Path
from typing import Protocol

from shared.documents import frames
from shared.errors import N_, Unavailable

log = logging.getLogger("antrean.documents")

HANG_SECONDS = 30.0
TURN_SECONDS = 60.0
# The child itself ends after two minutes without work; before that it is not asked any more.
STALE_SECONDS = 110.0
LONG_PAPERS = ("register", "complaint_book")
_ROOT = Path(__file__).resolve().parents[2]
_COMMAND = (sys.executable, "-m", "shared.documents.drawing")

_FAILED = N_("Lembar ini belum berhasil dibuat. Coba lagi; bila tetap gagal, hubungi admin.")
_BUSY = N_("Lembar lain sedang dibuat. Coba lagi sebentar.")

Progress = Callable[[int, int], None]
Child = subprocess.Popen[bytes]


class Paper(Protocol):
    """What can be drawn: a template, and as JSON what it is given."""

    @property
    def template(self) -> str:
        """The name of the template."""

    def to_json(self) -> str:
        """What the template is given."""


def make(paper: Paper, *, progress: Progress = lambda done, total: None) -> bytes:
    """The paper as PDF; `progress` hears of pages done, and may raise to stop the work.

    Raises Unavailable, one sentence, when the child dies, hangs or cannot draw it.
    """
    name = paper.template
    request = f'{{"paper": "{name}", "data": {paper.to_json()}}}'.encode()
    drawer = _long if name in LONG_PAPERS else _quick
    return drawer.draw(name, request, progress)


def pages(pdf: bytes) -> int:
    """How many pages a paper of ours has."""
    # Not pypdfium2: it must not run in two threads at once.
    # Here and not above: a web process that asks for no paper does not carry it.
    import pikepdf

    with pikepdf.open(BytesIO(pdf)) as document:
        return len(document.pages)


def close() -> None:
    """End the children, if there are any."""
    for drawer in (_quick, _long):
        drawer.end()


class _Drawer:
    """One child and whose turn it is."""

    def __init__(self) -> None:
        self.turn = threading.Lock()
        self.child: Child | None = None
        self._used_at = 0.0

    def draw(self, paper: str, request: bytes, progress: Progress) -> bytes:
        if not self.turn.acquire(timeout=TURN_SECONDS):
            raise Unavailable(_BUSY, code="busy")
        try:
            kind, body = _ask(self._living(), request, progress)
        except (EOFError, OSError) as error:
            log.error("paper %s: the child is gone", paper)
            self.end()
            raise Unavailable(_FAILED, code="paper") from error
        except BaseException:
            self.end()
            raise
        finally:
            self._used_at = time.monotonic()
            self.turn.release()
        if kind == frames.FAILED:
            log.error("paper %s: %s", paper, body.decode())
            raise Unavailable(_FAILED, code="paper")
        return body

    def end(self) -> None:
        if self.child is None:
            return
        child, self.child = self.child, None
        child.kill()
        child.wait()
        assert child.stdin
        assert child.stdout
        child.stdout.close()
        with suppress(OSError):  # what was still to be written has nobody to read it
            child.stdin.close()

    def _living(self) -> Child:
        stale = time.monotonic() - self._used_at > STALE_SECONDS
        if self.child and (stale or self.child.poll() is not None):
            self.end()
        self.child = self.child or _start()
        return self.child


def _start() -> Child:
    return subprocess.Popen(
        _COMMAND,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=_ROOT,
        env=_environment(),
        start_new_session=True,  # Ctrl-C is for the web process; this one ends with its pipe
    )


def _environment() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("ANTREAN_")}
    # The same data give the same bytes: fonts carry no time of their own.
    return {**kept, "SOURCE_DATE_EPOCH": "0"}


def _ask(child: Child, request: bytes, progress: Progress) -> tuple[bytes, bytes]:
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
def _watched(child: Child) -> Iterator[None]:
    """Kill the child when it gives no sign of life inside this block."""
    watch = threading.Timer(HANG_SECONDS, child.kill)
    watch.daemon = True
    watch.start()
    try:
        yield
    finally:
        watch.cancel()


_quick, _long = _Drawer(), _Drawer()
atexit.register(close)
