"""When pictures are drawn anew: at their own bell at once, all in the silence after any change."""

import threading
from collections import Counter
from collections.abc import Iterator

import pytest
from flask import Flask

from shared import bell, db
from shared.rules.common import journal
from shared.rules.common.actor import SYSTEM
from shared.rules.common.office import Here
from shared.web.live import Live
from tests.running import until


class Pictures:
    """Two pictures, and how often each was drawn."""

    def __init__(self, here: Here) -> None:
        self.here = here
        self.drawn: Counter[str] = Counter()
        self.live = Live(Flask(__name__), here.settings.data)
        self.live.show(self._draws("queue"), "queue", "help")
        self.live.show(self._draws("complaints"), "complaints")

    def _draws(self, name: str):
        def draw() -> None:
            self.drawn[name] += 1

        return draw

    def newer(self, before: dict[str, int]) -> list[str]:
        """Which were drawn since then."""
        return sorted(name for name, count in self.drawn.items() if count > before[name])

    def ring(self, *topics: str) -> None:
        bell.ring(self.here.settings.data, *topics)


@pytest.fixture
def pictures(office: Here) -> Iterator[Pictures]:
    made = Pictures(office)
    made.live.start()
    until(lambda: made.drawn["queue"] and made.drawn["complaints"], 5, "a first drawing")
    yield made
    made.live.close()


def test_a_bell_draws_the_pictures_of_its_topic_alone(pictures: Pictures) -> None:
    others = pictures.drawn["complaints"]
    before = pictures.drawn["queue"]
    pictures.ring("help")
    until(lambda: pictures.drawn["queue"] > before, 2, "the picture of the queue")
    assert pictures.drawn["complaints"] == others


def test_a_change_that_rang_for_nobody_is_seen_in_the_next_silence(pictures: Pictures) -> None:
    before = dict(pictures.drawn)
    with db.transaction():
        journal.write(SYSTEM, "test", "something")
    until(lambda: len(pictures.newer(before)) == 2, 5, "both pictures")
    assert pictures.newer(before) == ["complaints", "queue"]


def test_a_bell_hides_no_other_change(pictures: Pictures) -> None:
    before = dict(pictures.drawn)
    with db.transaction():
        journal.write(SYSTEM, "test", "something")
    pictures.ring("queue")
    until(lambda: "complaints" in pictures.newer(before), 5, "the other picture")
    assert pictures.newer(before) == ["complaints", "queue"]


def test_a_picture_that_breaks_leaves_the_others_alone(pictures: Pictures) -> None:
    def breaks() -> None:
        raise ZeroDivisionError

    pictures.live._pictures.insert(0, (breaks, frozenset({"queue"})))
    before = dict(pictures.drawn)
    pictures.ring("queue")
    until(lambda: pictures.newer(before), 2, "the picture of the queue")
    assert pictures.newer(before) == ["queue"]


def test_who_waited_for_others_does_not_rest_for_it(pictures: Pictures) -> None:
    rests: list[float] = []
    stop = pictures.live._stop
    rest = stop.wait
    stop.wait = lambda seconds: rests.append(seconds) or rest(0)  # type: ignore[method-assign, assignment]
    entrance = threading.Event()
    pictures.live._pictures.append((lambda: bool(entrance.wait(0.5)), frozenset({"queue"})))
    before = pictures.drawn["queue"]
    pictures.ring("queue")
    until(lambda: pictures.drawn["queue"] > before and rests, 5, "a rest after the drawing")
    assert max(rests) < 0.5
