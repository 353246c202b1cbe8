"""Take a number: one press is one ticket, numbered without a gap, with its paper asked for."""

import secrets
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import uuid4

from shared import clock, db
from shared.announce import announce
from shared.errors import N_, Invalid, Refused, TooMany
from shared.records import Ticket, TicketEvent
from shared.rules.common import journal, presses
from shared.rules.common.actor import CITIZEN, Actor
from shared.rules.common.office import here
from shared.rules.hours import opening
from shared.rules.queue import floods, slip, waiting
from shared.rules.queue import ticket as tickets
from shared.standard.services import Service

KIOSK, DESK, API, PAPER = "kiosk", "desk", "api", "paper"
OWN_WORD = "PENGAKUAN"
"""Priority on the person's own word, without saying why."""

_OF_TOUCH = "SELECT id FROM ticket WHERE office_id = :office AND touch = :touch"
_NEXT_NUMBER = (
    "INSERT INTO day_counter (office_id, day, letter, last) VALUES (:office, :day, :letter, 1)"
    " ON CONFLICT (office_id, day, letter) DO UPDATE"
    " SET last = day_counter.last + 1 RETURNING last"
)


@dataclass(frozen=True)
class Press:
    """One press of "take a number"; `touch` is the UUID that the screen made for it.

    `origin`: something that all presses from one place have in common; none at a desk.
    """

    service: str
    touch: str
    priority: str | None = None
    language: str = "id"
    channel: str = KIOSK
    kind: str | None = None
    device: str | None = None
    origin: str | None = None


@dataclass(frozen=True)
class Issued:
    """The ticket of a press; `created` is false when this press already had one."""

    created: bool
    ticket: tickets.TicketView


def take(press: Press, by: Actor = CITIZEN) -> Issued:
    """Give the press its ticket, with print job and journal line, or none of them.

    Raises Invalid for an unknown service, priority, kind, language or a `touch` that is no UUID,
    Closed outside the hours, Refused when today's numbers are used up, TooMany from a touchscreen
    that was pressed too often, ClockDoubted.
    """
    with db.transaction():
        journal.require_clock()
        service = _check(press)
        touch, origin = presses.tidy(press.touch), floods.mark(press.origin)
        press = replace(press, touch=touch, origin=origin)
        known = db.value(_OF_TOUCH, office=here().id, touch=press.touch)
        if known is not None:
            return Issued(False, tickets.by_id(known))
        _may_take(press, service)
        issued = _add(press, service, by)
        journal.write(by, "ticket.taken", issued.number, service=service.code)
        slip.ask(issued)
        announce("queue", "paper")
    return Issued(True, issued)


def instead_of_paper(
    service: str, came: datetime, by: Actor, *, slip_too: bool
) -> tickets.TicketView:
    """A ticket for whoever waits with a hand-written number, inside the present transaction.

    The wait counts from when they `came`, and so does the place: the day's quota asks nobody twice.
    """
    db.require_transaction()
    press = Press(service, str(uuid4()), channel=PAPER)
    issued = _add(press, here().standard.service(service), by, came)
    journal.write(by, "ticket.taken", issued.number, service=service)
    if slip_too:
        slip.ask(issued)
    announce("queue", "paper")
    return issued


def is_known(press: Press) -> bool:
    """Whether this press has its ticket already."""
    touch = presses.tidy(press.touch)
    return db.value(_OF_TOUCH, office=here().id, touch=touch) is not None


def left_today(service: Service) -> int | None:
    """Numbers of the service still to be had today; None without a limit."""
    quota = service.daily_quota or here().settings.queue_daily_quota
    if not quota:
        return None
    taken = Ticket.select().where(
        Ticket.office == here().id,
        Ticket.day == clock.service_day(),
        Ticket.service == service.code,
    )
    return max(0, quota - int(taken.count()))


def _check(press: Press) -> Service:
    standard, today = here().standard, clock.service_day()
    service = next((s for s in standard.services_on(today) if s.code == press.service), None)
    if service is None:
        raise Invalid(N_("Layanan ini tidak ada. Pilih layanan lain."), code="unknown-service")
    groups = {OWN_WORD, *(group.code for group in standard.priority_on(today))}
    if press.priority and press.priority not in groups:
        raise Invalid(N_("Kelompok prioritas ini tidak dikenal."), code="unknown-priority")
    if press.kind and press.kind not in {kind.code for kind in standard.kinds_on(today)}:
        raise Invalid(N_("Jenis permohonan ini tidak dikenal."), code="unknown-kind")
    if press.language not in here().settings.languages:
        raise Invalid(N_("Bahasa ini tidak tersedia."), code="unknown-language")
    return service


def _may_take(press: Press, service: Service) -> None:
    if press.channel != DESK:
        opening.require_open(clock.now())
        _slow_down(press)
    if left_today(service) == 0:
        raise Refused(
            N_(
                "Nomor %(service)s hari ini sudah habis. Silakan datang pada hari kerja berikutnya."
            ),
            code="quota",
            service=service.title,
        )


def _slow_down(press: Press) -> None:
    limit = here().settings.queue_touch_limit
    if not limit or press.device is None:
        return
    recent = Ticket.select().where(
        Ticket.office == here().id,
        Ticket.day == clock.service_day(),
        Ticket.device == press.device,
        Ticket.issued_at > clock.now() - timedelta(minutes=1),
    )
    if recent.count() >= limit:
        raise TooMany(N_("Tunggu sebentar, lalu coba lagi."), code="slow-down", after=60)


def _add(
    press: Press, service: Service, by: Actor, came: datetime | None = None
) -> tickets.TicketView:
    """The ticket of the press; of whoever `came` before it was told no minutes to be judged by."""
    office, moment = here().id, clock.now()
    day = clock.service_day(moment)
    letter = here().standard.queue_rule(day).priority_letter if press.priority else service.letter
    place, sub = waiting.place_of(day, came) if came else (waiting.last_place(day) + 1, 0)
    wait = waiting.of_newcomer(
        service.code, priority=bool(press.priority), place=(place, sub) if came else None
    )
    low, high = (wait.minutes if came is None else None) or (None, None)
    columns = {
        **vars(press),
        "office": office,
        "day": day,
        "letter": letter,
        "number": db.value(_NEXT_NUMBER, office=office, day=day.isoformat(), letter=letter),
        "token": secrets.token_urlsafe(18),
        "state": tickets.WAITING,
        "place": place,
        "place_sub": sub,
        "ahead": wait.ahead,
        "estimate_low": low,
        "estimate_high": high,
        "issued_at": came or moment,
    }
    row = Ticket(id=db.add(Ticket, **columns), **columns)
    db.add(
        TicketEvent,
        office=office,
        ticket_id=row.id,
        day=day,
        at=moment,
        what="taken",
        who=by.who,
        priority=bool(press.priority),
        service=service.code,
    )
    return tickets.view_at(row, wait)
