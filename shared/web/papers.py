"""The office's papers for the screens: rules give the words, documents the bytes."""

from collections.abc import Callable
from dataclasses import asdict
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf

from shared import clock
from shared.documents import kk_check, maker, tables
from shared.records import LongPaper
from shared.rules.applications import closings, receipts, register
from shared.rules.applications.kk_documents import LARGEST, Verdict
from shared.rules.common import office, words
from shared.rules.common.actor import Actor
from shared.rules.common.office import here
from shared.rules.common.staff import SECTION_HEAD
from shared.rules.paper.slips import COMPLAINTS_AT
from shared.rules.queue import TicketView, slip
from shared.web import long_papers

Progress = Callable[[int, int], None]

REGISTER = "register"
WHOLE = "-lengkap"
_TOTALS = {
    "received": "Berkas masuk",
    "finished": "Selesai (siap diambil atau diserahkan)",
    "returned": "Pernah dikembalikan untuk dilengkapi",
    "referred": "Dirujuk ke Dinas Dukcapil",
    "withdrawn": "Dibatalkan pemohon",
    "open": "Masih berjalan",
}


def receipt(application_id: int, code: str = "") -> bytes:
    """Tanda Terima Berkas as PDF; `code` is known only in the moment of intake."""
    said = receipts.receipt(application_id, code).model_dump()
    address = office.public_address("status") or ""
    return maker.make("receipt", {**frame(), **said, "status_url": address})


def return_note(application_id: int) -> bytes:
    """Lembar Pengembalian Berkas as PDF; Refused unless the file is returned."""
    return maker.make(
        "return_note", {**frame(), **receipts.return_note(application_id).model_dump()}
    )


def handover(application_id: int) -> bytes:
    """Tanda Terima Penyerahan KK as PDF; Refused before the hand-over is written down."""
    return maker.make("handover", {**frame(), **receipts.handover(application_id).model_dump()})


def pages(pdf: bytes) -> int:
    """How many pages a paper of ours has."""
    # Not pypdfium2: it must not run in two threads at once.
    with pikepdf.open(BytesIO(pdf)) as document:
        return len(document.pages)


def strip(ticket: TicketView) -> bytes:
    """The number of somebody in the queue on A4, where the office has no printer of tickets."""
    said = slip.of(ticket).model_dump()
    return maker.make("strip", {**said, **frame(), "free": said["free"]})


def register_month(
    year: int, month: int, *, progress: Progress = lambda done, total: None
) -> bytes:
    """The month's pages of the Buku Register as PDF; `progress` may raise to stop the work."""
    return maker.make(REGISTER, _register(year, month), progress=progress)


def ask_register_month(year: int, month: int, by: Actor) -> LongPaper:
    """Ask for the month's pages, which may take a minute; the same content is drawn once."""
    return long_papers.ask(REGISTER, register_subject(year, month), _register(year, month), by)


def ask_register_book(year: int, month: int, reason: str, by: Actor) -> LongPaper:
    """Ask for the month's pages with whole numbers, for the paper book; told in the journal."""
    rows = [asdict(row) for row in register.book_rows(year, month, reason, by)]
    said = {**_register(year, month), "rows": rows, "whole": True}
    return long_papers.ask(REGISTER, register_subject(year, month) + WHOLE, said, by)


def register_subject(year: int, month: int) -> str:
    """The month as long papers name it; with `WHOLE` behind it, the pages with whole numbers."""
    return f"{year}-{month:02d}"


def register_csv(year: int, month: int) -> bytes:
    """The month's rows as CSV, in the order of the book."""
    return tables.csv_bytes(_rows(year, month))


def register_xlsx(year: int, month: int) -> bytes:
    """The month's rows as a spreadsheet, in the order of the book."""
    title = f"Buku Register KK {words.month_name(year, month)}"
    return tables.xlsx_bytes(title, here().standard.office.name, _rows(year, month), clock.now())


def check(pdf: bytes, pin: str | None = None) -> Verdict:
    """What a PDF is worth before it is printed, against the certificates that the office trusts."""
    found = kk_check.check(
        pdf, trust=_trust(), moment=clock.local(), largest=LARGEST, pin=pin or ""
    )
    return Verdict(**vars(found))


def preview(pdf: bytes, page: int = 1, pin: str | None = None) -> bytes:
    """A picture (PNG) of one page, from 1; Invalid when it cannot be drawn."""
    return kk_check.preview(pdf, page, pin=pin or "")


def _trust() -> Path:
    settings = here().settings
    return Path(settings.trust) if settings.trust else settings.data / "trust"


def _register(year: int, month: int) -> dict[str, Any]:
    closing = closings.of(year, month)
    counts = register.totals(year, month)
    moment = closing.closed_at if closing else clock.now()
    return {
        **frame(),
        "rows": _rows(year, month),
        "whole": False,
        "month_name": words.month_name(year, month),
        "totals": [(label, counts[name]) for name, label in _TOTALS.items()],
        "kept": register.figures(year, month).shares(),
        "closed": words.day_and_time(moment) if closing else "",
        "date": words.plain_date(clock.service_day(moment)),
        "head": _head_of_section(clock.service_day(moment)),
    }


def _rows(year: int, month: int) -> list[dict[str, Any]]:
    return [asdict(row) for row in register.month_rows(year, month)]


def frame() -> dict[str, Any]:
    """What stands on every paper: letterhead, price, where to complain, when it was made."""
    standard, moment = here().standard, clock.now()
    return {
        "office": standard.office.name,
        "letterhead": list(standard.office.letterhead),
        "logo": here().settings.logo,
        "place": standard.office.kecamatan,
        "practice": here().settings.practice,
        "made_at": clock.local(moment).isoformat(timespec="seconds"),
        "printed": words.day_and_time(moment),
        "free": standard.fee(clock.service_day(moment)).words,
        "complaint": COMPLAINTS_AT,
    }


def _head_of_section(day: date) -> dict[str, str]:
    standard = here().standard
    title = next((post.title for post in standard.posts if post.role == SECTION_HEAD), "")
    holders = standard.holders(SECTION_HEAD, day)
    acting = holders[-1].acting if holders else ""
    return {
        "title": f"{acting} {title}".strip(),
        "name": holders[-1].name if holders else "",
    }
