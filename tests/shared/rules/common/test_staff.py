"""People who sign in, and devices with a token."""

import pytest

from shared.errors import Invalid, NotFound, Refused, SignInNeeded, TooMany
from shared.records import Device, JournalLine, Staff
from shared.rules.admin import devices, people
from shared.rules.common import staff
from shared.rules.common.actor import SYSTEM
from shared.rules.queue import help as help_calls
from tests.office import PASSWORD, Later, seated

pytestmark = pytest.mark.usefixtures("office")


@pytest.fixture
def sari() -> staff.Officer:
    return people.add("sari", "Sari Percobaan", [staff.COUNTER], PASSWORD)


def test_the_right_password_signs_in(sari: staff.Officer) -> None:
    assert staff.sign_in("sari", PASSWORD, "127.0.0.1") == sari


def test_passwords_are_kept_as_argon2_only(sari: staff.Officer) -> None:
    assert Staff.get().password_hash.startswith("$argon2id$")
    assert PASSWORD not in str(list(JournalLine.select().dicts()))


@pytest.mark.parametrize(("name", "password"), [("sari", "salah-salah"), ("siapa", PASSWORD)])
def test_a_wrong_password_and_an_unknown_name_sound_the_same(
    sari: staff.Officer, name: str, password: str
) -> None:
    with pytest.raises(SignInNeeded, match="^Nama masuk atau kata sandi salah.$"):
        staff.sign_in(name, password, "127.0.0.1")


def test_five_wrong_tries_close_the_door_for_five_minutes(
    sari: staff.Officer, later: Later
) -> None:
    for _ in range(5):
        with pytest.raises(SignInNeeded):
            staff.sign_in("sari", "salah-salah", "10.0.0.9")
    with pytest.raises(TooMany):
        staff.sign_in("sari", PASSWORD, "10.0.0.1")
    with pytest.raises(TooMany):
        staff.sign_in("orang-lain", PASSWORD, "10.0.0.9")
    later(minutes=6)
    assert staff.sign_in("sari", PASSWORD, "10.0.0.1").username == "sari"


def test_a_disabled_person_and_an_ended_sign_in_are_out(sari: staff.Officer) -> None:
    assert staff.by_id(sari.id, sari.epoch).name == "Sari Percobaan"
    people.set_password("sari", "sandi-baru-sekali")
    with pytest.raises(SignInNeeded):
        staff.by_id(sari.id, sari.epoch)
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


class TestDevices:
    """A machine's token, told once."""

    def test_only_the_hash_is_kept(self) -> None:
        token = devices.add("tombol-loket-1", 1)
        assert token not in str(Device.select().dicts().get())
        assert staff.device_at(1, token).who == "perangkat:tombol-loket-1"

    def test_it_acts_at_its_own_counter_only_and_not_after_it_was_revoked(self) -> None:
        token = devices.add("tombol-loket-1", 1)
        with pytest.raises(SignInNeeded):
            staff.device_at(2, token)
        devices.revoke("tombol-loket-1")
        with pytest.raises(SignInNeeded):
            staff.device_at(1, token)

    def test_a_guessed_token_opens_nothing(self) -> None:
        devices.add("tombol-loket-1", 1)
        with pytest.raises(SignInNeeded):
            staff.device_at(1, "tebakan")


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
