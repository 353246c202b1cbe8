"""The papers of the complaint book; nobody is named on any of them."""

import hashlib
from calendar import monthrange
from collections.abc import Mapping, Sequence
from datetime import date, datetime

from shared import clock
from shared.discreet import discreetly
from shared.errors import N_, NotAllowed, NotFound
from shared.records import Complaint, ComplaintEvent
from shared.rules.common import codes, words
from shared.rules.common.actor import CITIZEN, Actor
from shared.rules.common.office import here
from shared.rules.complaints import lists, names, sight, slip, states
from shared.rules.complaints.view import ComplaintView, view
from shared.rules.paper.said import OwnPaper, Said

BOOK = "complaint_book"
DESK = (*sight.WRITERS, *sight.OVERSEERS)
OVERSIGHT = "Sekretaris dan Camat"
_FOLLOWED = {
    "follow_up": "",
    "tell": "Kabar: ",
    "answer": "Jawaban: ",
    "refer": "Diteruskan: ",
    "archive": "Diarsipkan: ",
    "ask": "Diminta melengkapi: ",
    "complete_recorded": "Dilengkapi: ",
    "complete_reported": "Dilengkapi: ",
    "reopen": "Dibuka lagi: ",
    "correct": "Ralat: ",
}


class ComplaintBook(Said):
    """Pages of the Buku Pengaduan; each row the cells of its columns, by field."""

    period: str
    rows: tuple[dict[str, str | list[str]], ...]
    totals: tuple[tuple[str, int], ...]
    date: str


class ComplaintReceipt(Said):
    """Tanda Terima Pengaduan; `code` is known only in the moment of entry."""

    number: str
    received: str
    officer: str
    channel: str
    topic: str
    name: str
    text: list[str]
    requested: list[str]
    reply_due: str
    due: str
    secret: bool
    code: str
    status_url: str | None


class EmptySheet(Said):
    """The loose sheet on which a visitor writes by hand."""

    topics: list[str]


def book(
    first: date, last: date, who: sight.Reader, actions: Mapping[int, Sequence[str]]
) -> OwnPaper:
    """The pages of the Buku Pengaduan of these days, as far as this reader may see it.

    `actions`: by complaint, the numbers of what is done so that it does not happen again.
    """
    found = lists.between(first, last, who)
    followed = _followed(found)
    over = sum(one.state in states.OVER for one in found)
    said = ComplaintBook(
        period=period(first, last),
        rows=tuple(_row(one, followed[one.id], actions.get(one.id, [])) for one in found),
        totals=(
            ("Pengaduan dan saran", len(found)),
            ("Selesai", over),
            ("Masih berjalan", len(found) - over),
        ),
        date=words.plain_date(clock.service_day()),
    )
    return OwnPaper(BOOK, discreetly(said))


def period(first: date, last: date) -> str:
    """`Bulan November 2026`, or the days from the first to the last."""
    ends = first.replace(day=monthrange(first.year, first.month)[1])
    if (first.day, last) == (1, ends):
        return f"Bulan {words.month_name(first.year, first.month)}"
    if first == last:
        return words.long_date(first)
    return f"{words.plain_date(first)} sampai {words.plain_date(last)}"


def mark(first: date, last: date, who: sight.Reader, most: int | None = None) -> tuple[int, str]:
    """How many rows this reader's book of these days has, and the fingerprint of which ones.

    `most`: only so many of the first; the book only grows at its end, so the fingerprint of its
    first rows changes when one of them comes in sight or goes out of it.
    """
    rows = Complaint.select(Complaint.id).where(
        Complaint.office == here().id, sight.visible(who), Complaint.day.between(first, last)
    )
    ids = [row.id for row in rows.order_by(Complaint.year, Complaint.number).limit(most)]
    return len(ids), hashlib.sha256(repr(ids).encode()).hexdigest()[:16]


