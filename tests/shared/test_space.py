"""When the disk gets full: what is told, what stops, and what goes on."""

import shutil
import uuid
from collections.abc import Callable
from types import SimpleNamespace

import pytest

from shared import space
from shared.errors import Unavailable
from shared.rules.common.office import Here
from shared.rules.paper import sheets
from shared.rules.queue import floor
from tests.kk import OPERATOR
from tests.office import take

Left = Callable[[int], None]


@pytest.fixture
def left(monkeypatch: pytest.MonkeyPatch) -> Left:
    """So many bytes are left."""

    def say(count: int) -> None:
        monkeypatch.setattr(shutil, "disk_usage", lambda _place: SimpleNamespace(free=count))

    return say


@pytest.mark.parametrize(
    ("free", "state"),
    [
        (space.LOW, "ok"),
        (space.LOW - 1, "low"),
        (space.SCARCE, "low"),
        (space.SCARCE - 1, "scarce"),
        (0, "scarce"),
    ],
)
def test_room_is_told_in_three_steps(office: Here, left: Left, free: int, state: str) -> None:
    left(free)
    assert space.state(office.settings.data) == state


def test_printing_stops_before_numbers_do_and_every_seat_says_so(office: Here, left: Left) -> None:
    left(space.SCARCE - 1)
    with pytest.raises(Unavailable):
        sheets.ask_paper("paper.pdf", "0" * 64, 1, str(uuid.uuid4()), OPERATOR)
    assert take().number == "A-001"
    assert "cetak A4 berhenti" in floor.surroundings().store
    left(space.LOW)
    assert floor.surroundings().store == ""
    asked = sheets.ask_paper("paper.pdf", "0" * 64, 1, str(uuid.uuid4()), OPERATOR)
    assert asked.state == sheets.QUEUED


def test_a_reserve_is_kept_while_there_is_room_and_given_up_at_the_end(
    office: Here, left: Left
) -> None:
    data = office.settings.data
    reserve = data / "reserve"
    left(space.SCARCE + space.RESERVE)
    space.keep_reserve(data)
    assert not reserve.exists()
    left(space.SCARCE + space.RESERVE + 1)
    space.keep_reserve(data)
    assert reserve.stat().st_size == space.RESERVE
    assert reserve.stat().st_mode & 0o777 == 0o600
    left(space.SCARCE)
    space.keep_reserve(data)
    assert reserve.exists()
    left(1000)
    space.keep_reserve(data)
    assert not reserve.exists()
    space.keep_reserve(data)
    assert not reserve.exists()
