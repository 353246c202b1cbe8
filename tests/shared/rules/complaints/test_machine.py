"""Any people doing anything to complaints in any order: what the book promises always holds."""

from contextlib import suppress
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from shared import db
from shared.errors import AppError
from shared.records import TABLES, Complaint, ComplaintEvent, JournalLine, Office, Staff
from shared.rules.common import chain
from shared.rules.complaints import citizen, dues, entry, escalation, handling, lists, sight, states
from tests.complaint_book import People, entered, people, reported, wish
from tests.office import Later, examples

_WORDS = st.sampled_from(["Sudah.", "Belum ada.", "x" * 2000, "Baik.", " "])
_KINDS = st.sampled_from([states.SUPERVISORY, states.ORDINARY, states.SUGGESTION, "LAIN"])
_UNITS = st.sampled_from(["PELAYANAN", "PELAYANAN", "KESRA", "PEMBANGUNAN", "TIDAK_ADA"])
_ENTRIES = st.sampled_from(["follow_up", "answer", "refer", "ask", "complete", "correct"])
_TOPICS = st.sampled_from(["LAMA", "SYARAT", "BANTUAN", "UANG"])
_DESK = st.sampled_from(["rina", "rina", "ratih", "bambang"])
_WHO = st.sampled_from(["bambang", "bambang", "yusuf", "ratih", "rina", "tuti"])
_ONE = st.integers(0, 2)


