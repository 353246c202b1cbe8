"""What every A4 printer can do."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol

from printstation.printers.printer import Reasons

# Where a handed-over job is in the queue; `away`: the queue does not answer.
Place = Literal[
    "held",
    "waiting",
    "printing",
    "filter-failed",
    "cancelled",
    "aborted",
    "completed",
    "gone",
    "away",
]
OVER: tuple[Place, ...] = ("filter-failed", "cancelled", "aborted", "completed", "gone")

# A job in the printer's own list; `blank`: it calls it done, and counted no page.
Record = Literal["working", "done", "blank", "cancelled", "aborted"]


@dataclass(frozen=True)
class Handed:
    """A job as the queue knows it; numbers may be given again after a crash, the uuid may not."""

    job: int
    uuid: str


@dataclass(frozen=True)
class Sight:
    """What queue and printer say of one released job at this moment.

    `records`: the job in the printer's own list, None when it did not answer; `can_tell`: whether
    this printer shows its list at all; `remembers`: whether an empty list proves that it never
    had the job; `interrupted`: the queue was stopped with the job in it, so CUPS may have begun,
    and would print it once more as soon as it may.
    """

    place: Place
    records: tuple[Record, ...] | None
    can_tell: bool
    remembers: bool
    interrupted: bool
    reasons: Reasons


class QueueAway(Exception):
    """The queue could not be reached, or did not answer in time: nobody knows what it did."""

    reason = "cups-away"


class QueueRefused(Exception):
    """The queue has answered no; `str` is why, in its own words."""

    reason = "cups-away"


class SheetPrinter(Protocol):
    """A printer of A4 papers, used by one thread only; all but `look` and `see` raise QueueAway."""

    evidence: str

    @property
    def queue(self) -> str:
        """Its name where it is set up."""

    @property
    def capability(self) -> str | None:
        """How a printed sheet is known: printer, virtual or none; None while unknown."""

    @property
    def device(self) -> str | None:
        """The address behind its queue, once known."""

    def look(self) -> Reasons:
        """What is wrong or soon will be; empty when all is well. Never raises."""

    def withdraw(self, token: str) -> bool:
        """Take back what an earlier try left held; false when some of it was let go meanwhile."""

    def submit(self, document: Path, token: str, media: str | None = None) -> Handed:
        """Hand the document over, held: it does not print before `release`.

        `media` is A4 when it is None. Raises Refused when this printer has no such paper.
        """

    def place(self, handed: Handed) -> Place:
        """Where the job is."""

    def release(self, handed: Handed) -> None:
        """Let the job print."""

    def see(self, handed: Handed, token: str, released_seconds: float) -> Sight:
        """Ask queue and printer about a released job. Does not raise."""

    def cancel(self, handed: Handed) -> None:
        """Make sure that the job does not print any more; harmless once it is over."""

    def open_queue(self, live: Handed | None) -> None:
        """Drop every job of ours but `live`; a queue stopped for our look goes on.

        Raises QueueRefused where the station has no right to that; `look` says so from then on.
        """

    def pages(self, token: str) -> int | None:
        """How many pages the printer says came out; None when it does not say. Never raises."""

    def learn(self, sight: Sight) -> None:
        """Keep what the printer has shown of itself with a job that came out."""

    def close(self) -> None:
        """Let go of the printer."""
