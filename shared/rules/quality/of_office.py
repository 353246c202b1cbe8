"""What is measured of the office itself: its box, recaps, people, facilities, troubles."""

from datetime import date, timedelta

from shared import clock
from shared.rules.applications import outages
from shared.rules.applications.closings import midnight
from shared.rules.common import beginning
from shared.rules.complaints import quarters, recap_view, suggestion_box
from shared.rules.hours import opening
from shared.rules.oversight import samples
from shared.rules.quality import competence, facilities, incidents, periods
from shared.rules.quality.measured import Rows

STANDSTILLS = ("SIAK", "LISTRIK", "PRINTER")
_MINUTE, _PLACES = 60_000, 1_000


def box_opened(first: date, last: date) -> Rows:
    """The working days since the office works with this: whether the box was opened."""
    return [(day.toordinal(), opened) for day, opened in suggestion_box.by_day(first, last)]


def recaps_announced(first: date, last: date) -> Rows:
    """The quarters whose recap was due: whether it was announced by then."""
    today = clock.service_day()
    return [
        (one.year * 10 + one.quarter, announced is not None and announced <= one.due)
        for one in recap_view.standings()
        if first <= one.due <= last
        and quarters.span(one.year, one.quarter)[1] >= beginning.of_the_office()
        for announced in [one.announced_at and clock.service_day(one.announced_at)]
        if announced is not None or one.due < today
    ]


def overseen(first: date, last: date) -> Rows:
    """The months with files that are over: whether their record was there at the closing."""
    until = periods.closes_on(last)
    return [
        (one.year * 100 + one.month, done is not None and clock.service_day(done) <= until)
        for one in samples.asked_in(first, last)
        for done in [one.done_at]
    ]


def competent(_: date, last: date) -> Rows:
    """What clause 9 asks, as it stands at the end or today: whether it is met."""
    day = min(last, clock.service_day())
    asked = competence.requirements(day) if day >= beginning.of_the_office() else []
    return [(day.toordinal() * _PLACES + place, met) for place, (_, met) in enumerate(asked)]


def equipped(first: date, last: date) -> Rows:
    """The working days on which the facilities were known: how far they were there, in per cent."""
    days = facilities.by_day(first, last) if first <= clock.service_day() else []
    return [(day.toordinal(), 100 * share) for day, share in days]


def troubled(first: date, last: date) -> Rows:
    """The incidents."""
    return [(id_, 1) for id_ in incidents.happened(first, last)]


def requirement(id_: int) -> str:
    """What `competent` counted under that number, in words."""
    day, place = divmod(id_, _PLACES)
    return competence.requirements(date.fromordinal(day))[place][0]


def stood_still(first: date, last: date) -> Rows:
    """The outages: their service time within these days; a minute counts once, of the earlier."""
    ends = min(midnight(last + timedelta(days=1)), clock.now())
    days, found, until = opening.calendar(first), [], midnight(first)
    for row in outages.between(first, last):
        if row.kind not in STANDSTILLS:
            continue
        over = min(row.ended_at or ends, ends)
        found.append((row.id, days.service_minutes(max(row.began_at, until), over) * _MINUTE))
        until = max(until, over)
    return found
