"""The slip of a queue number: asked for with the number, printed again, dropped once it is over."""

from shared import clock, db
from shared.announce import announce
from shared.errors import N_, NotFound, Refused
from shared.records import SlipJob
from shared.rules.common import journal, words
from shared.rules.common.actor import CITIZEN, Actor
from shared.rules.common.office import here, public_address
from shared.rules.paper import slips
from shared.rules.queue import standing
from shared.rules.queue.ticket import OVER, TicketView, find, number_text, view


class TicketSlip(slips.Slip):
    """A number, and what its holder may expect; `url` is None where no phone reaches the office."""

    kind = "ticket"
    number: str
    service: str
    day: str
    time: str
    ahead: int
    estimate: str | None
    safe_until: str | None
    unserved: str = ""
    priority: bool
    url: str | None

    @classmethod
    def is_stale(cls, job: SlipJob) -> bool:
        """Whether its number is over, or of another day."""
        ticket = find("id = :id", id=job.ticket_id)
        return ticket is None or ticket.state in OVER or ticket.day != clock.service_day()


def of(seen: TicketView) -> TicketSlip:
    """The slip of a ticket as it stands."""
    unserved = standing.unserved(seen.service)
    return TicketSlip(
        number=seen.number,
        service=here().standard.service(seen.service).title,
        day=words.long_date(seen.day),
        time=words.time_with_zone(seen.issued_at),
        ahead=seen.ahead,
        estimate=words.minutes_range(seen.estimate),
        safe_until=words.time_with_zone(seen.safe_until) if seen.safe_until else None,
        unserved=unserved.text() if unserved else "",
        priority=seen.priority,
        url=address(seen.token),
    )


def address(token: str) -> str | None:
    """Where a phone follows the ticket; None when phones cannot reach this office."""
    return public_address(f"t/{token}")


def ask(ticket: TicketView) -> None:
    """Ask for the ticket's slip inside the transaction that makes the ticket."""
    db.require_transaction()
    if slips.has_printer():
        slips.ask(of(ticket), ticket.id)


@db.transaction()
def reprint(ticket_id: int, by: Actor = CITIZEN) -> int:
    """Ask for the ticket's slip once more, marked CETAK ULANG; the job.

    A press while a slip of this ticket is still on its way gives that one.
    """
    ticket = find("id = :id", id=ticket_id)
    if ticket is None:
        raise NotFound(N_("Nomor ini tidak ditemukan."))
    if not slips.has_printer():
        raise Refused(N_("Kantor ini tidak memakai pencetak karcis."), code="no-printer")
    last = slips.job_of(ticket_id)
    if last is not None and last.state in slips.LIVE:
        return int(last.id)
    said = None if last and last.payload else of(view(ticket))
    job = slips.again(last, said) if last else slips.ask(of(view(ticket)), ticket_id, copy=1)
    journal.write(by, "ticket.reprinted", number_text(ticket.letter, ticket.number), job=job)
    announce("paper")
    return job
