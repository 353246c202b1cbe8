"""Every indicator, counted again from the rows as the domain defines it (DOMAIN 8)."""

import functools
import json
import statistics
import tomllib
from datetime import date, datetime, timedelta
from fractions import Fraction

import pytest

from shared import clock, db
from shared.rules.common.office import here
from shared.rules.complaints import sight
from shared.rules.quality import periods
from shared.rules.quality.indicators import INDICATORS
from tests import quality
from tests.complaint_book import people

pytestmark = pytest.mark.clause("14.2")

NOW = datetime(2026, 5, 18, 9, 0)
PERIODS = ("2026-02", "2026-03", "2026-04", "2026-05", "2026-T1", "2026-T2", "2026")
MINUTE = 60_000


@pytest.fixture
def lived(office):
    who = people()
    quality.fill()
    clock.move(office.settings.data, NOW)
    return who


def _ms(moment):
    return None if moment is None else int(moment.timestamp() * 1000)


def _midnights(code):
    period = periods.read(code)
    return [_ms(quality.at(day, 0)) for day in (period.first, period.last + timedelta(days=1))]


def _day(ms):
    return datetime.fromtimestamp(ms / 1000, clock.zone()).date()


def _share(flags):
    flags = list(flags)
    return sum(flags), len(flags), Fraction(100 * sum(flags), len(flags)) if flags else None


def _middle(times):
    value = Fraction(statistics.median(map(Fraction, times))) / MINUTE if times else None
    return len(times), len(times), value


def _is_open(day):
    return day.weekday() < 5 and day.isoformat() not in _off()


