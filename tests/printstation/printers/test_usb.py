"""A printer on a USB cable, through pyusb and a device that exists only in the test."""

from collections.abc import Iterator
from types import SimpleNamespace

import pytest

from printstation.printers import finder
from printstation.printers.printer import NothingSent, Uncertain
from tests.devices.usb_printer import UsbPrinter
from tests.printstation import slips


@pytest.fixture
def device(monkeypatch) -> Iterator[UsbPrinter]:
    with UsbPrinter() as printer:
        monkeypatch.setattr("usb.backend.libusb1.get_backend", lambda *_, **__: printer)
        yield printer


@pytest.fixture
def alone(monkeypatch) -> None:
    """Nothing but the USB devices of the test is connected."""
    monkeypatch.setattr("printstation.printers.finder.list_ports.comports", list)
    monkeypatch.setattr("printstation.printers.finder._queues", list)
    monkeypatch.setattr("printstation.printers.finder._files", list)


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
    assert printer.look() == ("not-found",)
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


@pytest.mark.parametrize(("fault", "reason"), [((-3, 13), "no-permission"), ((-6, 16), "in-use")])
def test_what_keeps_it_from_being_used_is_said(device, opened, put, fault, reason):
    printer = opened(device.address)
    device.set(fault=fault)
    assert printer.look() == (reason,)
    with pytest.raises(NothingSent, match=reason):
        put(printer, slips.ticket())
    device.set(fault=None)
    assert put(printer, slips.ticket()) == "process-id"


def test_another_kind_of_device_is_not_taken_for_a_printer(device, opened):
    device.set(kind=8)  # a memory stick
    assert opened(device.address).look() == ("wrong-device",)


def test_two_of_one_make_are_told_apart_by_their_port(device, opened, put):
    assert opened(f"{device.address}@1-9").look() == ("not-found",)
    assert put(opened(f"{device.address}@1-1"), slips.ticket()) == "process-id"


def test_two_of_one_make_are_told_apart_by_their_serial_number(device, opened, put, alone):
    device.set(ports=[1, 2], serials={1: "TP-A01", 2: "TP-B02"})
    twins = [one.address for one in finder.find()]
    assert twins == [f"{device.address}:TP-A01", f"{device.address}:TP-B02"]
    assert put(opened(twins[1]), slips.ticket()) == "process-id"
    device.set(ports=[1])
    assert opened(twins[0]).look() == ()
    assert opened(twins[1]).look() == ("not-found",)


@pytest.mark.parametrize(
    ("serials", "found"),
    [
        ({1: "0001", 2: "0001"}, ["@1-1", "@1-2"]),  # cheap makes all have the same
        ({1: "0001"}, [":0001", "@1-2"]),
        ({}, ["@1-1", "@1-2"]),
    ],
)
def test_where_the_serial_number_does_not_tell_the_port_does(device, opened, alone, serials, found):
    device.set(ports=[1, 2], serials=serials)
    twins = [one.address for one in finder.find()]
    assert twins == [device.address + end for end in found]
    assert [opened(one).look() for one in twins] == [(), ()]


def test_one_alone_needs_no_serial_number_in_its_address(device, alone):
    device.set(serials={1: "TP-A01"})
    assert [one.address for one in finder.find()] == [device.address]


def test_the_finder_lists_serial_lines_and_device_files(device, monkeypatch, tmp_path):
    device.set(plugged=False)
    monkeypatch.setattr("printstation.printers.finder._queues", list)
    ports = [SimpleNamespace(device="/dev/ttyUSB0", description="USB-Serial")]
    monkeypatch.setattr("printstation.printers.finder.list_ports.comports", lambda: ports)
    (tmp_path / "lp0").touch()
    (tmp_path / "lp1").touch()
    monkeypatch.setattr("printstation.printers.finder.Path", lambda _: tmp_path)
    assert [(one.key, one.address) for one in finder.find()] == [
        ("ticket", "serial:/dev/ttyUSB0"),
        ("ticket", f"file:{tmp_path}/lp0"),
        ("ticket", f"file:{tmp_path}/lp1"),
    ]


def test_the_finder_lists_addresses_ready_to_choose(device, opened, put, monkeypatch):
    monkeypatch.setattr("printstation.printers.finder.list_ports.comports", list)
    monkeypatch.setenv("CUPS_SERVER", "/nowhere/cups.sock")
    assert "usb:04b8:0e15" in [one.address for one in finder.find()]
    device.set(ports=[1, 2])
    twins = [one.address for one in finder.find() if one.address.startswith("usb:")]
    assert twins == ["usb:04b8:0e15@1-1", "usb:04b8:0e15@1-2"]
    assert put(opened(twins[1]), slips.ticket()) == "process-id"
    device.set(kind=8)
    assert not [one for one in finder.find() if one.address.startswith("usb:")]


def test_two_of_one_make_are_told_apart_by_their_serial_numbers(device, opened, put, monkeypatch):
    monkeypatch.setattr("printstation.printers.finder.list_ports.comports", list)
    monkeypatch.setenv("CUPS_SERVER", "/nowhere/cups.sock")
    device.set(ports=[1, 2], serials={1: "J4RF001", 2: "J4RF002"})
    twins = [one.address for one in finder.find() if one.address.startswith("usb:")]
    assert twins == ["usb:04b8:0e15:J4RF001", "usb:04b8:0e15:J4RF002"]
    for ports in ([1, 2], [2, 1]):  # after a restart the other one may be found first
        device.set(ports=ports)
        for port, address in enumerate(twins, 1):
            device.written_to.clear()
            assert put(opened(address), slips.ticket(), f"token-{ports}-{port}") == "process-id"
            assert device.written_to == {port}
    assert opened("usb:04b8:0e15:J4RF003").look() == ("not-found",)


def test_one_that_may_not_be_asked_for_its_number_needs_permission(device, opened):
    device.set(ports=[1, 2], serials={1: "J4RF001", 2: "J4RF002"}, silent_ports={1, 2})
    assert opened("usb:04b8:0e15:J4RF002").look() == ("no-permission",)


def test_without_libusb_the_printer_is_unreachable_and_nothing_breaks(opened, monkeypatch):
    for backend in ("libusb1", "libusb0", "openusb"):
        monkeypatch.setattr(f"usb.backend.{backend}.get_backend", lambda *_, **__: None)
    assert opened("usb:04b8:0e15").look() == ("unreachable",)
