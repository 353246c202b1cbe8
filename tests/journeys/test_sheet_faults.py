"""The fault table of A4 printing, each row with a real CUPS and a real IPP printer."""

import hashlib
import os
import signal
import socket
import threading
from collections.abc import Iterator
from contextlib import suppress
from typing import Self

import cups
import pytest
from click.testing import CliRunner

from deploy.commands import printer
from printstation.printers import sheet_queue
from printstation.sheets import judge
from shared.records import SheetJob
from shared.rules.applications import kk_documents, seat_lists, states
from shared.rules.applications.kk_documents import Verdict
from shared.rules.applications.view import by_id
from shared.rules.common.office import Here
from shared.rules.paper import sheets
from tests.devices.print_room import QUEUE, Desk, PrintRoom, reasons, same_page, steps, until
from tests.devices.signed_pdf import PIN, SignedPapers, kk_pdf
from tests.kk import OPERATOR

pytestmark = [pytest.mark.cups, pytest.mark.timeout(180)]


@pytest.fixture(scope="session")
def papers(tmp_path_factory: pytest.TempPathFactory) -> SignedPapers:
    return SignedPapers(tmp_path_factory.mktemp("papers"))


@pytest.fixture
def desk(office: Here, room: PrintRoom) -> Iterator[Desk]:
    desk = Desk().start()
    yield desk
    desk.stop()


def outs(room: PrintRoom, job: SheetJob) -> int:
    return len(room.printer.came_out(job.token))


@pytest.mark.clause("4.3")
def test_what_comes_out_is_the_page_that_was_signed(
    office: Here, room: PrintRoom, desk: Desk, papers: SignedPapers
) -> None:
    signed = papers.signed
    job = desk.ended(desk.print_kk(signed))
    assert (job.state, job.evidence, job.sheets_used) == ("printed", "printer", 1)
    assert steps(job) == ["queued", "submitting", "held", "releasing", "printing", "printed"]
    (paper,) = room.printer.came_out(job.token)
    assert same_page(signed, paper.read_bytes())
    assert not same_page(kk_pdf(mark="lain"), paper.read_bytes())
    document = kk_documents.of_application(job.application_id or 0)
    assert hashlib.sha256(kk_documents.content(document)).hexdigest() == job.sha256
    assert by_id(job.application_id or 0).state == "printed"


def test_cups_and_printer_learn_neither_name_nor_number(room: PrintRoom, desk: Desk) -> None:
    job = desk.ended(desk.print_kk())
    attributes = room.cups.connect().getJobAttributes(job.cups_job)
    assert attributes["job-name"] == job.token
    told = repr(attributes) + room.cups.error_log
    assert job.token in told
    assert "Percobaan" not in told
    # Not fewer digits: a log is full of addresses, ports and times.
    assert "35081745049" not in told


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        ("media-empty", "tray-empty"),
        ("media-jam", "paper-jam"),
        ("cover-open", "door-open"),
        ("other", "not-ready"),
    ],
)
def test_a_stuck_printer_is_named_and_the_job_goes_on_once_it_is_mended(
    room: PrintRoom, desk: Desk, fault: str, reason: str
) -> None:
    room.printer.fault(fault)
    job = desk.reaches(desk.print_kk(), sheets.NEEDS_PERSON)
    assert job.trouble
    desk.hears(reason)
    room.printer.fault("ok")
    job = desk.ended(job)
    assert (job.state, outs(room, job)) == ("printed", 1)
    desk.hears_nothing()


def test_an_empty_tray_is_named_while_nothing_is_printed_and_the_job_waits_for_paper(
    room: PrintRoom, desk: Desk
) -> None:
    room.printer.tray(sheets=0)
    desk.hears("tray-empty")
    job = desk.print_kk()
    until(lambda: "tray-empty" in reasons(), 5, lambda: str(reasons()))
    assert sheets.fresh(job).state == sheets.QUEUED
    room.printer.tray()
    assert desk.ended(job).state == "printed"
    assert outs(room, job) == 1


def test_low_ink_is_told_and_prints(room: PrintRoom, desk: Desk) -> None:
    room.printer.fault("marker-supply-low")
    job = desk.ended(desk.print_kk())
    assert job.state == "printed"
    desk.hears("ink-low")
    room.printer.switch_off()


