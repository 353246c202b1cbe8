"""What the office does with a complaint: classified, reported, followed up, answered, closed."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from shared import clock, db
from shared.errors import N_, Invalid, Refused
from shared.records import Complaint
from shared.rules.common import public_text, staff, telephones, versions
from shared.rules.common.actor import CITIZEN, Actor
from shared.rules.common.office import here
from shared.rules.complaints import (
    about,
    allowed,
    dues,
    lists,
    photos,
    public_words,
    sight,
    states,
)
from shared.rules.complaints.view import ComplaintView, view
from shared.rules.complaints.way import CHANGED, change, move, record, words
from shared.vault import opened


def classify(
    complaint_id: int,
    kind: str,
    by: Actor,
    *,
    about_unit: str = "",
    about_staff: int | None = None,
    seen: int | None = None,
) -> ComplaintView:
    """Say which class it is; a supervisory one goes to the secretary and the Camat at once.

    So does one about a person, of whatever class. `about_unit`, `about_staff`: whom it is about;
    they never see it (a person of 0: nobody after all).
    """
    if kind not in states.KINDS:
        raise Invalid(N_("Pilih golongan pengaduan."), code="kind")
    with _step(allowed.CLASSIFY, complaint_id, by, seen) as row:
        named = row.about_staff if about_staff is None else about_staff
        was, guarded = row.guarded, kind == states.SUPERVISORY or bool(named)
        whom = about.columns(row, about_unit, about_staff) if guarded else about.NOBODY
        change(row, kind=kind, classified_at=clock.now(), **whom, **vars(dues.of(row, kind)))
        about.pass_on(row)
        record(row, "classify", by, reason=kind)
        if guarded and row.reported_at is None:
            _pass(row, "report", by, reported_at=clock.now())
        elif was and not guarded:
            _pass(
                row,
                "release",
                by,
                reported_at=None,
                report_due_at=dues.closing_after(clock.now(), 0),
            )
    return view(row)


def report(complaint_id: int, unit: str, by: Actor, *, seen: int | None = None) -> ComplaintView:
    """Report it to the head of that section (11.5), or pass it on to another section."""
    about.require_unit(unit)
    with _step(allowed.REPORT, complaint_id, by, seen) as row:
        if row.unit == unit:
            raise Refused(N_("Sudah dilaporkan kepada seksi ini."), code="same-unit")
        move(row, "report", by, reason=unit, unit=unit, reported_at=row.reported_at or clock.now())
    return view(row)


def follow_up(complaint_id: int, text: str, by: Actor, *, told: str = "") -> ComplaintView:
    """Add an entry to the column Tindak lanjut (11.6); entries of two people are both kept.

    `told`: what the complainant reads of it. Only that is a reply to them: the entry is ours.
    """
    said = words(text, N_("Tulis tindak lanjutnya."))
    news = words(told, "") if told.strip() else ""
    with _step(allowed.FOLLOW_UP, complaint_id, by) as row:
        move(row, "follow_up", by, text=said)
        if news:
            change(row, replied_at=row.replied_at or clock.now())
            record(row, "tell", by, text=news)
    return view(row)


def answer(complaint_id: int, text: str, by: Actor, *, seen: int | None = None) -> ComplaintView:
    """Write, or write anew, what the complainant reads; every wording is kept.

    Invalid while a blank of the office's own sentences is left in it.
    """
    said = words(text, N_("Tulis jawaban untuk pengadu."))
    _require_filled(said)
    with _step(allowed.ANSWER, complaint_id, by, seen) as row:
        moment = clock.now()
        move(row, "follow_up", by, replied_at=row.replied_at or moment)
        change(row, answer=said, answered_at=moment, answered_by=by.who)
        record(row, "answer", by, text=said)
    return view(row)


def close(complaint_id: int, by: Actor, *, seen: int | None = None) -> ComplaintView:
    """It is done; Refused before the complainant has an answer and the book a class."""
    with _step(allowed.CLOSE, complaint_id, by, seen) as row:
        # Of the new answer the complainant says anew whether it settles the matter.
        move(row, "close", by, closed_at=clock.now(), settled=None, settled_at=None)
    return view(row)


def refer(complaint_id: int, where: str, by: Actor, *, seen: int | None = None) -> ComplaintView:
    """Not our authority: the complainant is told whose it is."""
    said = words(where, N_("Tulis ke mana pengaduan ini diteruskan."))
    return _put_away(allowed.REFER, complaint_id, said, by, seen)


def archive(
    complaint_id: int,
    reason: str,
    text: str,
    by: Actor,
    *,
    other: str = "",
    seen: int | None = None,
) -> ComplaintView:
    """Put it away for a reason of the list, which the complainant reads; it stays in the book.

    `other`: the number under which the matter is in the book already, where that is the reason.
    """
    if reason not in states.GIVEN_REASONS:
        raise Invalid(N_("Pilih alasannya."), code="reason")
    said = words(text, N_("Tulis alasannya."))
    return _put_away(allowed.ARCHIVE, complaint_id, said, by, seen, reason, other)


def reinstate(complaint_id: int, text: str, by: Actor, *, seen: int | None = None) -> ComplaintView:
    """Take it out of the archive: it stands where it stood, and its deadlines never stopped."""
    said = words(text, N_("Tulis alasannya."))
    with _step(allowed.REINSTATE, complaint_id, by, seen) as row:
        answered_by_that = row.replied_at is not None and row.replied_at == row.closed_at
        move(
            row,
            "reinstate_reported" if row.reported_at else "reinstate_recorded",
            by,
            text=said,
            closed_at=None,
            same_as=None,
            answer=None,
            answered_at=None,
            answered_by=None,
            replied_at=None if answered_by_that else row.replied_at,
        )
    return view(row)


def ask(complaint_id: int, question: str, by: Actor, *, seen: int | None = None) -> ComplaintView:
    """Ask the complainant for what is missing; the clock stands still until it comes."""
    said = words(question, N_("Tulis apa yang perlu dilengkapi."))
    until = clock.service_day() + timedelta(days=here().settings.complaint_completion_days)
    with _step(allowed.ASK, complaint_id, by, seen) as row:
        move(
            row,
            "ask",
            by,
            text=said,
            incomplete_until=until,
            replied_at=row.replied_at or clock.now(),
        )
    return view(row)


def complete(complaint_id: int, text: str, by: Actor) -> ComplaintView:
    """The complainant said what was missing, to an officer: the way goes on."""
    with _step(allowed.COMPLETE, complaint_id, by) as row:
        completed(row, text, by)
    return view(row)


def completed(row: Complaint, text: str, by: Actor) -> None:
    """Add what was missing inside the present transaction; the way and its clock go on.

    The complainant, or the desk that hears it from them, starts the clock anew. Whoever asked does
    not: otherwise a deadline could be moved by asking. Theirs goes on where it stopped.
    """
    said = words(text, N_("Tulis keterangan tambahannya."))
    name = "complete_reported" if row.reported_at else "complete_recorded"
    begins = _clock_from(row, by)
    move(
        row,
        name,
        by,
        text=said,
        incomplete_until=None,
        **begins,
        **vars(dues.dues(begins["clock_from"], row.kind)),
    )


def correct(complaint_id: int, text: str, by: Actor) -> ComplaintView:
    """Add a correction; what was entered stays as it is."""
    said = words(text, N_("Tulis perbaikannya."))
    with _step(allowed.CORRECT, complaint_id, by) as row:
        record(row, "correct", by, text=said)
    return view(row)


def add_photo(complaint_id: int, photo: bytes, by: Actor) -> ComplaintView:
    """Keep the photo, made small, that the complainant handed in or showed; it has one at most."""
    with _step(allowed.CORRECT, complaint_id, by) as row:
        if refusal := states.why_not(row.state, states.OPEN):
            raise refusal
        photos.keep(row, photo, by)
        record(row, "photo", by)
    return view(row)


def describe(
    complaint_id: int,
    text: str,
    action: str,
    by: Actor,
    *,
    confirmed: bool = False,
    seen: int | None = None,
) -> ComplaintView:
    """What the public may read of it: the matter, and what was done, in the officer's words.

    Names and numbers of people never pass; what only looks like a name passes once confirmed.
    """
    public = words(text, N_("Tulis isi singkat untuk umum."))
    with _step(allowed.DESCRIBE, complaint_id, by, seen) as row:
        remarks = public_words.look_at(row, public, action, sight.reader(by.staff_id))
        public_text.require_fit(remarks, confirmed=confirmed)
        change(row, public_text=public, public_action=action.strip() or None, public_by=by.who)
        record(row, "describe", by, text=public)
    return view(row)


def reveal(complaint_id: int, by: Actor) -> dict[str, str]:
    """Name, address and telephone of the complainant; that they were read is written down."""
    with _step(allowed.REVEAL, complaint_id, by) as row:
        record(row, "reveal", by)
    told = {name: opened(getattr(row, name)) for name in ("name", "address", "phone")}
    return told | {"phone": telephones.shown(told["phone"])}


def _require_filled(said: str) -> None:
    templates = here().standard.complaints.answers
    blanks = {blank for one in templates for blank in one.blanks if blank in said}
    if blanks:
        left = min(blanks, key=said.index)
        raise Invalid(
            N_("Masih ada %(blank)s dalam jawaban. Isi atau hapus dahulu."),
            code="blank",
            blank=left,
        )


@contextmanager
def _step(step: str, complaint_id: int, by: Actor, seen: int | None = None) -> Iterator[Complaint]:
    """The complaint as it was seen, with which whoever acts may take this step in here."""
    with db.transaction():
        row = sight.row_for(complaint_id, by)
        versions.expect(row, seen, CHANGED)
        allowed.require(step, row, by)
        yield row


def _put_away(
    step: str,
    complaint_id: int,
    said: str,
    by: Actor,
    seen: int | None,
    reason: str | None = None,
    other: str = "",
) -> ComplaintView:
    with _step(step, complaint_id, by, seen) as row:
        moment = clock.now()
        same_as = _same(row, other, by) if reason == states.DUPLICATE else None
        move(
            row,
            step,
            by,
            reason=reason,
            text=said,
            same_as=same_as,
            answer=said,
            answered_at=moment,
            answered_by=by.who,
            replied_at=row.replied_at or moment,
            closed_at=moment,
        )
    return view(row)


def _same(row: Complaint, other: str, by: Actor) -> int:
    """The id of the other complaint about the same; Invalid for none, itself, or an archived one.

    Two that were put away because of each other would be nowhere.
    """
    found = lists.by_number(other, sight.reader(by.staff_id))
    if found is None or found.id == row.id:
        raise Invalid(N_("Tulis nomor pengaduan lain yang memuat masalah yang sama."), code="other")
    if found.state == states.ARCHIVED:
        raise Invalid(N_("Pengaduan dengan nomor itu sendiri diarsipkan."), code="other")
    return int(found.id)


def _pass(row: Complaint, name: str, by: Actor, **columns: Any) -> None:
    """Pass it on; what still waits for its complainant goes there once it is complete."""
    if row.state == states.INCOMPLETE:
        change(row, **columns)
        record(row, name, by)
    else:
        move(row, name, by, **columns)


def _clock_from(row: Complaint, by: Actor) -> dict[str, Any]:
    asked, moment = dues.last_event(row, "ask"), clock.now()
    heard = by.role == staff.INFO_DESK and (asked is None or asked.who != by.who)
    if by is CITIZEN or heard:
        return {"clock_from": moment, "escalation": 0, "escalated_at": None}
    return {"clock_from": row.clock_from + (moment - (asked.at if asked else moment))}
