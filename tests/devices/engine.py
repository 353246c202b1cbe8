"""The inside of our test printer: takes ESC/POS bytes, prints them, answers, and fails on demand.

As in a real one, what has been received stays in the buffer while the printer cannot print, and
comes out later even if the sender has gone; only a power cut empties the buffer.
"""

import re
import threading
import time
from collections.abc import Callable

_REAL_TIME = re.compile(rb"\x10\x04([\x01-\x04])")
_THREE_BYTES = {b"\x1b" + bytes([letter]) for letter in b"!aEMtJd-3{"} | {
    b"\x1d" + bytes([letter]) for letter in b"!Bbr"
}


class Engine:
    """A printer without its wire; `reply` carries its answers and may be replaced at any time."""

    def __init__(
        self,
        *,
        mute: bool = False,
        process_id: bool = True,
        paper_query: bool = True,
        status_numbers: tuple[int, ...] = (1, 2, 3, 4),
        bytes_per_second: float = 0,
    ) -> None:
        self.mute = mute
        self.process_id = process_id
        self.paper_query = paper_query
        self.status_numbers = status_numbers
        self.bytes_per_second = bytes_per_second
        self.online, self.cover_open, self.broken, self.powered = True, False, False, True
        self.paper = "ok"
        self.slips: list[bytes] = []
        self.torn: list[bytes] = []
        self.received = 0
        self.reply: Callable[[bytes], None] = lambda _: None
        self.on_power_cut: Callable[[], None] = lambda: None
        self._paper_out_at: int | None = None
        self._power_cut_at: int | None = None
        self._printed = 0
        self._buffer = bytearray()
        self._pending = b""
        self._slip = bytearray()
        self._line = bytearray()
        self._changed = threading.Condition()
        self._running = True
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Stop for good."""
        with self._changed:
            self._running = False
            self._changed.notify()
        self._thread.join(5)

    def set(self, **state: object) -> None:
        """Change what is wrong with the printer, such as `paper="out"` or `cover_open=True`."""
        with self._changed:
            for name, value in state.items():
                assert hasattr(self, name), name
                setattr(self, name, value)
            self._changed.notify()

    def run_out_of_paper_after(self, printed: int) -> None:
        """Paper ends once this many more bytes are on it."""
        with self._changed:
            self._paper_out_at = self._printed + printed

    def lose_power_after(self, printed: int) -> None:
        """Power fails once this many more bytes are on paper."""
        with self._changed:
            self._power_cut_at = self._printed + printed

    def cut_power(self) -> None:
        """Switch off: what was received and not printed is lost."""
        with self._changed:
            self.powered = False
            self._buffer.clear()
            self._pending = b""
            unfinished = bytes(self._slip + self._line)
            self._slip.clear()
            self._line.clear()
            if unfinished:
                self.torn.append(unfinished)
        self.on_power_cut()

    def feed(self, data: bytes) -> None:
        """Bytes that came over the wire; real-time questions are answered at once."""
        with self._changed:
            if not self.powered:  # what comes to one that is off is lost
                return
            self.received += len(data)
            data = self._pending + data
            for found in _REAL_TIME.finditer(data):
                self._answer_status(found[1][0])
            data = _REAL_TIME.sub(b"", data)
            cut = len(data) - 1 if data.endswith(b"\x10") else len(data)
            cut = len(data) - 2 if data.endswith(b"\x10\x04") else cut
            self._pending = data[cut:]
            self._buffer += data[:cut]
            self._changed.notify()

    def blocked(self) -> bool:
        """Whether it cannot print now."""
        return not self.online or self.cover_open or self.broken or self.paper == "out"

    def printed(self, count: int, seconds: float = 5) -> bool:
        """Wait until this many slips have come out."""
        deadline = time.monotonic() + seconds
        while len(self.slips) < count and time.monotonic() < deadline:
            time.sleep(0.005)
        return len(self.slips) == count

    def settled(self, seconds: float = 5) -> bool:
        """Wait until nothing is left to print or it cannot go on."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            with self._changed:
                if not self._buffer or self.blocked() or not self.powered:
                    return True
            time.sleep(0.005)
        return False

    def _answer_status(self, number: int) -> None:
        if self.mute or number not in self.status_numbers:
            return
        out = self.paper == "out"
        bits = {
            1: 0x08 if self.blocked() else 0,
            2: 0x04 * self.cover_open | 0x20 * out | 0x40 * self.broken,
            3: 0x20 * self.broken,
            4: 0x6C if out else 0x0C * (self.paper == "near"),
        }
        self.reply(bytes([0x12 | bits[number]]))

    def _run(self) -> None:
        while self._running:
            with self._changed:
                length = self._next_length() if self.powered and not self.blocked() else 0
                if not length:
                    self._changed.wait(0.2)
                    continue
                self._execute(bytes(self._buffer[:length]))
                del self._buffer[:length]
                lost = self._power_cut_at is not None and self._printed >= self._power_cut_at
            if self.bytes_per_second:
                time.sleep(length / self.bytes_per_second)
            if lost:
                self._power_cut_at = None
                self.cut_power()

    def _next_length(self) -> int:
        """Bytes of the next whole command; 0 while it is not complete."""
        data = self._buffer
        length = _command_length(data)
        if data[:2] == b"\x1d(" and not self.process_id and data[2:3] == b"H":
            length = 1
        return length if length <= len(data) else 0

    def _execute(self, command: bytes) -> None:
        if len(command) > 2 and command[:3] in (b"\x1d(H", b"\x1dr\x01"):
            self._answer(command)
        else:
            self._print(command)

    def _answer(self, command: bytes) -> None:
        if self.mute:
            return
        if command[:3] == b"\x1d(H":
            self.reply(b"\x37\x22" + command[7:11] + b"\x00")
        elif self.paper_query:
            self.reply(bytes([{"ok": 0x00, "near": 0x03, "out": 0x0C}[self.paper]]))

    def _print(self, command: bytes) -> None:
        if command == b"\x00":
            return
        if command == b"\x1b@":
            self._line.clear()
        self._line += command
        self._printed += len(command)
        if command == b"\n" or command[:2] in (b"\x1dV", b"\x1dv", b"\x1bd", b"\x1bJ"):
            self._slip += self._line
            self._line.clear()
        if command[:2] == b"\x1dV":
            self.slips.append(bytes(self._slip))
            self._slip.clear()
        if self._paper_out_at is not None and self._printed >= self._paper_out_at:
            self._paper_out_at, self.paper = None, "out"


def _command_length(data: bytearray) -> int:
    head = bytes(data[:2])
    if head[:1] not in (b"\x1b", b"\x1d"):
        return 1
    if head in _THREE_BYTES:
        return 3
    if head == b"\x1dV":
        return 4 if data[2:3] in (b"A", b"B") else 3
    if head == b"\x1d(":
        return 5 + int.from_bytes(data[3:5], "little") if len(data) >= 5 else 1 << 30
    if head == b"\x1dv":
        width, rows = (int.from_bytes(data[at : at + 2], "little") for at in (4, 6))
        return 8 + width * rows if len(data) >= 8 else 1 << 30
    return 2 if len(data) >= 2 else 1 << 30
