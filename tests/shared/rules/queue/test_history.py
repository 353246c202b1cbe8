"""The queue remembered: every figure against one computed from the definition (DOMAIN 8)."""

import json
import math
import statistics
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared import db
from shared.records import CalendarDay, QueueSum, Ticket
from shared.rules import queue
from shared.rules.common import office as offices
from shared.rules.common import spans
from shared.rules.common.actor import Actor
from shared.rules.common.office import Here, here
from shared.rules.queue import history, sums
from shared.rules.queue.history import Tally, Times
from shared.standard.hours import WEEKDAYS
from tests.office import MONDAY, Later, take
from tests.shared.rules.queue.past import Past, generated, kept

OPENED, YESTERDAY = date(2026, 3, 2), date(2026, 11, 22)
TODAY = MONDAY.date()
KINDS = tuple(spans.KINDS)
TARGET = 15
ENDS = ("accepted", "lacking", "informed", "handed", "other")


def tenths(ms: int) -> int:
    """Tenths of a minute, upwards."""
    return math.ceil(ms / 6_000)


def nearest_rank(times: list[int], part: float) -> float | None:
    """The shortest time that this part of all does not exceed, in minutes."""
    return sorted(times)[math.ceil(part * len(times)) - 1] / 10 if times else None


def figures(past: Iterable[Past]) -> dict[str, object]:
    """What is told of these tickets, from the definitions."""
    every = list(past)
    served = [one for one in every if one.outcome == "served"]
    waits = [tenths(one.wait or 0) for one in served]
    lengths = [tenths(one.service_time or 0) for one in served]
    told = [(one.told, one.wait) for one in every if one.told and one.wait is not None]
    return {
        "taken": len(every),
        **Counter(dict.fromkeys(("served", "missed", "away", "cancelled", "unserved"), 0)),
        **Counter(one.outcome for one in every),
        "papers": sum(one.papers for one in every),
        "ends": [sum(one.ended == end for one in served) for end in ENDS],
        "median wait": statistics.median(waits) / 10 if waits else None,
        "p90 wait": nearest_rank(waits, 0.9),
        "longest wait": max(waits) / 10 if waits else None,
        "median service": statistics.median(lengths) / 10 if lengths else None,
        "p90 service": nearest_rank(lengths, 0.9),
        "longest service": max(lengths) / 10 if lengths else None,
        "within": sum((one.wait or 0) <= TARGET * 60_000 for one in served),
        "inside": sum(low * 60_000 <= wait <= high * 60_000 for (low, high), wait in told),
        "early": sorted(
            tenths(low * 60_000 - wait) for (low, _), wait in told if wait < low * 60_000
        ),
        "late": sorted(
            tenths(wait - high * 60_000) for (_, high), wait in told if wait > high * 60_000
        ),
    }


def said(tally: Tally) -> dict[str, object]:
    """The same of what the program tells."""
    names = ("taken", "served", "missed", "away", "cancelled", "unserved", "papers")
    return {
        **{name: getattr(tally, name) for name in names},
        "ends": [getattr(tally, end) for end in ENDS],
        "median wait": tally.waits.median,
        "p90 wait": tally.waits.p90,
        "longest wait": tally.waits.longest,
        "median service": tally.services.median,
        "p90 service": tally.services.p90,
        "longest service": tally.services.longest,
        "within": tally.within,
        "inside": tally.inside,
        "early": sorted(tally.early),
        "late": sorted(tally.late),
    }


@pytest.fixture
def past(office: Here) -> list[Past]:
    """An office that opened in March and was closed on a working day of October."""
    closed = date(2026, 10, 14)
    CalendarDay.create(
        office=office.id, day=closed, name="Listrik padam", kind="KANTOR", source="petugas"
    )
    found = [one for one in generated(OPENED, YESTERDAY, 8) if one.day != closed]
    with db.transaction():
        kept(found)
    while sums.sum_up():
        pass
    return found


