"""People who sign in, and devices with a token."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier

import pytest
from argon2 import PasswordHasher

from shared import clock, db
from shared.errors import AppError, Invalid, NotFound, Refused, SignInNeeded, TooMany
from shared.records import (
    Complaint,
    JournalLine,
    SignInAttempt,
    Staff,
    Substitution,
)
from shared.rules.admin import devices, people
from shared.rules.applications import receipt_code
from shared.rules.common import beginning, sign_ins, staff, stand_ins, tries
from shared.rules.common.actor import SYSTEM
from shared.rules.common.office import Here, here
from shared.rules.queue import help as help_calls
from tests import complaint_book, kk
from tests.office import PASSWORD, Later, seated

pytestmark = pytest.mark.usefixtures("office")


@pytest.fixture
def sari() -> staff.Officer:
    return people.add("sari", "Sari Percobaan", [staff.COUNTER], PASSWORD)


def test_the_right_password_signs_in(sari: staff.Officer) -> None:
    assert staff.sign_in("sari", PASSWORD, "127.0.0.1") == sari


def test_passwords_are_kept_as_argon2_only(sari: staff.Officer) -> None:
    assert Staff.get().password_hash.startswith("$argon2id$")
    # The tests' own hash is cheap; what an unknown name is checked against is not.
    assert staff._NOBODY.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert PASSWORD not in str(list(JournalLine.select().dicts()))


@pytest.mark.parametrize(("name", "password"), [("sari", "salah-salah"), ("siapa", PASSWORD)])
def test_a_wrong_password_and_an_unknown_name_sound_the_same(
    sari: staff.Officer, name: str, password: str
) -> None:
    with pytest.raises(SignInNeeded, match="^Nama masuk atau kata sandi salah.$"):
        staff.sign_in(name, password, "127.0.0.1")


def wrong(times: int, address: str, browser: str = "", username: str = "sari") -> None:
    """So many wrong passwords, each of which is judged."""
    for _ in range(times):
        with pytest.raises(SignInNeeded):
            staff.sign_in(username, "salah-salah", address, browser)


def must_wait(address: str, browser: str = "") -> int:
    """The minutes that Sari has to wait there; 0 for not at all."""
    try:
        staff.sign_in("sari", PASSWORD, address, browser)
    except TooMany as refused:
        return int(str(refused.params["minutes"]))
    return 0


def test_five_wrong_tries_close_the_door_where_they_were_made_for_five_minutes(
    sari: staff.Officer, later: Later
) -> None:
    wrong(5, "10.0.0.9")
    assert must_wait("10.0.0.9") == 5
    assert must_wait("10.0.0.1") == 0
    later(minutes=6)
    assert must_wait("10.0.0.9") == 0
    wrong(4, "10.0.0.9")
    assert must_wait("10.0.0.9") == 0, "a right one ends what was missed there"


def test_each_further_miss_doubles_the_wait_up_to_an_hour(
    sari: staff.Officer, later: Later
) -> None:
    wrong(5, "10.0.0.9")
    waits = []
    for _ in range(6):
        waits.append(must_wait("10.0.0.9"))
        later(minutes=waits[-1], seconds=1)
        wrong(1, "10.0.0.9")
    assert waits == [5, 10, 20, 40, 60, 60]


def test_whoever_tries_many_names_from_one_address_waits_and_others_do_not(
    sari: staff.Officer,
) -> None:
    for place in range(15):
        wrong(1, "10.0.0.9", username=f"orang{place}")
    assert must_wait("10.0.0.9") == 15
    assert must_wait("10.0.0.1") == 0


def test_a_stranger_holds_up_no_browser_of_theirs(sari: staff.Officer, later: Later) -> None:
    """Also not from the same address, as behind one router; a day of guesses changes nothing."""
    mine = sign_ins.leave(sign_ins.remember("", sari, "10.0.0.1"), sari)
    for place in range(30):
        wrong(1, f"10.0.1.{place}")
    wrong(1, "10.0.0.1")
    assert must_wait("10.0.0.1") > 0
    assert must_wait("10.0.0.1", mine) == 0
    later(days=30)
    assert must_wait("10.0.7.7", mine) == 0, "wherever it is carried, and weeks later"
    wrong(5, "10.0.0.1", mine)
    assert must_wait("10.0.0.1", mine) == 5, "its own misses count"


def test_where_somebody_else_signed_in_is_no_browser_of_mine(sari: staff.Officer) -> None:
    dewi = people.add("dewi", "Dewi Percobaan", [staff.COUNTER], PASSWORD)
    theirs = sign_ins.remember("", dewi, "10.0.0.1")
    wrong(5, "10.0.0.1", theirs)
    assert must_wait("10.0.0.1", theirs) == 5
    assert must_wait("10.0.0.1", "") == 5


def test_a_name_that_is_guessed_from_everywhere_is_still_tried_once_from_each_place(
    sari: staff.Officer,
) -> None:
    """Slowed down, never locked out: a new PC, and nobody there to unlock."""
    for place in range(4):
        wrong(5, f"10.0.1.{place}")
    wrong(1, "10.0.2.1")
    assert must_wait("10.0.2.1") == 5
    assert must_wait("10.0.2.2") == 0


def test_however_many_names_a_machine_gives_itself_its_guesses_are_few(
    sari: staff.Officer, monkeypatch: pytest.MonkeyPatch
) -> None:
    moment = clock.now().replace(microsecond=0)
    monkeypatch.setattr(clock, "now", lambda: moment)
    mine = sign_ins.remember("", sari, "10.0.0.1")
    for place in range(200):
        wrong(1, f"fd00::{place:x}")
    assert (must_wait("fd00::f001"), must_wait("10.0.0.1", mine)) == (1, 0)
    monkeypatch.setattr(clock, "now", lambda: moment + timedelta(seconds=31))
    assert must_wait("fd00::f001") == 0


@pytest.mark.parametrize("how", ["admin", "password"])
def test_the_admin_ends_the_wait_of_one_person(sari: staff.Officer, how: str) -> None:
    wrong(5, "10.0.0.9")
    wrong(5, "10.0.0.8", username="dewi")
    assert tries.misses() == {"sari": 5, "dewi": 5}
    if how == "admin":
        people.unlock("sari")
    else:
        people.set_password("sari", PASSWORD)
    assert tries.misses() == {"dewi": 5}
    assert must_wait("10.0.0.9") == 0
    told = [line.what for line in JournalLine.select()]
    assert ("staff.unlocked" in told) is (how == "admin")


def at_once(calls: int, call: Callable[[], object]) -> list[str]:
    """What came of a call made by so many threads at once."""
    ready = Barrier(calls)

    def one(_: int) -> str:
        db.connect()
        try:
            ready.wait()
            call()
        except AppError as refused:
            return refused.code
        finally:
            db.close_database()
        return "in"

    with ThreadPoolExecutor(calls) as crowd:
        return list(crowd.map(one, range(calls)))


@pytest.mark.parametrize("known", [False, True])
def test_a_hundred_and_twenty_guesses_at_once_are_five(
    sari: staff.Officer, monkeypatch: pytest.MonkeyPatch, known: bool
) -> None:
    browser = sign_ins.remember("", sari, "10.0.0.9") if known else ""
    judged: list[str] = []
    monkeypatch.setattr(staff, "_matches", lambda _, secret: judged.append(secret))
    told = at_once(120, lambda: staff.sign_in("sari", "salah-salah", "10.0.0.9", browser))
    assert (len(judged), told.count("wrong-password"), told.count("slow-down")) == (5, 5, 115)


def test_many_codes_at_once_are_five_guesses(office: Here) -> None:
    file = kk.register()
    told = at_once(40, lambda: receipt_code.application_of(file.number, "no code", "10.0.0.9"))
    assert (told.count("no-match"), told.count("slow-down")) == (5, 35)


def test_a_disabled_person_and_an_ended_sign_in_are_out(sari: staff.Officer) -> None:
    browser = sign_ins.remember("", sari, "127.0.0.1")
    assert sign_ins.at_browser(browser, "127.0.0.1").person.name == "Sari Percobaan"
    people.set_password("sari", "sandi-baru-sekali")
    with pytest.raises(SignInNeeded):
        sign_ins.at_browser(browser, "127.0.0.1")
    people.set_active("sari", False)
    with pytest.raises(SignInNeeded):
        staff.sign_in("sari", "sandi-baru-sekali", "127.0.0.1")


@pytest.mark.parametrize(
    ("username", "name", "roles", "password"),
    [
        ("Sari", "Sari", ["admin"], PASSWORD),
        ("s", "Sari", ["admin"], PASSWORD),
        ("sari", " ", ["admin"], PASSWORD),
        ("sari", "Sari", [], PASSWORD),
        ("sari", "Sari", ["bupati"], PASSWORD),
        ("sari", "Sari", ["admin"], "pendek"),
        ("sari", "Sari", ["admin"], "x" * 201),
    ],
)
def test_a_bad_name_role_or_password_adds_nobody(username, name, roles, password) -> None:
    with pytest.raises(Invalid):
        people.add(username, name, roles, password)
    assert not people.anybody()


def test_a_name_taken_is_refused_and_an_unknown_one_not_found(sari: staff.Officer) -> None:
    with pytest.raises(Refused):
        people.add("sari", "Sari Lain", [staff.COUNTER], PASSWORD)
    with pytest.raises(NotFound):
        people.set_roles("siapa", [staff.ADMIN])


class TestHelp:
    """The touchscreen asks for an officer."""

    def test_pressing_again_while_it_rings_is_the_same_call(self) -> None:
        assert help_calls.call("Layar sentuh") == help_calls.call("Layar sentuh")
        assert len(help_calls.ringing()) == 1

    def test_it_rings_until_somebody_comes(self) -> None:
        call = help_calls.call("Layar sentuh")
        assert help_calls.stand(call).state != "coming"
        help_calls.answer(call, SYSTEM)
        assert help_calls.stand(call).state == "coming"
        assert help_calls.ringing() == []
        assert help_calls.call("Layar sentuh") != call

    def test_pressing_and_looking_a_thousand_times_rings_no_more(
        self, monkeypatch: pytest.MonkeyPatch, later: Later
    ) -> None:
        seated(1, "rini", "Rini Percobaan", staff.COUNTER)
        rung: list[str] = []
        monkeypatch.setattr(help_calls, "announce", lambda *topics: rung.extend(topics))
        call = help_calls.call("Layar sentuh")
        for _ in range(50):
            help_calls.call("Layar sentuh")
        assert len(rung) == 1
        help_calls.call("Layar sentuh", "LAMA")
        assert len(rung) == 2
        later(seconds=31)
        assert help_calls.stand(call).state == "unanswered"
        assert len(rung) == 3
        later(seconds=10)
        for _ in range(50):
            help_calls.stand(call)
        assert len(rung) == 3


def test_the_last_admin_stays_admin_and_may_sign_in() -> None:
    people.add("kepala", "Kepala Contoh", [staff.ADMIN], PASSWORD)
    with pytest.raises(Refused, match="satu admin"):
        people.set_active("kepala", False)
    with pytest.raises(Refused, match="satu admin"):
        people.set_roles("kepala", [staff.COUNTER])
    people.add("wakil", "Wakil Contoh", [staff.ADMIN], PASSWORD)
    people.set_active("kepala", False)
    assert [one.active for one in staff.everybody()] == [False, True]


@pytest.mark.parametrize("name", ["", "  ", "x" * 41])
def test_a_device_needs_a_short_name(name: str) -> None:
    with pytest.raises(Invalid):
        devices.add(name, 1)


@pytest.mark.parametrize("length", [8, 200])
def test_the_shortest_and_the_longest_password_sign_in(length: int) -> None:
    password = "p" * length
    people.add("rina", "Rina Percobaan", [staff.COUNTER], password)
    assert staff.sign_in("rina", password, "127.0.0.1").username == "rina"
    for wrong in ("p" * (length - 1), "p" * (length + 1)):
        with pytest.raises(SignInNeeded):
            staff.sign_in("rina", wrong, "127.0.0.1")


def test_a_seventh_letter_is_too_few_and_a_two_hundred_and_first_too_many() -> None:
    for length in (7, 201):
        with pytest.raises(Invalid) as refused:
            staff.hashed("p" * length)
        assert refused.value.params["least"] == 8


@pytest.mark.parametrize(
    ("after", "refused"),
    [({"minutes": 5}, True), ({"minutes": 5, "seconds": 1}, False), ({"minutes": -1}, False)],
)
def test_the_wait_is_counted_from_the_last_wrong_try(
    sari: staff.Officer, monkeypatch: pytest.MonkeyPatch, after: dict[str, float], refused: bool
) -> None:
    moment = clock.now().replace(microsecond=0)
    monkeypatch.setattr(clock, "now", lambda: moment)
    wrong(5, "10.0.0.9")
    monkeypatch.setattr(clock, "now", lambda: moment + timedelta(**after))
    with pytest.raises(TooMany if refused else SignInNeeded):
        staff.sign_in("sari", "salah-salah", "10.0.0.9")


def test_wrong_tries_of_a_name_longer_than_any_are_counted_and_its_begin_alone_is_kept() -> None:
    for place in range(5):
        with pytest.raises(SignInNeeded):
            staff.sign_in("x" * 40 + str(place), "salah-salah", "10.0.0.9")
    with pytest.raises(TooMany):
        staff.sign_in("x" * 40, "salah-salah", "10.0.0.9")
    with pytest.raises(SignInNeeded):
        staff.sign_in("x" * 39, "salah-salah", "10.0.0.9")
    assert {len(one.username) for one in SignInAttempt.select()} == {39, 40}


def test_the_people_of_the_office_are_told_apart_by_name_by_number_and_by_sign_in(
    sari: staff.Officer,
) -> None:
    anton = people.add("toni", "Anton Percobaan", [staff.OPERATOR, staff.COUNTER], PASSWORD)
    assert [one.username for one in staff.everybody()] == ["toni", "sari"]
    people.set_active("sari", False)
    assert [one.username for one in staff.everybody()] == ["toni", "sari"]
    assert [one.username for one in staff.at_work()] == ["toni"]
    assert staff.usernames() == {"toni": "Anton Percobaan", "sari": "Sari Percobaan"}
    assert (staff.name_of(sari.id), staff.name_of(None)) == ("Sari Percobaan", "")
    assert staff.names_of((sari.id, 99)) == {sari.id: "Sari Percobaan"}
    assert staff.names_of(()) == {}
    assert staff.named("toni") == "Anton Percobaan"
    assert (staff.named("pensiunan"), staff.named(None)) == ("pensiunan", "")
    assert (anton.acting(staff.COUNTER).role, anton.acting(staff.COUNTER).signs) == (
        "petugas_loket",
        "petugas_loket",
    )
    assert (anton.unit, anton.must_change, anton.has_pin, anton.own_roles) == (
        "",
        False,
        False,
        (staff.OPERATOR, staff.COUNTER),
    )


@pytest.mark.parametrize(
    ("signed", "title"),
    [
        ("camat", "Camat"),
        ("Plh. camat", "Plh. Camat"),
        ("kasi_pelayanan_umum", "Kasi Pelayanan Umum"),
        ("warga", ""),
        ("Plh. warga", ""),
        ("", ""),
    ],
)
def test_a_post_is_named_as_it_was_signed(signed: str, title: str) -> None:
    assert staff.post_title(signed) == title


def test_who_stood_in_is_told_from_the_first_to_the_last_day_and_the_newest_naming_counts(
    sari: staff.Officer, later: Later
) -> None:
    rina = people.add("rina", "Rina Percobaan", [staff.OPERATOR], PASSWORD)
    first, last = date(2026, 11, 24), date(2026, 11, 26)
    usual = {"role": staff.CAMAT, "standing": "Plh.", "instead_of": None}
    for person in (sari, rina):
        Substitution.create(office=here().id, staff_id=person.id, first=first, last=last, **usual)
    Substitution.create(
        office=here().id,
        staff_id=sari.id,
        first=last + timedelta(days=4),
        last=last + timedelta(days=5),
        **usual,
    )
    found = {
        day: getattr(stand_ins.on(staff.CAMAT, date(2026, 11, day)), "name", "")
        for day in (23, 24, 26, 27)
    }
    assert found == {23: "", 24: "Rina Percobaan", 26: "Rina Percobaan", 27: ""}
    assert stand_ins.on(staff.SECRETARY, first) is None
    told = stand_ins.everything()
    assert [(one.id, one.is_over) for one in told] == [(3, False), (2, False), (1, False)]
    later(days=2)
    row = Substitution.get_by_id(2)
    row.ended_at = clock.now()
    row.save()
    found = {
        day: getattr(stand_ins.on(staff.CAMAT, date(2026, 11, day)), "name", "")
        for day in (24, 25, 26)
    }
    assert found == {24: "Rina Percobaan", 25: "Rina Percobaan", 26: "Sari Percobaan"}
    assert [one.is_over for one in stand_ins.everything()] == [False, True, False]
    later(days=1)
    assert [one.is_over for one in stand_ins.everything()] == [False, True, False]
    later(days=1)
    assert [one.is_over for one in stand_ins.everything()] == [False, True, True]


def test_the_office_began_with_the_first_person_and_the_book_with_the_first_complaint(
    later: Later,
) -> None:
    monday = clock.service_day()
    later(days=2)
    assert beginning.of_the_office() == beginning.of_the_book() == monday + timedelta(days=2)
    people.add("sari", "Sari Percobaan", [staff.COUNTER], PASSWORD)
    later(days=2)
    people.add("rina", "Rina Percobaan", [staff.COUNTER], PASSWORD)
    assert beginning.of_the_office() == beginning.of_the_book() == monday + timedelta(days=2)
    for days, guarded in ((0, True), (1, False), (3, False)):
        row = complaint_book.entered()
        changes = {"day": monday + timedelta(days=days), "guarded": guarded}
        Complaint.update(**changes).where(Complaint.id == row.id).execute()
    assert beginning.of_the_office() == monday + timedelta(days=2)
    assert beginning.of_the_book() == monday + timedelta(days=1)


def test_what_nobodys_password_is_checked_against_is_like_everybodys_and_fits_none() -> None:
    real = PasswordHasher(memory_cost=staff._MEMORY, time_cost=staff._PASSES, parallelism=1)
    assert not real.check_needs_rehash(staff._NOBODY)
    assert not staff._matches(staff._NOBODY, "")
