"""The UPS behind the machine: what the seats are told of it, and what nobody is told."""

import pytest

from shared.rules.paper import power
from shared.rules.queue import floor
from tests.devices.upsd import Upsd
from tests.office import having


@pytest.fixture
def ups(office, monkeypatch):
    """The machine's UPS, asked whenever the test looks."""
    with Upsd() as made:
        having(monkeypatch, power_nut=made.address)
        monkeypatch.setattr(power, "_LOOK_SECONDS", 0.0)
        monkeypatch.setattr(power._Seen, "supply", None)
        monkeypatch.setattr(power._Seen, "due", 0.0)
        yield made


def told() -> str:
    power.look()
    return floor.surroundings().power


def test_a_power_cut_is_told_with_its_minutes_and_taken_back(ups):
    assert told() == ""
    ups.on_battery(745, "DISCHRG")
    assert told().startswith("Listrik padam; baterai cukup 12 menit.")
    assert "ditahan" not in told()
    ups.plug = {"ups.status": "OL CHRG", "battery.runtime": "700"}
    assert told() == ""


@pytest.mark.parametrize(
    ("seconds", "marks", "last", "said"),
    [
        (300, (), False, "baterai cukup 5 menit."),
        (299, (), True, "baterai tinggal 4 menit. Lembar A4 baru ditahan"),
        (745, ("LB",), True, "baterai tinggal 12 menit. Lembar A4 baru ditahan"),
        (745, ("FSD",), True, "Lembar A4 baru ditahan"),
        (None, (), False, "komputer memakai baterai."),
        (None, ("LB",), True, "komputer memakai baterai. Lembar A4 baru ditahan"),
    ],
)
def test_the_last_minutes_are_those_of_the_setting_or_of_the_ups_itself(
    ups, seconds, marks, last, said
):
    ups.on_battery(seconds, *marks)
    assert said in told()
    assert power.known().last is last


def test_who_falls_silent_on_battery_is_taken_to_be_at_its_end(ups):
    ups.error = "DATA-STALE"
    assert told() == ""
    ups.error = ""
    ups.on_battery(745)
    assert "12 menit" in told()
    ups.error = "DRIVER-NOT-CONNECTED"
    assert "Lembar A4 baru ditahan" in told()


def test_a_program_that_takes_the_question_and_says_nothing_holds_nobody_up(ups):
    ups.silent = True
    with pytest.raises(OSError, match="timed out"):
        power.ask()
    assert told() == ""


def test_without_a_ups_nothing_is_said(ups, monkeypatch):
    ups.plug = None
    assert (power.ask(), told()) == (None, "")
    having(monkeypatch, power_nut="")
    assert power.ask() is None


def test_it_is_asked_each_ten_seconds_at_most(ups, monkeypatch):
    monkeypatch.setattr(power, "_LOOK_SECONDS", 10.0)
    for _look in range(50):
        power.look()
    assert ups.asked == 2
