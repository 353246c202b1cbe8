"""The complaint book's papers: opened as PDF by who may see them, the poster printed."""

from datetime import date, timedelta
from io import BytesIO
from typing import Literal

from flask import Blueprint, Flask, Response, redirect, request, send_file, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response as BaseResponse

from shared.documents import maker
from shared.errors import N_, Invalid, NotFound
from shared.records import LongPaper
from shared.rules.applications import closings, seat_lists
from shared.rules.common import dates
from shared.rules.complaints import papers as complaint_papers
from shared.rules.complaints import recap_papers, sight
from shared.rules.complaints.recap import KEEPERS
from shared.rules.corrective import lists as corrective
from shared.rules.paper import own_papers, sheets
from shared.web import guards, long_papers
from shared.web.api import Body, Printing, describe
from shared.web.app import csrf

# A book of more rows takes so long that its reader follows how far it is.
MOST_AT_ONCE = 25
_FIRST_YEAR, _LAST_YEAR = 2000, 2200
_QUARTER = "<int(max=9999):year>/<int(max=9):quarter>"

book = Blueprint("complaint_book_paper", __name__, url_prefix="/pengaduan-kantor")
book.before_request(guards.seat(*sight.READERS))

desk = Blueprint("complaint_desk_paper", __name__, url_prefix="/pengaduan-kantor")
desk.before_request(guards.seat(*complaint_papers.DESK))

recaps = Blueprint("recap_paper", __name__, url_prefix="/rekap")
recaps.before_request(guards.seat(*sight.READERS))

posters = Blueprint("poster_api", __name__, url_prefix="/api/v1/recaps")
posters.before_request(guards.seat(*KEEPERS))


class Poster(Body):
    """How large; `touch` is a UUID of this press alone."""

    media: Literal["a4", "a3"]
    touch: str


def install(app: Flask) -> None:
    """Put these papers into the application."""
    for part in (book, desk, recaps, posters):
        app.register_blueprint(part)
    csrf.exempt(posters)


@book.get("/buku/<int(max=9999):year>/<int(max=99):month>.pdf")
def month(year: int, month: int) -> BaseResponse:
    """A month of the book, as far as its reader may see it."""
    if not (_FIRST_YEAR <= year <= _LAST_YEAR and 1 <= month <= 12):
        raise NotFound(N_("Bulan ini tidak ada."))
    return _pages_of(date(year, month, 1), closings.after(year, month) - timedelta(days=1))


@book.route("/buku.pdf", methods=["GET", "POST"])
def days() -> BaseResponse:
    """The days `?dari=2026-11-02&sampai=2026-11-20` of the book."""
    first, last = _day("dari"), _day("sampai")
    if last < first:
        raise Invalid(N_("Hari terakhir lebih awal daripada hari pertama."), code="days")
    return _pages_of(first, last)


@desk.get("/lembar-kosong.pdf")
def empty_sheet() -> Response:
    """The loose sheet for writing by hand."""
    return _show(maker.make(complaint_papers.empty_sheet()), "lembar-pengaduan")


@desk.get("/<number>/tanda-terima.pdf")
@desk.post("/<number>/tanda-terima.pdf")
def receipt(number: str) -> Response:
    """The receipt; with the `code` of the form for who has just written the complaint down."""
    code = request.form.get("code", "")[:20]
    return _show(draw_receipt(number, code), "tanda-terima-pengaduan")


@recaps.get(f"/{_QUARTER}/rekap.pdf")
def recap(year: int, quarter: int) -> Response:
    """The recap of a quarter; a concept says so across the page."""
    paper = recap_papers.recap(year, quarter, guards.actor())
    return _show(maker.make(paper), f"rekap-pengaduan-{year}-{quarter}")


@recaps.get(f"/{_QUARTER}/poster-<any(a4, a3):media>.pdf")
def poster(year: int, quarter: int, media: str) -> Response:
    """The poster of an approved recap."""
    return _show(draw_poster(year, quarter, media), f"poster-{year}-{quarter}-{media}")


@posters.post(f"/{_QUARTER}/poster")
@describe("Print the poster of a recap", body=Poster, returns={200: Printing})
def print_poster(asked: Poster, year: int, quarter: int) -> Printing:
    pdf = draw_poster(year, quarter, asked.media)
    media = sheets.A3 if asked.media == "a3" else None
    job = own_papers.ask(pdf, maker.pages(pdf), asked.touch, guards.actor(), media=media)
    return Printing(job=job.id, label=gettext(seat_lists.SHEET_LABELS[job.state]))


def draw_receipt(number: str, code: str = "") -> bytes:
    """Tanda Terima Pengaduan of a complaint that this person may see or has just entered."""
    return maker.make(complaint_papers.receipt(number, guards.actor(), code))


def draw_poster(year: int, quarter: int, media: str) -> bytes:
    """The poster as PDF of one page; Refused before the Camat has approved the recap."""
    return maker.make(recap_papers.poster(year, quarter, media.upper()))


def require_own(row: LongPaper, person: int) -> None:
    """Raise NotFound unless this book was drawn for that person, and they may still see all of it.

    A complaint may have become one that they must not see since then.
    """
    first, last, asker, count, mark = row.subject.split("/")
    who, days = sight.reader(person), (date.fromisoformat(first), date.fromisoformat(last))
    if asker != str(person) or complaint_papers.mark(*days, who, int(count))[1] != mark:
        raise NotFound(N_("Lembar ini sudah dihapus. Buat lagi."), code="removed")


def home_of(subject: str) -> tuple[str, str, str]:
    """A drawn book's title, its file's name, and where it is asked for again."""
    first, last = map(date.fromisoformat, subject.split("/")[:2])
    title = gettext("Buku Pengaduan %(period)s", period=complaint_papers.period(first, last))
    address = url_for("complaint_book_paper.days", dari=first, sampai=last)
    return title, f"buku-pengaduan-{first}-{last}.pdf", address


def _pages_of(first: date, last: date) -> BaseResponse:
    person = guards.require_officer().id
    who = sight.reader(person)
    count, mark = complaint_papers.mark(first, last, who)
    paper = complaint_papers.book(first, last, who, corrective.numbers(who))
    if count <= MOST_AT_ONCE:
        return _show(maker.make(paper), f"buku-pengaduan-{first}-{last}")
    subject = f"{first}/{last}/{person}/{count}/{mark}"
    row = long_papers.ask(paper, subject, guards.actor())
    return redirect(url_for("documents.follow", row=row.id), 303)


def _day(name: str) -> date:
    what = {"dari": "hari pertama", "sampai": "hari terakhir"}[name]
    return dates.day(request.args.get(name, ""), what, dates.EARLIEST, dates.LATEST, "days")


def _show(pdf: bytes, name: str) -> Response:
    answer = send_file(BytesIO(pdf), mimetype="application/pdf", download_name=f"{name}.pdf")
    answer.headers["Cache-Control"] = "no-store"
    return answer
