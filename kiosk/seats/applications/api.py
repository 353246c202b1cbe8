"""Files for programs and the seats' own pages: read by many, checked by counter and section."""

from typing import Annotated

from flask import Blueprint
from flask_babel import gettext
from pydantic import Field

from kiosk.seats.applications.shapes import ApplicationNow, told
from kiosk.seats.common.shapes import ID, Code, Line, Note, Press, Reason
from shared.rules.applications import (
    checking,
    collecting,
    decisions,
    papers,
    register,
    roles,
    seat_lists,
    states,
    view,
)
from shared.web import guards
from shared.web.api import Body, Nothing, Row, describe

reading = Blueprint("files_api", __name__, url_prefix="/api/v1/applications")
reading.before_request(guards.seat(*roles.READERS))

check_bp = Blueprint("checking_api", __name__, url_prefix="/api/v1/applications")
check_bp.before_request(guards.seat(*roles.CHECKERS))


class Numbers(Body):
    """The full numbers of a file; empty where there is none."""

    nik: str
    kk_number: str
    new_kk_number: str
    phone: str
    taker_identity: str
    taker_letter: str


class Search(Body):
    """A registration number, a name, a NIK or a KK number; in no address, so in no log."""

    text: Line = Field(title="Nomor, nama, atau NIK")


class Hits(Body):
    """The newest files that fit, fifty at most, and how many there are in all."""

    rows: list[seat_lists.FoundApplication]
    total: int


class PaperSeen(Body):
    """What is seen of one paper, by its row's number."""

    id: Row = Field(title="Nomor syarat")
    seen: bool = Field(title="Ada")
    form: Code | None = Field(None, title="Bentuk")
    number: Note = Field("", title="Nomor")
    note: Note = ""
    fault: Note = Field("", title="Yang salah")
    applies: bool | None = Field(None, title="Perlu")


class Papers(Body):
    """The papers whose line changed."""

    papers: list[PaperSeen] = Field(title="Syarat")


class Checklist(Body):
    """What still stops the file: nothing when `unmet` and `undecided` are empty."""

    unmet: list[papers.Unmet]
    undecided: list[str]
    reminders: list[str]


class Contact(Body):
    """A try to tell the applicant that the KK is ready; `corrects`: the note that was wrong."""

    touch: Press
    how: Line = Field("", title="Cara menghubungi")
    outcome: Line = Field("", title="Hasil")
    note: Note = ""
    corrects: Annotated[int, Field(ge=1, le=2_147_483_647)] | None = None


class Telephone(Body):
    """The applicant's telephone number."""

    phone: str


class Return(Body):
    """Why the file goes back, and what to tell the applicant besides the list."""

    reason: Code = Field(title="Alasan")
    note: Note = Field("", title="Pesan untuk pemohon")


@reading.get("/inbox")
@describe("Every list of files that the seats show", returns={200: seat_lists.ListsPicture})
def inbox() -> seat_lists.ListsPicture:
    """The whole picture, for a seat whose socket is away."""
    return seat_lists.picture()


@reading.post("/search")
@describe("Files that fit, newest first", body=Search, returns={200: Hits})
def search(asked: Search) -> Hits:
    found = register.search(register.RegisterFilter(text=asked.text))
    rows = [
        seat_lists.FoundApplication(
            id=row.id,
            number=row.number,
            state=row.state,
            label=gettext(states.LABELS[row.state]),
            applicant=row.applicant,
            kinds=row.kinds,
            received=row.received,
        )
        for row in found.rows
    ]
    return Hits(rows=rows, total=found.total)


@reading.get(f"/{ID}", endpoint="file")
@describe("One file", returns={200: ApplicationNow})
def application(row: int) -> ApplicationNow:
    return told(view.by_id(row))


@reading.post(f"/{ID}/reveal")
@describe("See the full numbers, with a line in the journal", body=Reason, returns={200: Numbers})
def reveal(asked: Reason, row: int) -> Numbers:
    guards.require_password()
    return Numbers(**register.reveal(row, asked.reason, guards.actor()))


@check_bp.post(f"/{ID}/papers")
@describe("Write down what was seen", body=Papers, returns={200: Checklist})
def tick(asked: Papers, row: int) -> Checklist:
    seen = {paper.id: checking.Seen(**paper.model_dump(exclude={"id"})) for paper in asked.papers}
    checking.tick(row, seen, guards.actor())
    items = papers.items(row)
    return Checklist(
        unmet=papers.unmet(items),
        undecided=papers.undecided(items),
        reminders=papers.reminders(items),
    )


@check_bp.post(f"/{ID}/propose")
@describe(
    "Tell the head of the section that every paper is there",
    body=Nothing,
    returns={200: ApplicationNow},
)
def propose(_nothing: Nothing, row: int) -> ApplicationNow:
    return told(decisions.propose(row, guards.actor()))


@check_bp.post(f"/{ID}/phone")
@describe(
    "See the applicant's number to call it, with a line in the journal",
    body=Nothing,
    returns={200: Telephone},
)
def phone(_nothing: Nothing, row: int) -> Telephone:
    guards.require_password()
    return Telephone(phone=collecting.telephone(row, guards.actor()))


@check_bp.post(f"/{ID}/contact")
@describe("Note a try to tell the applicant", body=Contact, returns={200: ApplicationNow})
def contact(asked: Contact, row: int) -> ApplicationNow:
    collecting.note(
        row,
        asked.how,
        asked.outcome,
        guards.actor(),
        touch=asked.touch,
        note=asked.note,
        corrects=asked.corrects,
    )
    return told(view.by_id(row))


@check_bp.post(f"/{ID}/return")
@describe("Give the file back to be completed", body=Return, returns={200: ApplicationNow})
def return_(asked: Return, row: int) -> ApplicationNow:
    return told(guards.in_a_role(lambda by: decisions.give_back(row, asked.reason, by, asked.note)))


@check_bp.post(f"/{ID}/resubmit")
@describe("The applicant is back", body=Nothing, returns={200: ApplicationNow})
def resubmit(_nothing: Nothing, row: int) -> ApplicationNow:
    return told(decisions.resubmit(row, guards.actor()))


@check_bp.post(f"/{ID}/refer")
@describe("Send the applicant to the Dinas", body=Reason, returns={200: ApplicationNow})
def refer(asked: Reason, row: int) -> ApplicationNow:
    return told(decisions.refer(row, asked.reason, guards.actor()))


@check_bp.post(f"/{ID}/withdraw")
@describe("The applicant withdraws", body=Reason, returns={200: ApplicationNow})
def withdraw(asked: Reason, row: int) -> ApplicationNow:
    return told(decisions.withdraw(row, asked.reason, guards.actor()))
