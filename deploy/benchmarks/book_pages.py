"""Pages of the register of years as they are served: the whole answer, signed in, to its bytes."""

import gc
from collections.abc import Callable, Iterator
from typing import Any

from flask import Flask
from flask.testing import FlaskClient

from deploy import app as composition
from deploy.benchmarks.figure import Figure, Floor, Goal, interleaved, p99
from deploy.benchmarks.plan import Plan
from deploy.benchmarks.presses import timed
from shared import db
from shared.rules.admin import people
from shared.rules.common import staff
from shared.rules.common.actor import SYSTEM, Actor
from shared.rules.common.office import here

_READER, _PASSWORD = "ukur-buku", "hanya-untuk-mengukur"
_ROWS = "SELECT * FROM application WHERE office_id = :office AND "
# The figures of the page that one statement can give: no median, no nine of ten.
_QUEUE = (
    "SELECT service, counter, COUNT(*), AVG(first_called_at - issued_at),"
    " MAX(first_called_at - issued_at), AVG(finished_at - serving_at),"
    " MAX(finished_at - serving_at) FROM ticket WHERE office_id = :office"
    " AND day BETWEEN '{}' AND '{}' GROUP BY service, counter"
)
_OPEN = f"{_ROWS} state NOT IN ('handed_over', 'referred', 'cancelled')"
_ANSWERS = (
    "SELECT form, service, source, answers, about FROM questionnaire"
    " WHERE office_id = :office AND month"
)
_DUE = (
    "SELECT application_id, due_at, stopped_at, stopped_for FROM clock_run"
    " WHERE office_id = :office AND due_at >= {0} AND due_at < {0} + 2678400000"
)
_BEGAN = {"2026-10": 1790812800000, "2026-11": 1793491200000}  # in milliseconds of UTC
# Each page, and the bare query of the rows that it shows.
_PAGES = {
    "register, newest": (
        "/register",
        "SELECT * FROM application WHERE office_id = :office ORDER BY id DESC LIMIT 50",
    ),
    "register, search by number": (
        "/register?cari=KK-2026-000100",
        f"{_ROWS} year = 2026 AND number = 100",
    ),
    "register, search by name": (
        "/register?cari=Contoh+1711",
        f"{_ROWS} applicant LIKE '%Contoh 1711%' LIMIT 50",
    ),
    "register, a month": (
        "/register/2026/10",
        f"{_ROWS} received_at >= 1790812800000 AND received_at < 1793491200000",
    ),
    "queue, a month": (
        "/riwayat-antrean?rentang=bulan&hari=2026-10-12",
        _QUEUE.format("2026-10-01", "2026-10-31"),
    ),
    "queue, a year with its load": (
        "/riwayat-antrean?rentang=tahun&hari=2026-10-12",
        _QUEUE.format("2026-01-01", "2026-12-31"),
    ),
    "survey, a month": (
        "/survei/2026-10",
        f"{_ANSWERS} BETWEEN '2026-10-01' AND '2026-10-31'",
    ),
    "survey, a year": ("/survei/2026", f"{_ANSWERS} BETWEEN '2026-01-01' AND '2026-12-31'"),
    "targets of the year": (
        "/mutu/2026",
        "SELECT figures FROM closed_period WHERE office_id = :office AND period >= '2026'",
    ),
    "a target and the files of a month": ("/mutu/2026-10/SM-01", _DUE.format(_BEGAN["2026-10"])),
    "analysis and judgements of the year": (
        "/mutu/2026/evaluasi",
        "SELECT * FROM target_review WHERE office_id = :office AND period >= '2026'",
    ),
    "secretary, the office now": ("/sekretaris", _OPEN),
    "section's lists": ("/kasi", _OPEN),
    "operator's lists": ("/operator", _OPEN),
    "inbox of a seat": ("/api/v1/applications/inbox", _OPEN),
}


def query(page: str) -> str:
    """The bare query of the rows that a page shows."""
    return _PAGES[page][1]


def of_month(month: str) -> tuple[str, ...]:
    """What a month was, one statement for each of its chapters."""
    began = _BEGAN[month]
    return (
        _QUEUE.format(f"{month}-01", f"{month}-31"),
        f"{_ROWS} received_at >= {began} AND received_at < {began} + 2678400000",
        _DUE.format(began),
        f"{_ANSWERS} BETWEEN '{month}-01' AND '{month}-31'",
    )


def enlist() -> Actor:
    """Who reads all the pages; known to the office before it closes its months."""
    roles = [staff.COUNTER, staff.OPERATOR, staff.SECTION_HEAD, staff.SECRETARY, staff.CAMAT]
    return people.add(_READER, "Petugas Ukur", roles, _PASSWORD, SYSTEM).acting(staff.CAMAT)


def figures(plan: Plan, size: str) -> Iterator[Figure]:
    """Each page of the opened office, beside bare Flask that tells the same rows as text."""
    app = composition.compose(here())
    try:
        app.config["WTF_CSRF_ENABLED"] = False
        ours, bare = app.test_client(), _bare().test_client()
        _sign_in(ours)
        # As `serve` does with what it has loaded: else a page's time holds a look through all that.
        gc.collect()
        gc.freeze()
        for name in _PAGES:
            yield _figure(plan, name, size, ours, bare)
    finally:
        gc.unfreeze()
        app.extensions["antrean.speaker"].close()


def _figure(plan: Plan, name: str, size: str, ours: FlaskClient, bare: FlaskClient) -> Figure:
    found, floor = interleaved(
        plan.rounds,
        lambda: timed(_get(ours, _PAGES[name][0]), plan.slips),
        lambda: timed(_get(bare, f"/{name}"), plan.slips),
    )
    told = Floor("bare Flask, the bare query", p99(floor))
    runs, goal = plan.rounds * plan.slips, Goal(100, of_value=True)
    return Figure(f"page: {name}, {size}, p99", p99(found), "ms", told, runs, goal=goal)


def _get(client: FlaskClient, address: str) -> Callable[[], Any]:
    def get() -> None:
        answer = client.get(address)
        if answer.status_code != 200:
            raise RuntimeError(f"{address}: {answer.status_code}")

    return get


def _bare() -> Flask:
    app = Flask("bare")

    @app.get("/<name>")
    def rows(name: str) -> str:
        return "\n".join(str(row) for row in db.rows(_PAGES[name][1], office=here().id))

    return app


def _sign_in(client: FlaskClient) -> None:
    answer = client.post("/masuk", data={"username": _READER, "password": _PASSWORD})
    if answer.status_code != 302:
        raise RuntimeError(f"sign-in: {answer.status_code}")
