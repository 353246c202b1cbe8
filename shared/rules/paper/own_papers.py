"""Our own A4 papers on their way to the printer: kept in the data folder until they are out."""

import hashlib
import time
from pathlib import Path
from uuid import uuid4

from shared import db, files, vault
from shared.records import SheetJob
from shared.rules.common.actor import Actor
from shared.rules.common.office import here
from shared.rules.paper import sheets
from shared.rules.paper.slips import KEPT_SECONDS

_FOLDER = "papers"
_SEALED = ".sealed"


def ask(
    pdf: bytes,
    pages: int,
    touch: str,
    by: Actor,
    application_id: int | None = None,
    *,
    media: str | None = None,
) -> SheetJob:
    """Keep the paper and ask for its print; the same press gives the same job."""
    return sheets.ask_paper(keep(pdf), _sha256(pdf), pages, touch, by, application_id, media=media)


@db.transaction()
def ask_receipt(
    pdf: bytes, pages: int, touch: str, by: Actor, application_id: int | None = None
) -> SheetJob:
    """Ask for the only print of a citizen's receipt; it lies sealed, and goes when that is over."""
    known = sheets.by_touch(touch)
    if known is not None:
        return known
    # One print, one file: what is deleted with it belongs to no other.
    return sheets.ask_paper(
        keep_sealed(pdf), _sha256(pdf), pages, touch, by, application_id, kind=sheets.RECEIPT
    )


def keep(pdf: bytes) -> str:
    """Keep a paper for `KEPT_SECONDS`; its file inside the data folder."""
    name = f"{_FOLDER}/{_sha256(pdf)}.pdf"
    files.write(here().settings.data / name, pdf, 0o600)
    return name


def keep_sealed(pdf: bytes) -> str:
    """Keep a paper that nobody reads without the office's key; a file of its own each time."""
    name = f"{_FOLDER}/{uuid4().hex}{_SEALED}"
    files.write(here().settings.data / name, vault.seal_bytes(pdf), 0o600)
    return name


def read(path: Path) -> bytes:
    """The paper in that file, sealed or not."""
    kept = path.read_bytes()
    return vault.unseal_bytes(kept) if path.suffix == _SEALED else kept


def purge() -> int:
    """Delete papers that were asked for some days ago; how many."""
    old = time.time() - KEPT_SECONDS
    gone = [path for path in _folder().iterdir() if path.stat().st_mtime < old]
    for path in gone:
        path.unlink(missing_ok=True)
    return len(gone)


def _sha256(pdf: bytes) -> str:
    return hashlib.sha256(pdf).hexdigest()


def _folder() -> Path:
    folder = here().settings.data / _FOLDER
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder
