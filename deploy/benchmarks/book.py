"""The books of years: how long a search, a month, its printed page and a sweep take."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from weasyprint import HTML

from deploy.benchmarks import book_pages, office, tickets, years
from deploy.benchmarks.figure import Figure, Floor, interleaved, p50
from deploy.benchmarks.plan import Plan
from deploy.benchmarks.presses import timed
from shared import clock, db
from shared.documents import maker
from shared.rules import queue
from shared.rules.applications import register, register_paper
from shared.rules.applications.register import RegisterFilter
from shared.rules.common.office import here

_YEAR, _MONTH = 2026, 10
_OURS = "SELECT * FROM application WHERE office_id = :office AND "
_BY_NUMBER = f"{_OURS} year = :year AND number = :number"
_BY_NAME = f"{_OURS} applicant LIKE :name ORDER BY id DESC LIMIT 50"
_MISSED = "SELECT id FROM ticket WHERE office_id = :office AND day = :day AND state = 'missed'"
_OF_MONTH = f"{_OURS} received_at >= :first AND received_at < :after ORDER BY year, number"


def figures(folder: Path, plan: Plan) -> Iterator[Figure]:
    """Search, month page and one printed page over `plan.files` files, beside the bare query."""
    place = office.prepared(folder, "book")
    with office.opened(place):
        with db.transaction():
            years.fill(plan.files)
            tickets.fill(plan.tickets)
        size = f"{plan.files:,} files".replace(",", ".")
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
        numbers = f"{plan.tickets:,} numbers".replace(",", ".")
        yield _figure(
            plan,
            f"queue: sweep, {numbers}",
            queue.sweep,
            _query(_MISSED, day=clock.service_day().isoformat()),
        )
        yield _page(plan)
        yield from book_pages.figures(plan, size)


def _figure(plan: Plan, name: str, ours: Callable[[], Any], bare: Callable[[], Any]) -> Figure:
    found, floor = interleaved(
        plan.rounds, lambda: timed(ours, plan.slips), lambda: timed(bare, plan.slips)
    )
    told = Floor("the bare query", p50(floor))
    return Figure(name, p50(found), "ms", told, plan.rounds * plan.slips)


def _page(plan: Plan) -> Figure:
    """One page of the book as PDF, beside the same page without a row."""
    maker.make(
        register_paper.month(*years.SHORT)
    )  # the child process that draws is up from here on
    ours, floor = interleaved(
        plan.starts,
        lambda: timed(lambda: maker.make(register_paper.month(*years.SHORT)), 1),
        lambda: timed(lambda: maker.make(register_paper.month(*years.EMPTY)), 1),
    )
    bare = Floor("the page without a row", p50(floor))
    return Figure("register: one page to PDF", p50(ours), "ms", bare, plan.starts)


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
