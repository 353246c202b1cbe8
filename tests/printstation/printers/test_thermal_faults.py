"""Each fault of a thermal printer: what is said, what is lost (nothing), what is printed twice
(nothing), and that it goes on by itself."""

import time
from threading import Thread

import pytest

from printstation.printers.printer import NothingSent, Uncertain
from tests.devices.thermal_printer import ThermalPrinter
from tests.printstation import slips

BEFORE = [
    ({"paper": "out"}, {"paper": "ok"}, ("paper-out",)),
    ({"cover_open": True}, {"cover_open": False}, ("cover-open",)),
    ({"online": False}, {"online": True}, ("offline",)),
    ({"broken": True}, {"broken": False}, ("error",)),
]


@pytest.mark.parametrize(("fault", "mended", "reasons"), BEFORE)
def test_nothing_is_sent_to_a_printer_that_cannot_print(
    device, printer, put, fault, mended, reasons
):
    device.set(**fault)
    assert printer.look() == reasons
    with pytest.raises(NothingSent) as refusal:
        put(printer, slips.ticket())
    assert refusal.value.reasons == reasons
    device.set(**mended)
    assert device.settled()
    assert device.slips == []
    assert put(printer, slips.ticket()) == "process-id"
    assert device.slips == [slips.ticket()]


@pytest.mark.parametrize(("fault", "mended", "reasons"), BEFORE)
def test_a_slip_stuck_halfway_is_waited_for_and_never_sent_again(
    opened, put, ear, fault, mended, reasons
):
    with ThermalPrinter(bytes_per_second=1500) as device:
        printer = opened(device.address)
        printer.look()
        helper = Thread(target=_break_and_mend, args=(device, fault, mended, reasons, ear))
        helper.start()
        assert put(printer, slips.ticket()) == "process-id"
        helper.join()
        assert reasons in ear.heard
        assert device.slips == [slips.ticket()]


def test_paper_that_ends_within_a_slip_is_told_and_the_rest_follows(device, printer, put, ear):
    device.run_out_of_paper_after(300)
    refill = Thread(target=_when_heard, args=(ear, ("paper-out",), device, {"paper": "ok"}))
    refill.start()
    assert put(printer, slips.ticket()) == "process-id"
    refill.join()
    assert device.slips == [slips.ticket()]


def test_paper_that_ends_after_a_slip_stops_only_the_next(device, printer, put):
    put(printer, slips.ticket())
    device.set(paper="out")
    assert printer.look() == ("paper-out",)
    with pytest.raises(NothingSent):
        put(printer, slips.ticket(), "token-2")
    assert len(device.slips) == 1


def test_paper_near_its_end_is_told_and_printing_goes_on(device, printer, put):
    device.set(paper="near")
    assert printer.look() == ("paper-near-end",)
    assert put(printer, slips.ticket()) == "process-id"


def test_at_a_wrong_port_nobody_is_reached(device, opened, put):
    device.unplug()
    printer = opened(device.address)
    assert printer.look() == ("unreachable",)
    with pytest.raises(NothingSent, match="unreachable"):
        put(printer, slips.ticket())
    device.plug_in()
    assert put(printer, slips.ticket()) == "process-id"
    assert device.slips == [slips.ticket()]


def test_power_lost_in_mid_slip_leaves_it_to_a_person(device, printer, put):
    device.lose_power_after(300)
    with pytest.raises(Uncertain, match="unreachable"):
        put(printer, slips.ticket())
    assert printer.look() == ("unreachable",)
    device.restore_power()
    assert printer.look() == ()
    assert device.slips == []
    assert len(device.torn) == 1
    assert put(printer, slips.ticket(copy=1), "token-2") == "process-id"
    assert device.slips == [slips.ticket(copy=1)]


def test_what_the_printer_holds_comes_out_late_but_only_once(device, printer, put, ear):
    """Paper ends within the slip and the network goes too: the printer still has the bytes."""
    device.run_out_of_paper_after(300)
    unplug = Thread(target=_when_heard, args=(ear, ("paper-out",), device, None))
    unplug.start()
    with pytest.raises(Uncertain):
        put(printer, slips.ticket())
    unplug.join()
    device.plug_in()
    assert printer.look() == ("paper-out",)
    device.set(paper="ok")
    assert device.settled()
    assert printer.look() == ()
    assert device.slips == [slips.ticket()]


def test_stopping_does_not_wait_for_paper(device, printer, put, ear, monkeypatch):
    monkeypatch.setattr("printstation.printers.thermal._STOP_SECONDS", 0.1)
    device.run_out_of_paper_after(300)
    ear.stop.set()
    with pytest.raises(Uncertain, match="stopped"):
        put(printer, slips.ticket())


def test_a_printer_that_serves_another_caller_is_busy_not_mute(device, opened, put):
    first = opened(device.address)
    put(first, slips.ticket())
    second = opened(device.address)
    assert second.look() == ("unreachable",)
    first.close()
    assert second.look() == ()


def _break_and_mend(device, fault, mended, reasons, ear):
    while device.received < 500:
        time.sleep(0.005)
    device.set(**fault)
    _when_heard(ear, reasons, device, mended)


def _when_heard(ear, reasons, device, mended):
    deadline = time.monotonic() + 10
    while reasons not in ear.heard and time.monotonic() < deadline:
        time.sleep(0.01)
    if mended is None:
        device.unplug()
    else:
        device.set(**mended)
