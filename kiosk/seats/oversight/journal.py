"""The journal `/jurnal`: who did what and when, in plain words; who looked at personal data."""

from dataclasses import dataclass

from flask import Blueprint, request, url_for

from kiosk.seats.common import page, shapes
from kiosk.seats.oversight import journal_words
from shared.rules.applications import seat_lists
from shared.rules.common import staff
from shared.rules.common.words import LONGEST_NAME
from shared.rules.complaints import sight
from shared.rules.complaints.names import PREFIX as COMPLAINT
from shared.rules.corrective.view import PREFIX as ACTION
from shared.rules.oversight import journal_lines
from shared.rules.oversight.journal_lines import JournalFilter, ReadLine
from shared.web import guards

bp = Blueprint("journal", __name__, url_prefix="/jurnal")
bp.before_request(guards.seat(*staff.OVERSEERS))

_FILTERS = ("orang", "perihal", "dari", "sampai", "buka")
# Who else than a person of the office writes lines.
_OTHERS = {"warga": "Warga", "sistem": "Sistem"}
_PAGES = {
    "KK": "register_book.file",
    COMPLAINT: "complaint_book.complaint",
    ACTION: "corrective.one",
}


@dataclass(frozen=True)
class ToldLine:
    """A line in words; `url`: the page of what it is about, where it has one."""

    at: str
    who: str
    role: str
    subject: str
    url: str
    text: str


@bp.get("")
def lines() -> str:
    """The lines of today, or those that fit what was asked; newest first."""
    problems: list[str] = []
    wanted = journal_lines.asked(
        JournalFilter(
            person=request.args.get("orang", "")[:LONGEST_NAME],
            subject=request.args.get("perihal", ""),
            first=shapes.wanted_day(request.args.get("dari", ""), "hari pertama", problems),
            last=shapes.wanted_day(request.args.get("sampai", ""), "hari terakhir", problems),
            reveals="buka" in request.args,
        )
    )
    who = sight.reader(guards.require_officer().id)
    found = journal_lines.search(wanted, who, page.place())
    people = {one.username: one.name for one in staff.everybody()}
    return page.draw(
        "seats/oversight/journal.html",
        wanted=wanted,
        problems=problems,
        found=found,
        told=[_told(one) for one in found.rows],
        people=people | _OTHERS,
        asked={name: value for name in _FILTERS if (value := request.args.get(name))},
        most_days=journal_lines.MOST_DAYS,
        longest_subject=journal_lines.LONGEST_SUBJECT,
    )


def _told(line: ReadLine) -> ToldLine:
    endpoint = _PAGES.get(line.subject.partition("-")[0])
    numbered = endpoint and line.subject.count("-") == 2
    return ToldLine(
        at=seat_lists.moment_words(line.at),
        who=_OTHERS.get(line.who, line.who),
        role=line.role,
        subject=journal_words.subject(line),
        url=url_for(endpoint, number=line.subject) if endpoint and numbered else "",
        text=journal_words.sentence(line),
    )
