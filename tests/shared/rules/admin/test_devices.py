"""Letting screens in by the code that they show; programs are in test_office.py."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from shared import db
from shared.errors import AppError, Invalid, Refused, TooMany
from shared.records import JournalLine, PairingCode
from shared.rules.admin import devices
from shared.rules.common.actor import Actor
from shared.rules.common.devices import is_over, own, with_cookie
from tests.office import Later

PLACE, ADDRESS = "192.168.1.20 aaaaaaaa", "192.168.1.20"
SCREEN, OTHER = "k" * 32, "m" * 32
AGUS, RINI = Actor("agus", "admin", 1), Actor("rini", "admin", 2)

pytestmark = pytest.mark.usefixtures("office")


def accepted(name: str = "Layar depan", cookie: str = SCREEN) -> str:
    return devices.accept(devices.ask(cookie, ADDRESS), name, AGUS)


def test_a_screen_is_known_once_its_code_was_accepted() -> None:
    code = devices.ask(SCREEN, ADDRESS)
    assert (len(code), code.isdecimal()) == (6, True)
    assert with_cookie(SCREEN, PLACE) is None
    assert devices.accept(f"{code[:3]} {code[3:]}", "Layar depan", AGUS) == ADDRESS
    assert with_cookie(SCREEN, PLACE).name == "Layar depan"
    [seen] = devices.everything()
    assert (seen.kind, seen.created_by, seen.revoked) == ("touchscreen", "agus", False)
    assert JournalLine.select().where(JournalLine.what == "device.paired").count() == 1


def test_a_screen_keeps_its_code_until_it_is_over(later: Later) -> None:
    code = devices.ask(SCREEN, ADDRESS)
    later(minutes=9)
    assert devices.ask(SCREEN, ADDRESS) == code == devices.code_of(SCREEN)
    later(minutes=2)
    assert devices.code_of(SCREEN) == ""
    with pytest.raises(Refused) as refusal:
        devices.accept(code, "Layar depan", AGUS)
    assert refusal.value.code == "no-code"
    devices.ask(SCREEN, ADDRESS)
    assert PairingCode.select().count() == 1
    assert devices.everything() == []


def test_codes_that_nobody_shows_may_be_tried_five_times(later: Later) -> None:
    code = devices.ask(SCREEN, ADDRESS)
    for guess in range(5):
        with pytest.raises(Refused):
            devices.accept(f"{(int(code) + 1 + guess) % 10**6:06}", "Layar depan", AGUS)
    with pytest.raises(TooMany):
        devices.accept(code, "Layar depan", AGUS)
    assert devices.accept(code, "Layar depan", RINI) == ADDRESS
    later(minutes=16)
    assert accepted("Layar belakang", OTHER) == ADDRESS


def test_a_right_code_forgives_the_wrong_ones() -> None:
    for cookie in (SCREEN, OTHER):
        for _ in range(4):
            with pytest.raises(Refused):
                devices.accept("", cookie[:5], AGUS)
        accepted(cookie[:5], cookie)
    assert len(devices.everything()) == 2


def test_a_crowd_of_screens_costs_few_rows_and_hinders_no_other_address(later: Later) -> None:
    for at in range(5):
        devices.ask(f"{at:032}", ADDRESS)
    with pytest.raises(TooMany):
        devices.ask(SCREEN, ADDRESS)
    assert devices.ask(SCREEN, "192.168.1.21")
    for at in range(5, 200):
        try:
            devices.ask(f"{at:032}", f"10.0.0.{at}")
        except TooMany:
            continue
    assert PairingCode.select().count() == 50
    later(minutes=11)
    assert devices.ask(OTHER, ADDRESS)
    assert PairingCode.select().count() == 1


def test_of_two_admins_at_once_one_pairs_it_and_the_other_is_told() -> None:
    code = devices.ask(SCREEN, ADDRESS)

    def press(by: Actor) -> str:
        with db.connected():
            try:
                devices.accept(code, f"Layar {by.who}", by)
            except AppError as refusal:
                return refusal.code
        return "paired"

    with ThreadPoolExecutor(2) as pool:
        told = sorted(pool.map(press, (AGUS, RINI)))
    assert told == ["no-code", "paired"]
    assert len(devices.everything()) == 1


def test_a_revoked_screen_needs_another_cookie_and_may_have_its_name_again() -> None:
    accepted()
    assert not is_over(SCREEN)
    devices.revoke("Layar depan", AGUS)
    assert with_cookie(SCREEN, PLACE) is None
    assert is_over(SCREEN)
    accepted(cookie=OTHER)
    assert with_cookie(OTHER, PLACE).name == "Layar depan"
    assert with_cookie(SCREEN, PLACE) is None
    assert [one.revoked for one in devices.everything()] == [False]


@pytest.mark.parametrize("name", [" ", "x" * 41])
def test_a_screen_needs_a_short_name(name: str) -> None:
    with pytest.raises(Invalid):
        devices.accept(devices.ask(SCREEN, ADDRESS), name, AGUS)
    assert devices.everything() == []


def test_a_name_is_one_machines() -> None:
    accepted()
    with pytest.raises(Refused) as refusal:
        accepted(cookie=OTHER)
    assert refusal.value.code == "device-taken"
    known = own()
    assert known is not None
    devices.revoke(known.name, AGUS)
    with pytest.raises(Refused):
        accepted(known.name, OTHER)
    assert own() is None
