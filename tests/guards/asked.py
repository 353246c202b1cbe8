"""Everything that an office of some years asks its database in a day, and where in the program.

The day of practice is made behind the years, every page is opened by everybody who may, lists are
asked for in each of their ways, and chores and print stations do their round.
"""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple
from unittest.mock import patch

from flask import Flask

from deploy import app as composition
from deploy import environment, prepare
from deploy.benchmarks import complaints, tickets, years
from deploy.environment import ROOT
from deploy.practice import day
from kiosk.seats.paper import papers
from shared import config, db
from shared.records import Ticket
from shared.rules import queue
from shared.rules.admin import calendar
from shared.rules.applications import clock_runs, register_paper, seat_lists
from shared.rules.common import chain, staff
from shared.rules.common.office import close_office, here
from shared.rules.complaints import escalation, recap_papers, sight
from shared.rules.complaints import lists as complaint_lists
from shared.rules.oversight import facts, samples
from shared.rules.paper import sheets, slips
from shared.rules.quality import figures, month_report, periods
from shared.rules.queue import sums
from tests import survey
from tests.complaint_book import people
from tests.guards.walk import draft, is_page, leak, paths
from tests.office import PASSWORD

_SEARCHES = (
    "",
    "?cari=contoh",
    "?cari=KK-2026-000001",
    "?cari=12",
    "?cari=3508110101010001",
    "?cari=P-2026-001",
    "?sesudah=KK-2026-000900",
    "?sebelum=KK-2026-000001",
    "?dari=2026-11-01&sampai=2026-11-30",
)
_FILTERED = {
    "/register": (
        "?status=ready",
        "?desa=Contoh",
        "?jenis=UBAH_LAHIR",
        "?status=ready&cari=contoh",
    ),
    "/pengaduan-kantor": (
        "?status=reported",
        "?golongan=ordinary",
        "?seksi=PELAYANAN",
        "?sarana=MEJA_INFORMASI",
        "?kategori=WAKTU",
        "?status=closed&cari=kursi",
        "?sesudah=P-2026-0001",
        "?sebelum=P-2023-0001",
    ),
}
_BESIDE = (
    *(path + end for path, ends in _FILTERED.items() for end in (*_SEARCHES, *ends)),
    "/register/2026/10",
    "/register/2026/10?sesudah=KK-2026-000020",
    "/register/2026/10?sebelum=KK-2026-000900",
    "/register/2026/10/buku.csv",
    "/pengaduan-kantor/buku.csv?dari=2026-11-01",
    "/kasi?bulan=2026-10",
    "/riwayat-antrean?rentang=tahun",
    "/riwayat-antrean?rentang=bulan&hari=2026-10-12",
    "/register/kertas?hari=2026-11-20",
    "/jurnal?orang=warga",
    "/jurnal?perihal=KK-2026-000001",
    "/jurnal?perihal=A-001&dari=2026-11-01&sampai=2026-11-23",
    "/jurnal?buka=1",
    "/pengawasan/2026/10",
    "/ptpp?status=open",
    "/rekap/2026/4",
    "/survei/2026",
    "/survei/2026-11",
    "/survei/2026/jawaban.xlsx",
    "/mutu/2026-10/SM-09",
    "/api/v1/applications/1",
    "/api/v1/applications/inbox",
    "/api/v1/complaints/1",
    "/api/v1/complaints/waiting",
    "/api/v1/corrective-actions",
    "/api/v1/recaps/2026/4",
    "/api/v1/seats",
    "/api/v1/notices",
    "/api/v1/desk/tickets/A-001",
)
_ASK_ALL = (staff.SECTION_HEAD, staff.CAMAT)
_AROUND = (ROOT / "shared" / "rules", ROOT / "kiosk", ROOT / "display", ROOT / "deploy")


class Asked(NamedTuple):
    """A statement, and the function that asked it."""

    place: str
    sql: str


