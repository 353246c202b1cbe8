"""The counter's presses about files: a new one, its papers to take home, its KK handed over."""

from typing import Annotated, Any

from flask import Blueprint, url_for
from flask_babel import gettext
from pydantic import Field, create_model

from kiosk.seats.applications.shapes import ApplicationNow, remark, told
from kiosk.seats.common.shapes import ID, Code, Line, Name, Press, Seen, Touch
from kiosk.seats.paper import papers as paper
from shared import clock
from shared.errors import N_, Invalid
from shared.rules import queue
from shared.rules.applications import (
    collecting,
    fields,
    intake,
    process,
    receipt_code,
    unusual,
    view,
)
from shared.rules.common import dates, identity, staff
from shared.rules.common.office import here
from shared.standard.requirements import RequiredItem
from shared.web import guards
from shared.web.api import Body, Nothing, Printing, describe

bp = Blueprint("intake_api", __name__, url_prefix="/api/v1/applications")
bp.before_request(guards.seat(staff.COUNTER))


class IntakePress(Body):
    """What the counter wrote down; `touch` is a UUID of this press alone.

    `ticket` is the queue number being served. `received` only for a file written by hand on an
    earlier day, as the office's wall clock showed it: `2026-11-20T09:15`. `seen`: codes of the
    warnings that somebody has looked at; without them a warning is told first (409 `warnings`).
    """

    touch: Press
    kinds: list[Code] = Field(title="Jenis permohonan")
    elements: list[Line] = Field([], title="Data yang diubah")
    ticket: Line = Field("", title="Nomor antrean")
    received: Line = Field("", title="Tanggal terima")
    seen: list[Code] = Field([], title="Peringatan yang sudah dilihat")


_TEXTS: dict[str, Any] = {
    one.name: (
        Annotated[str, Field(title=one.title, max_length=one.longest)],
        ... if one.needed else "",
    )
    for one in fields.FIELDS
}
NewApplication = create_model(
    "NewApplication",
    __base__=IntakePress,
    __module__=__name__,
    __doc__=IntakePress.__doc__,
    **_TEXTS,
)


class Registered(Body):
    """The file; its code is told this once."""

    id: int
    number: str
    code: str
    findings: list[identity.Finding]
    url: str


class IntakeTyped(Body):
    """What has been typed so far."""

    kinds: list[Code] = Field([], title="Jenis permohonan")
    nik: Line = Field("", title="NIK")
    kk_number: Line = Field("", title="No. KK")


class PaperNeeded(Body):
    """A paper that this application will need."""

    title: str
    need: str
    choice: str
    when: str
    bring: str
    where: str
    outside: bool


class Running(Body):
    """A file of the same person or family that is not over."""

    number: str
    label: str
    applicant: str
    url: str


class IntakeRemarks(Body):
    """What is unusual about what was typed, and what papers it will need; nothing blocks."""

    nik: list[identity.Finding]
    kk_number: list[identity.Finding]
    running: Running | None
    referred: list[str]
    papers: list[PaperNeeded]


class HandOver(Body):
    """Who takes the KK, by which identity card, and what became of the old one.

    `code`: of the receipt of the papers, or `no_receipt`: why there is none. `letter`: F-1.07 or
    the power of attorney, where a proxy takes it.
    """

    taker: Name = Field(title="Nama pengambil")
    relation: Code = Field(title="Yang mengambil")
    identity_kind: Code = Field(title="Kartu identitas yang ditunjukkan")
    identity: Name = Field(title="Nomor kartu identitas")
    old_kk: Code = Field(title="KK lama")
    data_checked: bool = Field(title="Pengambil sudah memeriksa")
    code: Line = Field("", title="Kode di tanda terima")
    no_receipt: Line = Field("", title="Sebab tanpa kode")
    letter: Name = Field("", title="Surat yang dibawa kuasa")


class Moved(Seen):
    """Where the finished KK lies now."""

    place: Code = Field(title="Tempat simpan KK")


class WithCode(Body):
    """The file's code, for the receipt; empty for a receipt without it."""

    touch: Press
    code: Code | None = Field(None, title="Kode status")


class Fresh(Body):
    """The new code; told this once."""

    code: str


