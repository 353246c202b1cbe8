"""The account of the A4 paper: every sheet has a reason, and a day that is over stays as it was."""

import tempfile
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from shared import clock, config
from shared.errors import Invalid, Refused
from shared.records import JournalLine, SheetJob
from shared.rules.applications import seat_lists
from shared.rules.common.office import Here
from shared.rules.paper import account, sheets
from shared.rules.paper.account import Balance
from tests.kk import OPERATOR, touch
from tests.office import Later, examples, opened

TODAY = date(2026, 11, 23)
TOMORROW = date(2026, 11, 24)
SEVERAL = 3


@pytest.fixture
def stopped(office: Here, monkeypatch: pytest.MonkeyPatch) -> None:
    """The office's clock stands still."""
    moment = clock.now()
    monkeypatch.setattr(clock, "now", lambda: moment)


def waiting(pages: int = 1) -> SheetJob:
    return sheets.ask_paper("papers/x.pdf", "0" * 64, pages, touch(), OPERATOR)


def at_printer(pages: int = 1) -> SheetJob:
    """A job that the printer has."""
    waiting(pages)
    row = sheets.claim_next("station-1", "sheet")
    assert row is not None
    sheets.step(row, sheets.HELD)
    sheets.step(row, sheets.RELEASING, released_at=clock.now())
    return sheets.step(row, sheets.PRINTING)


def printed(pages: int = 1) -> SheetJob:
    return sheets.printed(at_printer(pages), "printer", pages)


def failed(pages: int = 1) -> SheetJob:
    return sheets.step(at_printer(pages), sheets.FAILED)


def cancelled(pages: int = 1) -> SheetJob:
    return sheets.step(at_printer(pages), sheets.CANCELLED)


def needs_person(pages: int = 1) -> SheetJob:
    return sheets.step(at_printer(pages), sheets.NEEDS_PERSON)


def not_there(pages: int = 1) -> SheetJob:
    """An uncertain job that a person did not find in the tray."""
    row = sheets.step(at_printer(pages), sheets.UNCERTAIN)
    return sheets.answer(row.id, False, 0, OPERATOR)


ENDS: list[Callable[[int], SheetJob]] = [printed, failed, cancelled, not_there]


@pytest.mark.usefixtures("office")
class TestSpoiled:
    """Where a sheet can be spoiled, it can be noted; where none came out, it cannot."""

    @pytest.mark.parametrize("way", [*ENDS, needs_person])
    def test_it_can_be_noted_wherever_paper_was_in_play(
        self, way: Callable[[int], SheetJob]
    ) -> None:
        job = way(1)
        assert seat_lists.sheet(job).may_spoil
        sheets.spoil(job.id, 0, 2, OPERATOR)
        assert account.balance(TODAY).spoiled == 2

    def test_a_print_that_still_waits_has_spoiled_nothing(self) -> None:
        job = waiting()
        sheets.cancel(job.id, OPERATOR)
        for row in (waiting(), sheets.fresh(job), at_printer()):
            assert not seat_lists.sheet(row).may_spoil
            with pytest.raises(Refused):
                sheets.spoil(row.id, 0, 1, OPERATOR)

    def test_the_printed_sheet_itself_is_not_counted_twice(self) -> None:
        job = sheets.spoil(printed().id, 1, 0, OPERATOR)
        assert (job.sheets_used, job.sheets_faulty, job.sheets_spoiled) == (1, 1, 0)
        day = account.balance(TODAY)
        assert (day.used, day.faulty, day.spoiled, day.closing) == (1, 1, 0, -1)

    def test_what_was_noted_in_mid_print_is_kept_when_it_ends(self) -> None:
        job = needs_person()
        sheets.spoil(job.id, 0, 1, OPERATOR)
        done = sheets.printed(sheets.fresh(job), "printer", 1)
        assert (done.sheets_used, sheets.fresh(done).sheets_spoiled) == (1, 1)
        assert account.balance(TODAY).closing == -2

    def test_the_same_press_twice_is_one_note_and_a_slip_is_put_right(self) -> None:
        job = printed()
        for number in (10, 10, 1):
            sheets.spoil(job.id, 0, number, OPERATOR)
        assert account.balance(TODAY).spoiled == 1

    @pytest.mark.parametrize(("faulty", "spoiled"), [(2, 0), (-1, 0), (0, -1), (0, 1000)])
    def test_more_than_came_out_is_refused(self, faulty: int, spoiled: int) -> None:
        job = printed()
        with pytest.raises(Invalid):
            sheets.spoil(job.id, faulty, spoiled, OPERATOR)
        assert account.balance(TODAY).closing == -1


