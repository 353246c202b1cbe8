"""Buku Register: every file a row, searched on screen, printed by month, closed for good (8.3)."""

import hashlib
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, fields, replace
from datetime import date, timedelta
from functools import reduce
from operator import and_
from typing import Any

from peewee import Value

from shared import clock, db, letters, vault
from shared.announce import announce
from shared.errors import N_, Invalid, NotAllowed, Refused, SetupError
from shared.records import Application, MonthClosing
from shared.rules.applications import closings, promptness, register_rows, roles, states, view
from shared.rules.applications.fields import LONGEST_REASON
from shared.rules.common import identity, journal, pages, telephones, words
from shared.rules.common.actor import Actor
from shared.rules.common.office import here
from shared.rules.common.pages import FRONT, Page, Place

_BOOK_ORDER = (Application.year, Application.number)
_ID = "SELECT id FROM application WHERE office_id = :office AND year = :year AND number = :number"
_COUNTED = ("received", "finished", "returned", "referred", "withdrawn", "open")
_NUMBERS = ("nik", "kk_number", "new_kk_number")


@dataclass(frozen=True)
class RegisterFilter:
    """What somebody looks for; an empty field asks for nothing.

    `mark` is the fingerprint of a NIK or KK number, for addresses that must not hold the number.
    """

    text: str = ""
    mark: str = ""
    state: str = ""
    kind: str = ""
    village: str = ""
    first: date | None = None
    last: date | None = None


def search(wanted: RegisterFilter, place: Place = FRONT) -> Page[register_rows.Row]:
    """The rows that fit, newest first."""
    # What is asked for is found among narrow rows of an index; only the page is read whole.
    ours = Application.office == here().id
    fits = Application.select(Application.id).where(ours, *_conditions(wanted))

    def show(found: list[Any]) -> list[register_rows.Row]:
        rows = Application.select().where(ours, Application.id.in_([row.id for row in found]))
        return register_rows.rows_of(list(rows.order_by(Application.id.desc())))

    return pages.page(fits, [Application.id], place, _id_of, show, falling=True)


def month_page(year: int, month: int, place: Place = FRONT) -> Page[register_rows.Row]:
    """A page of `month_rows`."""
    closing = closings.of(year, month)
    if closing is not None:
        kept = json.loads(vault.opened(closing.sheet))
        numbers = (row["number"] for row in kept)
        return pages.part(kept, numbers, place, lambda row: register_rows.Row(**row))
    fits = of_month(year, month)
    return pages.page(fits, _BOOK_ORDER, place, _numbered, register_rows.rows_of)


def month_rows(year: int, month: int) -> list[register_rows.Row]:
    """The rows of a month in the order of the book: as they were if closed, as they are if not."""
    closing = closings.of(year, month)
    if closing is not None:
        return [register_rows.Row(**row) for row in json.loads(vault.opened(closing.sheet))]
    return register_rows.rows_of(_received_in(year, month))


def book_rows(year: int, month: int, reason: str, by: Actor) -> list[register_rows.Row]:
    """The month's rows with whole numbers, for the office's own paper book (DOMAIN 2.8).

    Only for the head of the section, with a reason and a journal line. A number changed since the
    month was closed stays masked: the paper shows nothing that the closing does not hold.
    """
    if by.role not in roles.DECIDERS:
        raise NotAllowed(N_("Hanya Kepala Seksi yang mencetak buku dengan nomor lengkap."))
    journal.note(by, "register.numbers_printed", f"{year}-{month:02d}", reason=_reason(reason))
    kept = {row.id: row for row in _received_in(year, month)}
    return [_whole(row, kept.get(row.id)) for row in month_rows(year, month)]


def _whole(row: register_rows.Row, kept: Any) -> register_rows.Row:
    known = {name: vault.opened(getattr(kept, name, None)) for name in _NUMBERS}
    told: dict[str, Any] = {
        name: text for name, text in known.items() if identity.mask(text) == getattr(row, name)
    }
    return replace(row, **told)


def totals(year: int, month: int) -> dict[str, int]:
    """Counts of the month: received, finished, returned, referred, withdrawn, still open."""
    closing = closings.of(year, month)
    if closing is None:
        return _totals(_received_in(year, month, Application.state, Application.returns))
    return {name: closing.totals[name] for name in _COUNTED}


def figures(year: int, month: int) -> promptness.Figures:
    """How the month kept its promise: as it was if closed, as it is if not."""
    closing = closings.of(year, month)
    # A month closed by an earlier version kept the totals only.
    if closing is None or "due" not in closing.totals:
        return promptness.of_month(year, month)
    return promptness.Figures(
        **{field.name: closing.totals[field.name] for field in fields(promptness.Figures)}
    )


