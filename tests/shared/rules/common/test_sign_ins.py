"""The change of officer with a PIN, and what people change of their own sign-in."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from peewee import OperationalError

from shared import clock, db
from shared.errors import Invalid, NotAllowed, SignInNeeded, TooMany
from shared.records import JournalLine, Session, SignIn, SignInAttempt, Staff
from shared.rules.admin import people
from shared.rules.common import office as offices
from shared.rules.common import own_account, sign_ins, staff
from shared.rules.common.office import Here
from tests.office import PASSWORD, Later, having

pytestmark = pytest.mark.usefixtures("office")

PC, OTHER_PC = "10.0.0.1", "10.0.0.2"
PIN, OTHER_PIN = "402857", "918264"


def hired(username: str, *roles: str, pin: str = PIN) -> staff.Officer:
    person = people.add(
        username, f"{username.title()} Percobaan", roles or [staff.COUNTER], PASSWORD
    )
    if pin:
        own_account.set_pin(person, PASSWORD, pin, PC)
    return person


@pytest.fixture
def sari() -> staff.Officer:
    return hired("sari")


@pytest.fixture
def dewi() -> staff.Officer:
    return hired("dewi", staff.OPERATOR, pin=OTHER_PIN)


@pytest.fixture
def browser(sari: staff.Officer, dewi: staff.Officer) -> str:
    """The one PC's browser, where both signed in with their passwords this morning, Sari last."""
    return sign_ins.remember(sign_ins.remember("", dewi, PC), sari, PC)


def test_a_pin_takes_the_browser_over(browser: str, sari: staff.Officer) -> None:
    new, person = sign_ins.with_pin(browser, sari.id, PIN, PC)
    assert person.id == sari.id
    assert sign_ins.at_browser(new, PC).person.name == "Sari Percobaan"
    last = JournalLine.select().order_by(JournalLine.sequence.desc()).get()
    assert (last.what, last.who) == ("staff.changed-over", "sari")


def test_a_copied_browser_opens_nothing_after_the_next_change(
    browser: str, sari: staff.Officer
) -> None:
    sign_ins.with_pin(browser, sari.id, PIN, PC)
    with pytest.raises(SignInNeeded):
        sign_ins.at_browser(browser, PC)


def test_a_copied_browser_opens_nothing_at_another_computer(
    browser: str, sari: staff.Officer
) -> None:
    with pytest.raises(SignInNeeded):
        sign_ins.at_browser(browser, OTHER_PC)
    with pytest.raises(SignInNeeded, match="kata sandi dahulu"):
        sign_ins.with_pin(browser, sari.id, PIN, OTHER_PC)
    assert sign_ins.known(browser, OTHER_PC) == []


def test_a_pin_is_good_only_where_the_password_was_typed(sari: staff.Officer) -> None:
    for somewhere in ("", "never-seen"):
        with pytest.raises(SignInNeeded, match="kata sandi dahulu"):
            sign_ins.with_pin(somewhere, sari.id, PIN, PC)


def test_two_people_with_the_same_pin_are_told_apart_by_who_was_chosen(
    sari: staff.Officer,
) -> None:
    twin = hired("rina", pin=PIN)
    browser = sign_ins.remember(sign_ins.remember("", sari, PC), twin, PC)
    assert sign_ins.with_pin(browser, twin.id, PIN, PC)[1].username == "rina"


def test_another_persons_pin_opens_nothing(browser: str, sari: staff.Officer) -> None:
    with pytest.raises(SignInNeeded, match="PIN salah"):
        sign_ins.with_pin(browser, sari.id, OTHER_PIN, PC)


def test_tomorrow_the_password_comes_first_again(
    browser: str, sari: staff.Officer, later: Later
) -> None:
    later(hours=15)
    with pytest.raises(SignInNeeded, match="kata sandi dahulu"):
        sign_ins.with_pin(browser, sari.id, PIN, PC)


def test_the_password_of_last_night_is_none_of_today(
    sari: staff.Officer, dewi: staff.Officer, later: Later
) -> None:
    later(hours=14)
    browser = sign_ins.remember("", sari, PC)
    assert [one.id for one in sign_ins.known(browser, PC)] == [sari.id]
    later(hours=2)
    with pytest.raises(SignInNeeded, match="kata sandi dahulu"):
        sign_ins.with_pin(browser, sari.id, PIN, PC)


