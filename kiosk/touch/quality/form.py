"""The questionnaire as people fill it in, and what they sent."""

from dataclasses import dataclass

from flask import request
from flask_babel import get_locale

from kiosk.touch.common.translate import _
from shared import clock
from shared.rules.common.office import here
from shared.rules.quality import questionnaires
from shared.rules.quality.questionnaires import NONE, Filled
from shared.standard import text
from shared.web import limits

FACES = ("mood-cry", "mood-sad", "mood-smile", "mood-happy")
"""From the worst to the best; they differ in shape, and words stand beside them."""


@dataclass(frozen=True)
class Answer:
    """One answer that can be touched; `face`: its picture, `score`: how good it is, if it is."""

    value: str
    words: str
    face: str = ""
    score: int = 0


@dataclass(frozen=True)
class Step:
    """One question. `field`: as the form names it; `title`: what it is about."""

    field: str
    icon: str
    title: str
    question: str
    answers: tuple[Answer, ...]
    optional: bool = True


def steps(*, service: bool) -> list[Step]:
    """Every question of today, in the visitor's language; first for which service, if asked."""
    return [*([_service()] if service else []), *_elements(), *_about()]


def moods() -> list[Answer]:
    """The four moods."""
    words = (_("Kecewa"), _("Kurang puas"), _("Puas"), _("Sangat puas"))
    return [Answer(str(at), words[at - 1], FACES[at - 1], at) for at in range(1, len(words) + 1)]


def filled(service: str = "") -> Filled:
    """What was sent with this request."""
    day, sent = clock.service_day(), request.form
    return Filled(
        touch=sent.get("touch", "")[:45],
        service=service or sent.get("layanan", ""),
        answers="".join(
            sent.get(each.slug) or NONE for each in here().standard.survey_form_on(day).elements
        ),
        about={each.code: sent.get(each.code, "") for each in here().standard.respondent_on(day)},
    )


@limits.surveys(questionnaires.is_known)
def enter_at_touchscreen(sent: Filled) -> None:
    """`from_touchscreen`, as often as somebody who is not signed in may."""
    questionnaires.from_touchscreen(sent)


@limits.surveys(lambda sent, _token: questionnaires.is_known(sent))
def enter_from_phone(sent: Filled, token: str) -> None:
    """`from_phone`, as often as somebody who is not signed in may."""
    questionnaires.from_phone(sent, token)


@limits.surveys()
def feel(mood: int, source: str) -> None:
    """`feel`, as often as somebody who is not signed in may."""
    questionnaires.feel(mood, source)


def _service() -> Step:
    choices = here().standard.services_on(clock.service_day())
    language, title = str(get_locale()), _("Survei kepuasan")
    answers = tuple(Answer(one.code, text(one, "title", language)) for one in choices)
    question = _("Layanan apa yang Anda terima?")
    return Step("layanan", "mood-smile", title, question, answers, optional=False)


def _elements() -> list[Step]:
    language = str(get_locale())
    return [
        Step(
            field=each.slug,
            icon=each.icon,
            title=text(each, "title", language),
            question=text(each, "question", language),
            answers=tuple(
                Answer(str(at), words, FACES[at - 1], at)
                for at, words in enumerate(each.answers_en if language == "en" else each.answers, 1)
            ),
        )
        for each in here().standard.survey_form_on(clock.service_day()).elements
    ]


def _about() -> list[Step]:
    language, optional = str(get_locale()), _("Tentang Anda, boleh dilewati")
    return [
        Step(
            field=each.code,
            icon=each.icon,
            title=optional,
            question=text(each, "title", language),
            answers=tuple(Answer(one.code, text(one, "title", language)) for one in each.choices),
        )
        for each in here().standard.respondent_on(clock.service_day())
    ]
