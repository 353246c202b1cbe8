"""The child process that draws papers: WeasyPrint lives here and nowhere else.

Run as `python -m shared.documents.drawing`: requests come in on stdin, papers go out on stdout.
It ends by itself when nobody asks for a while, or when the web process is gone.
"""

import json
import os
import re
import resource
import select
from collections.abc import Callable
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

import pikepdf
import segno
import weasyprint
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from shared.discreet import discreet
from shared.documents import book, charts, complaint_book, frames

IDLE_SECONDS = 120
_MEMORY = 2 * 2**30
_HERE = Path(__file__).resolve().parent
_TEMPLATES = _HERE / "templates"
_FONTS = _HERE.parent / "web" / "static" / "vendor" / "fonts"

# Papers that have to fit on one page: the size, from 0 for the largest, that is tried first, and
# the smallest.
_FITTED = {"poster": (4, 11), "statement": (3, 7), "survey_card": (0, 4)}
_BOOKS = {"register": book.COLUMNS, "complaint_book": complaint_book.COLUMNS}
_LAID = {"register": book.pages, "complaint_book": complaint_book.pages}
_SHEETS = {
    "register": ("register.css",),
    "complaint_book": ("register.css", "complaints.css"),
    "complaint_sheet": ("complaints.css",),
    "complaint_receipt": ("complaints.css",),
    "recap": ("complaints.css",),
    "corrective": ("complaints.css",),
    "oversight": ("complaints.css",),
    "year_targets": ("targets.css",),
    "achievement": ("targets.css",),
    "standard": ("targets.css",),
    "poster": ("poster.css",),
    "statement": ("poster.css",),
    "queue_history": ("grids.css", "history.css"),
    "month_report": ("grids.css", "month_report.css"),
    "survey_report": ("survey.css",),
    "survey_card": ("poster.css",),
    "recovery_sheet": ("recovery.css",),
}
# Marks that turn the direction of whatever follows them.
_TURNS = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_NUMBER = re.compile(r"[0-9]{16}")
_WRITTEN_AT_ONCE = 8

Progress = Callable[[int, int], None]


def draw(paper: str, data: dict[str, Any], progress: Progress) -> bytes:
    """The paper as PDF; the same data give the same bytes."""
    if paper in _BOOKS:
        return _bound(_book(paper, data, progress))
    if paper in _FITTED:
        return bytes(_fitted(paper, data).write_pdf())
    return bytes(_laid_out(paper, data).write_pdf())


def main() -> None:
    """Draw what is asked for until nobody asks any more."""
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    asks, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # Nothing but frames may reach the answers.
    while select.select([asks], [], [], IDLE_SECONDS)[0]:
        try:
            _, request = frames.read(asks)
        except EOFError:
            return
        _answer(answers, request)


def _answer(answers: BinaryIO, request: bytes) -> None:
    def progress(done: int, total: int) -> None:
        frames.write(answers, frames.PROGRESS, json.dumps([done, total]).encode())

    try:
        asked = json.loads(request)
        pdf = draw(asked["paper"], asked["data"], progress)
    except Exception as error:
        # The message may quote what somebody typed: only its kind leaves this process.
        frames.write(answers, frames.FAILED, type(error).__name__.encode())
    else:
        frames.write(answers, frames.DONE, pdf)


def _fitted(paper: str, data: dict[str, Any]) -> Any:
    """The largest of its sizes in which the paper fills but one page; else the smallest."""
    size, high = _FITTED[paper]
    low, found = 0, None
    while low <= high:
        laid = _laid_out(paper, {**data, "size": size})
        if len(laid.pages) == 1:
            found, high = laid, size - 1
        else:
            low = size + 1
        size = (low + high) // 2
    return found or laid


