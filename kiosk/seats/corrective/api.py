"""The steps of a corrective action: asked for, planned, carried out, verified by another."""

from typing import Annotated

from flask import Blueprint, request, url_for
from flask_babel import gettext
from pydantic import Field

from kiosk.seats.common.shapes import ID, Code, Line, Seen, Version
from kiosk.seats.complaints.shapes import Words
from kiosk.seats.corrective import pages as corrective
from shared.documents import evidence_check
from shared.errors import N_
from shared.rules.common import dates
from shared.rules.complaints import sight
from shared.rules.corrective import actions, allowed, evidence, lists
from shared.rules.corrective.view import CorrectiveActionView
from shared.web import guards, uploads
from shared.web.api import Body, Nothing, describe

_API = "/api/v1/corrective-actions"

Why = Annotated[str, Field(max_length=actions.LONGEST_WHY)]

leading = Blueprint("corrective_leading_api", __name__, url_prefix=_API)
leading.before_request(guards.seat(*allowed.ISSUERS))

acting = Blueprint("corrective_acting_api", __name__, url_prefix=_API)
acting.before_request(guards.seat(*corrective.ROLES))

verifying = Blueprint("corrective_verifying_api", __name__, url_prefix=_API)
verifying.before_request(guards.seat(*sight.OVERSEERS))

attaching = Blueprint("corrective_attaching_api", __name__, url_prefix=_API)
attaching.before_request(guards.seat(*corrective.ROLES))
uploads.let_in(attaching, evidence.LARGEST, evidence_check.TOO_LARGE)

PARTS = (leading, acting, attaching, verifying)


class CorrectiveProblem(Body):
    """What is wrong, where it was seen, and whose it is; `touch` is a UUID of this press alone."""

    touch: Code = Field(title="Tanda tekan")
    source: Code = Field(title="Sumber")
    problem: Words = Field(title="Uraian masalah")
    severity: Code = Field(title="Berat")
    unit: Code = Field(title="Ditujukan kepada")
    category: Line = Field("", title="Kategori")
    complaint: Line = Field("", title="Nomor pengaduan")


class Plan(Seen):
    """Why it happened, what is done about it, by whom and by when (`2026-12-01`)."""

    owner: Version = Field(title="Penanggung jawab")
    due_on: Line = Field(title="Batas waktu")
    corrective: Words = Field(title="Tindakan perbaikan")
    whys: list[Why] = Field([], title="Mengapa", max_length=20)
    causes: dict[str, Why] = Field({}, title="Sebab")
    correction: str = Field("", title="Koreksi segera", max_length=actions.LONGEST_CORRECTION)
    corrected_on: Line = Field("", title="Tanggal koreksi")
    preventive: Words = Field("", title="Tindakan pencegahan")
    verify_from: Line = Field("", title="Diperiksa paling cepat")


class CarriedOut(Seen):
    """When it was carried out and what shows it."""

    evidence: Words = Field(title="Bukti")
    done_on: Line = Field(title="Tanggal pelaksanaan")


class EvidenceFile(Body):
    """A photo (JPEG, PNG) or a PDF that shows it, as a file."""

    file: bytes = Field(title="Berkas bukti")


class Verdict(Seen):
    """Whether it worked, and how that was seen."""

    effective: bool = Field(title="Apakah masalahnya hilang")
    verdict: Words = Field(title="Hasil verifikasi")


class CorrectiveActionNow(Body):
    """A corrective action after the press."""

    id: int
    number: str
    state: str
    label: str
    late: bool
    version: int
    url: str


class CorrectiveActions(Body):
    """Corrective actions, newest first."""

    rows: list[CorrectiveActionNow]


@acting.get("")
@describe("The corrective actions that may be seen", returns={200: CorrectiveActions})
def every() -> CorrectiveActions:
    who = sight.reader(guards.require_officer().id)
    return CorrectiveActions(
        rows=[_told(one) for one in lists.actions(who, request.args.get("state", ""))]
    )


@acting.get(f"/{ID}")
@describe("A corrective action", returns={200: CorrectiveActionNow})
def one(row: int) -> CorrectiveActionNow:
    return _told(lists.by_id(row, guards.actor()))


@leading.post("")
@describe("Ask for corrective action", body=CorrectiveProblem, returns={201: CorrectiveActionNow})
def issue(asked: CorrectiveProblem) -> tuple[CorrectiveActionNow, int]:
    problem = actions.Problem(
        **asked.model_dump(exclude={"complaint"}),
        complaint_id=actions.complaint_id(asked.complaint, guards.actor()),
    )
    return _told(actions.issue(problem, guards.actor())), 201


@leading.post(f"/{ID}/plan")
@describe("Write down causes and actions", body=Plan, returns={200: CorrectiveActionNow})
def plan(asked: Plan, row: int) -> CorrectiveActionNow:
    corrected, judged = asked.corrected_on, asked.verify_from
    written = actions.Plan(
        owner_id=asked.owner,
        due_on=dates.day(asked.due_on, "batas waktu", *dates.near(), "due-on"),
        corrective=asked.corrective,
        whys=asked.whys,
        causes=asked.causes,
        correction=asked.correction,
        corrected_on=dates.day(corrected, "tanggal koreksi", *dates.past_year(), "corrected-on")
        if corrected
        else None,
        preventive=asked.preventive,
        verify_from=dates.day(judged, "tanggal pemeriksaan", *dates.near(), "verify-from")
        if judged
        else None,
    )
    return _told(actions.plan(row, written, guards.actor(), seen=asked.seen))


@acting.post(f"/{ID}/done")
@describe("It was carried out", body=CarriedOut, returns={200: CorrectiveActionNow})
def done(asked: CarriedOut, row: int) -> CorrectiveActionNow:
    done_on = dates.day(asked.done_on, "tanggal pelaksanaan", *dates.past_year(), "done-on")
    return _told(actions.done(row, asked.evidence, done_on, guards.actor(), seen=asked.seen))


@attaching.post(f"/{ID}/evidence")
@describe("Attach what shows it", form=EvidenceFile, returns={201: CorrectiveActionNow})
def attach(row: int) -> tuple[CorrectiveActionNow, int]:
    by = guards.actor()
    actions.require_attaching(row, by)
    data = uploads.file("file", N_("Pilih foto atau PDF dahulu."))
    kind = evidence_check.kind_of(data, evidence.LARGEST)
    return _told(actions.attach(row, data, kind, by)), 201


@acting.post(f"/{ID}/evidence/<int(max=2147483647):file>/remove")
@describe("Take away a wrong file", body=Nothing, returns={200: CorrectiveActionNow})
def detach(_nothing: Nothing, row: int, file: int) -> CorrectiveActionNow:
    return _told(actions.detach(row, file, guards.actor()))


@verifying.post(f"/{ID}/verify")
@describe("Judge whether it worked", body=Verdict, returns={200: CorrectiveActionNow})
def verify(asked: Verdict, row: int) -> CorrectiveActionNow:
    return _told(
        actions.verify(row, asked.effective, asked.verdict, guards.actor(), seen=asked.seen)
    )


def _told(found: CorrectiveActionView) -> CorrectiveActionNow:
    return CorrectiveActionNow(
        id=found.id,
        number=found.number,
        state=found.state,
        label=gettext(found.label),
        late=found.late,
        version=found.version,
        url=url_for("corrective.one", number=found.number),
    )
