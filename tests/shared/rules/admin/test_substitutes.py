"""Plh. and Plt.: the right with its days, the signature with its standing, the clock runs on."""

from datetime import date, timedelta

import pytest

from shared import clock
from shared.errors import Invalid, NotAllowed, NotFound, Refused
from shared.records import ApplicationEvent, Complaint, JournalLine, Substitution
from shared.rules.admin import people, substitutes
from shared.rules.applications import decisions, intake, process, register_paper, view
from shared.rules.common import own_account, sign_ins, staff, stand_ins
from shared.rules.complaints import recap, recap_papers, sight
from tests import complaint_book, kk
from tests.office import PASSWORD, Later

pytestmark = pytest.mark.usefixtures("office")

MONDAY, WEDNESDAY = date(2026, 11, 23), date(2026, 11, 25)


@pytest.fixture
def kasi() -> staff.Officer:
    return people.add("bambang", "Bambang Percobaan", [staff.SECTION_HEAD], PASSWORD)


@pytest.fixture
def wulan(kasi: staff.Officer) -> staff.Officer:
    return people.add("wulan", "Wulan Percobaan", [staff.OPERATOR], PASSWORD)


def stands_in(username: str = "wulan", role: str = staff.SECTION_HEAD, **other: object) -> None:
    usual: dict[str, object] = {"first": MONDAY, "last": WEDNESDAY, "instead_of": "bambang"}
    substitutes.name(username, role, **{**usual, **other})  # type: ignore[arg-type]


def now(username: str) -> staff.Officer:
    return next(one for one in staff.everybody() if one.username == username)


def test_the_right_comes_and_goes_with_its_days(wulan: staff.Officer, later: Later) -> None:
    stands_in(first=MONDAY + timedelta(days=1))
    seen = []
    for _day in range(4):
        seen.append(staff.SECTION_HEAD in now("wulan").roles)
        later(days=1)
    assert seen == [False, True, True, False]
    assert now("wulan").own_roles == (staff.OPERATOR,)


def test_a_sign_in_has_the_right_while_it_lasts_and_not_a_moment_longer(
    wulan: staff.Officer, later: Later
) -> None:
    later(hours=14, minutes=45)
    browser = sign_ins.remember("", wulan, "pc")
    stands_in(last=MONDAY)
    assert staff.SECTION_HEAD in sign_ins.at_browser(browser, "pc").person.roles
    later(minutes=30)
    assert staff.SECTION_HEAD not in sign_ins.at_browser(browser, "pc").person.roles


def test_a_decision_is_signed_by_the_substitute_in_file_and_journal(wulan: staff.Officer) -> None:
    stands_in()
    file = kk.register()
    kk.all_seen(file)
    acting = now("wulan").acting(staff.SECTION_HEAD)
    decisions.declare_complete(file.id, acting)
    decisions.declare_valid(file.id, acting)
    event = ApplicationEvent.get(ApplicationEvent.what == "valid")
    assert (event.who, event.role) == ("wulan", "Plh. kasi_pelayanan_umum")
    line = JournalLine.get(JournalLine.what == "application.valid")
    assert line.role == "Plh. kasi_pelayanan_umum"
    told = kk.story(file.id)
    assert "Plh. Kasi Pelayanan Umum" in {one.role for one in told}
    process.begin(file.id, kk.OPERATOR)


def test_nobody_decides_before_or_after_their_days(wulan: staff.Officer) -> None:
    file = kk.register()
    kk.all_seen(file)
    with pytest.raises(NotAllowed):
        decisions.declare_complete(file.id, now("wulan").acting(staff.OPERATOR))


