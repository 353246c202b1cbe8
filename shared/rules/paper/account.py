"""The sheets of the A4 printer: put in, used, spoiled, counted; the day's balance.

Everything counts on the day on which it was noted, so that a day that is over stays as it was.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from peewee import fn

from shared import clock, db
from shared.announce import announce
from shared.errors import N_, Invalid, Refused
from shared.records import PaperLoad, SheetJob, SheetSpoilage
from shared.rules.common import journal
from shared.rules.common.actor import Actor
from shared.rules.common.office import here
from shared.rules.common.words import tidy_note
from shared.rules.paper import sheets

LOADED, REMOVED, COUNTED = "loaded", "removed", "counted"
USED, SPOILED = "used", "spoiled"
_SIGNS = {LOADED: 1, REMOVED: -1, USED: -1, SPOILED: -1}
_MOST = 10_000
_REAM, _LOST = 500, 50
_LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


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
    spoiled them. `line` is that of a note, `cancels` the line that it takes back.
    """

    at: datetime
    what: str
    sheets: int
    faulty: int = 0
    by: str = ""
    note: str = ""
    job: int | None = None
    line: int | None = None
    cancels: int | None = None


def note(
    what: str, number: int, by: Actor, words: str | None = None, *, sure: bool = False
) -> None:
    """Write down that sheets were loaded, removed, or counted in the tray.

    Refused when more is taken than lies there, and while nobody is `sure` of what is hardly true.
    """
    if what not in (LOADED, REMOVED, COUNTED) or not 0 <= number <= _MOST:
        raise Invalid(N_("Tulis jumlah lembar dengan angka, paling banyak 10.000."), code="sheets")
    if number == 0 and what != COUNTED:
        raise Invalid(N_("Tulis berapa lembar, paling sedikit 1."), code="sheets")
    with db.transaction():
        _require_plausible(what, number, sure=sure)
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


def _require_plausible(what: str, number: int, *, sure: bool) -> None:
    there = balance(clock.service_day()).closing
    if what == REMOVED and number > there:
        raise Refused(
            N_(
                "Menurut catatan di baki hanya ada %(there)s lembar."
                " Hitung isi baki dan catat dahulu."
            ),
            code="too-many",
            there=max(there, 0),
        )
    if sure:
        return
    if what == LOADED and number > _REAM:
        raise Refused(
            N_(
                "%(number)s lembar lebih dari satu rim (%(ream)s). Lihat lagi jumlahnya."
                " Bila betul, centang Jumlah sudah diperiksa."
            ),
            code="sure",
            number=number,
            ream=_REAM,
        )
    if what == COUNTED and abs(number - there) > _LOST:
        raise Refused(
            N_(
                "Menurut catatan ada %(there)s lembar, Anda menulis %(number)s. Hitung sekali lagi."
                " Bila betul, centang Jumlah sudah diperiksa."
            ),
            code="sure",
            there=max(there, 0),
            number=number,
        )


def balance(day: date) -> Balance:
    """The paper of that day; it opens with what was counted last, or should have been there."""
    level = _level_before(day)
    today = Balance(day, opening=level)
    for change in entries(day):
        today = _apply(today, change, level)
        level = _level_after(change, level)
    return replace(today, closing=level)


def between(first: date, last: date) -> Balance:
    """The paper of these days together; `counted` is only told of a single day."""
    noted: Counter[str] = Counter()
    notes: Any = PaperLoad.select(PaperLoad.what, PaperLoad.sheets).where(
        PaperLoad.office == here().id, PaperLoad.day.between(first, last)
    )
    for what, number in notes.tuples():
        noted[what] += number
    after = last + timedelta(days=1)
    # The moment before the first one: what is summed lies after it.
    span = _start(first) - timedelta(milliseconds=1), _start(after)
    used = _sum(SheetJob, SheetJob.sheets_used, SheetJob.changed_at, *span)
    spoiled, faulty = (
        _sum(SheetSpoilage, sheets_of, SheetSpoilage.at, *span)
        for sheets_of in (SheetSpoilage.spoiled, SheetSpoilage.faulty)
    )
    opening, loaded, removed = _level_before(first), noted[LOADED], noted[REMOVED]
    expected = opening + loaded - removed - used - spoiled
    # What lay there at the end is another number than expected only where somebody counted.
    closing = _level_before(after) if COUNTED in noted else expected
    return Balance(
        day=last,
        opening=opening,
        loaded=loaded,
        removed=removed,
        used=used,
        faulty=faulty,
        spoiled=spoiled,
        closing=closing,
        difference=closing - expected if COUNTED in noted else None,
    )


