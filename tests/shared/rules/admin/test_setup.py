"""The first set-up: the code that opens it, its steps, and what an office lacks."""

import pytest

from deploy import prepare
from shared import clock
from shared.errors import AppError, Invalid, SignInNeeded, TooMany
from shared.records import SetupStep
from shared.rules.admin import calendar, office_data, people, setup
from shared.rules.common import backups, own_account, staff
from shared.rules.common.actor import Actor
from shared.rules.common.office import Here, here
from tests.office import PASSWORD, having

ADMIN = Actor("rina", "admin")
HERE = ("192.0.2.1", "peramban")


@pytest.fixture
def code(office: Here) -> str:
    """The code that the terminal told."""
    prepare.first_sign_in(office.settings)
    return prepare.setup_code(office.settings)


def test_the_code_makes_an_admin_of_who_has_it_and_then_opens_nothing_any_more(
    office: Here, code: str
) -> None:
    person = setup.begin(code, "Rina Wulandari", "sandi-milik-sendiri", *HERE)
    assert (person.username, person.must_change) == ("admin", False)
    assert staff.sign_in("admin", "sandi-milik-sendiri", *HERE).name == "Rina Wulandari"
    assert not setup.has_code()
    assert not (office.settings.data / staff.FIRST_SIGN_IN).exists()
    with pytest.raises(SignInNeeded):
        setup.begin(code, "Orang Lain", "sandi-orang-lain", *HERE)


def test_whoever_came_by_the_first_sign_in_shut_that_door(office: Here, code: str) -> None:
    _, password = (office.settings.data / staff.FIRST_SIGN_IN).read_text().split()
    person = staff.sign_in("admin", password, *HERE)
    own_account.change_password(person, password, "sandi-milik-sendiri", *HERE)
    assert not setup.has_code()


def test_guesses_are_few(office: Here, code: str) -> None:
    for _ in range(5):
        with pytest.raises(SignInNeeded):
            setup.begin("0000 0000", "Rina", "sandi-milik-sendiri", *HERE)
    with pytest.raises(TooMany):
        setup.begin(code, "Rina", "sandi-milik-sendiri", *HERE)
    assert setup.has_code()


@pytest.mark.parametrize(("name", "password"), [("", "sandi-milik-sendiri"), ("Rina", "pendek")])
def test_a_bad_name_or_password_leaves_the_code_good(
    office: Here, code: str, name: str, password: str
) -> None:
    with pytest.raises(Invalid):
        setup.begin(code, name, password, *HERE)
    assert setup.has_code()
    assert setup.begin(code, "Rina", "sandi-milik-sendiri", *HERE).username == "admin"


@pytest.mark.parametrize("code", ["", "12", "x" * 500, "\x00", "१२३४५६७८"])
def test_what_is_no_code_is_refused(office: Here, code: str) -> None:
    prepare.first_sign_in(office.settings)
    with pytest.raises(AppError):
        setup.begin(code, "Rina", "sandi-milik-sendiri", *HERE)


def test_a_fresh_office_is_offered_it_until_somebody_finished(
    office: Here, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not setup.offered()  # practising
    having(monkeypatch, practice=False)
    assert setup.offered()
    setup.go_through(setup.FINISHED, ADMIN)
    assert not setup.offered()


def test_it_goes_on_where_it_was_left(office: Here) -> None:
    assert setup.first_open() == "kantor"
    setup.go_through("kantor", ADMIN)
    setup.go_through("layanan", ADMIN)
    setup.go_through("layanan", ADMIN)
    assert setup.first_open() == "standar"
    assert SetupStep.select().count() == 2
    assert setup.following("akhir") == "akhir"


def test_what_an_office_lacks_becomes_green_one_by_one(
    office: Here, monkeypatch: pytest.MonkeyPatch
) -> None:
    having(monkeypatch, practice=False, printers_ticket="none", printers_sheet="none")
    before = {one.title: one.ok for one in setup.lacks("chime")}
    assert not any(before.values())
    for name in ("office.toml", "services.toml", "counters.toml", "hours.toml"):
        file = office_data.of(name)
        office_data.keep(name, file.text, "", ADMIN, seen=file.seen)
    calendar.fill_ahead()
    setup.go_through("kalender", ADMIN)
    roles = [one for one in staff.ROLES if one not in (staff.ADMIN, staff.ANY_SECTION_HEAD)]
    people.add("semua", "Semua", roles, PASSWORD)
    settings = here().settings
    written = settings.written | {"printers_ticket", "printers_sheet"}
    having(monkeypatch, written=written)
    lacking = [one.title for one in setup.lacks("espeak") if not one.ok]
    assert lacking == ["Sertifikat tanda tangan", "Layar sentuh", "Cadangan"]
    made = backups.Made(
        kind="daily", place="/media/stik", file="uji", at=clock.now(), size=1, seconds=1, lines=1
    )
    backups.keep(here().settings.data, backups.State(daily=made))
    assert {one.title: one.ok for one in setup.lacks("espeak")}["Cadangan"]


def test_a_first_password_that_still_opens_is_among_them(office: Here, code: str) -> None:
    assert "Masuk pertama" in [one.title for one in setup.lacks()]
    setup.begin(code, "Rina", "sandi-milik-sendiri", *HERE)
    assert "Masuk pertama" not in [one.title for one in setup.lacks()]
