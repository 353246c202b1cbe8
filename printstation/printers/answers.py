"""What a thermal printer sends back, told apart by the fixed bits of each answer."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from printstation.printers.printer import Reasons

_FIXED_BITS = 0x93
_STATUS = 0x12
_PAPER = 0x00
_AUTOMATIC = 0x10
_PROCESS = 0x37


@dataclass
class Answers:
    """The answers heard so far, by kind; `feed` takes bytes as they come."""

    status: list[int] = field(default_factory=list)
    paper: list[int] = field(default_factory=list)
    process_ids: list[bytes] = field(default_factory=list)
    _rest: bytes = b""

    def feed(self, data: bytes) -> None:
        """Sort newly come bytes; an answer that is cut off waits for its end."""
        self._rest += data
        while self._rest and (length := self._take(self._rest)):
            self._rest = self._rest[length:]

    def clear(self) -> None:
        """Forget everything heard."""
        self.status, self.paper, self.process_ids, self._rest = [], [], [], b""

    def _take(self, data: bytes) -> int:
        if data[0] == _PROCESS:
            return self._take_process_id(data)
        fixed = data[0] & _FIXED_BITS
        if fixed == _AUTOMATIC:
            return 4 if len(data) >= 4 else 0
        if fixed == _STATUS:
            self.status.append(data[0])
        elif fixed == _PAPER:
            self.paper.append(data[0])
        return 1

    def _take_process_id(self, data: bytes) -> int:
        end = data.find(0)
        if end > 0:
            self.process_ids.append(data[2:end])
        return end + 1


def reasons(status: Mapping[int, int]) -> Reasons:
    """The four answers to DLE EOT 1-4, in words; a missing answer says nothing."""
    general, cause, error, paper = (status.get(number, 0) for number in (1, 2, 3, 4))
    found = []
    if cause & 0x20 or paper & 0x60:
        found.append("paper-out")
    elif paper & 0x0C:
        found.append("paper-near-end")
    if cause & 0x04:
        found.append("cover-open")
    if cause & 0x40 or error & 0x6C:
        found.append("error")
    if general & 0x08 and found in ([], ["paper-near-end"]):
        found.append("offline")
    return tuple(found)
