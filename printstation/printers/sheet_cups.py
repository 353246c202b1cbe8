"""An A4 printer behind a CUPS queue, whose word CUPS's "completed" is not: the printer is asked.

Jobs are handed over held and let go one at a time. The queue starts stopped (`deploy.cups`), and
goes on once every job that it still has was looked into.
"""

import logging
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from printstation.printers.memory import Memory
from printstation.printers.printer import Reasons
from printstation.printers.sheet import OVER, Handed, Place, QueueAway, QueueRefused, Record, Sight
from printstation.printers.sheet_caller import Caller, NoRight, NotThere, let_go_on
from printstation.printers.sheet_line import NoAnswer, NotOffered, SheetLine, State
from printstation.printers.sheet_reasons import reasons
from shared import terminal
from shared.errors import N_, Refused

log = logging.getLogger("antrean.printstation")

STOPPED_BY_US = "antrean: menunggu pemeriksaan"
OPTIONS = {
    "media": "iso_a4_210x297mm",
    "PageSize": "A4",  # the same in the words of a driver, whose own default would win
    "print-scaling": "none",
    "sides": "one-sided",
    "copies": "1",
    "job-sheets": "none",
    # What a queue's defaults would do to the page when nothing else is said.
    "number-up": "1",
    "page-ranges": "1-999999",
    "page-set": "all",
    "page-border": "none",
    "page-label": "",
    "booklet": "false",
    "mirror": "false",
    "outputorder": "normal",
    "pdfAutoRotate": "true",
    "nopdfAutorotate": "false",
    "job-hold-until": "indefinite",
}
NO_SUCH_PAPER = N_("Pencetak ini tidak punya kertas sebesar itu. Cetak yang A4.")
NO_A4 = (
    "Antrean cetak ini tidak mengenal kertas A4. Admin: pasang lagi dengan driver yang tepat, "
    f"`{terminal.typed('printer add ALAMAT', root=True)}`."
)
_DRIVERS_NAMES = {"iso_a3_297x420mm": "A3"}
_PLACES: dict[int, Place] = {
    3: "waiting",
    4: "held",
    5: "printing",
    6: "filter-failed",
    7: "cancelled",
    8: "aborted",
    9: "completed",
}
JOB = ["job-id", "job-uuid", "job-state", "job-name", "job-printer-uri"]
OURS = "SPD-"
_SUBMIT_SECONDS = 60.0
_PRINTER_STOPPED = 5
_REJECTING = 0x80000
_ASK_AGAIN_SECONDS = 0.2


@dataclass(frozen=True)
class Knowledge:
    """`lists_jobs`: it shows its list; `remembers`: a finished job of ours was seen in it."""

    lists_jobs: bool = False
    remembers: bool = False


_KNOWLEDGE = TypeAdapter(dict[str, Knowledge])


@dataclass(frozen=True)
class _Heard:
    """What the printer last said of a job."""

    token: str
    at: float
    records: tuple[Record, ...] | None
    state: State | None


@dataclass(frozen=True)
class _Queue:
    stopped: bool
    by_us: bool
    closed: bool
    keywords: tuple[str, ...]

    @property
    def stopped_by_others(self) -> bool:
        """Whether CUPS or a person has stopped it, and not we for our look."""
        return self.stopped and not self.by_us

    @property
    def troubles(self) -> Reasons:
        """What somebody has done to it."""
        stopped = ("queue-stopped",) if self.stopped_by_others else ()
        return (*stopped, "queue-closed") if self.closed else stopped


