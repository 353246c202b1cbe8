"""The document handed to CUPS: the kept original, byte for byte, for a moment in a private file.

Only one locked with a PIN is opened first: CUPS can be given no password for a document, and its
filters and most printers open none. So is one whose boxes are odd, which CUPS would cut. What is
kept stays the original, its pages are the same.
"""

import io
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from shared.errors import N_, Refused
from shared.records import SheetJob
from shared.rules.paper import pins, sheets

_ENDING = ".pdf"


class PinMissing(Exception):
    """Nobody has given the PIN, or it was lost in a restart."""


@contextmanager
def private_file(job: SheetJob) -> Iterator[Path]:
    """The job's document in a file that only we may read, gone at the end.

    Raises PinMissing, or AppError with the sentence why the document cannot be printed.
    """
    data = sheets.content(job)
    if job.needs_pin:
        data = _opened(data, job)
    if job.document_id:
        data = _plain(data)
    path = pins.private_folder() / f"{job.token}{_ENDING}"
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        yield path
    finally:
        path.unlink(missing_ok=True)


def clear() -> None:
    """Remove what a station that was killed left behind, and PINs of jobs that do not wait."""
    pins.forget_all_but({job.token for job in sheets.queue() if job.state == sheets.QUEUED})
    for path in pins.private_folder().glob(f"*{_ENDING}"):
        path.unlink(missing_ok=True)


def _plain(data: bytes) -> bytes:
    """The same pages with boxes that no printer reads otherwise; mostly the very bytes."""
    # Here and not above, as below: many a station never prints an A4.
    import pikepdf

    from shared.documents import boxes

    try:
        return boxes.plain(data)
    except pikepdf.PdfError as error:
        raise Refused(N_("PDF ini rusak. Lampirkan lagi."), code="damaged") from error


def _opened(data: bytes, job: SheetJob) -> bytes:
    """The same pages without the password, made in memory."""
    pin = pins.take(job)
    if pin is None:
        raise PinMissing
    import pikepdf

    plain = io.BytesIO()
    try:
        with pikepdf.open(io.BytesIO(data), password=pin) as pdf:
            pdf.save(plain, encryption=False)
    except pikepdf.PasswordError as error:
        raise Refused(
            N_("PIN berkas PDF ini salah. Tidak ada yang dicetak; minta cetak lagi."), code="pin"
        ) from error
    except pikepdf.PdfError as error:
        raise Refused(N_("PDF ini rusak. Lampirkan lagi."), code="damaged") from error
    return plain.getvalue()
