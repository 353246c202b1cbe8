"""The clock: whatever ends it late is late, and the calendar of today always counts it."""

import json
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shared import clock, db
from shared.errors import Invalid, NotFound
from shared.records import ClockRun, JournalLine, MonthClosing
from shared.rules.admin import calendar
from shared.rules.applications import (
    clock_runs,
    decisions,
    lists,
    process,
    promptness,
    register,
    view,
)
from shared.rules.applications.case import Case
from shared.rules.applications.view import ApplicationView
from shared.rules.hours import deadlines, special_days
from shared.rules.quality import figures, periods
from tests.kk import COUNTER, KASI, OPERATOR, accepted, all_seen, close_month, handed, ready, taken
from tests.kk import register as file_of
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


def test_each_month_counts_the_files_that_fell_due_in_it_and_no_other(later: Later) -> None:
    """Two in November, one of them late; one in December, and one in the December after."""
    ready()
    accepted(nik="3508170504900002")
    later(days=21)
    ready(nik="3508170504900003")
    months = ((2026, 10), (2026, 11), (2026, 12), (2027, 12))
    later(days=364)
    ready(nik="3508170504900004")
    later(days=2)
    counted = {month: promptness.of_month(*month) for month in months}
    told = {month: (one.due, one.on_time, one.late) for month, one in counted.items()}
    assert told == {
        (2026, 10): (0, 0, 0),
        (2026, 11): (2, 1, 1),
        (2026, 12): (1, 1, 0),
        (2027, 12): (1, 1, 0),
    }
    assert [one.decided for one in counted.values()] == [0, 2, 1, 1]


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


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Lets the clock stand still at a moment of the office."""

    def stand(text: str) -> None:
        moment = datetime.fromisoformat(text).replace(tzinfo=clock.zone())
        monkeypatch.setattr(clock, "now", lambda: moment)

    return stand


class TestLight:
    """The light of a file, with the clock standing still."""

    @pytest.mark.parametrize(
        ("moment", "light"),
        [
            ("2026-11-23T09:00:00", "green"),
            ("2026-11-23T23:59:59", "green"),
            ("2026-11-24T13:00:00", "green"),
            ("2026-11-24T13:01:00", "amber"),
            ("2026-11-24T15:00:00", "amber"),
            ("2026-11-24T15:00:01", "red"),
            ("2026-12-24T09:00:00", "red"),
        ],
    )
    def test_it_is_amber_under_two_hours_of_service_and_red_after_the_last_second(
        self, at: Any, moment: str, light: str
    ) -> None:
        file = accepted()
        at(moment)
        seen = view.by_id(file.id)
        assert (seen.light, seen.is_late) == (light, light == "red")
        late = promptness.of_days(*NOVEMBER)
        assert (late.due, late.late) == ((1, 1) if light == "red" else (0, 0))
        assert len(lists.inbox().lists["unexplained"]) == (light == "red")
        assert clock_runs.unexplained_before(date(2026, 11, 24)) == 0
        assert clock_runs.unexplained_before(date(2026, 11, 25)) == (light == "red")
        today = moment.startswith("2026-11-24")
        assert len(lists.inbox().lists["due_today"]) == today

    @pytest.mark.parametrize(
        ("moment", "late"), [("2026-11-24T15:00:00", False), ("2026-11-24T15:00:01", True)]
    )
    def test_what_is_ready_in_its_last_second_is_on_time(
        self, at: Any, moment: str, late: bool
    ) -> None:
        file = accepted()
        at(moment)
        process.begin(file.id, OPERATOR)
        process.mark_printed(file.id, OPERATOR)
        process.pass_product(file.id, dict.fromkeys(process.CHECKS, True), OPERATOR)
        told = promptness.of_days(*NOVEMBER)
        assert (told.on_time, told.late) == ((0, 1) if late else (1, 0))
        assert register.month_rows(2026, 11)[0].promptness == ("L" if late else "T")
        assert view.by_id(file.id).light == ""

    def test_no_clock_has_no_light(self) -> None:
        file = file_of()
        assert (view.by_id(file.id).light, view.by_id(file.id).due_at) == ("", None)
        back = accepted(nik="3508170504900002")
        _give_back(back)
        assert (view.by_id(back.id).light, view.by_id(back.id).due_at) == ("", None)


class TestRuns:
    """The runs of one file and of another."""

    def test_the_reason_of_the_first_late_run_without_one_is_asked_then_the_last(
        self, later: Later
    ) -> None:
        file, other = accepted(), accepted(nik="3508170504900002")
        for _ in range(2):
            later(days=3)
            _give_back(file)
            decisions.resubmit(file.id, COUNTER)
            decisions.declare_complete(file.id, KASI)
            decisions.declare_valid(file.id, KASI)
        one = Case(view.row_by_id(file.id))
        runs = list(
            ClockRun.select().where(ClockRun.application_id == file.id).order_by(ClockRun.id)
        )
        assert [run.id for run in one.runs] == [run.id for run in runs]
        assert [run.stopped_for for run in runs] == ["returned", "returned", None]
        late = []
        for reason in ("LISTRIK", "PRINTER", "PETUGAS"):
            found = Case(view.row_by_id(file.id)).late
            assert found is not None
            late.append(found.id)
            clock_runs.explain(file.id, reason, " kata  Kasi ", KASI)
        assert late == [runs[0].id, runs[1].id, runs[1].id]
        told = {run.id: (run.late_reason, run.late_note) for run in ClockRun.select()}
        assert told == {
            runs[0].id: ("LISTRIK", "kata Kasi"),
            runs[1].id: ("PETUGAS", "kata Kasi"),
            runs[2].id: (None, None),
            ClockRun.get(ClockRun.application_id == other.id).id: (None, None),
        }
        assert [one.id for one in lists.inbox().lists["unexplained"]] == [other.id]
        latest = view.latest_run(file.id)
        assert latest is not None
        assert latest.id == runs[2].id

    def test_a_clock_that_stands_is_not_stopped_and_one_that_was_left_not_opened_again(
        self, later: Later
    ) -> None:
        file = accepted()
        _refer(file)
        row, run = view.row_by_id(file.id), ClockRun.get()
        later(hours=1)
        clock_runs.stop(row, clock_runs.READY)
        clock_runs.reopen(row)
        again = ClockRun.get()
        assert (again.stopped_at, again.stopped_for) == (run.stopped_at, "left")
        new = view.row_by_id(file_of(nik="3508170504900002").id)
        clock_runs.stop(new, clock_runs.READY)
        clock_runs.reopen(new)
        clock_runs.copy_times(new, clock.now(), clock.now(), KASI)
        assert ClockRun.select().count() == 1

    @pytest.mark.parametrize(
        ("reason", "note", "fits"),
        [
            ("LAINNYA", "Banjir", True),
            ("LAINNYA", " ", False),
            ("LAINNYA", None, False),
            ("LISTRIK", None, True),
            ("MALAS", "ya", False),
            ("", None, False),
        ],
    )
    def test_why_it_was_late_is_one_of_the_list_or_words(
        self, later: Later, reason: str, note: str | None, fits: bool
    ) -> None:
        file = accepted()
        later(days=3)
        if fits:
            clock_runs.explain(file.id, reason, note, KASI)
            assert JournalLine.select().where(JournalLine.what == "clock.explained").count() == 1
        else:
            with pytest.raises(Invalid):
                clock_runs.explain(file.id, reason, note, KASI)
        assert ClockRun.get().late_reason == (reason if fits else None)

    def test_a_calendar_that_moves_nothing_tells_nobody_and_one_that_does_everybody(
        self, rung: list[str]
    ) -> None:
        accepted()
        rung.clear()
        assert clock_runs.recompute() == 0
        assert rung == []
        accepted(nik="3508170504900002")
        rung.clear()
        assert calendar.put_day(date(2026, 11, 24), "TUTUP_KANTOR", "Banjir", KASI) == 2
        assert "applications" in rung
        lines = JournalLine.select().where(JournalLine.what == "clock.recomputed")
        assert {line.subject for line in lines} == {"KK-2026-000001", "KK-2026-000002"}


def test_the_shares_of_a_stretch_of_days() -> None:
    told = promptness.Figures(
        due=8, on_time=6, late=2, late_external=1, same_day=2, decided=10, sent_back=1
    )
    assert (told.net_due, told.gross, told.net) == (7, "75,0 %", "85,7 %")
    assert (told.same_day_share, told.sent_back_share) == ("25,0 %", "10,0 %")
    assert [(part, whole) for _, _, part, whole in told.shares()] == [(6, 8), (6, 7), (1, 10)]


def test_the_days_of_a_stretch_are_whole_days(at: Any) -> None:
    accepted()
    at("2026-11-25T09:00:00")
    for first, last, due in ((24, 24, 1), (23, 23, 0), (25, 25, 0), (23, 24, 1), (24, 25, 1)):
        days = (date(2026, 11, first), date(2026, 11, last))
        assert promptness.of_days(*days).due == due
    for second, day in ((0, 0), (-1, 1)):
        ClockRun.update(
            due_at=datetime(2026, 11, 24, tzinfo=clock.zone()) + timedelta(seconds=second)
        ).execute()
        found = [promptness.of_days(*[date(2026, 11, on)] * 2).due for on in (24, 23)]
        assert found == [1 - day, day]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("KK-2026-000123", (2026, 123)),
        (" kk 2026 123 ", (2026, 123)),
        ("kk-2026-1234567", (2026, 1234567)),
        ("KK-2026-12345678", None),
        ("KK-12345678-1", None),
        ("KK-2026", None),
        ("KK-2026-1-1", None),
        ("KK-2026-1a", None),
        ("KK-2026-\u0661", None),
        ("P-2026-1", None),
        ("2026-1", None),
        ("", None),
    ],
)
def test_a_number_of_the_register_is_read_as_people_write_it(
    text: str, told: tuple[int, int] | None
) -> None:
    if told:
        assert view.split(text) == told
    else:
        with pytest.raises(Invalid) as refused:
            view.split(text)
        assert refused.value.code == "bad-number"


def test_a_file_is_found_by_its_own_year_and_number(later: Later) -> None:
    first, second = file_of(), file_of(nik="3508170504900002")
    later(days=40)
    third = file_of(nik="3508170504900003")
    found = [view.by_number(f"kk {text}").id for text in ("2026 1", "2026 2", "2027 1")]
    assert found == [first.id, second.id, third.id]
    assert view.by_id(second.id).number == "KK-2026-000002"
    for text in ("kk 2027 2", "kk 2025 1"):
        with pytest.raises(NotFound):
            view.by_number(text)
    with pytest.raises(NotFound):
        view.by_id(99)


@pytest.mark.parametrize(
    ("state", "told"),
    [
        ("received", {"is_checked"}),
        ("checking", {"is_checked"}),
        ("returned", {"is_returned"}),
        ("complete", {"is_decided"}),
        ("processing", {"is_decided"}),
        ("awaiting_signature", {"is_decided"}),
        ("printed", {"is_decided"}),
        ("ready", {"is_ready"}),
        ("handed_over", set()),
        ("referred", {"has_left"}),
        ("cancelled", {"has_left"}),
    ],
)
def test_a_file_tells_where_it_is(state: str, told: set[str]) -> None:
    row = view.row_by_id(file_of().id)
    row.state = state
    flags = ("is_returned", "is_checked", "is_decided", "is_ready", "is_late", "has_left")
    flags += ("waits_for_decision",)
    seen = view.view_at(row, None)
    assert {flag for flag in flags if getattr(seen, flag)} == told
    row.proposed_by = "sari"
    decides = {"waits_for_decision"} if state == "checking" else set()
    seen = view.view_at(row, None)
    assert {flag for flag in flags if getattr(seen, flag)} == told | decides
    assert Case(row).is_checked is ("is_checked" in told)


@pytest.mark.parametrize("late", [False, True])
def test_what_was_ready_in_its_last_second_wants_no_reason_later(at: Any, late: bool) -> None:
    file = accepted()
    at(f"2026-11-24T15:00:0{int(late)}")
    process.begin(file.id, OPERATOR)
    process.mark_printed(file.id, OPERATOR)
    process.pass_product(file.id, dict.fromkeys(process.CHECKS, True), OPERATOR)
    at("2026-11-26T09:00:00")
    assert len(lists.inbox().lists["unexplained"]) == late
    assert clock_runs.unexplained_before(date(2026, 11, 25)) == late
    assert bool(Case(view.row_by_id(file.id)).late) is late


def test_a_run_that_is_due_at_midnight_is_of_the_day_that_begins(at: Any) -> None:
    accepted()
    midnight = datetime(2026, 11, 25, tzinfo=clock.zone())
    ClockRun.update(due_at=midnight).execute()
    at("2026-11-27T09:00:00")
    told = [clock_runs.unexplained_before(date(2026, 11, day)) for day in (24, 25, 26)]
    assert told == [0, 0, 1]
    ClockRun.update(late_reason="LISTRIK").execute()
    assert clock_runs.unexplained_before(date(2026, 11, 26)) == 0


def test_a_month_that_runs_counts_what_is_ready_before_it_falls_due(at: Any) -> None:
    accepted()
    at("2026-11-24T16:00:00")
    told = promptness.of_month(2026, 11)
    assert (told.due, told.late, told.decided) == (1, 1, 1)
    accepted(nik="3508170504900002")
    told = promptness.of_month(2026, 11)
    assert (told.due, told.decided) == (1, 2), "it may still be ready in time"
    other = ready(nik="3508170504900003")
    assert ClockRun.get(ClockRun.application_id == other.id).due_at > clock.now()
    told = promptness.of_month(2026, 11)
    assert (told.due, told.on_time, told.late, told.decided) == (2, 1, 1, 3)
    november = periods.read("2026-11")
    found = figures.count(november, None, ["SM-01"])["SM-01"]
    assert (found.part, found.whole) == (told.on_time, told.due)


def test_who_is_ready_on_another_day_than_the_clock_began_is_no_same_day(later: Later) -> None:
    same, other = ready(), accepted(nik="3508170504900002")
    later(days=1)
    process.begin(other.id, OPERATOR)
    process.mark_printed(other.id, OPERATOR)
    process.pass_product(other.id, dict.fromkeys(process.CHECKS, True), OPERATOR)
    told = promptness.of_days(*NOVEMBER)
    assert (told.on_time, told.same_day, same.id != other.id) == (2, 1, True)


def test_only_what_was_ready_runs_on_when_its_product_was_wrong(later: Later) -> None:
    file, other = ready(), ready(nik="3508170504900002")
    later(days=2)
    process.fail_product(file.id, "DATA_SALAH", OPERATOR)
    runs = {run.application_id: run for run in ClockRun.select()}
    assert (runs[file.id].stopped_at, runs[file.id].stopped_for) == (None, None)
    assert runs[other.id].stopped_for == "ready"
    assert [one.id for one in lists.inbox().lists["late"]] == [file.id]


def test_a_due_time_that_moved_is_told_with_before_and_after() -> None:
    file = accepted()
    before = ClockRun.get().due_at
    calendar.put_day(date(2026, 11, 24), "TUTUP_KANTOR", "Banjir", KASI)
    after = ClockRun.get().due_at
    line = JournalLine.select().where(JournalLine.what == "clock.recomputed").get()
    told = {name: datetime.fromisoformat(at) for name, at in json.loads(line.detail).items()}
    assert (line.subject, line.who, told) == (
        *(file.number, KASI.who),
        {"before": before, "after": after},
    )
    assert after > before


@pytest.mark.parametrize(
    ("due", "months"),
    [
        ((2026, 10, 31), [10]),
        ((2026, 11, 1), [11]),
        ((2026, 11, 30), [11]),
        ((2026, 12, 1), [12]),
        ((2026, 12, 31), [12]),
        ((2027, 1, 1), []),
    ],
    ids=str,
)
def test_the_first_and_the_last_day_of_a_month_count_in_it(
    at: Any, due: tuple[int, int, int], months: list[int]
) -> None:
    accepted()
    moment = datetime(*due, 15, tzinfo=clock.zone())
    ClockRun.update(due_at=moment).execute()
    at("2027-02-01T09:00:00")
    told = [month for month in (10, 11, 12) if promptness.of_month(2026, month).due]
    assert told == months
