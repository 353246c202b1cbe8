"""What the office does with a complaint, as its page asks for it; `seen` is the version seen."""

from flask import Blueprint
from flask_babel import gettext
from pydantic import Field

from kiosk.seats.common.shapes import ID, Line, Seen, Version
from kiosk.seats.complaints.shapes import Code, Remarks, Words
from shared.documents import photos
from shared.errors import N_
from shared.rules.common import staff
from shared.rules.common.actor import Actor
from shared.rules.complaints import allowed, handling, lists, public_words, sight, suggestion_box
from shared.rules.complaints.view import ComplaintView, view
from shared.web import guards, uploads
from shared.web.api import Body, Nothing, describe

bp = Blueprint("complaint_api", __name__, url_prefix="/api/v1/complaints")
bp.before_request(guards.seat(*sight.READERS))

attaching = Blueprint("complaint_photo_api", __name__, url_prefix="/api/v1/complaints")
attaching.before_request(guards.seat(*sight.READERS))
uploads.let_in(attaching, photos.LARGEST, photos.TOO_LARGE)


class ComplaintsWaiting(Body):
    """How much waits for this reader; `box`: working days without a record of the box."""

    open: int
    unreported: int
    mine: int
    late: int
    box: int


class ComplaintNow(Body):
    """The complaint after the press; its identity is left out."""

    id: int
    number: str
    state: str
    label: str
    version: int


class Class(Seen):
    """Its class, and whom a supervisory one is about: a section, a person of the office.

    Left out, what is known stays; a person of 0 takes it back.
    """

    kind: Code = Field(title="Golongan")
    about_unit: Code = Field("", title="Tentang seksi")
    about_staff: Version | None = Field(None, title="Tentang petugas")


class ToSection(Seen):
    """The section to which it is reported."""

    unit: Code = Field(title="Seksi")


class Text(Body):
    """Words."""

    text: Words = Field(title="Tulisan")


class Entry(Text):
    """What was done, and what the complainant reads of it, if anything."""

    told: Words = Field("", title="Kabar untuk pengadu")


class SeenText(Text, Seen):
    """Words, for the version that was seen."""


class Put(SeenText):
    """Why it is put away: a code of the list, and in words; `other` the number it has already."""

    reason: Code = Field(title="Alasan")
    other: Line = Field("", title="Nomor lain")


class Public(Text):
    """What everybody may read; `confirmed` once what looks like a name was looked at."""

    action: Words = Field("", title="Tindakan yang diambil")
    confirmed: bool = Field(False, title="Sudah diperiksa")
    seen: Version = Field(0, title="Versi yang dilihat")


class PhotoFile(Body):
    """A photo (JPEG, PNG, WebP) that the complainant handed in or showed, as a file."""

    file: bytes = Field(title="Foto")


class Identity(Body):
    """Who complains; empty where it was not said."""

    name: str
    address: str
    phone: str


@bp.get("/waiting")
@describe("How many complaints wait for this person", returns={200: ComplaintsWaiting})
def waiting() -> ComplaintsWaiting:
    person = guards.require_officer()
    watches = {staff.INFO_DESK, *sight.OVERSEERS} & set(person.roles)
    return ComplaintsWaiting(
        **lists.count_open(sight.reader(person.id)),
        box=len(suggestion_box.overdue()) if watches else 0,
    )


@bp.get(f"/{ID}")
@describe("How a complaint stands", returns={200: ComplaintNow})
def stand(row: int) -> ComplaintNow:
    return _told(view(sight.row_for(row, guards.actor())))


@bp.post(f"/{ID}/classify")
@describe("Say which class it is", body=Class, returns={200: ComplaintNow})
def classify(asked: Class, row: int) -> ComplaintNow:
    wish = asked.model_dump()
    return _told(handling.classify(row, wish.pop("kind"), _by(allowed.CLASSIFY, row), **wish))


@bp.post(f"/{ID}/report")
@describe("Report it to a section", body=ToSection, returns={200: ComplaintNow})
def report(asked: ToSection, row: int) -> ComplaintNow:
    return _told(handling.report(row, asked.unit, _by(allowed.REPORT, row), seen=asked.seen))


@bp.post(f"/{ID}/follow-up")
@describe("Add a follow-up", body=Entry, returns={200: ComplaintNow})
def follow_up(asked: Entry, row: int) -> ComplaintNow:
    return _told(handling.follow_up(row, asked.text, _by(allowed.FOLLOW_UP, row), told=asked.told))


