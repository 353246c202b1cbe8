"""The month of the Buku Register as paper: its rows, its totals, who signs it (DOMAIN 7.1)."""

from collections.abc import Sequence
from datetime import datetime

from shared import clock
from shared.rules.applications import closings, register, register_rows
from shared.rules.common import chain, staff, stand_ins, words
from shared.rules.common.actor import Actor
from shared.rules.common.office import here
from shared.rules.paper.said import OwnPaper, Said

NAME = "register"
WHOLE = "-lengkap"
_TOTALS = {
    "received": "Berkas masuk",
    "finished": "Selesai (siap diambil atau diserahkan)",
    "returned": "Pernah dikembalikan untuk dilengkapi",
    "referred": "Dirujuk ke Dinas Dukcapil",
    "withdrawn": "Dibatalkan pemohon",
    "open": "Masih berjalan",
}


class SectionHead(Said):
    """Who signs for the section; `name` is empty while the post is."""

    title: str
    name: str


class RegisterMonth(Said):
    """A month of the book; `whole`: with whole NIK and KK numbers, for the office's own archive.

    `line`: number and mark of the journal's line that closed it: paper is what nobody writes anew.
    """

    rows: tuple[register_rows.Row, ...]
    whole: bool
    month_name: str
    totals: tuple[tuple[str, int], ...]
    kept: tuple[tuple[str, str, int, int], ...]
    closed: str
    line: str
    date: str
    section_head: SectionHead


def month(year: int, month: int) -> OwnPaper:
    """The month's pages: as it was if closed, as it is if not."""
    return _paper(year, month, register.month_rows(year, month), whole=False)


def whole_month(year: int, month: int, reason: str, by: Actor) -> OwnPaper:
    """The same with whole numbers, for the paper book; told in the journal, with its reason."""
    return _paper(year, month, register.book_rows(year, month, reason, by), whole=True)


def subject(year: int, month: int) -> str:
    """The month as long papers name it; with `WHOLE` behind it, the pages with whole numbers."""
    return f"{year}-{month:02d}"


def _paper(year: int, month: int, rows: Sequence[register_rows.Row], *, whole: bool) -> OwnPaper:
    closing = closings.of(year, month)
    counts = register.totals(year, month)
    moment = closing.closed_at if closing else clock.now()
    said = RegisterMonth(
        rows=tuple(rows),
        whole=whole,
        month_name=words.month_name(year, month),
        totals=tuple((label, counts[name]) for name, label in _TOTALS.items()),
        kept=tuple(register.figures(year, month).shares()),
        closed=words.day_and_time(moment) if closing else "",
        line=_line(year, month) if closing else "",
        date=words.plain_date(clock.service_day(moment)),
        section_head=_section_head(moment),
    )
    return OwnPaper(NAME, said, sealed=whole)


def _line(year: int, month: int) -> str:
    sequence = chain.closing(subject(year, month))
    return f"{sequence}, tanda {chain.mark(sequence)}" if sequence else ""


def _section_head(moment: datetime) -> SectionHead:
    title, day = staff.post_title(staff.SECTION_HEAD), clock.service_day(moment)
    if sub := stand_ins.on(staff.SECTION_HEAD, day):
        return SectionHead(title=f"{sub.standing} {title}", name=sub.name)
    holders = here().standard.holders(staff.SECTION_HEAD, day)
    acting = holders[-1].acting if holders else ""
    return SectionHead(title=f"{acting} {title}".strip(), name=holders[-1].name if holders else "")
