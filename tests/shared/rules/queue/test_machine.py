"""The queue as a whole: whatever officers and citizens press, its promises hold."""

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from shared import clock
from shared.errors import AppError
from shared.records import CounterSeat, DayCounter, JournalLine, Ticket, TicketEvent
from shared.rules import queue
from shared.rules.common import chain, staff
from shared.rules.queue import board
from shared.rules.queue import floor as overview
from shared.rules.queue.ticket import number_text
from tests.office import Later, counters_that_serve, examples, press, seated

SERVICES = {1: ("KK", "AMBIL"), 2: ("KK", "INFO"), 3: ("INFO", "AMBIL")}
COUNTERS = tuple(SERVICES)
IN_A_ROW, LONG = 2, 15 * 60


class Office(RuleBasedStateMachine):
    """Three counters and a touchscreen, pressed in any order, with time going by."""

    def __init__(self) -> None:
        super().__init__()
        self.open = counters_that_serve(SERVICES)
        self.later = Later(self.open.__enter__().settings.data)
        self.people = {c: seated(c, f"p{c}x", "Petugas", staff.COUNTER) for c in COUNTERS}
        self.presses: list[queue.Press] = []
        self.called_twice: list[str] = []

    def teardown(self) -> None:
        self.open.__exit__(None, None, None)

    @rule(
        service=st.sampled_from(["KK", "AMBIL", "INFO"]),
        priority=st.sampled_from([None, None, "LANSIA"]),
    )
    def take(self, service: str, priority: str | None) -> None:
        wish = press(service, priority=priority)
        self.presses.append(wish)
        assert queue.take(wish).created

    @precondition(lambda self: self.presses)
    @rule(data=st.data())
    def press_again(self, data: st.DataObject) -> None:
        wish = data.draw(st.sampled_from(self.presses))
        before = Ticket.select().count()
        assert not queue.take(wish).created
        assert Ticket.select().count() == before

    @rule(counter=st.sampled_from(COUNTERS))
    def call_next(self, counter: int) -> None:
        upcoming = self._due(counter)
        try:
            called = queue.call_next(counter, self.people[counter])
        except queue.NobodyWaiting:
            assert upcoming is None
        except AppError:
            return
        else:
            assert upcoming is not None
            assert called.id == upcoming.id

    @rule(
        counter=st.sampled_from(COUNTERS),
        verb=st.sampled_from(["recall", "skip", "serve", "finish", "hold", "papers", "undo"]),
    )
    def press_at_counter(self, counter: int, verb: str) -> None:
        self._try(lambda: getattr(queue, verb)(counter, self.people[counter]))

    @rule(counter=st.sampled_from(COUNTERS), to=st.sampled_from(["KK", "INFO", 1, 3]))
    def transfer(self, counter: int, to: str | int) -> None:
        where = {"service": to} if isinstance(to, str) else {"to_counter": to}
        self._try(lambda: queue.transfer(counter, self.people[counter], **where))

    @rule(number=st.integers(1, 6), letter=st.sampled_from("AKMU"))
    def bring_back(self, number: int, letter: str) -> None:
        self._try(lambda: queue.bring_back(f"{letter}{number}", self.people[1]))

    @rule(number=st.integers(1, 6), letter=st.sampled_from("AU"))
    def call_number(self, number: int, letter: str) -> None:
        self._try(lambda: queue.call_number(2, f"{letter}{number}", self.people[2]))

    @rule(number=st.integers(1, 6))
    def cancel(self, number: int) -> None:
        self._try(lambda: queue.cancel(f"A{number}", "coba", self.people[1], counter=1))

    @rule(seconds=st.sampled_from([1, 9, 11, 600, 1500]))
    def time_goes_by(self, seconds: int) -> None:
        self.later(seconds=seconds)

    @staticmethod
    def _due(counter: int) -> Ticket | None:
        """Who is called next there, counted anew from all rows (DOMAIN 6.1).

        Those with priority first; but after two of them in a row at this counter's services
        somebody without, who waits for a quarter of an hour or longer.
        """
        today, services = clock.service_day(), SERVICES[counter]
        line = [
            one
            for one in Ticket.select().order_by(Ticket.place, Ticket.place_sub, Ticket.id)
            if (one.day, one.state) == (today, "waiting")
            and one.service in services
            and one.only_counter in (None, counter)
        ]
        first = next((one for one in line if one.priority), None)
        other = next((one for one in line if not one.priority), None)
        if first is None or other is None:
            return first or other
        if (clock.now() - other.issued_at).total_seconds() < LONG:
            return first
        calls = [
            event.priority
            for event in TicketEvent.select().order_by(TicketEvent.id)
            if (event.day, event.what, event.undone_at) == (today, "called", None)
            and event.service in services
        ]
        return other if len(calls) >= IN_A_ROW and all(calls[-IN_A_ROW:]) else first

    @staticmethod
    def _try(call) -> None:
        before = list(Ticket.select().order_by(Ticket.id).dicts())
        try:
            call()
        except AppError:
            assert list(Ticket.select().order_by(Ticket.id).dicts()) == before

    @invariant()
    def numbers_have_no_gap_and_no_double(self) -> None:
        for row in DayCounter.select():
            tickets = Ticket.select().where(Ticket.letter == row.letter, Ticket.day == row.day)
            assert sorted(t.number for t in tickets) == list(range(1, row.last + 1))

    @invariant()
    def nobody_is_at_two_counters_and_no_counter_helps_two(self) -> None:
        here = [s.ticket_id for s in CounterSeat.select() if s.ticket_id]
        assert len(here) == len(set(here))
        at_counter = {t.id for t in Ticket.select().where(Ticket.state.in_(("called", "serving")))}
        assert at_counter == set(here)

    @invariant()
    def the_journal_is_whole_and_every_change_is_in_it(self) -> None:
        assert chain.verify().broken_at is None
        assert JournalLine.select().count() >= TicketEvent.select().count()

    @invariant()
    def the_pictures_agree_with_the_tables(self) -> None:
        lines, floor = board.lines(clock.service_day()), overview.picture()
        waiting = Ticket.select().where(
            Ticket.state == "waiting", Ticket.day == clock.service_day()
        )
        assert sum(line.waiting for line in lines) == waiting.count()
        assert sum(one.people for one in floor.line) == waiting.count()
        assert {one.id for one in floor.waiting} <= {one.id for one in waiting}
        for counter in floor.counters:
            upcoming = self._due(counter.id)
            shown = upcoming and number_text(upcoming.letter, upcoming.number)
            assert counter.next == shown


Office.TestCase.settings = settings(
    max_examples=examples(25),
    stateful_step_count=30,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
TestOffice = Office.TestCase
