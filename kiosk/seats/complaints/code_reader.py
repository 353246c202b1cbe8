"""What a code reader that types has read: the page of that file, ticket or complaint."""

from contextlib import suppress
from urllib.parse import parse_qs, urlsplit

from flask import Blueprint, url_for
from pydantic import Field

from kiosk.seats.applications import register
from kiosk.seats.common.shapes import Line
from kiosk.seats.queue.counter_api import ROLES as CALLERS
from shared import clock
from shared.errors import N_, AppError, NotFound
from shared.rules import queue
from shared.rules.applications import view
from shared.rules.applications.lists import of_ticket
from shared.rules.common import staff
from shared.rules.complaints import lists, names, sight
from shared.web import guards
from shared.web.api import Body, describe

bp = Blueprint("code_reader", __name__, url_prefix="/api/v1/codes")
bp.before_request(guards.seat(*staff.ROLES))

_CALLING = ("/loket", "/informasi")


class CodeRead(Body):
    """What the reader typed, and the page that was open then."""

    code: Line = Field(min_length=1)
    page: Line = ""


class CodePage(Body):
    """What it is the code of, and where that is opened."""

    number: str
    url: str


@bp.post("")
@describe("Open what a code on paper belongs to", body=CodeRead, returns={200: CodePage})
def read(asked: CodeRead) -> CodePage:
    with suppress(AppError, ValueError):
        if found := _page(_said(asked.code.strip()), asked.page):
            return found
    # What may not be seen is as unknown as what there never was.
    raise NotFound(N_("Kode ini tidak dikenal."), code="no-code")


def _said(code: str) -> str:
    """The number or ticket's token that stands in a code: in an address, or by itself."""
    if "://" not in code:
        return code
    address = urlsplit(code)
    asked = {name: texts[0] for name, texts in parse_qs(address.query).items()}
    if {"jenis", "tahun", "nomor"} <= asked.keys():
        return f"{asked['jenis']}-{asked['tahun']}-{asked['nomor']}"
    return address.path.strip("/")


def _page(said: str, page: str) -> CodePage | None:
    if said.startswith("t/"):
        return _of_ticket(queue.by_token(said.removeprefix("t/")), page)
    kind = said[:2].upper().rstrip("- ")
    if kind == "KK":
        return _of_file(view.by_number(said), page)
    if kind == "P":
        return _of_complaint(said)
    return _of_ticket(queue.by_number(said), page)


def _of_file(file: view.ApplicationView, page: str) -> CodePage | None:
    held = set(guards.require_officer().roles)
    seats = [url for url, _, _ in register.seats_of(file.number)]
    if held & set(register.SEAT[3]):
        seats.append(url_for("register_book.file", number=file.number))
    here = f"/{page.strip('/').split('/')[0]}/"
    url = next((one for one in seats if one.startswith(here)), None)
    return CodePage(number=file.number, url=url or seats[0]) if seats else None


def _of_complaint(said: str) -> CodePage | None:
    officer = guards.require_officer()
    found = lists.by_number(said, sight.reader(officer.id))
    if found is None or not set(officer.roles) & set(sight.READERS):
        return None
    number = names.number_of(found)
    return CodePage(number=number, url=url_for("complaint_book.complaint", number=number))


def _of_ticket(ticket: queue.TicketView, page: str) -> CodePage | None:
    held = set(guards.require_officer().roles)
    if not held & set(CALLERS):
        return next((_of_file(file, page) for file in of_ticket(ticket.id)), None)
    if ticket.day != clock.service_day():
        return None
    seat = "/informasi" if staff.INFO_DESK in held else "/loket"
    if page in _CALLING:
        seat = page
    return CodePage(number=ticket.number, url=f"{seat}?nomor={ticket.number}")