@bp.post("")
@describe(
    "Enter a file into the register",
    body=NewApplication,
    returns={201: Registered, 200: Registered},
)
def register(asked: IntakePress) -> tuple[Registered, int]:
    wish = fields.Intake(
        **asked.model_dump(exclude={"ticket", "received"}),
        ticket_id=queue.by_number(asked.ticket).id if asked.ticket.strip() else None,
    )
    received = asked.received
    at = (
        dates.moment(received, "waktu terima", *dates.past_year(), "received")
        if received.strip()
        else None
    )
    done = intake.register(wish, guards.actor(), received_at=at)
    answer = Registered(
        id=done.application.id,
        number=done.application.number,
        code=done.code,
        findings=[remark(finding) for finding in done.findings],
        url=url_for("intake.file", number=done.application.number),
    )
    return answer, 201 if done.created else 200


@bp.post("/check")
@describe("Look at what is being typed", body=IntakeTyped, returns={200: IntakeRemarks})
def check(typed: IntakeTyped) -> IntakeRemarks:
    nik, number = _sixteen(typed.nik), _sixteen(typed.kk_number)
    kk = identity.kk_findings(number) if number else []
    if nik and number:
        kk += identity.pair_findings(nik, number)
    standard, today = here().standard, clock.service_day()
    codes = {kind.code for kind in standard.kinds_on(today)}
    known = [code for code in typed.kinds if code in codes]
    return IntakeRemarks(
        nik=[remark(one) for one in (identity.nik_findings(nik) if nik else [])],
        kk_number=[remark(one) for one in kk],
        running=_running(nik, number),
        referred=[
            standard.kind(code).title for code in known if code in standard.matrix.choices.referred
        ],
        papers=[_asked(need) for need in standard.requirements(known, today)],
    )


@bp.post(f"/{ID}/code")
@describe("Give a lost receipt a new code", body=Nothing, returns={200: Fresh})
def code(_nothing: Nothing, row: int) -> Fresh:
    return Fresh(code=receipt_code.renew(row, guards.actor()))


@bp.post(f"/{ID}/receipt")
@describe("Print the receipt of the papers", body=WithCode, returns={200: Printing})
def receipt(asked: WithCode, row: int) -> Printing:
    known = asked.code or ""
    if known and not receipt_code.is_of(row, known):
        raise Invalid(N_("Kode ini bukan milik berkas ini. Buat kode baru."), code="code")
    return paper.ask(paper.RECEIPT, row, asked.touch, guards.actor(), code=known)


@bp.post(f"/{ID}/return-note")
@describe("Print what is missing", body=Touch, returns={200: Printing})
def return_note(asked: Touch, row: int) -> Printing:
    return paper.ask(paper.RETURN_NOTE, row, asked.touch, guards.actor())


@bp.post(f"/{ID}/referral")
@describe("Print the letter to the Dinas", body=Touch, returns={200: Printing})
def referral(asked: Touch, row: int) -> Printing:
    return paper.ask(paper.REFERRAL, row, asked.touch, guards.actor())


@bp.post(f"/{ID}/place")
@describe("The finished KK lies elsewhere now", body=Moved, returns={200: ApplicationNow})
def place(asked: Moved, row: int) -> ApplicationNow:
    collecting.move_to(row, asked.place, guards.actor(), seen=asked.seen)
    return told(view.by_id(row))


@bp.post(f"/{ID}/hand-over")
@describe("Hand the KK over", body=HandOver, returns={200: ApplicationNow})
def hand_over(asked: HandOver, row: int) -> ApplicationNow:
    return told(process.hand_over(row, process.HandOver(**asked.model_dump()), guards.actor()))


@bp.post(f"/{ID}/hand-over-receipt")
@describe("Print the receipt of the hand-over", body=Touch, returns={200: Printing})
def hand_over_receipt(asked: Touch, row: int) -> Printing:
    return paper.ask(paper.HANDOVER, row, asked.touch, guards.actor())


def _sixteen(text: str) -> str:
    """The 16 digits; empty while the number is not complete."""
    try:
        return identity.tidy(text, "")
    except Invalid:
        return ""


def _running(nik: str, number: str) -> Running | None:
    one = unusual.running(nik, number)
    if one is None:
        return None
    return Running(
        number=one.number,
        label=gettext(one.label),
        applicant=one.applicant,
        url=url_for("intake.file", number=one.number),
    )


def _asked(need: RequiredItem) -> PaperNeeded:
    standard = here().standard
    return PaperNeeded(
        title=need.item.title,
        need=need.need,
        choice=standard.item_group(need.groups[0]).title if need.groups else "",
        when="; ".join(part for part in (need.when, need.note) if part),
        bring=standard.bring_as(need.item.bring).title,
        where=need.item.where,
        outside=need.outside_standard,
    )
