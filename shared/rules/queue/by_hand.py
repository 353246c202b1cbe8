"""People with a hand-written number of a cut, entered afterwards: `Kertas 1`, `Kertas 2`, …

Their numbers are a series of their own for each day, as they stand on the paper, and never one of
the printed series. Who still waits gets a ticket of today, with the hour of the paper. What the
paper does not tell stays empty and is in no time that is told.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from shared import clock, db
from shared.announce import announce
from shared.discreet import discreet
from shared.errors import N_, Invalid, NotAllowed, NotFound, Refused
from shared.records import PaperVisit
from shared.records.base import to_ms
from shared.rules.common import dates, journal, staff, versions, words
from shared.rules.common.actor import Actor
from shared.rules.common.office import here
from shared.rules.hours import opening
from shared.rules.queue import sums
from shared.rules.queue import ticket as tickets
from shared.rules.queue.take import instead_of_paper

WRITERS = (staff.INFO_DESK, staff.COUNTER)
HIGHEST = 500
LONGEST_REASON = 200
SERVED, GONE, WAITS = "served", "gone", "waits"
STATES = {
    SERVED: N_("Selesai dilayani"),
    GONE: N_("Pergi sebelum dilayani"),
    WAITS: N_("Masih menunggu"),
}
_HOURS = {"came": N_("jam datang"), "called": N_("jam dipanggil"), "done": N_("jam selesai")}
_CHANGED = N_("Baris ini baru saja diubah. Muat ulang.")
_OF_DAY = "SELECT * FROM paper_visit WHERE office_id = :office AND day = :day ORDER BY number"
_TICKETS = "SELECT id, letter, number FROM ticket WHERE office_id = :office AND id IN :ids"
_CUT = (
    "SELECT id FROM outage WHERE office_id = :office AND id = :id AND began_at < :ends"
    " AND (ended_at IS NULL OR ended_at > :begins)"
)
_CLOSED = "SELECT id FROM closed_period WHERE office_id = :office AND period = :month"


@dataclass(frozen=True)
class PaperEntry:
    """One person as the paper tells it; times as they are typed, empty where it tells none."""

    number: int
    service: str
    came: str = ""
    called: str = ""
    done: str = ""
    state: str = SERVED


@dataclass(frozen=True)
class Visit:
    """A line that was entered; times as the office's clock shows them, or empty.

    `ticket`: the number that whoever still waited got. `withdrawn`: why it counts no more.
    """

    id: int
    number: int
    name: str
    service: str
    came: str
    called: str
    done: str
    state: str
    label: str
    by: str
    at: datetime
    outage: int
    ticket: str
    withdrawn: str
    version: int


@dataclass(frozen=True)
class Entered:
    """What became of a line; `new` is false when it was there already, word for word."""

    visit: Visit
    new: bool


@dataclass(frozen=True)
class PaperDay:
    """The lines of a day; `gaps`: numbers below the highest that nobody entered."""

    day: date
    visits: list[Visit]
    gaps: list[int]

    @property
    def counted(self) -> list[Visit]:
        """Those that count: neither withdrawn nor counted as a ticket."""
        return [one for one in self.visits if not one.withdrawn and not one.ticket]

    @property
    def next(self) -> int:
        """The number after the highest."""
        return max((one.number for one in self.visits), default=0) + 1

    @property
    def waiting(self) -> list[Visit]:
        """Who waits and has no ticket yet."""
        return [one for one in self.counted if one.state == WAITS]

    @property
    def untimed(self) -> int:
        """How many were served of whom the paper does not tell how long they waited."""
        return sum(one.state == SERVED and not (one.came and one.called) for one in self.counted)


def name_of(number: int) -> str:
    """`Kertas 7`."""
    return f"Kertas {number}"


def of(day: date) -> PaperDay:
    """The lines of that day, by number."""
    rows = db.objects(PaperVisit, _OF_DAY, office=here().id, day=day.isoformat())
    known = {row.number for row in rows if row.withdrawn_at is None}
    gaps = [one for one in range(1, max(known, default=0)) if one not in known]
    return PaperDay(day, _views(rows), gaps)


def enter(day: date, outage_id: int, line: PaperEntry, by: Actor) -> Entered:
    """Keep one line of the paper of that day's cut; the same line once more changes nothing.

    Raises Refused for a number that tells something else already, for a closed month, and where no
    cut of that day is noted; Invalid for what cannot be: a day off, a time to come, times out of
    order, an unknown service or number.
    """
    _require(by)
    columns = _columns(day, line)
    with db.transaction():
        journal.require_clock()
        _require_day(day, outage_id)
        row = _find("day = :day AND number = :number", day=day.isoformat(), number=line.number)
        if row is not None and row.withdrawn_at is None:
            if any(getattr(row, name) != value for name, value in columns.items()):
                raise _taken(row)
            return Entered(_views([row])[0], new=False)
        entered = {
            **columns,
            "outage_id": outage_id,
            "entered_at": clock.now(),
            "entered_by": by.who,
            "withdrawn_at": None,
            "reason": None,
        }
        if row is None:
            row = PaperVisit.create(office=here().id, day=day, number=line.number, **entered)
        else:
            versions.change(row, _CHANGED, **entered)
        _told(row, "entered", by)
    return Entered(_views([row])[0], new=True)


def correct(
    visit_id: int, told: Mapping[str, str], reason: str, by: Actor, *, seen: int | None = None
) -> Visit:
    """The paper tells something else than was typed, and why that was; its number stays.

    `told`: all of a `PaperEntry` but its number.

    Raises like `enter`; Refused once it has become a ticket or was withdrawn.
    """
    _require(by)
    said = _reason(reason)
    with db.transaction():
        row = _live(visit_id, seen)
        columns = _columns(row.day, PaperEntry(row.number, **told))
        if all(getattr(row, name) == value for name, value in columns.items()):
            raise Invalid(N_("Isinya sama dengan yang sudah tercatat."), code="same")
        before = _in_words(row)
        versions.change(row, _CHANGED, **columns)
        _told(row, "corrected", by, before=before, reason=said)
    return _views([row])[0]


def withdraw(visit_id: int, reason: str, by: Actor, *, seen: int | None = None) -> Visit:
    """The line should not be there, and why; its number may be entered again.

    Raises Refused once it has become a ticket, was withdrawn, or its month is closed.
    """
    _require(by)
    said = _reason(reason)
    with db.transaction():
        row = _live(visit_id, seen)
        versions.change(row, _CHANGED, withdrawn_at=clock.now(), reason=said)
        _told(row, "withdrawn", by, reason=said)
    return _views([row])[0]


def give_tickets(by: Actor, *, slips: bool = True) -> list[tickets.TicketView]:
    """A ticket of today for everybody who still waits with a paper number, in their order.

    All in one go, or none; who came first is called first, also before those who took a number at
    the machine after them. `slips`: printed where there is a printer.
    """
    _require(by)
    day, given = clock.service_day(), []
    with db.transaction():
        journal.require_clock()
        rows = db.objects(PaperVisit, _OF_DAY, office=here().id, day=day.isoformat())
        waiting = [row for row in rows if row.state == WAITS and _counts(row)]
        for row in sorted(waiting, key=lambda row: (row.came_at, row.number)):
            ticket = instead_of_paper(row.service, row.came_at, by, slip_too=slips)
            versions.change(row, _CHANGED, ticket_id=ticket.id)
            _told(row, "numbered", by, ticket=ticket.number)
            given.append(ticket)
        announce("paper")
    return given


def _require(by: Actor) -> None:
    if by.role not in WRITERS:
        raise NotAllowed(N_("Nomor kertas dimasukkan petugas loket atau Meja Informasi."))


def _require_day(day: date, outage_id: int) -> None:
    if not opening.calendar(day, day).is_working_day(day):
        raise Invalid(N_("Hari itu bukan hari kerja."), code="day")
    _require_open(day)
    begins = datetime.combine(day, time(), tzinfo=clock.zone())
    span = {"begins": to_ms(begins), "ends": to_ms(begins + timedelta(days=1))}
    if db.value(_CUT, office=here().id, id=outage_id, **span) is None:
        raise Refused(
            N_("Pilih gangguan pada hari itu. Belum ada? Operator menekan Catat gangguan dahulu."),
            code="no-cut",
        )


def _require_open(day: date) -> None:
    if db.value(_CLOSED, office=here().id, month=f"{day:%Y-%m}") is not None:
        raise Refused(
            N_("Capaian bulan itu sudah ditutup. Tulis jumlahnya di buku kertas."), code="closed"
        )


def _columns(day: date, line: PaperEntry) -> dict[str, Any]:
    """What a line says, as a row keeps it."""
    if not 1 <= line.number <= HIGHEST:
        raise Invalid(N_("Tulis nomor kertas seperti 7."), code="number")
    services = {one.code for one in here().standard.services_on(day)}
    if line.service not in services:
        raise Invalid(N_("Layanan ini tidak ada. Pilih layanan lain."), code="service")
    if line.state not in STATES:
        raise Invalid(N_("Pilih Selesai, Pergi, atau Menunggu."), code="state")
    hours = {name: _hour(day, getattr(line, name), what) for name, what in _HOURS.items()}
    known = [at for at in hours.values() if at is not None]
    if known != sorted(known):
        raise Invalid(N_("Urutan jamnya harus: datang, dipanggil, selesai."), code="order")
    _require_fitting(day, line, hours)
    return {
        "service": line.service,
        "state": line.state,
        **{f"{name}_at": at for name, at in hours.items()},
    }


def _require_fitting(day: date, line: PaperEntry, hours: dict[str, datetime | None]) -> None:
    if line.state == WAITS:
        if day != clock.service_day():
            raise Invalid(N_("Masih menunggu hanya untuk hari ini."), code="state")
        if hours["came"] is None:
            raise Invalid(N_("Tulis jam datang: gilirannya dihitung dari sana."), code="came")
    if line.state != SERVED and (hours["called"] or hours["done"]):
        raise Invalid(
            N_("Yang tidak dilayani tidak punya jam dipanggil atau selesai."), code="state"
        )
    closes = opening.calendar(day, day).close_of(day)
    if hours["came"] and closes and hours["came"] >= closes:
        raise Invalid(N_("Jam datang sesudah pelayanan tutup. Periksa lagi."), code="came")


def _hour(day: date, typed: str, what: str) -> datetime | None:
    if not typed.strip():
        return None
    at = datetime.combine(day, dates.time_of_day(typed, what), tzinfo=clock.zone())
    if at > clock.now():
        raise Invalid(N_("Periksa %(what)s: waktunya belum tiba."), code="time", what=what)
    return at


def _reason(reason: str) -> str:
    said = discreet(" ".join(reason.split()))
    if not said or len(said) > LONGEST_REASON:
        raise Invalid(
            N_("Tulis alasannya, paling banyak %(most)s huruf."),
            code="reason",
            most=LONGEST_REASON,
        )
    return said


def _live(visit_id: int, seen: int | None) -> PaperVisit:
    row = _find("id = :id", id=visit_id)
    if row is None:
        raise NotFound(N_("Baris ini tidak ada."), code="no-visit")
    _require_open(row.day)
    versions.expect(row, seen, _CHANGED)
    if row.ticket_id is not None:
        raise Refused(
            N_("%(name)s sudah mendapat nomor antrean. Batalkan nomor itu di Cari nomor."),
            code="numbered",
            name=name_of(row.number),
        )
    if row.withdrawn_at is not None:
        raise Refused(N_("%(name)s sudah ditarik."), code="withdrawn", name=name_of(row.number))
    return row


def _taken(row: PaperVisit) -> Refused:
    return Refused(
        N_("%(name)s sudah dimasukkan %(by)s pukul %(at)s: %(what)s."),
        code="entered",
        name=name_of(row.number),
        by=staff.usernames().get(row.entered_by, row.entered_by),
        at=words.time_or_day(row.entered_at),
        what=_in_words(row),
    )


def _told(row: PaperVisit, what: str, by: Actor, **more: str) -> None:
    """The journal's line; figures of the day are summed again, and every screen draws them."""
    told = {"day": words.plain_date(row.day), "told": _in_words(row)}
    journal.write(by, f"paper-visit.{what}", name_of(row.number), **told, **more)
    sums.forget(row.day)
    announce("queue")


