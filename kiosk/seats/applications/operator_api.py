"""The operator's presses: SIAK, the signed PDF, its print, the look at the product."""

from typing import Any

from flask import Blueprint, Response, request
from pydantic import Field, create_model

from kiosk.seats.applications.shapes import ApplicationNow, remark, told
from kiosk.seats.common.shapes import ID, Code, Count, Line, Note, PinText, Press
from kiosk.seats.paper import papers as paper
from shared.errors import N_, Invalid
from shared.rules.applications import (
    by_hand,
    kk_documents,
    kk_prints,
    process,
    roles,
    seat_lists,
    view,
)
from shared.rules.common import identity, journal, staff
from shared.rules.paper import sheets
from shared.web import application_papers, guards, uploads
from shared.web.api import Body, Nothing, Printing, describe

bp = Blueprint("operator_api", __name__, url_prefix="/api/v1/applications")
bp.before_request(guards.seat(staff.OPERATOR))

attaching = Blueprint("attaching", __name__, url_prefix="/api/v1/applications")
attaching.before_request(guards.seat(staff.OPERATOR))
uploads.let_in(
    attaching,
    kk_documents.LARGEST,
    N_("PDF ini terlalu besar untuk KK, paling besar %(most)s MB."),
)

looking = Blueprint("looking", __name__, url_prefix="/api/v1/applications")
looking.before_request(guards.seat(staff.OPERATOR, *roles.DECIDERS))


class Siak(Body):
    """The number under which SIAK knows the file."""

    number: Line = Field(title="Nomor")


class NewKk(Body):
    """The file after the press, and what is unusual about the new number."""

    file: ApplicationNow
    findings: list[identity.Finding]


class SignedPdf(Body):
    """The PDF as a file, and the PIN when it has one."""

    pdf: bytes = Field(title="Berkas PDF")
    pin: str = Field("", title="PIN")


class FromFolder(Body):
    """Which PDF of the watched folder, and its PIN when it has one."""

    name: Line = Field(title="Nama PDF")
    pin: PinText = ""


class JudgedAgain(Body):
    """The PIN of the PDF when it has one."""

    pin: PinText = ""


class PreviewAsked(Body):
    """Which page to look at, and the PIN when the PDF has one."""

    page: Count = Field(1, title="Halaman")
    pin: PinText = ""


class Print(Body):
    """`touch` is a UUID of this press alone; the PIN is kept in memory only."""

    touch: Press
    pin: PinText = ""


_TICKS: dict[str, Any] = {
    name: (bool, Field(title=title)) for name, title in process.CHECKS.items()
}
Product = create_model(
    "Product",
    __base__=Body,
    __module__=__name__,
    __doc__="The ticks of the product check.",
    **_TICKS,
)


class Fault(Body):
    """What is wrong with the printed KK."""

    fault: Code = Field(title="Kesalahan")
    note: Note = ""


@bp.post(f"/{ID}/begin")
@describe("Begin the entry into SIAK", body=Nothing, returns={200: ApplicationNow})
def begin(_nothing: Nothing, row: int) -> ApplicationNow:
    return told(process.begin(row, guards.actor()))


@bp.post(f"/{ID}/printed-outside")
@describe(
    "The KK of a hand-written file was printed by another program",
    body=Nothing,
    returns={200: ApplicationNow},
)
def printed_outside(_nothing: Nothing, row: int) -> ApplicationNow:
    return told(by_hand.printed_outside(row, guards.actor()))


@bp.post(f"/{ID}/siak")
@describe("Keep the number of SIAK", body=Siak, returns={200: ApplicationNow})
def siak(asked: Siak, row: int) -> ApplicationNow:
    return told(process.note_siak(row, asked.number, guards.actor()))


@bp.post(f"/{ID}/new-kk")
@describe("Keep the number of the new KK", body=Siak, returns={200: NewKk})
def new_kk(asked: Siak, row: int) -> NewKk:
    one, findings = process.note_new_kk(row, asked.number, guards.actor())
    return NewKk(file=told(one), findings=[remark(one) for one in findings])


