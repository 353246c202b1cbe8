"""What every printer can do, what it says about itself, and how printing can fail.

PrintFailed
 ├── NothingSent   no byte of the slip has left: it may be tried again
 └── Uncertain     a byte may have left: only a person may have it printed again
"""

from collections.abc import Callable
from threading import Event
from typing import Literal, Protocol

Evidence = Literal["process-id", "status", "sent", "picture"]
Reasons = tuple[str, ...]

BLOCKING = frozenset(
    {
        "paper-out",
        "cover-open",
        "offline",
        "error",
        "unreachable",
        "no-permission",
        "not-found",
        "in-use",
        "wrong-device",
        "tray-empty",
        "tray-missing",
        "paper-jam",
        "door-open",
        "output-full",
        "ink-empty",
        "waste-full",
        "paused",
        "not-ready",
        "queue-stopped",
        "queue-missing",
        "queue-closed",
        "queue-no-right",
        "filter-missing",
        "cups-away",
        "cups-silent",
        "battery-low",
    }
)


def blocking(reasons: Reasons) -> Reasons:
    """Those of the reasons for which nothing can be printed now."""
    return tuple(reason for reason in reasons if reason in BLOCKING)


class PrintFailed(Exception):
    """A slip that is not known to be on paper."""

    def __init__(self, *reasons: str) -> None:
        self.reasons = reasons
        super().__init__(", ".join(reasons))


class NothingSent(PrintFailed):
    """The printer was not able to take a single byte of the slip."""


class Uncertain(PrintFailed):
    """Some of the slip may be on paper, or come out of the printer later."""


class Printer(Protocol):
    """A printer of slips; used by one thread only."""

    @property
    def capability(self) -> str | None:
        """How it confirms a slip: process-id, status, picture or none; None while unknown."""

    @property
    def device(self) -> str | None:
        """The address behind its queue; None where the office's own address is the whole way."""

    def look(self) -> Reasons:
        """What is wrong or soon will be; empty when all is well. Never raises."""

    def print(
        self, data: bytes, token: str, *, tell: Callable[[Reasons], None], stop: Event
    ) -> Evidence:
        """Put the slip on paper and say how that is known; raises PrintFailed.

        While a slip is stuck in the printer, `tell` hears why; `stop` ends the waiting.
        """

    def forget(self) -> None:
        """Find out anew what the printer can tell, as when another one stands there now."""

    def close(self) -> None:
        """Let go of the printer."""
