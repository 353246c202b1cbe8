"""Machines that the office knows: by a token, a cookie, or as this machine's own screen."""

import pytest

from shared import db
from shared.errors import SignInNeeded
from shared.records import Device, JournalLine
from shared.rules.admin import devices as letting_in
from shared.rules.common import devices
from shared.rules.common.devices import OWN_NAME
from tests.office import Later

HERE, THERE = "192.168.1.20 aaaaaaaa", "192.168.1.77 aaaaaaaa"
COOKIE = "k" * 32


@pytest.fixture
def screen(office) -> str:
    """The cookie of a screen that was paired."""
    letting_in.accept(letting_in.ask(COOKIE, "192.168.1.20"), "Layar depan")
    return COOKIE


def copied() -> bool:
    return Device.get(Device.name == "Layar depan").copied_at is not None


class TestToken:
    """A program's token, told once."""

    def test_only_the_hash_is_kept(self, office) -> None:
        token = letting_in.add("tombol-loket-1", 1)
        assert token not in str(Device.select().dicts().get())
        found = devices.with_token(token, HERE)
        assert devices.require_counter(found, 1).who == "perangkat:tombol-loket-1"

    def test_it_acts_at_its_own_counter_only_and_not_after_it_was_revoked(self, office) -> None:
        token = letting_in.add("tombol-loket-1", 1)
        with pytest.raises(SignInNeeded):
            devices.require_counter(devices.with_token(token, HERE), 2)
        letting_in.revoke("tombol-loket-1")
        assert devices.with_token(token, HERE) is None
        with pytest.raises(SignInNeeded):
            devices.require_counter(None, 1)

    def test_a_guessed_token_opens_nothing(self, office) -> None:
        letting_in.add("tombol-loket-1", 1)
        assert devices.with_token("tebakan", HERE) is None

    def test_a_programs_token_is_no_screens_cookie_nor_the_other_way_round(self, screen) -> None:
        token = letting_in.add("papan-kota", None)
        assert devices.with_cookie(token, HERE) is None
        assert devices.with_token(screen, HERE) is None
        assert devices.with_token(token, HERE).kind == "program"
        assert devices.with_cookie(screen, HERE).kind == "touchscreen"


class TestOwnScreen:
    """The screen of the machine that the program runs on."""

    def test_it_is_known_without_a_hand_and_once(self, office) -> None:
        first, again = devices.own(), devices.own()
        assert first == again
        assert (first.name, first.kind) == (OWN_NAME, "own")
        assert Device.select().count() == 1
        assert JournalLine.select().where(JournalLine.what == "device.known").count() == 1

    def test_once_revoked_it_does_not_come_back_by_itself(self, office) -> None:
        devices.own()
        letting_in.revoke(OWN_NAME)
        assert devices.own() is None
        assert Device.select().count() == 1

    def test_a_program_of_its_name_does_not_stand_in_its_way(self, office) -> None:
        letting_in.add(OWN_NAME, 1)
        assert devices.own().name.startswith(OWN_NAME)
        assert devices.own().name != OWN_NAME


class TestPlace:
    """Where a device was seen; a cookie that two machines use is noticed."""

    def test_it_is_kept_four_times_a_minute_at_most(self, screen, later: Later) -> None:
        devices.with_cookie(screen, HERE)
        first = Device.get(Device.name == "Layar depan").seen_at
        later(seconds=10)
        devices.with_cookie(screen, HERE)
        assert Device.get(Device.name == "Layar depan").seen_at == first
        later(seconds=6)
        devices.with_cookie(screen, HERE)
        assert Device.get(Device.name == "Layar depan").seen_at > first

    def test_a_new_address_is_no_copy(self, screen, later: Later) -> None:
        """DHCP gives another address now and then, and the old one again some day."""
        for place in (HERE, THERE, "192.168.1.30 aaaaaaaa", "192.168.1.31 aaaaaaaa"):
            devices.with_cookie(screen, place)
            later(minutes=1)
        later(hours=1)
        devices.with_cookie(screen, "192.168.1.30 aaaaaaaa")
        assert not copied()

    def test_a_new_browser_is_no_copy(self, screen) -> None:
        devices.with_cookie(screen, HERE)
        devices.with_cookie(screen, HERE.replace("a", "b"))
        devices.with_cookie(screen, HERE.replace("a", "b"))
        assert not copied()

    @pytest.mark.parametrize("other", [THERE, HERE.replace("a", "b")])
    def test_two_machines_in_turn_are_noticed_and_go_on(
        self, screen, other: str, later: Later
    ) -> None:
        devices.with_cookie(screen, HERE)
        later(seconds=4)
        devices.with_cookie(screen, other)
        assert not copied()
        later(seconds=4)
        assert devices.with_cookie(screen, HERE) is not None
        assert copied()
        [seen] = letting_in.everything()
        assert set(seen.places) == {HERE, other}
        assert JournalLine.select().where(JournalLine.what == "device.copied").count() == 1
        devices.with_cookie(screen, other)
        devices.with_cookie(screen, HERE)
        assert JournalLine.select().where(JournalLine.what == "device.copied").count() == 1

    def test_once_looked_at_it_is_watched_again(self, screen) -> None:
        for place in (HERE, THERE, HERE):
            devices.with_cookie(screen, place)
        letting_in.settle("Layar depan")
        assert not copied()
        devices.with_cookie(screen, HERE)
        assert not copied()
        for place in (THERE, HERE):
            devices.with_cookie(screen, place)
        assert copied()

    def test_a_program_may_ask_from_several_places(self, office) -> None:
        token = letting_in.add("papan-kota", None)
        for place in (HERE, THERE, HERE):
            devices.with_token(token, place)
        assert [one.copied_at for one in letting_in.everything()] == [None]

    def test_a_disk_that_takes_nothing_more_shows_it_all_the_same(self, screen) -> None:
        db.rows("PRAGMA query_only = 1")
        found = devices.with_cookie(screen, HERE)
        db.rows("PRAGMA query_only = 0")
        assert found is not None
        assert Device.get(Device.name == "Layar depan").seen_at is None
