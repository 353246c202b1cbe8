"""How a visit ended: one key just after it, to be corrected, and what a file tells by itself."""

import pytest

from shared.errors import AppError, Invalid, NotAllowed
from shared.records import JournalLine, Ticket
from shared.rules import queue
from shared.rules.applications import decisions, process
from shared.rules.applications.view import ApplicationView
from shared.rules.common import staff
from shared.rules.common.actor import Actor
from shared.rules.queue import floor, outcomes, story
from shared.rules.queue.ticket import OUTCOMES
from tests import kk
from tests.office import Later, seated, take


def serve(by: Actor, service: str = "KK", counter: int = 1) -> str:
    """Somebody comes for this and is being served; their number."""
    take(service)
    number = queue.call_next(counter, by).number
    queue.serve(counter, by)
    return number


def kept() -> list[str | None]:
    return [row.outcome for row in Ticket.select().order_by(Ticket.id)]


def offered(counter: int = 1) -> outcomes.Ended | None:
    return next(one for one in floor.picture().counters if one.id == counter).ended


class TestSaid:
    """By the officer, as long as the counter still shows it."""

    def test_one_press_says_it_another_corrects_it_and_a_third_takes_it_back(
        self, sari: Actor
    ) -> None:
        number = serve(sari)
        assert offered() is None
        queue.finish(1, sari)
        assert offered() == outcomes.Ended(number, "", 60)
        for outcome in ("informed", "lacking", None):
            outcomes.say(1, number, outcome, sari)
            assert kept() == [outcome]
            assert offered() == outcomes.Ended(number, outcome or "", 60)
        lines = JournalLine.select().where(JournalLine.what == "ticket.outcome")
        assert [line.subject for line in lines] == [number] * 3

    def test_nobody_has_to_say_anything(self, sari: Actor) -> None:
        first = serve(sari)
        take()
        assert queue.call_next(1, sari).number != first
        assert (kept(), queue.by_number(first).state) == ([None, None], "done")

    def test_it_may_still_be_said_while_the_next_one_is_there(
        self, sari: Actor, later: Later
    ) -> None:
        first = serve(sari)
        take()
        second = queue.call_next(1, sari).number
        later(seconds=59)
        outcomes.say(1, first, "other", sari)
        assert kept() == ["other", None]
        with pytest.raises(AppError, match="tidak dapat ditulis lagi"):
            outcomes.say(1, second, "other", sari)

    def test_after_a_minute_the_offer_is_over(self, sari: Actor, later: Later) -> None:
        number = serve(sari)
        queue.finish(1, sari)
        later(seconds=60)
        assert offered() is None
        with pytest.raises(AppError, match="tidak dapat ditulis lagi"):
            outcomes.say(1, number, "accepted", sari)
        assert kept() == [None]

    def test_a_finish_that_was_undone_offers_nothing(self, sari: Actor) -> None:
        queue_number = serve(sari)
        queue.finish(1, sari)
        outcomes.say(1, queue_number, "accepted", sari)
        assert queue.undo(1, sari).state == "serving"
        assert offered() is None

    def test_only_the_counter_that_finished_it_says_it_and_only_what_there_is(
        self, sari: Actor, tono: Actor
    ) -> None:
        number = serve(sari)
        queue.finish(1, sari)
        for who, counter, outcome, refusal in (
            (tono, 1, "accepted", NotAllowed),
            (tono, 2, "accepted", AppError),
            (sari, 1, "senang", Invalid),
        ):
            with pytest.raises(refusal):
                outcomes.say(counter, number, outcome, who)
        assert kept() == [None]

    def test_the_story_of_the_number_tells_it(self, sari: Actor) -> None:
        number = serve(sari)
        queue.finish(1, sari)
        outcomes.say(1, number, "lacking", sari)
        assert story.of(number)[-1].text.endswith("Hasil: Kurang, datang lagi.")


class TestTold:
    """By the file that belongs to the visit, without asking anybody."""

    def _taken_in(self, by: Actor) -> tuple[str, ApplicationView]:
        number = serve(by)
        return number, kk.register(ticket_id=queue.by_number(number).id)

    def test_a_file_that_was_taken_in_and_one_that_is_given_back_end_the_visit_so(
        self, sari: Actor
    ) -> None:
        number, file = self._taken_in(sari)
        assert kept() == ["accepted"]
        queue.finish(1, sari)
        ended = offered()
        assert ended is not None
        assert (ended.number, ended.outcome) == (number, "accepted")
        decisions.give_back(file.id, "TIDAK_LENGKAP", kk.COUNTER, "surat lahir")
        assert kept() == ["lacking"]

    def test_who_fetches_the_paper_and_comes_back_with_the_same_number_need_not_come_again(
        self, sari: Actor
    ) -> None:
        number, file = self._taken_in(sari)
        decisions.give_back(file.id, "TIDAK_LENGKAP", kk.COUNTER, "surat lahir")
        queue.papers(1, sari)
        queue.call_number(1, number, sari)
        decisions.resubmit(file.id, kk.COUNTER)
        assert kept() == ["accepted"]

    def test_what_happens_to_the_file_on_a_later_day_leaves_the_visit_as_it_was(
        self, sari: Actor, later: Later
    ) -> None:
        _, file = self._taken_in(sari)
        queue.finish(1, sari)
        later(days=1)
        decisions.give_back(file.id, "TIDAK_LENGKAP", kk.COUNTER, "surat lahir")
        assert kept() == ["accepted"]

    @pytest.mark.parametrize(("service", "told"), [("AMBIL", "handed"), ("KK", None)])
    def test_a_kk_handed_over_ends_the_visit_of_whoever_came_for_one(
        self, office: object, service: str, told: str | None
    ) -> None:
        ready = kk.ready()
        by = seated(1, "wati", "Wati Loket", staff.COUNTER)
        serve(by, service)
        how = kk.taken("Wati Percobaan", process.APPLICANT)
        process.hand_over(ready.id, how, by)
        assert kept() == [told]


def test_every_end_has_its_words_and_its_key(office: object) -> None:
    assert list(OUTCOMES) == ["accepted", "lacking", "informed", "handed", "other"]
    assert all(OUTCOMES.values())