def test_wrong_pins_and_wrong_passwords_are_counted_together(
    browser: str, sari: staff.Officer
) -> None:
    for _ in range(3):
        with pytest.raises(SignInNeeded):
            sign_ins.with_pin(browser, sari.id, "000001", PC)
    for _ in range(2):
        with pytest.raises(SignInNeeded):
            staff.sign_in("sari", "salah-salah", PC, browser)
    with pytest.raises(TooMany):
        sign_ins.with_pin(browser, sari.id, PIN, PC)
    with pytest.raises(TooMany):
        staff.sign_in("sari", PASSWORD, PC, browser)


def test_a_right_pin_is_no_miss_and_one_that_had_to_wait_is_none_either(
    browser: str, sari: staff.Officer
) -> None:
    def misses() -> int:
        return SignIn.get(SignIn.staff_id == sari.id).misses

    for _ in range(2):
        with pytest.raises(SignInNeeded):
            sign_ins.with_pin(browser, sari.id, "000001", PC)
    browser, _ = sign_ins.with_pin(browser, sari.id, PIN, PC)
    assert misses() == 2
    for _ in range(5):
        with pytest.raises(SignInNeeded):
            staff.sign_in("sari", "salah-salah", PC, browser)
    with pytest.raises(TooMany):
        sign_ins.with_pin(browser, sari.id, PIN, PC)
    assert misses() == 2


def test_after_five_wrong_pins_only_the_password_helps(
    browser: str, sari: staff.Officer, dewi: staff.Officer, later: Later
) -> None:
    for _ in range(5):
        later(minutes=6)
        with pytest.raises(SignInNeeded, match="PIN salah"):
            sign_ins.with_pin(browser, sari.id, "000001", PC)
    later(minutes=6)
    with pytest.raises(SignInNeeded, match="kata sandi dahulu"):
        sign_ins.with_pin(browser, sari.id, PIN, PC)
    assert [one.username for one in sign_ins.known(browser, PC)] == ["dewi"]
    again = sign_ins.remember(browser, staff.sign_in("sari", PASSWORD, PC), PC)
    assert sign_ins.with_pin(again, sari.id, PIN, PC)[1].id == sari.id


def test_many_guesses_at_once_are_five(browser: str, sari: staff.Officer) -> None:
    def guess(number: int) -> str:
        db.connect()
        try:
            sign_ins.with_pin(browser, sari.id, f"{number:06}", PC)
        except (SignInNeeded, TooMany) as refused:
            return refused.code
        finally:
            db.close_database()
        return "in"

    with ThreadPoolExecutor(8) as crowd:
        told = list(crowd.map(guess, range(16)))
    assert told.count("wrong-password") == 5
    assert SignInAttempt.select().count() == 5


def test_who_left_the_browser_is_known_there_no_more_and_others_are(
    browser: str, sari: staff.Officer, dewi: staff.Officer
) -> None:
    copied, browser = browser, sign_ins.leave(browser, sari)
    for one in (copied, browser):
        with pytest.raises(SignInNeeded):
            sign_ins.at_browser(one, PC)
    assert sign_ins.known(copied, PC) == []
    with pytest.raises(SignInNeeded):
        sign_ins.with_pin(browser, sari.id, PIN, PC)
    assert sign_ins.with_pin(browser, dewi.id, OTHER_PIN, PC)[1].id == dewi.id


@pytest.mark.parametrize("role", [staff.CAMAT, staff.ADMIN])
def test_the_camat_and_the_admin_have_no_pin(role: str, sari: staff.Officer) -> None:
    boss = hired("boss", staff.COUNTER, role, pin="")
    with pytest.raises(NotAllowed):
        own_account.set_pin(boss, PASSWORD, PIN, PC)
    browser = sign_ins.remember("", sari, PC)
    people.set_roles("sari", [staff.COUNTER, role])
    with pytest.raises(SignInNeeded, match="kata sandi dahulu"):
        sign_ins.with_pin(browser, sari.id, PIN, PC)


@pytest.mark.parametrize("ends", ["password", "disabled"])
def test_a_new_password_and_a_closed_account_end_the_pin(
    browser: str, sari: staff.Officer, ends: str
) -> None:
    if ends == "password":
        people.set_password("sari", "sandi-baru-sekali")
        assert Staff.get(Staff.username == "sari").pin_hash is None
    else:
        people.set_active("sari", False)
    with pytest.raises(SignInNeeded):
        sign_ins.with_pin(browser, sari.id, PIN, PC)


