"""Competence: what clause 9 asks of three posts, against those who hold them."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from shared.errors import Invalid, NotAllowed, NotFound, Refused
from shared.records import JournalLine, Qualification, Training
from shared.rules.admin import people as hiring
from shared.rules.admin import substitutes
from shared.rules.common import staff
from shared.rules.common.office import here
from shared.rules.quality import competence
from tests.complaint_book import people
from tests.office import PASSWORD

TODAY = date(2026, 11, 23)


@pytest.fixture
def who(office):
    return people()


def asked(role):
    return next(one for one in here().standard.competence_on(TODAY) if one.role == role)


def able(by, actor, role, *, years=10, education="SMA", skills=None, trained=None, until=None):
    """Everything that the post asks for, but for what is said."""
    post = asked(role)
    seen = competence.had_by(actor.staff_id).version
    has = post.skills if skills is None else skills
    since = {role: TODAY.replace(year=TODAY.year - years)}
    competence.record(actor.staff_id, education, has, since, by, seen=seen)
    for name in post.training if trained is None else trained:
        train(by, actor, name, until=until)


def train(by, actor, name, held=date(2024, 2, 29), until=None, touch=""):
    touch = touch or str(uuid4())
    competence.train(touch, actor.staff_id, name, held, by, valid_until=until)


def post(role, day=TODAY):
    return next(one for one in competence.matrix(day) if one.role == role)


def gaps(role, day=TODAY):
    (holder,) = post(role, day).holders
    return [one.words for one in holder.gaps]


@pytest.mark.clause("9")
def test_a_head_of_section_with_three_years_lacks_the_fourth(who):
    able(who.yusuf, who.bambang, staff.SECTION_HEAD, years=3)
    assert gaps(staff.SECTION_HEAD) == ["Pengalaman 4 tahun"]
    able(who.yusuf, who.bambang, staff.SECTION_HEAD, years=4)
    assert gaps(staff.SECTION_HEAD) == []
    assert gaps(staff.SECTION_HEAD, TODAY - timedelta(days=1)) == ["Pengalaman 4 tahun"]


@pytest.mark.clause("9")
def test_two_people_at_a_post_or_none_do_not_fit_the_number(who):
    assert post(staff.OPERATOR).staffed
    hiring.add("eka", "Eka Percobaan", [staff.OPERATOR], PASSWORD)
    assert not post(staff.OPERATOR).staffed
    hiring.set_active("eka", False)
    hiring.set_active("dewi", False)
    nobody = post(staff.OPERATOR)
    assert (nobody.holders, nobody.staffed, nobody.met[0]) == ((), False, 0)


@pytest.mark.clause("9")
@pytest.mark.parametrize(
    ("lack", "words"),
    [
        ({"trained": []}, ["Pelatihan Komputer"]),
        ({"education": "SMP"}, ["Paling rendah SMA, SMK, MA, atau sederajat"]),
        ({"education": ""}, ["Paling rendah SMA, SMK, MA, atau sederajat"]),
        ({"years": 0}, ["Pengalaman 1 tahun"]),
        ({"skills": []}, None),
        ({"education": "S2"}, []),
    ],
)
def test_each_thing_that_is_lacking_is_named(who, lack, words):
    able(who.agus, who.dewi, staff.OPERATOR, **lack)
    wanted = [one.rstrip(" ;") for one in asked(staff.OPERATOR).skills] if words is None else words
    assert gaps(staff.OPERATOR) == wanted


@pytest.mark.clause("9")
def test_a_training_counts_until_its_last_day_and_is_told_before(who):
    until = TODAY + timedelta(days=90)
    able(who.agus, who.dewi, staff.OPERATOR, until=until)
    (training,) = (one for one in competence.of(who.dewi.staff_id).fits[0].requirements if one.soon)
    assert training.note == "berlaku sampai 21 Februari 2027"
    assert gaps(staff.OPERATOR, until) == []
    assert gaps(staff.OPERATOR, until + timedelta(days=1)) == ["Pelatihan Komputer"]
    train(who.agus, who.dewi, "  pelatihan   KOMPUTER ")
    assert gaps(staff.OPERATOR, until + timedelta(days=1)) == []


def test_a_training_counts_from_the_day_it_was_held(who):
    able(who.agus, who.dewi, staff.OPERATOR, trained=[])
    train(who.agus, who.dewi, "Pelatihan Komputer", held=date(2026, 5, 4))
    assert gaps(staff.OPERATOR, date(2026, 5, 3)) == ["Pelatihan Komputer"]
    assert gaps(staff.OPERATOR, date(2026, 5, 4)) == []


def by_definition():
    """Requirements met and asked for, from the standard's rows and the office's tables."""
    met = wanted = 0
    for each in here().standard.competence:
        holders = [one for one in staff.everybody() if one.active and each.role in one.roles]
        wanted += 3 + len(each.training) + len(each.skills)
        met += len(holders) == each.number
        rows = [Qualification.get_or_none(Qualification.staff_id == one.id) for one in holders]
        if not holders or None in rows:
            continue
        order = [one.code for one in here().standard.education]
        met += all(
            row.education and order.index(row.education) >= order.index(each.level) for row in rows
        )
        met += sum(all(skill in row.skills for row in rows) for skill in each.skills)
        for name in each.training:
            mine = [
                any(
                    one.name == name and (one.valid_until is None or one.valid_until >= TODAY)
                    for one in Training.select().where(Training.staff_id == holder.id)
                )
                for holder in holders
            ]
            met += all(mine)
        first = f"{TODAY.year - each.experience_years}{TODAY:-%m-%d}"
        met += all(row.since.get(each.role, "9") <= first for row in rows)
    return met, wanted


@pytest.mark.clause("9")
def test_requirements_met_are_as_the_definition_says(who):
    assert competence.met() == by_definition() == (3, 20)
    able(who.agus, who.dewi, staff.OPERATOR, until=TODAY - timedelta(days=1))
    able(who.agus, who.bambang, staff.SECTION_HEAD, years=3, education="SMP")
    able(who.agus, who.sari, staff.COUNTER, skills=asked(staff.COUNTER).skills[:2])
    assert competence.met() == by_definition()
    hiring.set_roles("sari", [staff.COUNTER, staff.OPERATOR])
    assert competence.met() == by_definition()
    hiring.set_active("bambang", False)
    assert competence.met() == by_definition()


def short_lines():
    lines = JournalLine.select().where(JournalLine.what == "competence.short")
    return [(line.subject, line.detail) for line in lines.order_by(JournalLine.id)]


@pytest.mark.clause("9")
def test_a_role_given_to_somebody_without_what_it_asks_is_given_and_journaled(who):
    hiring.set_roles("rina", [staff.INFO_DESK, staff.OPERATOR], who.agus)
    assert staff.OPERATOR in next(o for o in staff.everybody() if o.username == "rina").roles
    assert short_lines() == [("rina", '{"roles": ["operator"]}')]
    # Told once, when it is given.
    hiring.set_roles("rina", [staff.INFO_DESK, staff.OPERATOR], who.agus)
    hiring.set_roles("rina", [staff.INFO_DESK], who.agus)
    assert len(short_lines()) == 1
    substitutes.name("tuti", staff.SECTION_HEAD, TODAY, TODAY, who.agus, instead_of="bambang")
    assert short_lines()[1][0] == "tuti"


def test_whoever_has_it_all_is_given_the_role_without_a_word(who):
    able(who.agus, who.rina, staff.OPERATOR)
    hiring.set_roles("rina", [staff.INFO_DESK, staff.OPERATOR], who.agus)
    assert short_lines() == []


def test_a_training_struck_out_counts_no_more_and_pressing_twice_adds_one(who):
    touch = str(uuid4())
    for _ in range(2):
        train(who.agus, who.dewi, "Pelatihan Komputer", touch=touch)
    (course,) = competence.trainings(who.dewi.staff_id)
    competence.strike(course.id, who.yusuf)
    assert competence.trainings(who.dewi.staff_id) == ()
    assert Training.select().count() == 1
    with pytest.raises(NotFound):
        competence.strike(course.id, who.yusuf)


@pytest.mark.parametrize("name", ["rina", "bambang", "tuti", "ratih", "sari", "dewi"])
def test_only_the_secretary_and_the_admin_write(who, name):
    by = getattr(who, name)
    with pytest.raises(NotAllowed):
        competence.record(who.dewi.staff_id, "S3", [], {}, by, seen=0)
    with pytest.raises(NotAllowed):
        train(by, who.dewi, "Pelatihan Komputer")
    with pytest.raises(NotAllowed):
        competence.strike(1, by)


def test_two_who_write_at_once_are_told(who):
    competence.record(who.dewi.staff_id, "SMA", [], {}, who.agus, seen=0)
    with pytest.raises(Refused):
        competence.record(who.dewi.staff_id, "S1", [], {}, who.yusuf, seen=0)
    assert competence.had_by(who.dewi.staff_id).education == "SMA"


def test_what_cannot_be_is_refused(who):
    tomorrow, mine = TODAY + timedelta(days=1), who.dewi.staff_id
    for education, skills, since in (
        ("TK", [], {}),
        ("SMA", ["terbang"], {}),
        ("SMA", [], {"camat": TODAY}),
        ("SMA", [], {staff.OPERATOR: tomorrow}),
    ):
        with pytest.raises(Invalid):
            competence.record(mine, education, skills, since, who.agus, seen=0)
    with pytest.raises(NotFound):
        competence.record(999, "SMA", [], {}, who.agus, seen=0)
    for name, held, until in (
        (" ", TODAY, None),
        ("x" * 121, TODAY, None),
        ("Pelatihan Komputer", tomorrow, None),
        ("Pelatihan Komputer", TODAY, TODAY - timedelta(days=1)),
    ):
        with pytest.raises(Invalid):
            train(who.agus, who.dewi, name, held, until)
    assert Training.select().count() == 0
