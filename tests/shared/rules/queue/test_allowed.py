"""What may be done at a counter: one answer for the page, the keys and the press itself."""

from collections.abc import Callable

import pytest

from shared import db
from shared.errors import AppError
from shared.rules import queue
from shared.rules.common.actor import Actor
from shared.rules.queue import allowed, floor
from tests.office import take

PRESSES: dict[str, Callable[[Actor], object]] = {
    "next": lambda by: queue.call_next(1, by),
    "call": lambda by: queue.call_number(1, "A-009", by),
    "serve": lambda by: queue.serve(1, by),
    "finish": lambda by: queue.finish(1, by),
    "recall": lambda by: queue.recall(1, by),
    "skip": lambda by: queue.skip(1, by),
    "papers": lambda by: queue.papers(1, by),
    "hold": lambda by: queue.hold(1, by),
    "transfer": lambda by: queue.transfer(1, by, to_counter=2),
    "break": lambda by: queue.pause(1, by, on=True),
    "close": lambda by: queue.leave(1, by),
}


def _nobody(by: Actor) -> None:
    pass


def _waits(by: Actor) -> None:
    for _ in range(9):
        take()


def _called(by: Actor) -> None:
    _waits(by)
    queue.call_next(1, by)


def _served(by: Actor) -> None:
    _called(by)
    queue.serve(1, by)


def _on_a_break(by: Actor) -> None:
    _waits(by)
    queue.pause(1, by, on=True)


def _refusal(press: Callable[[Actor], object], by: Actor) -> str:
    """The sentence that the press is refused with; nothing of it stays."""
    with db.database.atomic() as trial:
        try:
            press(by)
        except AppError as refused:
            return str(refused)
        finally:
            trial.rollback()
    return ""


@pytest.mark.parametrize("arrive", [_nobody, _waits, _called, _served, _on_a_break])
def test_a_press_is_refused_exactly_when_the_page_says_so(
    sari: Actor, arrive: Callable[[Actor], None]
) -> None:
    arrive(sari)
    said = floor.picture().counters[0].why_not
    assert set(said) <= set(allowed.STEPS)
    for step, press in PRESSES.items():
        if step == "call" and arrive is _nobody:
            continue  # there is no such number to call
        assert (step, _refusal(press, sari)) == (step, said.get(step, ""))


def test_a_press_may_be_taken_back_while_the_page_shows_it(sari: Actor) -> None:
    _called(sari)
    assert "undo" not in floor.picture().counters[0].why_not
    queue.undo(1, sari)
    assert floor.picture().counters[0].why_not["undo"] == "Tidak ada yang dapat diurungkan."


def test_what_may_be_done_with_a_found_number(sari: Actor, tono: Actor) -> None:
    ticket = take()
    found = lambda by: queue.allowed_with(queue.by_id(ticket.id), by)  # noqa: E731
    assert found(sari) == ["reprint", "call", "cancel"]
    queue.call_next(1, sari)
    assert (found(sari), found(tono)) == (["reprint", "cancel"], ["reprint"])
    queue.hold(1, sari)
    assert found(tono) == ["reprint", "back", "call"]
    queue.bring_back("A-001", sari)
    queue.cancel("A-001", "pulang", sari)
    assert found(sari) == []


_NOBODY_THERE = {"serve", "finish", "recall", "skip", "papers", "hold", "transfer", "cancel"}
_CALLED_THERE = {"next": "unanswered", "call": "unanswered", "break": "busy", "close": "busy"}
_SERVED_THERE = {**dict.fromkeys(("serve", "recall", "skip"), "wrong-state")} | dict.fromkeys(
    ("break", "close"), "busy"
)


@pytest.mark.parametrize("undoable", [False, True])
@pytest.mark.parametrize("waits", [False, True])
@pytest.mark.parametrize("state", [allowed.OPEN, allowed.BREAK])
@pytest.mark.parametrize(
    ("ticket", "refused"),
    [
        ("", dict.fromkeys(_NOBODY_THERE, "nobody-here")),
        ("called", _CALLED_THERE),
        ("serving", _SERVED_THERE),
    ],
)
def test_each_step_is_refused_for_its_own_reason(
    ticket: str, refused: dict[str, str], state: allowed.CounterState, waits: bool, undoable: bool
) -> None:
    at = allowed.Situation(state, "A-001" if ticket else "", ticket, waits, undoable)
    expected = dict(refused)
    if state == allowed.BREAK:
        last = {step: code for step, code in refused.items() if step in ("break", "close")}
        expected = {**dict.fromkeys({*_NOBODY_THERE, "next", "call"}, "on-break"), **last}
    elif not waits and ticket != "called":
        expected["next"] = "nobody-waiting"
    if not undoable or state == allowed.BREAK:
        expected["undo"] = "too-late"
    told = {step: no.code for step in allowed.STEPS if (no := allowed.why_not(step, at))}
    assert told == expected
    assert allowed.all_refusals(at).keys() == expected.keys()


@pytest.mark.parametrize("here", [False, True])
@pytest.mark.parametrize(
    ("ticket", "may", "only_here"),
    [
        ("waiting", ["reprint", "call", "cancel"], []),
        ("called", ["reprint"], ["cancel"]),
        ("serving", ["reprint"], ["cancel"]),
        ("missed", ["reprint", "back", "call", "cancel"], []),
        ("held", ["reprint", "back", "call"], []),
        ("papers", ["reprint", "back", "call"], []),
        ("done", [], []),
        ("cancelled", [], []),
        ("released", [], []),
    ],
)
def test_what_may_be_done_with_a_number_in_each_state(
    ticket: str, may: list[str], only_here: list[str], here: bool
) -> None:
    free, busy = (allowed.Situation(allowed.OPEN, *there) for there in ((), ("A-009", "called")))
    told = [*may, *(only_here if here else [])]
    assert allowed.with_number(ticket, here=here, at=free) == told
    without = [step for step in told if step != "call"]
    assert allowed.with_number(ticket, here=here, at=busy) == without
    assert allowed.with_number(ticket, here=here, at=None) == without
