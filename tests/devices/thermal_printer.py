"""Our thermal printer for tests, on a TCP port or a serial line; also a program by itself.

    python -m tests.devices.thermal_printer 9100 --slow 500 --mute

In-process: `with ThermalPrinter() as printer:` then `printer.address`, `printer.slips`,
`printer.set(paper="out")`, `printer.lose_power_after(200)`, `printer.restore_power()`.
"""

import argparse
import contextlib
import os
import pty
import select
import socket
import struct
import sys
import threading
import tty
from functools import partial
from typing import Self

from tests.devices.engine import Engine

_RESET = struct.pack("ii", 1, 0)


class ThermalPrinter(Engine):
    """On a TCP port of the loopback; serves one caller at a time and leaves others waiting."""

    def __init__(self, port: int = 0, **abilities: object) -> None:
        super().__init__(**abilities)  # type: ignore[arg-type]
        self.on_power_cut = self.unplug
        self.connections = 0
        self._caller: socket.socket | None = None
        self._door = _listen(port)
        self.port = self._door.getsockname()[1]
        self._server = self._serve()

    @property
    def address(self) -> str:
        """As it stands in the office's settings."""
        return f"net:127.0.0.1:{self.port}"

    def unplug(self) -> None:
        """Take it off the network; what it has received it still prints."""
        self._door.close()
        caller = self._caller
        if caller:
            with contextlib.suppress(OSError):
                caller.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
                caller.shutdown(socket.SHUT_RDWR)
        if threading.current_thread() is not self._server:
            self._server.join(5)

    def plug_in(self) -> None:
        """Back on the network, on the same port."""
        self._door = _listen(self.port)
        self._server = self._serve()

    def restore_power(self) -> None:
        """Switch on again, with an empty buffer."""
        # What had not been read when the power went is lost with it, not read by the new power.
        self._server.join(5)
        self.set(powered=True)
        self.plug_in()

    def hang_up(self) -> None:
        """Close the present connection, as printers do with idle ones."""
        if self._caller:
            with contextlib.suppress(OSError):
                self._caller.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        self.unplug()
        super().close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _serve(self) -> threading.Thread:
        thread = threading.Thread(target=self._accept, args=(self._door,), daemon=True)
        thread.start()
        return thread

    def _accept(self, door: socket.socket) -> None:
        while True:
            # A closed door does not wake a thread that waits in accept, so it waits here.
            with contextlib.suppress(OSError, ValueError):
                if not select.select([door], [], [], 0.05)[0]:
                    continue
            try:
                caller, _ = door.accept()
            except OSError:
                return
            with caller:
                self._caller = caller
                self.connections += 1
                self.reply = partial(_try_send, caller)
                self._listen_to(caller)
                self._caller = None

    def _listen_to(self, caller: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while data := caller.recv(4096):
                self.feed(data)


class LinePrinter(Engine):
    """On a serial line: `path` is a terminal device that may be opened as serial: or file:."""

    def __init__(self, **abilities: object) -> None:
        super().__init__(**abilities)  # type: ignore[arg-type]
        self._ours, theirs = pty.openpty()
        self._theirs = theirs
        tty.setraw(theirs)
        self.path = os.ttyname(theirs)
        self.reply = lambda data: os.write(self._ours, data) and None
        self._ended, self._end = os.pipe()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def close(self) -> None:
        os.close(self._end)
        self._reader.join(5)
        super().close()
        for handle in (self._ours, self._theirs, self._ended):
            os.close(handle)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _read(self) -> None:
        while True:
            ready = select.select([self._ours, self._ended], [], [])[0]
            if self._ended in ready:
                return
            self.feed(os.read(self._ours, 4096))


def _listen(port: int) -> socket.socket:
    door = socket.socket()
    door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    door.bind(("127.0.0.1", port))
    door.listen(8)
    return door


def _try_send(caller: socket.socket, data: bytes) -> None:
    with contextlib.suppress(OSError):
        caller.sendall(data)


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main() -> None:
    """Stand on a port until interrupted, telling of every slip."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("port", type=int)
    parser.add_argument("--slow", type=float, default=0, help="bytes a second")
    parser.add_argument("--mute", action="store_true", help="answers nothing")
    asked = parser.parse_args()
    with ThermalPrinter(asked.port, mute=asked.mute, bytes_per_second=asked.slow) as printer:
        _say(printer.address)
        told = 0
        with contextlib.suppress(KeyboardInterrupt):
            while not threading.Event().wait(0.2):
                for slip in printer.slips[told:]:
                    _say(f"slip of {len(slip)} bytes")
                    told += 1


if __name__ == "__main__":
    main()
