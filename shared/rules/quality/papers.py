"""The papers of the survey: the report in chapters, and the card for the notice board."""

from fractions import Fraction

from shared import clock
from shared.rules.common import staff, words
from shared.rules.common.actor import Actor
from shared.rules.common.office import here
from shared.rules.complaints import sight
from shared.rules.corrective import lists as corrective
from shared.rules.corrective.view import SOURCES
from shared.rules.paper.said import OwnPaper, Said
from shared.rules.quality import index, results
from shared.rules.quality.periods import Period


class PartLine(Said):
    """Some of the questionnaires, as a line of a table."""

    title: str
    number: int
    whole: int
    unfinished: int
    ikm: str
    grade: str


class ElementLine(Said):
    """An element: those who filled it in, then those of whole questionnaires."""

    mark: str
    title: str
    question: str
    answers: list[str]
    filled: int
    total: int
    mean: str
    share: float
    lowest: bool
    counts: list[int]
    whole_total: int
    whole_mean: str
    weighted: str


class ToldLine(Said):
    """A question about oneself: each answer with its number and share, and who did not say."""

    title: str
    answers: list[tuple[str, int, str]]
    silent: int


class ActionLine(Said):
    """What is done about it."""

    number: str
    problem: str
    owner: str
    due: str


class SurveyCard(Said):
    """Kartu publikasi IKM."""

    period: str
    title: str
    all: PartLine
    services: list[PartLine]
    told: list[ToldLine]
    by_staff: str
    posted: str
    camat: str
    camat_name: str


class SurveyReport(SurveyCard):
    """Laporan Survei Kepuasan Masyarakat, in chapters."""

    regulation: str
    elements: list[ElementLine]
    lowest: list[str]
    weight: int
    sources: list[PartLine]
    parts: list[PartLine]
    served: int
    served_in: str
    wanted: int
    enough: bool
    others: int
    actions: list[ActionLine]
    basis: list[str]
    preparer: str
    preparer_name: str


def report(period: Period, by: Actor) -> OwnPaper:
    """Laporan SKM; NotAllowed for whoever may not read the results."""
    found = results.of(period, by)
    preparer, preparer_name = holder(staff.SECTION_HEAD, period)
    said = SurveyReport(
        **_card(found, period).model_dump(),
        regulation=found.form.regulation,
        elements=[_element(one, len(found.elements)) for one in found.elements],
        lowest=[f"{one.element.title} ({one.mean})" for one in found.lowest],
        weight=len(found.elements),
        sources=[_part(one) for one in found.sources],
        parts=[_part(one) for one in found.parts],
        served=found.served,
        served_in=period.before.title,
        wanted=found.wanted,
        enough=found.enough,
        others=found.others,
        actions=_actions(period, by),
        basis=_basis(),
        preparer=preparer,
        preparer_name=preparer_name,
    )
    return OwnPaper("survey_report", said)


def card(period: Period, by: Actor) -> OwnPaper:
    """The card for the notice board; NotAllowed for whoever may not read the results."""
    return OwnPaper("survey_card", _card(results.of(period, by), period))


def _basis() -> list[str]:
    """What the standard itself rests its survey on."""
    standard = here().standard
    named = {form.clause for form in standard.survey.forms if form.clause}
    found = [one for one in standard.legal_basis if one.clause in named]
    return [(one.corrected or one.text).rstrip(" ;.") for one in found]


def _card(found: results.Results, period: Period) -> SurveyCard:
    camat, camat_name = holder(staff.CAMAT, period)
    return SurveyCard(
        period=period.title,
        title=found.form.title,
        all=_part(found.all),
        services=[_part(one) for one in found.services],
        told=[_told(one, found.all.number) for one in found.told],
        by_staff=found.by_staff,
        posted=words.plain_date(clock.service_day()),
        camat=camat,
        camat_name=camat_name,
    )


def _part(one: results.Subtotal) -> PartLine:
    return PartLine(
        title=one.title,
        number=one.number,
        whole=one.whole,
        unfinished=one.unfinished,
        ikm=one.ikm,
        grade=f"{one.grade.letter} ({one.grade.title})" if one.grade else "–",
    )


def _element(one: results.ElementFigure, weight: int) -> ElementLine:
    mean = one.whole.mean
    return ElementLine(
        mark=one.element.mark,
        title=one.element.title,
        question=one.element.question,
        answers=list(one.element.answers),
        filled=one.counted.filled,
        total=one.counted.total,
        mean=one.mean,
        share=one.share,
        lowest=one.lowest,
        counts=list(one.counted.counts),
        whole_total=one.whole.total,
        whole_mean=index.written(mean, 3),
        weighted=index.written(None if mean is None else mean * Fraction(1, weight), 3),
    )


def _told(one: results.Told, number: int) -> ToldLine:
    answers = [(title, many, words.percent(many, number)) for title, many in one.answers]
    return ToldLine(title=one.title, answers=answers, silent=one.silent)


def _actions(period: Period, by: Actor) -> list[ActionLine]:
    """The corrective actions that came of the survey since the period began; none restricted."""
    return [
        ActionLine(
            number=one.number,
            problem=one.problem,
            owner=one.owner or one.unit_name,
            due=words.day_of(one.due_on),
        )
        for one in reversed(corrective.actions(sight.reader(by.staff_id)))
        if one.source == SOURCES["survey"]
        and not one.guarded
        and clock.service_day(one.issued_at) >= period.first
    ]


def holder(role: str, period: Period) -> tuple[str, str]:
    """The post, and who holds it on the last day of the period or, before that, today."""
    day = min(period.last, clock.service_day())
    held = here().standard.holders(role, day)
    acting, name = (held[-1].acting, held[-1].name) if held else ("", "")
    place = here().standard.office.kecamatan if role == staff.CAMAT else ""
    return " ".join(filter(None, (acting, staff.post_title(role), place))), name
