"""Each of the nine roles against every action on a complaint: the whole table, cell by cell."""

from collections.abc import Callable
from datetime import date
from uuid import uuid4

import pytest

from shared import db
from shared.errors import AppError, NotAllowed, NotFound
from shared.records import Complaint, Staff
from shared.rules.common import staff
from shared.rules.common.actor import CITIZEN, SYSTEM, Actor
from shared.rules.complaints import allowed, entry, handling, lists, sight, states, suggestion_box
from shared.rules.complaints.names import number_of
from shared.rules.complaints.view import ComplaintView
from shared.rules.complaints.way import move
from shared.rules.corrective import actions
from tests.complaint_book import People, closed, entered, named, people, reported, wish

MONDAY = date(2026, 11, 23)
ROLES = (
    "warga",
    "petugas_loket",
    "operator",
    "petugas_layanan_informasi",
    "kasi_pelayanan_umum",
    "kepala_seksi",
    "sekretaris",
    "camat",
    "admin",
)
DESK, KASI, OTHER, SECRETARY, CAMAT = (
    "petugas_layanan_informasi",
    "kasi_pelayanan_umum",
    "kepala_seksi",
    "sekretaris",
    "camat",
)
OVERSEERS = {SECRETARY, CAMAT}
NOBODY: set[str] = set()
# Who may do what with a fresh complaint, one reported to Pelayanan Umum, a late, a guarded one.
FRESH, REPORTED, LATE, GUARDED = "fresh", "reported", "late", "guarded"
# The same, while their complainant is asked for something.
FRESH_ASKED, REPORTED_ASKED, GUARDED_ASKED = "fresh, asked", "reported, asked", "guarded, asked"
ASKED = (FRESH_ASKED, REPORTED_ASKED, GUARDED_ASKED)
SEES = {
    FRESH: {DESK, *OVERSEERS},
    REPORTED: {DESK, KASI, *OVERSEERS},
    LATE: {DESK, KASI, *OVERSEERS},
    GUARDED: OVERSEERS,
    FRESH_ASKED: {DESK, *OVERSEERS},
    REPORTED_ASKED: {DESK, KASI, *OVERSEERS},
    GUARDED_ASKED: OVERSEERS,
}
UNASKED = dict.fromkeys(ASKED, NOBODY)
HANDLES = {
    FRESH: NOBODY,
    REPORTED: {KASI},
    LATE: {KASI, *OVERSEERS},
    GUARDED: OVERSEERS,
    **UNASKED,
}
CLASSIFIES = {
    **dict.fromkeys(SEES, {DESK, *OVERSEERS}),
    **dict.fromkeys((GUARDED, GUARDED_ASKED), OVERSEERS),
}
COMPLETES = {
    **dict.fromkeys(SEES, NOBODY),
    FRESH_ASKED: {DESK},
    REPORTED_ASKED: {DESK, KASI},
    GUARDED_ASKED: OVERSEERS,
}
AT_DESK = {**HANDLES, FRESH: {DESK}}
# What no head of a section has seen, nobody below the secretary puts away.
PUTS_AWAY = {**HANDLES, FRESH: OVERSEERS}

Action = Callable[[int, Actor], object]
ACTIONS: dict[str, tuple[Action, dict[str, set[str]]]] = {
    "classify": (lambda one, by: handling.classify(one, states.ORDINARY, by), CLASSIFIES),
    "report": (
        lambda one, by: handling.report(one, "KESRA", by),
        {**CLASSIFIES, GUARDED: NOBODY, **UNASKED},
    ),
    "follow_up": (
        lambda one, by: handling.follow_up(one, "Ditangani.", by),
        {**HANDLES, FRESH: NOBODY},
    ),
    "answer": (lambda one, by: handling.answer(one, "Sudah.", by), {**HANDLES, FRESH: NOBODY}),
    "close": (lambda one, by: handling.close(one, by), dict.fromkeys(SEES, NOBODY)),
    "refer": (lambda one, by: handling.refer(one, "Dinas.", by), PUTS_AWAY),
    "archive": (lambda one, by: handling.archive(one, "DICABUT", "Dicabut.", by), PUTS_AWAY),
    "ask": (lambda one, by: handling.ask(one, "Di mana?", by), AT_DESK),
    "complete": (lambda one, by: handling.complete(one, "Di loket.", by), COMPLETES),
    "correct": (lambda one, by: handling.correct(one, "Hari Senin.", by), SEES),
    "describe": (lambda one, by: handling.describe(one, "Antrean", "", by), SEES),
    "reveal": (lambda one, by: handling.reveal(one, by), SEES),
    "look": (lambda one, by: sight.row_for(one, by), SEES),
    "ptpp": (
        lambda one, by: actions.issue(_problem(one), by),
        {
            FRESH: OVERSEERS,
            REPORTED: {KASI, *OVERSEERS},
            LATE: {KASI, *OVERSEERS},
            GUARDED: OVERSEERS,
            FRESH_ASKED: OVERSEERS,
            REPORTED_ASKED: {KASI, *OVERSEERS},
            GUARDED_ASKED: OVERSEERS,
        },
    ),
}


