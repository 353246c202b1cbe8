"""What a slip says: everything that the print station's layouts need, in plain values."""

from collections.abc import Sequence
from typing import Any

from shared import clock
from shared.records import Ticket
from shared.rules.applications import receipts
from shared.rules.common import words
from shared.rules.common.office import here
from shared.rules.complaints.view import ComplaintView
from shared.rules.queue.ticket import TicketView, view
from shared.standard.requirements import RequiredItem
from shared.standard.services import Service

COMPLAINT = "Pengaduan & saran: Meja Informasi"


def ticket(seen: TicketView, service: Service) -> dict[str, Any]:
    """The slip of a ticket as it was issued."""
    return {
        **_every_slip(),
        "number": seen.number,
        "service": service.title,
        "day": words.long_date(seen.day),
        "time": words.time_with_zone(seen.issued_at),
        "ahead": seen.ahead,
        "estimate": words.minutes_range(seen.estimate),
        "safe_until": words.clock_time(seen.safe_until) if seen.safe_until else None,
        "priority": seen.priority is not None,
        "url": ticket_url(seen.token),
        "copy": 0,
    }


def ticket_again(row: Ticket, copy: int) -> dict[str, Any]:
    """The slip of a ticket that never had one."""
    seen = view(row)
    return {**ticket(seen, here().standard.service(row.service)), "copy": copy}


def checklist(kinds: Sequence[str], number: str | None) -> dict[str, Any]:
    """The papers to bring for these kinds of application."""
    standard, today = here().standard, clock.service_day()
    titles = [kind.title for kind in standard.kinds_on(today) if kind.code in kinds]
    return {
        **_every_slip(),
        "title": "; ".join(titles),
        "items": [
            {"text": need.item.title, "where": need.item.where, "note": _how(need)}
            for need in standard.requirements(kinds, today)
        ],
        "day": words.long_date(today),
        "time": words.time_with_zone(clock.now()),
        "number": number,
    }


def receipt(application_id: int, code: str = "") -> dict[str, Any]:
    """The slip of a file handed in: `receipts.receipt` and where to ask how it stands."""
    return {**_every_slip(), **receipts.receipt(application_id, code), "url": status_url()}


def return_note(application_id: int) -> dict[str, Any]:
    """The slip of a file given back: `rules/applications/receipts.return_note`."""
    return {**_every_slip(), **receipts.return_note(application_id)}


def complaint(seen: ComplaintView, code: str) -> dict[str, Any]:
    """The receipt of a complaint (DOMAIN 3.3); nothing of what it says or of whom."""
    return {
        **_every_slip(),
        "number": seen.number,
        "code": code,
        "received": words.day_and_time(seen.recorded_at),
        "by": seen.channel,
        "due": words.day_and_time(seen.reply_due_at),
        "secret": seen.secret,
        "url": complaint_url(seen.number),
        "free": "Pengaduan tidak dipungut biaya.",
        "complaint": None,
    }


def test() -> dict[str, Any]:
    """A slip that only shows that the printer prints."""
    moment = clock.now()
    return {
        **_every_slip(),
        "day": words.long_date(clock.service_day(moment)),
        "time": words.time_with_zone(moment),
    }


def ticket_url(token: str) -> str | None:
    """Where a phone follows the ticket; None when phones cannot reach this office."""
    base = here().settings.public_url.rstrip("/")
    return f"{base}/t/{token}" if base else None


def status_url() -> str | None:
    """Where a phone asks how a file stands; None when phones cannot reach this office."""
    base = here().settings.public_url.rstrip("/")
    return f"{base}/status" if base else None


def complaint_url(number: str) -> str | None:
    """Where a phone asks how that complaint stands, its number filled in; None without phones."""
    base, (_, year, count) = status_url(), number.split("-")
    return f"{base}?jenis=P&tahun={year}&nomor={count}" if base else None


def _how(need: RequiredItem) -> str:
    """How the paper is brought and when it is needed: `Fotokopi; salah satu saja; bila …`."""
    standard = here().standard
    parts = [standard.bring_as(need.item.bring).title]
    if need.need == "1":
        parts += [standard.item_group(group).title for group in need.groups]
    parts += [need.when, need.note, "bila ada" if need.need == "O" else ""]
    return "; ".join(part for part in parts if part)


def _every_slip() -> dict[str, Any]:
    return {
        "office": {"lines": list(here().standard.office.slip_lines)},
        "free": "Layanan ini GRATIS (Rp0,00).",
        "complaint": COMPLAINT,
        "practice": here().settings.practice,
    }
