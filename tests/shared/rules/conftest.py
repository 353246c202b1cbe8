"""What the tests of all rooms of rules share."""

from collections.abc import Callable
from datetime import datetime

import pytest

from shared import bell, clock
from shared.rules.common.office import Here


@pytest.fixture
def rung(office: Here, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The topics of which the screens were told since the list was last emptied."""
    topics: list[str] = []
    monkeypatch.setattr(bell, "ring", lambda _folder, *told: topics.extend(told))
    return topics


@pytest.fixture
def still(office: Here, monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    """Makes the office's clock stand still at a moment."""

    def stand(moment: datetime) -> None:
        monkeypatch.setattr(clock, "now", lambda: moment)

    return stand
