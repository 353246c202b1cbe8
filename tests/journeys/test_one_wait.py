"""Whatever tells a citizen how long: card, ticket, program, paper, phone, board and desk agree."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from unittest.mock import patch

from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from deploy import app as composition
from deploy import catalogues
from kiosk.touch.tickets import services, tickets
from shared import clock, config
from shared.errors import AppError
from shared.records import SlipJob
from shared.rules import queue
from shared.rules.common import office as offices
from shared.rules.common import staff
from shared.rules.queue import board, touchscreen
from shared.rules.queue import floor as overview
from tests.office import Later, examples, opened, press, seated

COUNTERS = (1, 2, 3)
SERVICES = ("KK", "AMBIL", "INFO")
PRACTICE = Path(config.__file__).parent / "standard" / "offices" / "sumberkerta"

counters = st.tuples(
    *(st.sets(st.sampled_from(SERVICES), min_size=1).map(sorted).map(tuple) for _ in COUNTERS)
)
takes = st.tuples(
    st.just("take"), st.sampled_from(SERVICES), st.sampled_from([None, None, "LANSIA"])
)
at_counters = st.tuples(
    st.sampled_from(["call_next", "serve", "finish", "skip", "hold", "close", "sit", "transfer"]),
    st.sampled_from(COUNTERS),
    st.sampled_from([1, 2, 3, *SERVICES]),
)
breaks = st.tuples(st.just("break"), st.sampled_from(COUNTERS), st.booleans())
times = st.tuples(st.just("later"), st.sampled_from([1, 4, 9, 25]), st.none())
days = st.lists(
    st.one_of(takes, takes, takes, at_counters, at_counters, breaks, times), max_size=40
)


@settings(
    max_examples=examples(25),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(serving=counters, steps=days)
def test_what_the_card_said_is_what_the_next_ticket_and_every_paper_and_screen_say(serving, steps):
    for catalogue in catalogues.stale():
        catalogues.compile_catalogue(catalogue)
    with _day(serving) as day:
        for step, at, value in steps:
            if step == "take":
                day.take(at, value)
            elif step == "later":
                day.later(minutes=at)
            else:
                day.press(step, at, value)
        for service in SERVICES:
            day.take(service, None)


class _Day:
    """A day of an office with three counters, pressed in any order."""

    def __init__(self, app: Flask, browser: FlaskClient, later: Later) -> None:
        self.app, self.browser, self.later = app, browser, later
        self.people = {c: seated(c, f"p{c}x", "Petugas", staff.COUNTER) for c in COUNTERS}

    def press(self, step: str, counter: int, value: object) -> None:
        by = self.people[counter]
        other = {"to_counter": value} if isinstance(value, int) else {"service": value}
        does = {
            "close": lambda: queue.leave(counter, by),
            "sit": lambda: queue.sit(counter, by),
            "break": lambda: queue.pause(counter, by, on=bool(value)),
            "transfer": lambda: queue.transfer(counter, by, **other),
        }
        try:
            does.get(step, lambda: getattr(queue, step)(counter, by))()
        except AppError:
            return

    def take(self, service: str, priority: str | None) -> None:
        """Take a number, and compare what everybody said before and says after."""
        day = clock.service_day()
        with self.app.test_request_context():
            home = touchscreen.home(priority=priority is not None)
            card = next(one for one in services.cards(home) if one.choice.code == service)
        line = next(one for one in board.lines(day) if one.service == service)
        desk = next(one for one in overview.picture().newcomers if one.service == service)
        free = self._free_counter(service)
        wish = press(service, priority=priority)
        told = self.browser.post("/api/v1/tickets", json=_asked(wish)).get_json()
        ticket = queue.by_token(told["token"])
        with self.app.test_request_context():
            said = tickets.in_words(ticket)
        phone = self.browser.get(f"/t/{ticket.token}").get_data(as_text=True)
        minutes = told["estimate_minutes"] and tuple(told["estimate_minutes"])
        assert (card.people, card.minutes) == (said.people, said.wait)
        assert (card.line.ahead, card.line.estimate_minutes) == (told["ahead"], minutes)
        assert (ticket.ahead, ticket.estimate) == (told["ahead"], minutes)
        assert not card.now or (free and ticket.ahead == 0)
        assert said.people in phone
        assert said.wait in phone
        slip = SlipJob.select().order_by(SlipJob.id.desc()).first().payload
        assert (slip["ahead"], slip["estimate"]) == (ticket.ahead, said.wait or None)
        followed = self.browser.get(f"/api/v1/tickets/{ticket.token}").get_json()
        assert (followed["ahead"], followed["estimate_minutes"]) == (
            told["ahead"],
            told["estimate_minutes"],
        )
        if priority is None:
            assert (line.ahead, line.estimate, line.at_once) == (
                ticket.ahead,
                said.wait or None,
                card.now,
            )
        spoken = desk.priority if priority else desk.ordinary
        expected = f"{ticket.ahead} di depan{f', {said.wait}' if said.wait else ''}"
        assert spoken == ("Bisa langsung" if card.now else expected)

    def _free_counter(self, service: str) -> bool:
        standing = {seat.counter: seat for seat in queue.seats()}
        return any(
            service in one.services
            and standing[one.id].state == "open"
            and standing[one.id].ticket_id is None
            for one in offices.here().standard.counters_on(clock.service_day())
        )


def _asked(wish: queue.Press) -> dict[str, str | None]:
    return {"service": wish.service, "touch": wish.touch, "priority": wish.priority}


@contextmanager
def _day(serving: tuple[tuple[str, ...], ...]) -> Iterator[_Day]:
    with tempfile.TemporaryDirectory() as folder:
        made = config.load({}, data=Path(folder) / "d", practice=True, standard=PRACTICE)
        with opened(replace(made, voice="off")) as here:
            changed = tuple(
                replace(one, services=serving[one.id - 1]) if one.id in COUNTERS else one
                for one in here.standard.counters
            )
            other = replace(here, standard=replace(here.standard, counters=changed))
            with patch.object(offices, "_here", other):
                app = composition.compose(other)
                app.config.update(TESTING=True, WTF_CSRF_ENABLED=False)
                try:
                    yield _Day(app, app.test_client(), Later(here.settings.data))
                finally:
                    app.extensions["antrean.speaker"].close()