@pytest.mark.parametrize(
    "lost", [{"active": False}, {"epoch": Staff.epoch + 1}], ids=["closed", "ended"]
)
def test_a_closed_account_and_an_ended_sign_in_are_out_each_by_itself(
    browser: str, sari: staff.Officer, lost: dict[str, object]
) -> None:
    Staff.update(**lost).where(Staff.id == sari.id).execute()
    with pytest.raises(SignInNeeded):
        sign_ins.at_browser(browser, PC)
    with pytest.raises(SignInNeeded):
        sign_ins.with_pin(browser, sari.id, PIN, PC)


def test_an_account_that_is_opened_again_has_no_old_sign_in(
    browser: str, sari: staff.Officer
) -> None:
    people.set_active("sari", False)
    people.set_active("sari", True)
    with pytest.raises(SignInNeeded):
        sign_ins.at_browser(browser, PC)
    assert sari.id not in [one.id for one in sign_ins.known(browser, PC)]


@pytest.mark.parametrize(
    "pin",
    ["111111", "123456", "654321", "890123", "121212", "123123", "112233", "100000", "123321"]
    + ["159753", "40285", "4028571", "40285a", "４０２８５７", ""],
)
def test_a_pin_that_is_guessed_first_is_refused(pin: str) -> None:
    rina = hired("rina", pin="")
    with pytest.raises(Invalid):
        own_account.set_pin(rina, PASSWORD, pin, PC)
    assert Staff.get(Staff.username == "rina").pin_hash is None


def test_a_pin_is_kept_as_argon2_only_and_asks_for_the_password(sari: staff.Officer) -> None:
    assert Staff.get(Staff.username == "sari").pin_hash.startswith("$argon2id$")
    assert PIN not in str(list(JournalLine.select().dicts()))
    with pytest.raises(SignInNeeded):
        own_account.set_pin(sari, "bukan-sandinya", OTHER_PIN, PC)


def test_ones_own_password_is_changed_with_the_old_one(browser: str, sari: staff.Officer) -> None:
    with pytest.raises(SignInNeeded):
        own_account.change_password(sari, "bukan-sandinya", "sandi-baru-sekali", PC)
    for bad in (PASSWORD, "pendek"):
        with pytest.raises(Invalid):
            own_account.change_password(sari, PASSWORD, bad, PC)
    own_account.change_password(sari, PASSWORD, "sandi-baru-sekali", PC)
    with pytest.raises(SignInNeeded):
        sign_ins.at_browser(browser, PC)
    again = staff.sign_in("sari", "sandi-baru-sekali", PC)
    assert (again.must_change, again.has_pin) == (False, False)


def test_whoever_knows_a_first_password_sets_no_pin_with_it() -> None:
    rina = people.add("rina", "Rina Percobaan", [staff.COUNTER], PASSWORD, must_change=True)
    with pytest.raises(NotAllowed):
        own_account.set_pin(rina, PASSWORD, PIN, PC)


def test_the_note_with_the_first_password_goes_once_that_person_chose_another(
    office: Here,
) -> None:
    note = office.settings.data / staff.FIRST_SIGN_IN
    agus = people.add("agus", "Agus Percobaan", [staff.ADMIN], PASSWORD, must_change=True)
    sari = people.add("sari", "Sari Percobaan", [staff.COUNTER], PASSWORD)
    own_account.change_password(sari, PASSWORD, "sandi-baru-pertama", PC)
    note.write_text(f"agus {PASSWORD}\nsari juga", "utf-8")
    own_account.change_password(sari, "sandi-baru-pertama", "sandi-baru-sekali", PC)
    assert note.exists()
    own_account.change_password(agus, PASSWORD, "sandi-baru-sekali", PC)
    assert not note.exists()


def test_a_pin_is_good_from_midnight_on(
    sari: staff.Officer, monkeypatch: pytest.MonkeyPatch
) -> None:
    midnight = datetime(2026, 11, 24, tzinfo=clock.zone())
    monkeypatch.setattr(clock, "now", lambda: midnight)
    browser = sign_ins.remember("", sari, PC)
    assert [one.id for one in sign_ins.known(browser, PC)] == [sari.id]
    monkeypatch.setattr(clock, "now", lambda: midnight - timedelta(seconds=1))
    before = sign_ins.remember("", sari, PC)
    monkeypatch.setattr(clock, "now", lambda: midnight)
    assert sign_ins.known(before, PC) == []
    assert [one.id for one in sign_ins.known(browser, PC)] == [sari.id]


