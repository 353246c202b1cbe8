"""The monthly sample: files of a month drawn by a seed, looked at one by one, and kept (10.1).

Whoever knows the seed draws the same files again: each number is hashed behind it, and those with
the smallest hashes are looked at. A month is drawn once, by nobody's choice. A finding opens a
corrective action.
"""

import hashlib
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import NAMESPACE_OID, uuid5

from shared import clock, db
from shared.announce import announce
from shared.errors import N_, Invalid, NotAllowed, NotFound, Refused
from shared.records import Application, OversightCheck, OversightSample
from shared.rules.applications import closings, lists, register, view
from shared.rules.applications.roles import DECIDERS
from shared.rules.common import journal, staff, versions, words
from shared.rules.common.actor import Actor
from shared.rules.common.office import here
from shared.rules.corrective import actions
from shared.rules.corrective import view as corrective

FITS, FINDING, NOTHING = "fits", "finding", "nothing"
ANSWERS = {FITS: N_("Sesuai"), FINDING: N_("Temuan"), NOTHING: N_("Tidak berlaku")}
PARTS = {"process": N_("Proses"), "product": N_("Produk")}
READERS = (*staff.OVERSEERS, *DECIDERS)
"""Whoever oversees the office, and the head of the section whose files are drawn."""

LONGEST_NOTE = 600
_CHANGED = N_("Berkas ini baru saja diperiksa orang lain. Muat ulang.")


@dataclass(frozen=True)
class Question:
    """A question about a drawn file as it stood when the month was drawn, and its answer."""

    code: str
    part: str
    title: str
    text: str
    answer: str = ""

    @property
    def words(self) -> str:
        """The answer in words; empty before there is one."""
        return ANSWERS.get(self.answer, "")


@dataclass(frozen=True)
class CheckView:
    """A drawn file; `result` in words, empty until it was looked at; `action`: its number."""

    id: int
    place: int
    number: str
    questions: tuple[Question, ...]
    result: str
    note: str
    checked_at: datetime | None
    checked_by: str
    action: str
    version: int

    @property
    def findings(self) -> tuple[Question, ...]:
        """What did not fit."""
        return tuple(one for one in self.questions if one.answer == FINDING)

    @property
    def is_open(self) -> bool:
        """Whether nobody looked at it yet."""
        return self.checked_at is None


@dataclass(frozen=True)
class MonthView:
    """The sample of a month; `seed` is empty until it was drawn. `over`: it may be drawn."""

    year: int
    month: int
    title: str
    over: bool
    seed: str
    size: int
    population: int
    drawn_at: datetime | None
    drawn_by: str
    checks: tuple[CheckView, ...]

    @property
    def left(self) -> int:
        """How many files wait to be looked at."""
        return sum(one.is_open for one in self.checks)

    @property
    def is_done(self) -> bool:
        """Whether the month has its record: drawn, and every drawn file looked at."""
        return bool(self.seed) and not self.left

    @property
    def done_at(self) -> datetime | None:
        """When the record was complete."""
        if not self.is_done:
            return None
        return max((one.checked_at for one in self.checks if one.checked_at), default=self.drawn_at)

    @property
    def findings(self) -> tuple[CheckView, ...]:
        """The files with something that did not fit."""
        return tuple(one for one in self.checks if one.findings)


def draw(year: int, month: int, by: Actor) -> MonthView:
    """Draw the sample of a month that is over; one that is drawn already stays as it is.

    Only the secretary draws. Raises Refused while the month is not over.
    """
    _require(by)
    if closings.after(year, month) > clock.service_day():
        raise Refused(N_("Bulan ini belum berakhir."), code="not-over")
    with db.transaction():
        if _row(year, month) is None:
            _draw(year, month, by)
    return of(year, month)


def drawn(seed: str, numbers: Iterable[str], size: int) -> list[str]:
    """Which of these numbers the seed draws, in the order of the draw."""

    def rank(number: str) -> str:
        return hashlib.sha256(f"{seed} {number}".encode()).hexdigest()

    return sorted(numbers, key=rank)[:size]