class CupsSheets:
    """The printer behind one queue."""

    evidence = "printer"

    def __init__(self, queue: str, data: Path) -> None:
        self.queue = queue
        self._caller = Caller(queue)
        self._memory = Memory(data / "sheet-printers.json", _KNOWLEDGE, Knowledge())
        self._device = ""
        self._may_open: bool | None = None
        self._asked: set[str] = set()
        self._heard = _Heard("", 0.0, None, None)

    @property
    def capability(self) -> str | None:
        if not self._device:
            return None
        return "printer" if self._known.lists_jobs else "none"

    @property
    def device(self) -> str | None:
        return self._device or None

    def look(self) -> Reasons:
        try:
            queue = self._look_at_queue()
        except (QueueAway, QueueRefused) as error:
            return (error.reason,)
        if self._may_open is False and not queue.stopped_by_others:
            return (NoRight.reason,)
        return tuple(dict.fromkeys((*queue.troubles, *self._look_at_printer(queue))))

    def withdraw(self, token: str) -> bool:
        found = [(job, place) for job, place, name in self._jobs("all") if name == token]
        let_go = [job for job, place in found if place in ("waiting", "printing", "completed")]
        for job, place in found:
            if place == "held":
                self.cancel(job)
        line = SheetLine.to(self._device)
        return not let_go and not (line and self._records(line, token))

    def submit(self, document: Path, token: str, media: str | None = None) -> Handed:
        known = self._media()
        # A queue that tells no sizes is believed for A4, which every office printer takes.
        if (media or OPTIONS["media"]) not in known and (known or media):
            raise Refused(NO_SUCH_PAPER if media else NO_A4, code="no-media")
        options = {**OPTIONS, **_size(media)}

        def hand_over(connection: Any) -> Handed:
            job = connection.printFile(self.queue, str(document), token, options)
            found = connection.getJobAttributes(job, requested_attributes=["job-uuid"])
            return Handed(job, found["job-uuid"])

        return self._caller.call(hand_over, _SUBMIT_SECONDS)

    def place(self, handed: Handed) -> Place:
        try:
            found = self._caller.call(
                lambda connection: connection.getJobAttributes(handed.job, requested_attributes=JOB)
            )
        except NotThere:
            return "gone"
        # After a crash CUPS may give a forgotten job's number to another one.
        return _place(found) if found.get("job-uuid") == handed.uuid else "gone"

    def release(self, handed: Handed) -> None:
        self._caller.call(lambda connection: connection.setJobHoldUntil(handed.job, "no-hold"))

    def see(self, handed: Handed, token: str, released_seconds: float) -> Sight:
        place, queue, troubles = self._see_in_cups(handed)
        records, state = self._ask_printer(token)
        # Its list begins when it is switched on: only one that was on all the time proves anything.
        on_all_the_time = bool(
            state and state.up_seconds is not None and state.up_seconds > released_seconds
        )
        return Sight(
            place=place,
            records=records,
            can_tell=self._known.lists_jobs,
            remembers=self._known.remembers and on_all_the_time,
            interrupted=queue is not None and queue.stopped and (queue.by_us or place not in OVER),
            reasons=tuple(dict.fromkeys((*troubles, *self._reasons(state, queue)))),
        )

    def cancel(self, handed: Handed) -> None:
        if self.place(handed) not in ("gone", "cancelled", "aborted", "completed"):
            with suppress(QueueRefused):
                self._caller.call(lambda connection: connection.cancelJob(handed.job))

    def open_queue(self, live: Handed | None) -> None:
        for job, place, name in self._jobs():
            if job != live and name.startswith(OURS) and place in ("held", "waiting", "printing"):
                log.warning("job %s of queue %s is nobody's any more", job.job, self.queue)
                self.cancel(job)
        queue = self._look_at_queue()
        # Once also where it is open: whether we may is found out before a power cut, not after it.
        if queue.stopped_by_others or not (queue.by_us or not self._may_open):
            return
        try:
            self._caller.call(lambda connection: let_go_on(connection, self.queue))
        except NoRight:
            self._may_open = False
            raise
        self._may_open = True

    def pages(self, token: str) -> int | None:
        line = SheetLine.to(self._device)
        try:
            return line.pages(token) if line and self._known.lists_jobs else None
        except (NoAnswer, NotOffered):
            return None

    def learn(self, sight: Sight) -> None:
        if sight.records and not self._known.remembers:
            self._memory.learn(self._device, Knowledge(lists_jobs=True, remembers=True))

    def close(self) -> None:
        self._caller.close()

    @property
    def _known(self) -> Knowledge:
        return self._memory.of(self._device)

    def _media(self) -> list[str]:
        """The sizes of paper that this printer takes."""
        found = self._caller.call(
            lambda connection: connection.getPrinterAttributes(
                self.queue, requested_attributes=["media-supported"]
            )
        )
        return list(found.get("media-supported", []))

    def _look_at_queue(self) -> _Queue:
        found = self._caller.call(lambda connection: connection.getPrinters())
        if self.queue not in found:
            raise NotThere(self.queue)
        queue = found[self.queue]
        self._device = queue["device-uri"].partition("?")[0]
        return _Queue(
            stopped=queue["printer-state"] == _PRINTER_STOPPED,
            by_us=queue["printer-state-message"] == STOPPED_BY_US,
            closed=bool(queue["printer-type"] & _REJECTING),
            keywords=tuple(queue["printer-state-reasons"]),
        )

    def _look_at_printer(self, queue: _Queue) -> Reasons:
        line = SheetLine.to(self._device)
        if line is None:
            return self._reasons(None, queue)
        if not self._known.lists_jobs and self._device not in self._asked:
            self._find_out(line)
        return self._reasons(_state_of(line), queue)

    def _find_out(self, line: SheetLine) -> None:
        """Whether this printer shows its list of jobs, asked at the first contact."""
        try:
            line.records("")
        except NoAnswer:
            return
        except NotOffered:
            self._asked.add(self._device)
        else:
            self._memory.learn(self._device, Knowledge(lists_jobs=True))

    def _reasons(self, state: State | None, queue: _Queue | None) -> Reasons:
        """The printer's own reasons; CUPS's, which may be stale for ever, where it has none."""
        if state is not None:
            return reasons(state.reasons, stopped=state.stopped)
        if SheetLine.to(self._device) is not None:
            return ("unreachable",)
        return reasons(key for key in queue.keywords if key != "paused") if queue else ()

    def _see_in_cups(self, handed: Handed) -> tuple[Place, _Queue | None, Reasons]:
        try:
            queue = self._look_at_queue()
            return self.place(handed), queue, queue.troubles
        except (QueueAway, QueueRefused) as error:
            return "gone" if isinstance(error, NotThere) else "away", None, (error.reason,)

    def _ask_printer(self, token: str) -> tuple[tuple[Record, ...] | None, State | None]:
        """Its list and its state, at most five times a second."""
        heard = self._heard
        if heard.token != token or time.monotonic() - heard.at >= _ASK_AGAIN_SECONDS:
            line = SheetLine.to(self._device)
            state = _state_of(line) if line else None
            records = self._records(line, token) if line and state else None
            heard = self._heard = _Heard(token, time.monotonic(), records, state)
        return heard.records, heard.state

    def _records(self, line: SheetLine, token: str) -> tuple[Record, ...] | None:
        if not self._known.lists_jobs:
            return None
        try:
            return line.records(token)
        except (NoAnswer, NotOffered):
            return None

    def _jobs(self, which: str = "not-completed") -> list[tuple[Handed, Place, str]]:
        found = self._caller.call(
            lambda connection: connection.getJobs(which_jobs=which, requested_attributes=JOB)
        )
        return [
            (Handed(number, job["job-uuid"]), _place(job), job.get("job-name", ""))
            for number, job in found.items()
            if job.get("job-printer-uri", "").endswith(f"/{self.queue}")
        ]


def _size(media: str | None) -> dict[str, str]:
    """What names another size than A4, as the standard and as drivers call it."""
    return {} if media is None else {"media": media, "PageSize": _DRIVERS_NAMES[media]}


def _place(job: dict[str, Any]) -> Place:
    return _PLACES.get(job["job-state"], "waiting")


def _state_of(line: SheetLine) -> State | None:
    try:
        return line.state()
    except (NoAnswer, NotOffered):
        return None