def cancel(line: int, reason: str, by: Actor) -> None:
    """Take back a wrong note of today by a line against it. Raises Invalid, Refused."""
    why, day = tidy_note(reason), clock.service_day()
    if why is None:
        raise Invalid(N_("Tulis mengapa catatan ini dibatalkan."), code="reason")
    with db.transaction():
        wrong = next((one for one in cancellable(day, entries(day)) if one.line == line), None)
        if wrong is None:
            raise Refused(
                N_("Catatan ini tidak dapat dibatalkan lagi. Hitung isi baki, lalu catat."),
                code="too-late",
            )
        PaperLoad.create(
            office=here().id,
            day=day,
            at=clock.now(),
            what=wrong.what,
            sheets=_against(wrong, day),
            note=why,
            by=by.who,
            cancels=line,
        )
        journal.write(by, "paper.cancelled", str(line), sheets=wrong.sheets)
        announce("sheets")


def cancellable(day: date, changes: Sequence[Change]) -> list[Change]:
    """Of a day's changes those that may still be taken back: today's notes since the last count.

    A count has put right all before it.
    """
    if day != clock.service_day():
        return []
    notes = [one for one in changes if one.line is not None]
    gone = {one.cancels for one in notes}
    open_notes = [one for one in notes if one.cancels is None and one.line not in gone]
    last = max((at for at, one in enumerate(open_notes) if one.what == COUNTED), default=0)
    return open_notes[last:]


def _against(wrong: Change, day: date) -> int:
    """How many sheets the line against it has: of a count, what would lie there without it."""
    if wrong.what != COUNTED:
        return -wrong.sheets
    level, found = _level_before(day), 0
    for change in entries(day):
        if change.line == wrong.line:
            found = change.sheets - level
        level = _level_after(change, level)
    return level - found


def _level_after(change: Change, level: int) -> int:
    if change.what == COUNTED:
        return change.sheets
    return level + _SIGNS[change.what] * change.sheets


def entries(day: date) -> list[Change]:
    """Everything that happened to the paper that day, also the prints that used none."""
    first, after = _start(day), _start(day + timedelta(days=1))
    office = here().id
    notes = PaperLoad.select().where(PaperLoad.office == office, PaperLoad.day == day)
    jobs = SheetJob.select().where(
        SheetJob.office == office,
        SheetJob.state.in_(sheets.OVER),
        SheetJob.changed_at >= first,
        SheetJob.changed_at < after,
    )
    spoiled = SheetSpoilage.select().where(
        SheetSpoilage.office == office, SheetSpoilage.at >= first, SheetSpoilage.at < after
    )
    # In one and the same moment a print comes before the count of what it left.
    changes = [
        *(
            Change(job.changed_at, USED, job.sheets_used or 0, by=job.by, job=job.id)
            for job in jobs.order_by(SheetJob.id)
        ),
        *(
            Change(row.at, SPOILED, row.spoiled, row.faulty, row.by, job=row.job_id)
            for row in spoiled.order_by(SheetSpoilage.id)
        ),
        *(
            Change(
                row.at,
                row.what,
                row.sheets,
                by=row.by,
                note=row.note or "",
                line=row.id,
                cancels=row.cancels,
            )
            for row in notes.order_by(PaperLoad.id)
        ),
    ]
    return sorted(changes, key=lambda one: one.at)


def _apply(today: Balance, change: Change, level: int) -> Balance:
    if change.what == COUNTED:
        found = (today.difference or 0) + change.sheets - level
        if change.cancels is not None:
            return replace(today, counted=None, difference=found or None)
        return replace(today, counted=change.sheets, difference=found)
    total = getattr(today, change.what) + change.sheets
    return replace(today, **{change.what: total, "faulty": today.faulty + change.faulty})


def _level_before(day: date) -> int:
    """What lay there when that day began: the last count, and what happened after it."""
    earlier = (PaperLoad.office == here().id, PaperLoad.day < day)
    counts = PaperLoad.select().where(*earlier, PaperLoad.what == COUNTED)
    last = counts.order_by(PaperLoad.id.desc()).first()
    since, newer = (last.at, last.id) if last else (_LONG_AGO, 0)
    sums = PaperLoad.select(PaperLoad.what, fn.SUM(PaperLoad.sheets))
    notes: Any = sums.where(*earlier, PaperLoad.id > newer).group_by(PaperLoad.what).tuples()
    moved = sum(_SIGNS[what] * number for what, number in notes)
    used = _sum(SheetJob, SheetJob.sheets_used, SheetJob.changed_at, since, _start(day))
    spoiled = _sum(SheetSpoilage, SheetSpoilage.spoiled, SheetSpoilage.at, since, _start(day))
    return int((last.sheets if last else 0) + moved - used - spoiled)


def _sum(table: Any, sheets_of: Any, at: Any, since: datetime, until: datetime) -> int:
    query = table.select(fn.SUM(sheets_of)).where(table.office == here().id, at > since, at < until)
    return query.scalar() or 0


def _start(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=clock.zone())
