"""Papers that take long: how far they are, stopped, opened, asked for again."""

from dataclasses import dataclass

from flask import Blueprint, Response, url_for

from kiosk.seats.common import page
from kiosk.seats.common.shapes import ID
from kiosk.seats.paper import papers as paper
from shared.errors import N_, NotFound
from shared.rules.applications import register_paper
from shared.rules.applications.roles import DECIDERS, READERS
from shared.rules.common import journal, words
from shared.rules.complaints import sight
from shared.rules.complaints.papers import BOOK
from shared.rules.paper import long_papers
from shared.web import complaint_papers, guards
from shared.web.api import Body, Nothing, describe

_READERS = (*READERS, *(role for role in sight.READERS if role not in READERS))

bp = Blueprint("documents", __name__, url_prefix="/dokumen")
bp.before_request(guards.seat(*_READERS))

api = Blueprint("documents_api", __name__, url_prefix="/api/v1/documents")
api.before_request(guards.seat(*_READERS))


@dataclass(frozen=True)
class _Home:
    """What a paper is called, where it belongs, and where it is asked for."""

    title: str
    back: str
    again: str
    file: str


class Progress(Body):
    """How far a paper is; `words` say it to people."""

    id: int
    state: str
    live: bool
    done: int
    total: int
    words: str
    asked: str
    page: str
    file: str


@bp.get(f"/{ID}")
def follow(row: int) -> str:
    """How far the paper is, live; it opens by itself when it is there."""
    found = _find(row)
    return page.draw(
        "seats/paper/document_wait.html",
        role=guards.actor().role,
        home=_home(found),
        now=_told(found).model_dump(),
    )


@bp.get(f"/{ID}/berkas.pdf")
def read(row: int) -> Response:
    """The finished paper."""
    found = _find(row)
    if _is_whole(found):
        guards.require_password()
    pdf = long_papers.read(long_papers.find(found.id))
    if _is_whole(found):
        journal.note(guards.actor(), "register.numbers_read", found.subject)
    return paper.show(pdf, _home(found).file)


@api.get(f"/{ID}")
@describe("How far a paper is that takes long", returns={200: Progress})
def state(row: int) -> Progress:
    return _told(_find(row))


@api.post(f"/{ID}/cancel")
@describe("Stop a paper that takes long", body=Nothing, returns={200: Progress})
def cancel(_nothing: Nothing, row: int) -> Progress:
    return _told(long_papers.wish(long_papers.cancel(_find(row).id)))


def latest(kind: str, subject: str) -> Progress | None:
    """The newest wish for this paper."""
    found = long_papers.latest(kind, subject)
    return _told(long_papers.wish(found)) if found else None


def _told(row: long_papers.Wish) -> Progress:
    drawing = row.state == long_papers.DRAWING and row.total
    pages = N_("Halaman %(done)s dari %(total)s") % vars(row)
    return Progress(
        id=row.id,
        state=row.state,
        live=row.state in long_papers.LIVE,
        done=row.done,
        total=row.total,
        words=pages if drawing else long_papers.LABELS[row.state],
        asked=words.time_or_day(row.asked_at),
        page=url_for("documents.follow", row=row.id),
        file=url_for("documents.read", row=row.id),
    )


def _find(row_id: int) -> long_papers.Wish:
    """The wish, if this person may read what it is about; else NotFound."""
    row, person = long_papers.find(row_id), guards.require_officer()
    found = long_papers.wish(row)
    if found.paper == BOOK:
        complaint_papers.require_own(row, person.id)
    elif not set(person.roles) & set(DECIDERS if _is_whole(found) else READERS):
        raise NotFound(N_("Lembar ini sudah dihapus. Buat lagi."), code="removed")
    return found


def _is_whole(row: long_papers.Wish) -> bool:
    return row.paper == register_paper.NAME and row.subject.endswith(register_paper.WHOLE)


def _home(row: long_papers.Wish) -> _Home:
    if row.paper == BOOK:
        title, file, again = complaint_papers.home_of(row.subject)
        return _Home(title, "/pengaduan-kantor", again, file)
    year, month = map(int, row.subject.removesuffix(register_paper.WHOLE).split("-"))
    # Whole numbers are asked for with a reason, on the month's page.
    again = "" if _is_whole(row) else url_for("register_book.ask_pages", year=year, month=month)
    return _Home(
        title=N_("Buku Register KK %(month)s") % {"month": words.month_name(year, month)},
        back=url_for("register_book.month", year=year, month=month),
        again=again,
        file=f"register-{row.subject}.pdf",
    )
