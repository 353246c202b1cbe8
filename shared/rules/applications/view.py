"""What others see of an application, with its numbers masked unless somebody may see them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from shared import calendar, clock, vault
from shared.errors import N_, Invalid, NotFound
from shared.records import Application, ClockRun
from shared.rules.applications import fields, states
from shared.rules.common import identity
from shared.rules.common.office import here
from shared.rules.hours import opening

PREFIX = "KK"
DIGITS = 6
GREEN, AMBER, RED, NO_LIGHT = "green", "amber", "red", ""
_SOON_MINUTES = 120


@dataclass(frozen=True)
class ApplicationStanding:
    """Which file it is, and how it stands."""

    id: int
    number: str
    state: str
    label: str


@dataclass(frozen=True)
class ApplicationView(ApplicationStanding):
    """A file as staff see it; NIK and KK numbers are masked."""

    kinds: tuple[str, ...]
    applicant: str
    nik: str
    kk_number: str
    new_kk_number: str
    head_of_family: str
    address: str
    submitted_by: str
    submitter: str
    received_at: datetime
    standard: str
    complete_at: datetime | None
    valid_at: datetime | None
    due_at: datetime | None
    ready_at: datetime | None
    handed_at: datetime | None
    returns: int
    proposed_by: str
    light: str
    siak_number: str
    has_phone: bool
    version: int
    elements: tuple[str, ...]
    handwritten: bool
    taker: str
    taker_identity: str
    has_letter: bool
    place: str
    told: tuple[tuple[str, str], ...]

    @property
    def is_returned(self) -> bool:
        """Whether the applicant has it, to complete it."""
        return self.state == states.RETURNED

    @property
    def is_checked(self) -> bool:
        """Whether its papers are being looked at, or wait for that."""
        return self.state in (states.RECEIVED, states.CHECKING)

    @property
    def is_decided(self) -> bool:
        """Whether it is complete and valid, and its KK is on the way."""
        return self.state in states.CLOCK_RUNS

    @property
    def is_ready(self) -> bool:
        """Whether its KK waits for its family."""
        return self.state == states.READY

    @property
    def is_late(self) -> bool:
        """Whether its clock runs past its due time."""
        return self.light == RED

    @property
    def waits_for_decision(self) -> bool:
        """Whether the counter has told the head of the section that the papers are all there."""
        return self.state == states.CHECKING and bool(self.proposed_by)

    @property
    def has_left(self) -> bool:
        """Whether it ended without a KK."""
        return self.state in (states.REFERRED, states.CANCELLED)


def number_text(year: int, number: int) -> str:
    """`KK-2026-000123`."""
    return f"{PREFIX}-{year}-{number:0{DIGITS}d}"


Days = Callable[[], calendar.Calendar]
"""The office's days, asked for only where hours or days are counted."""

_KNOWN_FOR = timedelta(days=400)


def today() -> calendar.Calendar:
    """The calendar that today's hours are counted by, and the days that a ready KK has waited."""
    return opening.calendar(clock.service_day() - _KNOWN_FOR)


def view(row: Application) -> ApplicationView:
    """The application as it stands."""
    return view_at(row, latest_run(row.id))


def view_at(row: Application, run: ClockRun | None, days: Days = today) -> ApplicationView:
    """The application with its latest clock run; `days` is asked only where hours are counted."""
    return ApplicationView(
        id=row.id,
        number=number_text(row.year, row.number),
        state=row.state,
        label=states.LABELS[row.state],
        kinds=tuple(row.kinds),
        applicant=row.applicant,
        nik=identity.mask(vault.opened(row.nik)),
        kk_number=identity.mask(vault.opened(row.kk_number)),
        new_kk_number=identity.mask(vault.opened(row.new_kk_number)),
        head_of_family=row.head_of_family,
        address=address(row),
        submitted_by=row.submitted_by,
        submitter=row.submitter or "",
        received_at=row.received_at,
        standard=row.standard,
        complete_at=row.complete_at,
        valid_at=row.valid_at,
        due_at=run.due_at if run and row.state != states.RETURNED else None,
        ready_at=row.ready_at,
        handed_at=row.handed_at,
        returns=row.returns,
        proposed_by=row.proposed_by or "",
        light=light(row, run, days),
        siak_number=row.siak_number or "",
        has_phone=row.phone is not None,
        version=row.version,
        elements=tuple(row.elements),
        handwritten=row.handwritten,
        taker=row.taker or "",
        taker_identity=fields.IDENTITIES.get(row.taker_identity_kind or "", ""),
        has_letter=row.taker_letter is not None,
        place=row.place or "",
        told=tuple(fields.told(row)),
    )


def address(row: Application) -> str:
    """`Dusun Krajan, RT 001/RW 002, Desa Kaliboto Lor`."""
    said = here().standard.office.words
    hamlet = f"{said.hamlet} {row.hamlet}, " if row.hamlet else ""
    return f"{hamlet}RT {row.rt}/RW {row.rw}, {said.village} {row.village}"


def light(row: Application, run: ClockRun | None, days: Days = today) -> str:
    """Green; amber: due today with under two service hours left; red: late; empty: no clock."""
    if run is None or row.state not in states.CLOCK_RUNS:
        return NO_LIGHT
    moment = clock.now()
    if moment > run.due_at:
        return RED
    if clock.service_day(run.due_at) != clock.service_day(moment):
        return GREEN
    return AMBER if days().service_minutes(moment, run.due_at) < _SOON_MINUTES else GREEN


def latest_run(application_id: int) -> ClockRun | None:
    """The application's latest clock run."""
    return (
        ClockRun.select()
        .where(ClockRun.office == here().id, ClockRun.application_id == application_id)
        .order_by(ClockRun.id.desc())
        .first()
    )


def row_by_id(application_id: int) -> Application:
    """The row of that id; NotFound when there is none."""
    return _one(Application.id == application_id)


def row_by_number(text: str) -> Application:
    """The row of a registration number as people write it (`KK-2026-000123`, `kk 2026 123`)."""
    year, number = split(text)
    return _one(Application.year == year, Application.number == number)


def by_id(application_id: int) -> ApplicationView:
    """The file of that id."""
    return view(row_by_id(application_id))


def by_number(text: str) -> ApplicationView:
    """The file of a registration number as people write it."""
    return view(row_by_number(text))


def split(text: str) -> tuple[int, int]:
    """Year and number of a registration number as people write it."""
    parts = text.upper().replace("-", " ").split()
    digits = parts[1:] if parts[:1] == [PREFIX] else []
    if len(digits) != 2 or not all(p.isascii() and p.isdigit() and len(p) < 8 for p in digits):
        raise Invalid(N_("Tulis nomor seperti KK-2026-000123."), code="bad-number")
    return int(digits[0]), int(digits[1])


def _one(*where: object) -> Application:
    row = Application.get_or_none(Application.office == here().id, *where)
    if row is None:
        raise NotFound(N_("Berkas ini tidak ada."), code="no-application")
    return row
