"""Quality in the practice office: facilities, trainings, incidents, survey, a month's sample."""

import random
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from deploy.practice.complaints import working_mornings
from deploy.practice.files import touch
from shared import clock
from shared.rules.common import staff
from shared.rules.common.actor import Actor
from shared.rules.common.office import here
from shared.rules.oversight import samples
from shared.rules.quality import competence, facilities, incidents, questionnaires
from shared.rules.quality.questionnaires import Filled

_DAYS = 12
_HOUR = timedelta(hours=1)
_PAPERS, _SHOWN = 12, 4

Step = tuple[datetime, Callable[[], object]]


def make_quality(data: Path, now: datetime, people: Mapping[str, Actor]) -> None:
    """Live through the last days of what is measured besides queue, files and complaints.

    Moves the practice clock; the caller sets it back.
    """
    for moment, do in sorted(
        _steps([*working_mornings(now, _DAYS)], people), key=lambda one: one[0]
    ):
        clock.move(data, moment)
        do()
    clock.move(data, now)


def _steps(days: list[datetime], people: Mapping[str, Actor]) -> Iterator[Step]:
    luck = random.Random(_DAYS)
    secretary, head = people[staff.SECRETARY], people[staff.SECTION_HEAD]
    yield days[10], partial(_count, secretary)
    yield days[8], partial(_break, luck, "PRINTER", "Kertas macet terus (contoh).", secretary)
    yield days[6], partial(_mend, secretary)
    yield days[3], partial(_break, luck, "KURSI", "Kaki kursi patah (contoh).", secretary)
    yield days[9], partial(_train, luck, people)
    yield days[5] + _HOUR, partial(_slipped, luck, people[staff.COUNTER], head)
    yield days[1] + _HOUR, partial(_lost, luck, people[staff.OPERATOR])
    yield days[1] + 2 * _HOUR, partial(_type, luck, people[staff.INFO_DESK])
    yield days[1] + 3 * _HOUR, partial(_sample, secretary)


def _count(by: Actor) -> None:
    today = clock.service_day()
    found = {
        one.code: (one.number, facilities.GOOD) for one in here().standard.facilities_on(today)
    }
    facilities.check(found, today, by)


def _break(luck: random.Random, code: str, what: str, by: Actor) -> None:
    facilities.report(touch(luck), code, 1, clock.service_day(), what, by)


def _mend(by: Actor) -> None:
    for one in facilities.out_of_order():
        facilities.mend(one.id, clock.service_day(), "Rol penarik kertas dibersihkan (contoh).", by)


def _train(luck: random.Random, people: Mapping[str, Actor]) -> None:
    """Everybody at a post has what it asks for, but one whose training runs out soon."""
    today, by = clock.service_day(), people[staff.SECRETARY]
    for post in here().standard.competence_on(today):
        person = people[post.role].staff_id or 0
        had = competence.had_by(person)
        since = {**(had.since or {}), post.role: today - timedelta(days=365 * 5)}
        skills = tuple(dict.fromkeys((*had.skills, *post.skills)))
        competence.record(person, "S1", skills, since, by, seen=had.version)
        for place, name in enumerate(post.training):
            held = today - timedelta(days=400 + 30 * place)
            ends = today + timedelta(days=60) if place else None
            competence.train(
                touch(luck), person, name, held, by, organiser="Diklat contoh", valid_until=ends
            )


def _slipped(luck: random.Random, by: Actor, head: Actor) -> None:
    one = _write(luck, "KESELAMATAN", "Warga terpeleset di depan loket, tidak luka (contoh).", by)
    incidents.note(one, "Lantai dikeringkan, keset dipasang.", head)
    incidents.close(one, "Keset dipasang di pintu masuk.", head)


def _lost(luck: random.Random, by: Actor) -> None:
    _write(luck, "BERKAS_HILANG", "Fotokopi buku nikah terselip, sedang dicari (contoh).", by)


def _write(luck: random.Random, kind: str, what: str, by: Actor) -> int:
    moment = clock.now() - timedelta(minutes=20)
    happened = incidents.Happened(touch(luck), kind, moment, moment, what, "Ruang pelayanan")
    return incidents.write(happened, by).id


def _type(luck: random.Random, by: Actor) -> None:
    """What visitors of last month wrote on paper."""
    _, month = questionnaires.months()
    elements = len(here().standard.survey_form_on(month).elements)
    services = [one.code for one in here().standard.services_on(month)]
    for _ in range(_PAPERS):
        answers = "".join(luck.choices("234", (1, 4, 5), k=elements))
        filled = Filled(touch(luck), luck.choice(services), answers, {})
        questionnaires.from_paper(filled, by, month)


def _sample(by: Actor) -> None:
    """Last month's sample, of which some files were looked at: a finding is whoever learns' own."""
    _, month = questionnaires.months()
    for one in samples.draw(month.year, month.month, by).checks[:_SHOWN]:
        answers = dict.fromkeys((each.code for each in one.questions), samples.FITS)
        samples.check(one.id, answers, "", "", by)
