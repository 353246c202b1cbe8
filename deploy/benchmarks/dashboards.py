"""What each dashboard of the office says, found by its rule, beside the bare statements of it."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import partial
from typing import Any

from deploy.benchmarks import book_pages
from deploy.benchmarks.figure import Figure, Floor, Goal, interleaved, p50
from deploy.benchmarks.plan import Plan
from deploy.benchmarks.presses import timed
from shared import db
from shared.rules.common import spans
from shared.rules.common.actor import Actor
from shared.rules.common.office import here
from shared.rules.complaints import sight
from shared.rules.oversight import office_now
from shared.rules.quality import (
    behind,
    figures,
    month_report,
    periods,
    results,
    review_view,
)
from shared.rules.queue import floor, history, history_sheet

_DAY = date(2026, 10, 12)
_WAITING = "SELECT * FROM ticket WHERE office_id = :office AND day = '2026-11-23'"
_TARGETS = (
    book_pages.query("targets of the year"),
    "SELECT * FROM target_paper WHERE office_id = :office AND year = 2026",
    "SELECT * FROM quality_target WHERE office_id = :office",
)
_REVIEWS = (
    "SELECT * FROM target_review WHERE office_id = :office AND period >= '2026'",
    "SELECT * FROM target_review WHERE office_id = :office AND state <> 'done'",
    "SELECT username, name FROM staff WHERE office_id = :office",
)


def compared(plan: Plan, size: str, reader: Actor) -> Iterator[Figure]:
    """Each dashboard of the opened office as that reader sees it."""
    for name, (ours, bare) in _dashboards(reader).items():
        found, least = interleaved(
            plan.rounds,
            partial(timed, ours, plan.slips),
            partial(timed, partial(_ask, bare), plan.slips),
        )
        told, runs = Floor("the bare statements", p50(least)), plan.rounds * plan.slips
        yield Figure(f"dashboard: {name}, {size}", p50(found), "ms", told, runs, goal=Goal(10))


def _ask(statements: Sequence[str]) -> None:
    for statement in statements:
        db.rows(statement, office=here().id)


def _dashboards(reader: Actor) -> dict[str, tuple[Callable[[], Any], tuple[str, ...]]]:
    month, year = periods.read("2026-10"), periods.read("2026")
    who = sight.reader(reader.staff_id)
    return {
        "queue, a month": (_history(spans.MONTH), (book_pages.query("queue, a month"),)),
        "queue, a year with its load": (
            _history(spans.YEAR),
            (book_pages.query("queue, a year with its load"),),
        ),
        "survey, a month": (
            lambda: results.of(month, reader),
            (book_pages.query("survey, a month"),),
        ),
        "survey, a year": (lambda: results.of(year, reader), (book_pages.query("survey, a year"),)),
        # The running month is counted as the reader looks.
        "targets of the year": (
            lambda: figures.of_year(2026, reader),
            (*_TARGETS, *book_pages.of_month("2026-11")),
        ),
        "a target and its rows": (
            lambda: behind.of(month, "SM-01", reader, 1),
            (*_TARGETS, book_pages.query("a target and the files of a month")),
        ),
        "analysis and judgements": (
            lambda: (review_view.of_year(2026, reader), review_view.waiting()),
            (*_TARGETS, *_REVIEWS),
        ),
        "the office now": (
            lambda: office_now.of(floor.picture(), who),
            (book_pages.query("secretary, the office now"), _WAITING),
        ),
        "monthly report": (
            lambda: month_report.paper(month, reader),
            book_pages.of_month("2026-10"),
        ),
    }


def _history(kind: str) -> Callable[[], Any]:
    return lambda: history_sheet.of(history.of(spans.of(kind, _DAY), officers=True))
