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