def test_every_figure_of_every_kind_of_span_is_what_its_definition_says(past: list[Past]) -> None:
    asked = [(kind, day) for kind in KINDS for day in (OPENED, date(2026, 10, 14), YESTERDAY)]
    compared = 0
    for kind, day in asked:
        span = spans.of(kind, day)
        found = history.of(span, officers=True)
        mine = [one for one in past if span.first <= one.day <= span.last]
        assert said(found.total) == figures(mine), span.title
        for tallies, what in (
            (found.services, lambda one: here().standard.service(one.service).title),
            (found.counters, _counter),
            (found.officers, lambda one: one.officer),
        ):
            assert {one.title: said(one) for one in tallies} == _apart(mine, what), span.title
            compared += len(tallies)
    assert compared > 60


def _counter(one: Past) -> str:
    return here().standard.counter(one.counter).name if one.counter else "Tanpa loket"


def _apart(past: list[Past], what: Callable[[Past], str]) -> dict[str, dict[str, object]]:
    groups = defaultdict(list)
    for one in past:
        groups[what(one)].append(one)
    return {title: figures(group) for title, group in groups.items() if title}


def test_what_became_of_numbers_adds_up_in_every_line(past: list[Past]) -> None:
    found = history.of(spans.of(spans.YEAR, YESTERDAY), officers=True)
    lines = [found.total, *found.services, *found.counters, *found.officers, *found.steps]
    for one in lines:
        assert one.taken == one.served + one.lost + one.open
        assert one.told == one.inside + one.early.count + one.late.count
    for parts in (found.services, found.counters, found.steps):
        assert sum(one.taken for one in parts) == found.total.taken == len(past)


def test_a_span_is_told_step_by_step_without_the_days_before_the_office_opened(
    past: list[Past],
) -> None:
    """October has 22 weekdays, on one of which the office was closed."""
    for kind, count in ((spans.YEAR, 9), (spans.MONTH, 21), (spans.WEEK, 4), (spans.DAY, 1)):
        span = spans.of(kind, date(2026, 10, 13))
        found = history.of(span, officers=False)
        groups: dict[str, list[Past]] = defaultdict(list)
        for one in past:
            if span.first <= one.day <= span.last:
                month = spans.of(spans.MONTH, one.day).title
                groups[month if kind == spans.YEAR else f"{one.day:%d-%m}"].append(one)
        told = {one.title: said(one) for one in found.steps if one.taken}
        assert told == {title: figures(group) for title, group in groups.items()}
        assert len(found.steps) == count


def test_the_load_is_an_average_over_days_of_that_weekday_on_which_the_office_was_open(
    past: list[Past],
) -> None:
    span = spans.of(spans.QUARTER, date(2026, 3, 1))
    load = history.of(span, officers=False).load
    mine = [one for one in past if span.first <= one.day <= span.last]
    came = {one.day for one in mine}
    off = {row.day for row in CalendarDay.select()} - came
    first = min(came)
    days = [first + timedelta(days=n) for n in range((span.last - first).days + 1)]
    opened = [day for day in days if day.weekday() < 5 and day not in off]
    assert set(opened) - came, "somebody waited in vain for people"
    for at, name in enumerate(WEEKDAYS[:5]):
        row = load.rows[load.weekdays.index(name)]
        count = sum(day.weekday() == at for day in opened)
        for hour, value in zip(load.hours, row, strict=True):
            numbers = sum(one.day.weekday() == at and one.hour == int(hour) for one in mine)
            assert value == numbers / count
        assert load.days[at] == count
    assert (load.hours[0], load.hours[-1]) == ("08", "14")


def test_first_calls_are_counted_from_the_opening_of_each_day(past: list[Past]) -> None:
    span = spans.of(spans.QUARTER, date(2026, 10, 1))
    first: dict[date, float] = {}
    for one in past:
        if span.first <= one.day <= span.last and one.wait is not None:
            called = one.issued + timedelta(milliseconds=one.wait)
            opens = called.replace(hour=8, minute=0, second=0, microsecond=0)
            minutes = math.ceil((called - opens).total_seconds() / 6) / 10
            first[one.day] = min(minutes, first.get(one.day, math.inf))
    found = history.of(span, officers=False).first_calls
    assert found.count == len(first) > 20
    assert (found.median, found.longest) == (statistics.median(first.values()), max(first.values()))


def test_nothing_is_divided_by_nothing() -> None:
    empty = Tally()
    shares = (empty.within_share, empty.lost_share, empty.inside_share)
    times = (empty.waits.median, empty.waits.p90, empty.waits.longest)
    assert (shares, times) == (("–",) * 3, (None,) * 3)