def test_a_sign_in_of_more_than_half_a_year_ago_is_forgotten_with_the_next_one(
    sari: staff.Officer, dewi: staff.Officer, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept, moment = [], clock.now().replace(microsecond=0)
    monkeypatch.setattr(clock, "now", lambda: moment)
    sign_ins.remember("", sari, PC)
    for seconds in (0, 1):
        after = moment + timedelta(days=180, seconds=seconds)
        monkeypatch.setattr(clock, "now", lambda at=after: at)
        sign_ins.remember("", dewi, OTHER_PC)
        kept.append(sorted(row.staff_id for row in SignIn.select()))
    assert kept == [[sari.id, dewi.id], [dewi.id, dewi.id]]


def test_who_signs_in_again_begins_anew_and_only_there(
    sari: staff.Officer, dewi: staff.Officer
) -> None:
    one = sign_ins.remember(sign_ins.remember("", sari, PC), dewi, PC)
    other = sign_ins.remember("", sari, OTHER_PC)
    for _ in range(2):
        with pytest.raises(SignInNeeded, match="PIN salah"):
            sign_ins.with_pin(one, sari.id, "000001", PC)
    misses = {(row.address, row.staff_id): row.misses for row in SignIn.select()}
    assert misses == {(PC, sari.id): 2, (PC, dewi.id): 0, (OTHER_PC, sari.id): 0}
    again = sign_ins.remember(one, sari, PC)
    assert {row.misses for row in SignIn.select()} == {0}
    assert set(sign_ins.seated()) == {
        (staff.mark(again), sari.id),
        (staff.mark(other), sari.id),
    }
    sign_ins.leave(again, sari)
    assert set(sign_ins.seated()) == {(staff.mark(other), sari.id)}
    last = JournalLine.select().order_by(JournalLine.sequence.desc()).get()
    assert (last.what, last.who) == ("staff.signed-out", "sari")


def test_who_may_take_over_stands_there_by_name(browser: str, sari: staff.Officer) -> None:
    agus = hired("agus")
    browser = sign_ins.remember(browser, agus, PC)
    rina = hired("rina", pin="")
    browser = sign_ins.remember(browser, rina, PC)
    assert [one.username for one in sign_ins.known(browser, PC)] == ["agus", "dewi", "sari"]
    own_account.drop_pin(agus)
    assert [one.username for one in sign_ins.known(browser, PC)] == ["dewi", "sari"]
    last = JournalLine.select().order_by(JournalLine.sequence.desc()).get()
    assert (last.what, last.who) == ("staff.pin-dropped", "agus")


@pytest.mark.parametrize(
    ("pin", "weak"),
    [
        ("402857", False),
        ("246802", True),
        ("975319", True),
        ("112122", True),
        ("112123", False),
        ("402402", True),
        ("402204", True),
        ("402403", False),
        ("445599", True),
        ("445598", False),
        *((common, True) for common in ("147258", "258369", "142536", "123987", "789456")),
        ("456123", True),
    ],
)
def test_what_makes_a_pin_weak(pin: str, weak: bool) -> None:
    rina = hired("rina", pin="")
    if weak:
        with pytest.raises(Invalid) as refused:
            own_account.set_pin(rina, PASSWORD, pin, PC)
        assert refused.value.code == "weak-pin"
    else:
        own_account.set_pin(rina, PASSWORD, pin, PC)
    assert bool(Staff.get(Staff.username == "rina").pin_hash) is not weak


def test_a_change_of_ones_own_touches_nobody_else(sari: staff.Officer, dewi: staff.Officer) -> None:
    before = {row.username: row.__data__ for row in Staff.select()}
    changed = own_account.change_password(sari, PASSWORD, "sandi-baru-sekali", PC)
    after = {row.username: row.__data__ for row in Staff.select()}
    assert after["dewi"] == before["dewi"]
    assert (changed.epoch, changed.must_change, changed.has_pin) == (sari.epoch + 1, False, False)
    assert after["sari"]["password_hash"] != before["sari"]["password_hash"]
    own_account.drop_pin(dewi)
    assert Staff.get(Staff.username == "dewi").pin_hash is None
    told = [line.what for line in JournalLine.select().order_by(JournalLine.sequence)][-2:]
    assert told == ["staff.own-password", "staff.pin-dropped"]


def sits(browser: str) -> str:
    """Who sits at the one PC's browser; empty for nobody."""
    try:
        return sign_ins.at_browser(browser, PC).person.username
    except SignInNeeded:
        return ""


def test_who_sits_at_a_browser_is_kept_here_and_not_there(
    browser: str, sari: staff.Officer, dewi: staff.Officer
) -> None:
    """Only a mark of the browser's name is kept, and one person sits there."""
    assert sits(browser) == "sari"
    assert browser not in str(list(Session.select().dicts()))
    browser, _ = sign_ins.with_pin(browser, dewi.id, OTHER_PIN, PC)
    assert sits(browser) == "dewi"
    assert set(sign_ins.seated()) == {(staff.mark(browser), dewi.id)}


def test_nothing_pressed_for_an_hour_ends_it_and_a_press_begins_the_hour_anew(
    browser: str, sari: staff.Officer, later: Later
) -> None:
    later(minutes=59)
    sign_ins.seen(browser, sign_ins.at_browser(browser, PC))
    later(minutes=59)
    assert sits(browser) == "sari"
    later(minutes=2)
    assert (sits(browser), sign_ins.seated()) == ("", {})
    # The PIN of whoever proved their password here today brings them back.
    again, _ = sign_ins.with_pin(browser, sari.id, PIN, PC)
    assert sits(again) == "sari"


def test_a_press_is_written_down_once_a_minute(browser: str, later: Later) -> None:
    written = []
    for seconds in (0, 59, 2, 30):
        later(seconds=seconds)
        sign_ins.seen(browser, sign_ins.at_browser(browser, PC))
        written.append(Session.get().seen_at)
    assert written[0] == written[1] < written[2] == written[3]


def test_a_disk_that_takes_nothing_more_shows_what_was_asked_for(
    browser: str, later: Later, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OperationalError("database or disk is full")

    later(minutes=5)
    sitting = sign_ins.at_browser(browser, PC)
    before = Session.get().seen_at
    with monkeypatch.context() as disk:
        disk.setattr(db, "rows", full)
        sign_ins.seen(browser, sitting)
    assert Session.get().seen_at == before


@pytest.mark.parametrize("office_of", [{}, {"sign_in_hours": 2}])
def test_it_ends_by_itself_at_its_longest_and_at_the_moment_given(
    browser: str,
    sari: staff.Officer,
    later: Later,
    monkeypatch: pytest.MonkeyPatch,
    office_of: dict[str, int],
) -> None:
    having(monkeypatch, sign_in_idle_minutes=1440, **office_of)
    until = None if office_of else clock.now() + timedelta(hours=2)
    again = sign_ins.remember(browser, sari, PC, until)
    later(hours=1, minutes=59)
    assert sits(again) == "sari"
    later(minutes=2)
    assert (sits(again), sign_ins.seated()) == ("", {})


def test_one_that_begins_after_a_clock_was_set_back_is_none_yet(
    browser: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    moment = clock.now()
    monkeypatch.setattr(clock, "now", lambda: moment - timedelta(minutes=5))
    assert sits(browser) == ""


def test_other_roles_end_it_everywhere_and_the_same_ones_do_not(
    browser: str, sari: staff.Officer
) -> None:
    people.set_roles("sari", [staff.COUNTER])
    assert sits(browser) == "sari"
    people.set_roles("sari", [staff.COUNTER, staff.OPERATOR])
    assert sits(browser) == ""
    assert sari.id not in [one.id for one in sign_ins.known(browser, PC)]


def test_a_browser_lent_to_a_visitor_has_another_name(browser: str, sari: staff.Officer) -> None:
    lent = sign_ins.lend(browser)
    assert (sits(browser), sign_ins.seated()) == ("", {})
    sitting = sign_ins.at_browser(lent, PC)
    assert (sitting.person.username, sitting.lent) == ("sari", True)


def test_what_ended_is_not_kept_for_ever(browser: str, dewi: staff.Officer, later: Later) -> None:
    later(hours=11)
    sign_ins.remember("", dewi, OTHER_PC)
    assert [row.staff_id for row in Session.select()] == [dewi.id]


def test_it_outlives_the_process(browser: str, office: Here) -> None:
    """A restart, and a power cut: what was committed is there again."""
    offices.close_office()
    offices.open_office(office.settings, checkpoints=True)
    assert sits(browser) == "sari"
