"""Buku Register `/register`: searched on screen, read by month as on paper, taken away."""

from datetime import date
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, Response, redirect, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from kiosk.seats.applications import page as application_page
from kiosk.seats.applications import section_head_api
from kiosk.seats.common import page, shapes
from kiosk.seats.paper import account, long_papers
from kiosk.seats.paper import papers as paper
from shared import clock
from shared.errors import N_, NotFound
from shared.rules.applications import closings, register, register_paper, seat_lists, states
from shared.rules.applications.roles import DECIDERS, READERS
from shared.rules.common import staff, words
from shared.rules.common.office import here
from shared.web import application_papers, guards

bp = Blueprint("register_book", __name__, url_prefix="/register")
bp.before_request(guards.seat(*READERS))

archive = Blueprint("register_archive", __name__, url_prefix="/register")
archive.before_request(guards.seat(*DECIDERS))

SEAT = ("/register", "Register", "book-2", READERS)
_TOTALS = {
    "received": N_("Masuk"),
    "finished": N_("Selesai"),
    "returned": N_("Pernah dikembalikan"),
    "referred": N_("Dirujuk"),
    "withdrawn": N_("Dibatalkan"),
    "open": N_("Masih berjalan"),
}
_SAID = ("cari", "kata", "sidik")
_FILTERS = ("status", "jenis", "desa", "dari", "sampai")
_MONTH = "/<int(max=9999):year>/<int(max=99):month>"


@bp.get("")
def search() -> str:
    """The rows that fit what was asked, newest first."""
    problems: list[str] = []
    wanted = register.RegisterFilter(
        text=register.opened(request.args.get("kata", "")) or request.args.get("cari", "")[:100],
        mark=request.args.get("sidik", "")[:64],
        state=request.args.get("status", ""),
        kind=request.args.get("jenis", ""),
        village=request.args.get("desa", ""),
        first=shapes.wanted_day(request.args.get("dari", ""), "hari pertama", problems),
        last=shapes.wanted_day(request.args.get("sampai", ""), "hari terakhir", problems),
    )
    found = register.search(wanted, page.place())
    today = clock.service_day()
    return page.draw(
        "seats/applications/register.html",
        role=guards.actor().role,
        wanted=wanted,
        problems=problems,
        found=found,
        labels=states.LABELS,
        kinds=here().standard.kinds_on(today),
        villages=here().standard.office.villages,
        months=_months(today),
        asked={name: request.args.get(name) for name in (*_SAID, *_FILTERS)},
        may_write=staff.COUNTER in guards.require_officer().roles,
        reads_paper=bool(set(account.ROLES) & set(guards.require_officer().roles)),
    )


@bp.post("")
def ask() -> BaseResponse:
    """What was asked for, as an address that holds no number and no name of a person."""
    text = request.form.get("cari", "").strip()[:100]
    mark = register.mark_of(text)
    kept = {name: request.form.get(name, "") for name in _FILTERS}
    said = {"sidik": mark} if mark else {"kata": register.sealed(text)}
    asked = {name: value for name, value in {**said, **kept}.items() if value}
    return redirect(f"{url_for('register_book.search')}?{urlencode(asked)}", 303)


@bp.get("/berkas/<number>", endpoint="file")
def application(number: str) -> str:
    """One file, to be read by anybody who may read the book."""
    by = guards.actor()
    shown = application_page.of(number, by)
    return page.draw(
        "seats/applications/register_file.html",
        role=by.role,
        **vars(shown),
        seats=seats_of(shown.application.number),
    )


@bp.get(_MONTH)
def month(year: int, month: int) -> str:
    """A month as the paper book has it, with its totals."""
    section_head_api.require_month(year, month)
    closing = closings.of(year, month)
    counts = register.totals(year, month)
    held = guards.require_officer().roles
    closer = next((role for role in DECIDERS if role in held), "")
    return page.draw(
        "seats/applications/register_month.html",
        role=guards.actor().role,
        year=year,
        month=month,
        month_name=words.month_name(year, month),
        found=register.month_page(year, month, page.place()),
        labels=states.LABELS,
        totals=[(text, counts[name]) for name, text in _TOTALS.items()],
        kept=register.figures(year, month).shares(),
        closed=seat_lists.moment_words(closing.closed_at) if closing else "",
        closed_by=staff.named(closing.closed_by) if closing else "",
        rows_hash=closing.rows_hash if closing else "",
        over=closings.after(year, month) <= clock.service_day(),
        closer=closer,
        months=_months(clock.service_day()),
        drawn=long_papers.latest(register_paper.NAME, register_paper.subject(year, month)),
        book=long_papers.latest(
            register_paper.NAME, register_paper.subject(year, month) + register_paper.WHOLE
        )
        if closer
        else None,
    )


@bp.post(f"{_MONTH}/buku.pdf")
def ask_pages(year: int, month: int) -> BaseResponse:
    """Ask for the month as A4 pages; where to follow how far they are."""
    section_head_api.require_month(year, month)
    row = application_papers.ask_register_month(year, month, guards.actor())
    return redirect(url_for("documents.follow", row=row.id), 303)


@archive.post(f"{_MONTH}/buku-lengkap.pdf")
def ask_book(year: int, month: int) -> BaseResponse:
    """Ask for the month with whole numbers, for the paper book; with a reason, and told."""
    guards.require_password()
    section_head_api.require_month(year, month)
    reason = request.form.get("reason", "")
    row = application_papers.ask_register_book(year, month, reason, guards.actor())
    return redirect(url_for("documents.follow", row=row.id), 303)


@bp.get(f"{_MONTH}/buku.<ending>")
def take_away(year: int, month: int, ending: str) -> Response:
    """The month as CSV or XLSX."""
    section_head_api.require_month(year, month)
    name = f"register-{year}-{month:02d}.{ending}"
    if ending == "csv":
        return paper.show(application_papers.register_csv(year, month), name, "text/csv", save=True)
    if ending == "xlsx":
        return paper.show(
            application_papers.register_xlsx(year, month), name, paper.XLSX, save=True
        )
    raise NotFound(N_("Unduhan ini tidak ada."))


def seats_of(number: str) -> list[tuple[str, str, str]]:
    """Where this person may work with the file: address, title, icon."""
    held = set(guards.require_officer().roles)
    places = (
        ({staff.COUNTER}, "intake.file", N_("Buka di loket"), "speakerphone"),
        ({staff.OPERATOR}, "operator.file", N_("Buka di operator"), "printer"),
        (set(DECIDERS), "section_head.file", N_("Buka di Kasi"), "gavel"),
    )
    return [
        (url_for(endpoint, number=number), title, icon)
        for roles, endpoint, title, icon in places
        if held & roles
    ]


def _months(today: date) -> list[dict[str, Any]]:
    """Every month since the first one with a row, this one first; at least the last twelve."""
    closed, now = closings.closed(), today.year * 12 + today.month - 1
    first = closings.first_month() or today
    count = max(12, now - (first.year * 12 + first.month - 1) + 1)
    return [
        {
            "name": words.month_name(year, month + 1),
            "url": url_for("register_book.month", year=year, month=month + 1),
            "closed": (year, month + 1) in closed,
        }
        for year, month in (divmod(now - back, 12) for back in range(count))
    ]
