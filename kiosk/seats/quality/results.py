"""The results of the survey `/survei`: a period on the page, on paper and as a table of answers."""

from flask import Blueprint, Response, redirect, url_for
from werkzeug.wrappers import Response as BaseResponse

from kiosk.seats.common import page
from kiosk.seats.paper import papers
from shared import clock
from shared.documents import maker, workbook
from shared.rules.common.office import here
from shared.rules.quality import papers as survey_papers
from shared.rules.quality import periods, questionnaires, results
from shared.web import guards

bp = Blueprint("survey", __name__, url_prefix="/survei")
bp.before_request(guards.seat(*results.READERS))

_LENGTHS = {1: "Bulan", 3: "Triwulan", 12: "Tahun"}


@bp.get("")
def newest() -> BaseResponse:
    """The present quarter."""
    return redirect(url_for("survey.one", period=periods.of(clock.service_day(), 3).code))


@bp.get("/<period>")
def one(period: str) -> str:
    """What the survey found in that period."""
    chosen, today = periods.read(period), clock.service_day()
    found = results.of(chosen, guards.actor())
    day = min(max(today, chosen.first), chosen.last)
    following = chosen.after
    return page.draw(
        "seats/quality/results.html",
        found=found,
        period=chosen,
        lengths={words: periods.of(day, months) for months, words in _LENGTHS.items()},
        following=following if following.first <= today else None,
        moods=_moods(chosen),
        problem=_problem(found),
    )


@bp.get("/<period>/laporan.pdf")
def report(period: str) -> Response:
    """The report in chapters."""
    drawn = maker.make(survey_papers.report(periods.read(period), guards.actor()))
    return papers.show(drawn, f"laporan-skm-{period}.pdf")


@bp.get("/<period>/kartu.pdf")
def card(period: str) -> Response:
    """The card for the notice board."""
    drawn = maker.make(survey_papers.card(periods.read(period), guards.actor()))
    return papers.show(drawn, f"kartu-ikm-{period}.pdf")


@bp.get("/<period>/jawaban.xlsx")
def answers(period: str) -> Response:
    """Every questionnaire, and the figures of the elements, as a spreadsheet."""
    chosen = periods.read(period)
    found = results.of(chosen, guards.actor())
    marks = [each.element.mark for each in found.elements]
    asked = [each.column for each in here().standard.respondent_on(chosen.last)]
    rows = [
        (
            each.month,
            each.service,
            each.source,
            *each.answers,
            *(said or None for said in each.about),
        )
        for each in results.answers(found)
    ]
    sheets = (
        workbook.Table("Jawaban", ("Bulan", "Layanan", "Cara mengisi", *marks, *asked), rows),
        workbook.Table("Unsur", ("Unsur", "Nama", "Mengisi", "Jumlah nilai", "NRR"), _sums(found)),
    )
    office, title = here().standard.office.name, f"Jawaban survei {chosen.title}"
    drawn = workbook.make(title, office, clock.local(clock.now()), sheets)
    return papers.show(drawn, f"jawaban-skm-{period}.xlsx", papers.XLSX, save=True)


def _sums(found: results.Results) -> list[tuple[str, str, int, int, str]]:
    return [
        (each.element.mark, each.element.title, each.counted.filled, each.counted.total, each.mean)
        for each in found.elements
    ]


def _problem(found: results.Results) -> str:
    """The words with which a corrective action about the lowest elements begins."""
    lowest = ", ".join(f"{each.element.title} ({each.mean})" for each in found.lowest)
    return f"Survei kepuasan {found.period.title}: nilai terendah {lowest}."


def _moods(chosen: periods.Period) -> list[tuple[str, list[int]]]:
    """Where people pressed how it was, and how often each face."""
    pressed = questionnaires.moods(chosen.first, chosen.last)
    return [(questionnaires.SOURCES[source], times) for source, times in pressed.items()]
