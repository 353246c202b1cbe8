"""One A4 job's way through its printer; each function is one arrow of the state diagram.

Every step is on disk before the next thing happens, so a station that was killed carries on from
the row. Up to `releasing` CUPS holds the job and may not print it: such a job goes back to the
queue without harm. From there on only what CUPS and the printer say moves it.
"""

import logging
import time
from collections.abc import Callable
from datetime import timedelta
from threading import Event

from printstation.printers.printer import Reasons
from printstation.printers.sheet import OVER, Handed, QueueAway, QueueRefused, SheetPrinter, Sight
from printstation.sheets import document
from printstation.sheets.judge import Verdict, judge
from shared import clock
from shared.errors import N_, AppError
from shared.records import SheetJob
from shared.rules.paper import sheets

log = logging.getLogger("antrean.printstation")

POLL_SECONDS = 0.25

LET_GO_ELSEWHERE = N_("Cetakan ini dilepas dari CUPS di luar program. Periksa baki keluaran.")
NOT_TAKEN = N_("Layanan cetak belum menerima cetakan ini; dicoba lagi sebentar.")
CANCELLED_IN_CUPS = N_("Dibatalkan lewat CUPS.")
OPENED_WITH_PIN = N_("PDF dibuka dengan PIN; yang dikirim salinan tanpa sandi.")
OTHER_PAGES = N_(
    "Pencetak mencatat %(came)s halaman keluar, padahal isinya %(pages)s. Periksa baki keluaran."
)


