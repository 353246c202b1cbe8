"""Hand-written numbers of a cut, entered afterwards: numbering, waits, who may, what is refused."""

import statistics
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared import clock, db
from shared.errors import Invalid, NotAllowed, Refused
from shared.records import ClosedPeriod, JournalLine, PaperVisit, Ticket
from shared.rules import queue
from shared.rules.applications import outages
from shared.rules.common import spans, staff
from shared.rules.common.actor import Actor
from shared.rules.common.office import Here, here
from shared.rules.quality import indicators, of_queue, periods, results
from shared.rules.queue import by_hand, floor, history, history_sheet, sums
from shared.rules.queue.by_hand import GONE, SERVED, WAITS, PaperEntry
from tests.office import MONDAY, Later, counters_that_serve, seated, take

DAY = MONDAY.date()
RINA = Actor("rina", staff.INFO_DESK, 1)
SARI = Actor("sari", staff.COUNTER, 2)


@pytest.fixture
def cut(office: Here, later: Later) -> int:
    """Power was out this Monday from 09.00 to 13.00; it is 13.00."""
    row = outages.begin("LISTRIK", Actor("dewi", staff.OPERATOR, 3))
    later(hours=4)
    outages.end(row.id, Actor("dewi", staff.OPERATOR, 3))
    return int(row.id)


def line(
    number: int, came: str = "9.05", called: str = "0920", done: str = "09.40", **rest: Any
) -> PaperEntry:
    """A line of the paper."""
    return PaperEntry(number, rest.pop("service", "KK"), came, called, done, **rest)


def told(**other: str) -> dict[str, str]:
    """The same without its number."""
    return {name: text for name, text in vars(line(1, **other)).items() if name != "number"}


def test_a_line_of_the_paper_is_kept_under_its_own_number_and_counts_in_the_day(cut: int) -> None:
    printed = take()
    entered = by_hand.enter(DAY, cut, line(1), RINA)
    day = history.of(spans.of(spans.DAY, DAY), officers=False)
    after = take()
    assert (entered.new, entered.visit.name, entered.visit.by) == (True, "Kertas 1", "rina")
    assert (entered.visit.came, entered.visit.called, entered.visit.done) == (
        "09.05",
        "09.20",
        "09.40",
    )
    assert (day.total.taken, day.total.served, day.total.paper) == (2, 1, 1)
    assert (day.total.waits.median, day.total.services.median) == (15.0, 20.0)
    assert [printed.number, after.number] == ["A-001", "A-002"]
    assert floor.figures().served == 1


def test_the_same_line_twice_is_one_and_another_line_under_the_number_is_named(cut: int) -> None:
    by_hand.enter(DAY, cut, line(7), RINA)
    again = by_hand.enter(DAY, cut, line(7, came="0905"), SARI)
    with pytest.raises(
        Refused, match=r"Kertas 7 sudah dimasukkan rina pukul 13.00: KK, datang 09.05"
    ):
        by_hand.enter(DAY, cut, line(7, came="9.06"), SARI)
    assert again.new is False
    assert PaperVisit.select().count() == 1


def test_what_the_paper_does_not_tell_is_a_visitor_without_a_time_and_said(cut: int) -> None:
    by_hand.enter(DAY, cut, line(1), RINA)
    by_hand.enter(DAY, cut, line(2, called="", done=""), RINA)
    by_hand.enter(DAY, cut, line(4, called="", done="", state=GONE), RINA)
    found = history.of(spans.of(spans.DAY, DAY), officers=False)
    assert (found.total.served, found.total.away, found.total.waits.count) == (2, 1, 1)
    assert any(
        told.startswith("Termasuk 3 orang dengan nomor kertas, 1 di antaranya tanpa lama menunggu")
        for told in history_sheet.of(found).remarks
    )
    services = history_sheet.of(found).grids[0]
    at = services.columns.index("Dari kertas")
    assert (services.columns[at + 1], services.rows[0][at : at + 2]) == (
        "Tanpa lama menunggu",
        [3, 1],
    )
    assert by_hand.of(DAY).gaps == [3]
    assert of_queue.told_of_paper(DAY, DAY, of_queue.waited(DAY, DAY)) == (
        ", termasuk 1 dari catatan tangan; 1 tanpa jam tidak dihitung"
    )


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        (line(0), "Tulis nomor kertas seperti 7."),
        (line(501), "Tulis nomor kertas seperti 7."),
        (line(1, service="ZZ"), "Layanan ini tidak ada"),
        (line(1, state="?"), "Pilih Selesai"),
        (line(1, came="25.00"), "Tulis jam datang seperti 09.15."),
        (line(1, came="9.50"), "Urutan jamnya harus"),
        (line(1, done="13.01"), "Periksa jam selesai: waktunya belum tiba."),
        (line(1, state=GONE), "Yang tidak dilayani tidak punya jam"),
        (line(1, came="", called="", done="", state=WAITS), "Tulis jam datang"),
    ],
)
def test_a_line_that_cannot_be_is_refused_in_words_and_changes_nothing(
    cut: int, wrong: PaperEntry, sentence: str
) -> None:
    with pytest.raises(Invalid, match=sentence):
        by_hand.enter(DAY, cut, wrong, RINA)
    assert PaperVisit.select().count() == 0


