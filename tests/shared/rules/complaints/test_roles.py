"""Each of the nine roles against every action on a complaint: the whole table, cell by cell."""

from collections.abc import Callable
from datetime import date
from uuid import uuid4

import pytest

from shared.errors import AppError, NotAllowed, NotFound
from shared.records import Complaint, Staff
from shared.rules.common.actor import CITIZEN, Actor
from shared.rules.complaints import entry, handling, lists, sight, states, suggestion_box
from shared.rules.corrective import actions
from tests.complaint_book import People, entered, named, people, reported, wish

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
    "refer": (lambda one, by: handling.refer(one, "Dinas.", by), AT_DESK),
    "archive": (lambda one, by: handling.archive(one, "SUDAH_ADA", "Sama.", by), AT_DESK),
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
    do, allowed = ACTIONS[action]
    refusal: AppError | None = None
    before = Complaint.select().where(Complaint.id == one).dicts().get()
    try:
        do(one, by)
        done = True
    except AppError as error:
        done, refusal = False, error
    assert done == (role in allowed[kind])
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
    number = f"P-{one.year}-{one.number:04d}"
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