def check(
    check_id: int,
    answers: Mapping[str, str],
    note: str,
    severity: str,
    by: Actor,
    *,
    seen: int | None = None,
) -> CheckView:
    """Write down what was found at a drawn file, once; a finding opens a corrective action.

    Raises Invalid unless every question has an answer, and every finding its words.
    """
    _require(by)
    with db.transaction():
        row = _check_row(check_id)
        versions.expect(row, seen, _CHANGED)
        if row.checked_at is not None:
            raise Refused(N_("Berkas ini sudah diperiksa."), code="checked")
        sample = OversightSample.get_by_id(row.sample_id)
        found = _answered(sample, answers)
        said = _said(note, found)
        action = _finding(row, sample, found, said, severity, by) if found else None
        versions.change(
            row,
            _CHANGED,
            answers=dict(answers),
            note=said or None,
            checked_at=clock.now(),
            checked_by=by.who,
            action_id=action.id if action else None,
        )
        number = _number(row)
        journal.write(by, "oversight.checked", number, findings=[one.code for one in found])
        announce("complaints")
    return one(sample.year, sample.month, number)


def of(year: int, month: int) -> MonthView:
    """The sample of a month, drawn or not."""
    sample = _row(year, month)
    return _view(year, month, sample, _checks([sample] if sample else []))


def one(year: int, month: int, number: str) -> CheckView:
    """A drawn file by its registration number; NotFound for one that was not drawn."""
    found = [check for check in of(year, month).checks if check.number == number.upper()]
    if not found:
        raise NotFound(N_("Berkas ini tidak diundi pada bulan itu."), code="not-drawn")
    return found[0]


def of_year(year: int) -> list[MonthView]:
    """Every month of a year that has begun, from the first with a file on, the newest first."""
    samples = _rows(OversightSample.year == year)
    known, checks = {row.month: row for row in samples}, _checks(samples)
    now, begun = clock.service_day(), closings.first_month() or clock.service_day()
    last, first = (12 if year < now.year else now.month), (1 if year > begun.year else begun.month)
    return [_view(year, month, known.get(month), checks) for month in range(last, first - 1, -1)]


