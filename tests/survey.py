"""Small hands of the tests of the survey: somebody was served, a questionnaire, many of them."""

from datetime import date
from uuid import uuid4

from shared import db
from shared.records import Questionnaire
from shared.rules import queue
from shared.rules.common.actor import Actor
from shared.rules.common.office import here
from shared.rules.quality import questionnaires
from shared.rules.quality.questionnaires import Filled
from tests.office import take

BEST = "4" * 9


def served(sari: Actor, service: str = "KK") -> queue.TicketView:
    """Somebody whose visit at counter 1 is over."""
    ticket = take(service)
    queue.call_next(1, sari)
    queue.serve(1, sari)
    queue.finish(1, sari)
    return queue.by_id(ticket.id)


def filled(answers: str = BEST, **other: object) -> Filled:
    """A questionnaire about the KK, of somebody who says nothing of themselves."""
    usual = {"touch": str(uuid4()), "service": "KK", "about": {}}
    return Filled(**{**usual, "answers": answers, **other})  # type: ignore[arg-type]


def kept(*answers: str, month: date = date(2026, 11, 1), **other: object) -> None:
    """Many questionnaires at once, as they lie in the table."""
    usual = {"form": "SKM_2017", "service": "KK", "source": questionnaires.PHONE, "about": {}}
    row = {**usual, "office": here().id, "month": month, **other}
    first = (1 << 33) + Questionnaire.select().count()
    many = ({**row, "id": first + at, "answers": one} for at, one in enumerate(answers))
    with db.transaction():
        db.add_many(Questionnaire, many)
