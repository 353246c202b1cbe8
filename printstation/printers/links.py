"""The wires to a thermal printer: network, USB, serial and device file, all with short waits.

A link that has failed stays failed (python-escpos never reconnects): open another one.
"""

import contextlib
import errno
import os
import select
import socket
import stat
import time
from collections.abc import Callable
from typing import Protocol

import usb.core
import usb.util
from escpos.exceptions import DeviceNotFoundError
from escpos.printer import Network, Serial, Usb

from printstation.printers.address import Address

CONNECT_SECONDS = 2.0
SEND_SECONDS = 3.0
_USB_SEND_SECONDS = 10.0
_FILE_SEND_SECONDS = 10.0
_PRINTER_CLASS, _VENDOR_CLASS = 7, 255
_CHUNK = 4096
_TROUBLES = {
    errno.EACCES: "no-permission",
    errno.EPERM: "no-permission",
    errno.ENOENT: "not-found",
    errno.ENODEV: "not-found",
    errno.ENXIO: "not-found",
    errno.EBUSY: "in-use",
    errno.EAGAIN: "in-use",
    errno.ENOTTY: "wrong-device",
    errno.EISDIR: "wrong-device",
    errno.ENOTDIR: "wrong-device",
}


class SendFailed(OSError):
    """Not everything was taken; `sent` tells whether a byte may have left."""

    def __init__(self, reason: object, *, sent: bool = True) -> None:
        self.sent = sent
        super().__init__(str(reason))


def trouble(error: BaseException | None) -> str:
    """Why a wire cannot be used, as one of the reasons that seats know.

    The number of the first fault counts: libraries wrap it in exceptions that have none.
    """
    while error is not None:
        # termios has exceptions of its own, with the number first.
        number = getattr(error, "errno", None) or next(iter(error.args), None)
        if isinstance(number, int) and number in _TROUBLES:
            return _TROUBLES[number]
        error = error.__cause__ or error.__context__
    return "unreachable"


class Link(Protocol):
    """An open wire.

    `answers` is false where nothing can ever come back; `cheap` is true where opening disturbs
    nobody and shows that the printer is there.
    """

    answers: bool
    cheap: bool

    def send(self, data: bytes) -> None:
        """Hand over all of `data`; raises SendFailed."""

    def receive(self, seconds: float) -> bytes:
        """What came back within `seconds`, else b""; raises OSError when the wire is broken."""

    def close(self) -> None:
        """Let go of the wire; never raises, never waits for the printer."""


class NetworkLink:
    """TCP, as most receipt printers speak it on port 9100."""

    answers = True
    cheap = True

    def __init__(self, host: str, port: int) -> None:
        self._printer = Network(host, port, timeout=CONNECT_SECONDS)
        # Connected here: python-escpos leaves the socket of a refused connection open.
        self._printer.device = socket.create_connection((host, port), CONNECT_SECONDS)

    def send(self, data: bytes) -> None:
        self._printer.device.settimeout(SEND_SECONDS)
        try:
            self._printer._raw(data)
        except OSError as error:
            raise SendFailed(error) from error

    def receive(self, seconds: float) -> bytes:
        self._printer.device.settimeout(max(seconds, 0.001))
        try:
            data: bytes = self._printer.device.recv(_CHUNK)
        except TimeoutError:
            return b""
        if not data:
            raise ConnectionResetError("the printer closed the connection")
        return data

    def close(self) -> None:
        self._printer.close()


class SerialLink:
    """A serial port, 8N1."""

    answers = True
    cheap = False

    def __init__(self, path: str, baud: int) -> None:
        self._baud = baud
        self._printer = Serial(path, baudrate=baud, timeout=0)
        _open(self._printer)
        try:
            # Two programs on one line would mix their slips.
            self._printer.device.exclusive = True
        except OSError:
            self.close()
            raise

    def send(self, data: bytes) -> None:
        port = self._printer.device
        port.write_timeout = SEND_SECONDS + 20 * len(data) / self._baud
        deadline = time.monotonic() + port.write_timeout
        try:
            self._printer._raw(data)
            while port.out_waiting:
                if time.monotonic() > deadline:
                    raise TimeoutError("the printer takes no more bytes")
                time.sleep(0.005)
        except OSError as error:
            raise SendFailed(error) from error

    def receive(self, seconds: float) -> bytes:
        port = self._printer.device
        port.timeout = seconds
        data: bytes = port.read(1)
        return data + port.read(port.in_waiting) if data else b""

    def close(self) -> None:
        # python-escpos waits for the printer to take what is left, which a stuck one never does.
        port, self._printer.device = self._printer.device, None
        with contextlib.suppress(OSError):
            if port.out_waiting:
                port.reset_output_buffer()
        with contextlib.suppress(OSError):
            port.close()


