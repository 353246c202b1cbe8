"""Facilities `/sarana`: what the standard asks for, what is there, what broke (clause 8)."""

from datetime import date
from fractions import Fraction
from typing import Annotated

from flask import Blueprint
from pydantic import Field

from kiosk.seats.common import page
from kiosk.seats.common.shapes import ID, Code, Count, Done, Line, Press
from shared import clock
from shared.rules.common import dates, words
from shared.rules.quality import facilities
from shared.web import guards
from shared.web.api import Body, describe

bp = Blueprint("facilities", __name__, url_prefix="/sarana")
bp.before_request(guards.seat(*facilities.READERS))

api = Blueprint("facilities_api", __name__, url_prefix="/api/v1/facilities")
api.before_request(guards.seat(*facilities.EDITORS))

Said = Annotated[str, Field(max_length=facilities.LONGEST)]


class CountedFacility(Body):
    """How many of a facility there are, those out of order included, and in what condition."""

    facility: Code = Field(title="Sarana")
    present: Count = Field(title="Jumlah")
    condition: Code = Field(title="Keadaan")


class FacilityCounts(Body):
    """What was counted on a day."""

    day: Line = Field(title="Tanggal pemeriksaan")
    counts: list[CountedFacility] = Field(title="Sarana", min_length=1, max_length=100)


class BrokenFacility(Body):
    """So many of a facility are out of order since a day; `touch` is a UUID of this press alone."""

    touch: Press
    facility: Code = Field(title="Sarana")
    number: Count = Field(title="Jumlah")
    broke_on: Line = Field(title="Rusak sejak")
    what: Said = Field(title="Apa yang rusak")


class MendedFacility(Body):
    """It works again since a day, and what was done."""

    mended_on: Line = Field(title="Dapat dipakai lagi sejak")
    how: Said = Field(title="Bagaimana diperbaiki")


@bp.get("")
def register() -> str:
    """What is there against what is asked for, and the register of what broke."""
    today = clock.service_day()
    stands, so_far = facilities.stands(today), facilities.availability(today.replace(day=1), today)
    return page.draw(
        "seats/quality/facilities.html",
        stands=stands,
        share=_percent(facilities.share(stands)),
        so_far=_percent(so_far),
        month=words.month_name(today.year, today.month),
        out=facilities.out_of_order(),
        mended=facilities.mended(),
        may=guards.actor().role in facilities.EDITORS,
        most=facilities,
        today=today,
    )


@api.post("/checks")
@describe("Keep how many facilities were counted", body=FacilityCounts, returns={200: Done})
def check(asked: FacilityCounts) -> Done:
    counts = {one.facility: (one.present, one.condition) for one in asked.counts}
    facilities.check(counts, _day(asked.day, "tanggal pemeriksaan"), guards.actor())
    return Done()


@api.post("/breakages")
@describe("Write down that a facility is out of order", body=BrokenFacility, returns={201: Done})
def report(asked: BrokenFacility) -> tuple[Done, int]:
    day = _day(asked.broke_on, "tanggal rusak")
    facilities.report(asked.touch, asked.facility, asked.number, day, asked.what, guards.actor())
    return Done(), 201


@api.post(f"/breakages/{ID}/mend")
@describe("Write down that it works again", body=MendedFacility, returns={200: Done})
def mend(asked: MendedFacility, row: int) -> Done:
    day = _day(asked.mended_on, "tanggal selesai")
    facilities.mend(row, day, asked.how, guards.actor())
    return Done()


def _day(text: str, what: str) -> date:
    return dates.day(text, what, *dates.past_year())


def _percent(of: Fraction | None) -> str:
    return words.percent(of.numerator, of.denominator) if of is not None else "–"
