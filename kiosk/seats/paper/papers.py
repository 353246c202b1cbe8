"""Papers for the seats: made, kept, and sent to the A4 printer, or opened to be saved."""

import hashlib
import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from flask import Response, send_file
from flask_babel import gettext

from shared.documents import arrivals as folder
from shared.documents import maker
from shared.errors import N_, AppError, NotFound
from shared.rules import queue
from shared.rules.applications import file_slips, kk_documents, seat_lists
from shared.rules.common import journal
from shared.rules.common.actor import Actor
from shared.rules.common.office import here
from shared.rules.complaints import photos
from shared.rules.corrective import evidence
from shared.rules.paper import long_papers, own_papers, slips
from shared.rules.paper.said import Frame, OwnPaper
from shared.rules.quality import questionnaires
from shared.rules.queue import floods, moves, slip
from shared.web import application_papers
from shared.web.api import Printing

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
RECEIPT, RETURN_NOTE, HANDOVER = "receipt", "return-note", "hand-over"
REFERRAL = "referral"
_MAKE: dict[str, Callable[[int], bytes]] = {
    RECEIPT: application_papers.receipt,
    RETURN_NOTE: application_papers.return_note,
    HANDOVER: application_papers.handover,
    REFERRAL: application_papers.referral,
}


def make(kind: str, application_id: int, code: str = "") -> bytes:
    """The paper as PDF; NotFound for a kind that there is not."""
    if kind not in _MAKE:
        raise NotFound(N_("Lembar ini tidak ada."))
    return application_papers.receipt(application_id, code) if code else _MAKE[kind](application_id)


def ask(kind: str, application_id: int, touch: str, by: Actor, code: str = "") -> Printing:
    """Make the paper, A4 or slip, and ask for its print; the same press prints it once."""
    if file_slips.wanted(kind):
        job_id = file_slips.ask(kind, application_id, touch, code)
        return Printing(job=job_id, label=gettext("Dikirim ke pencetak karcis"))
    pdf = make(kind, application_id, code)
    ask_for = own_papers.ask_receipt if kind == RECEIPT else own_papers.ask
    job = ask_for(pdf, maker.pages(pdf), touch, by, application_id)
    return Printing(job=job.id, label=seat_lists.SHEET_LABELS[job.state])


def ask_strip(ticket_id: int, by: Actor) -> int:
    """Ask for somebody's queue number on A4; the print."""
    said = slip.of(queue.by_id(ticket_id))
    pdf = maker.make(OwnPaper("strip", said, frame=Frame(free=said.free)))
    return int(own_papers.ask(pdf, maker.pages(pdf), str(uuid4()), by).id)


def show(pdf: bytes, name: str, kind: str = "application/pdf", *, save: bool = False) -> Response:
    """The file for the browser, which does not keep it: opened, or saved under that name."""
    answer = send_file(io.BytesIO(pdf), mimetype=kind, download_name=name, as_attachment=save)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def arrivals() -> list[folder.Arrival]:
    """PDFs that lie in the watched folder; none where there is no such folder."""
    watched = here().settings.watch_folder
    try:
        return folder.waiting(Path(watched), kk_documents.LARGEST) if watched else []
    except AppError:
        return []


@contextmanager
def taken(name: str) -> Iterator[bytes]:
    """The bytes of an arrival; it is deleted when the block ends well."""
    watched = here().settings.watch_folder
    if not watched:
        raise NotFound(N_("Kantor ini tidak memakai folder PDF."), code="no-folder")
    with folder.taken(Path(watched), name, kk_documents.LARGEST) as data:
        yield data


def discard(name: str, by: Actor) -> None:
    """Delete an arrival that belongs to no file, with its twins."""
    with taken(name) as data:
        journal.note(by, "arrival.discarded", hashlib.sha256(data).hexdigest()[:12])


def tidy() -> None:
    """Delete what was kept long enough: KK and photos of what is over, our papers, arrivals."""
    kk_documents.purge()
    evidence.sweep()
    own_papers.purge()
    long_papers.purge()
    slips.purge()
    moves.purge()
    floods.purge()
    questionnaires.purge()
    photos.purge()
    settings = here().settings
    if settings.watch_folder and Path(settings.watch_folder).is_dir():
        folder.clear_used(Path(settings.watch_folder))
