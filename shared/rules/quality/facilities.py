"""Facilities that the standard asks for (clause 8): counted, broken, mended, how far it is met.

A facility is there on a day when it was counted at the newest look until then and is not out of
order in the register of breakages.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from peewee import fn

from shared import clock, db
from shared.errors import N_, Invalid, NotAllowed, NotFound, Refused
from shared.records import Breakage, FacilityCheck
from shared.rules.common import journal, presses, staff
from shared.rules.common.actor import Actor
from shared.rules.common.office import here
from shared.rules.hours import opening
from shared.standard.clauses import Facility

EDITORS = (staff.SECRETARY, staff.SECTION_HEAD, staff.ADMIN)
READERS = (*EDITORS, staff.CAMAT)
GOOD = "good"
CONDITIONS = {GOOD: N_("Baik"), "worn": N_("Rusak ringan"), "bad": N_("Rusak berat")}
MOST, LONGEST = 999, 300
_MENDED_SHOWN = 50
_NO_FACILITY = N_("Pilih sarana dari daftar.")


@dataclass(frozen=True)
class FacilityStand:
    """A facility on a day: how many the standard asks for, how many were counted, how many work.

    `present` is None until somebody has counted.
    """

    code: str
    name: str
    clause: str
    unit: str
    required: int
    present: int | None = None
    broken: int = 0
    condition: str = ""
    checked_on: date | None = None
    checked_by: str = ""

    @property
    def usable(self) -> int | None:
        """How many are there and in order."""
        return None if self.present is None else max(0, self.present - self.broken)

    @property
    def short(self) -> int:
        """How many are missing."""
        return 0 if self.usable is None else max(0, self.required - self.usable)

    @property
    def share(self) -> Fraction | None:
        """How much of what is asked for is there, at most all of it."""
        if self.usable is None:
            return None
        return Fraction(min(self.usable, self.required), self.required)


@dataclass(frozen=True)
class Broken:
    """So many of a facility are or were out of order."""

    id: int
    name: str
    unit: str
    number: int
    what: str
    broke_on: date
    reported_by: str
    mended_on: date | None
    how: str
    mended_by: str


def check(counts: Mapping[str, tuple[int, str]], day: date, by: Actor) -> None:
    """Write down how many of each facility were counted on that day and in what condition.

    Counted again for the same day, the later count holds. Raises Invalid for a facility, number
    or condition that cannot be, and for a day to come.
    """
    _require(by)
    _past(day)
    known = {each.code for each in here().standard.facilities_on(day)}
    if not counts or not set(counts) <= known:
        raise Invalid(_NO_FACILITY, code="facility")
    for present, condition in counts.values():
        _number(present, 0)
        if condition not in CONDITIONS:
            raise Invalid(N_("Pilih keadaan dari daftar."), code="condition")
    with db.transaction():
        for code, (present, condition) in counts.items():
            _count(code, day, by, present=present, condition=condition)
        counted = {code: present for code, (present, _) in counts.items()}
        journal.write(by, "facilities.checked", day.isoformat(), counted=counted)


def report(touch: str, code: str, number: int, broke_on: date, what: str, by: Actor) -> int:
    """Write down that so many of a facility are out of order since that day; its row.

    The same press writes it once.
    """
    _require(by)
    _past(broke_on)
    facility = next((one for one in here().standard.facilities if one.code == code), None)
    if facility is None:
        raise Invalid(_NO_FACILITY, code="facility")
    _number(number, 1)
    said = _said(what, N_("Tulis apa yang rusak."))
    with db.transaction():
        touch = presses.tidy(touch)
        row = Breakage.get_or_none(Breakage.office == here().id, Breakage.touch == touch)
        if row is None:
            row = Breakage.create(
                office=here().id,
                touch=touch,
                facility=code,
                number=number,
                broke_on=broke_on,
                what=said,
                reported_at=clock.now(),
                reported_by=by.who,
            )
            journal.write(by, "facilities.broke", facility.name, number=number)
        return int(row.id)


def mend(row_id: int, day: date, how: str, by: Actor) -> None:
    """It works again since that day; Refused where it was mended before."""
    _require(by)
    _past(day)
    said = _said(how, N_("Tulis bagaimana diperbaiki atau diganti."))
    with db.transaction():
        row = Breakage.get_or_none(Breakage.id == row_id, Breakage.office == here().id)
        if row is None:
            raise NotFound(N_("Catatan kerusakan ini tidak ada."), code="no-breakage")
        if day < row.broke_on:
            raise Invalid(N_("Hari itu sebelum sarana ini rusak."), code="mended-on")
        if row.mended_on is not None:
            raise Refused(N_("Kerusakan ini sudah diperbaiki."), code="mended")
        row.mended_on, row.how, row.mended_by = day, said, by.who
        row.save()
        journal.write(by, "facilities.mended", _named(row.facility)[0], number=row.number)


def stands(day: date) -> list[FacilityStand]:
    """Each facility that the standard asks for on that day, as it is then."""
    people, broken, counts = staff.usernames(), _breakages(day, day), _counts(day, day)
    return [
        _stand(each, _held(counts, each.code, day), _out(broken, each.code, day), people)
        for each in here().standard.facilities_on(day)
    ]


def share(stands: Sequence[FacilityStand]) -> Fraction | None:
    """How much of what is asked for is there; None while one of them has not been counted yet."""
    known = [one.share for one in stands if one.share is not None]
    return _mean(known) if len(known) == len(stands) else None


def availability(first: date, last: date | None = None) -> Fraction | None:
    """Σ min(present, required) / required over the facilities, divided by how many they are.

    Of a day; of a period the mean of its working days until today; None of nothing.
    """
    return _mean([share for _, share in by_day(first, last)])


def by_day(first: date, last: date | None = None) -> list[tuple[date, Fraction]]:
    """How far they were there on each working day until today; without `last` on that day alone.

    Days before each of them was counted for the first time are left out.
    """
    until = first if last is None else min(last, clock.service_day())
    every = [first + timedelta(days=number) for number in range((until - first).days + 1)]
    calendar = opening.calendar(first, until)
    days = [day for day in every if last is None or calendar.is_working_day(day)]
    broken, counts = _breakages(first, until), _counts(first, until)
    shares = [(day, _share_on(day, counts, broken)) for day in days]
    return [(day, share) for day, share in shares if share is not None]


def out_of_order() -> list[Broken]:
    """What is out of order now, the longest first."""
    rows = Breakage.select().where(Breakage.office == here().id, Breakage.mended_on.is_null())
    return _broken(rows.order_by(Breakage.broke_on, Breakage.id))


def mended() -> list[Broken]:
    """What was mended last."""
    rows = Breakage.select().where(Breakage.office == here().id, ~Breakage.mended_on.is_null())
    return _broken(
        rows.order_by(Breakage.mended_on.desc(), Breakage.id.desc()).limit(_MENDED_SHOWN)
    )


def _mean(shares: Sequence[Fraction]) -> Fraction | None:
    return Fraction(sum(shares), len(shares)) if shares else None


def _share_on(
    day: date, counts: Sequence[FacilityCheck], broken: Sequence[Breakage]
) -> Fraction | None:
    return share(
        [
            _stand(one, _held(counts, one.code, day), _out(broken, one.code, day), {})
            for one in here().standard.facilities_on(day)
        ]
    )


def _stand(
    each: Facility, found: FacilityCheck | None, broken: int, people: Mapping[str, str]
) -> FacilityStand:
    return FacilityStand(
        code=each.code,
        name=each.name,
        clause=each.clause,
        unit=each.unit,
        required=each.number,
        present=found.present if found else None,
        broken=broken,
        condition=CONDITIONS[found.condition] if found else "",
        checked_on=found.day if found else None,
        checked_by=people.get(found.checked_by, found.checked_by) if found else "",
    )


def _counts(first: date, last: date) -> list[FacilityCheck]:
    """The counts that hold on some day from first to last, newest first."""
    later = FacilityCheck.alias()
    overtaken = later.select().where(
        later.office == FacilityCheck.office,
        later.facility == FacilityCheck.facility,
        later.day <= first,
        later.day > FacilityCheck.day,
    )
    rows = FacilityCheck.select().where(
        FacilityCheck.office == here().id, FacilityCheck.day <= last, ~fn.EXISTS(overtaken)
    )
    return list(rows.order_by(FacilityCheck.day.desc()))


def _held(counts: Sequence[FacilityCheck], code: str, day: date) -> FacilityCheck | None:
    """The newest count of a facility until that day."""
    return next((row for row in counts if row.facility == code and row.day <= day), None)


def _breakages(first: date, last: date) -> list[Breakage]:
    """What was out of order on some day from first to last."""
    open_then = Breakage.mended_on.is_null() | (Breakage.mended_on > first)
    mine = Breakage.select().where(Breakage.office == here().id, Breakage.broke_on <= last)
    return list(mine.where(open_then))


def _out(rows: Sequence[Breakage], code: str, day: date) -> int:
    """How many were out of order on that day; the day on which one was mended it works."""
    return sum(
        row.number
        for row in rows
        if row.facility == code
        and row.broke_on <= day
        and (row.mended_on is None or day < row.mended_on)
    )


def _broken(rows: Any) -> list[Broken]:
    people = staff.usernames()
    return [
        Broken(
            id=row.id,
            name=_named(row.facility)[0],
            unit=_named(row.facility)[1],
            number=row.number,
            what=row.what,
            broke_on=row.broke_on,
            reported_by=people.get(row.reported_by, row.reported_by),
            mended_on=row.mended_on,
            how=row.how or "",
            mended_by=people.get(row.mended_by, row.mended_by or ""),
        )
        for row in rows
    ]


def _named(code: str) -> tuple[str, str]:
    """What a facility is called and counted in; also one that the standard asks for no more."""
    known = [one for one in here().standard.facilities if one.code == code]
    return (known[-1].name, known[-1].unit) if known else (code, "")


def _count(code: str, day: date, by: Actor, **counted: object) -> None:
    said = {**counted, "checked_at": clock.now(), "checked_by": by.who}
    same = (FacilityCheck.facility == code) & (FacilityCheck.day == day)
    again = FacilityCheck.update(**said).where(FacilityCheck.office == here().id, same)
    if not again.execute():
        FacilityCheck.create(office=here().id, facility=code, day=day, **said)


def _require(by: Actor) -> None:
    if by.role not in EDITORS:
        raise NotAllowed(N_("Sarana dicatat oleh Sekretaris, Kasi, atau Admin."))


def _past(day: date) -> None:
    if day > clock.service_day():
        raise Invalid(N_("Hari itu belum tiba."), code="day")


def _number(number: int, least: int) -> None:
    if not least <= number <= MOST:
        raise Invalid(
            N_("Jumlahnya %(least)s sampai %(most)s."), code="number", least=least, most=MOST
        )


def _said(text: str, missing: str) -> str:
    tidy = " ".join(text.split())
    if not tidy or len(tidy) > LONGEST:
        raise Invalid(missing, code="words")
    return tidy
