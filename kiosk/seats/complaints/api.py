"""What the office does with a complaint, as its page asks for it; `seen` is the version seen."""

from flask import Blueprint

from kiosk.seats.common.shapes import ID, Line
from kiosk.seats.complaints import actions as doing
from kiosk.seats.complaints.shapes import Code, ComplaintNow, Seen, Words, told
from kiosk.seats.complaints.suggestion_box import overdue_for
from kiosk.seats.oversight.shapes import Found
from kiosk.seats.oversight.shapes import told as in_words
from shared.records import Complaint
from shared.rules.complaints import handling, lists, public_words, sight
from shared.rules.complaints.view import view
from shared.web import guards
from shared.web.api import Body, Nothing, describe

bp = Blueprint("complaint_api", __name__, url_prefix="/api/v1/complaints")
bp.before_request(guards.seat(*sight.READERS))


class ComplaintsWaiting(Body):
    """How much waits for this reader; `box`: working days without a record of the box."""

    unreported: int
    mine: int
    late: int
    box: int


class Class(Body):
    """Its class, and whom a supervisory one is about: a section, a person of the office.

    Left out, what is known stays; a person of 0 takes it back.
    """

    kind: Code
    about_unit: Code = ""
    about_staff: Seen | None = None
    seen: Seen


class ToSection(Body):
    """The section to which it is reported."""

    unit: Code
    seen: Seen


class Text(Body):
    """Words."""

    text: Words


class Entry(Body):
    """What was done, and what the complainant reads of it, if anything."""

    text: Words
    told: Words = ""


class SeenText(Body):
    """Words, for the version that was seen."""

    text: Words
    seen: Seen


class Put(Body):
    """Why it is put away: a code of the list, and in words."""

    reason: Code
    text: Words
    seen: Seen


class Just(Body):
    """The version that was seen."""

    seen: Seen


class Public(Body):
    """What everybody may read; `confirmed` once what looks like a name was looked at."""

    text: Words
    action: Words = ""
    confirmed: bool = False
    seen: Seen = 0


class Warnings(Body):
    """Everything personal in the text."""

    remarks: list[Found]


class Identity(Body):
    """Who complains; empty where it was not said."""

    name: Line
    address: Line
    phone: Line


@bp.get("/waiting")
@describe("How many complaints wait for this person", returns={200: ComplaintsWaiting})
def waiting() -> ComplaintsWaiting:
    person = guards.require_officer()
    return ComplaintsWaiting(
        **lists.count_open(sight.reader(person.id)), box=len(overdue_for(person.roles))
    )


@bp.get(f"/{ID}")
@describe("How a complaint stands", returns={200: ComplaintNow})
def stand(row: int) -> ComplaintNow:
    return told(view(sight.row_for(row, guards.actor())))


@bp.post(f"/{ID}/classify")
@describe("Say which class it is", body=Class, returns={200: ComplaintNow})
def classify(asked: Class, row: int) -> ComplaintNow:
    by = doing.actor_for(doing.CLASSIFY, _row(row))
    return told(
        handling.classify(
            row,
            asked.kind,
            by,
            about_unit=asked.about_unit,
            about_staff=asked.about_staff,
            seen=asked.seen,
        )
    )


@bp.post(f"/{ID}/report")
@describe("Report it to a section", body=ToSection, returns={200: ComplaintNow})
def report(asked: ToSection, row: int) -> ComplaintNow:
    by = doing.actor_for(doing.REPORT, _row(row))
    return told(handling.report(row, asked.unit, by, seen=asked.seen))


@bp.post(f"/{ID}/follow-up")
@describe("Add a follow-up", body=Entry, returns={200: ComplaintNow})
def follow_up(asked: Entry, row: int) -> ComplaintNow:
    by = doing.actor_for(doing.FOLLOW_UP, _row(row))
    return told(handling.follow_up(row, asked.text, by, told=asked.told))


@bp.post(f"/{ID}/answer")
@describe("Answer the complainant", body=SeenText, returns={200: ComplaintNow})
def answer(asked: SeenText, row: int) -> ComplaintNow:
    by = doing.actor_for(doing.ANSWER, _row(row))
    return told(handling.answer(row, asked.text, by, seen=asked.seen))


@bp.post(f"/{ID}/close")
@describe("It is done", body=Just, returns={200: ComplaintNow})
def close(asked: Just, row: int) -> ComplaintNow:
    return told(handling.close(row, doing.actor_for(doing.CLOSE, _row(row)), seen=asked.seen))


@bp.post(f"/{ID}/refer")
@describe("Not our authority", body=SeenText, returns={200: ComplaintNow})
def refer(asked: SeenText, row: int) -> ComplaintNow:
    by = doing.actor_for(doing.REFER, _row(row))
    return told(handling.refer(row, asked.text, by, seen=asked.seen))


@bp.post(f"/{ID}/archive")
@describe("Put it away", body=Put, returns={200: ComplaintNow})
def archive(asked: Put, row: int) -> ComplaintNow:
    by = doing.actor_for(doing.ARCHIVE, _row(row))
    return told(handling.archive(row, asked.reason, asked.text, by, seen=asked.seen))


@bp.post(f"/{ID}/ask")
@describe("Ask for what is missing", body=SeenText, returns={200: ComplaintNow})
def ask(asked: SeenText, row: int) -> ComplaintNow:
    by = doing.actor_for(doing.ASK, _row(row))
    return told(handling.ask(row, asked.text, by, seen=asked.seen))


@bp.post(f"/{ID}/complete")
@describe("Add what was missing", body=Text, returns={200: ComplaintNow})
def complete(asked: Text, row: int) -> ComplaintNow:
    return told(handling.complete(row, asked.text, doing.actor_for(doing.COMPLETE, _row(row))))


@bp.post(f"/{ID}/correct")
@describe("Add a correction", body=Text, returns={200: ComplaintNow})
def correct(asked: Text, row: int) -> ComplaintNow:
    return told(handling.correct(row, asked.text, doing.actor_for(doing.CORRECT, _row(row))))


@bp.post(f"/{ID}/public-text")
@describe("Write what the public reads", body=Public, returns={200: ComplaintNow})
def public(asked: Public, row: int) -> ComplaintNow:
    by = doing.actor_for(doing.DESCRIBE, _row(row))
    return told(
        handling.describe(
            row, asked.text, asked.action, by, confirmed=asked.confirmed, seen=asked.seen
        )
    )


@bp.post(f"/{ID}/public-text/check")
@describe("What is personal in it", body=Public, returns={200: Warnings})
def check(asked: Public, row: int) -> Warnings:
    return Warnings(remarks=in_words(public_words.look_at(_row(row), asked.text, asked.action)))


@bp.post(f"/{ID}/reveal")
@describe("See who complains, with a line in the journal", body=Nothing, returns={200: Identity})
def reveal(_nothing: Nothing, row: int) -> Identity:
    return Identity(**handling.reveal(row, doing.actor_for(doing.REVEAL, _row(row))))


def _row(row: int) -> Complaint:
    return sight.row_for(row, guards.actor())
