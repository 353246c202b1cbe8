"""The print outbox: nothing lost, nothing printed twice unasked."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from shared import db
from shared.errors import Refused
from shared.records import SlipEvent, SlipJob
from shared.rules import queue
from shared.rules.applications import file_slips
from shared.rules.common.actor import SYSTEM, Actor
from shared.rules.paper import printers, slips
from shared.rules.queue import floor, slip
from tests.office import Later, opened, take

pytestmark = pytest.mark.usefixtures("office")

STATION, PRINTER = "station-1", "ticket"


def claim() -> SlipJob:
    job = slips.claim_next(STATION, PRINTER)
    assert job is not None
    return job


def printed_to(state: str) -> SlipJob:
    """A slip brought as far as `sending`, then ended."""
    take()
    job = claim()
    slips.store_bytes(job, b"slip")
    slips.mark_sending(job)
    if state == "printed":
        slips.mark_printed(job, "process-id")
    elif state == "uncertain":
        slips.mark_uncertain(job, "putus")
    return job


def test_slips_are_claimed_in_order_and_each_once() -> None:
    for _ in range(3):
        take()
    claimed = [claim().payload["number"] for _ in range(3)]
    assert claimed == ["A-001", "A-002", "A-003"]
    assert slips.claim_next(STATION, PRINTER) is None


def test_two_stations_never_claim_the_same_slip() -> None:
    for _ in range(60):
        take()

    def station(name: str) -> list[int]:
        found = []
        while (job := slips.claim_next(name, PRINTER)) is not None:
            found.append(job.id)
        db.close_database()
        return found

    with ThreadPoolExecutor(3) as stations:
        claimed = [i for each in stations.map(station, ["s1", "s2", "s3"]) for i in each]
    assert sorted(claimed) == list(range(1, 61))


def test_a_slip_that_sent_no_byte_waits_for_its_next_turn() -> None:
    take()
    job = claim()
    slips.store_bytes(job, b"slip")
    slips.give_back(job, "tidak tersambung")
    again = claim()
    assert (again.id, again.attempts, bytes(again.data)) == (job.id, 2, b"slip")


def test_after_a_restart_what_was_being_sent_is_uncertain_and_the_rest_goes_back() -> None:
    sending = printed_to("sending")
    take()
    held = claim()
    assert slips.reconcile(STATION) == 2
    assert SlipJob.get_by_id(sending.id).state == "uncertain"
    assert claim().id == held.id


def test_a_slip_whose_number_is_over_or_of_yesterday_is_not_printed(
    sari: Actor, later: Later
) -> None:
    take()
    take()
    queue.call_next(1, sari)
    queue.finish(1, sari)
    assert claim().payload["number"] == "A-002"
    take()
    later(days=1)
    assert slips.claim_next(STATION, PRINTER) is None
    states = [row.state for row in SlipJob.select().order_by(SlipJob.id)]
    assert states == ["cancelled", "queued", "cancelled"]


def test_a_restart_of_one_station_leaves_the_others_alone() -> None:
    sending = printed_to("sending")
    assert slips.reconcile("another") == 0
    assert SlipJob.get_by_id(sending.id).state == "sending"


def test_an_uncertain_slip_is_never_claimed_again() -> None:
    printed_to("uncertain")
    assert slips.claim_next(STATION, PRINTER) is None
    assert [job.state for job in slips.open_questions()] == ["uncertain"]


def test_a_person_says_it_came_out(sari: Actor) -> None:
    job = printed_to("uncertain")
    slips.answer(job.id, came_out=True, by=sari)
    assert slips.open_questions() == []
    assert SlipJob.select().count() == 1


def test_a_person_says_it_did_not_and_a_marked_copy_is_printed(sari: Actor) -> None:
    job = printed_to("uncertain")
    slips.answer(job.id, came_out=False, by=sari)
    copy = claim()
    assert (copy.copy, copy.reprint_of) == (1, job.id)
    with pytest.raises(Refused):
        slips.answer(job.id, came_out=False, by=sari)


def test_a_reprint_is_a_new_row_marked_as_a_copy(sari: Actor) -> None:
    job = printed_to("printed")
    new = slip.reprint(job.ticket_id, sari)
    copy = SlipJob.get_by_id(new)
    assert copy.copy == 1
    assert copy.payload["number"] == job.payload["number"]


def test_pressing_reprint_twice_gives_one_copy(sari: Actor) -> None:
    job = printed_to("printed")
    assert slip.reprint(job.ticket_id, sari) == slip.reprint(job.ticket_id, sari)


def test_asking_again_while_the_first_slip_is_on_its_way_gives_no_second(sari: Actor) -> None:
    ticket = take()
    assert slip.reprint(ticket.id, sari) == SlipJob.get().id
    assert SlipJob.select().count() == 1


def test_a_copy_asked_for_hides_the_question_about_the_first(sari: Actor) -> None:
    job = printed_to("uncertain")
    slip.reprint(job.ticket_id, sari)
    assert slips.open_questions() == []


def test_every_step_of_a_slip_is_written_down() -> None:
    job = printed_to("printed")
    steps = [event.state for event in SlipEvent.select().where(SlipEvent.job_id == job.id)]
    assert steps == ["ready", "sending", "printed"]


def test_a_job_that_changed_meanwhile_is_not_changed_again() -> None:
    job = printed_to("sending")
    stale = SlipJob.get_by_id(job.id)
    slips.mark_printed(job, "status")
    with pytest.raises(Refused):
        slips.mark_uncertain(stale, "putus")


def test_an_office_without_a_ticket_printer_asks_for_no_paper(settings) -> None:
    db.close_database()
    with opened(replace(settings, printers_ticket="none", data=settings.data / "lain")):
        ticket = take()
        assert SlipJob.select().count() == 0
        with pytest.raises(Refused, match="tidak memakai pencetak"):
            slip.reprint(ticket.id, SYSTEM)


def test_the_list_of_papers_can_be_printed_without_taking_a_number() -> None:
    file_slips.ask_for_checklist(["UBAH_LAHIR"])
    job = claim()
    assert job.kind == "checklist"
    assert any("KK asli" in item["text"] for item in job.payload["items"])
    assert floor.figures().taken == 0


class TestPrinters:
    """What the seats hear about printers."""

    def test_a_reason_is_a_sentence_that_says_what_to_do(self) -> None:
        printers.heartbeat(STATION)
        printers.report(STATION, PRINTER, ["paper-out"])
        (printer,) = printers.printers()
        assert not printer.ok
        assert printer.sentences == ("Kertas habis. Pasang gulungan kertas baru.",)

    def test_low_paper_is_told_but_still_prints(self) -> None:
        printers.heartbeat(STATION)
        printers.report(STATION, PRINTER, ["paper-near-end"])
        assert printers.printers()[0].ok

    def test_a_silent_station_shows_within_ten_seconds(self, later: Later) -> None:
        printers.heartbeat(STATION)
        printers.report(STATION, PRINTER, [])
        later(seconds=11)
        assert printers.printers()[0].reasons == ("station-gone",)

    def test_since_is_the_moment_it_began_not_the_last_look(self, later: Later) -> None:
        printers.report(STATION, PRINTER, ["cover-open"])
        began = printers.printers()[0].since
        later(seconds=5)
        printers.report(STATION, PRINTER, ["cover-open"])
        assert printers.printers()[0].since == began
