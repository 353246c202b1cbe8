"""A printer on a USB cable, through pyusb and a device that exists only in the test."""

from collections.abc import Iterator

import pytest

from printstation.printers.printer import NothingSent, Uncertain
from tests.devices.usb_printer import UsbPrinter
from tests.printstation import slips


@pytest.fixture
def device(monkeypatch) -> Iterator[UsbPrinter]:
    with UsbPrinter() as printer:
        monkeypatch.setattr("usb.backend.libusb1.get_backend", lambda *_, **__: printer)
        yield printer


def test_a_usb_printer_is_asked_and_confirms_over_its_own_end_points(device, opened, put):
    printer = opened(device.address)
    assert printer.look() == ()
    assert put(printer, slips.ticket()) == "process-id"
    assert device.slips == [slips.ticket()]


def test_its_faults_are_understood(device, opened, put):
    printer = opened(device.address)
    device.set(cover_open=True)
    assert printer.look() == ("cover-open",)
    with pytest.raises(NothingSent):
        put(printer, slips.ticket())
    device.set(cover_open=False)
    assert put(printer, slips.ticket()) == "process-id"


def test_an_unplugged_cable_is_noticed_and_its_return_too(device, opened, put):
    printer = opened(device.address)
    put(printer, slips.ticket())
    device.set(plugged=False)
    assert printer.look() == ("unreachable",)
    with pytest.raises(NothingSent):
        put(printer, slips.ticket(), "token-2")
    device.set(plugged=True)
    assert put(printer, slips.ticket(), "token-2") == "process-id"
    assert len(device.slips) == 2


def test_a_slip_taken_only_in_part_is_left_to_a_person(device, opened, put):
    printer = opened(device.address)
    printer.look()
    device.set(takes=100)
    with pytest.raises(Uncertain):
        put(printer, slips.ticket())


def test_without_libusb_the_printer_is_unreachable_and_nothing_breaks(opened, monkeypatch):
    for backend in ("libusb1", "libusb0", "openusb"):
        monkeypatch.setattr(f"usb.backend.{backend}.get_backend", lambda *_, **__: None)
    assert opened("usb:04b8:0e15").look() == ("unreachable",)