def test_papers_of_those_days_are_signed_plh_and_later_ones_by_the_holder(
    wulan: staff.Officer, later: Later
) -> None:
    stands_in()
    head = register_paper.month(2026, 11).said.section_head  # type: ignore[attr-defined]
    assert (head.title, head.name) == ("Plh. Kasi Pelayanan Umum", "Wulan Percobaan")
    later(days=3)
    head = register_paper.month(2026, 11).said.section_head  # type: ignore[attr-defined]
    assert (head.title, head.name) == ("Kasi Pelayanan Umum", "HASAN MUSTOFA")
    assert stand_ins.on(staff.SECTION_HEAD, WEDNESDAY).name == "Wulan Percobaan"


def test_papers_of_the_days_before_and_of_other_posts_are_signed_by_their_holders(
    wulan: staff.Officer,
) -> None:
    stands_in()
    people.add("tono", "Tono Percobaan", [staff.OPERATOR], PASSWORD)
    stands_in("tono", role=staff.CAMAT, instead_of="", last=MONDAY)
    names = {
        (role, day): getattr(stand_ins.on(role, day), "name", "")
        for role in stand_ins.ROLES
        for day in (MONDAY - timedelta(days=1), MONDAY, WEDNESDAY)
    }
    assert {place: name for place, name in names.items() if name} == {
        (staff.SECTION_HEAD, MONDAY): "Wulan Percobaan",
        (staff.SECTION_HEAD, WEDNESDAY): "Wulan Percobaan",
        (staff.CAMAT, MONDAY): "Tono Percobaan",
    }


def test_a_vacant_post_is_signed_plt(wulan: staff.Officer) -> None:
    stands_in(role=staff.CAMAT, instead_of="")
    assert now("wulan").acting(staff.CAMAT).signs == "Plt. camat"
    assert staff.post_title("Plt. camat") == "Plt. Camat"


def test_ended_before_its_last_day_it_is_gone_at_once_and_todays_papers_keep_it(
    wulan: staff.Officer,
) -> None:
    stands_in()
    row = stand_ins.everything()[0].id
    substitutes.end(row)
    assert now("wulan").roles == (staff.OPERATOR,)
    assert stand_ins.on(staff.SECTION_HEAD, MONDAY).standing == "Plh."
    assert stand_ins.on(staff.SECTION_HEAD, WEDNESDAY) is None
    with pytest.raises(NotFound):
        substitutes.end(row)
    stands_in(first=WEDNESDAY)


def test_whoever_stands_in_for_the_camat_signs_in_with_the_password(wulan: staff.Officer) -> None:
    own_account.set_pin(wulan, PASSWORD, "402857", "pc")
    browser = sign_ins.remember("", wulan, "pc")
    assert [one.username for one in sign_ins.known(browser, "pc")] == ["wulan"]
    stands_in(role=staff.CAMAT, instead_of="")
    assert sign_ins.known(browser, "pc") == []


def test_a_substitute_sees_what_the_role_sees_but_nothing_about_their_own_section(
    wulan: staff.Officer,
) -> None:
    people.set_roles("wulan", [staff.ANY_SECTION_HEAD], unit="KESRA")
    stands_in(role=staff.CAMAT, instead_of="")
    who = sight.reader(wulan.id)
    assert who.oversees
    assert "KESRA" in who.belongs


def test_a_substitute_decides_on_no_file_that_they_took_in(wulan: staff.Officer) -> None:
    people.set_roles("wulan", [staff.COUNTER])
    stands_in()
    at_counter = now("wulan").acting(staff.COUNTER)
    mine, other = intake.register(kk.wish(), at_counter).application, kk.register()
    for file in (mine, other):
        kk.all_seen(file)
    acting = now("wulan").acting(staff.SECTION_HEAD)
    with pytest.raises(Refused, match="Anda sendiri"):
        decisions.declare_complete(mine.id, acting)
    decisions.declare_complete(other.id, acting)
    decisions.declare_complete(mine.id, kk.KASI)


