"""Questions to a thermal printer over one open link, and its answers."""

import time
import zlib
from collections.abc import Callable

from printstation.printers.abilities import NONE, PROCESS_ID, STATUS
from printstation.printers.answers import Answers
from printstation.printers.links import Link

_NUMBERS = (1, 2, 3, 4)
_STATUS_SECONDS = 0.8
_FIRST_SECONDS = 2.5
_PROBE_SECONDS = 2.0
_CLEAR_LINE = b"\x1b@"
_ASK_PAPER = b"\x1dr\x01"
_PRINTABLE = range(32, 127)


def process_id(token: str) -> bytes:
    """Four printable bytes by which the printer confirms this job."""
    number = zlib.crc32(token.encode())
    base = len(_PRINTABLE)
    return bytes(_PRINTABLE[number // base**place % base] for place in range(4))


def receipt_request(receipt: str, token: str) -> bytes:
    """Bytes that, after a slip, make the printer say that it has come so far."""
    if receipt == PROCESS_ID:
        return b"\x1d(H\x06\x00\x30\x30" + process_id(token)
    return _ASK_PAPER if receipt == STATUS else b""


class Conversation:
    """One link with the answers heard on it."""

    def __init__(self, link: Link) -> None:
        self.link = link
        self._heard = Answers()

    def status(self, numbers: tuple[int, ...] = ()) -> dict[int, int]:
        """The answers to DLE EOT `numbers`, asked one by one; one that stays silent is left out.

        Without numbers, a printer that nobody knows yet is asked all four, with more patience.
        """
        answers: dict[int, int] = {}
        patience = _STATUS_SECONDS if numbers else _FIRST_SECONDS
        for number in numbers or _NUMBERS:
            self._heard.status.clear()
            self.link.send(bytes((0x10, 0x04, number)))
            if self._until(lambda: bool(self._heard.status), patience):
                answers[number] = self._heard.status[0]
                patience = _STATUS_SECONDS
            elif not answers:
                break
        return answers

    def find_receipt(self) -> str:
        """The best confirmation this printer gives; to be asked only while it can print."""
        for receipt in (PROCESS_ID, STATUS):
            self.forget()
            self.link.send(receipt_request(receipt, "probe"))
            if self._until(lambda: self.has(receipt, "probe"), _PROBE_SECONDS):  # noqa: B023
                return receipt
            # One that does not know the question may have taken it for text to print.
            self.link.send(_CLEAR_LINE)
        return NONE

    def has(self, receipt: str, token: str) -> bool:
        """Whether the confirmation of this job has been heard."""
        if receipt == PROCESS_ID:
            return process_id(token) in self._heard.process_ids
        return bool(self._heard.paper) if receipt == STATUS else False

    def listen(self, seconds: float) -> None:
        """Hear what comes within `seconds`; raises OSError when the link is broken."""
        self._heard.feed(self.link.receive(seconds))

    def forget(self) -> None:
        """Leave late answers to earlier questions behind."""
        self.listen(0)
        self._heard.clear()

    def _until(self, done: Callable[[], bool], seconds: float) -> bool:
        deadline = time.monotonic() + seconds
        while not done():
            left = deadline - time.monotonic()
            if left <= 0:
                return False
            self.listen(left)
        return True
