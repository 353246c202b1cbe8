"""The sheets of the A4 printer: put in, used, spoiled, counted; the day's balance.

Everything counts on the day on which it was noted, so that a day that is over stays as it was.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime

from shared import clock, db
from shared.announce import announce
from shared.errors import N_, Invalid
from shared.records import PaperLoad, SheetJob, SheetSpoilage
from shared.rules import journal, sheets
from shared.rules.actor import Actor
from shared.rules.applications.moves import tidy_note
from shared.rules.office import here

LOADED, REMOVED, COUNTED = "loaded", "removed", "counted"
USED, SPOILED = "used", "spoiled"
_SIGNS = {LOADED: 1, REMOVED: -1, USED: -1, SPOILED: -1}
_MOST = 10_000


@dataclass(frozen=True)
class Balance:
    """Sheets of one day: opening + loaded - removed - used - spoiled + difference = closing.

    `used` came out as prints, `faulty` of them bad; `spoiled` went beside them. `difference` is
    what was counted minus what was expected, None while nobody counted.
    """

    day: date
    opening: int
    loaded: int = 0
    removed: int = 0
    used: int = 0
    faulty: int = 0
    spoiled: int = 0
    closing: int = 0
    counted: int | None = None
    difference: int | None = None


@dataclass(frozen=True)
class Change:
    """One thing that happened to the pile of paper; `faulty` sheets had left it before.

    `sheets` is what the tray held where `what` is COUNTED. `job` is the print that used or
    spoiled them.
    """

    at: datetime
    what: str
    sheets: int
    faulty: int = 0
    by: str = ""
    note: str = ""
    job: int | None = None


def note(what: str, number: int, by: Actor, words: str | None = None) -> None:
    """Write down that sheets were loaded, removed, or counted in the tray."""
    if what not in (LOADED, REMOVED, COUNTED) or not 0 <= number <= _MOST:
        raise Invalid(N_("Tulis jumlah lembar dengan angka, paling banyak 10.000."), code="sheets")
    with db.transaction():
        PaperLoad.create(
            office=here().id,
            day=clock.service_day(),
            at=clock.now(),
            what=what,
            sheets=number,
            note=tidy_note(words),
            by=by.who,
        )
        journal.write(by, f"paper.{what}", str(number))
        announce("sheets")


def balance(day: date) -> Balance:
    """The paper of that day; it opens with what was counted last, or should have been there."""
    level, today = 0, None
    for change in _changes(day):
        if today is None and clock.service_day(change.at) == day:
            today = Balance(day, opening=level)
        if today is not None:
            today = _apply(today, change, level)
        level = (
            change.sheets if change.what == COUNTED else level + _SIGNS[change.what] * change.sheets
        )
    return replace(today or Balance(day, opening=level), closing=level)


def entries(day: date) -> list[Change]:
    """Everything that happened to the paper that day, also the prints that used none."""
    return [one for one in _changes(day) if clock.service_day(one.at) == day]


def _apply(today: Balance, change: Change, level: int) -> Balance:
    if change.what == COUNTED:
        found = (today.difference or 0) + change.sheets - level
        return replace(today, counted=change.sheets, difference=found)
    total = getattr(today, change.what) + change.sheets
    return replace(today, **{change.what: total, "faulty": today.faulty + change.faulty})


def _changes(until: date) -> list[Change]:
    """Everything up to the end of that day, from the last count before it on, in order of time."""
    notes = list(
        PaperLoad.select()
        .where(PaperLoad.office == here().id, PaperLoad.day <= until)
        .order_by(PaperLoad.id)
    )
    counts = [row.at for row in notes if row.what == COUNTED and row.day < until]
    since = max(counts, default=None)
    changes = [
        Change(row.at, row.what, row.sheets, by=row.by, note=row.note or "") for row in notes
    ]
    changes += [
        Change(job.changed_at, USED, job.sheets_used or 0, by=job.by, job=job.id)
        for job in _jobs(since)
    ]
    changes += [
        Change(row.at, SPOILED, row.spoiled, row.faulty, row.by, job=row.job_id)
        for row in _spoiled(since)
    ]
    kept = [one for one in changes if since is None or one.at >= since]
    return sorted(
        (one for one in kept if clock.service_day(one.at) <= until), key=lambda one: one.at
    )


def _jobs(since: datetime | None) -> list[SheetJob]:
    query = SheetJob.select().where(SheetJob.office == here().id, SheetJob.state.in_(sheets.OVER))
    return list(query.where(SheetJob.changed_at >= since) if since else query)


def _spoiled(since: datetime | None) -> list[SheetSpoilage]:
    query = SheetSpoilage.select().where(SheetSpoilage.office == here().id)
    return list(query.where(SheetSpoilage.at >= since) if since else query)