def _service_ms(start, end):
    """Service time, minute by minute of the wall clock: whole minutes."""
    seconds, day = 0, _day(start)
    while day <= _day(end):
        if _is_open(day):
            close = 14 if day.weekday() == 4 else 15
            opens, closes = (_ms(quality.at(day, hour)) for hour in (8, close))
            seconds += max(0, min(end, closes) - max(start, opens)) / 1000
        day += timedelta(days=1)
    return int(seconds // 60) * MINUTE


def _runs(code):
    first, after = _midnights(code)
    return db.rows(
        "SELECT started_at, due_at, stopped_at, stopped_for, late_reason FROM clock_run"
        " WHERE due_at >= :first AND due_at < :after",
        first=first,
        after=after,
    )


def _promptness(code, leave_out=()):
    now = _ms(clock.now())
    for _, due, stopped, why, reason in _runs(code):
        late = (now if stopped is None else stopped) > due
        if late and reason not in leave_out:
            yield False
        elif not late and why == "ready":
            yield True


def sm_01(code):
    return _share(_promptness(code))


def sm_01n(code):
    return _share(_promptness(code, {"GANGGUAN_SIAK", "MENUNGGU_TTE", "LISTRIK"}))


def sm_02(code):
    return _share(
        _day(began) == _day(end) for began, _, end, why, _ in _runs(code) if why == "ready"
    )


def _tickets(code, what, needed):
    period = periods.read(code)
    sql = f"SELECT {what} FROM ticket WHERE state = 'done' AND {needed} IS NOT NULL AND day >= :a"
    days = {"a": period.first.isoformat(), "b": period.last.isoformat()}
    return sorted(found for (found,) in db.rows(f"{sql} AND day <= :b", **days))


def sm_03(code):
    return _middle(_tickets(code, "first_called_at - issued_at", "first_called_at"))


def sm_03p(code):
    times = _tickets(code, "first_called_at - issued_at", "first_called_at")
    enough = [one for one in times if 10 * sum(other <= one for other in times) >= 9 * len(times)]
    return len(times), len(times), Fraction(min(enough), MINUTE) if times else None


def sm_04(code):
    return _middle(_tickets(code, "finished_at - serving_at", "serving_at"))


def _received(code):
    first, after = _midnights(code)
    sql = "SELECT id, received_at, returns FROM application WHERE received_at >= :a"
    return db.rows(f"{sql} AND received_at < :b", a=first, b=after)


def sm_05(code):
    steps = db.rows("SELECT application_id, at FROM application_event WHERE what <> 'register'")
    first = {}
    for file, at in steps:
        first[file] = min(at, first.get(file, at))
    return _middle([_service_ms(at, first[id_]) for id_, at, _ in _received(code) if id_ in first])


def sm_06(code):
    return _share(returns >= 1 for _, _, returns in _received(code))


def sm_07(code):
    first, after = _midnights(code)
    rows = db.rows(
        "SELECT application_id, reason FROM sheet_job WHERE state = 'printed'"
        " AND changed_at >= :a AND changed_at < :b",
        a=first,
        b=after,
    )
    ours = {file for file, reason in rows if reason not in (None, "LAINNYA")}
    return _share(file in ours for file in {file for file, _ in rows})


def sm_08(code):
    end = min(_midnights(code)[1], _ms(clock.now()))
    rows = db.rows("SELECT ready_at, handed_at FROM application WHERE ready_at IS NOT NULL")
    lying = [ready for ready, handed in rows if ready < end and (handed is None or handed >= end)]
    return _share(end - ready > 7 * 24 * 60 * MINUTE for ready in lying)


def _complaints(restricted):
    columns = "day, category, state, recorded_at, reported_at, due_at, closed_at, guarded"
    rows = db.rows(f"SELECT {columns} FROM complaint")
    return [row[:-1] for row in rows if restricted or not row[-1]]


def sm_09(code, restricted=True):
    (first, after), now = _midnights(code), _ms(clock.now())

    def judged():
        for _, _, state, _, _, due, closed in _complaints(restricted):
            in_time = (now if closed is None else closed) <= due
            # Archived in time, it was neither followed up nor late.
            if first <= due < after and (not in_time or state in ("closed", "referred")):
                yield in_time

    return _share(judged())


def sm_10(code, restricted=True):
    period, now = periods.read(code), clock.now()
    return _share(
        reported is not None and _day(reported) <= last
        for day, _, _, recorded, reported, _, _ in _complaints(restricted)
        for last in [quality.working_day(_day(recorded))]
        if period.first.isoformat() <= day <= period.last.isoformat()
        if reported is not None or quality.at(last, 15) < now
    )


def sm_11(code):
    period = periods.read(code)
    opened = dict(db.rows("SELECT day, opened_at FROM box_opening"))

    def working_days():
        day = max(period.first, quality.OPENED)
        while day <= period.last:
            close = quality.at(day, 14 if day.weekday() == 4 else 15)
            if _is_open(day) and close <= clock.now():
                at = opened.get(day.isoformat())
                yield at is not None and at >= _ms(close - timedelta(minutes=30))
            day += timedelta(days=1)

    return _share(working_days())


def sm_12(code):
    """Each quarter that is over: its recap is due on the tenth working day after it."""
    period, today, told = periods.read(code), clock.service_day(), []
    announced = {
        (year, quarter): at
        for year, quarter, at in db.rows("SELECT year, quarter, announced_at FROM quarterly_recap")
    }
    for month in range(3, 25, 3):
        year, end = 2026 + (month - 1) // 12, date(2026 + month // 12, month % 12 + 1, 1)
        due, days = end - timedelta(days=1), 0
        while days < 10:
            due += timedelta(days=1)
            days += _is_open(due)
        at = announced.get((year, (month - 1) % 12 // 3 + 1))
        if period.first <= due <= period.last and end <= today and (at or due < today):
            told.append(at is not None and _day(at) <= due)
    return _share(told)


def _off():
    return _off_in(here().settings.data)


@functools.cache
def _off_in(_data):
    """The days off that stand in the office's calendar once its year was filled."""
    return {day for (day,) in db.rows("SELECT day FROM calendar_day")}


def sm_13(code, restricted=True):
    period = periods.read(code)
    rows = db.rows("SELECT due_on, done_on, effective, guarded FROM corrective_action")
    return _share(
        bool(effective) and done is not None and done <= due
        for due, done, effective, guarded in rows
        if due and period.first.isoformat() <= due <= period.last.isoformat()
        if due < clock.service_day().isoformat() or effective is not None
        if restricted or not guarded
    )


def sm_16(code, restricted=True):
    period = periods.read(code)
    number = sum(
        category == "PUNGLI" and period.first.isoformat() <= day <= period.last.isoformat()
        for day, category, *_ in _complaints(restricted)
    )
    return number, number, Fraction(number)


def _served(first, last):
    sql = "SELECT COUNT(*) FROM ticket WHERE state = 'done' AND day >= :a AND day <= :b"
    return db.value(sql, a=first.isoformat(), b=last.isoformat())


def _whole(code):
    """What was answered to the nine elements in force, by those who answered all."""
    period = periods.read(code)
    rows = db.rows("SELECT month, answers FROM questionnaire WHERE form = 'SKM_2017'")
    return [
        [int(one) for one in answers]
        for month, answers in rows
        if period.first.isoformat() <= month <= period.last.isoformat() and "-" not in answers
    ]


def sm_14(code):
    """The mean of the nine means, times 25."""
    rows = _whole(code)
    means = [Fraction(sum(of), len(of)) for of in zip(*rows, strict=True)]
    return len(rows), len(rows), 25 * sum(means) / 9 if rows else None


def sm_15(code):
    period = periods.read(code)
    served = _served(period.before.first, period.before.last)
    table = tomllib.loads((here().settings.standard / "survey.toml").read_text("utf-8"))
    rows = table["samples"][0]["rows"]
    wanted = served if served < 10 else next(asked for of, asked in rows if of >= served)
    got = min(len(_whole(code)), wanted)
    return got, wanted, Fraction(100 * got, wanted) if wanted else None


def _closing(code):
    """Ten working days after the period."""
    day, left = periods.read(code).last, 10
    while left:
        day += timedelta(days=1)
        left -= day.weekday() < 5 and day.isoformat() not in _off()
    return day


def sm_17(code):
    """Each month with a file that is over: March was late for itself and in time for the year."""
    period, today = periods.read(code), clock.service_day()
    rows = db.rows(
        "SELECT sample.month, MAX(oversight_check.checked_at),"
        " COUNT(*) = COUNT(oversight_check.checked_at) FROM oversight_sample sample"
        " JOIN oversight_check ON sample_id = sample.id GROUP BY sample.id"
    )
    done = {month for month, at, whole in rows if whole and _day(at) <= _closing(code)}
    came = {_day(at) for (at,) in db.rows("SELECT received_at FROM application")}
    months = {day.replace(day=1) for day in came}
    return _share(
        month.month in done and month.year == 2026
        for month in months
        if period.first <= month <= period.last
        if (month + timedelta(days=31)).replace(day=1) <= today
    )


def sm_18(code):
    period, today = periods.read(code), clock.service_day()
    if period.last < quality.OPENED:
        return 0, 0, None
    return _share(_requirements(min(period.last, today)))


def _requirements(day):
    """Of the three posts: the people, the level, each training and skill, the years."""
    order = ("SD", "SMP", "SMA", "D3", "S1", "S2", "S3")
    for post in here().standard.competence:
        people = db.rows("SELECT id FROM staff WHERE roles LIKE :one", one=f'%"{post.role}"%')
        had = {
            id_: (education, json.loads(skills), json.loads(since))
            for id_, education, skills, since in db.rows(
                "SELECT staff_id, education, skills, since FROM qualification"
            )
        }
        mine = [had.get(id_, (None, [], {})) for (id_,) in people]
        yield len(people) == post.number
        yield all(level in order and order.index(level) >= 2 for level, _, _ in mine)
        for name in post.training:
            taken = db.rows("SELECT staff_id, valid_until FROM training WHERE name = :n", n=name)
            good = {id_ for id_, until in taken if until is None or until >= day.isoformat()}
            yield {id_ for (id_,) in people} <= good
        for skill in post.skills:
            yield all(skill in skills for _, skills, _ in mine)
        yield all(post.role in since for _, _, since in mine)


def sm_19(code):
    """Each working day until today since the first count, its five shares; then their mean."""
    period, today = periods.read(code), clock.service_day()
    needed = {"KOMPUTER": 1, "PRINTER": 1, "BUKU_REGISTER": 1, "MEJA": 3, "KURSI": 3}
    counts = db.rows("SELECT day, facility, present FROM facility_check ORDER BY day")
    days, day = [], period.first
    while day <= min(period.last, today):
        known = {what: there for on, what, there in counts if on <= day.isoformat()}
        if date(2026, 4, 20) <= day < date(2026, 4, 23):
            known["PRINTER"] -= 1
        if known and day.weekday() < 5 and day.isoformat() not in _off():
            shares = [Fraction(min(known[one], many), many) for one, many in needed.items()]
            days.append(sum(shares) / 5)
        day += timedelta(days=1)
    return len(days), len(days), 100 * sum(days) / len(days) if days else None


def sm_21(code):
    first, after = _midnights(code)
    number = sum(first <= at < after for (at,) in db.rows("SELECT happened_at FROM incident"))
    return number, number, Fraction(number)


def sm_20(code):
    """Each minute of service in which SIAK, the power or the printer stood still, once."""
    first, after = _midnights(code)
    after = min(after, _ms(clock.now()))
    rows = db.rows("SELECT kind, began_at, ended_at FROM outage")
    counted = [row for row in rows if row[0] in ("SIAK", "LISTRIK", "PRINTER")]
    there = [row for row in counted if row[1] < after and row[2] > first]
    minutes = {
        at
        for _, began, ended in there
        for at in range(max(began, first), min(ended, after), MINUTE)
        if _service_ms(at, at + MINUTE)
    }
    return len(there), len(there), Fraction(len(minutes))


RECOUNTS = {
    "SM-01": sm_01,
    "SM-01n": sm_01n,
    "SM-02": sm_02,
    "SM-03": sm_03,
    "SM-03p": sm_03p,
    "SM-04": sm_04,
    "SM-05": sm_05,
    "SM-06": sm_06,
    "SM-07": sm_07,
    "SM-08": sm_08,
    "SM-09": sm_09,
    "SM-10": sm_10,
    "SM-11": sm_11,
    "SM-12": sm_12,
    "SM-13": sm_13,
    "SM-14": sm_14,
    "SM-15": sm_15,
    "SM-16": sm_16,
    "SM-17": sm_17,
    "SM-18": sm_18,
    "SM-19": sm_19,
    "SM-20": sm_20,
    "SM-21": sm_21,
}
RESTRICTED = ("SM-09", "SM-10", "SM-13", "SM-16")


def _found(office, code, period, who=None):
    objective = next(one for one in office.standard.objectives if one.code == code)
    span = periods.read(period)
    indicator = INDICATORS[code]
    found = indicator.make(indicator.rows(objective, span.first, span.last, who))
    return found.part, found.whole, found.value


def test_every_indicator_is_what_its_definition_counts(lived, office):
    found = {(code, one): _found(office, code, one) for code in INDICATORS for one in PERIODS}
    recounted = {(code, one): RECOUNTS[code](one) for code in INDICATORS for one in PERIODS}
    assert found == recounted


def test_the_invented_office_puts_every_indicator_to_the_test(lived, office):
    for code in INDICATORS:
        # The sample of a year is drawn from those who were served in the year before.
        part, whole, _ = RECOUNTS[code]("2026-04" if code == "SM-15" else "2026")
        assert whole, code
        assert code in ("SM-12", "SM-16", "SM-20", "SM-21") or part, code
    assert {code for code in INDICATORS if RECOUNTS[code]("2026-02")[1]} == set()
    assert sm_01("2026") != sm_01n("2026")
    assert (sm_17("2026-03")[:2], sm_17("2026")[:2]) == ((0, 1), (1, 2))
    assert sm_20("2026")[2] < sum(sm_20(one)[0] for one in ("2026-T1", "2026-T2")) * 600


def test_what_may_not_be_seen_is_not_counted(lived, office):
    for role, everything in (("bambang", False), ("rina", False), ("ratih", True), ("yusuf", True)):
        reader = sight.reader(getattr(lived, role).staff_id)
        for code in RESTRICTED:
            for period in PERIODS:
                expected = RECOUNTS[code](period, everything)
                assert _found(office, code, period, reader) == expected, (role, code, period)
    assert any(RECOUNTS[code]("2026") != RECOUNTS[code]("2026", False) for code in RESTRICTED)