def asked_in(first: date, last: date) -> list[MonthView]:
    """The months of that span that are over, as far as they have a record or had a file at all."""
    begun = closings.first_month() or last
    spans = range(_place(max(first, begun)), _place(last) + 1)
    months = [of(place // 12, place % 12 + 1) for place in spans]
    return [one for one in months if one.over and (one.seed or _population(one.year, one.month))]


def _place(day: date) -> int:
    return day.year * 12 + day.month - 1


def waiting() -> list[MonthView]:
    """Last month, as long as it has no complete record, and older ones that were begun."""
    today = clock.service_day()
    year, month = divmod(today.year * 12 + today.month - 2, 12)
    last = _view(year, month + 1, None, {})
    begun = _rows(OversightSample.id.in_(_unfinished()))
    checks = _checks(begun)
    older = [_view(row.year, row.month, row, checks) for row in begun]
    fresh = _row(year, month + 1) is None and _population(year, month + 1)
    return [last, *older] if fresh else older


def years() -> list[int]:
    """The years of which there is something to tell, the newest first."""
    first, now = closings.first_month(), clock.service_day().year
    return list(range(now, (first.year if first else now) - 1, -1))


def _draw(year: int, month: int, by: Actor) -> None:
    today, seed, population = clock.service_day(), secrets.token_hex(8), _population(year, month)
    size = here().standard.sample_rule(today).size
    asked = [
        {"code": each.code, "part": each.part, "title": each.title, "text": each.text}
        for each in here().standard.questions_on(today)
    ]
    sample = OversightSample.create(
        office=here().id,
        year=year,
        month=month,
        seed=seed,
        population=len(population),
        questions=asked,
        drawn_at=clock.now(),
        drawn_by=by.who,
    )
    for place, number in enumerate(drawn(seed, population, size), 1):
        OversightCheck.create(
            office=here().id,
            sample_id=sample.id,
            place=place,
            application_id=population[number],
        )
    subject = f"{year}-{month:02d}"
    journal.write(by, "oversight.drawn", subject, seed=seed, population=len(population))
    announce("complaints")


def _population(year: int, month: int) -> dict[str, int]:
    """The files of the register's month, by number."""
    columns = (Application.id, Application.year, Application.number)
    return {
        view.number_text(row.year, row.number): row.id
        for row in register.of_month(year, month, *columns)
    }


def _answered(sample: OversightSample, answers: Mapping[str, str]) -> list[Question]:
    """The findings among the answers."""
    asked = _questions(sample, answers)
    if set(answers) != {each.code for each in asked} or not set(answers.values()) <= set(ANSWERS):
        raise Invalid(N_("Jawab setiap pertanyaan: sesuai, temuan, atau tidak berlaku."))
    return [each for each in asked if each.answer == FINDING]


def _said(note: str, found: list[Question]) -> str:
    said = " ".join(note.split())
    if found and not said:
        raise Invalid(N_("Tulis apa yang ditemukan."), code="note")
    if len(said) > LONGEST_NOTE:
        raise Invalid(N_("Tulis paling banyak %(most)s huruf."), code="note", most=LONGEST_NOTE)
    return said


def _finding(
    row: OversightCheck,
    sample: OversightSample,
    found: list[Question],
    said: str,
    severity: str,
    by: Actor,
) -> corrective.CorrectiveActionView:
    titles, month = (
        ", ".join(each.title for each in found),
        words.month_name(sample.year, sample.month),
    )
    problem = actions.Problem(
        touch=str(uuid5(NAMESPACE_OID, f"oversight {row.id} {sample.seed}")),
        source="oversight",
        problem=f"Pengawasan internal {month}, {_number(row)}: {titles}. {said}",
        severity=severity,
        unit=unit(),
    )
    return actions.issue(problem, by)


def unit() -> str:
    """The section whose files they are."""
    units = here().standard.units_on(clock.service_day())
    return next(one.code for one in units if one.head in DECIDERS)


def _require(by: Actor) -> None:
    if by.role != staff.SECRETARY:
        raise NotAllowed(N_("Pengawasan internal dilakukan Sekretaris Kecamatan."))


def _row(year: int, month: int) -> OversightSample | None:
    found = _rows(OversightSample.year == year, OversightSample.month == month)
    return found[0] if found else None


def _rows(*where: Any) -> list[OversightSample]:
    table = OversightSample
    rows = table.select().where(table.office == here().id, *where)
    return list(rows.order_by(table.year.desc(), table.month.desc()))


def _unfinished() -> Any:
    table = OversightCheck
    return table.select(table.sample_id).where(
        table.office == here().id, table.checked_at.is_null()
    )


def _check_row(check_id: int) -> OversightCheck:
    found: OversightCheck | None = OversightCheck.get_or_none(
        OversightCheck.office == here().id, OversightCheck.id == check_id
    )
    if found is None:
        raise NotFound(N_("Berkas ini tidak diundi pada bulan itu."), code="not-drawn")
    return found


def _number(row: OversightCheck) -> str:
    return view.by_id(row.application_id).number


def _checks(samples: list[OversightSample]) -> dict[int, list[CheckView]]:
    """The drawn files of these samples, in the order of the draw."""
    if not samples:
        return {}
    table, by_id = OversightCheck, {row.id: row for row in samples}
    rows = list(
        table.select()
        .where(table.office == here().id, table.sample_id.in_(list(by_id)))
        .order_by(table.sample_id, table.place)
    )
    files, people = lists.by_ids(row.application_id for row in rows), staff.usernames()
    numbers = corrective.numbers(row.action_id for row in rows)
    found: dict[int, list[CheckView]] = {}
    for row in rows:
        file, asked = files[row.application_id], _questions(by_id[row.sample_id], row.answers or {})
        result = FINDING if any(each.answer == FINDING for each in asked) else FITS
        found.setdefault(row.sample_id, []).append(
            CheckView(
                id=row.id,
                place=row.place,
                number=view.number_text(file.year, file.number),
                questions=tuple(asked),
                result="" if row.checked_at is None else ANSWERS[result],
                note=row.note or "",
                checked_at=row.checked_at,
                checked_by=people.get(row.checked_by or "", row.checked_by or ""),
                action=numbers.get(row.action_id, ""),
                version=row.version,
            )
        )
    return found


def _questions(sample: OversightSample, answers: Mapping[str, str]) -> list[Question]:
    return [Question(**each, answer=answers.get(each["code"], "")) for each in sample.questions]


def _view(
    year: int, month: int, sample: OversightSample | None, checks: Mapping[int, list[CheckView]]
) -> MonthView:
    found = tuple(checks.get(sample.id, ())) if sample else ()
    return MonthView(
        year=year,
        month=month,
        title=words.month_name(year, month),
        over=closings.after(year, month) <= clock.service_day(),
        seed=sample.seed if sample else "",
        size=len(found),
        population=sample.population if sample else 0,
        drawn_at=sample.drawn_at if sample else None,
        drawn_by=staff.named(sample.drawn_by) if sample else "",
        checks=found,
    )
