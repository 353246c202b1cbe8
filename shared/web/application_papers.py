"""The papers of KK files for the screens: rules give the words, documents the bytes."""

from dataclasses import asdict

from shared import clock
from shared.documents import kk_check, maker, tables
from shared.records import LongPaper
from shared.rules.applications import kk_documents, receipts, register, register_paper
from shared.rules.common import words
from shared.rules.common.actor import Actor
from shared.rules.common.office import here
from shared.rules.paper.said import OwnPaper
from shared.web import long_papers


def receipt(application_id: int, code: str = "") -> bytes:
    """Tanda Terima Berkas as PDF; `code` is known only in the moment of intake."""
    return maker.make(OwnPaper("receipt", receipts.receipt(application_id, code)))


def return_note(application_id: int) -> bytes:
    """Lembar Pengembalian Berkas as PDF; Refused unless the file is returned."""
    return maker.make(OwnPaper("return_note", receipts.return_note(application_id)))


def referral(application_id: int) -> bytes:
    """Surat Rujukan as PDF; Refused unless the applicant is referred to the Dinas."""
    return maker.make(OwnPaper("referral", receipts.referral(application_id)))


def handover(application_id: int) -> bytes:
    """Tanda Terima Penyerahan KK as PDF; Refused before the hand-over is written down."""
    return maker.make(OwnPaper("handover", receipts.handover(application_id)))


def ask_register_month(year: int, month: int, by: Actor) -> LongPaper:
    """Ask for the month's pages, which may take a minute; the same content is drawn once."""
    return long_papers.ask(
        register_paper.month(year, month), register_paper.subject(year, month), by
    )


def ask_register_book(year: int, month: int, reason: str, by: Actor) -> LongPaper:
    """Ask for the month's pages with whole numbers, for the paper book; told in the journal."""
    paper = register_paper.whole_month(year, month, reason, by)
    return long_papers.ask(paper, register_paper.subject(year, month) + register_paper.WHOLE, by)


def register_csv(year: int, month: int) -> bytes:
    """The month's rows as CSV, in the order of the book."""
    return tables.csv_bytes([asdict(row) for row in register.month_rows(year, month)])


def register_xlsx(year: int, month: int) -> bytes:
    """The month's rows as a spreadsheet, in the order of the book."""
    title = f"Buku Register KK {words.month_name(year, month)}"
    rows = [asdict(row) for row in register.month_rows(year, month)]
    return tables.xlsx_bytes(title, here().standard.office.name, rows, clock.now())


def check(pdf: bytes, pin: str | None = None) -> kk_documents.Verdict:
    """What a PDF is worth before it is printed, against the certificates that the office trusts."""
    found = kk_check.check(
        pdf,
        trust=here().settings.trust_folder,
        moment=clock.local(),
        largest=kk_documents.LARGEST,
        pin=pin or "",
    )
    return kk_documents.Verdict(**vars(found))


def bare(pdf: bytes) -> bytes:
    """What of an upload is kept, judged and printed: the PDF alone."""
    return kk_check.bare(pdf)


def preview(pdf: bytes, page: int = 1, pin: str | None = None) -> bytes:
    """A picture (PNG) of one page, from 1; Invalid when it cannot be drawn."""
    return kk_check.preview(pdf, page, pin=pin or "")
