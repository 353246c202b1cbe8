"""One printer's thread: claims a slip, stores its bytes, records that it is sending, then sends.

The order is what keeps slips from getting lost or doubled. Up to "sending is on disk" a crash
costs nothing and the slip is claimed anew; from there on it is printed or uncertain, and nothing
here ever sends it again.
"""

import logging
from collections.abc import Callable
from threading import Event

from printstation import layouts
from printstation.printers import logo
from printstation.printers.printer import NothingSent, Printer, Reasons, Uncertain
from printstation.watch import Worker
from shared.config import Settings
from shared.errors import Refused
from shared.records import SlipJob
from shared.rules.paper import printers, slips

log = logging.getLogger("antrean.printstation")

_RECORD_AGAIN_SECONDS = 1.0
_WORDS = {
    "unreachable": "sambungan ke pencetak putus saat mencetak",
    "no-answer": "pencetak tidak membenarkan karcis ini",
    "stopped": "program pencetak dihentikan saat mencetak",
}


class SlipWorker(Worker[Printer]):
    """Prints the slips of one printer."""

    look_seconds = 0.8

    def __init__(self, settings: Settings, name: str, printer: Printer, stop: Event) -> None:
        super().__init__(settings.station, name, printer, stop)
        self._settings = settings

    def work(self, found: Reasons) -> None:
        if self._pause.may_print(found):
            while not self._stop_asked.is_set() and self.print_next():
                pass

    def print_next(self) -> bool:
        """Print the oldest waiting slip; false when there is none or it could not be sent."""
        job = slips.claim_next(self._station, self._printer_name)
        if job is None:
            return False
        data = self._prepare(job)
        return data is None or self._send(job, data)

    def _prepare(self, job: SlipJob) -> bytes | None:
        """The slip's bytes, with them and "sending" on disk; None when it ends here."""
        try:
            data = job.data or self._compose(job)
            if not job.data:
                slips.store_bytes(job, data)
            slips.mark_sending(job)
            return data
        except _CannotCompose as error:
            log.exception("slip %s cannot be composed", job.id)
            self._record(slips.mark_failed, job, f"karcis tidak dapat disusun: {error}")
            return None
        except Exception:
            self._record(slips.give_back, job, "penyimpanan terganggu")
            raise

    def _compose(self, job: SlipJob) -> bytes:
        width = self._settings.printers_width
        try:
            return layouts.compose(
                slips.says(job),
                width,
                logo.raster(self._settings.logo, width),
                copy=job.copy,
                draws_codes=self._settings.printers_codes == "printer",
            )
        except Exception as error:
            raise _CannotCompose(repr(error)) from error

    def _send(self, job: SlipJob, data: bytes) -> bool:
        if job.kind == slips.TrialSlip.kind:
            self._printer.forget()
        try:
            evidence = self._printer.print(
                data, job.token, tell=self._watch.tell, stop=self._stop_asked
            )
        except NothingSent as refusal:
            self._give_back(job, refusal)
            return False
        except Uncertain as doubt:
            words = (_WORDS.get(each, each) for each in doubt.reasons)
            self._record(slips.mark_uncertain, job, "; ".join(words))
            return True
        except Exception as error:
            # Nobody can say how far it got, so nobody but a person may print it again.
            log.exception("slip %s broke off", job.id)
            self._record(slips.mark_uncertain, job, repr(error))
            return True
        self._pause.reset()
        self._record(slips.mark_printed, job, evidence)
        return True

    def _give_back(self, job: SlipJob, refusal: NothingSent) -> None:
        self._watch.tell(refusal.reasons)
        self._pause.failed()
        reason = " ".join(printers.WORDS.get(each, each) for each in refusal.reasons)
        self._record(slips.give_back, job, reason)

    def _record(self, step: Callable[[SlipJob, str], None], job: SlipJob, word: str) -> None:
        """Write down how it went, for as long as the disk refuses."""
        while not self._recorded(step, job, word):
            if self._stop_asked.wait(_RECORD_AGAIN_SECONDS):
                return

    def _recorded(self, step: Callable[[SlipJob, str], None], job: SlipJob, word: str) -> bool:
        try:
            step(job, word)
        except Refused as refusal:
            log.warning("slip %s: %s", job.id, refusal)
        except Exception:
            log.exception("slip %s: %s not stored", job.id, step.__name__)
            return False
        log.info(
            "slip %s: %s, %s",
            job.id,
            job.state,
            word,
            extra={"job": job.id, "kind": job.kind, "copy": job.copy, "printer": job.printer},
        )
        return True


class _CannotCompose(Exception):
    """The payload does not fit its layout."""