@pytest.mark.usefixtures("office")
class TestDays:
    """One day after the other."""

    def test_a_day_in_balance(self) -> None:
        account.note("loaded", 100, OPERATOR)
        printed()
        sheets.spoil(printed().id, 0, 2, OPERATOR)
        account.note("removed", 10, OPERATOR)
        account.note("counted", 86, OPERATOR)
        day = account.balance(TODAY)
        assert (day.opening, day.loaded, day.removed) == (0, 100, 10)
        assert (day.used, day.spoiled, day.counted, day.difference) == (2, 2, 86, 0)

    def test_a_print_in_the_moment_of_the_count_was_there_before_it(self, stopped: None) -> None:
        account.note("loaded", 100, OPERATOR)
        printed()
        account.note("counted", 99, OPERATOR)
        assert account.balance(TODAY).difference == 0
        assert account.balance(TOMORROW).opening == 99

    def test_a_missing_sheet_shows_and_the_next_day_opens_with_what_was_counted(
        self, later: Later
    ) -> None:
        account.note("loaded", 100, OPERATOR)
        printed()
        account.note("counted", 97, OPERATOR)
        assert account.balance(TODAY).difference == -2
        later(days=1)
        account.note("loaded", 3, OPERATOR)
        tomorrow = account.balance(TOMORROW)
        assert (tomorrow.opening, tomorrow.closing) == (97, 100)

    def test_a_second_count_does_not_wipe_out_what_was_missing(self) -> None:
        account.note("loaded", 100, OPERATOR)
        account.note("counted", 98, OPERATOR)
        account.note("counted", 98, OPERATOR)
        assert account.balance(TODAY).difference == -2

    def test_spoilage_noted_a_day_later_is_of_that_day(self, later: Later) -> None:
        account.note("loaded", 100, OPERATOR)
        job = printed()
        account.note("counted", 98, OPERATOR)
        before = account.balance(TODAY)
        later(days=1)
        sheets.spoil(job.id, 0, 1, OPERATOR)
        assert account.balance(TODAY) == before
        assert account.balance(TOMORROW).spoiled == 1

    @pytest.mark.parametrize(
        ("what", "number"),
        [("eaten", 1), ("loaded", -1), ("loaded", 10001), ("loaded", 0), ("removed", 0)],
    )
    def test_nonsense_is_refused(self, what: str, number: int) -> None:
        with pytest.raises(Invalid):
            account.note(what, number, OPERATOR, sure=True)

    def test_a_wrong_line_is_taken_back_by_a_line_against_it(self) -> None:
        account.note("loaded", 100, OPERATOR)
        account.note("loaded", 500, OPERATOR)
        wrong = account.entries(TODAY)[-1].line
        assert wrong is not None
        with pytest.raises(Invalid):
            account.cancel(wrong, "  ", OPERATOR)
        account.cancel(wrong, "salah ketik", OPERATOR)
        day = account.balance(TODAY)
        assert (day.loaded, day.closing, len(account.entries(TODAY))) == (100, 100, 3)
        for line in (wrong, account.entries(TODAY)[-1].line, 999):
            with pytest.raises(Refused):
                account.cancel(line or 0, "lagi", OPERATOR)

    def test_a_wrong_count_is_taken_back_with_what_came_after_it_kept(self, later: Later) -> None:
        account.note("loaded", 100, OPERATOR)
        account.note("counted", 10, OPERATOR, sure=True)
        loaded, count = (one.line for one in account.entries(TODAY))
        account.note("loaded", 7, OPERATOR)
        with pytest.raises(Refused):
            account.cancel(loaded or 0, "hitungan sesudahnya berlaku", OPERATOR)
        account.cancel(count or 0, "salah baki", OPERATOR)
        day = account.balance(TODAY)
        assert (day.closing, day.counted, day.difference) == (107, None, None)
        account.cancel(loaded or 0, "bukan baki ini", OPERATOR)
        assert account.balance(TODAY).closing == 7
        later(days=1)
        assert account.balance(TOMORROW).opening == 7
        assert account.cancellable(TODAY, account.entries(TODAY)) == []

    def test_nobody_takes_more_than_lies_there(self) -> None:
        account.note("loaded", 960, OPERATOR, sure=True)
        with pytest.raises(Refused, match="960 lembar") as refusal:
            account.note("removed", 5000, OPERATOR, sure=True)
        assert refusal.value.code == "too-many"
        assert account.balance(TODAY).closing == 960
        account.note("removed", 960, OPERATOR)
        assert account.balance(TODAY).closing == 0

    @pytest.mark.parametrize(
        ("what", "number"), [("loaded", 501), ("counted", 49), ("counted", 151)]
    )
    def test_what_is_hardly_true_is_asked_about_and_kept_by_whoever_is_sure(
        self, what: str, number: int
    ) -> None:
        account.note("loaded", 100, OPERATOR)
        with pytest.raises(Refused) as refusal:
            account.note(what, number, OPERATOR)
        assert refusal.value.code == "sure"
        assert len(account.entries(TODAY)) == 1
        account.note(what, number, OPERATOR, sure=True)
        assert len(account.entries(TODAY)) == 2

    @pytest.mark.parametrize("seconds", [-0.001, 0])
    def test_at_midnight_a_sheet_is_of_the_new_day(
        self, monkeypatch: pytest.MonkeyPatch, seconds: float
    ) -> None:
        account.note("loaded", 100, OPERATOR)
        job, other = printed(), printed(2)
        midnight = clock.local(clock.now()).replace(hour=0, minute=0, second=0, microsecond=0)
        moment = midnight + timedelta(days=1, seconds=seconds)
        monkeypatch.setattr(clock, "now", lambda: moment)
        printed(3)
        sheets.spoil(job.id, 0, 4, OPERATOR)
        sheets.spoil(other.id, 2, 0, OPERATOR)
        new = seconds == 0
        today, tomorrow = account.balance(TODAY), account.balance(TOMORROW)
        assert (today.used, tomorrow.used) == ((3, 3) if new else (6, 0))
        assert (today.spoiled, tomorrow.spoiled) == ((0, 4) if new else (4, 0))
        assert (today.faulty, tomorrow.faulty) == ((0, 2) if new else (2, 0))
        assert (today.closing, tomorrow.opening) == ((97, 97) if new else (90, 90))
        assert tomorrow.closing == 90
        whats = [(one.what, one.sheets, one.faulty) for one in account.entries(TOMORROW)]
        assert whats == ([("used", 3, 0), ("spoiled", 4, 0), ("spoiled", 0, 2)] if new else [])

    def test_only_prints_that_are_over_are_in_the_account(self) -> None:
        doubted = sheets.step(at_printer(), sheets.UNCERTAIN)
        at_printer(2)
        waiting()
        assert account.entries(TODAY) == []
        sheets.answer(doubted.id, True, 0, OPERATOR)
        assert [one.job for one in account.entries(TODAY)] == [doubted.id]

    def test_below_nothing_is_told_as_nothing(self) -> None:
        printed(3)
        assert account.balance(TODAY).closing == -3
        with pytest.raises(Refused, match=r"hanya ada 0 lembar"):
            account.note("removed", 1, OPERATOR)
        with pytest.raises(Refused, match=r"catatan ada 0 lembar, Anda menulis 48"):
            account.note("counted", 48, OPERATOR)
        account.note("counted", 47, OPERATOR)
        day = account.balance(TODAY)
        assert (day.closing, day.counted, day.difference) == (47, 47, 50)

    @pytest.mark.parametrize(
        ("what", "number", "sure"),
        [
            ("loaded", 1, False),
            ("loaded", 500, False),
            ("loaded", 10_000, True),
            ("removed", 100, False),
            ("counted", 50, False),
            ("counted", 150, False),
            ("counted", 0, True),
            ("counted", 10_000, True),
        ],
    )
    def test_what_may_be_true_is_kept_with_who_said_it(
        self, what: str, number: int, sure: bool
    ) -> None:
        account.note("loaded", 100, OPERATOR)
        account.note(what, number, OPERATOR, " dari  gudang ", sure=sure)
        entry = account.entries(TODAY)[-1]
        assert (entry.what, entry.sheets, entry.by) == (what, number, OPERATOR.who)
        assert (entry.note, account.entries(TODAY)[0].note) == ("dari gudang", "")

    def test_a_new_day_opens_with_the_last_count_and_all_that_came_after_it(
        self, later: Later
    ) -> None:
        account.note("loaded", 100, OPERATOR)
        account.note("counted", 60, OPERATOR)
        account.note("loaded", 5, OPERATOR)
        account.note("counted", 70, OPERATOR)
        account.note("removed", 8, OPERATOR)
        sheets.spoil(printed(3).id, 0, 1, OPERATOR)
        assert account.balance(TODAY).closing == 58
        later(days=1)
        assert account.balance(TOMORROW).opening == 58
        account.note("loaded", 2, OPERATOR)
        printed()
        later(days=1)
        last = account.balance(TOMORROW + timedelta(days=1))
        assert (last.opening, last.closing) == (59, 59)
        assert account.balance(TODAY - timedelta(days=1)).closing == 0

    def test_only_the_lines_since_the_last_count_that_stands_may_be_taken_back(
        self, rung: list[str]
    ) -> None:
        for what, number in (("loaded", 9), ("counted", 8), ("loaded", 7), ("removed", 6)):
            account.note(what, number, OPERATOR)
        lines = [one.line or 0 for one in account.entries(TODAY)]
        may = [one.line for one in account.cancellable(TODAY, account.entries(TODAY))]
        assert may == lines[1:]
        rung.clear()
        account.cancel(lines[2], "salah", OPERATOR)
        assert rung == ["sheets"]
        entries = account.entries(TODAY)
        assert (entries[-1].cancels, entries[-1].sheets, entries[-1].note) == (
            lines[2],
            -7,
            "salah",
        )
        assert [one.line for one in account.cancellable(TODAY, entries)] == [lines[1], lines[3]]
        account.cancel(lines[1], "salah", OPERATOR)
        left = account.cancellable(TODAY, account.entries(TODAY))
        assert [one.line for one in left] == [lines[0], lines[3]]
        assert account.balance(TODAY).closing == 3
        assert account.cancellable(TOMORROW, account.entries(TODAY)) == []

    def test_of_two_counts_the_last_one_has_put_right_all_before_it(self) -> None:
        for what, number in (("counted", 9), ("loaded", 7), ("counted", 8), ("removed", 6)):
            account.note(what, number, OPERATOR)
        may = [one.what for one in account.cancellable(TODAY, account.entries(TODAY))]
        assert may == ["counted", "removed"]

    def test_a_count_taken_back_leaves_what_the_one_before_found(self) -> None:
        account.note("loaded", 100, OPERATOR)
        account.note("counted", 98, OPERATOR)
        account.note("counted", 90, OPERATOR)
        day = account.balance(TODAY)
        assert (day.counted, day.difference) == (90, -10)
        account.cancel(account.entries(TODAY)[-1].line or 0, "salah hitung", OPERATOR)
        day = account.balance(TODAY)
        assert (day.closing, day.counted, day.difference) == (98, None, -2)

    def test_every_note_is_in_the_journal_and_told(self, rung: list[str]) -> None:
        account.note("loaded", 100, OPERATOR)
        account.note("removed", 4, OPERATOR)
        account.note("counted", 96, OPERATOR)
        line = account.entries(TODAY)[-1].line or 0
        account.cancel(line, "salah hitung", OPERATOR)
        assert rung == ["sheets"] * 4
        lines = JournalLine.select().where(JournalLine.what.startswith("paper."))
        assert [(one.what, one.subject, one.who) for one in lines] == [
            ("paper.loaded", "100", OPERATOR.who),
            ("paper.removed", "4", OPERATOR.who),
            ("paper.counted", "96", OPERATOR.who),
            ("paper.cancelled", str(line), OPERATOR.who),
        ]


