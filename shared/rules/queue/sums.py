"""What came of finished days and months, summed once and again whenever it may differ.

Times are kept one by one, in tenths of a minute: `deploy/decisions/queue-sums.md` says why.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, NamedTuple

from shared import clock, db
from shared.records import QueueSum
from shared.records.base import from_ms
from shared.rules.common import spans
from shared.rules.common.office import here
from shared.rules.queue.ticket import CANCELLED, DONE, OUTCOMES, RELEASED

EDITION = 1
"""Of this way of summing: what was summed in an older one is summed again."""

TENTH = 6_000  # milliseconds
_MINUTE = 60_000
_AT_ONCE = 20
_ONE = timedelta(days=1)

_FIRST_DAY = (
    "SELECT MIN(day) FROM (SELECT MIN(day) AS day FROM ticket WHERE office_id = :office"
    " UNION ALL SELECT MIN(day) FROM paper_visit WHERE office_id = :office) AS first"
)
_SUMMED = "SELECT first, last, id FROM queue_sum WHERE office_id = :office AND edition = :edition"
_WITHIN = f"{_SUMMED} AND first BETWEEN :first AND :until"
_READ = "SELECT sums FROM queue_sum WHERE office_id = :office AND id IN :ids"
_FORGET = (
    "DELETE FROM queue_sum WHERE office_id = :office AND first <= :day AND last >= :day"
    " RETURNING id"
)
_EARLY = "DELETE FROM queue_sum WHERE office_id = :office AND last >= :day RETURNING id"
_IS_EARLY = "SELECT id FROM queue_sum WHERE office_id = :office AND last >= :day"
_REPLACED = (
    "DELETE FROM queue_sum WHERE office_id = :office AND first = :first AND last = :last"
    " RETURNING id"
)
_TICKETS = (
    "SELECT id, service, counter, state, outcome, issued_at, first_called_at, serving_at,"
    " finished_at, estimate_low, estimate_high FROM ticket WHERE office_id = :office AND day = :day"
)
_EVENTS = (
    # Joined across: else the planner walks through the events of years.
    "SELECT event.id, ticket_id, what, who, at FROM ticket CROSS JOIN ticket_event AS event"
    " WHERE ticket.office_id = :office AND ticket.day = :day AND undone_at IS NULL"
    " AND event.office_id = ticket.office_id AND event.ticket_id = ticket.id"
)
_ON_PAPER = (
    "SELECT service, state, came_at, called_at, done_at FROM paper_visit"
    " WHERE office_id = :office AND day = :day AND withdrawn_at IS NULL AND ticket_id IS NULL"
)
_OPEN = (
    "SELECT COUNT(*) FROM ticket WHERE office_id = :office AND day = :day"
    " AND state NOT IN ('done', 'cancelled', 'released')"
)


@dataclass
class Part:
    """Tickets of one service that ended at one counter (None: at none) with one officer.

    `taken` is `served`, `missed` (called, did not come), `away` (left for papers or a moment, did
    not come back), `cancelled`, `unserved` (still waiting or at a counter when the day ended) and
    `open` (today only). `papers`: how often somebody was sent for papers. `waits` until the first
    call and `services`, of those served; `inside`, `early`, `late`: first calls within the minutes
    that the ticket told, before and after them, and by how much. Of those served, how it ended
    as far as that is known: `accepted` to `other`, the names of `OUTCOMES`. `paper`: how many of
    all had a hand-written number; `untimed`: of those served, how long they waited is not known.
    """

    service: str
    counter: int | None = None
    officer: str = ""
    taken: int = 0
    served: int = 0
    missed: int = 0
    away: int = 0
    cancelled: int = 0
    unserved: int = 0
    open: int = 0
    papers: int = 0
    accepted: int = 0
    lacking: int = 0
    informed: int = 0
    handed: int = 0
    other: int = 0
    inside: int = 0
    paper: int = 0
    untimed: int = 0
    waits: list[int] = field(default_factory=list)
    services: list[int] = field(default_factory=list)
    early: list[int] = field(default_factory=list)
    late: list[int] = field(default_factory=list)


class SummedDay(NamedTuple):
    """Numbers taken by the hour (`08`), and the moment of the first call."""

    hours: dict[str, int]
    first_call: int | None


@dataclass(frozen=True)
class Sums:
    """A day, or the days of a month together: their parts, and what is told of each day."""

    parts: list[Part]
    days: dict[date, SummedDay]


TIMES = ("waits", "services", "early", "late")
COUNTS = (
    *("taken", "served", "missed", "away", "cancelled", "unserved", "open", "papers", "inside"),
    *("paper", "untimed"),
    *OUTCOMES,
)
_Key = tuple[str, int | None, str]
_Event = tuple[int, int, str, str, int]


def of(day: date) -> Sums:
    """The day summed from its tickets as they are now."""
    events = sorted(db.rows(_EVENTS, office=here().id, day=day.isoformat()))
    ways: dict[int, list[_Event]] = defaultdict(list)
    for event in events:
        ways[event[1]].append(event)
    parts: dict[_Key, Part] = {}
    hours: Counter[str] = Counter()
    for id_, service, counter, state, outcome, issued, *rest in db.rows(
        _TICKETS, office=here().id, day=day.isoformat()
    ):
        came, officer = _outcome(state, ways[id_])
        part = parts.setdefault((service, counter, officer), Part(service, counter, officer))
        part.taken += 1
        for name in (came, outcome) if came == "served" and outcome else (came,):
            setattr(part, name, getattr(part, name) + 1)
        part.papers += sum(what == "papers" for _, _, what, _, _ in ways[id_])
        _add_times(part, state, issued, *rest)
        hours[f"{clock.local(from_ms(issued)).hour:02d}"] += 1
    _add_on_paper(day, parts, hours)
    calls = [at for _, _, what, _, at in events if what == "called"]
    found = SummedDay(dict(sorted(hours.items())), min(calls, default=None))
    return Sums(_tidy(parts), {day: found})


def sum_up(most: int = _AT_ONCE) -> int:
    """Sum so many of the days and months that are over and not summed; how many."""
    _forget_from(clock.service_day())
    done = 0
    for first, last in missing():
        if done == most:
            break
        with db.transaction():
            if db.value(_OPEN, office=here().id, day=first.isoformat()):
                continue  # what is left of that day is about to be released
            sums = of(first) if first == last else together(_stored(first, last))
            span = {"office": here().id, "first": first.isoformat(), "last": last.isoformat()}
            db.rows(_REPLACED, **span)
            db.add(QueueSum, **span, edition=EDITION, sums=_closed(sums))
        done += 1
    return done


def forget(day: date) -> None:
    """A ticket of that day changed: all that it was summed into is to be summed again."""
    if day < clock.service_day():
        db.rows(_FORGET, office=here().id, day=day.isoformat())


def _forget_from(day: date) -> None:
    """What a wrong clock took for finished."""
    of_day = {"office": here().id, "day": day.isoformat()}
    if db.value(_IS_EARLY, **of_day):
        with db.transaction():
            db.rows(_EARLY, **of_day)


def first_day() -> date | None:
    """The day of the first number that this office gave, by a machine or by hand."""
    found = db.value(_FIRST_DAY, office=here().id)
    return date.fromisoformat(found) if found else None


def missing() -> Iterator[tuple[date, date]]:
    """What is over and not summed: days, the newest first, and months of which each day is."""
    first, today = first_day(), clock.service_day()
    if first is None:
        return
    rows = db.rows(_SUMMED, office=here().id, edition=EDITION)
    known = {(begins, ends) for begins, ends, _ in rows}
    months: dict[date, bool] = {}
    day = today - _ONE
    while day >= first:
        text = day.isoformat()
        is_known = (text, text) in known
        month = day.replace(day=1)
        months[month] = months.get(month, True) and is_known
        if not is_known:
            yield day, day
        day -= _ONE
    for month in (begins for begins, is_whole in months.items() if is_whole):
        last = spans.of(spans.MONTH, month).last
        if last < today and (month.isoformat(), last.isoformat()) not in known:
            yield month, last


def read(span: spans.Span, whole: Callable[[spans.Span], bool]) -> list[Sums]:
    """The sums of the span, and today as it is now if it is in it.

    `whole`: whether a month of it may be read as one.
    """
    today = clock.service_day()
    found = _stored(span.first, min(span.last, today - _ONE), whole)
    return [*found, of(today)] if span.first <= today <= span.last else found


def together(several: Iterable[Sums]) -> Sums:
    """Several days as one."""
    parts: dict[_Key, Part] = {}
    days: dict[date, SummedDay] = {}
    for one in several:
        days |= one.days
        for part in one.parts:
            key = part.service, part.counter, part.officer
            add(parts.setdefault(key, Part(*key)), part)
    return Sums(_tidy(parts), days)


def add(to: Any, more: Any, counts: Sequence[str] = COUNTS) -> None:
    """Add the numbers and times of a part, or of what is made of parts, to those of another."""
    mine, others = vars(to), vars(more)
    for name in counts:
        mine[name] += others[name]
    for name in TIMES:
        mine[name].extend(others[name])


def _stored(
    first: date, last: date, whole: Callable[[spans.Span], bool] = lambda month: False
) -> list[Sums]:
    """What is stored of those days, in months where they may be read whole."""
    span = {"first": first.isoformat(), "until": last.isoformat()}
    rows = db.rows(_WITHIN, office=here().id, edition=EDITION, **span)
    months, days = {}, {}
    for begins, ends, id_ in rows:
        if begins == ends:
            days[begins] = id_
        elif ends <= span["until"] and whole(spans.of(spans.MONTH, date.fromisoformat(begins))):
            months[begins[:7]] = id_
    ids = (*months.values(), *(id_ for day, id_ in days.items() if day[:7] not in months))
    return [_opened(sums) for (sums,) in db.rows(_READ, office=here().id, ids=ids)]


def _outcome(state: str, way: Sequence[_Event]) -> tuple[str, str]:
    """What came of a ticket, as a part counts it, and with which officer."""
    last = {what: who for _, _, what, who, _ in way}
    if state == DONE:
        return "served", last.get("finished", "")
    if state == CANCELLED:
        return "cancelled", ""
    if state != RELEASED:
        return "open", ""
    before = next((what for _, _, what, _, _ in reversed(way) if what != "released"), "")
    if before == "missed":
        return "missed", last[before]
    return ("away", last[before]) if before in ("held", "papers") else ("unserved", "")


def _add_times(
    part: Part,
    state: str,
    issued: int,
    called: int | None,
    serving: int | None,
    finished: int | None,
    low: int | None,
    high: int | None,
) -> None:
    if state == DONE and called is not None:
        part.waits.append(_tenths(called - issued))
    if state == DONE and serving is not None and finished is not None:
        part.services.append(_tenths(finished - serving))
    if called is None or low is None or high is None:
        return
    early, late = low * _MINUTE - (called - issued), called - issued - high * _MINUTE
    if early > 0:
        part.early.append(_tenths(early))
    elif late > 0:
        part.late.append(_tenths(late))
    else:
        part.inside += 1


def _add_on_paper(day: date, parts: dict[_Key, Part], hours: Counter[str]) -> None:
    """Who had a hand-written number: at no counter that is known, and by no officer."""
    for service, state, came, called, done in db.rows(
        _ON_PAPER, office=here().id, day=day.isoformat()
    ):
        if state == "waits" and day >= clock.service_day():
            continue  # until it is known how that ends
        part = parts.setdefault((service, None, ""), Part(service))
        part.taken += 1
        part.paper += 1
        ended = {"served": "served", "gone": "away", "waits": "unserved"}[state]
        setattr(part, ended, getattr(part, ended) + 1)
        if state == "served":
            part.untimed += came is None or called is None
            if came is not None and called is not None:
                part.waits.append(_tenths(called - came))
            if called is not None and done is not None:
                part.services.append(_tenths(done - called))
        if came is not None:
            hours[f"{clock.local(from_ms(came)).hour:02d}"] += 1


def _tenths(ms: int) -> int:
    """Tenths of a minute, upwards: at most fifteen minutes is at most 150."""
    return -(-max(0, ms) // TENTH)


def _tidy(parts: dict[_Key, Part]) -> list[Part]:
    """The same tickets give the same row, letter by letter."""
    for part in parts.values():
        for name in TIMES:
            getattr(part, name).sort()
    return [parts[key] for key in sorted(parts, key=lambda key: (key[0], key[1] or 0, key[2]))]


def _closed(sums: Sums) -> str:
    # Most of a part is nothing, and a year of it is read at once.
    parts = [{name: value for name, value in vars(one).items() if value} for one in sums.parts]
    days = {day.isoformat(): told for day, told in sums.days.items()}
    return json.dumps({"parts": parts, "days": days}, separators=(",", ":"))


def _opened(kept: str) -> Sums:
    told = json.loads(kept)
    days = {date.fromisoformat(day): SummedDay(*found) for day, found in told["days"].items()}
    return Sums([Part(**part) for part in told["parts"]], days)
