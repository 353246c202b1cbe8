"""The presses of internal oversight: draw a month, write down what was found at a file."""

from typing import Annotated

from flask import Blueprint, url_for
from pydantic import Field

from kiosk.seats.applications.section_head_api import require_month
from kiosk.seats.common.shapes import ID, Code, Seen
from shared.rules.common import staff
from shared.rules.oversight import samples
from shared.web import guards
from shared.web.api import Body, Nothing, describe

bp = Blueprint("samples_api", __name__, url_prefix="/api/v1/oversight-samples")
bp.before_request(guards.seat(staff.SECRETARY))


class SampleNow(Body):
    """The sample of a month after the press."""

    year: int
    month: int
    seed: str
    population: int
    numbers: list[str]
    left: int


class Found(Seen):
    """An answer to each question by its code; `note` and `severity` for what did not fit."""

    answers: dict[Code, Code] = Field(title="Jawaban")
    note: Annotated[str, Field(max_length=samples.LONGEST_NOTE)] = Field("", title="Temuan")
    severity: Code = Field("minor", title="Berat temuan")


class CheckNow(Body):
    """A drawn file after the press; `action`: the corrective action that a finding opened."""

    id: int
    number: str
    result: str
    action: str
    version: int
    url: str


@bp.post("/<int(max=9999):year>/<int(max=99):month>")
@describe("Draw the sample of a month", body=Nothing, returns={200: SampleNow})
def draw(_nothing: Nothing, year: int, month: int) -> SampleNow:
    require_month(year, month)
    found = samples.draw(year, month, guards.actor())
    return SampleNow(
        year=found.year,
        month=found.month,
        seed=found.seed,
        population=found.population,
        numbers=[one.number for one in found.checks],
        left=found.left,
    )


@bp.post(f"/files/{ID}")
@describe("Write down what was found at a drawn file", body=Found, returns={200: CheckNow})
def check(asked: Found, row: int) -> CheckNow:
    found = samples.check(
        row, asked.answers, asked.note, asked.severity, guards.actor(), seen=asked.seen
    )
    return CheckNow(
        id=found.id,
        number=found.number,
        result=found.result,
        action=found.action,
        version=found.version,
        url=url_for("samples.year"),
    )