class Way:
    """Carries jobs through one printer until `stop`; `tell` hears what is wrong with it."""

    def __init__(self, printer: SheetPrinter, stop: Event, tell: Callable[[Reasons], None]) -> None:
        self._printer = printer
        self._stop = stop
        self._tell = tell

    def carry_on(self, row: SheetJob) -> bool:
        """Bring the job as far as it goes now; false when it must be tried again later.

        Raises QueueAway while CUPS cannot be asked; the row then says where to go on.
        """
        try:
            row = self._steps(row)
        except QueueRefused as refusal:
            log.warning("job %s in state %s: CUPS says %s", row.token, row.state, refusal)
            return False
        return row.state not in (sheets.QUEUED, *sheets.IN_FLIGHT)

    def _steps(self, row: SheetJob) -> SheetJob:
        if row.state == sheets.RELEASING and self._may_be_out(row):
            row = sheets.step(row, sheets.PRINTING)
        if row.state == sheets.SUBMITTING:
            row = self._submit(row)
        if row.state == sheets.HELD:
            row = self._prepare_release(row)
        if row.state == sheets.RELEASING:
            row = self._release(row)
        if row.state in (sheets.PRINTING, sheets.NEEDS_PERSON):
            row = self._follow(row)
        return row

    def _submit(self, row: SheetJob) -> SheetJob:
        if not self._printer.withdraw(row.token):
            return self._end(row, sheets.UNCERTAIN, LET_GO_ELSEWHERE)
        if sheets.fresh(row).cancel_asked:
            return self._end(row, sheets.CANCELLED)
        try:
            with document.private_file(row) as path:
                handed = self._printer.submit(path, row.token, row.media)
        except document.PinMissing:
            return sheets.step(row, sheets.QUEUED, sheets.NO_PIN)
        except AppError as refusal:
            return self._end(row, sheets.FAILED, str(refusal))
        except (QueueAway, QueueRefused):
            # CUPS may have it, but on hold: the next try takes that back.
            sheets.step(row, sheets.QUEUED, NOT_TAKEN)
            raise
        return sheets.step(
            row,
            sheets.HELD,
            OPENED_WITH_PIN if row.needs_pin else None,
            queue=self._printer.queue,
            cups_job=handed.job,
            cups_uuid=handed.uuid,
        )

    def _prepare_release(self, row: SheetJob) -> SheetJob:
        place = self._printer.place(_handed(row))
        if place == "gone":
            # It was on hold when CUPS lost it, so nothing of it was printed.
            return sheets.step(row, sheets.QUEUED)
        if place == "cancelled":
            return self._end(row, sheets.CANCELLED, CANCELLED_IN_CUPS)
        if place == "held" and sheets.fresh(row).cancel_asked:
            return self._end(row, sheets.CANCELLED)
        return sheets.step(row, sheets.RELEASING, released_at=clock.now())

    def _release(self, row: SheetJob) -> SheetJob:
        if self._printer.place(_handed(row)) == "held":
            if sheets.fresh(row).cancel_asked:
                return self._end(row, sheets.CANCELLED)
            self._printer.open_queue(_handed(row))
            self._printer.release(_handed(row))
        return sheets.step(row, sheets.PRINTING)

    def _may_be_out(self, row: SheetJob) -> bool:
        """Whether an earlier try may have let the job go, although CUPS holds it.

        A CUPS that died may have begun to print before the release was on its disk.
        """
        sight = self._printer.see(_handed(row), row.token, _seconds_since_release(row))
        return sight.interrupted or bool(sight.records)

    def _follow(self, row: SheetJob) -> SheetJob:
        ended_at: float | None = None
        asked = False
        while not self._stop.is_set():
            row = sheets.fresh(row)
            sight = self._printer.see(_handed(row), row.token, _seconds_since_release(row))
            if (row.cancel_asked and not asked) or sight.interrupted or _broke_off(sight):
                # CUPS would print it once more by itself as soon as it may.
                asked = self._cancelled(row)
            ended_at = (ended_at or time.monotonic()) if _ended(sight) else None
            waited = time.monotonic() - ended_at if ended_at else 0.0
            verdict = judge(sight, cancel_asked=row.cancel_asked, waited=waited)
            self._tell(sight.reasons)
            if verdict.over:
                return self._conclude(row, verdict, sight)
            if (verdict.state, verdict.trouble) != (row.state, row.trouble):
                row = self._note(row, verdict)
            self._stop.wait(POLL_SECONDS)
        return row

    def _note(self, row: SheetJob, verdict: Verdict) -> SheetJob:
        if verdict.state == row.state:
            return sheets.retell(row, verdict.trouble)
        return sheets.step(row, verdict.state, verdict.trouble)

    def _cancelled(self, row: SheetJob) -> bool:
        try:
            self._printer.cancel(_handed(row))
        except (QueueAway, QueueRefused):
            return False
        return True

    def _conclude(self, row: SheetJob, verdict: Verdict, sight: Sight) -> SheetJob:
        if sight.place not in OVER:
            self._cancelled(row)
        if verdict.state != sheets.PRINTED:
            return self._end(row, verdict.state, verdict.trouble)
        came_out = self._printer.pages(row.token)
        if came_out not in (None, row.pages):
            words = OTHER_PAGES % {"came": came_out, "pages": row.pages}
            return self._end(row, sheets.UNCERTAIN, words)
        self._printer.learn(sight)
        row = sheets.printed(row, self._printer.evidence, row.pages)
        log.info("job %s: printed, %s", row.token, row.evidence)
        return row

    def _end(self, row: SheetJob, state: str, trouble: str | None = None) -> SheetJob:
        if row.cups_uuid:
            self._printer.cancel(_handed(row))
        log.warning("job %s: %s, %s", row.token, state, trouble)
        return sheets.step(row, state, trouble)


def _ended(sight: Sight) -> bool:
    """Whether CUPS is done with the job, or the printer calls it done."""
    said = sight.records not in (None, (), ("working",))
    return said or sight.interrupted or sight.place in OVER


def _broke_off(sight: Sight) -> bool:
    """Whether the printer has given the job up and CUPS has not."""
    return sight.records in (("aborted",), ("cancelled",)) and sight.place not in OVER


def _handed(row: SheetJob) -> Handed:
    return Handed(row.cups_job or 0, row.cups_uuid or "")


def _seconds_since_release(row: SheetJob) -> float:
    since = clock.now() - row.released_at if row.released_at else timedelta.max
    return float(since.total_seconds())