class UsbLink:
    """A USB printer, through the bulk endpoints that its own descriptor names."""

    answers = True
    cheap = False

    def __init__(self, name: str) -> None:
        try:
            device = usb_device(name)
            into, out = _endpoints(device)
            # By its place: two of one make share vendor and product.
            self._printer = Usb(
                timeout=2000,
                in_ep=into,
                out_ep=out,
                usb_args={"bus": device.bus, "address": device.address},
            )
            _open(self._printer)
        except usb.core.NoBackendError as error:
            raise OSError("libusb-1.0 is not installed") from error

    def send(self, data: bytes) -> None:
        try:
            taken = self._printer.device.write(
                self._printer.out_ep, data, round(_USB_SEND_SECONDS * 1000)
            )
        except OSError as error:
            raise SendFailed(error) from error
        if taken < len(data):
            raise SendFailed(f"{taken} of {len(data)} bytes taken")

    def receive(self, seconds: float) -> bytes:
        milliseconds = max(1, round(seconds * 1000))
        try:
            return bytes(self._printer.device.read(self._printer.in_ep, 512, milliseconds))
        except usb.core.USBTimeoutError:
            return b""

    def close(self) -> None:
        with contextlib.suppress(OSError):
            self._printer.close()


class FileLink:
    """A device file such as /dev/usb/lp0.

    Own code: python-escpos would create the file when the printer is unplugged, and would wait
    without end for a printer that takes nothing.
    """

    cheap = True

    def __init__(self, path: str) -> None:
        mode = os.stat(path).st_mode
        if stat.S_ISBLK(mode) or stat.S_ISSOCK(mode):
            raise OSError(errno.ENOTTY, "no printer", path)
        self.answers = stat.S_ISCHR(mode)
        way = os.O_RDWR if self.answers else os.O_WRONLY | os.O_APPEND
        self._handle = os.open(path, way | os.O_NONBLOCK | os.O_NOCTTY)

    def send(self, data: bytes) -> None:
        taken = 0
        deadline = time.monotonic() + _FILE_SEND_SECONDS
        try:
            while taken < len(data):
                self._wait_writable(deadline)
                with contextlib.suppress(BlockingIOError):
                    taken += os.write(self._handle, data[taken:])
            # Closing /dev/usb/lp0 drops the block that is still on its way.
            self._wait_writable(deadline)
        except OSError as error:
            raise SendFailed(error, sent=taken > 0) from error

    def _wait_writable(self, deadline: float) -> None:
        if not select.select([], [self._handle], [], max(deadline - time.monotonic(), 0))[1]:
            raise TimeoutError("the printer takes no more bytes")

    def receive(self, seconds: float) -> bytes:
        if not self.answers or not select.select([self._handle], [], [], seconds)[0]:
            return b""
        try:
            return os.read(self._handle, _CHUNK)
        except BlockingIOError:
            return b""

    def close(self) -> None:
        with contextlib.suppress(OSError):
            os.close(self._handle)


def _open(printer: Serial | Usb) -> None:
    try:
        printer.open()
    except DeviceNotFoundError as error:
        raise OSError(str(error)) from error


def usb_device(name: str) -> usb.core.Device:
    """The device called VID:PID, VID:PID:SERIAL or VID:PID@BUS-PORT.

    Raises OSError when there is none, or when its serial number may not be asked for.
    """
    ids, _, port = name.partition("@")
    vendor, product, serial = [*ids.split(":", 2), ""][:3]
    found = usb.core.find(find_all=True, idVendor=int(vendor, 16), idProduct=int(product, 16))
    for device in (alike := list(found)):
        if port in ("", usb_port(device)) and serial in ("", usb_serial(device)):
            return device
    for device in alike:
        if serial and device.iSerialNumber and not usb_serial(device):
            usb.util.get_langids(device)  # raises why it may not be asked for its number
    raise OSError(errno.ENODEV, f"no USB device {name}")


def usb_port(device: usb.core.Device) -> str:
    """Where it is plugged in, as BUS-PORT."""
    return f"{device.bus}-{'.'.join(map(str, device.port_numbers or ()))}"


def usb_serial(device: usb.core.Device) -> str:
    """Its own serial number; nothing where it has none or may not be asked."""
    try:
        return str(device.serial_number or "")
    except (OSError, ValueError):
        return ""


def is_printer(device: usb.core.Device) -> bool:
    """Whether it calls itself a printer."""
    return any(
        interface.bInterfaceClass == _PRINTER_CLASS
        for configuration in device
        for interface in configuration
    )


def _endpoints(device: usb.core.Device) -> tuple[int, int]:
    interfaces = list(device.get_active_configuration())
    printers = [one for one in interfaces if one.bInterfaceClass == _PRINTER_CLASS]
    # Some makes call themselves "vendor specific" (255); whatever else it is, it prints nothing.
    ours = printers or [one for one in interfaces if one.bInterfaceClass == _VENDOR_CLASS]
    if not ours:
        raise OSError(errno.ENOTTY, "this USB device is no printer")
    return _bulk_pair(ours[0])


def _bulk_pair(interface: usb.core.Interface) -> tuple[int, int]:
    into, out = 0x82, 0x01
    for endpoint in interface:
        if usb.util.endpoint_type(endpoint.bmAttributes) == usb.util.ENDPOINT_TYPE_BULK:
            if endpoint.bEndpointAddress & usb.util.ENDPOINT_IN:
                into = endpoint.bEndpointAddress
            else:
                out = endpoint.bEndpointAddress
    return into, out


def connector(where: Address) -> Callable[[], Link]:
    """What opens a link to this address, each time anew."""
    if where.kind == "net":
        return lambda: NetworkLink(where.place, where.number)
    if where.kind == "serial":
        return lambda: SerialLink(where.place, where.number)
    if where.kind == "usb":
        return lambda: UsbLink(where.place)
    return lambda: FileLink(where.place)