@bp.post(f"/{ID}/await")
@describe("The Dinas has yet to sign", body=Nothing, returns={200: ApplicationNow})
def await_(_nothing: Nothing, row: int) -> ApplicationNow:
    return told(process.await_signature(row, guards.actor()))


@attaching.post(f"/{ID}/document")
@describe("Attach the signed PDF", form=SignedPdf, returns={201: kk_documents.Attached})
def attach(row: int) -> tuple[kk_documents.Attached, int]:
    data = uploads.file("pdf", N_("Pilih berkas PDF dahulu."))
    return _attached(row, data, request.form.get("pin", ""), kk_documents.UPLOAD), 201


@bp.post(f"/{ID}/document-from-folder")
@describe(
    "Attach a PDF of the watched folder", body=FromFolder, returns={201: kk_documents.Attached}
)
def attach_from_folder(asked: FromFolder, row: int) -> tuple[kk_documents.Attached, int]:
    with paper.taken(asked.name) as data:
        return _attached(row, data, asked.pin, kk_documents.WATCH_FOLDER), 201


@bp.post(f"/{ID}/document-again")
@describe(
    "Judge the attached PDF again, as after a new certificate",
    body=JudgedAgain,
    returns={200: kk_documents.Attached},
)
def judge_again(asked: JudgedAgain, row: int) -> kk_documents.Attached:
    document = kk_documents.to_judge_again(row, guards.actor())
    verdict = _verdict(kk_documents.content(document), asked.pin)
    return kk_documents.judge_again(row, document.sha256, verdict, guards.actor())


@bp.post(f"/{ID}/compared")
@describe(
    "A person compared the PDF that cannot be read", body=Nothing, returns={200: ApplicationNow}
)
def compared(_nothing: Nothing, row: int) -> ApplicationNow:
    kk_documents.compared(row, guards.actor())
    return told(view.by_id(row))


@looking.post(f"/{ID}/preview")
@describe("A picture of one page", body=PreviewAsked, returns={200: "image/png"})
def preview(asked: PreviewAsked, row: int) -> Response:
    data = kk_documents.content(kk_documents.of_application(row))
    picture = application_papers.preview(data, asked.page, asked.pin)
    if guards.actor().role != staff.OPERATOR:
        journal.note(guards.actor(), "document.seen", view.by_id(row).number)
    return Response(picture, mimetype="image/png")


@bp.post(f"/{ID}/print")
@describe("Print the KK", body=Print, returns={200: Printing})
def print_(asked: Print, row: int) -> Printing:
    job = kk_prints.ask(row, asked.touch, guards.actor())
    if asked.pin and job.needs_pin and job.state == sheets.QUEUED:
        job = sheets.give_pin(job.id, asked.pin, guards.actor())
    return Printing(job=job.id, label=seat_lists.SHEET_LABELS[job.state])


@bp.post(f"/{ID}/pass")
@describe("The printed KK is right", body=Product, returns={200: ApplicationNow})
def pass_(asked: Body, row: int) -> ApplicationNow:
    return told(process.pass_product(row, asked.model_dump(), guards.actor()))


@bp.post(f"/{ID}/fail")
@describe("The printed KK is not right", body=Fault, returns={200: ApplicationNow})
def fail(asked: Fault, row: int) -> ApplicationNow:
    return told(process.fail_product(row, asked.fault, guards.actor(), asked.note))


def _attached(row: int, data: bytes, pin: str, origin: str) -> kk_documents.Attached:
    pdf = application_papers.bare(data)
    return kk_documents.attach(row, pdf, _verdict(pdf, pin), guards.actor(), origin=origin)


def _verdict(data: bytes, pin: str) -> kk_documents.Verdict:
    """What the PDF is worth; Invalid when it waits for its PIN."""
    verdict = application_papers.check(data, pin)
    if locked := verdict.details.get("pin"):
        code = "pin" if locked == "asked" else "wrong-pin"
        raise Invalid("%(problem)s", code=code, problem=verdict.problems[0])
    return verdict
