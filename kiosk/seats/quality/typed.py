"""Questionnaires on paper, typed at the information desk `/survei/isian`."""

from datetime import date
from typing import Annotated

from flask import Blueprint
from pydantic import Field

from kiosk.seats.common import page
from kiosk.seats.common.shapes import Code, Done, Press
from shared import clock
from shared.rules.common import words
from shared.rules.common.office import here
from shared.rules.quality import questionnaires
from shared.rules.quality.questionnaires import Filled
from shared.web import guards
from shared.web.api import Body, describe

bp = Blueprint("survey_typing", __name__, url_prefix="/survei/isian")
bp.before_request(guards.seat(*questionnaires.TYPISTS))

api = Blueprint("survey_typing_api", __name__, url_prefix="/api/v1/questionnaires")
api.before_request(guards.seat(*questionnaires.TYPISTS))

Month = Annotated[str, Field(pattern=r"^20\d\d-(0[1-9]|1[0-2])$", title="Bulan")]
Said = Annotated[dict[Code, Code], Field(max_length=20)]


class Questionnaire(Body):
    """What stands on the sheet: one character for each element, `-` where nothing is ticked."""

    touch: Press
    month: Month
    service: Code = Field(title="Layanan")
    answers: str = Field(max_length=40, title="Jawaban")
    about: Said = Field({}, title="Data responden")


@bp.get("")
def sheet() -> str:
    """The sheet to type off, element by element."""
    standard, today = here().standard, clock.service_day()
    return page.draw(
        "seats/quality/typed.html",
        form=standard.survey_form_on(today),
        about=standard.respondent_on(today),
        services=standard.services_on(today),
        months={
            f"{month:%Y-%m}": words.month_name(month.year, month.month)
            for month in questionnaires.months()
        },
    )


@api.post("")
@describe("Type a questionnaire off paper", body=Questionnaire, returns={201: Done})
def keep(asked: Questionnaire) -> tuple[Done, int]:
    filled = Filled(asked.touch, asked.service, asked.answers, asked.about)
    questionnaires.from_paper(filled, guards.actor(), date.fromisoformat(f"{asked.month}-01"))
    return Done(), 201
