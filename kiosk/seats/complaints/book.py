"""Buku Pengaduan `/pengaduan-kantor`: searched on screen, opened one by one, taken away."""

from urllib.parse import urlencode

from flask import Blueprint, Response, redirect, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from kiosk.seats.common import page, shapes
from kiosk.seats.complaints import page as complaint_page
from kiosk.seats.paper import papers
from shared import clock
from shared.discreet import discreet
from shared.documents import tables
from shared.errors import N_, NotFound
from shared.rules.applications import seat_lists
from shared.rules.common import staff, words
from shared.rules.common.office import here
from shared.rules.complaints import lists, photos, sight, states
from shared.rules.complaints.view import ComplaintView
from shared.rules.corrective import lists as corrective
from shared.web import guards

bp = Blueprint("complaint_book", __name__, url_prefix="/pengaduan-kantor")
bp.before_request(guards.seat(*sight.READERS))

SEAT = ("/pengaduan-kantor", "Pengaduan", "message-report", sight.READERS)
_FILTERS = ("status", "golongan", "seksi", "sarana", "kategori", "dari", "sampai")
_MONTHS = 12
_COLUMNS = {
    "number": "No.",
    "recorded": "Hari/tanggal, jam",
    "channel": "Sarana",
    "name": "Nama (disamarkan)",
    "phone": "No. HP (disamarkan)",
    "village": "Alamat ({desa})",
    "service": "Layanan yang diadukan",
    "topic": "Tentang",
    "category": "Kategori",
    "text": "Isi pengaduan/saran",
    "requested": "Penyelesaian yang diminta",
    "kind": "Klasifikasi",
    "unit": "Diteruskan kepada",
    "reported": "Dilaporkan",
    "follow_ups": "Tindak lanjut",
    "answer": "Jawaban",
    "state": "Status",
    "closed": "Tanggal selesai",
    "actions": "No. PTPP",
}
_WIDTHS = {
    "text": 50,
    "requested": 30,
    "follow_ups": 50,
    "answer": 40,
    "unit": 26,
    "topic": 20,
    "recorded": 22,
    "number": 14,
    "kind": 22,
}

bp.add_app_template_global(seat_lists.due_words, "due_words")
bp.add_app_template_global(seat_lists.moment_words, "moment_words")


@bp.get("")
def search() -> str:
    """The complaints that fit what was asked, newest first."""
    problems: list[str] = []
    wanted, who = _wanted(problems), _reader()
    found = lists.search(wanted, who, page.place())
    standard, today = here().standard, clock.service_day()
    return page.draw(
        "seats/complaints/book.html",
        wanted=wanted,
        problems=problems,
        found=found,
        inbox=lists.inbox(who),
        own=bool(who.sections_led) and staff.SECTION_HEAD not in who.roles,
        asked=_asked(),
        labels=states.LABELS,
        kinds=states.KINDS,
        units=[(one.code, one.name) for one in standard.units_on(today)],
        channels=[(one.code, one.title) for one in standard.channels_on(today)],
        categories=[(one.code, one.title) for one in standard.categories_on(today)],
        writes=not set(sight.WRITERS).isdisjoint(guards.require_officer().roles),
        months=_months(),
        role=guards.actor().role,
        longest=lists.LONGEST_SEARCH,
    )


@bp.post("")
def ask() -> BaseResponse:
    """What was asked for, as an address that holds no NIK or KK number."""
    text = discreet(request.form.get("cari", "").strip()[: lists.LONGEST_SEARCH])
    kept = {name: request.form.get(name, "")[:40] for name in _FILTERS}
    asked = {name: value for name, value in {"cari": text, **kept}.items() if value}
    return redirect(f"{url_for('complaint_book.search')}?{urlencode(asked)}", 303)


@bp.get("/buku.<ending>")
def take_away(ending: str) -> Response:
    """What was asked for as CSV or XLSX: only what this person may see, nobody named."""
    name = f"buku-pengaduan-{clock.service_day().isoformat()}.{ending}"
    who = _reader()
    actions = corrective.numbers(who)
    rows = [_row(one, actions.get(one.id, [])) for one in lists.every(_wanted(), who)]
    columns = {field: words.local(title) for field, title in _COLUMNS.items()}
    if ending == "csv":
        return papers.show(tables.csv_bytes(rows, columns), name, "text/csv", save=True)
    if ending == "xlsx":
        book, office = "Buku Pengaduan", here().standard.office.name
        sheet = tables.Sheet(book, columns, _WIDTHS)
        drawn = tables.xlsx_bytes(book, office, rows, clock.now(), sheet)
        return papers.show(drawn, name, papers.XLSX, save=True)
    raise NotFound(N_("Unduhan ini tidak ada."))


@bp.get("/<number>")
def complaint(number: str) -> str:
    """One complaint with its way."""
    return complaint_page.draw(number)


@bp.get("/<number>/foto.jpg")
def photo(number: str) -> Response:
    """The photo that came with it, for whoever may read its words."""
    answer = papers.show(photos.content(number, _reader()), f"{number}.jpg", "image/jpeg")
    answer.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return answer


def _row(one: ComplaintView, actions: list[str]) -> dict[str, str]:
    events = lists.entries(one.id, ["follow_up"])
    said = [f"{seat_lists.moment_words(e.at)} {e.name}: {e.text}" for e in events if e.text]
    return {
        "number": one.number,
        "recorded": words.day_and_time(one.recorded_at),
        "channel": one.channel,
        "name": one.name,
        "phone": one.phone,
        "village": one.village,
        "service": one.service,
        "topic": one.topic,
        "category": one.category,
        "text": one.text,
        "requested": one.requested,
        "kind": one.kind_label,
        "unit": one.unit_name or ("Sekretaris dan Camat" if one.guarded else ""),
        "reported": seat_lists.moment_words(one.reported_at),
        "follow_ups": "\n".join(said),
        "answer": one.answer,
        "state": states.LABELS[one.state],
        "closed": seat_lists.moment_words(one.closed_at),
        "actions": ", ".join(actions),
    }


def _reader() -> sight.Reader:
    return sight.reader(guards.require_officer().id)


def _wanted(problems: list[str] | None = None) -> lists.BookFilter:
    given = request.args
    return lists.BookFilter(
        text=given.get("cari", "")[: lists.LONGEST_SEARCH],
        state=given.get("status", ""),
        kind=given.get("golongan", ""),
        unit=given.get("seksi", ""),
        channel=given.get("sarana", ""),
        category=given.get("kategori", ""),
        first=shapes.wanted_day(given.get("dari", ""), "hari pertama", problems),
        last=shapes.wanted_day(given.get("sampai", ""), "hari terakhir", problems),
    )


def _asked() -> dict[str, str]:
    """The filters of the address, for the links that keep them."""
    return {name: request.args[name] for name in ("cari", *_FILTERS) if request.args.get(name)}


def _months() -> list[tuple[str, str]]:
    """The last twelve months by name and address, this one first, as the paper book has them."""
    today = clock.service_day()
    now = today.year * 12 + today.month - 1
    months = (divmod(now - back, 12) for back in range(_MONTHS))
    home = url_for("complaint_book.search")
    return [
        (words.month_name(year, month + 1), f"{home}/buku/{year}/{month + 1}.pdf")
        for year, month in months
    ]
