"""What the seats are told about a printer, and how long a failing one is left alone."""

import pytest

from printstation import watch
from printstation.watch import Pause, Watch
from shared.rules.paper import printers


class Told:
    """Stands in the place of the records and can refuse."""

    def __init__(self) -> None:
        self.news: list[tuple[str, ...]] = []
        self.refuses = False

    def __call__(self, station, printer, reasons, capability=None, device=None) -> None:
        if self.refuses:
            raise OSError("disk full")
        self.news.append(reasons)


@pytest.fixture
def told(monkeypatch) -> Told:
    told = Told()
    monkeypatch.setattr(printers, "report", told)
    return told


@pytest.fixture
def clock(monkeypatch) -> list[float]:
    now = [100.0]
    monkeypatch.setattr(watch.time, "monotonic", lambda: now[0])
    return now


class Printer:
    capability = "status"
    device = None

    def __init__(self, *looks: tuple[str, ...]) -> None:
        self._looks = iter(looks)

    def look(self) -> tuple[str, ...]:
        return next(self._looks)


def test_only_news_are_told(told):
    seen = Watch("station-1", "ticket", Printer((), (), ("paper-out",), ("paper-out",), ()))
    for _ in range(5):
        seen.look()
    assert told.news == [(), ("paper-out",), ()]


def test_news_that_could_not_be_stored_are_told_at_the_next_look(told):
    seen = Watch("station-1", "ticket", Printer(("cover-open",), ("cover-open",)))
    told.refuses = True
    assert seen.look() == ("cover-open",)
    told.refuses = False
    seen.look()
    assert told.news == [("cover-open",)]


def test_a_failing_printer_is_left_alone_longer_each_time(clock):
    pause = Pause()
    for seconds in (2, 5, 15, 60, 60):
        pause.failed()
        clock[0] += seconds - 0.1
        assert not pause.may_print(())
        clock[0] += 0.2
        assert pause.may_print(())


def test_a_printer_seen_mended_is_tried_at_once(clock):
    pause = Pause()
    pause.failed()
    assert not pause.may_print(("unreachable",))
    assert pause.may_print(())


def test_a_slip_that_came_through_ends_the_waiting(clock):
    pause = Pause()
    for _ in range(4):
        pause.failed()
    pause.reset()
    assert pause.may_print(())
    pause.failed()
    clock[0] += 2.1
    assert pause.may_print(())


@pytest.mark.parametrize("harmless", [("paper-near-end",), ("no-status",)])
def test_harmless_news_do_not_stop_printing(clock, harmless):
    assert Pause().may_print(harmless)
