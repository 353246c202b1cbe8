"""The print outbox: nothing lost, nothing printed twice unasked."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from pydantic import ValidationError

from shared import clock, db
from shared.errors import NotFound, Refused
from shared.records import JournalLine, PrinterState, SlipEvent, SlipJob, Station
from shared.rules import queue
from shared.rules.applications import file_slips
from shared.rules.common import forgetting
from shared.rules.common.actor import SYSTEM, Actor
from shared.rules.common.office import Here
from shared.rules.complaints.slip import ComplaintSlip
from shared.rules.paper import printers, slips, trials
from shared.rules.queue import floor, slip
from tests.office import Later, having, opened, take

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


def slip_of(number: str) -> slips.Slip:
    """A slip with a number and its code, which are somebody's."""
    return ComplaintSlip(
        number=number, code="1234", received="", by="", due="", secret=False, url=None
    )


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


def test_of_several_numbers_each_copy_is_of_its_own(sari: Actor) -> None:
    """Slips that belong to nobody, and a copy more, lie between: no id is another's by chance."""
    file_slips.ask_for_checklist(["UBAH_LAHIR"])
    tickets = [take(), take("AMBIL"), take(priority="LANSIA")]
    while (job := slips.claim_next(STATION, PRINTER)) is not None:
        slips.store_bytes(job, b"slip")
        slips.mark_sending(job)
        slips.mark_printed(job, "status")
    for ticket, copy in ((tickets[1], 1), (tickets[2], 1), (tickets[1], 2), (tickets[0], 1)):
        job = SlipJob.get_by_id(slip.reprint(ticket.id, sari))
        assert (job.ticket_id, job.payload["number"]) == (ticket.id, ticket.number)
        assert (job.kind, job.copy) == ("ticket", copy)
        assert SlipJob.get_by_id(job.reprint_of).ticket_id == ticket.id
        line = JournalLine.select().order_by(JournalLine.sequence.desc()).get()
        assert (line.what, line.subject) == ("ticket.reprinted", ticket.number)
        claim()
        slips.store_bytes(job := SlipJob.get_by_id(job.id), b"slip")
        slips.mark_sending(job)
        slips.mark_printed(job, "status")


