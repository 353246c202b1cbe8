"""Papers that take long: how far they are, stopped, opened, asked for again."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import Blueprint, Response, url_for
from flask_babel import gettext

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
from shared.rules.paper.long_papers import Wish
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


def _told(row: Wish) -> Progress:
    said = gettext(long_papers.LABELS[row.state])
    if row.state == long_papers.DRAWING and row.total:
        said = gettext("Halaman %(done)s dari %(total)s", done=row.done, total=row.total)
    return Progress(
        id=row.id,
        state=row.state,
        live=row.state in long_papers.LIVE,
        done=row.done,
        total=row.total,
        words=said,
        asked=words.clock_time(row.asked_at),
        page=url_for("documents.follow", row=row.id),
        file=url_for("documents.read", row=row.id),
    )


def _register(subject: str) -> _Home:
    year, month = map(int, subject.removesuffix(register_paper.WHOLE).split("-"))
    # Whole numbers are asked for with a reason, on the month's page.
    again = url_for("register_book.ask_pages", year=year, month=month)
    return _Home(
        title=gettext("Buku Register KK %(month)s", month=words.month_name(year, month)),
        back=url_for("register_book.month", year=year, month=month),
        again="" if subject.endswith(register_paper.WHOLE) else again,
        file=f"register-{subject}.pdf",
    )


def _complaint_book(subject: str) -> _Home:
    title, file, again = complaint_papers.home_of(subject)
    return _Home(title=title, back="/pengaduan-kantor", again=again, file=file)


_HOMES: dict[str, Callable[[str], _Home]] = {
    register_paper.NAME: _register,
    BOOK: _complaint_book,
}


def _find(row_id: int) -> Wish:
    """The wish, if this person may read what it is about; else NotFound."""
    row, person = long_papers.find(row_id), guards.require_officer()
    found = long_papers.wish(row)
    if found.paper == BOOK:
        complaint_papers.require_own(row, person.id)
    elif not set(person.roles) & set(DECIDERS if _is_whole(found) else READERS):
        raise NotFound(N_("Lembar ini sudah dihapus. Buat lagi."), code="removed")
    return found


def _is_whole(row: Wish) -> bool:
    return row.paper == register_paper.NAME and row.subject.endswith(register_paper.WHOLE)


def _home(row: Wish) -> _Home:
    return _HOMES[row.paper](row.subject)