class Book(RuleBasedStateMachine):
    """A complaint book, and what is known of it outside of it."""

    office: object
    later: Later
    who: People

    def __init__(self) -> None:
        super().__init__()
        self.texts: dict[int, str] = {}
        self.events: dict[int, int] = {}
        self.seen: tuple[object, ...] = ()
        self.camat = sight.reader(self.who.ratih.staff_id)

    @initialize()
    def opens_empty(self) -> None:
        with db.transaction():
            for table in TABLES:
                if table not in (Office, Staff, JournalLine):
                    table.delete().execute()

    @rule(
        topic=_TOPICS,
        straight=st.sampled_from([False, False, True]),
        by=st.sampled_from(["warga", "rina", "dewi"]),
    )
    def somebody_complains(self, topic: str, straight: bool, by: str) -> None:
        asked = wish(topic=topic, straight=straight, text=f"Keluhan {uuid4()}")
        actor = getattr(self.who, by, entry.CITIZEN)
        made = self._try(lambda: entry.enter(asked, actor))
        if made is not None:
            self.texts[made.complaint.id] = asked.text
            assert entry.enter(asked, actor).complaint.id == made.complaint.id

    @rule(answered=st.booleans(), over=st.booleans())
    def one_goes_its_way(self, answered: bool, over: bool) -> None:
        made = reported(self.who)
        self.texts[made.id] = made.text
        if answered:
            handling.answer(made.id, "Sudah.", self.who.bambang)
        if answered and over:
            handling.close(made.id, self.who.bambang)

    @rule(kind=_KINDS, again=_KINDS, asked=st.booleans(), completed=st.booleans())
    def one_is_classified_twice(self, kind: str, again: str, asked: bool, completed: bool) -> None:
        made = entered(topic="UANG" if kind == states.SUPERVISORY else "LAMA")
        self.texts[made.id] = made.text
        if asked:
            by = self.who.ratih if made.guarded else self.who.rina
            handling.ask(made.id, "Di mana?", by)
        for one in (kind, again):
            self._try(lambda one=one: handling.classify(made.id, one, self.who.ratih))
        if completed:
            self._try(lambda: citizen.complete(made.id, "Di loket."))

    @rule(by=_DESK, kind=_KINDS, unit=_UNITS, one=_ONE)
    def classifies(self, by: str, kind: str, unit: str, one: int) -> None:
        self._on(one, lambda row: handling.classify(row, kind, self._by(by), about_unit=unit))

    @rule(by=_DESK, unit=_UNITS, one=_ONE)
    def reports(self, by: str, unit: str, one: int) -> None:
        self._on(one, lambda row: handling.report(row, unit, self._by(by)))

    @rule(by=_WHO, text=_WORDS, one=_ONE, what=_ENTRIES)
    def writes(self, by: str, text: str, one: int, what: str) -> None:
        self._on(one, lambda row: getattr(handling, what)(row, text, self._by(by)))

    @rule(by=_WHO, one=_ONE)
    def closes(self, by: str, one: int) -> None:
        self._on(one, lambda row: handling.close(row, self._by(by)))

    @rule(by=_WHO, one=_ONE)
    def archives(self, by: str, one: int) -> None:
        self._on(one, lambda row: handling.archive(row, "DICABUT", "Dicabut.", self._by(by)))

    @rule(yes=st.booleans(), text=_WORDS, one=_ONE)
    def the_complainant_judges(self, yes: bool, text: str, one: int) -> None:
        self._on(one, lambda row: citizen.settle(row, yes, text))

    @rule(text=_WORDS, one=_ONE)
    def the_complainant_completes(self, text: str, one: int) -> None:
        self._on(one, lambda row: citizen.complete(row, text))

    @rule(hours=st.sampled_from([1, 6, 24, 200]))
    def time_passes(self, hours: int) -> None:
        self.later(hours=hours)
        escalation.sweep()

    @invariant()
    def what_was_written_stays(self) -> None:
        for row in Complaint.select():
            assert row.text == self.texts[row.id]
            count = ComplaintEvent.select().where(ComplaintEvent.complaint_id == row.id).count()
            assert count >= self.events.get(row.id, 0)
            self.events[row.id] = count

    @invariant()
    def numbers_have_no_gap(self) -> None:
        years: dict[int, list[int]] = {}
        for row in Complaint.select().order_by(Complaint.number):
            years.setdefault(row.year, []).append(row.number)
        assert all(found == list(range(1, len(found) + 1)) for found in years.values())

    @invariant()
    def each_state_is_whole(self) -> None:
        for row in Complaint.select():
            assert row.next_due_at == dues.next_due(row)
            assert (row.closed_at is not None) == (row.state in states.OVER)
            assert row.state != states.CLOSED or (row.answer and row.kind)
            assert (row.incomplete_until is not None) or row.state != states.INCOMPLETE
            assert not row.guarded or (row.reported_at and row.unit is None)
            assert (
                row.state == states.RECORDED
                or row.reported_at
                or row.state in (states.INCOMPLETE, states.REFERRED, states.ARCHIVED)
            )

    @invariant()
    def every_open_one_waits_for_somebody(self) -> None:
        mark = lists.mark(self.camat)
        if self.seen == mark:
            return
        self.seen = mark
        kept: set[int] = set()
        for name in ("rina", "bambang", "tuti", "ratih"):
            box = lists.inbox(sight.reader(self._by(name).staff_id))
            kept |= {one.id for one in (*box.unreported, *box.mine, *box.waiting)}
        still = Complaint.select().where(Complaint.state.in_(states.OPEN))
        assert {row.id for row in still} <= kept

    @invariant()
    def what_is_closed_was_answered_since_it_was_opened(self) -> None:
        for row in Complaint.select().where(Complaint.state == states.CLOSED):
            assert row.answered_at > row.clock_from

    @invariant()
    def nobody_below_sees_what_is_guarded(self) -> None:
        guarded = {row.id for row in Complaint.select().where(Complaint.guarded)}
        for name in ("rina", "bambang", "tuti", "sari", "dewi"):
            reader = sight.reader(self._by(name).staff_id)
            found = lists.search(lists.BookFilter(), reader)
            assert not guarded & {one.id for one in found.rows}

    def teardown(self) -> None:
        assert chain.verify().broken_at is None

    def _by(self, name: str):
        return getattr(self.who, name)

    def _on(self, place: int, do) -> None:
        rows = list(self.texts)[::-1]
        if rows:
            self._try(lambda: do(rows[place % len(rows)]))

    def _try(self, do):
        """What was done, or None when it was refused with a sentence."""
        with suppress(AppError):
            return do()
        return None


@pytest.mark.campaign
def test_the_book_keeps_its_promises_whatever_people_do(office, later):
    Book.office, Book.later, Book.who = office, later, people()
    run_state_machine_as_test(
        Book,
        settings=settings(
            max_examples=examples(40),
            stateful_step_count=30,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