@pytest.fixture
def who(office) -> People:
    return people()


def _problem(one: int) -> actions.Problem:
    return actions.Problem(str(uuid4()), "complaint", "Masalah.", "minor", "PELAYANAN", one)


def _complaint(kind: str, who: People) -> int:
    if kind in ASKED:
        one = _complaint(kind.partition(",")[0], who)
        by = {FRESH_ASKED: who.rina, REPORTED_ASKED: who.bambang, GUARDED_ASKED: who.yusuf}[kind]
        return handling.ask(one, "Di mana?", by).id
    if kind == GUARDED:
        return entered(topic="UANG", **named()).id
    if kind == FRESH:
        return entered(**named()).id
    one = reported(who, **named())
    if kind == LATE:
        Complaint.update(escalation=1).where(Complaint.id == one.id).execute()
    return one.id


def _actor(role: str, who: People) -> Actor:
    return who.everybody().get(role, CITIZEN)


@pytest.mark.parametrize("kind", SEES)
@pytest.mark.parametrize("action", ACTIONS)
@pytest.mark.parametrize("role", ROLES)
def test_every_role_does_what_is_its_own_and_nothing_else(who, role, action, kind):
    one, by = _complaint(kind, who), _actor(role, who)
    do, may = ACTIONS[action]
    refusal: AppError | None = None
    before = Complaint.select().where(Complaint.id == one).dicts().get()
    try:
        do(one, by)
        done = True
    except AppError as error:
        done, refusal = False, error
    assert done == (role in may[kind])
    if role not in SEES[kind] and action != "ptpp":
        assert isinstance(refusal, NotFound)
    if not done:
        assert Complaint.select().where(Complaint.id == one).dicts().get() == before


@pytest.mark.parametrize("role", ROLES)
def test_who_writes_into_the_book(who, role):
    by = _actor(role, who)
    if role in ("warga", "petugas_loket", DESK):
        assert entry.enter(wish(), by).created
    else:
        with pytest.raises(NotAllowed):
            entry.enter(wish(), by)


@pytest.mark.parametrize("role", ROLES)
def test_who_opens_the_box(who, role):
    by = _actor(role, who)
    if role == DESK:
        assert suggestion_box.record(MONDAY, 0, by)
    else:
        with pytest.raises(NotAllowed):
            suggestion_box.record(MONDAY, 0, by)


@pytest.mark.parametrize("kind", SEES)
@pytest.mark.parametrize("role", ROLES)
def test_lists_searches_and_counts_show_what_may_be_seen(who, role, kind):
    one = Complaint.get_by_id(_complaint(kind, who))
    reader = sight.reader(_actor(role, who).staff_id)
    number = number_of(one)
    seen = role in SEES[kind]
    assert (lists.search(lists.BookFilter(), reader).total == 1) == seen
    assert (lists.search(lists.BookFilter(text=number), reader).total == 1) == seen
    assert (lists.search(lists.BookFilter(text="menunggu"), reader).total == 1) == seen
    assert (len(lists.between(one.day, one.day, reader)) == 1) == seen
    assert (lists.by_number(number, reader) is not None) == seen
    if not seen:
        assert set(lists.count_open(reader).values()) == {0}
        assert not any(vars(lists.inbox(reader)).values())


def test_somebody_with_two_roles_is_held_to_the_narrower_one(who):
    """A head of section who stands in for the secretary sees nothing about the own section."""
    Staff.update(roles=[KASI, SECRETARY]).where(Staff.username == "bambang").execute()
    one = entered(topic="UANG")
    acting = Actor("bambang", SECRETARY, who.bambang.staff_id)
    with pytest.raises(NotFound):
        sight.row_for(one.id, acting)
    other = entered(straight=True, about_unit="KESRA")
    assert sight.row_for(other.id, acting).id == other.id


