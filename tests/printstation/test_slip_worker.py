"""The print station at work on real records: what comes out, what waits, what a person decides."""

import dataclasses
import time
from collections.abc import Callable, Iterator
from threading import Event

import pytest

from printstation import slip_worker
from printstation.printers import open_printer
from printstation.printers.printer import NothingSent
from printstation.slip_worker import SlipWorker
from shared.records import PrinterState, SlipJob
from shared.rules.common.office import Here
from shared.rules.paper import printers, slips
from shared.rules.queue import slip
from tests.devices.thermal_printer import ThermalPrinter
from tests.office import take

STATION = "station-1"


@pytest.fixture
def device() -> Iterator[ThermalPrinter]:
    with ThermalPrinter() as printer:
        yield printer


@pytest.fixture
def station(office: Here, device: ThermalPrinter) -> Iterator[Callable[[], SlipWorker]]:
    """Starts the worker of the ticket printer; it is stopped at the end."""
    stop = Event()
    running: list[SlipWorker] = []

    def start() -> SlipWorker:
        settings = dataclasses.replace(office.settings, printers_ticket=device.address)
        printer = open_printer(device.address, data=settings.data, width_mm=80)
        assert printer
        running.append(SlipWorker(settings, "ticket", printer, stop))
        running[-1].start()
        return running[-1]

    yield start
    stop.set()
    for worker in running:
        worker.wake.set()
        worker.join(10)


def until(true: Callable[[], bool], what: str = "") -> None:
    deadline = time.monotonic() + 20
    while not true():
        assert time.monotonic() < deadline, f"never: {what or true}"
        time.sleep(0.02)


def states() -> list[str]:
    return [job.state for job in SlipJob.select().order_by(SlipJob.id)]


def reasons() -> tuple[str, ...]:
    seen = printers.ticket_printer()
    printers.heartbeat(STATION)
    return seen.reasons if seen else ("never seen",)


def test_a_ticket_comes_out_and_is_recorded_with_its_evidence(device, station):
    ticket = take()
    station()
    until(lambda: states() == ["printed"])
    assert ticket.number.encode() in device.slips[0]
    assert SlipJob.get().evidence == "process-id"
    assert bytes(SlipJob.get().data) == device.slips[0]


def test_a_ring_is_not_needed_and_order_is_kept(device, station):
    station()
    numbers = [take().number for _ in range(5)]
    until(lambda: states() == ["printed"] * 5)
    assert [n.encode() in slip for n, slip in zip(numbers, device.slips, strict=True)] == [True] * 5


class Witness:
    """A printer that looks at the records in the moment it is told to print."""

    capability = None
    device = None

    def __init__(self, answer: Callable[[], str]) -> None:
        self.seen: list[tuple[str, bool]] = []
        self._answer = answer

    def look(self) -> tuple[str, ...]:
        return ()

    def print(self, data: bytes, token: str, **_: object) -> str:
        job = SlipJob.get(SlipJob.token == token)
        self.seen.append((job.state, bytes(job.data) == data))
        return self._answer()

    def forget(self) -> None: ...

    def close(self) -> None: ...


def test_bytes_and_sending_are_on_disk_before_a_byte_leaves(office):
    witness = Witness(lambda: "sent")
    take()
    assert SlipWorker(office.settings, "ticket", witness, Event()).print_next()
    assert witness.seen == [("sending", True)]


def test_a_slip_that_could_not_be_sent_waits_with_its_bytes(office):
    def refuse() -> str:
        raise NothingSent("paper-out")

    take()
    worker = SlipWorker(office.settings, "ticket", Witness(refuse), Event())
    assert not worker.print_next()
    job = SlipJob.get()
    assert (job.state, job.station, bool(job.data)) == ("ready", None, True)
    assert "Kertas habis" in job.reason


def test_an_unknown_trouble_within_a_slip_is_left_to_a_person(office):
    def break_off() -> str:
        raise RuntimeError("nobody expected this")

    take()
    assert SlipWorker(office.settings, "ticket", Witness(break_off), Event()).print_next()
    assert states() == ["uncertain"]


def test_a_slip_that_cannot_be_composed_holds_up_nobody(device, station):
    take()
    SlipJob.update(payload={"number": "A-001"}).execute()
    take()
    station()
    until(lambda: states() == ["failed", "printed"])
    assert len(device.slips) == 1