def test_an_office_without_a_number_has_no_figures(office: Here) -> None:
    assert sums.sum_up() == 0
    for kind in KINDS:
        found = history.of(spans.of(kind, TODAY), officers=True)
        assert (found.total.taken, found.services, found.unsummed) == (0, [], 0)
        assert (found.load.rows, found.steps) == ([], [])


@given(st.lists(st.integers(0, 3000), min_size=1, max_size=60), st.integers(1, 59))
def test_median_and_p90_are_those_of_the_times_one_by_one(times: list[int], cut: int) -> None:
    found = Times(times[:cut])
    assert found.longest == max(times[:cut]) / 10
    found.extend(Times(times[cut:]))
    assert found.count == len(times)
    assert found.median == statistics.median(times) / 10
    assert found.p90 == nearest_rank(times, 0.9)
    assert found.longest == max(times) / 10


@given(st.lists(st.tuples(st.integers(0, 60 * 60_000), st.integers(1, 60)), max_size=30))
def test_waits_within_the_target_are_counted_to_the_millisecond(
    waits: list[tuple[int, int]],
) -> None:
    for ms, target in waits:
        tally = Tally()
        part = sums.Part("KK", 1, "sari", waits=[sums._tenths(ms)])
        tally.add(part, target)
        assert tally.within == (ms <= target * 60_000)


def _count(found: int | Times) -> int:
    return found if isinstance(found, int) else found.count


def _told(found: history.History) -> list[dict[str, object]]:
    parts = (*found.services, *found.counters, *found.officers, *found.steps)
    return [said(one) for one in (found.total, *parts)]