@pytest.mark.parametrize(
    ("roles", "unit"),
    [
        ([SECRETARY], "PELAYANAN"),  # by the section that the person works in
        ([CAMAT, "operator"], None),  # by a post of that section
        ([SECRETARY, "petugas_loket"], None),
        ([SECRETARY, OTHER], "PELAYANAN"),  # who leads it
    ],
)
def test_an_overseer_who_works_in_the_section_sees_nothing_guarded_about_it(who, roles, unit):
    Staff.update(roles=roles, unit=unit).where(Staff.username == "yusuf").execute()
    about_us, about_others = entered(topic="UANG"), entered(straight=True, about_unit="KESRA")
    ordinary = entered()
    reader = sight.reader(who.yusuf.staff_id)
    found = lists.search(lists.BookFilter(), reader)
    assert {row.number for row in found.rows} == {about_others.number, ordinary.number}
    acting = Actor("yusuf", roles[0], who.yusuf.staff_id)
    with pytest.raises(NotFound):
        sight.row_for(about_us.id, acting)
    with pytest.raises(NotFound):
        handling.follow_up(about_us.id, "Diperiksa.", acting)
    # The other overseer, who does not work there, sees all three.
    assert lists.search(lists.BookFilter(), sight.reader(who.ratih.staff_id)).total == 3


ALWAYS = {"correct", "describe"}
WORKS = {"answer", "archive", "ask", "follow_up", "refer"}
SORTS = {"classify", "report"}
# What each may press on the page, besides ALWAYS: desk, head of its section, secretary, Camat.
MAY: dict[str, tuple[set[str], set[str], set[str], set[str]]] = {
    "fresh": ({"ask", *SORTS}, set(), *[{"archive", "refer", *SORTS}] * 2),
    "named": ({"reveal", *SORTS}, {"reveal", *WORKS}, *[{"reveal", *SORTS}] * 2),
    "secret": (SORTS, WORKS, *[{"reveal", *SORTS}] * 2),
    "guarded": (set(), set(), *[{"classify", "reveal", *WORKS}] * 2),
    "late": (SORTS, WORKS, *[SORTS | WORKS] * 2),
    "opened once": (SORTS, WORKS, SORTS, SORTS),
    "opened twice": (SORTS, set(), SORTS, SORTS | WORKS),
    "without a head": (SORTS, set(), *[SORTS | WORKS] * 2),
    "answered": (SORTS, {"close", *WORKS}, SORTS, SORTS),
    "of no class": (SORTS, WORKS, SORTS, SORTS),
    "asked": ({"classify", "complete"}, {"complete"}, {"classify"}, {"classify"}),
    "did not answer": (SORTS, set(), *[{"archive", "refer", *SORTS}] * 2),
    "closed": (set(), set(), set(), set()),
    "archived": (set(), set(), {"reinstate"}, {"reinstate"}),
    "referred": (set(), set(), set(), set()),
}


def _in_the_book(kind: str, who: People) -> Complaint:
    def of(one: ComplaintView, **columns: object) -> Complaint:
        for name, value in columns.items():
            Complaint.update(**{name: value}).where(Complaint.id == one.id).execute()
        return Complaint.get_by_id(one.id)

    if kind == "did not answer":
        one = handling.ask(entered().id, "Di mana?", who.rina)
        with db.transaction():
            move(of(one), "unanswered", SYSTEM, incomplete_until=None)
        return of(one)
    one = {
        "fresh": entered,
        "named": lambda: reported(who, **named()),
        "secret": lambda: reported(who, **named(secret=True)),
        "guarded": lambda: entered(topic="UANG", **named(secret=True)),
        "without a head": lambda: reported(who, "PEMBANGUNAN"),
        "closed": lambda: closed(who),
    }.get(kind, lambda: reported(who))()
    if kind in ("answered", "of no class"):
        one = handling.answer(one.id, "Sudah.", who.bambang)
    if kind == "asked":
        one = handling.ask(one.id, "Di mana?", who.bambang)
    if kind == "archived":
        one = handling.archive(one.id, "DICABUT", "Dicabut.", who.bambang)
    if kind == "referred":
        one = handling.refer(one.id, "Dinas.", who.bambang)
    columns = {
        "late": {"escalation": 1},
        "opened once": {"reopened": 1},
        "opened twice": {"reopened": 2},
        "of no class": {"kind": None},
    }
    return of(one, **columns.get(kind, {}))


@pytest.mark.parametrize("kind", MAY)
def test_the_page_offers_each_reader_the_steps_that_they_may_take_now(who, kind):
    one = _in_the_book(kind, who)
    officers = {row.username: row for row in staff.everybody()}
    found = []
    for name in ("rina", "bambang", "yusuf", "ratih"):
        reader = sight.reader(officers[name].id)
        found.append(set(allowed.steps(one, officers[name], reader)) - ALWAYS)
        works = "follow_up" in found[-1]
        assert allowed.follows_up(one, reader) == works
    assert tuple(found) == MAY[kind]