@contextmanager
def asked(data: Path) -> Iterator[dict[Asked, Any]]:
    """The office while it is open, and what it asked, each with the values of one time."""
    chosen = environment.chosen({}, data=str(data), demo=True, now="2026-11-23T10:00")
    heard: dict[Asked, Any] = {}
    settings = config.load(chosen)
    prepare.database(settings)
    with db.transaction():
        years.fill(1_000)
        tickets.fill(3_000)
        complaints.fill(600)
        survey.kept(*["44443444-"] * 300)
    with _listening(heard):
        day.make_day(settings)
        app = composition.compose(here())
        app.config.update(TESTING=True, WTF_CSRF_ENABLED=False)
        samples.draw(2026, 10, people().yusuf)
        leak()
        draft()
        _open(app)
        _chores()
    try:
        yield heard
    finally:
        app.extensions["antrean.speaker"].close()
        close_office()


@contextmanager
def _listening(heard: dict[Asked, Any]) -> Iterator[None]:
    ask = db.database.execute_sql

    def hear(sql: str, params: Any = None, *rest: Any, **more: Any) -> Any:
        heard[Asked(_place(), sql)] = params
        return ask(sql, params, *rest, **more)

    with patch.object(db.database, "execute_sql", hear):
        yield


def _place() -> str:
    """The innermost function of the program around this statement; empty for those of tests."""
    frame = sys._getframe(2)
    while frame is not None:
        path = Path(frame.f_code.co_filename)
        if any(path.is_relative_to(part) for part in _AROUND):
            return f"{path.relative_to(ROOT).with_suffix('')}:{frame.f_code.co_name}"
        frame = frame.f_back
    return ""


def _open(app: Flask) -> None:
    rules = [str(rule) for rule in app.url_map.iter_rules() if is_page(rule)]
    pages = [path for rule in rules for path in paths(rule)]
    for who in people().everybody().values():
        with app.test_client() as browser:
            browser.post("/masuk", data={"username": who.who, "password": PASSWORD})
            if who.role == staff.COUNTER:
                queue.sit(1, who, take_over=True)
            for path in (*pages, *(_BESIDE if who.role in _ASK_ALL else ())):
                browser.get(path)
            browser.post("/api/v1/applications/search", json={"text": "Contoh"})
    token = Ticket.select().order_by(Ticket.id.desc()).first().token
    with app.test_client() as visitor:
        for path in (f"/t/{token}", f"/api/v1/tickets/{token}", f"/kios/tiket/{token}", "/metrics"):
            visitor.get(path)
        told = {"touch": "1f0e5f3c-1d3c-4f1e-9d3e-0123456789ab", "layanan": "KK", "waktu": "4"}
        visitor.get("/kios/suasana")
        visitor.post("/kios/suasana", data={"suasana": "4"})
        for path in ("/kios/survei", f"/t/{token}/survei"):
            visitor.get(path)
            visitor.post(path, data=told)
        visitor.post(f"/t/{token}/suasana", data={"suasana": "4"})
        for path in ("/status", "/kios/status"):
            visitor.post(path, data={"jenis": "KK", "tahun": "2026", "nomor": "1", "kode": "12345"})


def _chores() -> None:
    """What the web process and the print station do by themselves."""
    head = people().ratih
    chores: tuple[Callable[[], object], ...] = (
        queue.sweep,
        sums.sum_up,
        escalation.sweep,
        figures.close_next,
        chain.note_end,
        papers.tidy,
        calendar.fill_ahead,
        seat_lists.mark,
        partial(facts.of, "KK-2026-000001"),
        partial(complaint_lists.mark, sight.reader(head.staff_id)),
        partial(slips.reconcile, "a"),
        partial(slips.claim_next, "a", slips.TICKET_PRINTER),
        partial(sheets.claim_next, "a", sheets.DEFAULT_PRINTER),
        slips.waiting_count,
        clock_runs.recompute,
        partial(register_paper.month, 2026, 11),
        partial(recap_papers.recap, 2026, 3, head),
        partial(month_report.paper, periods.read("2026-10"), head),
    )
    for chore in chores:
        chore()
