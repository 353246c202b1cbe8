"""`/bantuan`: the index with its search, the books, the cards, and where F1 leads.

Without a sign-in: nothing of the office stands in it, and whoever cannot sign in looks here.
"""

from flask import Blueprint, Response, redirect, render_template, request, send_from_directory
from werkzeug.wrappers import Response as AnyResponse

from deploy.handbook import books
from shared.errors import N_, NotFound
from shared.web import guards

bp = Blueprint(
    "handbook",
    __name__,
    url_prefix="/bantuan",
    template_folder="templates",
    static_folder="static",
)
_LONGEST = 100
_KEPT_BY_BROWSERS = 3_600


@bp.get("")
def index() -> AnyResponse | str:
    """Every book and card; what was looked for (`cari`); on to the place of a page (`dari`)."""
    if page := request.args.get("dari"):
        return redirect(books.place(page, _roles()))
    words = request.args.get("cari", "").strip()[:_LONGEST]
    return render_template(
        "handbook/index.html",
        books=books.books(),
        cards=books.cards(),
        mine=[one.name for one in books.books() if set(one.roles) & _roles()],
        words=words,
        longest=_LONGEST,
        found=books.search(words),
    )


@bp.get("/<name>")
def book(name: str) -> str:
    """The book of one seat."""
    return _page("handbook/book.html", books.books(), name)


@bp.get("/kartu/<name>")
def card(name: str) -> str:
    """One card for the desk, an A4 page."""
    return _page("handbook/card.html", books.cards(), name)


@bp.get("/gambar/<name>")
def picture(name: str) -> Response:
    """A picture of a screen."""
    return send_from_directory(books.PICTURES, name, max_age=_KEPT_BY_BROWSERS)


def _page(template: str, every: tuple[books.Book, ...], name: str) -> str:
    found = next((one for one in every if one.name == name), None)
    if found is None:
        raise NotFound(N_("Halaman bantuan ini tidak ada."))
    return render_template(template, book=found, cards=books.cards(), trust=books.TRUST)


def _roles() -> frozenset[str]:
    officer = guards.maybe_officer()
    return frozenset(officer.roles if officer else ())
