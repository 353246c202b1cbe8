"""What others see of a ticket, and how to find one."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal, cast

from shared import clock, db
from shared.errors import N_, Invalid, NotFound
from shared.records import Ticket
from shared.rules.common.office import here
from shared.rules.queue import waiting

DIGITS = 3
LONGEST = 12  # a number as people write it
WAITING, CALLED, SERVING, DONE = "waiting", "called", "serving", "done"
MISSED, HELD, PAPERS = "missed", "held", "papers"
CANCELLED, RELEASED = "cancelled", "released"
State = Literal[
    "waiting", "called", "serving", "done", "missed", "held", "papers", "cancelled", "released"
]
AT_COUNTER = (CALLED, SERVING)
AWAY = (MISSED, HELD, PAPERS)
OVER = (DONE, CANCELLED, RELEASED)
OUTCOMES = {
    "accepted": N_("Berkas diterima"),
    "lacking": N_("Kurang, datang lagi"),
    "informed": N_("Informasi"),
    "handed": N_("KK diserahkan"),
    "other": N_("Lainnya"),
}
"""How a visit may have ended, in the order of the officers' keys."""
ACCEPTED, LACKING, INFORMED, HANDED, OTHER = OUTCOMES


@dataclass(frozen=True)
class TicketNow:
    """How a ticket stands; `ahead` is how many are called before it while it waits."""

    number: str
    service: str
    state: State
    calls: int
    counter: int | None
    priority: bool
    ahead: int


@dataclass(frozen=True)
class TicketView(TicketNow):
    """A ticket as screens and programs see it; it holds nothing personal.

    `group`: the code of those who are served first, if it is one of theirs.
    """

    id: int
    token: str
    day: date
    issued_at: datetime
    estimate: waiting.Range | None
    safe_until: datetime | None
    group: str | None
    kind: str | None
    language: str
    reason: str | None


def number_text(letter: str, number: int) -> str:
    """`A-012`."""
    return f"{letter}-{number:0{DIGITS}d}"


def waited(since: datetime, now: datetime) -> int:
    """Whole minutes."""
    return int((now - since).total_seconds()) // 60


def tidy(text: str) -> str:
    """`A-012` for a number as people write it (`a12`, `A 12`); Invalid when it is none."""
    letter, digits = _split(text)
    return number_text(letter, int(digits))


def view(row: Ticket) -> TicketView:
    """The ticket with its live place in the queue."""
    waits = row.state == WAITING and row.day == clock.service_day()
    return view_at(row, waiting.of_ticket(row) if waits else waiting.NO_WAIT)


def view_at(row: Ticket, wait: waiting.Wait) -> TicketView:
    """The ticket of somebody who may expect this."""
    called = wait.minutes and (wait.soonest, wait.minutes[1])
    return TicketView(
        number=number_text(row.letter, row.number),
        service=row.service,
        state=cast("State", row.state),
        calls=row.calls,
        counter=row.counter,
        priority=row.priority is not None,
        ahead=wait.ahead,
        id=row.id,
        token=row.token,
        day=row.day,
        issued_at=row.issued_at,
        estimate=wait.minutes,
        safe_until=waiting.safe_until(clock.now(), called),
        group=row.priority,
        kind=row.kind,
        language=row.language,
        reason=row.reason,
    )


def find(where: str, /, **values: Any) -> Ticket | None:
    """The first ticket of this office of which the SQL condition `where` is true."""
    # Composing this statement with the query builder takes ten times as long as running it.
    sql = f"SELECT * FROM ticket WHERE office_id = :office AND {where}"
    return next(iter(db.objects(Ticket, sql, office=here().id, **values)), None)


def by_token(token: str) -> TicketView:
    """The ticket with this secret token; NotFound says the same whatever was guessed."""
    row = find("token = :token", token=token)
    if row is None:
        raise NotFound(N_("Nomor ini tidak ditemukan. Tanyakan kepada petugas."))
    return view(row)


def by_id(ticket_id: int) -> TicketView:
    """The ticket with this id."""
    return view(_row("id = :id", id=ticket_id))


def row_by_number(text: str, day: date | None = None) -> Ticket:
    """The row of a number as people write it (`A-012`, `a12`, `A 12`) on that day (today)."""
    letter, digits = _split(text)
    return _row(
        "day = :day AND letter = :letter AND number = :number",
        day=(day or clock.service_day()).isoformat(),
        letter=letter,
        number=int(digits),
    )


def by_number(text: str, day: date | None = None) -> TicketView:
    """The ticket of a number as people write it, on that day (today by default)."""
    return view(row_by_number(text, day))


def _split(text: str) -> tuple[str, str]:
    tidy = "".join(text.split()).replace("-", "").upper()
    letter, digits = tidy[:1], tidy[1:]
    if not (letter.isalpha() and digits.isascii() and digits.isdigit() and len(digits) <= 6):
        raise Invalid(N_("Tulis nomor seperti A-012."), code="bad-number")
    return letter, digits


def _row(where: str, /, **values: Any) -> Ticket:
    row = find(where, **values)
    if row is None:
        raise NotFound(N_("Nomor ini tidak ada hari ini."), code="no-such-number")
    return row