def test_only_a_working_day_with_a_noted_cut_takes_lines(cut: int, later: Later) -> None:
    with pytest.raises(Invalid, match="bukan hari kerja"):
        by_hand.enter(date(2026, 11, 22), cut, line(1), RINA)
    with pytest.raises(Refused, match="Pilih gangguan pada hari itu"):
        by_hand.enter(date(2026, 11, 20), cut, line(1), RINA)
    with pytest.raises(NotAllowed):
        by_hand.enter(DAY, cut, line(1), Actor("dewi", staff.OPERATOR, 3))
    assert PaperVisit.select().count() == 0


def test_after_the_month_was_closed_nothing_is_entered_or_changed(cut: int, later: Later) -> None:
    kept = by_hand.enter(DAY, cut, line(1), RINA).visit
    ClosedPeriod.create(
        office=here().id, period="2026-11", closed_at=clock.now(), figures={}, views={}
    )
    for deed in (
        lambda: by_hand.enter(DAY, cut, line(2), RINA),
        lambda: by_hand.correct(kept.id, told(done="9.50"), "Salah baca.", RINA),
        lambda: by_hand.withdraw(kept.id, "Salah baca.", RINA),
    ):
        with pytest.raises(Refused, match="sudah ditutup"):
            deed()
    assert [one.done for one in by_hand.of(DAY).counted] == ["09.40"]


def test_a_wrong_line_is_corrected_or_withdrawn_with_its_reason_in_the_journal(cut: int) -> None:
    one = by_hand.enter(DAY, cut, line(1), RINA).visit
    better = by_hand.correct(one.id, told(done="9.50"), "Salah baca.", SARI, seen=one.version)
    with pytest.raises(Refused, match="baru saja diubah"):
        by_hand.withdraw(one.id, "Dua kali.", RINA, seen=one.version)
    gone = by_hand.withdraw(one.id, "Dua kali.", RINA, seen=better.version)
    assert (better.done, gone.withdrawn, by_hand.of(DAY).counted) == ("09.50", "Dua kali.", [])
    again = by_hand.enter(DAY, cut, line(1, came="8.59"), SARI).visit
    lines = [row for row in JournalLine.select() if row.what.startswith("paper-visit.")]
    assert [row.what.partition(".")[2] for row in lines] == [
        "entered",
        "corrected",
        "withdrawn",
        "entered",
    ]
    assert "selesai 09.40" in str(lines[1].detail)
    assert "Salah baca." in str(lines[1].detail)
    assert (again.id, again.came, again.withdrawn) == (one.id, "08.59", "")


def test_a_correction_sums_a_day_that_was_over_again(cut: int, later: Later) -> None:
    one = by_hand.enter(DAY, cut, line(1), RINA).visit
    later(days=1)
    sums.sum_up()
    before = history.of(spans.of(spans.DAY, DAY), officers=False)
    by_hand.correct(one.id, told(called="9.30"), "Salah baca.", RINA)
    unsummed = history.of(spans.of(spans.DAY, DAY), officers=False).unsummed
    sums.sum_up()
    after = history.of(spans.of(spans.DAY, DAY), officers=False)
    assert (before.total.waits.median, unsummed, after.total.waits.median) == (15.0, 1, 25.0)


def test_who_still_waits_gets_a_ticket_in_the_order_of_the_paper(
    office: Here, later: Later
) -> None:
    seated(1, "sari", "Sari", staff.COUNTER)
    early = take()
    row = outages.begin("LISTRIK", Actor("dewi", staff.OPERATOR, 3))
    later(hours=2)
    outages.end(row.id, Actor("dewi", staff.OPERATOR, 3))
    afterwards = take()
    later(minutes=5)
    for number, came in ((1, "9.40"), (2, "9.20"), (3, "9.20"), (4, "10.10")):
        by_hand.enter(DAY, row.id, line(number, came, "", "", state=WAITS), RINA)
    gives = by_hand.give_tickets(RINA)
    order = []
    for _ in range(6):
        called = queue.call_next(1, Actor("sari", staff.COUNTER, 1))
        order.append(called.number)
        queue.finish(1, Actor("sari", staff.COUNTER, 1))
    assert [one.number for one in gives] == ["A-003", "A-004", "A-005", "A-006"]
    assert [clock.local(one.issued_at).strftime("%H.%M") for one in gives] == [
        *("09.20", "09.20", "09.40", "10.10")
    ]
    assert order == [early.number, *(one.number for one in gives), afterwards.number]
    assert [one.ahead for one in gives] == [1, 2, 3, 4]
    assert by_hand.give_tickets(RINA) == []
    found = history.of(spans.of(spans.DAY, DAY), officers=False).total
    assert (found.taken, found.paper, found.told) == (6, 0, 2)
    with pytest.raises(Refused, match="sudah mendapat nomor antrean"):
        by_hand.withdraw(by_hand.of(DAY).visits[0].id, "Salah.", RINA)


