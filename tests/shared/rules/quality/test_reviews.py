"""From a figure to the next target (14.3): who analyses, who judges, and what waits for whom."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from shared import clock, db
from shared.errors import Invalid, NotAllowed, NotFound, Refused
from shared.records import CorrectiveAction, JournalLine, TargetReview
from shared.rules.admin import people as hiring
from shared.rules.common import staff
from shared.rules.complaints import sight
from shared.rules.quality import figures, measured, objectives, periods, review_view, reviews
from shared.rules.quality.review_view import (
    ACT,
    ANALYSIS,
    DONE,
    EVALUATION,
    KEEP,
    LOWER,
    RAISE,
    TARGET,
)
from tests import quality
from tests.complaint_book import people
from tests.shared.rules.quality.test_objectives import approve

pytestmark = pytest.mark.clause("14.3")

APRIL = periods.read("2026-04")


@pytest.fixture
def who(office):
    found = people()
    quality.fill(first=date(2026, 4, 13), last=date(2026, 4, 30))
    clock.move(office.settings.data, datetime(2026, 5, 18, 9, 0))
    return found


@pytest.fixture
def closed(who):
    """April is closed and its misses are handed on, by the targets that were proposed."""
    approve(who.ratih)
    close()
    return who


def close():
    while figures.close_next() or reviews.open_next():
        pass


def missed(period, by):
    line = {one.objective.code: one for one in figures.of_year(period.year, by)}
    return {
        code
        for code, one in line.items()
        for figure in one.figures
        if figure.period == period and figure.verdict == measured.MISSED
    }


def handed_on(period=""):
    rows = TargetReview.select().where(TargetReview.period.startswith(period))
    return {(one.period, one.code) for one in rows}


def analysed(code, by, period=APRIL, cause="SIAK padam dua hari.", done="Genset disewa."):
    reviews.analyse(period, code, cause, done, by)


def judged(code, by, decision=KEEP, period=APRIL, reason="Cukup.", **more):
    reviews.evaluate(period, code, decision, reason, by, **more)


def state(code, by):
    return review_view.of(APRIL, code, by).state


def test_every_miss_of_a_closed_month_is_handed_on_once(closed):
    everybody = missed(APRIL, closed.bambang)
    assert len(everybody) > 5
    assert handed_on("2026-04") == {("2026-04", code) for code in everybody}
    assert not reviews.open_next()
    assert {one.state for one in TargetReview.select()} == {ANALYSIS}


def test_without_targets_nothing_waits_and_once_they_are_set_what_was_missed_does(who):
    close()
    assert handed_on() == set()
    approve(who.ratih)
    close()
    assert handed_on("2026-04") == {("2026-04", code) for code in missed(APRIL, who.bambang)}


def test_a_quarter_asks_only_for_what_no_month_of_it_had_missed(closed, office):
    clock.move(office.settings.data, datetime(2026, 7, 31, 9, 0))
    close()
    quarter = periods.read("2026-T2")
    before = {code for period, code in handed_on() if len(period) == 7 and period != "2026-T2"}
    asked = {code for period, code in handed_on() if period == "2026-T2"}
    assert asked == missed(quarter, closed.bambang) - before
    assert missed(quarter, closed.bambang) & before


def test_the_way_from_a_miss_to_the_judgement(closed):
    with pytest.raises(Refused, match="Menunggu analisis"):
        judged("SM-03", closed.ratih)
    analysed("SM-03", closed.sari)
    assert state("SM-03", closed.ratih) == EVALUATION
    analysed("SM-03", closed.bambang, cause="Loket kedua tutup.")
    judged("SM-03", closed.ratih, reason="Akan dilihat bulan depan.")
    found = review_view.of(APRIL, "SM-03", closed.sari)
    assert (found.state, found.cause) == (DONE, "Loket kedua tutup.")
    assert (found.analysed_by, found.evaluated_by) == ("Bambang Percobaan", "Camat Ratih Percobaan")
    assert (found.decided, found.reason) == ("Target tetap", "Akan dilihat bulan depan.")
    for step in (lambda: analysed("SM-03", closed.sari), lambda: judged("SM-03", closed.ratih)):
        with pytest.raises(Refused, match="Selesai"):
            step()
    lines = [one.what for one in JournalLine.select() if one.what.startswith("reviews.")]
    assert lines[-3:] == ["reviews.analysed", "reviews.analysed", "reviews.evaluated"]
    assert set(lines[:-3]) == {"reviews.opened"}


@pytest.mark.parametrize(
    ("code", "may"),
    [
        ("SM-03", {"sari", "bambang"}),
        ("SM-02", {"dewi", "bambang"}),
        ("SM-18", {"yusuf", "bambang"}),
    ],
)
def test_whose_target_it_is_and_the_head_of_the_section_analyse_it(closed, code, may):
    wrote = set()
    for name in ("rina", "bambang", "yusuf", "ratih", "sari", "dewi", "tuti", "agus"):
        try:
            analysed(code, getattr(closed, name))
        except (NotAllowed, NotFound):
            continue
        wrote.add(name)
    assert wrote == may


def test_somebody_with_two_posts_sees_and_analyses_the_targets_of_both(closed):
    hiring.set_roles("sari", [staff.COUNTER, staff.OPERATOR])
    analysed("SM-02", closed.sari)
    owners = {one.objective.owner for one in review_view.of_year(2026, closed.sari)}
    assert owners == {staff.COUNTER, staff.OPERATOR}


def test_only_the_camat_judges_and_whoever_stands_in_signs_as_that(closed, office):
    analysed("SM-03", closed.sari)
    for name in ("rina", "bambang", "yusuf", "sari", "dewi", "tuti", "agus"):
        with pytest.raises(NotAllowed):
            judged("SM-03", getattr(closed, name))
    judged("SM-03", replace(closed.yusuf, role=staff.CAMAT, standing="Plh."))
    assert review_view.of(APRIL, "SM-03", closed.sari).evaluated_by == "Plh. Camat Yusuf Percobaan"


def test_a_corrective_action_is_asked_for_and_tells_the_figure_and_its_cause(closed):
    analysed("SM-03", closed.sari, cause="Loket kedua tutup.")
    judged("SM-03", closed.ratih, ACT, severity="minor")
    action = CorrectiveAction.select().order_by(CorrectiveAction.id.desc()).get()
    assert (action.source, action.severity, action.unit) == ("target", "minor", "PELAYANAN")
    figure = review_view.of(APRIL, "SM-03", closed.ratih).figure
    for part in ("SM-03", "April 2026", figure.text, "≤ 15 menit", "Loket kedua tutup."):
        assert part in action.problem
    assert review_view.of(APRIL, "SM-03", closed.sari).action.startswith("PTPP-2026-")


def test_something_else_may_be_done_and_is_told(closed):
    analysed("SM-03", closed.sari)
    with pytest.raises(Invalid):
        judged("SM-03", closed.ratih, ACT)
    judged("SM-03", closed.ratih, ACT, measure="Loket kedua dibuka tiap Senin.")
    found = review_view.of(APRIL, "SM-03", closed.sari)
    assert (found.action, found.measure, found.state) == (
        "",
        "Loket kedua dibuka tiap Senin.",
        DONE,
    )
    assert CorrectiveAction.select().where(CorrectiveAction.source == "target").count() == 0


@pytest.mark.parametrize(
    ("decision", "other_way", "answer"), [(RAISE, "20", "18"), (LOWER, "12", "14")]
)
def test_a_target_that_is_to_change_waits_until_a_paper_changes_it_that_way(
    closed, decision, other_way, answer
):
    analysed("SM-03", closed.sari)
    judged("SM-03", closed.ratih, decision)
    assert state("SM-03", closed.ratih) == TARGET
    reasons = {"SM-03": "Loket kurang."}
    approve(closed.ratih, seen=1, reasons=reasons, SM_03=other_way)
    assert state("SM-03", closed.ratih) == TARGET
    approve(closed.ratih, seen=2, reasons=reasons, SM_03=answer)
    found = review_view.of(APRIL, "SM-03", closed.sari)
    assert found.state == DONE
    assert found.new_target == f"≤ {answer} menit, Sasaran Mutu 2026 revisi 2"


def test_next_years_paper_answers_too_and_points_back(closed):
    analysed("SM-03", closed.sari)
    judged("SM-03", closed.ratih, RAISE)
    approve(closed.ratih, year=2027, SM_03="10")
    assert (
        review_view.of(APRIL, "SM-03", closed.sari).new_target
        == "≤ 10 menit, Sasaran Mutu 2027 revisi 0"
    )
    assert objectives.revisions(2027)[0].targets["SM-03"].asked == "2026-04"
    assert objectives.revisions(2027)[0].targets["SM-01"].asked == ""


def test_what_cannot_change_is_said(closed):
    analysed("SM-16", closed.yusuf)
    with pytest.raises(Refused, match="sudah yang tertinggi"):
        judged("SM-16", closed.ratih, RAISE)
    with pytest.raises(Invalid):
        judged("SM-16", closed.ratih, "double")
    with pytest.raises(Invalid):
        judged("SM-16", closed.ratih, KEEP, reason=" ")
    with pytest.raises(Invalid):
        analysed("SM-16", closed.yusuf, cause="")
    judged("SM-16", closed.ratih, LOWER)
    judged("SM-16", closed.ratih, KEEP, reason="Tidak jadi.")
    assert state("SM-16", closed.ratih) == DONE


def test_a_figure_that_met_its_target_may_be_judged_and_needs_no_analysis(closed):
    met = next(
        one.objective.code
        for one in figures.of_year(2026, closed.ratih)
        for figure in one.figures
        if figure.period == APRIL and figure.verdict == measured.MET
    )
    assert review_view.of(APRIL, met, closed.ratih).since is None
    judged(met, closed.ratih, reason="Dipertahankan.")
    assert state(met, closed.ratih) == DONE


def test_an_open_period_and_a_figure_of_another_post_are_not_reviewed(closed):
    may = periods.read("2026-05")
    with pytest.raises(Refused, match="belum ditutup"):
        judged("SM-03", closed.ratih, period=may)
    with pytest.raises(NotFound):
        analysed("SM-01", closed.sari)
    with pytest.raises(NotFound):
        review_view.of(APRIL, "SM-99", closed.ratih)


def test_two_at_once_are_told_and_nothing_is_lost(closed):
    seen = review_view.of(APRIL, "SM-03", closed.sari).version
    reviews.analyse(APRIL, "SM-03", "Satu.", "Dua.", closed.sari, seen=seen)
    with pytest.raises(Refused, match="orang lain"):
        reviews.analyse(APRIL, "SM-03", "Tiga.", "Empat.", closed.bambang, seen=seen)
    assert review_view.of(APRIL, "SM-03", closed.sari).cause == "Satu."


def test_what_waits_is_told_with_whom_it_waits_for_and_since_when(closed):
    def told():
        return {
            (one.post, one.state): (one.number, one.period.code) for one in review_view.waiting()
        }

    of_counter = sum(one.owner == staff.COUNTER for one in TargetReview.select())
    counter = staff.post_title(staff.COUNTER)
    assert told()[counter, ANALYSIS] == (of_counter, "2026-04")
    analysed("SM-03", closed.sari)
    assert told()[counter, ANALYSIS] == (of_counter - 1, "2026-04")
    assert told()["Camat", EVALUATION] == (1, "2026-04")
    judged("SM-03", closed.ratih, RAISE)
    assert ("Camat", EVALUATION) not in told()
    assert told()["Camat", TARGET] == (1, "2026-04")
    waits = review_view.waiting()
    assert [one.since for one in waits] == sorted(one.since for one in waits)


def test_a_restricted_complaint_makes_nobodys_review(who, office):
    """What only those who oversee may count is missed by them alone: nobody is asked about it."""
    db.value("UPDATE complaint SET guarded = 1 WHERE category = 'PUNGLI'")
    approve(who.ratih)
    close()
    assert sight.reader(who.ratih.staff_id).oversees
    assert "SM-16" in missed(APRIL, who.ratih)
    assert "SM-16" not in missed(APRIL, who.bambang)
    assert ("2026-04", "SM-16") not in handed_on()


def test_the_year_is_told_in_the_order_of_its_periods_to_each_what_is_theirs(closed, office):
    clock.move(office.settings.data, datetime(2026, 7, 31, 9, 0))
    close()
    every = review_view.of_year(2026, closed.ratih)
    assert {(one.period.code, one.objective.code) for one in every} == handed_on()
    assert [one.period.last for one in every] == sorted(one.period.last for one in every)
    mine = review_view.of_year(2026, closed.sari)
    assert {one.objective.owner for one in mine} == {staff.COUNTER}
    assert review_view.of_year(2025, closed.ratih) == []