def test_a_disk_that_refuses_the_result_is_asked_again(office, monkeypatch):
    monkeypatch.setattr(slip_worker, "_RECORD_AGAIN_SECONDS", 0.01)
    refusals = iter([OSError("disk full"), OSError("disk full")])

    def mark_printed(job: SlipJob, evidence: str, real=slips.mark_printed) -> None:
        for refusal in refusals:
            raise refusal
        real(job, evidence)

    monkeypatch.setattr(slips, "mark_printed", mark_printed)
    take()
    SlipWorker(office.settings, "ticket", Witness(lambda: "sent"), Event()).print_next()
    assert states() == ["printed"]


@pytest.mark.parametrize(
    ("fault", "mended", "expected"),
    [
        ({"paper": "out"}, {"paper": "ok"}, ("paper-out",)),
        ({"cover_open": True}, {"cover_open": False}, ("cover-open",)),
        ({"online": False}, {"online": True}, ("offline",)),
        ({"broken": True}, {"broken": False}, ("error",)),
    ],
)
def test_seats_hear_of_each_fault_and_the_slip_waits_for_the_mending(
    device, station, fault, mended, expected
):
    device.set(**fault)
    station()
    ticket = take()
    until(lambda: reasons() == expected)
    assert states() == ["queued"]
    assert device.slips == []
    device.set(**mended)
    until(lambda: states() == ["printed"])
    assert [slip.count(ticket.number.encode()) for slip in device.slips] == [1]
    until(lambda: reasons() == ())


def test_an_unreachable_printer_is_told_and_found_again(device, station):
    device.unplug()
    station()
    take()
    until(lambda: reasons() == ("unreachable",))
    device.plug_in()
    until(lambda: states() == ["printed"])
    assert len(device.slips) == 1


def test_paper_that_ends_within_a_slip_is_told_while_the_slip_waits(device, station):
    device.run_out_of_paper_after(300)
    take()
    station()
    until(lambda: reasons() == ("paper-out",))
    assert states() == ["sending"]
    device.set(paper="ok")
    until(lambda: states() == ["printed"])
    assert len(device.slips) == 1


def test_a_slip_cut_off_by_a_power_cut_is_never_sent_again_by_itself(device, station):
    device.lose_power_after(300)
    first = take()
    station()
    until(lambda: states() == ["uncertain"])
    until(lambda: reasons() == ("unreachable",))
    second = take()
    device.restore_power()
    until(lambda: states() == ["uncertain", "printed"])
    assert first.number.encode() not in b"".join(device.slips)
    assert [job.id for job in slips.open_questions()] == [SlipJob.get().id]
    slip.reprint(first.id)
    until(lambda: states() == ["uncertain", "printed", "printed"])
    assert b"CETAK ULANG 1" in device.slips[1]
    assert b"CETAK ULANG" not in device.slips[0]
    assert second.number.encode() in device.slips[0]


def test_what_comes_out_late_is_not_sent_a_second_time(device, station):
    """Paper ends within the slip, the network breaks, then paper comes back."""
    device.run_out_of_paper_after(300)
    take()
    station()
    until(lambda: reasons() == ("paper-out",))
    device.unplug()
    until(lambda: states() == ["uncertain"])
    device.set(paper="ok")
    device.plug_in()
    until(lambda: reasons() == ())
    take()
    until(lambda: states() == ["uncertain", "printed"])
    assert [slip.count(b"A-001") for slip in device.slips] == [1, 0]


def test_a_slow_printer_holds_up_its_own_slips_only(device, station):
    device.set(bytes_per_second=4000)
    station()
    for _ in range(3):
        take()
    until(lambda: states() == ["printed"] * 3)
    assert len(device.slips) == 3


@pytest.mark.parametrize("steps", ["claim", "store", "sending"])
def test_a_slip_left_by_a_crash_comes_out_once_or_goes_to_a_person(device, station, steps):
    take()
    job = slips.claim_next(STATION, "ticket")
    if steps != "claim":
        slips.store_bytes(job, b"\x1b@A-001\n\x1dVB\x00")
    if steps == "sending":
        slips.mark_sending(job)
    slips.reconcile(STATION)
    station()
    take()
    expected = "uncertain" if steps == "sending" else "printed"
    until(lambda: states() == [expected, "printed"])
    assert len(device.slips) == (1 if steps == "sending" else 2)


def test_a_test_slip_finds_out_anew_what_the_printer_can_tell(device, station, sari):
    take()
    station()
    until(lambda: states() == ["printed"])
    device.set(process_id=False)
    slips.ask_for_test(sari)
    until(lambda: states() == ["printed", "printed"])
    until(lambda: PrinterState.get().capability == "status")
    assert len(device.slips) == 2
