"""What is judged of years: the targets of the last of them, and answers to the survey."""

import random
from datetime import timedelta
from uuid import uuid4

from deploy.benchmarks.years import LAST_DAY
from shared import db
from shared.records import Questionnaire, Staff
from shared.rules.common import staff
from shared.rules.common.actor import Actor
from shared.rules.common.office import here
from shared.rules.quality import objectives

_A_DAY = 14  # answers a day: 5,000 a year
_ABOUT: tuple[dict[str, str], ...] = (
    {"USIA": "U30_39"},
    {},
    {"JENIS_KELAMIN": "P", "PEKERJAAN": "SWASTA"},
)


def fill(answers: int) -> None:
    """The office has worked for so long as there are answers; this year has targets."""
    luck, form = random.Random(1), here().standard.survey_form_on(LAST_DAY.date())
    began = LAST_DAY - timedelta(days=answers // _A_DAY)
    Staff.update(created_at=began).execute()
    db.add_many(
        Questionnaire,
        (
            {
                "id": luck.getrandbits(48),
                "office": here().id,
                "form": form.code,
                "month": (began + timedelta(days=place // _A_DAY)).date().replace(day=1),
                "service": "KK",
                "source": "phone",
                "answers": "".join(luck.choices("1234-", (1, 2, 9, 9, 0.2), k=len(form.elements))),
                "about": luck.choice(_ABOUT),
            }
            for place in range(answers)
        ),
    )
    year = LAST_DAY.year
    wanted = {one.code: str(one.proposed) for one in objectives.with_target(LAST_DAY.date())}
    camat = Actor("ukur", staff.CAMAT)
    objectives.approve(str(uuid4()), year, "065/1/ukur", wanted, {}, camat, seen=0)
