"""What every indicator found, period by period: closed by itself, the same when counted again."""

import random
from datetime import date, datetime
from decimal import Decimal

import pytest

from shared import clock, db
from shared.records import Staff
from shared.rules.complaints import sight
from shared.rules.quality import figures, measured, objectives, periods
from tests import quality
from tests.complaint_book import people
from tests.shared.rules.quality.test_objectives import approve

pytestmark = pytest.mark.clause("14.2")


@pytest.fixture
def who(office):
    found = people()
    quality.fill(first=date(2026, 3, 23), last=date(2026, 4, 30))
    clock.move(office.settings.data, datetime(2026, 5, 18, 9, 0))
    return found


def closed():
    return [period for (period,) in db.rows("SELECT period FROM closed_period ORDER BY id")]


def close_all():
    while figures.close_next():
        pass
    return closed()


def table(year, by):
    return {
        (line.objective.code, one.period.code): one
        for line in figures.of_year(year, by)
        for one in line.figures
    }


def test_a_period_is_closed_ten_working_days_after_its_end_and_not_before(who, office):
    clock.move(office.settings.data, datetime(2026, 4, 14, 9, 0))
    holidays = {date.fromisoformat(day) for (day,) in db.rows("SELECT day FROM calendar_day")}
    assert periods.closes_on(date(2026, 3, 31)) == _after(date(2026, 3, 31), 10, holidays)
    clock.move(office.settings.data, datetime(2026, 4, 15, 23, 0))
    before = close_all()
    clock.move(office.settings.data, datetime(2026, 4, 30, 9, 0))
    assert (before, close_all()) == ([], ["2026-03", "2026-T1"])
    assert figures.state(periods.read("2026-03")) == figures.CLOSED
    assert figures.state(periods.read("2026-04")) == figures.OPEN
    assert figures.state(periods.read("2026-05")) == figures.TO_COME


def _after(day, count, holidays):
    while count:
        day = date.fromordinal(day.toordinal() + 1)
        count -= day.weekday() < 5 and day not in holidays
    return day


def test_a_closed_period_counted_again_gives_the_same_and_a_later_change_leaves_it(who, office):
    clock.move(office.settings.data, datetime(2026, 6, 20, 9, 0))
    assert close_all() == ["2026-03", "2026-04", "2026-05", "2026-T1"]
    reader, period = sight.reader(who.ratih.staff_id), periods.read("2026-04")
    kept = figures.of_period(period, reader)
    assert kept == figures.count(period, reader)
    db.value("UPDATE clock_run SET stopped_at = due_at + 1 WHERE stopped_for = 'ready'")
    assert figures.of_period(period, reader) == kept
    assert figures.count(period, reader)["SM-01"].part == 0


def test_before_the_office_opened_there_is_nothing_and_of_what_runs_the_months_alone(who):
    close_all()
    found = table(2026, who.ratih)
    assert {one.verdict for (_, code), one in found.items() if code == "2026-02"} == {"nothing"}
    assert found["SM-01", "2026-05"].found is not None
    assert found["SM-01", "2026-T2"].found is None
    assert found["SM-01", "2026-03"].found.whole > 5


def test_every_objective_is_computed_and_one_of_an_office_of_its_own_is_not(who, monkeypatch):
    assert all(one.computed for one in figures.of_year(2026, who.ratih))
    monkeypatch.delitem(figures.INDICATORS, "SM-21")
    lines = {one.objective.code: one for one in figures.of_year(2026, who.ratih)}
    assert {code for code, one in lines.items() if not one.computed} == {"SM-21"}
    assert {one.text for one in lines["SM-21"].figures} == {""}


def test_a_figure_is_judged_by_the_target_that_held_at_its_end(who, office):
    approve(who.ratih, SM_06="0")
    found = table(2026, who.ratih)["SM-06", "2026-04"]
    assert (found.target, found.verdict) == (Decimal(0), measured.MISSED)
    approve(who.ratih, seen=1, reasons={"SM-06": "Berkas datang dari desa."}, SM_06="100")
    found = table(2026, who.ratih)
    assert found["SM-06", "2026-04"].verdict == measured.MISSED
    assert found["SM-06", "2026-05"].target == Decimal(100)
    assert objectives.revisions(2026)[0].valid_from == date(2026, 5, 18)


def test_an_officer_sees_the_targets_of_their_post_alone(who):
    owners = {
        role: {one.objective.owner for one in figures.of_year(2026, actor)}
        for role, actor in who.everybody().items()
        if role != "admin"
    }
    posts = {"petugas_loket", "operator", "petugas_layanan_informasi"}
    assert {role: found for role, found in owners.items() if role in posts} == {
        role: {role} for role in posts
    }
    assert all(len(found) > 4 for role, found in owners.items() if role not in posts)


class TestRestricted:
    """Nobody can tell two offices apart that differ in one complaint that they may not see."""

    def _everything(self, by):
        return figures.of_year(2026, by), [
            figures.of_period(periods.read(code), sight.reader(by.staff_id))
            for code in ("2026-04", "2026-T1", "2026")
        ]

    @pytest.mark.parametrize("closing", [False, True])
    def test_a_restricted_complaint_is_in_no_figure_of_whoever_may_not_see_it(
        self, who, office, closing
    ):
        others = [one for role, one in who.everybody().items() if role not in ("camat", "admin")]
        about = db.value("SELECT id FROM staff WHERE username = 'yusuf'")
        before = self._closed_and_told(office, others, closing)
        all_before = figures.count(periods.read("2026-04"), sight.reader(who.ratih.staff_id))
        db.value("DELETE FROM closed_period")
        quality.complaint(
            random.Random(1),
            date(2026, 4, 8),
            number=99_999,
            guarded=True,
            about_staff=about,
            category="PUNGLI",
            state="recorded",
            closed_at=None,
        )
        quality.action(
            random.Random(1),
            date(2026, 4, 9),
            number=99_999,
            guarded=True,
            about_staff=about,
        )
        assert self._closed_and_told(office, others, closing) == before
        all_after = figures.count(periods.read("2026-04"), sight.reader(who.ratih.staff_id))
        changed = {code for code in all_after if all_after[code] != all_before[code]}
        assert changed == {"SM-09", "SM-10", "SM-13", "SM-16"}

    def _closed_and_told(self, office, others, closing):
        clock.move(office.settings.data, datetime(2026, 6, 20, 9, 0))
        if closing:
            close_all()
        return [self._everything(one) for one in others]

    def test_the_camat_and_a_secretary_whom_none_is_about_find_all_counted(self, who, office):
        clock.move(office.settings.data, datetime(2026, 6, 20, 9, 0))
        close_all()
        period = periods.read("2026-04")
        everything = figures.count(period, None)
        for one in (who.ratih, who.yusuf):
            assert figures.of_period(period, sight.reader(one.staff_id)) == everything
        plain = figures.of_period(period, sight.reader(who.rina.staff_id))
        assert {code for code in plain if plain[code] != everything[code]} >= {"SM-09", "SM-16"}

    def test_a_camat_who_came_later_finds_what_they_may_see_now(self, who, office):
        clock.move(office.settings.data, datetime(2026, 6, 20, 9, 0))
        close_all()
        Staff.update(username="lama").where(Staff.username == "ratih").execute()
        newcomer = people().ratih
        reader, period = sight.reader(newcomer.staff_id), periods.read("2026-04")
        assert figures.of_period(period, reader) == figures.count(period, reader)