def test_a_printer_that_is_off_is_named_and_prints_once_switched_on(
    room: PrintRoom, desk: Desk
) -> None:
    room.printer.switch_off()
    desk.hears("unreachable")
    job = desk.print_kk()
    assert sheets.fresh(job).state == sheets.QUEUED
    room.printer.switch_on()
    assert desk.ended(job, 60).state == "printed"
    assert outs(room, job) == 1


def test_power_lost_in_mid_job_leaves_it_to_a_person(room: PrintRoom, desk: Desk) -> None:
    room.printer.fault("slow")
    job = desk.reaches(desk.print_kk(), sheets.PRINTING)
    begun = room.printer.folder / "begun" / job.token
    until(begun.exists, 10, lambda: "the printer to have it")
    room.printer.switch_off()
    desk.reaches(job, sheets.NEEDS_PERSON)
    room.printer.fault("ok")
    room.printer.switch_on()
    job = desk.ended(job, 90)
    assert (job.state, outs(room, job)) == ("uncertain", 0)
    assert job.id in [row.id for row in sheets.queue()]


@pytest.mark.parametrize("fault", ["abort", "crash"])
def test_an_aborted_job_is_never_taken_for_paper_whatever_cups_says(
    room: PrintRoom, desk: Desk, fault: str
) -> None:
    room.printer.fault(fault)
    for _ in range(3):
        job = desk.ended(desk.print_paper())
        assert (job.state, job.trouble, outs(room, job)) == ("uncertain", judge.ABORTED, 0)
        assert sheets.answer(job.id, False, 1, OPERATOR).state == "failed"
    room.printer.fault("ok")
    assert desk.ended(desk.print_paper()).state == "printed"


def test_a_pdf_that_cups_cannot_prepare_fails_with_a_sentence(
    room: PrintRoom, desk: Desk, papers: SignedPapers
) -> None:
    job = desk.ended(desk.print_paper(papers["encrypted"].read_bytes()))
    assert (job.state, job.trouble, outs(room, job)) == ("uncertain", judge.FILTER_UNSURE, 0)
    assert desk.ended(desk.print_paper()).state == "printed"
    # Now the printer is known to remember what it had: an empty list proves that this never came.
    job = desk.ended(desk.print_paper(papers["encrypted"].read_bytes()))
    assert (job.state, job.trouble, outs(room, job)) == ("failed", judge.FILTER_FAILED, 0)


def test_a_cancelled_job_that_waits_for_paper_does_not_come_out_later(
    room: PrintRoom, desk: Desk
) -> None:
    room.printer.fault("media-empty")
    job = desk.reaches(desk.print_kk(), sheets.NEEDS_PERSON)
    desk.cancel(job)
    room.printer.fault("abort")
    job = desk.ended(job)
    assert (job.state, job.trouble, outs(room, job)) == ("uncertain", judge.CANCELLED, 0)
    room.printer.fault("ok")
    assert desk.ended(desk.print_kk()).state == "printed"


def test_a_queue_that_somebody_stopped_is_named_and_prints_after_it_is_let_go(
    room: PrintRoom, desk: Desk
) -> None:
    desk.ended(desk.print_paper())
    room.cups.connect().disablePrinter(QUEUE)
    desk.hears("queue-stopped")
    job = desk.print_kk()
    sheet_queue.resume(QUEUE)
    assert desk.ended(job).state == "printed"
    assert outs(room, job) == 1


@pytest.mark.parametrize("station", ["sees it", "comes later"])
def test_a_queue_stopped_in_mid_job_does_not_print_the_sheet_twice_when_it_goes_on(
    room: PrintRoom, desk: Desk, station: str
) -> None:
    desk.ended(desk.print_paper())
    room.printer.fault("media-empty")
    job = desk.reaches(desk.print_kk(), sheets.NEEDS_PERSON)
    if station == "comes later":
        desk.stop()
    room.cups.connect().disablePrinter(QUEUE)
    if station == "sees it":
        desk.hears("queue-stopped")
        until(lambda: _in_cups(room, job) > 5, 10, lambda: "the job cancelled in CUPS")
    room.printer.fault("ok")
    sheet_queue.resume(QUEUE)
    if station == "comes later":
        desk.start()
    job = desk.ended(job, 60)
    assert job.state in ("printed", "uncertain")
    later = desk.ended(desk.print_kk())
    assert later.state == "printed"
    assert outs(room, job) <= 1
    assert outs(room, later) == 1


