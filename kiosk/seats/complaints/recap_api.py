"""The steps of a quarterly recap: promised, submitted, approved or returned, announced."""

from typing import Annotated

from flask import Blueprint
from pydantic import Field

from kiosk.seats.common.shapes import ID, Seen
from kiosk.seats.complaints.recap import QUARTER
from kiosk.seats.complaints.shapes import Remarks, Words
from shared.rules.complaints import allowed, recap, recap_texts, recap_view, sight
from shared.rules.complaints.recap_view import RecapNow
from shared.web import guards
from shared.web.api import describe

_API = "/api/v1/recaps"

reading = Blueprint("recap_reading_api", __name__, url_prefix=_API)
reading.before_request(guards.seat(*recap.KEEPERS))

preparing = Blueprint("recap_preparing_api", __name__, url_prefix=_API)
preparing.before_request(guards.seat(*recap.WHOSE[recap.SUBMIT]))

deciding = Blueprint("recap_deciding_api", __name__, url_prefix=_API)
deciding.before_request(guards.seat(*recap.WHOSE[recap.APPROVE]))

announcing = Blueprint("recap_announcing_api", __name__, url_prefix=_API)
announcing.before_request(guards.seat(*recap.WHOSE[recap.ANNOUNCE]))

Text = Annotated[str, Field(max_length=recap.LONGEST)]

PARTS = (reading, preparing, deciding, announcing)


class Promise(Seen):
    """The promise of improvement; `confirmed` once what looks like a name was looked at."""

    text: Text = Field(title="Janji Perbaikan Pelayanan")
    confirmed: bool = Field(False, title="Sudah diperiksa")


class RecapWords(Seen):
    """What the public reads of a complaint; `confirmed` once what looks like a name was seen."""

    text: Words = Field(title="Isi singkat")
    action: Words = Field("", title="Tindak lanjut")
    confirmed: bool = Field(False, title="Sudah diperiksa")


class Note(Seen):
    """What has to be mended before the recap can be approved."""

    note: Text = Field(title="Apa yang perlu diperbaiki")


class Kept(Remarks):
    """Whether the words were kept, and what stopped them."""

    kept: bool
    version: int


@reading.get(f"/{QUARTER}")
@describe("A quarterly recap", returns={200: RecapNow})
def one(year: int, quarter: int) -> RecapNow:
    return _now(recap_view.seen_by(year, quarter, sight.reader(guards.require_officer().id)))


@reading.post(f"/{QUARTER}/texts/{ID}")
@describe("Write what the public reads of a complaint", body=RecapWords, returns={200: Kept})
def text(asked: RecapWords, year: int, quarter: int, row: int) -> Kept:
    by = allowed.actor_for(allowed.DESCRIBE, row, guards.require_officer())
    remarks, version = recap_texts.write(year, quarter, row, by=by, **asked.model_dump())
    return Kept(kept=not remarks, remarks=remarks, version=version)


@preparing.post(f"/{QUARTER}/promise")
@describe("Write the promise of improvement", body=Promise, returns={200: Kept})
def promise(asked: Promise, year: int, quarter: int) -> Kept:
    remarks = recap.promise(
        year, quarter, asked.text, guards.actor(), confirmed=asked.confirmed, seen=asked.seen
    )
    return Kept(kept=not remarks, remarks=remarks, version=recap_view.of(year, quarter).version)


@preparing.post(f"/{QUARTER}/submit")
@describe("Freeze the figures for the Camat", body=Seen, returns={200: RecapNow})
def submit(asked: Seen, year: int, quarter: int) -> RecapNow:
    return _now(recap.submit(year, quarter, guards.actor(), seen=asked.seen))


@deciding.post(f"/{QUARTER}/approve")
@describe("Approve the recap", body=Seen, returns={200: RecapNow})
def approve(asked: Seen, year: int, quarter: int) -> RecapNow:
    return _now(recap.approve(year, quarter, guards.actor(), seen=asked.seen))


@deciding.post(f"/{QUARTER}/return")
@describe("Return the recap with a note", body=Note, returns={200: RecapNow})
def return_(asked: Note, year: int, quarter: int) -> RecapNow:
    return _now(recap.send_back(year, quarter, asked.note, guards.actor(), seen=asked.seen))


@announcing.post(f"/{QUARTER}/announce")
@describe("It hangs on the notice board now", body=Seen, returns={200: RecapNow})
def announce(asked: Seen, year: int, quarter: int) -> RecapNow:
    return _now(recap.announced(year, quarter, guards.actor(), seen=asked.seen))


def _now(seen: recap_view.RecapView) -> RecapNow:
    return RecapNow.model_validate(seen, from_attributes=True)