def test_a_recap_is_approved_plh_and_not_by_whoever_submitted_it(
    wulan: staff.Officer, later: Later
) -> None:
    who = complaint_book.people()
    complaint_book.closed(who)
    later(days=46)
    people.set_roles("wulan", [staff.INFO_DESK])
    days = {"first": clock.service_day(), "last": clock.service_day()}
    stands_in(role=staff.CAMAT, instead_of="ratih", **days)
    recap.promise(2026, 4, "Loket kedua dibuka setiap hari Senin.", who.rina)
    recap.submit(2026, 4, now("wulan").acting(staff.INFO_DESK))
    with pytest.raises(Refused, match="Anda sendiri"):
        recap.approve(2026, 4, now("wulan").acting(staff.CAMAT))
    substitutes.end(stand_ins.everything()[0].id)
    people.add("tono", "Tono Percobaan", [staff.OPERATOR], PASSWORD)
    stands_in("tono", role=staff.CAMAT, instead_of="ratih", **days)
    recap.approve(2026, 4, now("tono").acting(staff.CAMAT))
    said = recap_papers.recap(2026, 4, who.ratih).said
    assert (said.camat, said.approved_by) == ("Plh. Camat Jatiroto", "Tono Percobaan")  # type: ignore[attr-defined]


def test_a_substitute_sees_no_complaint_about_themselves(wulan: staff.Officer) -> None:
    one = complaint_book.entered()
    Complaint.update(about_staff=wulan.id).where(Complaint.id == one.id).execute()
    stands_in(role=staff.CAMAT, instead_of="")
    assert sight.find(Complaint.id == one.id, sight.visible(sight.reader(wulan.id))) is None


