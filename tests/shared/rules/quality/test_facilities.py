"""Facilities: counted, broken, mended, and how much of what is asked for is there (clause 8)."""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shared.errors import Invalid, NotAllowed, NotFound, Refused
from shared.records import Breakage, FacilityCheck, JournalLine
from shared.rules.common import office as offices
from shared.rules.common.office import here
from shared.rules.quality import facilities
from tests.complaint_book import people
from tests.office import examples

MONDAY = date(2026, 11, 23)
REQUIRED = {"KOMPUTER": 1, "PRINTER": 1, "BUKU_REGISTER": 1, "MEJA": 3, "KURSI": 3}


@pytest.fixture
def who(office, later):
    later(days=4)  # Friday: days of the week may be written down
    return people()


def counted(by, day=MONDAY, **present):
    facilities.check({code: (n, "good") for code, n in {**REQUIRED, **present}.items()}, day, by)


def broken(by, code, day, number=1, touch=""):
    return facilities.report(touch or str(uuid4()), code, number, day, "Tidak menyala.", by)


def stand(code, day=MONDAY):
    return next(one for one in facilities.stands(day) if one.code == code)


@pytest.mark.clause("8.4")
@pytest.mark.clause("8.5")
def test_a_table_or_a_chair_too_few_is_a_deviation(who):
    counted(who.yusuf, MEJA=2, KURSI=1)
    tables, chairs = stand("MEJA"), stand("KURSI")
    assert (tables.required, tables.present, tables.short) == (3, 2, 1)
    assert (chairs.required, chairs.present, chairs.short) == (3, 1, 2)
    assert tables.checked_by == "Yusuf Percobaan"
    assert facilities.availability(MONDAY) == Fraction(3 + Fraction(2, 3) + Fraction(1, 3), 5)


@pytest.mark.clause("8.5")
def test_more_than_asked_for_makes_up_for_nothing_else(who):
    counted(who.yusuf, KURSI=30, MEJA=0)
    assert facilities.availability(MONDAY) == Fraction(4, 5)


def test_what_is_out_of_order_is_not_there_until_the_day_it_was_mended(who):
    counted(who.yusuf)
    row = broken(who.bambang, "PRINTER", MONDAY + timedelta(days=1))
    facilities.mend(row, MONDAY + timedelta(days=3), "Ganti catu daya.", who.agus)
    days = [facilities.availability(MONDAY + timedelta(days=n)) for n in range(5)]
    assert days == [1, Fraction(4, 5), Fraction(4, 5), 1, 1]
    assert facilities.availability(MONDAY, MONDAY + timedelta(days=4)) == Fraction(23, 25)


def test_a_period_counts_its_working_days_until_today(who):
    counted(who.yusuf, day=date(2026, 11, 19), KURSI=0)  # a Thursday
    counted(who.yusuf, day=MONDAY)
    # Thursday and Friday 4/5, Monday to Friday 1; no weekend, and nothing of December.
    assert facilities.availability(date(2026, 11, 18), date(2026, 12, 31)) == Fraction(33, 35)


def test_before_everything_was_counted_nothing_is_said(who):
    assert facilities.availability(MONDAY) is None
    facilities.check({"MEJA": (3, "good")}, MONDAY, who.yusuf)
    assert facilities.availability(MONDAY) is None
    assert facilities.availability(MONDAY, MONDAY + timedelta(days=30)) is None
    assert stand("KURSI").present is None


def test_a_facility_that_the_standard_asks_for_later_counts_from_then_on(who, monkeypatch):
    counted(who.yusuf)
    now = here()
    later_on = replace(
        now.standard.facilities[0],
        code="PEMINDAI",
        name="Pemindai",
        valid_from=MONDAY + timedelta(days=1),
    )
    standard = replace(now.standard, facilities=(*now.standard.facilities, later_on))
    monkeypatch.setattr(offices, "_here", replace(now, standard=standard))
    assert facilities.availability(MONDAY) == 1
    assert facilities.availability(MONDAY + timedelta(days=1)) is None


def test_counting_again_on_the_same_day_replaces_the_count_and_both_are_in_the_journal(who):
    counted(who.yusuf, MEJA=1)
    counted(who.agus)
    assert (stand("MEJA").present, FacilityCheck.select().count()) == (3, 5)
    lines = JournalLine.select().where(JournalLine.what == "facilities.checked")
    assert [line.who for line in lines.order_by(JournalLine.id)] == ["yusuf", "agus"]


def test_pressing_twice_writes_one_breakage(who):
    touch = str(uuid4())
    rows = {broken(who.yusuf, "KURSI", MONDAY, touch=touch) for _ in range(2)}
    assert len(rows) == 1 == Breakage.select().count()