def _in_cups(room: PrintRoom, job: SheetJob) -> int:
    found = room.cups.connect().getJobAttributes(sheets.fresh(job).cups_job)
    return int(found["job-state"])


def test_a_clean_restart_of_cups_in_mid_job_asks_for_a_look_into_the_tray(
    room: PrintRoom, desk: Desk
) -> None:
    desk.ended(desk.print_paper())
    room.printer.fault("media-empty")
    job = desk.reaches(desk.print_kk(), sheets.NEEDS_PERSON)
    room.cups.stop()
    room.cups.start()
    room.printer.fault("abort")
    job = desk.ended(job, 60)
    assert (job.state, outs(room, job)) == ("uncertain", 0)
    room.printer.fault("ok")
    assert desk.ended(desk.print_kk()).state == "printed"
    assert outs(room, job) <= 1


def test_a_queue_that_rejects_jobs_keeps_them_waiting(room: PrintRoom, desk: Desk) -> None:
    desk.ended(desk.print_paper())
    room.cups.connect().rejectJobs(QUEUE)
    job = desk.print_kk()
    desk.hears("queue-closed")
    assert sheets.fresh(job).state == sheets.QUEUED
    sheet_queue.resume(QUEUE)
    assert desk.ended(job, 60).state == "printed"
    assert outs(room, job) == 1


def test_a_queue_that_is_not_there_is_named(room: PrintRoom, desk: Desk) -> None:
    room.cups.connect().deletePrinter(QUEUE)
    desk.hears("queue-missing")
    job = desk.print_kk()
    sheet_queue.set_up(QUEUE, room.printer.uri)
    assert desk.ended(job, 60).state == "printed"


def test_cups_away_and_back(room: PrintRoom, desk: Desk) -> None:
    desk.hears_nothing()
    room.cups.kill()
    desk.hears("cups-away")
    job = desk.print_kk()
    room.cups.start()
    assert desk.ended(job, 60).state == "printed"
    assert outs(room, job) == 1


def test_a_cups_that_never_answers_is_named_and_holds_up_nobody(
    room: PrintRoom, desk: Desk
) -> None:
    desk.hears_nothing()
    room.cups.process.send_signal(signal.SIGSTOP)  # it accepts callers and never answers
    try:
        desk.hears("cups-silent", 40)
        job = desk.print_kk()
    finally:
        room.cups.process.send_signal(signal.SIGCONT)
    assert desk.ended(job, 60).state == "printed"
    assert outs(room, job) == 1


def test_cups_killed_while_the_sheet_is_printed_gives_one_sheet_and_no_second_one(
    room: PrintRoom, desk: Desk
) -> None:
    room.printer.fault("media-empty")
    job = desk.reaches(desk.print_kk(), sheets.NEEDS_PERSON)
    room.cups.kill()
    room.cups.start()
    room.printer.fault("ok")
    job = desk.ended(job, 60)
    assert job.state in ("printed", "uncertain")
    assert outs(room, job) == 1
    later = desk.ended(desk.print_kk())
    assert (later.state, outs(room, later), outs(room, job)) == ("printed", 1, 1)


def test_a_station_that_was_stopped_in_mid_job_follows_it_to_its_end(
    room: PrintRoom, desk: Desk
) -> None:
    room.printer.fault("media-empty")
    job = desk.reaches(desk.print_kk(), sheets.NEEDS_PERSON)
    desk.stop()
    room.printer.fault("ok")
    until(lambda: outs(room, job) == 1, 20, lambda: "the sheet")
    desk.start()
    job = desk.ended(job)
    assert (job.state, job.evidence, outs(room, job)) == ("printed", "printer", 1)