def test_two_officers_who_type_one_sheet_at_once_enter_each_number_once(cut: int) -> None:
    def type_all(by: Actor) -> list[int]:
        with db.connected():
            entered = [by_hand.enter(DAY, cut, line(number), by) for number in range(1, 21)]
        return [one.visit.number for one in entered if one.new]

    with ThreadPoolExecutor(2) as hands:
        both = [number for mine in hands.map(type_all, (RINA, SARI)) for number in mine]
    assert sorted(both) == list(range(1, 21))
    assert [row.number for row in PaperVisit.select()] == list(range(1, 21))


def test_two_presses_at_once_give_everybody_who_waits_one_ticket(cut: int) -> None:
    for number in range(1, 9):
        by_hand.enter(DAY, cut, line(number, "9.20", "", "", state=WAITS), RINA)

    def press(by: Actor) -> list[str]:
        with db.connected():
            return [one.number for one in by_hand.give_tickets(by)]

    with ThreadPoolExecutor(2) as hands:
        given = sorted(hands.map(press, (RINA, SARI)))
    assert given == [[], [f"A-{number:03d}" for number in range(1, 9)]]
    assert Ticket.select().count() == 8


def test_the_survey_asks_of_those_too_who_were_served_on_paper(cut: int) -> None:
    take()
    by_hand.enter(DAY, cut, line(1), RINA)
    by_hand.enter(DAY, cut, line(2, called="", done="", state=GONE), RINA)
    assert results.served(periods.of(DAY, 1)) == 1


_HOUR = st.one_of(st.none(), st.integers(9 * 60, 12 * 60))
_LINES = st.lists(
    st.tuples(
        st.integers(1, 12),
        st.sampled_from(("KK", "INFO")),
        st.tuples(_HOUR, _HOUR, _HOUR),
        st.sampled_from((SERVED, SERVED, GONE)),
        st.sampled_from((RINA, SARI)),
    ),
    max_size=25,
)


@given(sheet=_LINES)
def test_whoever_enters_a_sheet_however_often_each_number_counts_once(sheet: list[Any]) -> None:
    """Against a plain dictionary: the first line of each number holds, whoever types what later."""
    with counters_that_serve({1: ("KK", "INFO")}) as office:
        number = outages.begin("LISTRIK", Actor("dewi", staff.OPERATOR, 3)).id
        Later(office.settings.data)(hours=4)
        told: dict[int, tuple[str, str, list[int | None]]] = {}
        for paper, service, hours, state, by in sheet:
            known = iter(sorted(hour for hour in hours if hour is not None))
            times = [None if hour is None else next(known) for hour in hours]
            if state == GONE:
                times[1:] = None, None
            typed = ["" if one is None else f"{one // 60}.{one % 60:02d}" for one in times]
            said = (service, state, times)
            try:
                entered = by_hand.enter(DAY, number, PaperEntry(paper, service, *typed, state), by)
            except Refused:
                assert told[paper] != said
                continue
            assert entered.new is (paper not in told)
            assert told.setdefault(paper, said) == said
        day = by_hand.of(DAY)
        assert [one.number for one in day.visits] == sorted(told)
        assert day.gaps == sorted(set(range(1, max(told, default=0))) - set(told))
        served = [times for _, state, times in told.values() if state == SERVED]
        waits = [b - a for a, b, _ in served if a is not None and b is not None]
        whole = history.of(spans.of(spans.DAY, DAY), officers=False).total
        assert (whole.taken, whole.served, whole.away) == (
            *(len(told), len(served), len(told) - len(served)),
        )
        assert sorted(whole.waits) == [wait * 10 for wait in sorted(waits)]
        assert whole.waits.median == (statistics.median(waits) if waits else None)
        assert whole.untimed == len(served) - len(waits) == day.untimed
        rows = indicators.INDICATORS["SM-03"].make(of_queue.waited(DAY, DAY))
        assert (rows.whole, rows.value) == (
            len(waits),
            statistics.median(map(float, waits)) if waits else None,
        )
        assert Ticket.select().count() == 0