def close_month(year: int, month: int, by: Actor) -> MonthClosing:
    """Close a month that is over: its rows and totals never change again.

    Raises NotAllowed for anybody but a head of section, Refused for a month that is not over,
    that is closed already, or while an earlier month with any row is still open.
    """
    if by.role not in roles.DECIDERS:
        raise NotAllowed(N_("Hanya Kepala Seksi yang menutup buku."))
    if closings.after(year, month) > clock.service_day():
        raise Refused(N_("Bulan ini belum berakhir."), code="not-over")
    with db.transaction():
        if closings.of(year, month) is not None:
            raise Refused(N_("Bulan ini sudah ditutup."), code="closed")
        _require_earlier_closed(year, month)
        found = _received_in(year, month)
        sheet = json.dumps(
            [asdict(row) for row in register_rows.rows_of(found)], ensure_ascii=False
        )
        closing = MonthClosing.create(
            office=here().id,
            year=year,
            month=month,
            closed_at=clock.now(),
            closed_by=by.who,
            totals={**_totals(found), **asdict(promptness.of_month(year, month))},
            rows_hash=hashlib.sha256(sheet.encode()).hexdigest(),
            sheet=sheet,
        )
        journal.write(by, "register.closed", f"{year}-{month:02d}", rows_hash=closing.rows_hash)
        announce("applications")
    return closing


def reveal(application_id: int, reason: str, by: Actor) -> dict[str, str]:
    """The full numbers of a file, with a journal line that says who looked and why."""
    tidy, row = _reason(reason), view.row_by_id(application_id)
    journal.note(by, "application.revealed", view.number_text(row.year, row.number), reason=tidy)
    names = (*_NUMBERS, "phone", "taker_identity", "taker_letter")
    told = {name: vault.opened(getattr(row, name)) for name in names}
    return told | {"phone": telephones.shown(told["phone"])}


def _reason(text: str) -> str:
    tidy = " ".join(text.split())
    if not tidy or len(tidy) > LONGEST_REASON:
        raise Invalid(N_("Tulis alasan melihat nomor lengkap."), code="reason")
    return tidy


def _conditions(wanted: RegisterFilter) -> list[Any]:
    text, kind = wanted.text.strip(), Application.kinds.cast("TEXT")
    asked = (
        (wanted.state, Application.state == wanted.state),
        (wanted.village, Application.village == wanted.village),
        (wanted.kind, kind.contains(f'"{wanted.kind}"')),
        (wanted.mark, _marked(wanted.mark)),
        (text, _text(text)),
    )
    found = [condition for given, condition in asked if given]
    if wanted.first:
        found.append(Application.received_at >= closings.midnight(wanted.first))
    if wanted.last:
        found.append(Application.received_at < closings.midnight(wanted.last + timedelta(days=1)))
    return found


def mark_of(text: str) -> str:
    """The fingerprint of what is typed, if it is a NIK or KK number; else empty."""
    digits = "".join(text.split()).replace("-", "").replace(".", "")
    whole = len(digits) == identity.LENGTH and digits.isascii() and digits.isdigit()
    return identity.fingerprint(digits) if whole else ""


def sealed(text: str) -> str:
    """What is typed, for an address that stays in the browser's memory; empty of nothing."""
    return urlsafe_b64encode(vault.seal(text)).decode() if text else ""


def opened(text: str) -> str:
    """What was typed, from `sealed`; empty of anything that was not sealed here."""
    try:
        return vault.unseal(urlsafe_b64decode(text)) if text else ""
    except (ValueError, SetupError):
        return ""


def _marked(mark: str) -> Any:
    return (
        (Application.nik_print == mark)
        | (Application.kk_print == mark)
        | (Application.new_kk_print == mark)
    )


def _text(text: str) -> Any:
    if mark := mark_of(text):
        return _marked(mark)
    if text.upper().startswith("KK"):
        with suppress(Invalid):
            year, number = view.split(text)
            return (Application.year == year) & (Application.number == number)
    if text.isascii() and text.isdigit() and len(text) <= 6:
        return Application.number == int(text)
    found = [Application.name_key.contains(word) for word in letters.keys(text)]
    return reduce(and_, found) if found else Value(False)


def _received_in(year: int, month: int, *columns: Any) -> list[Any]:
    """The month's files in the order of the book."""
    return list(of_month(year, month, *columns).order_by(*_BOOK_ORDER))


def of_month(year: int, month: int, *columns: Any) -> Any:
    """The month's files as plain values, of all columns or these: objects take longest to make."""
    first, after = date(year, month, 1), closings.after(year, month)
    query = Application.select(*columns).where(
        Application.office == here().id,
        Application.received_at >= closings.midnight(first),
        Application.received_at < closings.midnight(after),
    )
    return query.namedtuples()


def _id_of(number: str) -> pages.Key | None:
    """Where the file of that number stands in the register; None where there is none."""
    if (key := _numbered(number)) is None:
        return None
    found = db.value(_ID, office=here().id, year=key[0], number=key[1])
    return None if found is None else (found,)


def _numbered(number: str) -> pages.Key | None:
    with suppress(Invalid):
        return view.split(number)
    return None


def _totals(applications: Sequence[Any]) -> dict[str, int]:
    return {
        "received": len(applications),
        "finished": sum(row.state in (states.READY, states.HANDED) for row in applications),
        "returned": sum(row.returns > 0 for row in applications),
        "referred": sum(row.state == states.REFERRED for row in applications),
        "withdrawn": sum(row.state == states.CANCELLED for row in applications),
        "open": sum(row.state in states.OPEN and row.state != states.READY for row in applications),
    }


def _require_earlier_closed(year: int, month: int) -> None:
    oldest = closings.oldest_open()
    if oldest is not None and oldest < date(year, month, 1):
        name = words.month_name(oldest.year, oldest.month)
        raise Refused(
            N_("Tutup dahulu bulan sebelumnya: %(month)s."), code="earlier-open", month=name
        )
