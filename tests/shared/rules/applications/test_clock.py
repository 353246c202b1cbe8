"""The clock: whatever ends it late is late, and the calendar of today always counts it."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shared import clock, db
from shared.errors import NotFound
from shared.records import ClockRun, MonthClosing
from shared.rules.admin import calendar
from shared.rules.applications import clock_runs, decisions, lists, process, promptness, register
from shared.rules.applications.view import ApplicationView
from shared.rules.hours import deadlines, special_days
from tests.kk import COUNTER, KASI, OPERATOR, accepted, all_seen, close_month, handed, ready, taken
from tests.office import MONDAY, Later, examples

pytestmark = [pytest.mark.usefixtures("office"), pytest.mark.clause("5.1")]
NOVEMBER = (date(2026, 11, 1), date(2026, 11, 30))


def _give_back(file: ApplicationView) -> None:
    decisions.give_back(file.id, "CACAT_KEMUDIAN", KASI, "nama ayah berbeda")


def _refer(file: ApplicationView) -> None:
    decisions.refer(file.id, "ke Dinas", KASI)


def _withdraw(file: ApplicationView) -> None:
    decisions.withdraw(file.id, "pindah", COUNTER)


ENDS = pytest.mark.parametrize("end", [_give_back, _refer, _withdraw])


class TestLate:
    """A late file stays late."""

    @ENDS
    def test_no_press_cleans_the_figures(self, end, later: Later) -> None:
        file = accepted()
        later(days=2)
        end(file)
        figures = promptness.of_days(*NOVEMBER)
        assert (figures.due, figures.on_time, figures.late) == (1, 0, 1)
        assert [one.id for one in lists.inbox().lists["unexplained"]] == [file.id]
        clock_runs.explain(file.id, "PETUGAS", None, KASI)
        assert lists.inbox().lists["unexplained"] == ()
        assert register.month_rows(2026, 11)[0].promptness == "L"

    @ENDS
    def test_what_ends_in_time_counts_neither_way(self, end) -> None:
        file = accepted()
        end(file)
        figures = promptness.of_days(*NOVEMBER)
        assert (figures.due, figures.late, figures.decided) == (0, 0, 1)
        with pytest.raises(NotFound):
            clock_runs.explain(file.id, "PETUGAS", None, KASI)

    def test_a_late_file_that_is_handed_over_still_wants_its_reason(self, later: Later) -> None:
        file = accepted()
        later(days=2)
        process.begin(file.id, OPERATOR)
        process.mark_printed(file.id, OPERATOR)
        process.pass_product(file.id, dict.fromkeys(process.CHECKS, True), OPERATOR)
        how = taken("Wati", process.APPLICANT)
        process.hand_over(file.id, how, COUNTER)
        assert [one.id for one in lists.inbox().lists["unexplained"]] == [file.id]

    def test_a_second_run_in_time_does_not_hide_a_first_that_was_late(self, later: Later) -> None:
        file = accepted()
        later(days=2)
        _give_back(file)
        decisions.resubmit(file.id, COUNTER)
        all_seen(file)
        decisions.declare_complete(file.id, KASI)
        decisions.declare_valid(file.id, KASI)
        assert [one.id for one in lists.inbox().lists["unexplained"]] == [file.id]
        clock_runs.explain(file.id, "LISTRIK", None, KASI)
        assert [run.late_reason for run in ClockRun.select().order_by(ClockRun.id)] == [
            "LISTRIK",
            None,
        ]
        assert lists.inbox().lists["unexplained"] == ()

    def test_the_list_is_read_from_an_index_of_the_late_ones_only(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        asked: list[tuple[str, tuple[object, ...]]] = []
        execute = db.database.execute_sql

        def noted(sql: str, params: tuple[object, ...] = ()) -> Any:
            asked.append((sql, params))
            return execute(sql, params)

        monkeypatch.setattr(db.database, "execute_sql", noted)
        lists.inbox()
        monkeypatch.undo()
        ((sql, params),) = asked
        plan = execute(f"EXPLAIN QUERY PLAN {sql}", params).fetchall()
        assert "clock_run_unexplained" in str(plan)


def test_how_many_went_back_after_lengkap_is_told() -> None:
    ready()
    _give_back(accepted(nik="3508170504900002"))
    _withdraw(accepted(nik="3508170504900003"))
    figures = promptness.of_days(*NOVEMBER)
    assert (figures.sent_back, figures.decided, figures.sent_back_share) == (1, 3, "33,3 %")


class TestMonth:
    """The month's figures, kept with its closing."""

    def test_a_closed_month_keeps_its_figures(self, later: Later) -> None:
        late = accepted()
        handed(nik="3508170504900002")
        later(days=10)
        before = register.figures(2026, 11)
        assert (before.due, before.late, before.net) == (2, 1, "50,0 %")
        close_month(2026, 11)
        clock_runs.explain(late.id, "GANGGUAN_SIAK", None, KASI)
        assert register.figures(2026, 11) == before
        assert promptness.of_month(2026, 11).net == "100,0 %"
        assert set(register.totals(2026, 11)) == {
            "received",
            "finished",
            "returned",
            "referred",
            "withdrawn",
            "open",
        }

    def test_a_month_closed_before_figures_were_kept_is_counted(self, later: Later) -> None:
        handed()
        later(days=10)
        close_month(2026, 11)
        row = MonthClosing.get()
        row.totals = {name: row.totals[name] for name in register.totals(2026, 11)}
        row.save()
        assert register.figures(2026, 11).due == 1


class TestCalendarOfToday:
    """Whatever happened to the calendar, the due time is that of a fresh count."""

    def test_a_saturday_made_a_working_day_counts_for_a_file_decided_on_it(
        self, later: Later
    ) -> None:
        later(days=19)
        file = accepted()
        assert clock.local(ClockRun.get().due_at).date() == date(2026, 12, 15)
        calendar.put_day(date(2026, 12, 12), "HARI_KERJA_KHUSUS", "Lembur")
        run = ClockRun.get(ClockRun.application_id == file.id)
        assert run.started_at == run.decided_at
        assert clock.local(run.due_at).date() == date(2026, 12, 14)

    def test_a_failed_product_is_due_by_the_calendar_of_now(self) -> None:
        file = ready()
        calendar.put_day(date(2026, 11, 24), "TUTUP_KANTOR", "Banjir")
        assert clock.local(ClockRun.get().due_at).date() == date(2026, 11, 24)
        process.fail_product(file.id, "DATA_SALAH", OPERATOR)
        assert clock.local(ClockRun.get().due_at).date() == date(2026, 11, 25)

    @settings(
        max_examples=examples(25),
        deadline=None,
        suppress_health_check=[HealthCheck.function_scoped_fixture],
    )
    @given(
        hours=st.integers(0, 24 * 14),
        changes=st.lists(
            st.tuples(
                st.integers(0, 21),
                st.sampled_from([*special_days.KINDS, ""]),
            ),
            min_size=1,
            max_size=8,
        ),
    )
    def test_due_is_a_fresh_count_after_any_changes(self, office, hours: int, changes) -> None:
        clock.move(office.settings.data, MONDAY + timedelta(hours=hours))
        file = accepted()
        for ahead, kind in changes:
            day = MONDAY.date() + timedelta(days=ahead)
            try:
                calendar.put_day(day, kind, "uji") if kind else calendar.remove_day(day)
            except NotFound:
                continue
            run = ClockRun.get(ClockRun.application_id == file.id)
            fresh = deadlines.count(run.decided_at)
            assert (run.started_at, run.due_at) == (fresh.starts, fresh.due)
