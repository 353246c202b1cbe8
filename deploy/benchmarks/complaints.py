"""The complaint book of years: a search, a page, the recap of a quarter and its poster."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from deploy.benchmarks import book, office
from deploy.benchmarks.figure import Figure, Floor, interleaved, p50
from deploy.benchmarks.plan import Plan
from deploy.benchmarks.presses import timed
from shared import db
from shared.records import Complaint, ComplaintEvent, YearCounter
from shared.rules.admin import people
from shared.rules.common import staff
from shared.rules.common.actor import SYSTEM, Actor
from shared.rules.common.office import here
from shared.rules.complaints import entry, lists, quarters, recap, recap_view, sight, states
from shared.rules.complaints.lists import BookFilter
from shared.web import complaint_papers

_FIRST_DAY = datetime(2023, 1, 2, 2, 0, tzinfo=UTC)
_A_DAY = 16  # complaints a day: 20,000 in three years and a half
_OPEN = 40
_STEPS = ("enter", "classify", "report", "follow_up", "answer", "close")
_QUARTER = (2025, 2)
_WORDS = (
    "antrean lama",
    "kursi kurang",
    "petugas tidak menjelaskan",
    "listrik padam",
    "terima kasih",
)
_PROMISE = "Loket kedua dibuka setiap hari Senin. Kursi tunggu ditambah sepuluh."
_OURS = "SELECT * FROM complaint WHERE office_id = :office"
_PAGE = f"{_OURS} ORDER BY year DESC, number DESC LIMIT 50"
_BY_NUMBER = f"{_OURS} AND year = :year AND public_number = :number"
_BY_WORD = f"{_OURS} AND text LIKE :word ORDER BY id DESC LIMIT 50"
_OF_QUARTER = (
    "SELECT channel, category, state, closed_at <= due_at, COUNT(*) FROM complaint"
    " WHERE office_id = :office AND day BETWEEN :first AND :last GROUP BY 1, 2, 3, 4"
)


def figures(folder: Path, plan: Plan) -> Iterator[Figure]:
    """Search, recap and poster over `plan.complaints` complaints, beside the bare query."""
    place = office.prepared(folder, "complaints")
    with office.opened(place):
        with db.transaction():
            fill(plan.complaints)
        size = f"{plan.complaints:,} complaints".replace(",", ".")
        yield from _searches(plan, size)
        first, last = (day.isoformat() for day in quarters.span(*_QUARTER))
        yield _figure(
            plan,
            f"complaints: recap of a quarter, {size}",
            lambda: recap_view.of(*_QUARTER),
            _query(_OF_QUARTER, first=first, last=last),
        )
        yield _poster(plan)


def _searches(plan: Plan, size: str) -> Iterator[Figure]:
    page = _query(_PAGE)
    yield _figure(plan, f"complaints: newest page, {size}", _search(""), page)
    yield _figure(
        plan,
        f"complaints: search by number, {size}",
        _search("P-2023-0100"),
        _query(_BY_NUMBER, year=2023, number=100),
    )
    yield _figure(
        plan,
        f"complaints: search by a word, {size}",
        _search("warga4711"),
        _query(_BY_WORD, word="%warga4711%"),
    )
    yield _figure(plan, f"complaints: search by a frequent word, {size}", _search("kursi"), page)


def _figure(plan: Plan, name: str, ours: Callable[[], Any], bare: Callable[[], Any]) -> Figure:
    found, floor = interleaved(
        plan.rounds, lambda: timed(ours, plan.slips), lambda: timed(bare, plan.slips)
    )
    told = Floor("the bare query", p50(floor))
    return Figure(name, p50(found), "ms", told, plan.rounds * plan.slips)


def _poster(plan: Plan) -> Figure:
    """The poster as PDF, beside an all but empty page."""
    _approve()
    complaint_papers.draw_poster(*_QUARTER, "a4")  # the child that draws is up from here on
    ours, floor = interleaved(
        plan.starts,
        lambda: timed(lambda: complaint_papers.draw_poster(*_QUARTER, "a4"), 1),
        lambda: timed(book.empty_page, 1),
    )
    bare = Floor("an empty page drawn", p50(floor))
    return Figure("complaints: poster to PDF", p50(ours), "ms", bare, plan.starts)


def _approve() -> None:
    desk = _hired("ukur-meja", staff.INFO_DESK)
    head = _hired("ukur-camat", staff.CAMAT)
    recap.promise(*_QUARTER, _PROMISE, desk, confirmed=True)
    recap.submit(*_QUARTER, desk)
    recap.approve(*_QUARTER, head)


def _hired(username: str, role: str) -> Actor:
    return people.add(username, "Petugas Ukur", [role], "hanya-untuk-mengukur", SYSTEM).acting(role)


def _search(text: str) -> Callable[[], Any]:
    who = sight.Reader(1, frozenset({staff.SECRETARY}), frozenset(), frozenset())
    return lambda: lists.search(BookFilter(text=text), who)


def _query(sql: str, **values: Any) -> Callable[[], Any]:
    return lambda: db.rows(sql, office=here().id, **values)


def fill(count: int) -> None:
    """Invented complaints, some each day, numbered as the office numbers them."""
    last: dict[int, int] = {}
    db.add_many(Complaint, (_complaint(place, last, count) for place in range(count)))
    db.add_many(ComplaintEvent, (event for place in range(count) for event in _events(place + 1)))
    for year, number in last.items():
        YearCounter.create(office=here().id, book=entry.BOOK, year=year, last=number)


def _complaint(place: int, last: dict[int, int], count: int) -> dict[str, Any]:
    """How it stands: old ones are over, of the last few some wait for an answer."""
    is_open, moment = count - place <= _OPEN, _moment(place)
    last[moment.year] = last.get(moment.year, 0) + 1
    standard = here().standard.complaints
    topic = standard.topics[place % len(standard.topics)]
    due = moment + timedelta(days=14)
    return {
        "id": place + 1,
        "office": here().id,
        "year": moment.year,
        "number": last[moment.year],
        "public_number": last[moment.year],
        "touch": f"ukur-{place}",
        "day": moment.date(),
        "recorded_at": moment,
        "recorded_by": "warga",
        "recorded_role": "warga",
        "received_on": moment.date(),
        "channel": standard.channels[place % len(standard.channels)].code,
        "topic": topic.code,
        "category": topic.category,
        "text": _text(place),
        "code_hash": "-",
        "state": states.REPORTED if is_open else states.CLOSED,
        "kind": states.ORDINARY,
        "guarded": place % 40 == 0,
        "unit": topic.unit,
        "clock_from": moment,
        "report_due_at": due,
        "classify_due_at": due,
        "reply_due_at": due,
        "due_at": due,
        "next_due_at": due if is_open else None,
        "closed_at": None if is_open else moment + timedelta(days=place % 17),
        "public_text": "Antrean terlalu lama",
        "public_action": "Loket kedua dibuka",
    }


def _events(row: int) -> Iterator[dict[str, Any]]:
    for what in _STEPS:
        yield {
            "office": here().id,
            "complaint_id": row,
            "at": _moment(row - 1),
            "what": what,
            "after": states.CLOSED,
            "who": "ukur",
            "role": staff.INFO_DESK,
            "name": "Petugas Ukur",
        }


def _moment(place: int) -> datetime:
    return _FIRST_DAY + timedelta(days=place // _A_DAY, minutes=place % _A_DAY)


def _text(place: int) -> str:
    words = _WORDS[place % len(_WORDS)]
    return f"Saya warga{place} menyampaikan bahwa {words} di kantor ini. " * 3