def test_the_clock_of_a_file_runs_on(wulan: staff.Officer) -> None:
    file = kk.accepted()
    stands_in()
    assert view.by_id(file.id).due_at == file.due_at


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [
        ({"role": staff.ADMIN, "instead_of": ""}, Invalid),
        ({"role": staff.COUNTER, "instead_of": ""}, Invalid),
        ({"username": "siapa"}, Invalid),
        ({"username": "bambang"}, Refused),
        ({"instead_of": "wulan"}, Invalid),
        ({"instead_of": "siapa"}, Invalid),
        ({"last": MONDAY - timedelta(days=1)}, Invalid),
        ({"first": MONDAY - timedelta(days=9), "last": MONDAY - timedelta(days=2)}, Invalid),
        ({"last": MONDAY + timedelta(days=400)}, Invalid),
    ],
)
def test_what_makes_no_substitute_is_refused(
    wulan: staff.Officer, wrong: dict[str, object], refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        stands_in(**wrong)  # type: ignore[arg-type]
    assert stand_ins.everything() == []


def test_whose_account_is_closed_stands_in_for_nobody(wulan: staff.Officer) -> None:
    people.set_active("wulan", False)
    with pytest.raises(Invalid):
        stands_in()


def test_two_do_not_stand_in_for_the_same_post_at_once(wulan: staff.Officer) -> None:
    people.add("tono", "Tono Percobaan", [staff.OPERATOR], PASSWORD)
    stands_in()
    with pytest.raises(Refused):
        stands_in("tono", first=WEDNESDAY, last=WEDNESDAY + timedelta(days=3))
    stands_in("tono", first=WEDNESDAY + timedelta(days=1), last=WEDNESDAY + timedelta(days=3))
    assert clock.service_day() == MONDAY


def test_two_posts_may_be_stood_in_for_at_once_and_each_ends_alone(
    wulan: staff.Officer, later: Later
) -> None:
    people.add("yusuf", "Yusuf Percobaan", [staff.SECRETARY], PASSWORD)
    people.add("tono", "Tono Percobaan", [staff.OPERATOR], PASSWORD)
    stands_in()
    stands_in("tono", staff.SECRETARY, instead_of="yusuf")
    second, first = stand_ins.everything()
    assert (first.name, first.instead_of) == ("Wulan Percobaan", "Bambang Percobaan")
    assert (second.name, second.instead_of) == ("Tono Percobaan", "Yusuf Percobaan")
    substitutes.end(first.id)
    with pytest.raises(NotFound):
        substitutes.end(first.id)
    assert staff.SECTION_HEAD not in now("wulan").roles
    assert staff.SECRETARY in now("tono").roles
    assert [one.is_over for one in stand_ins.everything()] == [False, True]
    whats = [line.what for line in JournalLine.select().order_by(JournalLine.sequence)]
    assert whats[-3:] == ["staff.stands-in", "staff.stands-in", "staff.stood-in"]
    stands_in()


def test_a_day_shared_at_either_end_is_one_too_many(wulan: staff.Officer) -> None:
    people.add("tono", "Tono Percobaan", [staff.OPERATOR], PASSWORD)
    day = timedelta(days=1)
    stands_in(first=WEDNESDAY, last=WEDNESDAY + day)
    for first, last in ((MONDAY, WEDNESDAY), (WEDNESDAY + day, WEDNESDAY + 2 * day)):
        with pytest.raises(Refused):
            stands_in("tono", first=first, last=last)
    stands_in("tono", first=MONDAY, last=WEDNESDAY - day)
    stands_in("tono", first=WEDNESDAY + 2 * day, last=WEDNESDAY + 3 * day)


@pytest.mark.parametrize(
    ("first", "last", "may"),
    [
        (0, 0, True),
        (0, 366, True),
        (0, 367, False),
        (-1, 0, True),
        (-1, -1, False),
        (2, 1, False),
        (2, 2, True),
        (-300, 66, True),
        (-300, 67, False),
    ],
)
def test_from_the_first_day_to_the_last_is_at_most_a_year_and_not_over(
    wulan: staff.Officer, first: int, last: int, may: bool
) -> None:
    days = {"first": MONDAY + timedelta(days=first), "last": MONDAY + timedelta(days=last)}
    if may:
        stands_in(**days)
    else:
        with pytest.raises(Invalid) as refusal:
            stands_in(**days)
        assert refusal.value.code == "days"
    assert len(stand_ins.everything()) == may


def test_of_several_posts_and_people_the_journal_tells_who_stands_in_for_whom(
    wulan: staff.Officer,
) -> None:
    people.add("rudi", "Rudi Percobaan", [staff.CAMAT], PASSWORD)
    people.add("tono", "Tono Percobaan", [staff.OPERATOR], PASSWORD)
    substitutes.name("wulan", staff.SECTION_HEAD, MONDAY, MONDAY, kk.KASI, instead_of="bambang")
    substitutes.name("tono", staff.CAMAT, MONDAY, WEDNESDAY, kk.OPERATOR)
    rows = list(Substitution.select().order_by(Substitution.id))
    assert [(one.role, one.standing, one.instead_of is None) for one in rows] == [
        (staff.SECTION_HEAD, stand_ins.ACTING, False),
        (staff.CAMAT, stand_ins.VACANT, True),
    ]
    for wrong in ({"instead_of": "rudi"}, {"instead_of": "tono"}):
        with pytest.raises(Invalid) as refusal:
            stands_in(first=WEDNESDAY, **wrong)
        assert refusal.value.code == "instead-of"
    substitutes.end(rows[1].id, kk.KASI)
    lines = JournalLine.select().where(JournalLine.what.startswith("staff.st"))
    told = [(one.what, one.subject, one.who) for one in lines.order_by(JournalLine.sequence)]
    assert told == [
        ("staff.stands-in", "wulan", kk.KASI.who),
        ("staff.stands-in", "tono", kk.OPERATOR.who),
        ("staff.stood-in", str(rows[1].id), kk.KASI.who),
    ]
    assert [one.ended_at is None for one in Substitution.select().order_by(Substitution.id)] == [
        True,
        False,
    ]
    with pytest.raises(NotFound):
        substitutes.end(rows[1].id + 1)