class TestRowsOfDays:
    """A finished day is one row, the same however often it is summed."""

    def _rows(self) -> dict[date, str]:
        rows = QueueSum.select().where(QueueSum.first == QueueSum.last)
        return {row.first: row.sums for row in rows}

    def test_days_without_a_number_have_their_row_too_and_today_has_none(
        self, past: list[Past]
    ) -> None:
        first = min(one.day for one in past)
        days = [first + timedelta(days=n) for n in range((TODAY - first).days)]
        assert sorted(self._rows()) == days
        assert list(sums.missing()) == []

    def test_summing_again_gives_the_same_row_letter_by_letter(self, past: list[Past]) -> None:
        before = self._rows()
        QueueSum.delete().execute()
        while sums.sum_up(50):
            pass
        assert self._rows() == before

    def test_days_of_an_older_way_of_summing_are_left_out_and_summed_again(
        self, past: list[Past]
    ) -> None:
        day = past[-1].day
        QueueSum.update(edition=0, sums="{}").where(QueueSum.first == day).execute()
        found = history.of(spans.of(spans.MONTH, day), officers=False)
        assert (found.unsummed, list(sums.missing())) == (1, [(day, day)])
        assert sums.sum_up() == 1
        again = history.of(spans.of(spans.MONTH, day), officers=False)
        month = [one for one in past if one.day.month == day.month]
        assert (again.unsummed, said(again.total)) == (0, figures(month))

    def test_a_ticket_of_a_finished_day_that_changes_has_its_day_summed_again(
        self, sari: Actor, later: Later
    ) -> None:
        take()
        queue.call_next(1, sari), queue.serve(1, sari), queue.finish(1, sari)
        later(days=1)
        assert sums.sum_up() == 1
        with db.transaction():
            row = Ticket.get()
            Ticket.update(state="serving").execute()
            queue.moves.move(Ticket.get_by_id(row.id), "cancelled", sari)
        assert list(sums.missing()) == [(TODAY, TODAY)]
        assert sums.sum_up() == 1
        assert history.of(spans.of(spans.DAY, TODAY), officers=False).total.cancelled == 1

    def test_days_summed_before_visits_had_an_end_say_the_same_as_ever(
        self, past: list[Past]
    ) -> None:
        """A row of an older version names no ends: of its numbers nobody had said any."""
        Ticket.update(outcome=None).execute()
        QueueSum.delete().execute()
        while sums.sum_up(50):
            pass
        assert not [row for row in self._rows().values() if "accepted" in row or "lacking" in row]
        found = history.of(spans.of(spans.YEAR, YESTERDAY), officers=False).total
        assert (found.said, found.lacking_share, found.taken) == (0, "–", len(past))

    def test_a_day_whose_numbers_are_not_over_waits_until_they_are(
        self, sari: Actor, later: Later
    ) -> None:
        take()
        later(days=1)
        assert sums.sum_up() == 0
        assert queue.sweep() == 1
        assert sums.sum_up() == 1
        assert history.of(spans.of(spans.DAY, TODAY), officers=False).total.unserved == 1

    def test_a_few_days_are_summed_at_a_time_the_newest_first(self, office: Here) -> None:
        with db.transaction():
            kept(generated(date(2026, 9, 1), YESTERDAY, 1))
        assert sums.sum_up(3) == 3
        assert sorted(self._rows()) == [YESTERDAY - timedelta(days=n) for n in (2, 1, 0)]

    def test_a_month_of_finished_days_is_a_row_too_and_says_the_same_as_its_days(
        self, past: list[Past]
    ) -> None:
        months = {row.first.month for row in QueueSum.select() if row.first != row.last}
        assert months == set(range(3, 11))
        year = spans.of(spans.YEAR, YESTERDAY)
        whole = history.of(year, officers=True)
        QueueSum.delete().where(QueueSum.first != QueueSum.last).execute()
        by_days = history.of(year, officers=True)
        assert _told(whole) == _told(by_days)
        assert (whole.load, whole.days) == (by_days.load, by_days.days)

    def test_a_month_is_summed_again_with_its_day(self, past: list[Past]) -> None:
        march = spans.of(spans.MONTH, OPENED)
        sums.forget(past[0].day)
        assert list(sums.missing()) == [(past[0].day, past[0].day)]
        assert (sums.sum_up(), sums.sum_up(), sums.sum_up()) == (1, 1, 0)
        [kept_again] = QueueSum.select().where(
            QueueSum.last == march.last, QueueSum.first < march.last
        )
        assert kept_again.first == march.first

    def test_a_day_that_a_wrong_clock_took_for_finished_counts_once_and_is_summed_at_its_end(
        self, sari: Actor, later: Later
    ) -> None:
        take()
        queue.call_next(1, sari), queue.serve(1, sari), queue.finish(1, sari)
        later(days=2)
        assert sums.sum_up() == 2
        later(days=-2)
        take()
        queue.call_next(1, sari), queue.serve(1, sari), queue.finish(1, sari)
        assert history.of(spans.of(spans.DAY, TODAY), officers=False).total.taken == 2
        assert sums.sum_up() == 0
        later(days=1)
        assert sums.sum_up() == 1
        assert history.of(spans.of(spans.DAY, TODAY), officers=False).total.taken == 2

    def test_only_plain_facts_are_in_a_row(self, past: list[Past]) -> None:
        told = json.loads(self._rows()[past[-1].day])
        assert sorted(told) == ["days", "parts"]
        assert {one.get("officer", "") for one in told["parts"]} <= {"sari", "budi", "tono", ""}


