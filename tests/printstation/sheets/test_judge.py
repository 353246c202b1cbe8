"""What may be said of a released job: every answer of CUPS and printer, one sentence each."""

from dataclasses import replace

import pytest

from printstation.printers.sheet import Sight
from printstation.sheets import judge
from printstation.sheets.judge import Verdict
from shared.rules.paper.sheets import CANCELLED, FAILED, NEEDS_PERSON, PRINTED, PRINTING, UNCERTAIN

DONE = Sight("completed", ("done",), can_tell=True, remembers=True, interrupted=False, reasons=())
LONG = 60.0


def of(sight: Sight, *, cancel_asked: bool = False, waited: float = LONG) -> Verdict:
    return judge.judge(sight, cancel_asked=cancel_asked, waited=waited)


def test_the_printers_own_record_is_the_proof() -> None:
    assert of(DONE, waited=0) == Verdict(PRINTED)


@pytest.mark.parametrize("place", ["completed", "cancelled", "aborted", "gone", "away"])
def test_the_printers_record_counts_whatever_became_of_cups(place: str) -> None:
    assert of(replace(DONE, place=place)).state == PRINTED
    assert of(replace(DONE, place=place, records=("aborted",))) == Verdict(UNCERTAIN, judge.ABORTED)


@pytest.mark.parametrize("place", ["completed", "gone"])
@pytest.mark.parametrize("remembers", [True, False])
def test_completed_in_cups_and_unknown_to_the_printer_is_never_printed(
    place: str, remembers: bool
) -> None:
    sight = replace(DONE, place=place, records=(), remembers=remembers)
    assert of(sight) == Verdict(UNCERTAIN, judge.NO_RECORD)
    assert of(sight, waited=0).state == PRINTING


def test_a_job_that_the_printer_has_twice_is_counted_by_a_person() -> None:
    assert of(replace(DONE, records=("done", "done"))) == Verdict(UNCERTAIN, judge.TWICE)


def test_done_without_a_page_is_looked_at() -> None:
    assert of(replace(DONE, records=("blank",))) == Verdict(UNCERTAIN, judge.BLANK)


def test_while_cups_is_at_it_the_job_is_under_way_even_if_the_printer_is_done() -> None:
    sight = replace(DONE, place="printing")
    assert of(sight, waited=0) == Verdict(PRINTING)
    assert of(sight, waited=LONG) == Verdict(PRINTED)
    assert of(replace(sight, records=()), waited=LONG) == Verdict(PRINTING)


def test_a_reason_makes_it_wait_for_a_person_and_says_what_to_do() -> None:
    stuck = replace(DONE, place="printing", records=("working",), reasons=("tray-empty",))
    verdict = of(stuck)
    assert verdict.state == NEEDS_PERSON
    assert "Isi baki" in (verdict.trouble or "")
    assert not verdict.over
    assert of(replace(stuck, reasons=("ink-low",))) == Verdict(PRINTING)


def test_the_printer_still_at_it_is_followed_though_cups_is_done() -> None:
    assert of(replace(DONE, records=("working",))) == Verdict(PRINTING)
    assert of(replace(DONE, place="away", records=("working",))) == Verdict(PRINTING)


def test_a_job_put_on_hold_in_cups_is_said_to_be() -> None:
    assert of(replace(DONE, place="held", records=())) == Verdict(NEEDS_PERSON, judge.PUT_ON_HOLD)


def test_no_answer_is_waited_for_then_a_person_looks() -> None:
    silent = replace(DONE, records=None, reasons=("unreachable",))
    assert of(silent, waited=1).state == NEEDS_PERSON
    assert of(silent) == Verdict(UNCERTAIN, judge.NO_ANSWER)
    assert not of(replace(silent, place="away")).over


@pytest.mark.parametrize("place", ["completed", "cancelled", "aborted", "gone"])
def test_a_printer_that_cannot_tell_leaves_every_sheet_to_a_person(place: str) -> None:
    mute = replace(DONE, place=place, records=None, can_tell=False, remembers=False)
    assert of(mute) == Verdict(UNCERTAIN, judge.CANNOT_TELL)


def test_a_failed_filter_fails_the_job() -> None:
    failed = replace(DONE, place="filter-failed", records=())
    assert of(failed) == Verdict(FAILED, judge.FILTER_FAILED)
    unsure = Verdict(UNCERTAIN, judge.FILTER_UNSURE)
    assert of(replace(failed, records=None, can_tell=False)) == unsure
    assert of(replace(failed, remembers=False)) == unsure


def test_aborted_before_the_printer_had_it_fails_only_if_the_printer_surely_knows() -> None:
    aborted = replace(DONE, place="aborted", records=())
    assert of(aborted) == Verdict(FAILED, judge.NEVER_REACHED)
    assert of(replace(aborted, remembers=False)).state == UNCERTAIN


def test_cancelled_is_cancelled_if_we_asked_and_the_printer_agrees() -> None:
    cancelled = replace(DONE, place="cancelled", records=("cancelled",))
    assert of(cancelled, cancel_asked=True) == Verdict(UNCERTAIN, judge.CANCELLED)
    assert of(replace(cancelled, records=()), cancel_asked=True) == Verdict(CANCELLED)
    assert of(replace(cancelled, records=())).state == UNCERTAIN
    assert of(replace(cancelled, records=("done",)), cancel_asked=True).state == PRINTED


@pytest.mark.parametrize("place", ["waiting", "cancelled"])
def test_a_job_that_cups_died_in_is_settled_by_the_printer_or_a_person(place: str) -> None:
    broken = replace(DONE, place=place, records=(), interrupted=True)
    assert of(broken, waited=0) == Verdict(PRINTING)
    assert of(broken, cancel_asked=True) == Verdict(UNCERTAIN, judge.INTERRUPTED)
    assert of(replace(broken, records=("done",))).state == PRINTED
    assert of(replace(broken, records=("working",))) == Verdict(PRINTING)


def test_nothing_ends_printed_or_unprinted_without_the_printers_word() -> None:
    """All answers there are: `printed` only ever with exactly one record that says done.

    "No paper" only ever where a printer that remembers its jobs never had this one.
    """
    places = (
        "held",
        "waiting",
        "printing",
        "filter-failed",
        "cancelled",
        "aborted",
        "completed",
        "gone",
        "away",
    )
    kinds = ("working", "done", "blank", "cancelled", "aborted")
    lists = (None, (), *((kind,) for kind in kinds), ("done", "done"), ("aborted", "done"))
    for place in places:
        for records in lists:
            for yes in range(16):
                flags = [bool(yes & 1 << bit) for bit in range(4)]
                sight = Sight(place, records, flags[0], flags[1], flags[2], ())
                verdict = of(sight, cancel_asked=flags[3])
                assert (verdict.state == PRINTED) <= (records == ("done",)), sight
                never_had = records == () and sight.can_tell and sight.remembers
                assert (verdict.state in (FAILED, CANCELLED)) <= never_had, sight