def test_a_step_is_signed_by_the_role_whose_it_is(who):
    """Rina holds the desk and leads a section: she reports as the one, answers as the other."""
    Staff.update(roles=[OTHER, DESK], unit="PEMBANGUNAN").where(Staff.username == "rina").execute()
    one = reported(who, "PEMBANGUNAN")
    rina = next(row for row in staff.everybody() if row.username == "rina")
    signs = {step: allowed.actor_for(step, one.id, rina).role for step in ALL_STEPS}
    heads = {"follow_up", "answer", "close", "refer", "archive", "ask"}
    assert {step for step, role in signs.items() if role == OTHER} == heads
    assert {role for step, role in signs.items() if step not in heads} == {DESK}
    other = entered(topic="UANG")
    with pytest.raises(NotFound):
        allowed.actor_for("answer", other.id, rina)


ALL_STEPS = (*ALWAYS, *WORKS, *SORTS, "close", "complete", "reveal", "reinstate", "settle")


def test_a_section_is_led_by_its_post_or_by_whoever_belongs_to_it(who):
    def of(roles: list[str], unit: str | None) -> tuple[set[str], set[str]]:
        Staff.update(roles=roles, unit=unit).where(Staff.username == "tuti").execute()
        found = sight.reader(who.tuti.staff_id)
        return set(found.sections_led), set(found.belongs)

    assert of([KASI], None) == ({"PELAYANAN"}, {"PELAYANAN"})
    assert of([OTHER], "KESRA") == ({"KESRA"}, {"KESRA"})
    assert of([OTHER], None)[0] == set()
    assert of([KASI, OTHER], "KESRA") == ({"PELAYANAN", "KESRA"},) * 2
    assert of(["petugas_loket"], "KESRA") == (set(), {"PELAYANAN", "KESRA"})
    assert sight.reader(who.tuti.staff_id).unled == {
        *("PEMERINTAHAN", "KESRA", "PEMBANGUNAN", "TRANTIB")
    }
    assert sight.reader(None) == sight.Reader(0, *[frozenset()] * 3)


def test_what_nobody_may_see_is_counted_while_it_is_open(who):
    for name in ("yusuf", "ratih"):
        Staff.update(unit="PELAYANAN").where(Staff.username == name).execute()
    one, other = (entered(straight=True, about_unit="PELAYANAN") for _ in range(2))
    entered(), entered(straight=True, about_unit="KESRA")
    assert sight.unseen() == 2
    Complaint.update(state=states.CLOSED).where(Complaint.id == one.id).execute()
    assert sight.unseen() == 1
    Staff.update(unit="KESRA").where(Staff.username == "yusuf").execute()
    assert sight.unseen() == 0
    row = Complaint.get_by_id(other.id)
    assert not sight.camat_sees(row)
    Staff.update(unit=None).where(Staff.username == "ratih").execute()
    assert sight.camat_sees(row)
    Staff.update(active=False).where(Staff.username == "ratih").execute()
    assert not sight.camat_sees(row)


def test_without_anybody_who_oversees_nobody_sees_what_is_guarded(who):
    one = entered(topic="UANG")
    entered(), reported(who)
    for name in ("yusuf", "ratih"):
        Staff.update(active=False).where(Staff.username == name).execute()
    assert sight.unseen() == 1
    Complaint.update(state=states.ARCHIVED).where(Complaint.id == one.id).execute()
    assert sight.unseen() == 0


def test_what_the_camat_announces_is_what_the_camat_may_see(who):
    about = {
        "nobody": entered(),
        "section": entered(topic="UANG"),
        "secretary": entered(topic="UANG", about_staff=who.yusuf.staff_id),
        "camat": entered(topic="UANG", about_staff=who.ratih.staff_id),
    }

    def counted(reader: sight.Reader | None) -> set[str]:
        rows = Complaint.select().where(sight.countable(reader))
        return {name for name, one in about.items() if one.id in {row.id for row in rows}}

    everything = {"nobody", "section", "secretary"}
    assert counted(None) == everything
    assert counted(sight.reader(who.ratih.staff_id)) == everything
    assert counted(sight.reader(who.yusuf.staff_id)) == {"nobody", "section"}
    assert counted(sight.reader(who.bambang.staff_id)) == {"nobody"}
    assert counted(sight.reader(who.rina.staff_id)) == {"nobody"}
    Staff.update(active=False).where(Staff.username == "ratih").execute()
    assert counted(None) == set(about)
    assert [one.staff_id for one in sight.overseers()] == [who.yusuf.staff_id]