def test_a_number_taken_without_printer_is_printed_once_there_is_one(
    sari: Actor,
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        having(patch, printers_ticket="none")
        take()
        second = take()
        with pytest.raises(Refused, match="tidak memakai pencetak karcis"):
            slip.reprint(second.id, sari)
    assert SlipJob.select().count() == 0
    job = SlipJob.get_by_id(slip.reprint(second.id, sari))
    assert (job.ticket_id, job.copy, job.reprint_of) == (second.id, 1, None)
    assert job.payload["number"] == "A-002"
    with pytest.raises(NotFound):
        slip.reprint(second.id + 1, sari)


def test_each_step_of_a_slip_is_kept_with_its_reason_and_told(rung: list[str], sari: Actor) -> None:
    take(), take()
    rung.clear()
    job, other = claim(), claim()
    steps: list[tuple[Callable[..., object], tuple[object, ...], list[str]]] = [
        (slips.give_back, (job, "pencetak mati"), ["paper"]),
        (claim, (), []),
        (slips.store_bytes, (job, b"slip"), []),
        (slips.give_back, (job, "sibuk"), ["paper"]),
        (claim, (), []),
        (slips.mark_sending, (job,), []),
        (slips.mark_uncertain, (job, "putus"), ["paper"]),
    ]
    for step, things, told in steps:
        if things:
            job = SlipJob.get_by_id(job.id)
            things = (job, *things[1:])
        step(*things)
        assert (rung, SlipJob.get_by_id(other.id).state) == (told, "queued")
        rung.clear()
    slips.answer(job.id, came_out=False, by=sari)
    assert rung == ["paper"]
    events = SlipEvent.select().where(SlipEvent.job_id == job.id).order_by(SlipEvent.id)
    assert [(event.state, event.reason) for event in events] == [
        ("queued", "pencetak mati"),
        ("ready", None),
        ("ready", "sibuk"),
        ("sending", None),
        ("uncertain", "putus"),
        ("cancelled", "dilihat petugas"),
    ]
    job = SlipJob.get_by_id(job.id)
    assert (job.attempts, job.data, job.evidence) == (3, b"slip", "person")
    assert slips.broken_off(STATION) == len(b"slip")
    line = JournalLine.select().order_by(JournalLine.sequence.desc()).get()
    assert (line.what, line.subject) == ("print.answered", str(job.id))


def test_what_a_restart_finds_is_told_and_given_back_or_asked(rung: list[str]) -> None:
    for _ in range(3):
        take()
    held, sending = claim(), claim()
    slips.store_bytes(sending, b"slip")
    slips.mark_sending(sending)
    rung.clear()
    assert slips.reconcile(STATION) == 2
    assert rung == ["paper"]
    rows = {row.id: row for row in SlipJob.select()}
    assert (rows[held.id].state, rows[held.id].station) == ("queued", None)
    assert (rows[sending.id].state, rows[sending.id].station) == ("uncertain", STATION)
    assert slips.waiting_count() == 2
    rung.clear()
    assert (slips.reconcile(STATION), rung) == (0, [])
    slips.mark_failed(claim(), "bukan gambar")
    assert rung == ["paper"]
    assert [job.state for job in slips.open_questions()] == ["failed", "uncertain"]


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


def test_once_there_is_a_copy_the_answer_about_the_first_gives_no_other(sari: Actor) -> None:
    job = printed_to("uncertain")
    copy = slip.reprint(job.ticket_id, sari)
    slips.answer(job.id, came_out=False, by=sari)
    assert [row.id for row in SlipJob.select().order_by(SlipJob.id)] == [job.id, copy]
    assert slips.by_id(job.id).state == "cancelled"


def test_a_slip_of_no_number_is_not_printed_anew_when_it_did_not_come_out(sari: Actor) -> None:
    slips.ask_for_test(sari)
    job = claim()
    slips.store_bytes(job, b"x")
    slips.mark_sending(job)
    slips.mark_uncertain(job, "putus")
    slips.answer(job.id, came_out=False, by=sari)
    assert SlipJob.select().count() == 1


def test_a_test_slip_is_printed_however_long_it_waited(sari: Actor, later: Later) -> None:
    asked = slips.ask_for_test(sari)
    later(days=3)
    assert claim().id == asked


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


def test_what_was_said_is_forgotten_in_time_but_not_of_what_still_waits(later: Later) -> None:
    of_nobody = printed_to("printed")
    with db.transaction():
        said = [slips.ask(slip_of(name)) for name in ("a", "b", "c")]
    assert claim().id == said[0]
    job = SlipJob.get_by_id(said[0])
    slips.store_bytes(job, b"slip")
    slips.mark_sending(job)
    slips.mark_printed(job, "status")
    waiting = claim()
    slips.store_bytes(waiting, b"slip")
    later(seconds=slips.KEPT_SECONDS - 30)
    assert slips.purge() == 0
    later(seconds=31)
    assert slips.purge() == 1
    kept = {row.id: bool(row.payload) for row in SlipJob.select()}
    assert kept == {of_nobody.id: True, said[0]: False, said[1]: True, said[2]: True}


def test_a_number_that_was_printed_stays_and_what_its_slip_said_goes(
    office: Here, later: Later, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(forgetting, "_AT_ONCE", 2)
    monkeypatch.setattr(forgetting, "_TIMES", 2)
    jobs = [
        printed_to(state) for state in ("printed", "uncertain", "printed", "printed", "printed")
    ]
    waiting = take()
    later(days=office.settings.slip_days, seconds=-30)
    assert slips.purge() == 0
    later(seconds=31)
    steps = SlipEvent.select().where(SlipEvent.job_id.in_([job.id for job in jobs]))
    assert len({step.job_id for step in steps}) == len(jobs)
    assert (slips.purge(), slips.purge(), slips.purge()) == (4, 1, 0)
    assert not steps.clone().exists()
    for job in jobs:
        row = SlipJob.get_by_id(job.id)
        assert (row.payload, row.data) == ({}, None)
        assert (row.state, row.evidence, row.created_at) == (
            job.state,
            job.evidence,
            job.created_at,
        )
    assert SlipJob.get(SlipJob.ticket_id == waiting.id).payload


def test_a_forgotten_slip_is_printed_again_from_its_ticket(
    office: Here, sari: Actor, later: Later
) -> None:
    ticket = take()
    job = claim()
    slips.store_bytes(job, b"slip")
    slips.mark_sending(job)
    slips.mark_uncertain(job, "putus")
    later(days=office.settings.slip_days, seconds=1)
    assert slips.purge() == 1
    slips.answer(job.id, came_out=False, by=sari)
    assert slips.job_of(ticket.id) == job
    again = SlipJob.get_by_id(slip.reprint(ticket.id, sari))
    assert (again.copy, again.reprint_of, again.payload["number"]) == (1, job.id, ticket.number)


def test_a_slip_is_asked_about_on_its_own_day_only(later: Later) -> None:
    printed_to("uncertain")
    later(hours=14, minutes=59, seconds=59)
    assert len(slips.open_questions()) == 1
    later(seconds=1)
    assert slips.open_questions() == []
    with db.transaction():
        slips.ask(slip_of("a"))
    slips.mark_failed(claim(), "bukan gambar")
    later(hours=23, minutes=59, seconds=59)
    assert len(slips.open_questions()) == 1


class TestPrinters:
    """What the seats hear about printers."""

    def test_what_a_printer_can_do_stays_known_while_nothing_else_is_told(
        self, rung: list[str]
    ) -> None:
        for reasons, capability, device in (
            ([], "bytes", "usb://a"),
            ([], None, None),
            (["cover-open"], None, None),
        ):
            printers.report(STATION, PRINTER, reasons, capability, device)
        printers.report(STATION, "sheet", [], None, None)
        row, other = PrinterState.select().order_by(PrinterState.id)
        assert (row.capability, row.device, row.reasons) == ("bytes", "usb://a", ["cover-open"])
        assert (other.capability, other.device, other.reasons) == (None, None, [])
        assert rung == ["printers"] * 3

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

    @pytest.mark.parametrize("gap", [-10_001, -10_000, 0, 10_000, 10_001])
    def test_a_station_is_alive_within_ten_seconds_of_its_last_word(
        self, monkeypatch: pytest.MonkeyPatch, gap: int
    ) -> None:
        moment = clock.now().replace(microsecond=0)
        monkeypatch.setattr(clock, "now", lambda: moment)
        printers.heartbeat(STATION), printers.heartbeat("another")
        Station.update(seen_at=moment - timedelta(milliseconds=gap)).where(
            Station.name == STATION
        ).execute()
        alive = {STATION} if abs(gap) <= 10_000 else set()
        assert printers.alive_stations() == {"another"} | alive
        printers.heartbeat(STATION)
        assert printers.alive_stations() == {"another", STATION}
        assert Station.select().count() == 2

    def test_of_several_printers_each_is_told_with_its_own_reasons(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        having(monkeypatch, printers_sheet="ipp://a, ipp://b")
        printers.heartbeat(STATION)
        for name, reasons in (
            ("ticket", ["paper-near-end", "cover-open", "cover-open"]),
            ("sheet", ["tray-low", "ink-low", "no-status"]),
            ("sheet-2", ["odd"]),
            ("sheet-3", []),
        ):
            printers.report(STATION, name, reasons, device=f"usb://{name}")
        printers.report("another", "sheet", [])
        told = [(one.name, one.station, one.reasons, one.ok) for one in printers.printers()]
        assert sorted(told) == [
            ("sheet", "another", ("station-gone",), False),
            ("sheet", STATION, ("ink-low", "no-status", "tray-low"), True),
            ("sheet-2", STATION, ("odd",), False),
            ("ticket", STATION, ("cover-open", "paper-near-end"), False),
        ]
        assert [one.sentences for one in printers.printers() if one.name == "sheet-2"] == [("odd",)]
        assert {one.device for one in printers.printers()} == {
            "",
            *(f"usb://{name}" for name in ("ticket", "sheet", "sheet-2")),
        }
        having(monkeypatch, printers_sheet="none")
        assert [one.name for one in printers.printers()] == ["ticket"]
        having(monkeypatch, printers_ticket="none")
        assert (printers.printers(), printers.ticket_printer()) == ([], None)

    def test_only_what_changed_is_told_and_since_when(
        self, monkeypatch: pytest.MonkeyPatch, rung: list[str]
    ) -> None:
        began = datetime(2026, 11, 23, 9, tzinfo=clock.zone())
        told = []
        for minute, reasons in enumerate(([], [], ["offline"], ["offline"], ["error"], [])):
            monkeypatch.setattr(clock, "now", lambda n=minute: began + timedelta(minutes=n))
            printers.report(STATION, PRINTER, reasons)
            row = PrinterState.get()
            told.append((clock.local(row.since).minute, clock.local(row.seen_at).minute, len(rung)))
        assert told == [(0, 0, 1), (0, 1, 1), (2, 2, 2), (2, 3, 2), (4, 4, 3), (5, 5, 4)]

    @pytest.mark.parametrize(
        ("setting", "names", "titles"),
        [
            ("none", [], []),
            ("ipp://a", ["sheet"], ["Pencetak A4"]),
            ("a,b", ["sheet", "sheet-2"], ["Pencetak A4", "Pencetak A4 ke-2"]),
            (
                "a, b,c",
                ["sheet", "sheet-2", "sheet-3"],
                ["Pencetak A4", "Pencetak A4 ke-2", "Pencetak A4 ke-3"],
            ),
        ],
    )
    @pytest.mark.parametrize("ticket", ["none", "usb://t"])
    def test_each_printer_of_the_settings_has_its_name_and_address(
        self,
        monkeypatch: pytest.MonkeyPatch,
        setting: str,
        names: list[str],
        titles: list[str],
        ticket: str,
    ) -> None:
        having(monkeypatch, printers_sheet=setting, printers_ticket=ticket)
        assert printers.sheet_names(setting) == names
        assert [printers.title(one) for one in names] == titles
        assert printers.title("ticket") == "Pencetak karcis"
        known = dict(zip(names, "abc" if len(names) > 1 else [setting], strict=False))
        own = {} if ticket == "none" else {"ticket": ticket}
        assert printers.addresses() == known | own
        assert slips.has_printer() is (ticket != "none")

    @pytest.mark.parametrize(
        ("printers_sheet", "troubles", "asked", "instead"),
        [
            ("a", {"sheet": ["paper-jam"]}, "sheet", None),
            ("a,b", {"sheet": ["paper-jam"], "sheet-2": []}, "sheet", "sheet-2"),
            ("a,b", {"sheet": [], "sheet-2": ["paper-jam"]}, "sheet-2", "sheet"),
            ("a,b", {"sheet": ["tray-low"], "sheet-2": []}, "sheet", None),
            ("a,b", {"sheet": ["paper-jam"], "sheet-2": ["paper-jam"]}, "sheet", None),
            ("a,b", {"sheet-2": []}, "sheet", None),
            ("a,b", {"sheet": ["paper-jam"], "ticket": []}, "sheet", None),
            ("a,b,c", {"sheet": ["paper-jam"], "sheet-2": [], "sheet-3": []}, "sheet", "sheet-2"),
        ],
    )
    def test_another_printer_is_named_only_where_it_can_print_and_this_one_cannot(
        self,
        monkeypatch: pytest.MonkeyPatch,
        printers_sheet: str,
        troubles: dict[str, list[str]],
        asked: str,
        instead: str | None,
    ) -> None:
        having(monkeypatch, printers_sheet=printers_sheet)
        printers.heartbeat(STATION)
        for name, reasons in troubles.items():
            printers.report(STATION, name, reasons)
        found = printers.instead_of(asked)
        assert (found and found.name) == instead
        if found:
            assert found.title == printers.title(found.name)
            assert found.trouble == (
                f"{printers.title(asked)}: Kertas macet. Buka pencetak, tarik kertasnya, lalu"
                " tutup lagi."
            )

    def test_what_an_office_has_yet_to_choose_is_told_outside_practice(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        nothing = {"printers_ticket": "none", "printers_sheet": "none"}
        ticket, sheet = "no-ticket-printer", "no-sheet-printer"
        for practice, written, missing in (
            (True, frozenset(), []),
            (False, frozenset(), [ticket, sheet]),
            (False, frozenset({"printers_ticket"}), [sheet]),
            (False, frozenset({"printers_sheet"}), [ticket]),
            (False, frozenset({"printers_sheet", "printers_ticket"}), []),
        ):
            having(monkeypatch, practice=practice, written=written, **nothing)
            told = printers.printers()
            assert [one.reasons for one in told] == [(one,) for one in missing]
            assert not any(one.ok or printers.is_chosen(one) for one in told)
            assert printers.without() == {
                "ticket": "printers_ticket" in written,
                "sheet": "printers_sheet" in written,
            }
            assert printers.ticket_printer() is None
        having(monkeypatch, printers_ticket="usb://t", printers_sheet="a", written=frozenset())
        assert printers.without() == {}
        printers.report(STATION, "ticket", [])
        printers.report(STATION, "sheet", [])
        found = printers.ticket_printer()
        assert found is not None
        assert (found.name, printers.is_chosen(found)) == ("ticket", True)


@pytest.mark.parametrize("receipts", ["sheet", "slip"])
@pytest.mark.parametrize("sheet", ["none", "ipp://a"])
@pytest.mark.parametrize("ticket", ["none", "usb://a"])
def test_receipts_come_as_slips_where_the_office_says_so_or_has_no_other_printer(
    monkeypatch: pytest.MonkeyPatch, receipts: str, sheet: str, ticket: str
) -> None:
    having(monkeypatch, receipts=receipts, printers_sheet=sheet, printers_ticket=ticket)
    expected = ticket != "none" and (receipts == "slip" or sheet == "none")
    assert slips.carry_receipts() is expected


def test_the_same_wish_gives_one_slip_and_another_one_its_own() -> None:
    told: list[str] = []

    def say() -> slips.Slip:
        told.append("")
        return slip_of("a")

    with db.transaction():
        jobs = [slips.ask_once(token, say) for token in ("x", "y", "x", "y")]
    assert (jobs[:2], jobs[0] != jobs[1], len(told)) == (jobs[2:], True, 2)
    assert [slips.by_id(one).token for one in jobs[:2]] == ["x", "y"]
    assert slips.job_with("z") is None
    with pytest.raises(NotFound):
        slips.by_id(max(jobs) + 1)
    assert slips.says(slips.by_id(jobs[0])) == slip_of("a")


def test_a_test_slip_says_when_it_was_asked_for_and_how_it_stands(
    rung: list[str], sari: Actor
) -> None:
    take()
    rung.clear()
    job = slips.by_id(slips.ask_for_test(sari))
    assert rung == ["paper"]
    assert job.payload["day"] == "Senin, 23 November 2026"
    assert job.payload["time"] == "09.00 WIB"
    line = JournalLine.select().order_by(JournalLine.sequence.desc()).get()
    assert (line.what, line.subject, line.who) == ("print.test", str(job.id), "sari")
    with pytest.raises(NotFound):
        trials.of_slip(claim().id)
    printers.heartbeat(STATION)
    printers.report(STATION, "ticket", ["offline"])
    printers.report(STATION, "sheet", ["paper-jam"])
    trouble = "Pencetak sedang tidak siap. Tekan tombol FEED atau nyalakan ulang."

    def told() -> tuple[str, bool, bool]:
        found = trials.of_slip(job.id)
        return found.words, found.done, found.over

    assert told() == (f"Pencetak karcis: menunggu pencetak. {trouble}", False, False)
    mine = claim()
    slips.store_bytes(mine, b"x")
    assert told() == (f"Pencetak karcis: menunggu pencetak. {trouble}", False, False)
    slips.mark_sending(mine)
    assert told() == (f"Pencetak karcis: sedang dikirim ke pencetak. {trouble}", False, False)
    slips.mark_uncertain(mine, "putus")
    assert told() == ("Pencetak karcis: belum pasti keluar; lihat pencetaknya.", False, True)
    slips.answer(job.id, came_out=True, by=sari)
    assert told() == ("Pencetak karcis: tercetak.", True, True)
    assert SlipJob.select().count() == 2


@pytest.mark.parametrize(
    ("end", "left"),
    [
        (None, 4),
        ("printed", 0),
        ("uncertain", 4),
        ("failed", 4),
        ("by a person", 4),
    ],
)
def test_bytes_are_left_at_the_printer_unless_it_told_that_all_arrived(
    sari: Actor, end: str | None, left: int
) -> None:
    assert slips.broken_off(STATION) == 0
    take()
    printed_to("printed")
    assert slips.broken_off(STATION) == 0
    job = claim()
    assert slips.broken_off(STATION) == 0
    slips.store_bytes(job, b"four")
    slips.mark_sending(job)
    if end == "printed":
        slips.mark_printed(job, "status")
    elif end == "failed":
        slips.mark_failed(job, "x")
    elif end:
        slips.mark_uncertain(job, "putus")
    if end == "by a person":
        slips.answer(job.id, came_out=True, by=sari)
    take()
    slips.claim_next("another", PRINTER)
    assert (slips.broken_off(STATION), slips.broken_off("another")) == (left, 0)


def test_slips_of_another_printer_and_copies_of_a_number_that_is_over(sari: Actor) -> None:
    ticket = take()
    first = claim()
    slips.store_bytes(first, b"x")
    slips.mark_sending(first)
    slips.mark_printed(first, "status")
    copy = slip.reprint(ticket.id, sari)
    queue.cancel(ticket.number, "pulang", sari)
    assert slips.claim_next(STATION, "sheet") is None
    # A copy was asked for by somebody who wants it: it is printed though its number is over.
    job = claim()
    assert (job.id, job.copy) == (copy, 1)
    with pytest.raises(Refused):
        slips.answer(job.id, came_out=True, by=sari)
    assert slips.job_of(ticket.id) == job
    assert slips.job_of(ticket.id + 1) is None


def test_a_slip_is_asked_for_only_inside_what_asks_for_it() -> None:
    steps: list[Callable[[], object]] = [
        lambda: slips.ask(slip_of("a")),
        lambda: slips.ask_once("x", lambda: slip_of("a")),
    ]
    for step in steps:
        with pytest.raises(RuntimeError):
            step()
    assert SlipJob.select().count() == 0


def test_a_slip_of_a_kind_that_nobody_knows_is_handed_out_all_the_same() -> None:
    take(), take()
    SlipJob.update(kind="stray").where(SlipJob.id == 1).execute()
    stray = claim()
    assert (stray.id, claim().kind) == (1, "ticket")
    with pytest.raises(KeyError):
        slips.says(stray)


def test_slips_are_forgotten_and_asked_about_to_the_millisecond(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def it_is(moment: datetime) -> None:
        monkeypatch.setattr(clock, "now", lambda: moment)

    midnight = datetime(2026, 11, 24, tzinfo=clock.zone())
    it_is(midnight)
    with db.transaction():
        slips.ask(slip_of("a")), slips.ask(slip_of("b"))
    for job in (claim(), claim()):
        slips.store_bytes(job, b"slip")
        slips.mark_sending(job)
        slips.mark_uncertain(job, "putus")
    it_is(midnight + timedelta(hours=23, minutes=59, seconds=59, milliseconds=999))
    assert len(slips.open_questions()) == 2
    it_is(midnight + timedelta(days=1))
    assert slips.open_questions() == []
    kept = timedelta(seconds=slips.KEPT_SECONDS)
    it_is(midnight + kept)
    assert slips.purge() == 0
    it_is(midnight + kept + timedelta(milliseconds=1))
    # Once forgotten there is nothing to forget.
    assert (slips.purge(), slips.purge()) == (2, 0)


def test_what_a_slip_says_is_not_changed_any_more_and_holds_nothing_else() -> None:
    said = slips.TrialSlip(day="Senin", time="09.00 WIB")
    with pytest.raises(ValidationError):
        said.day = "Selasa"
    with pytest.raises(ValidationError):
        slips.TrialSlip.model_validate({**said.model_dump(), "nik": "1"})
    assert slips.TrialSlip.model_validate(said.model_dump()) == said
