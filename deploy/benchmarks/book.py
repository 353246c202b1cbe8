"""The books of years: how long a search, a month, its printed page and a sweep take."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from weasyprint import HTML

from deploy.benchmarks import book_pages, dashboards, judged, office, tickets, years
from deploy.benchmarks.figure import Figure, Floor, Goal, interleaved, p50
from deploy.benchmarks.plan import Plan
from deploy.benchmarks.presses import timed
from shared import clock, db
from shared.documents import maker
from shared.rules import queue
from shared.rules.applications import register, register_paper
from shared.rules.applications.register import RegisterFilter
from shared.rules.common.office import here
from shared.rules.quality import figures as quality
from shared.rules.quality import reviews
from shared.rules.queue import sums

_FILES_A_YEAR, _TICKETS_A_YEAR, _ANSWERS_A_YEAR = 12_000, 60_000, 5_000
_YEAR, _MONTH = 2026, 10
_OURS = "SELECT * FROM application WHERE office_id = :office AND "
_BY_NUMBER = f"{_OURS} year = :year AND number = :number"
_BY_NAME = f"{_OURS} applicant LIKE :name ORDER BY id DESC LIMIT 50"
_MISSED = "SELECT id FROM ticket WHERE office_id = :office AND day = :day AND state = 'missed'"
_OF_MONTH = f"{_OURS} received_at >= :first AND received_at < :after ORDER BY year, number"


def figures(folder: Path, plan: Plan) -> Iterator[Figure]:
    """Search, month page and one printed page over the files of years, beside the bare query."""
    for age in plan.years:
        yield from _aged(folder, plan, age)


def _aged(folder: Path, plan: Plan, age: float) -> Iterator[Figure]:
    place = office.prepared(folder, f"book-{age}")
    with office.opened(place):
        with db.transaction():
            years.fill(int(_FILES_A_YEAR * age))
            tickets.fill(int(_TICKETS_A_YEAR * age))
            judged.fill(int(_ANSWERS_A_YEAR * age))
            reader = book_pages.enlist()
        while sums.sum_up() or quality.close_next() or reviews.open_next():
            pass
        size = f"{age:g} years"
        yield _figure(
            plan,
            f"register: search by number, {size}",
            _search("KK-2026-000100"),
            _query(_BY_NUMBER, year=2026, number=100),
        )
        yield _figure(
            plan,
            f"register: search by name, {size}",
            _search("Contoh 1711"),
            _query(_BY_NAME, name="%Contoh 1711%"),
        )
        month = _query(_OF_MONTH, **_month())
        yield _figure(
            plan,
            f"register: a month's rows, {size}",
            lambda: register.month_rows(_YEAR, _MONTH),
            month,
        )
        yield _figure(
            plan,
            f"queue: sweep, {size}",
            queue.sweep,
            _query(_MISSED, day=clock.service_day().isoformat()),
        )
        yield from dashboards.compared(plan, size, reader)
        yield from _page(plan, size)
        yield from book_pages.figures(plan, size)


def _figure(
    plan: Plan,
    name: str,
    ours: Callable[[], Any],
    bare: Callable[[], Any],
) -> Figure:
    found, floor = interleaved(
        plan.rounds, lambda: timed(ours, plan.slips), lambda: timed(bare, plan.slips)
    )
    told = Floor("the bare query", p50(floor))
    return Figure(name, p50(found), "ms", told, plan.rounds * plan.slips)


def _page(plan: Plan, size: str) -> Iterator[Figure]:
    """One page of the book as PDF, beside the same page without a row and an all but empty one."""
    maker.make(
        register_paper.month(*years.SHORT)
    )  # the child process that draws is up from here on
    ours, blank, empty = interleaved(
        plan.starts,
        lambda: timed(lambda: maker.make(register_paper.month(*years.SHORT)), 1),
        lambda: timed(lambda: maker.make(register_paper.month(*years.EMPTY)), 1),
        lambda: timed(empty_page, 1),
    )
    name, took = f"register: one page to PDF, {size}", p50(ours)
    floor = Floor("the page without a row", p50(blank))
    yield Figure(name, took, "ms", floor, plan.starts, goal=Goal(10))
    yield Figure(name, took, "ms", Floor("an all but empty page drawn", p50(empty)), plan.starts)


def empty_page() -> bytes:
    """An all but empty page drawn: the floor of every paper."""
    return bytes(HTML(string="<p>1</p>").write_pdf())


def _search(text: str) -> Callable[[], Any]:
    return lambda: register.search(RegisterFilter(text=text))


def _query(sql: str, **values: Any) -> Callable[[], Any]:
    return lambda: db.rows(sql, office=here().id, **values)


def _month() -> dict[str, int]:
    first, after = (
        datetime(_YEAR, _MONTH, 1, tzinfo=UTC),
        datetime(_YEAR, _MONTH + 1, 1, tzinfo=UTC),
    )
    return {"first": int(first.timestamp() * 1000), "after": int(after.timestamp() * 1000)}
