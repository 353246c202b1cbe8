"""The year's quality targets `/mutu`: how far they are reached, what is behind, setting them."""

from collections.abc import Mapping
from uuid import uuid4

from flask import Blueprint, redirect, request, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response

from kiosk.seats.common import page
from kiosk.seats.paper import papers as a4
from shared import clock, letters
from shared.documents import charts, maker
from shared.errors import N_, AppError, NotFound
from shared.rules.common import staff
from shared.rules.common.office import here
from shared.rules.corrective.view import SEVERITIES
from shared.rules.quality import (
    behind,
    cards,
    figures,
    measured,
    objectives,
    periods,
    review_view,
    target_papers,
)
from shared.rules.quality.figures import Figure, Line
from shared.rules.quality.objectives import Paper
from shared.web import errors, guards

bp = Blueprint("objectives", __name__, url_prefix="/mutu")
bp.before_request(guards.seat(*figures.READERS, *figures.POSTS))

papers = Blueprint("target_papers", __name__, url_prefix="/mutu")
papers.before_request(guards.seat(*figures.READERS))

setting = Blueprint("target_setting", __name__, url_prefix="/mutu")
setting.before_request(guards.seat(staff.CAMAT))

_YEAR = "<int(min=2000, max=2200):year>"
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des")


@bp.get("")
def now() -> Response:
    """This year's."""
    return redirect(url_for("objectives.year_", year=clock.service_day().year))


@bp.get(f"/{_YEAR}", endpoint="year_")
def year_(year: int) -> str:
    """Every objective that the reader may see, month by month, quarter by quarter."""
    lines, paper = figures.of_year(year, guards.actor()), objectives.revisions(year)[:1]
    return page.draw(
        "seats/quality/objectives.html",
        year=year,
        this_year=clock.service_day().year,
        lines=lines,
        sparks={line.objective.code: _spark(line) for line in lines},
        paper=paper[0] if paper else None,
        may_set=guards.actor().role == staff.CAMAT,
        may_read=guards.actor().role in figures.READERS,
        months=_MONTHS,
        closed=[(one, uuid4()) for one in figures.closed(year)],
    )


@bp.get("/<period>/<objective>")
def one(period: str, objective: str) -> str:
    """What stands behind a figure, and how it went through the year."""
    span, by = periods.read(period), guards.actor()
    turn = max(1, request.args.get("halaman", 1, type=letters.whole) or 1)
    found = behind.of(span, objective, by, turn)
    year = figures.of_year(span.first.year, by, only=objective)
    over = found.state == figures.CLOSED
    return page.draw(
        "seats/quality/objective.html",
        found=found,
        period=span,
        turn=turn,
        states=figures.LABELS,
        closed=over,
        chart=_chart(year[0]),
        review=review_view.of(span, objective, by) if over else None,
        may_analyse=not figures.posts_of(by).isdisjoint(
            review_view.analysts(found.objective.owner)
        ),
        may_judge=by.role == staff.CAMAT,
        decisions=review_view.DECISIONS,
        severities=SEVERITIES,
        target_text=measured.target_text,
    )


@papers.get(f"/{_YEAR}/target")
def targets(year: int) -> str:
    """Every revision of the year's paper, newest first."""
    return page.draw(
        "seats/quality/targets.html",
        year=year,
        revisions=objectives.revisions(year),
        titles={one.code: one for one in here().standard.objectives},
        spans=periods.read,
        may_set=guards.actor().role == staff.CAMAT,
    )


@papers.get(f"/{_YEAR}/<int(max=9999):revision>/sasaran-mutu.pdf")
def year_paper(year: int, revision: int) -> Response:
    """The year's targets on A4, as they were approved."""
    drawn = maker.make(target_papers.year_targets(year, revision))
    return a4.show(drawn, f"sasaran-mutu-{year}-{revision}.pdf")


@papers.get("/<period>/capaian.pdf")
def reached(period: str) -> Response:
    """What was reached in a closed period, on A4."""
    drawn = maker.make(target_papers.achievement(periods.read(period)))
    return a4.show(drawn, f"capaian-{period}.pdf")


@setting.post("/<period>/kartu")
def card(period: str) -> Response:
    """Pin what was reached in a closed period to the notice board."""
    cards.pin(request.form.get("touch", ""), periods.read(period), guards.actor())
    return redirect(url_for("notices.board"))


@setting.get(f"/{_YEAR}/tetapkan")
def form(year: int, **told: object) -> str:
    """The targets to be set, with those before them."""
    if year not in (clock.service_day().year, clock.service_day().year + 1):
        raise NotFound(N_("Sasaran Mutu ditetapkan untuk tahun ini atau tahun depan."), code="year")
    known, before = objectives.revisions(year), objectives.latest(year)
    return page.draw(
        "seats/quality/target_form.html",
        year=year,
        seen=len(known),
        touch=uuid4(),
        wanted=objectives.with_target(clock.service_day()),
        before=_values(before),
        asked=review_view.asked_targets(),
        longest=objectives.LONGEST_NUMBER,
        **{"typed": {}, "refusal": "", "refused": "", **told},
    )


@setting.post(f"/{_YEAR}/tetapkan")
def approve(year: int) -> Response | tuple[str, int]:
    """The Camat sets and signs them."""
    sent = request.form
    try:
        objectives.approve(
            sent.get("touch", ""),
            year,
            sent.get("number", ""),
            _named(sent, "target-"),
            _named(sent, "reason-"),
            guards.actor(),
            seen=sent.get("seen", -1, type=letters.whole),
        )
    except AppError as error:
        told = {"refusal": errors.say(error), "refused": error.code, "typed": sent}
        return form(year, **told), error.status
    return redirect(url_for("target_papers.targets", year=year))


def _named(sent: Mapping[str, str], start: str) -> dict[str, str]:
    """What was typed in the fields of that kind, by objective."""
    return {name.removeprefix(start): sent[name] for name in sent if name.startswith(start)}


def _values(paper: Paper | None) -> dict[str, str]:
    """The targets before, or those proposed, as they are typed."""
    found = {one.code: one.proposed for one in objectives.with_target(clock.service_day())}
    found |= {code: one.target for code, one in paper.targets.items()} if paper else {}
    return {
        code: f"{value.normalize():f}".replace(".", ",")
        for code, value in found.items()
        if value is not None
    }


def _spark(line: Line) -> Markup:
    """The way of its months beside its name; empty while fewer than two are known."""
    months = [one for one in line.figures if one.period.months == 1]
    known = [one for one in months if _value(one) is not None]
    if len(known) < 2:
        return Markup()
    ends = (f"{one.text} ({one.period.title})" for one in (known[0], known[-1]))
    return charts.spark(f"Perjalanan: dari {' ke '.join(ends)}", [_value(one) for one in months])


def _chart(line: Line) -> Markup:
    """The months of the year beside their target."""
    months = [one for one in line.figures if one.period.months == 1]
    values = [_value(one) for one in months]
    targets = [None if one.target is None else float(one.target) for one in months]
    series: list[charts.Line] = [("Capaian", values)]
    if any(one is not None for one in targets):
        series.append(("Target", targets))
    told = ", ".join(
        f"{name} {one.text}" for name, one in zip(_MONTHS, months, strict=True) if one.text
    )
    return charts.lines("tren", line.objective.title, told or "belum ada", _MONTHS, series)


def _value(one: Figure) -> float | None:
    return None if one.found is None or one.found.value is None else float(one.found.value)
