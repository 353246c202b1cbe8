"""The look at a foreign PDF before paper is spent: asked here, done in a child that may die (7.1).

A PDF is hostile until proven otherwise: nothing of it is parsed in the web process.
"""

import json
import logging
import os
import re
import subprocess
import sys
import threading
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from shared.errors import N_, Invalid, Unavailable

log = logging.getLogger("antrean.documents")

VALID, UNKNOWN_SIGNER, CHANGED, UNSIGNED = "valid", "unknown-signer", "changed", "none"
LONGEST_SECONDS = 30.0
TURN_SECONDS = 60.0
_ROOT = Path(__file__).resolve().parents[2]
_COMMAND = (sys.executable, "-m", "shared.documents.examiner")
_MIB = 2**20
_HEAD, _HEAD_WITHIN, _TAIL_WITHIN = b"%PDF-", 1024, 1024
_FILLING = b"\0 \t\r\n\f"
_TABLE_AT = re.compile(rb"startxref\s+(\d+)")
_TABLE = re.compile(rb"xref|\d+\s+\d+\s+obj")
# Two children at most: each may take a gigabyte of the office's one computer.
_turns = threading.BoundedSemaphore(2)

_EMPTY = N_("Berkas ini kosong (0 byte). Unduh ulang dari SIAK.")
_LARGE = N_(
    "Berkas ini %(size)s MB, terlalu besar untuk KK (paling besar %(most)s MB). "
    "Periksa apakah berkasnya benar."
)
_NOT_PDF = N_("Berkas ini bukan PDF. Pilih PDF KK yang diunduh dari SIAK.")
_BEGUN_LATE = N_(
    "Ada isi lain sebelum awal PDF ini, sehingga tanda tangannya tidak dapat diperiksa. Mengunduh "
    "ulang tidak menolong: minta Dinas Dukcapil menerbitkannya lagi."
)
_UNREADABLE = N_("PDF ini tidak dapat diperiksa dengan aman. Unduh ulang dari SIAK.")
_BUSY = N_("Masih memeriksa PDF lain. Coba lagi sebentar.")


@dataclass
class Findings:
    """What was found so far: `problems` forbid printing, `warnings` are only told.

    `encrypted`: it opens with a PIN only. `text`: what stands on its pages, which is never kept;
    empty where it is a picture. `seals`: what tells each signature from all others. `details` may
    go into the records as they are.
    """

    pages: int = 0
    signature: str = UNSIGNED
    signer: str | None = None
    signed_at: datetime | None = None
    encrypted: bool = False
    problems: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    text: str | None = field(default=None, repr=False)
    seals: list[str] = field(default_factory=list)
    details: dict[str, Any] = field(default_factory=dict)


FINDINGS = TypeAdapter(Findings)


def bare(pdf: bytes) -> bytes:
    """The PDF without what some program put around it: a byte-order mark, blank lines, filling.

    What was signed stays whole: nothing is cut off where the PDF counts its bytes from before it.
    """
    begins = max(0, pdf.find(_HEAD, 0, _HEAD_WITHIN))
    inner = pdf[begins:]
    filled = len(inner) - len(inner.rstrip(_FILLING))
    if filled > _TAIL_WITHIN:
        inner = inner[: len(inner) - filled + 2]  # what was signed may end with a line's end
    places = _TABLE_AT.findall(inner)
    return inner if places and _TABLE.match(inner, int(places[-1][:12])) else pdf


def check(pdf: bytes, *, trust: Path, moment: datetime, largest: int, pin: str = "") -> Findings:
    """Everything worth knowing of a PDF before it is printed.

    `trust`: folder of the certificates (PEM, DER) that the office believes; `moment`: now, aware,
    in the office's zone; `largest` in bytes. Raises Unavailable when too many checks run.
    """
    refused = _at_first_sight(pdf, largest)
    if refused:
        return Findings(problems=[refused])
    asked = {"task": "check", "trust": str(trust), "moment": moment.isoformat(), "pin": pin}
    answer = examined(asked, pdf)
    return FINDINGS.validate_json(answer) if answer else Findings(problems=[_UNREADABLE])


def preview(pdf: bytes, page: int, *, pin: str = "") -> bytes:
    """A PNG of one page (from 1), at most 1000 px wide; Invalid when it cannot be drawn."""
    answer = examined({"task": "preview", "page": page, "pin": pin}, pdf)
    if answer is None:
        raise Invalid(N_("Halaman ini tidak dapat ditampilkan."), code="no-preview")
    return answer


def _at_first_sight(pdf: bytes, largest: int) -> str | None:
    if not pdf:
        return _EMPTY
    if len(pdf) > largest:
        return _LARGE % {"size": -(-len(pdf) // _MIB), "most": largest // _MIB}
    begins = pdf.find(_HEAD, 0, _HEAD_WITHIN)
    return None if begins == 0 else _NOT_PDF if begins < 0 else _BEGUN_LATE


def examined(asked: dict[str, Any], pdf: bytes) -> bytes | None:
    """What the child answers that was asked about a foreign file; None when it could not finish."""
    if not _turns.acquire(timeout=TURN_SECONDS):
        raise Unavailable(_BUSY, code="busy")
    try:
        done = subprocess.run(
            _COMMAND,
            input=json.dumps(asked).encode() + b"\n" + pdf,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=LONGEST_SECONDS,
            check=False,
            cwd=_ROOT,
            env=_environment(),
            start_new_session=True,
        )
    except subprocess.TimeoutExpired:
        log.error("the %s of a PDF took too long", asked["task"])
        return None
    finally:
        _turns.release()
    if done.returncode:
        log.error("the %s of a PDF ended with %s", asked["task"], done.returncode)
        return None
    return done.stdout


def _environment() -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "TZ") if name in os.environ}
    return {**kept, "PYTHONDONTWRITEBYTECODE": "1", "MALLOC_ARENA_MAX": "2"}