class TestEncrypted:
    """A KK that asks for its PIN."""

    VERDICT = Verdict(pages=1, signature=states.VALID, encrypted=True)

    def test_it_waits_for_its_pin_and_says_so_and_lets_others_pass(
        self, room: PrintRoom, desk: Desk, papers: SignedPapers
    ) -> None:
        locked = papers["encrypted"].read_bytes()
        job = desk.print_kk(locked, self.VERDICT)
        assert job.trouble == sheets.NO_PIN
        assert desk.ended(desk.print_paper()).state == "printed"
        assert sheets.fresh(job).state == sheets.QUEUED
        sheets.give_pin(job.id, PIN, OPERATOR)
        job = desk.ended(job)
        assert job.state == "printed"
        (paper,) = room.printer.came_out(job.token)
        assert same_page(kk_pdf(), paper.read_bytes())
        assert seat_lists.sheet(job).unlocked

    def test_a_wrong_pin_prints_nothing(
        self, room: PrintRoom, desk: Desk, papers: SignedPapers
    ) -> None:
        job = desk.print_kk(papers["encrypted"].read_bytes(), self.VERDICT)
        sheets.give_pin(job.id, "salah", OPERATOR)
        job = desk.ended(job)
        assert job.state == "failed"
        assert "PIN" in (job.trouble or "")
        assert outs(room, job) == 0


def test_a_printer_that_only_takes_bytes_leaves_every_sheet_to_a_person(
    room: PrintRoom, desk: Desk
) -> None:
    with _Sink() as sink:
        sheet_queue.set_up(QUEUE, f"socket://127.0.0.1:{sink.port}", "raw")
        try:
            job = desk.ended(desk.print_kk())
            assert (job.state, job.trouble) == ("uncertain", judge.CANNOT_TELL)
            assert sink.received.startswith(b"%PDF")
            done = sheets.answer(job.id, True, 0, OPERATOR)
            assert (done.state, done.evidence) == ("printed", "person")
        finally:
            room.cups.connect().deletePrinter(QUEUE)


class _Sink:
    """A printer of the simplest kind: a door for bytes."""

    def __enter__(self) -> Self:
        self.received = b""
        self._door = socket.create_server(("127.0.0.1", 0))
        self.port = self._door.getsockname()[1]
        self._thread = threading.Thread(target=self._take)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._door.shutdown(socket.SHUT_RDWR)
        self._thread.join(20)
        self._door.close()

    def _take(self) -> None:
        with suppress(OSError):
            while True:
                caller, _ = self._door.accept()
                with caller:
                    caller.settimeout(10)
                    while data := caller.recv(65536):
                        self.received += data


def test_the_command_that_sets_a_queue_up_and_the_one_that_lets_it_go_on(
    room: PrintRoom, desk: Desk
) -> None:
    run = CliRunner().invoke
    data = {"ANTREAN_DATA": "/data-kantor"}
    made = run(printer.add, [room.printer.uri, "--queue", "Dua", "--only-queue"], obj=data)
    assert made.exit_code == 0, made.output
    assert "Tulis di /data-kantor/office.toml" in made.output
    assert "cups:Dua" in made.output
    connection = room.cups.connect()
    queue = connection.getPrinterAttributes("Dua")
    assert queue["device-uri"].endswith("?contimeout=10")
    assert queue["printer-error-policy"] == "abort-job"
    assert queue["printer-state"] == 5
    assert run(printer.resume, ["--queue", "Dua"]).exit_code == 0
    assert connection.getPrinters()["Dua"]["printer-state"] == 3
    connection.deletePrinter("Dua")


def test_nothing_of_a_document_stays_behind(
    office: Here, room: PrintRoom, desk: Desk, papers: SignedPapers
) -> None:
    from shared.rules.paper import pins

    desk.ended(desk.print_kk(papers.signed))
    assert list(pins.private_folder().iterdir()) == []
    assert not list((room.cups.folder / "spool").glob("d*"))
    assert os.stat(pins.private_folder()).st_mode & 0o077 == 0


def test_a_queue_that_cups_still_writes_its_driver_for_is_set_up_all_the_same(
    room: PrintRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    connect, asked = sheet_queue.connect, []

    class Busy:
        """The real CUPS, which fails the first time that it is told whether to share."""

        def __init__(self) -> None:
            self.cups = connect()

        def __getattr__(self, name: str) -> object:
            if name != "setPrinterShared":
                return getattr(self.cups, name)
            asked.append(name)
            if len(asked) == 1:
                raise cups.IPPError(cups.IPP_INTERNAL_ERROR, "Success")
            return self.cups.setPrinterShared

    monkeypatch.setattr(sheet_queue, "connect", Busy)
    sheet_queue.set_up(QUEUE, room.printer.uri)
    assert len(asked) == 2
    assert sheet_queue.stand(QUEUE).device == room.printer.uri
