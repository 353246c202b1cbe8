"""What is connected to this computer, each with the address that an office writes for it."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import cups
import usb.core
from serial.tools import list_ports

from printstation.printers import links
from printstation.printers.sheet_caller import connect


@dataclass(frozen=True)
class Found:
    """A printer or a line to one: the key of `[printers]`, its address, and what it says it is."""

    key: str
    address: str
    name: str


def find() -> list[Found]:
    """Printers on USB, serial lines, device files and CUPS queues; nothing is sent to any."""
    return [*_usb(), *_serial(), *_files(), *_queues()]


def _usb() -> Iterator[Found]:
    try:
        devices = [one for one in usb.core.find(find_all=True) if links.is_printer(one)]
    except (OSError, usb.core.NoBackendError):
        return
    makes = [_make(one) for one in devices]
    for device, make in zip(devices, makes, strict=True):
        address = f"usb:{make}"
        if makes.count(make) > 1:
            serial = links.usb_serial(device)
            alike = [one for one in devices if links.usb_serial(one) == serial]
            # Cheap makes all have one serial number, or none: then the port has to tell.
            address += f":{serial}" if serial and len(alike) == 1 else f"@{links.usb_port(device)}"
        yield Found("ticket", address, _name(device))


def _make(device: usb.core.Device) -> str:
    return f"{device.idVendor:04x}:{device.idProduct:04x}"


def _name(device: usb.core.Device) -> str:
    try:
        said = " ".join(filter(None, (device.manufacturer, device.product)))
    except (OSError, ValueError):
        said = ""
    return said or "pencetak USB"


def _serial() -> Iterator[Found]:
    for port in list_ports.comports():
        yield Found("ticket", f"serial:{port.device}", port.description or "jalur serial")


def _files() -> Iterator[Found]:
    for path in sorted(Path("/dev/usb").glob("lp*")):
        yield Found("ticket", f"file:{path}", "pencetak USB lewat berkas; pilih usb: bila ada")


def _queues() -> Iterator[Found]:
    try:
        queues = connect().getPrinters()
    except (RuntimeError, cups.IPPError):
        return
    for name, queue in queues.items():
        yield Found("sheet", f"cups:{name}", queue["device-uri"].partition("?")[0])