def test_the_register_tells_what_broke_when_and_when_it_was_mended(who):
    row = broken(who.yusuf, "KURSI", MONDAY, 2)
    (one,) = facilities.out_of_order()
    assert (one.name, one.number, one.broke_on) == ("Kursi", 2, MONDAY)
    facilities.mend(row, MONDAY + timedelta(days=1), "Dilas.", who.bambang)
    (done,) = facilities.mended()
    assert facilities.out_of_order() == []
    assert (done.mended_on, done.how) == (MONDAY + timedelta(days=1), "Dilas.")
    assert done.mended_by == "Bambang Percobaan"


@pytest.mark.parametrize("name", ["rina", "tuti", "ratih", "sari", "dewi"])
def test_nobody_else_writes(who, name):
    by = getattr(who, name)
    with pytest.raises(NotAllowed):
        counted(by)
    with pytest.raises(NotAllowed):
        broken(by, "KURSI", MONDAY)
    with pytest.raises(NotAllowed):
        facilities.mend(1, MONDAY, "Dilas.", by)


def test_what_cannot_be_is_refused_and_changes_nothing(who):
    tomorrow = MONDAY + timedelta(days=5)
    for counts, day in (
        ({"MEJA": (-1, "good")}, MONDAY),
        ({"MEJA": (1000, "good")}, MONDAY),
        ({"MEJA": (1, "x")}, MONDAY),
        ({"LEMARI": (1, "good")}, MONDAY),
        ({}, MONDAY),
        ({"MEJA": (1, "good")}, tomorrow),
    ):
        with pytest.raises(Invalid):
            facilities.check(counts, day, who.yusuf)
    for code, number, day, what in (
        ("LEMARI", 1, MONDAY, "x"),
        ("MEJA", 0, MONDAY, "x"),
        ("MEJA", 1, tomorrow, "x"),
        ("MEJA", 1, MONDAY, " "),
    ):
        with pytest.raises(Invalid):
            facilities.report(str(uuid4()), code, number, day, what, who.yusuf)
    assert FacilityCheck.select().count() == Breakage.select().count() == 0


def test_a_breakage_is_mended_once_and_not_before_it_broke(who):
    row = broken(who.yusuf, "MEJA", MONDAY)
    with pytest.raises(Invalid):
        facilities.mend(row, MONDAY - timedelta(days=1), "Dilem.", who.yusuf)
    facilities.mend(row, MONDAY, "Dilem.", who.yusuf)
    with pytest.raises(Refused):
        facilities.mend(row, MONDAY, "Dilem.", who.yusuf)
    with pytest.raises(NotFound):
        facilities.mend(row + 1, MONDAY, "Dilem.", who.yusuf)


_DAYS = [MONDAY - timedelta(days=n) for n in range(14)]
_COUNTS = st.lists(
    st.tuples(
        st.sampled_from(_DAYS),
        st.fixed_dictionaries({code: st.integers(0, 4) for code in REQUIRED}),
    ),
    max_size=4,
)
_FAULTS = st.lists(
    st.tuples(
        st.sampled_from(sorted(REQUIRED)),
        st.integers(1, 3),
        st.sampled_from(_DAYS),
        st.integers(-1, 9),
    ),
    max_size=5,
)


def by_definition(counts, faults, day):
    """Σ min(present, required) / required over the five, written from the definition."""
    known = {}
    for on, present in sorted(counts, key=lambda one: one[0]):
        if on <= day:
            known = present
    if not known:
        return None
    total = Fraction(0)
    for code, required in REQUIRED.items():
        present = known[code]
        for what, number, broke, length in faults:
            still = length < 0 or day < min(broke + timedelta(days=length), MONDAY)
            if what == code and broke <= day and still:
                present -= number
        total += Fraction(min(max(present, 0), required), required)
    return total / len(REQUIRED)


@settings(max_examples=examples(25), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(_COUNTS, _FAULTS)
def test_each_day_and_the_period_are_as_the_definition_says(who, counts, faults):
    for table in (FacilityCheck, Breakage):
        table.delete().execute()
    for on, present in counts:
        counted(who.yusuf, on, **present)
    for code, number, broke, length in faults:
        row = broken(who.yusuf, code, broke, number)
        if length >= 0:
            facilities.mend(row, min(broke + timedelta(days=length), MONDAY), "Beres.", who.yusuf)
    wanted = {day: by_definition(counts, faults, day) for day in _DAYS}
    assert {day: facilities.availability(day) for day in _DAYS} == wanted
    worked = [share for day, share in wanted.items() if day.weekday() < 5 and share is not None]
    mean = sum(worked) / len(worked) if worked else None
    assert facilities.availability(min(_DAYS), MONDAY) == mean