class TestThroughTheRules:
    """What the rules leave behind is what is summed."""

    def _today(self) -> history.History:
        return history.of(spans.of(spans.DAY, TODAY), officers=True)

    def test_missed_transferred_given_back_and_sent_for_papers_are_told_apart(
        self, sari: Actor, tono: Actor, later: Later
    ) -> None:
        for service in ("KK", "KK", "KK", "KK", "AMBIL", "KK"):
            take(service)
        later(minutes=12)
        queue.call_next(1, sari), queue.skip(1, sari)  # A-001 never comes
        queue.call_next(1, sari), queue.serve(1, sari), queue.papers(1, sari)  # A-002 stays away
        queue.call_next(1, sari), queue.serve(1, sari)
        queue.transfer(1, sari, service="INFO")  # A-003 goes to the other counter
        later(minutes=5)
        queue.call_next(2, tono), queue.serve(2, tono)
        later(minutes=4, seconds=3)
        queue.finish(2, tono)
        queue.call_next(1, sari), queue.skip(1, sari)  # A-004 is missed, comes back, is served
        queue.bring_back("A-004", sari)
        queue.call_number(1, "A-004", sari), queue.serve(1, sari)
        later(minutes=2)
        queue.finish(1, sari)
        queue.cancel("K-001", "Pulang.", sari)
        before = self._today()
        assert (before.total.open, before.total.taken, before.live) == (3, 6, True)
        later(days=1)
        queue.sweep()
        assert sums.sum_up() == 1
        found = history.of(spans.of(spans.DAY, TODAY), officers=True)
        whole = found.total
        numbers = (whole.served, whole.missed, whole.away, whole.cancelled, whole.unserved)
        assert numbers == (2, 1, 1, 1, 1)
        assert (whole.papers, whole.waits.longest, whole.services.longest) == (1, 21.1, 4.1)
        apart = {one.title: (one.served, one.missed, one.away) for one in found.officers}
        assert apart == {"Sari Percobaan": (1, 1, 1), "Tono Contoh": (1, 0, 0)}
        services = {one.title: one.taken for one in found.services}
        assert services["Informasi dan pengaduan"] == 1

    @pytest.mark.parametrize(
        ("minutes", "told"), [(4.99, "early"), (5, "inside"), (10, "inside"), (10.01, "late")]
    )
    def test_a_first_call_at_the_very_end_of_the_told_range_is_within_it(
        self, sari: Actor, minutes: float, told: str
    ) -> None:
        take()
        queue.call_next(1, sari)
        called = Ticket.get().issued_at + timedelta(minutes=minutes)
        Ticket.update(estimate_low=5, estimate_high=10, first_called_at=called).execute()
        found = self._today().total
        ends = [name for name in ("early", "inside", "late") if _count(getattr(found, name))]
        assert ends == [told]

    def test_a_call_before_the_opening_is_no_time_after_it(self, sari: Actor, later: Later) -> None:
        later(hours=-1.5)
        queue.sit(1, sari)
        take(channel=queue.DESK)
        queue.call_next(1, sari)
        assert self._today().first_calls.longest == 0

    def test_a_step_that_was_taken_back_counts_for_nothing(self, sari: Actor) -> None:
        take()
        queue.call_next(1, sari), queue.serve(1, sari), queue.papers(1, sari)
        assert self._today().total.papers == 1
        queue.undo(1, sari)
        found = self._today().total
        assert (found.papers, found.open) == (0, 1)

    def test_an_officer_who_went_before_the_end_has_the_number_served_by_the_next(
        self, sari: Actor, tono: Actor, later: Later
    ) -> None:
        take("INFO")
        queue.call_next(2, tono), queue.serve(2, tono)
        queue.seating.give_back(tono.staff_id or 0, tono)
        queue.sit(2, sari)
        queue.call_next(2, sari), queue.serve(2, sari)
        queue.finish(2, sari)
        mine = history.of_officer(spans.of(spans.DAY, TODAY), "sari").total
        other = history.of_officer(spans.of(spans.DAY, TODAY), "tono").total
        assert (mine.served, other.taken) == (1, 0)

    def test_an_officer_is_told_of_nobody_else(self, past: list[Past]) -> None:
        span = spans.of(spans.YEAR, YESTERDAY)
        found = history.of_officer(span, "budi")
        mine = [one for one in past if one.officer == "budi"]
        assert said(found.total) == figures(mine)
        assert sum(one.taken for one in found.steps) == len(mine)

    def test_a_target_holds_from_its_own_day_on_and_none_is_no_share(
        self, past: list[Past], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        now = here()
        [rule] = now.standard.queue_rules
        begins = date(2026, 6, 10)
        rules = (
            replace(rule, wait_target_minutes=None, valid_to=begins - timedelta(days=1)),
            replace(rule, wait_target_minutes=10, valid_from=begins),
        )
        other = replace(now, standard=replace(now.standard, queue_rules=rules))
        monkeypatch.setattr(offices, "_here", other)
        served = [one for one in past if one.outcome == "served" and one.day >= begins]
        for kind, until in ((spans.QUARTER, date(2026, 6, 30)), (spans.YEAR, YESTERDAY)):
            found = history.of(spans.of(kind, begins), officers=False).total
            aimed = [one.wait or 0 for one in served if one.day <= until]
            assert found.aimed == len(aimed)
            assert found.within == sum(wait <= 600_000 for wait in aimed)