class Tray(RuleBasedStateMachine):
    """The paper of an office, whatever happens to it in whatever order, over some days."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        made = config.load({}, data=Path(self.folder.name) / "d", practice=True, voice="off")
        self.open = opened(made)
        self.later = Later(self.open.__enter__().settings.data)
        self.day = clock.service_day()
        self.level = 0
        self.ended: list[int] = []
        self.past: dict[date, Balance] = {}

    def teardown(self) -> None:
        self.open.__exit__(None, None, None)
        self.folder.cleanup()

    @rule(number=st.integers(1, 1000))
    def load(self, number: int) -> None:
        self._note("loaded", number)
        self.level += number

    @rule(number=st.integers(0, 50))
    def take_out(self, number: int) -> None:
        if 0 < number <= self.level:
            self._note("removed", number)
            self.level -= number
            return
        with pytest.raises((Invalid, Refused)):
            self._note("removed", number)

    @rule(number=st.integers(0, 500))
    def count(self, number: int) -> None:
        self._note("counted", number)
        self.level = number

    @rule(data=st.data())
    def take_back(self, data: st.DataObject) -> None:
        """The line taken back was never there; a count gives back what it had taken away."""
        may = account.cancellable(self.day, account.entries(self.day))
        if not may:
            return
        self.later(minutes=1)
        wrong = data.draw(st.sampled_from(may))
        assert wrong.line is not None
        gone = {"loaded": -wrong.sheets, "removed": wrong.sheets}.get(wrong.what)
        before = account.balance(self.day).difference or 0
        account.cancel(wrong.line, "salah catat", OPERATOR)
        after = account.balance(self.day).difference or 0
        self.level += after - before if gone is None else gone

    @rule(way=st.sampled_from(ENDS), pages=st.integers(1, SEVERAL))
    def print_paper(self, way: Callable[[int], SheetJob], pages: int) -> None:
        self.later(minutes=1)
        job = way(pages)
        self.ended.append(job.id)
        self.level -= pages if job.state == sheets.PRINTED else 0

    @rule(came_out=st.booleans(), spoiled=st.integers(0, SEVERAL))
    def look_into_the_tray(self, came_out: bool, spoiled: int) -> None:
        self.later(minutes=1)
        job = sheets.step(at_printer(), sheets.UNCERTAIN)
        sheets.answer(job.id, came_out, spoiled, OPERATOR)
        self.ended.append(job.id)
        self.level -= came_out + spoiled

    @precondition(lambda self: self.ended)
    @rule(data=st.data(), faulty=st.integers(0, SEVERAL), spoiled=st.integers(0, SEVERAL))
    def spoil(self, data: st.DataObject, faulty: int, spoiled: int) -> None:
        self.later(minutes=1)
        job = sheets.job(data.draw(st.sampled_from(self.ended)))
        own = min(faulty, job.sheets_used or 0)
        self.level += job.sheets_spoiled - spoiled
        sheets.spoil(job.id, own, spoiled, OPERATOR)

    @rule(days=st.integers(1, 3))
    def sleep(self, days: int) -> None:
        self.past[self.day] = account.balance(self.day)
        self.later(days=days)
        self.day = clock.service_day()

    @invariant()
    def every_sheet_is_accounted_for(self) -> None:
        now = account.balance(self.day)
        moved = now.loaded - now.removed - now.used - now.spoiled
        assert now.opening + moved + (now.difference or 0) == now.closing == self.level

    @invariant()
    def a_day_that_is_over_stays_as_it_was(self) -> None:
        for day, before in self.past.items():
            assert account.balance(day) == before
            following = account.balance(day + timedelta(days=1))
            assert following.opening == before.closing

    def _note(self, what: str, number: int) -> None:
        self.later(minutes=1)
        account.note(what, number, OPERATOR, sure=True)


Tray.TestCase.settings = settings(
    max_examples=examples(25),
    stateful_step_count=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
TestTray = Tray.TestCase
