"""A thermal printer that takes slips over TCP, notes when each has come, and confirms it."""

import contextlib
import socket
import threading
import time

_STATUS_QUESTION = b"\x10\x04"
_STATUS_GOOD = b"\x12"
_RECEIPT_REQUEST = b"\x1d(H\x06\x00\x30\x30"
_REQUEST_LENGTH = len(_RECEIPT_REQUEST) + 4


class TcpPrinter:
    """A printer on a port of the loopback; `slips` counts what came, `came_at` tells when."""

    def __init__(self) -> None:
        self._door = socket.create_server(("127.0.0.1", 0))
        self._changed = threading.Condition()
        self._slips = 0
        self.came_at = 0.0
        self.last = b""
        threading.Thread(target=self._welcome, daemon=True).start()

    @property
    def port(self) -> int:
        """Where it listens."""
        return int(self._door.getsockname()[1])

    @property
    def slips(self) -> int:
        """How many slips have come."""
        return self._slips

    def wait_for(self, slips: int, seconds: float = 20.0) -> float:
        """The moment (`perf_counter`) at which that many had come; TimeoutError if they do not."""
        with self._changed:
            if not self._changed.wait_for(lambda: self._slips >= slips, seconds):
                raise TimeoutError(f"{self._slips} slips instead of {slips}")
            return self.came_at

    def close(self) -> None:
        """Take no more."""
        self._door.close()

    def _welcome(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                link, _ = self._door.accept()
                threading.Thread(target=self._take, args=(link,), daemon=True).start()

    def _take(self, link: socket.socket) -> None:
        link.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        slip = b""
        with contextlib.suppress(OSError), link:
            while data := link.recv(1 << 20):
                moment = time.perf_counter()
                slip += data
                if len(slip) == 3 and slip.startswith(_STATUS_QUESTION):
                    link.sendall(_STATUS_GOOD)
                    slip = b""
                elif slip[-_REQUEST_LENGTH:].startswith(_RECEIPT_REQUEST):
                    self._note(slip, moment)
                    link.sendall(b"\x37\x22" + slip[-4:] + b"\x00")
                    slip = b""

    def _note(self, slip: bytes, moment: float) -> None:
        if len(slip) == _REQUEST_LENGTH:
            return  # the station only finds out whether we answer
        with self._changed:
            self._slips, self.came_at, self.last = self._slips + 1, moment, slip
            self._changed.notify_all()