@bp.post(f"/{ID}/answer")
@describe("Answer the complainant", body=SeenText, returns={200: ComplaintNow})
def answer(asked: SeenText, row: int) -> ComplaintNow:
    return _told(handling.answer(row, asked.text, _by(allowed.ANSWER, row), seen=asked.seen))


@bp.post(f"/{ID}/close")
@describe("It is done", body=Seen, returns={200: ComplaintNow})
def close(asked: Seen, row: int) -> ComplaintNow:
    return _told(handling.close(row, _by(allowed.CLOSE, row), seen=asked.seen))


@bp.post(f"/{ID}/refer")
@describe("Not our authority", body=SeenText, returns={200: ComplaintNow})
def refer(asked: SeenText, row: int) -> ComplaintNow:
    return _told(handling.refer(row, asked.text, _by(allowed.REFER, row), seen=asked.seen))


@bp.post(f"/{ID}/archive")
@describe("Put it away", body=Put, returns={200: ComplaintNow})
def archive(asked: Put, row: int) -> ComplaintNow:
    by = _by(allowed.ARCHIVE, row)
    wish = asked.model_dump(exclude={"reason", "text"})
    return _told(handling.archive(row, asked.reason, asked.text, by, **wish))


@bp.post(f"/{ID}/reinstate")
@describe("Take it out of the archive", body=SeenText, returns={200: ComplaintNow})
def reinstate(asked: SeenText, row: int) -> ComplaintNow:
    by = _by(allowed.REINSTATE, row)
    return _told(handling.reinstate(row, asked.text, by, seen=asked.seen))


@bp.post(f"/{ID}/ask")
@describe("Ask for what is missing", body=SeenText, returns={200: ComplaintNow})
def ask(asked: SeenText, row: int) -> ComplaintNow:
    return _told(handling.ask(row, asked.text, _by(allowed.ASK, row), seen=asked.seen))


@bp.post(f"/{ID}/complete")
@describe("Add what was missing", body=Text, returns={200: ComplaintNow})
def complete(asked: Text, row: int) -> ComplaintNow:
    return _told(handling.complete(row, asked.text, _by(allowed.COMPLETE, row)))


@bp.post(f"/{ID}/correct")
@describe("Add a correction", body=Text, returns={200: ComplaintNow})
def correct(asked: Text, row: int) -> ComplaintNow:
    return _told(handling.correct(row, asked.text, _by(allowed.CORRECT, row)))


@attaching.post(f"/{ID}/photo")
@describe("Keep the photo that belongs to it", form=PhotoFile, returns={201: ComplaintNow})
def add_photo(row: int) -> tuple[ComplaintNow, int]:
    by = _by(allowed.CORRECT, row)
    made = photos.small(uploads.file("file", N_("Pilih foto dahulu.")))
    return _told(handling.add_photo(row, made, by)), 201


@bp.post(f"/{ID}/public-text")
@describe("Write what the public reads", body=Public, returns={200: ComplaintNow})
def public(asked: Public, row: int) -> ComplaintNow:
    return _told(handling.describe(row, by=_by(allowed.DESCRIBE, row), **asked.model_dump()))


@bp.post(f"/{ID}/public-text/check")
@describe("What is personal in it", body=Public, returns={200: Remarks})
def check(asked: Public, row: int) -> Remarks:
    who = sight.reader(guards.require_officer().id)
    seen = sight.row_of(row, who)
    return Remarks(remarks=public_words.look_at(seen, asked.text, asked.action, who))


@bp.post(f"/{ID}/reveal")
@describe("See who complains, with a line in the journal", body=Nothing, returns={200: Identity})
def reveal(_nothing: Nothing, row: int) -> Identity:
    guards.require_password()
    return Identity(**handling.reveal(row, _by(allowed.REVEAL, row)))


def _by(step: str, row: int) -> Actor:
    """Whoever presses, in the role of theirs whose step it is."""
    return allowed.actor_for(step, row, guards.require_officer())


def _told(complaint: ComplaintView) -> ComplaintNow:
    return ComplaintNow(
        id=complaint.id,
        number=complaint.number,
        state=complaint.state,
        label=gettext(complaint.label),
        version=complaint.version,
    )
