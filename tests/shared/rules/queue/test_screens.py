"""Screens that stand in the office: who is silent or mute is told while people come."""

import pytest

from shared.records import Device
from shared.rules.admin import devices as letting_in
from shared.rules.common import devices
from shared.rules.queue import floor, screens
from tests.office import Later

BOARD, KIOSK = "b" * 32, "k" * 32
PLACE = "192.168.1.20 aaaaaaaa"


@pytest.fixture(autouse=True)
def standing(office, monkeypatch) -> None:
    """A board and a touchscreen that were paired, and live."""
    monkeypatch.setattr(screens._Known, "since", None)
    for kind, cookie, name in ((devices.BOARD, BOARD, "Papan"), ("touchscreen", KIOSK, "Layar")):
        letting_in.accept(letting_in.ask(cookie, "192.168.1.20", kind), name)
    live()


def live(trouble: str = "") -> None:
    assert devices.alive(BOARD, PLACE, trouble)
    assert devices.with_cookie(KIOSK, PLACE) is not None


def told() -> dict[str, str]:
    screens.look()
    return {one.name: one.sentence for one in floor.picture().screens}


def test_a_screen_that_falls_silent_is_told_within_a_minute_and_taken_back(later: Later) -> None:
    for _look in range(20):
        later(seconds=5)
        live()
        assert told() == {}
    later(seconds=45)
    assert sorted(told()) == ["Layar", "Papan"]
    assert all("tidak menjawab. Lihat layarnya" in sentence for sentence in told().values())
    live()
    assert told() == {}


def test_a_board_without_sound_says_so_itself_and_takes_it_back(later: Later) -> None:
    for trouble, words in (
        (screens.BLOCKED, "Sentuh layarnya satu kali"),
        (screens.FAILED, "Periksa pengeras suaranya"),
        (screens.WORDLESS, "hanya membunyikan lonceng"),
    ):
        live(trouble)
        assert words in told()["Papan"]
        assert told()["Papan"].endswith("Sementara itu panggil dengan suara Anda.")
        later(seconds=5)
        live(trouble)
        screens.look()
        assert [one.since for one in screens.in_trouble()] == ["09.00"]
        live()
        assert told() == {}


def test_a_sign_of_life_costs_a_write_four_times_a_minute_alone(later: Later) -> None:
    seen = set()
    for _look in range(24):
        live()
        seen.add(Device.get(Device.name == "Papan").seen_at)
        later(seconds=5)
    assert len(seen) == 8


def test_nobody_is_told_while_the_office_is_shut_and_everybody_in_the_morning(later: Later) -> None:
    later(hours=9)
    assert told() == {}
    later(hours=15)
    assert sorted(told()) == ["Layar", "Papan"]
    assert all("admin mencabutnya" in sentence for sentence in told().values())


def test_what_was_revoked_is_missed_by_nobody(later: Later) -> None:
    letting_in.revoke("Papan")
    letting_in.revoke("Layar")
    later(minutes=5)
    assert told() == {}
    assert not devices.alive(BOARD, PLACE, "")


def test_a_machine_that_starts_first_waits_for_its_screens(later: Later) -> None:
    later(minutes=5)
    assert sorted(told()) == ["Layar", "Papan"]
    screens.listen()
    assert told() == {}
    later(seconds=45)
    assert sorted(told()) == ["Layar", "Papan"]


def test_a_boards_cookie_takes_no_paper_and_a_touchscreens_is_no_board() -> None:
    assert devices.with_cookie(BOARD, PLACE) is None
    assert not devices.alive(KIOSK, PLACE, "")


class TestOwnBoard:
    """The board that this machine itself shows for good."""

    def test_it_is_let_in_without_a_hand_and_gives_way_once_it_is_silent(self, later) -> None:
        for cookie in ("x" * 32, "y" * 32):
            letting_in.stand(cookie, devices.BOARD)
        assert devices.is_known("x" * 32)
        assert not devices.is_known("y" * 32)
        later(minutes=2)
        for _look in range(2):
            letting_in.stand("y" * 32, devices.BOARD)
        own = [one for one in letting_in.everything() if one.name == "Papan komputer ini"]
        assert [(one.kind, one.created_by) for one in own] == [("board", "sistem")]
        assert devices.is_known("y" * 32)
        assert not devices.is_known("x" * 32)

    def test_once_revoked_it_does_not_come_back_by_itself(self) -> None:
        letting_in.stand("x" * 32, devices.BOARD)
        letting_in.revoke("Papan komputer ini")
        letting_in.stand("y" * 32, devices.BOARD)
        assert not devices.is_known("y" * 32)