def _book(paper: str, data: dict[str, Any], progress: Progress) -> list[bytes]:
    """Each page laid out by itself, one long table takes minutes; some pages written at once."""
    laid = _LAID[paper](data["rows"])
    run: list[Any] = []
    written: list[tuple[int, int, bytes]] = []
    at = 0
    while at < len(laid):
        page = _book_page(paper, data, laid, at)
        is_wider = len(page.pages) > 1 and len(laid[at]) > 1  # letters wider than estimated
        if not is_wider:
            run.append(page)
            at += 1
            progress(at, len(laid))
        if run and (is_wider or at == len(laid) or len(run) == _WRITTEN_AT_ONCE):
            written.append((at - len(run), len(laid), _written(run)))
            run = []
        if is_wider:
            laid = book.split(laid, at)
    ends = [*(first for first, _, _ in written[1:]), at]
    return [
        pdf if said == len(laid) else _again(paper, data, laid, range(first, end), progress)
        for (first, said, pdf), end in zip(written, ends, strict=True)
    ]


def _again(
    paper: str, data: dict[str, Any], laid: list[list[book.Row]], pages: range, progress: Progress
) -> bytes:
    """Pages drawn before it was known how many there are."""
    run = []
    for at in pages:
        run.append(_book_page(paper, data, laid, at))
        progress(len(laid), len(laid))
    return _written(run)


def _book_page(paper: str, data: dict[str, Any], laid: list[list[book.Row]], at: int) -> Any:
    return _laid_out(paper, {**data, **_page(paper, laid[at], at + 1, len(laid))})


def _written(run: list[Any]) -> bytes:
    """Pages laid out each by itself as one PDF: their letters are cut out of the fonts but once."""
    return bytes(run[0].copy([page for one in run for page in one.pages]).write_pdf())


def _page(paper: str, rows: list[book.Row], number: int, total: int) -> dict[str, Any]:
    columns = _BOOKS[paper]
    return {
        "columns": columns,
        "rows": [book.cells(row, columns) for row in rows],
        "number": number,
        "total": total,
        "last": number == total,
    }


def _bound(pages: list[bytes]) -> bytes:
    with pikepdf.open(BytesIO(pages[0])) as whole:
        for page in pages[1:]:
            with pikepdf.open(BytesIO(page)) as one:
                whole.pages.extend(one.pages)
        out = BytesIO()
        whole.save(out, deterministic_id=True)
    return out.getvalue()


def _laid_out(paper: str, data: dict[str, Any]) -> Any:
    logo = data["logo"] if Path(data["logo"]).is_file() else ""
    html = _templates().get_template(f"{paper}.html").render({**data, "logo": logo})
    sheets = [_sheet(name) for name in ("paper.css", *_SHEETS.get(paper, ()))]
    return weasyprint.HTML(string=html, base_url="paper:", url_fetcher=_OwnFiles(logo)).render(
        stylesheets=sheets, font_config=_fonts()
    )


@cache
def _templates() -> Environment:
    found = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_finalize,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.filters |= {"qr": _qr, "whole": _whole}
    found.globals["charts"] = charts
    return found


def _finalize(value: object) -> object:
    """No template can show a whole NIK or turn its lines around, whatever somebody typed where."""
    is_text = isinstance(value, str) and not isinstance(value, Markup)
    return discreet(_TURNS.sub("", str(value))) if is_text else value


def _whole(text: str) -> object:
    """A NIK or KK number that this paper, and hardly any other, is allowed to show."""
    return Markup(text) if _NUMBER.fullmatch(text) else text


def _qr(address: str) -> Markup:
    return Markup(segno.make_qr(address, error="m").svg_inline(border=0, omitsize=True))


@cache
def _fonts() -> FontConfiguration:
    return FontConfiguration()


@cache
def _sheet(name: str) -> Any:
    return weasyprint.CSS(
        string=(_TEMPLATES / name).read_text("utf-8"),
        base_url="paper:",
        url_fetcher=_OwnFiles(""),
        font_config=_fonts(),
    )


class _OwnFiles(URLFetcher):
    """Reads the office's fonts and its one emblem; no other file, no network."""

    def __init__(self, logo: str) -> None:
        super().__init__()
        self._logo = logo

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
        if url.startswith("font:"):
            path = _FONTS / Path(url.removeprefix("font:")).name
        elif self._logo and url == "logo:":
            path = Path(self._logo)
        else:
            raise ValueError("not a file of the office")
        return URLFetcherResponse(url, path.read_bytes())


if __name__ == "__main__":
    main()