def receipt(number: str, by: Actor, code: str = "") -> OwnPaper:
    """Tanda Terima Pengaduan; `code` is the status code, known only in the moment of entry.

    Whoever wrote it down and has the code gets it even of a complaint that they may not see.
    """
    row = _row_of(number, by, code)
    seen = view(row)
    said = ComplaintReceipt(
        number=seen.number,
        received=words.day_and_time(row.recorded_at),
        officer=seen.channel if row.recorded_by == CITIZEN.who else seen.recorded_by,
        channel=seen.channel,
        topic=seen.topic,
        name=seen.name,
        text=words.paragraphs(seen.text),
        requested=words.paragraphs(seen.requested),
        reply_due=words.day_and_time(row.reply_due_at),
        due=words.day_and_time(row.due_at),
        secret=seen.secret,
        code=code,
        status_url=slip.address(seen.number),
    )
    return OwnPaper("complaint_receipt", discreetly(said))


def empty_sheet() -> OwnPaper:
    """The loose sheet on which a visitor writes by hand (UU 25/2009 art. 42)."""
    topics = [one.title for one in here().standard.topics_on(clock.service_day())]
    return OwnPaper("complaint_sheet", EmptySheet(topics=topics))


def _row_of(number: str, by: Actor, code: str) -> Complaint:
    if by.role not in DESK:
        raise NotAllowed(N_("Tanda terima pengaduan dicetak di Meja Informasi."))
    row = (
        _with_code(number, code, by) if code else lists.by_number(number, sight.reader(by.staff_id))
    )
    if row is None:
        raise NotFound(N_("Pengaduan ini tidak ada."), code="no-complaint")
    return row


def _with_code(number: str, code: str, by: Actor) -> Complaint | None:
    """The complaint that whoever acts wrote down, unless it turned out to be about themselves."""
    numbered = names.numbered(number)
    row = None if numbered is None else sight.find(numbered)
    if row is None or row.recorded_by != by.who or row.about_staff == by.staff_id:
        return None
    return row if codes.fits(code, row.code_hash) else None


def _row(
    one: ComplaintView, followed: list[str], actions: Sequence[str]
) -> dict[str, str | list[str]]:
    elsewhere = one.state in (states.REFERRED, states.ARCHIVED)
    return {
        "number": one.number,
        "recorded": f"{words.long_date(one.day)}, {words.clock_time(one.recorded_at)}",
        "channel": one.channel,
        "source": one.source,
        "name": one.name,
        "address": one.village,
        "phone": f"***{one.phone[-3:]}" if one.phone else "",
        "topic": one.topic,
        "service": one.service,
        "text": words.paragraphs(one.text),
        "requested": words.paragraphs(one.requested),
        "kind": one.kind_label,
        "category": one.category,
        "unit": OVERSIGHT if one.guarded else one.unit_name,
        "reported": short_date(one.reported_at),
        "follow_up": followed,
        "closed": [short_date(one.closed_at), *([one.label] if elsewhere else [])],
        "actions": [part for number in actions for part in number.split("-", 1)],
    }


def _followed(found: list[ComplaintView]) -> dict[int, list[str]]:
    """The column Tindak lanjut of each complaint: dated, and signed by name."""
    wanted = {one.id for one in found}
    events = ComplaintEvent.select().where(
        ComplaintEvent.office == here().id,
        ComplaintEvent.complaint_id.in_(sorted(wanted)),
        ComplaintEvent.what.in_(list(_FOLLOWED)),
        ComplaintEvent.text.is_null(False),
    )
    told: dict[int, list[str]] = {one: [] for one in wanted}
    for event in events.order_by(ComplaintEvent.id):
        said = f"{_FOLLOWED[event.what]}{' '.join((event.text or '').split())}"
        told[event.complaint_id].append(f"{short_date(event.at)} {event.name}: {said}")
    return told


def short_date(moment: datetime | date | None) -> str:
    """`23-11-2026`, as in the columns of a book; empty for none."""
    if moment is None:
        return ""
    day = clock.service_day(moment) if isinstance(moment, datetime) else moment
    return day.strftime("%d-%m-%Y")
