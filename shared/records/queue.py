"""Tables of the queue: numbers, tickets, what happened to them, counters, calls for help."""

from peewee import BooleanField, DateField, IntegerField, JSONField, TextField

from shared.records.base import InstantField, OfficeTable


class DayCounter(OfficeTable):
    """The last number given on a day for a letter; only ever counts up by one."""

    day = DateField()
    letter = TextField()
    last = IntegerField()

    class Meta:
        indexes = ((("office", "day", "letter"), True),)


class Ticket(OfficeTable):
    """A number taken by a person, and where it stands now."""

    day = DateField()
    letter = TextField()
    number = IntegerField()
    service = TextField()
    kind = TextField(null=True)
    priority = TextField(null=True)
    language = TextField()
    channel = TextField()
    device = TextField(null=True)
    token = TextField()
    touch = TextField()
    state = TextField()
    place = IntegerField()
    place_sub = IntegerField(default=0)
    counter = IntegerField(null=True)
    only_counter = IntegerField(null=True)
    calls = IntegerField(default=0)
    ahead = IntegerField()
    estimate_low = IntegerField(null=True)
    estimate_high = IntegerField(null=True)
    issued_at = InstantField()
    first_called_at = InstantField(null=True)
    called_at = InstantField(null=True)
    serving_at = InstantField(null=True)
    left_at = InstantField(null=True)
    finished_at = InstantField(null=True)
    reason = TextField(null=True)
    version = IntegerField(default=0)
    origin = TextField(null=True)
    outcome = TextField(null=True)

    class Meta:
        indexes = (
            (("office", "day", "letter", "number"), True),
            (("office", "touch"), True),
            (("office", "token"), True),
            (("office", "day", "state", "place"), False),
            (("office", "day", "place"), False),
        )


# Only the few: what other days left open is looked for twice a minute.
Ticket.add_index(
    Ticket.index(
        Ticket.office,
        Ticket.day,
        name="ticket_not_over",
        where=Ticket.state.not_in(["done", "cancelled", "released"]),
    )
)
# Only who waits: counted at every press by what they wait for.
Ticket.add_index(
    Ticket.index(
        Ticket.office,
        Ticket.day,
        Ticket.priority,
        Ticket.service,
        Ticket.only_counter,
        Ticket.place,
        Ticket.place_sub,
        name="ticket_waiting",
        where=Ticket.state == "waiting",
    )
)
# Only those of today and yesterday: then it is forgotten where they were taken.
Ticket.add_index(
    Ticket.index(
        Ticket.office,
        Ticket.day,
        name="ticket_origin",
        where=Ticket.origin.is_null(False),
    )
)


class TicketEvent(OfficeTable):
    """One thing that happened to a ticket; `before` lets it be undone for ten seconds."""

    ticket_id = IntegerField()
    day = DateField()
    at = InstantField()
    what = TextField()
    counter = IntegerField(null=True)
    who = TextField()
    priority = BooleanField(default=False)
    service = TextField()
    before = JSONField(null=True)
    undone_at = InstantField(null=True)

    class Meta:
        indexes = ((("office", "ticket_id"), False),)


# Only those of the last days: what was before is forgotten then.
TicketEvent.add_index(
    TicketEvent.index(
        TicketEvent.office,
        TicketEvent.day,
        TicketEvent.what,
        name="ticket_event_undoable",
        where=TicketEvent.before.is_null(False),
    )
)
TicketEvent.add_index(
    TicketEvent.index(
        TicketEvent.office,
        TicketEvent.counter,
        TicketEvent.at,
        name="ticket_event_undoable_at",
        where=TicketEvent.before.is_null(False),
    )
)


class CounterSeat(OfficeTable):
    """Who sits at a counter now, and whether it takes people; `until`: when its break ends."""

    counter = IntegerField()
    state = TextField()
    staff_id = IntegerField(null=True)
    ticket_id = IntegerField(null=True)
    since = InstantField()
    until = InstantField(null=True)

    class Meta:
        indexes = ((("office", "counter"), True),)


class HelpCall(OfficeTable):
    """Somebody at a touchscreen asks for an officer."""

    place = TextField()
    at = InstantField()
    answered_at = InstantField(null=True)
    answered_by = TextField(null=True)
    topic = TextField(null=True)

    class Meta:
        indexes = ((("office", "answered_at", "at"), False),)


class QueueSum(OfficeTable):
    """What came of a finished day or month of tickets; `edition`: of the way of summing."""

    first = DateField()
    last = DateField()
    edition = IntegerField()
    sums = TextField()

    class Meta:
        indexes = ((("office", "first", "last"), True),)


class PaperVisit(OfficeTable):
    """A person with a hand-written number of a cut, entered afterwards; never deleted."""

    day = DateField()
    number = IntegerField()
    service = TextField()
    came_at = InstantField(null=True)
    called_at = InstantField(null=True)
    done_at = InstantField(null=True)
    state = TextField()
    outage_id = IntegerField()
    entered_at = InstantField()
    entered_by = TextField()
    withdrawn_at = InstantField(null=True)
    reason = TextField(null=True)
    ticket_id = IntegerField(null=True)
    version = IntegerField(default=0)

    class Meta:
        indexes = ((("office", "day", "number"), True),)
