"""Our thermal printer on a USB cable that exists only here: a backend for pyusb, one device."""

import array
import threading
from types import SimpleNamespace
from typing import Any, Self

import usb.backend
import usb.core

from tests.devices.engine import Engine

VENDOR, PRODUCT = 0x04B8, 0x0E15
_OUT, _IN = 0x03, 0x81
_PRINTER_CLASS = 7
_BULK = 2
_SERIAL = 3


class UsbPrinter(Engine, usb.backend.IBackend):
    """As `usb:04b8:0e15`, with end points that are not python-escpos's usual ones.

    With several `ports` it is plugged in as often; `written_to` tells which of them were used.
    """

    address = f"usb:{VENDOR:04x}:{PRODUCT:04x}"

    def __init__(self, **abilities: object) -> None:
        Engine.__init__(self, **abilities)  # type: ignore[arg-type]
        self.plugged = True
        self.fault: tuple[int, int] | None = None
        self.kind = _PRINTER_CLASS
        self.ports = [1]
        self.serials: dict[int, str] = {}
        self.silent_ports: set[int] = set()
        self.written_to: set[int] = set()
        self.takes: int | None = None
        self._answers = bytearray()
        self._answered = threading.Condition()
        self.reply = self._keep_answer

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _keep_answer(self, data: bytes) -> None:
        with self._answered:
            self._answers += data
            self._answered.notify()

    def enumerate_devices(self) -> Any:
        return iter(self.ports if self.plugged else [])

    def get_device_descriptor(self, dev: Any) -> Any:
        return SimpleNamespace(
            bLength=18,
            bDescriptorType=1,
            bcdUSB=0x200,
            bDeviceClass=0,
            bDeviceSubClass=0,
            bDeviceProtocol=0,
            bMaxPacketSize0=64,
            idVendor=VENDOR,
            idProduct=PRODUCT,
            bcdDevice=0x100,
            iManufacturer=0,
            iProduct=0,
            iSerialNumber=_SERIAL if dev in self.serials else 0,
            bNumConfigurations=1,
            address=4 + dev,
            bus=1,
            port_number=dev,
            port_numbers=(dev,),
            speed=3,
        )

    def get_configuration_descriptor(self, dev: Any, config: int) -> Any:
        if config:
            raise IndexError(config)
        return SimpleNamespace(
            bLength=9,
            bDescriptorType=2,
            wTotalLength=32,
            bNumInterfaces=1,
            bConfigurationValue=1,
            iConfiguration=0,
            bmAttributes=0xC0,
            bMaxPower=1,
            extra_descriptors=[],
        )

    def get_interface_descriptor(self, dev: Any, intf: int, alt: int, config: int) -> Any:
        if intf or alt or config:
            raise IndexError(intf)
        return SimpleNamespace(
            bLength=9,
            bDescriptorType=4,
            bInterfaceNumber=0,
            bAlternateSetting=0,
            bNumEndpoints=2,
            bInterfaceClass=self.kind,
            bInterfaceSubClass=1,
            bInterfaceProtocol=2,
            iInterface=0,
            extra_descriptors=[],
        )

    def get_endpoint_descriptor(self, dev: Any, ep: int, intf: int, alt: int, config: int) -> Any:
        return SimpleNamespace(
            bLength=7,
            bDescriptorType=5,
            bEndpointAddress=(_OUT, _IN)[ep],
            bmAttributes=_BULK,
            wMaxPacketSize=64,
            bInterval=0,
            bRefresh=0,
            bSynchAddress=0,
            extra_descriptors=[],
        )

    def open_device(self, dev: Any) -> Any:
        if dev in self.silent_ports:
            raise usb.core.USBError("refused", -3, 13)
        return self._still_there(dev)

    def close_device(self, dev_handle: Any) -> None: ...

    def set_configuration(self, dev_handle: Any, config_value: int) -> None: ...

    def get_configuration(self, dev_handle: Any) -> int:
        return 1

    def claim_interface(self, dev_handle: Any, intf: int) -> None: ...

    def release_interface(self, dev_handle: Any, intf: int) -> None: ...

    def reset_device(self, dev_handle: Any) -> None: ...

    def bulk_write(self, dev_handle: Any, ep: int, intf: int, data: Any, timeout: int) -> int:
        self._still_there(None)
        assert ep == _OUT
        self.written_to.add(dev_handle)
        taken = bytes(data)[: self.takes]
        self.feed(taken)
        return len(taken)

    def ctrl_transfer(
        self, dev_handle: Any, kind: int, request: int, value: int, index: int, data: Any, wait: int
    ) -> int:
        """Its words are its serial number alone, in American English."""
        assert (kind, request, value >> 8) == (0x80, 6, 3)
        words = self.serials[dev_handle].encode("utf-16-le") if value & 0xFF else b"\x09\x04"
        told = bytes([len(words) + 2, 3]) + words
        data[: len(told)] = array.array("B", told)
        return len(told)

    def bulk_read(self, dev_handle: Any, ep: int, intf: int, buff: Any, timeout: int) -> int:
        self._still_there(None)
        assert ep == _IN
        with self._answered:
            if not self._answered.wait_for(lambda: self._answers, timeout / 1000):
                raise usb.core.USBTimeoutError("no answer", -7, 110)
            taken = bytes(self._answers[: len(buff)])
            del self._answers[: len(taken)]
        buff[: len(taken)] = array.array("B", taken)
        return len(taken)

    def _still_there(self, handle: Any) -> Any:
        if not self.plugged:
            raise usb.core.USBError("no such device", -4, 19)
        if self.fault:
            raise usb.core.USBError("refused", *self.fault)
        return handle
