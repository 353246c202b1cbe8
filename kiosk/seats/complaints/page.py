"""What the page of one complaint shows: its words, its way, its deadlines, what can be done."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask_babel import gettext

from kiosk.seats.complaints import actions as complaint_actions
from shared import clock
from shared.discreet import discreet
from shared.errors import N_, NotFound
from shared.records import Complaint, ComplaintEvent
from shared.rules.applications import seat_lists
from shared.rules.common import staff, words
from shared.rules.common.office import here
from shared.rules.common.public_text import Remark
from shared.rules.common.staff import Officer
from shared.rules.complaints import dues, lists, papers, public_words, sight, states
from shared.rules.complaints.view import ComplaintView, view
from shared.rules.corrective import actions
from shared.rules.corrective import lists as corrective

_STEPS = (
    (states.RECORDED, N_("Tercatat")),
    (states.REPORTED, N_("Dilaporkan")),
    (states.FOLLOWED_UP, N_("Ditindaklanjuti")),
    (states.CLOSED, N_("Selesai")),
)
_DEEDS = {
    "record": N_("Dicatat dalam Buku Pengaduan"),
    "classify": N_("Digolongkan: %(what)s"),
    "report": N_("Dilaporkan kepada %(what)s"),
    "release": N_("Dikembalikan ke Meja Informasi untuk dilaporkan kepada Kasi"),
    "follow_up": N_("Ditindaklanjuti"),
    "tell": N_("Kabar untuk pengadu"),
    "answer": N_("Dijawab kepada pengadu"),
    "close": N_("Dinyatakan selesai"),
    "refer": N_("Bukan kewenangan, diteruskan"),
    "archive": N_("Diarsipkan: %(what)s"),
    "ask": N_("Pengadu diminta melengkapi"),
    "complete_recorded": N_("Dilengkapi"),
    "complete_reported": N_("Dilengkapi"),
    "lapse": N_("Diarsipkan: tidak dilengkapi dalam waktunya"),
    "reopen": N_("Dibuka lagi: pengadu belum puas"),
    "settled": N_("Pengadu menyatakan masalahnya selesai"),
    "correct": N_("Perbaikan catatan"),
    "describe": N_("Teks untuk umum ditulis"),
    "reveal": N_("Identitas pengadu dibuka"),
    "escalate": N_("Terlambat, dinaikkan kepada %(what)s"),
}
_RAISED_TO = {"1": N_("Sekretaris"), "2": N_("Camat")}
_OVERSIGHT = N_("Sekretaris dan Camat")


@dataclass(frozen=True)
class SignedStep:
    """One step of the way, in words, signed by name and role."""

    at: str
    text: str
    note: str
    who: str
    what: str


@dataclass(frozen=True)
class Due:
    """A deadline: what, until when, how it stands (`done`, `red`, `amber`, `green`).

    `first`: until when it was before its clock started anew, where it did.
    """

    what: str
    until: str
    light: str
    first: str


def found(number: str, person: Officer) -> Complaint:
    """The complaint of that number, if this person may see it; else NotFound."""
    row = lists.by_number(number, sight.reader(person.id))
    if row is None:
        raise NotFound(N_("Pengaduan ini tidak ada."), code="no-complaint")
    return row


def values(row: Complaint, person: Officer) -> dict[str, Any]:
    """Everything that the page of this complaint shows to this person."""
    events = lists.entries(row.id)
    one = view(row)
    standard, today = here().standard, clock.service_day()
    return {
        "one": one,
        "row": row,
        "may": complaint_actions.allowed(row, person),
        "way": [line(event) for event in reversed(events)],
        "follow_ups": [line(event) for event in events if event.what == "follow_up" and event.text],
        "corrections": [line(event) for event in events if event.what == "correct"],
        "completions": [line(event) for event in events if event.what.startswith("complete_")],
        "question": next((line(e).note for e in reversed(events) if e.what == "ask"), ""),
        "steps": _steps(row, one),
        "dues": _dues(row),
        "due": seat_lists.due_words(dues.next_due(row)),
        "states": states,
        "kinds": states.KINDS,
        "headless": sight.headless(),
        "units": standard.units_on(today),
        "people": [one for one in staff.everybody() if one.active],
        "archive_reasons": states.ARCHIVE_REASONS,
        "about_unit_name": standard.unit(one.about_unit).name if one.about_unit else "",
        "about_staff_name": staff.name_of(row.about_staff),
        "public_remarks": _public_remarks(row),
        "received_long": words.plain_date(one.received_on),
        "complete_by": words.long_date(row.incomplete_until) if row.incomplete_until else "",
        "recorded": seat_lists.moment_words(row.recorded_at),
        "topic_unit": standard.topic(row.topic).unit,
        "answered": _answered(row),
        "receipt_too": bool(set(person.roles) & set(papers.DESK)),
        "ptpp": corrective.of_complaint(row.id, sight.reader(person.id)),
        "may_ptpp": bool(set(person.roles) & set(actions.ISSUERS)),
    }


def line(event: ComplaintEvent) -> SignedStep:
    """A step in words."""
    return SignedStep(
        at=seat_lists.moment_words(event.at),
        text=gettext(_DEEDS.get(event.what, event.what)) % {"what": _what(event)},
        note=discreet(event.text or ""),
        who=" · ".join(part for part in (gettext(event.name), _role(event.role)) if part),
        what=event.what,
    )


def _what(event: ComplaintEvent) -> str:
    standard, code = here().standard, event.reason or ""
    if event.what == "classify":
        return str(gettext(states.KINDS.get(code, code)))
    if event.what == "archive":
        return str(gettext(states.ARCHIVE_REASONS.get(code, code)))
    if event.what == "escalate":
        return str(gettext(_RAISED_TO.get(code, code)))
    if event.what == "report":
        return standard.unit(code).name if code else gettext(_OVERSIGHT)
    return code


def _role(role: str) -> str:
    """The title of the post; nothing for the citizen and for the system, whose name says it."""
    return next((post.title for post in here().standard.posts if post.role == role), "")


def _public_remarks(row: Complaint) -> list[Remark]:
    """What should not stand in its words for the public, perhaps since somebody else complained."""
    if not row.public_text:
        return []
    return public_words.look_at(row, row.public_text, row.public_action or "")


def _steps(row: Complaint, one: ComplaintView) -> list[tuple[str, str]]:
    """The way and where it stands on it: `done`, `now` or `later`."""
    order = [code for code, _title in _STEPS]
    stands = states.REPORTED if row.reported_at else states.RECORDED
    at = order.index(one.state if one.state in order else stands)
    over = one.state == states.CLOSED
    return [
        (title, "done" if place < at or over else "now" if place == at else "later")
        for place, (_code, title) in enumerate(_STEPS)
    ]


def _dues(row: Complaint) -> list[Due]:
    """Every deadline with its light; those that are kept or no longer count are `done`."""
    open_, soon = dict(dues.pending(row)), dues.closing_after(clock.now(), 1)
    moved = row.clock_from != row.recorded_at
    first = dues.dues(row.recorded_at, row.kind)["due_at"] if moved else row.due_at
    columns = (
        (dues.REPORT, row.report_due_at, None),
        (dues.CLASSIFY, row.classify_due_at, None),
        (dues.REPLY, row.reply_due_at, None),
        (dues.FINISH, row.due_at, first),
    )
    return [
        Due(
            dues.WHAT[what],
            seat_lists.moment_words(until),
            _light(open_.get(what), soon),
            seat_lists.moment_words(before) if before and before != until else "",
        )
        for what, until, before in columns
    ]


def _light(due: datetime | None, soon: datetime) -> str:
    if due is None:
        return "done"
    if clock.now() > due:
        return dues.RED
    return dues.AMBER if due <= soon else dues.GREEN


def _answered(row: Complaint) -> str:
    if row.answered_at is None:
        return ""
    return f"{staff.named(row.answered_by)}, {seat_lists.moment_words(row.answered_at)}"


def day_or_none(text: str) -> date | None:
    """The day of `2026-11-23`; None for anything else."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