def _in_words(row: PaperVisit) -> str:
    """`KK, datang 09.05, dipanggil 09.20, selesai 09.40`."""
    hours = (("datang", row.came_at), ("dipanggil", row.called_at), ("selesai", row.done_at))
    told = [f"{word} {words.clock_time(at)}" for word, at in hours if at is not None]
    return ", ".join([row.service, *told, *([] if row.state == SERVED else [STATES[row.state]])])


def _counts(row: PaperVisit) -> bool:
    return row.withdrawn_at is None and row.ticket_id is None


def _find(where: str, /, **values: Any) -> PaperVisit | None:
    sql = f"SELECT * FROM paper_visit WHERE office_id = :office AND {where}"
    return next(iter(db.objects(PaperVisit, sql, office=here().id, **values)), None)


def _views(rows: Sequence[PaperVisit]) -> list[Visit]:
    names = staff.usernames()
    ids = tuple(row.ticket_id for row in rows if row.ticket_id is not None)
    found = db.rows(_TICKETS, office=here().id, ids=ids) if ids else []
    numbers = {id_: tickets.number_text(letter, number) for id_, letter, number in found}
    return [
        Visit(
            id=row.id,
            number=row.number,
            name=name_of(row.number),
            service=row.service,
            came=_hour_of(row.came_at),
            called=_hour_of(row.called_at),
            done=_hour_of(row.done_at),
            state=row.state,
            label=STATES[row.state],
            by=names.get(row.entered_by, row.entered_by),
            at=row.entered_at,
            outage=row.outage_id,
            ticket=numbers.get(row.ticket_id or 0, ""),
            withdrawn=(row.reason or "") if row.withdrawn_at else "",
            version=row.version,
        )
        for row in rows
    ]


def _hour_of(at: datetime | None) -> str:
    return words.clock_time(at) if at else ""
