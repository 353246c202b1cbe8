"""A private CUPS, an A4 printer and the queue between them; and an office's print station there."""

import hashlib
import os
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Self
from uuid import uuid4

import pypdfium2
from PIL import Image, ImageChops

from deploy.benchmarks.office_printer import OfficePrinter
from deploy.benchmarks.private_cups import PrivateCups
from printstation.printers import sheet_address, sheet_queue
from printstation.sheets.worker import SheetWorker
from shared.records import PrinterState, SheetEvent, SheetJob
from shared.rules.applications import kk_documents, kk_prints, process, states
from shared.rules.applications.kk_documents import Verdict
from shared.rules.common.office import here
from shared.rules.paper import pins, sheets
from tests.devices.signed_pdf import kk_pdf
from tests.kk import OPERATOR, accepted

QUEUE = "KK"
STATION = "station-1"
ADDRESS = f"cups:{QUEUE}"
GOOD = Verdict(pages=1, signature=states.VALID, signer="Kepala Dinas Contoh")


class PrintRoom:
    """Everything between a PDF and its paper that is not ours."""

    def __init__(self) -> None:
        self.printer = OfficePrinter()
        self.cups = PrivateCups()

    def __enter__(self) -> Self:
        self.printer.__enter__()
        self.cups.__enter__()
        self._before = os.environ.get("CUPS_SERVER")
        os.environ["CUPS_SERVER"] = self.cups.server
        sheet_queue.set_up(QUEUE, self.printer.uri)
        return self

    def __exit__(self, *_: object) -> None:
        if self._before is None:
            del os.environ["CUPS_SERVER"]
        else:
            os.environ["CUPS_SERVER"] = self._before
        self.cups.__exit__()
        self.printer.__exit__()

    def tidy(self) -> None:
        """Healthy again, with empty trays and no job, for the next test."""
        self.printer.fault("ok")
        for paper in self.printer.came_out():
            paper.unlink()
        if not self.printer.alive:
            self.printer.switch_on()
        if not self.cups.alive:
            self.cups.start()
        connection = self.cups.connect()
        for job in connection.getJobs(which_jobs="not-completed"):
            connection.cancelJob(job, purge_job=True)
        sheet_queue.set_up(QUEUE, self.printer.uri)


class Desk:
    """An operator with an A4 printer; the station's thread runs between `start` and `stop`."""

    def __init__(self, address: str = ADDRESS, name: str = sheets.DEFAULT_PRINTER) -> None:
        self._address, self._name = address, name
        self._stop = threading.Event()
        self._worker: SheetWorker | None = None
        self._asked = 0

    def start(self) -> Self:
        self._stop = threading.Event()
        printer = sheet_address.open_sheet_printer(self._address, here().settings.data)
        self._worker = SheetWorker(STATION, self._name, printer, self._stop)
        self._worker.start()
        return self

    def stop(self) -> None:
        if self._worker:
            self._stop.set()
            self._worker.wake.set()
            self._worker.join(20)
            assert not self._worker.is_alive()
            self._worker = None
            with suppress(OSError):
                pins.private_folder().rmdir()

    def print_kk(self, data: bytes | None = None, verdict: Verdict = GOOD) -> SheetJob:
        """A file with the operator, its KK asked for."""
        return self.ask(self.file(data, verdict))

    def file(self, data: bytes | None = None, verdict: Verdict = GOOD) -> int:
        """A file with the operator, its KK attached."""
        self._asked += 1
        file = accepted(nik=f"35081745049{self._asked:05d}", kk_number="")
        process.begin(file.id, OPERATOR)
        content = data or kk_pdf(mark=f"lembar {self._asked}")
        kk_documents.attach(file.id, content, verdict, OPERATOR)
        return file.id

    def ask(self, application_id: int) -> SheetJob:
        """The KK of the file asked for."""
        return self._hurry(kk_prints.ask(application_id, str(uuid4()), OPERATOR))

    def print_paper(self, data: bytes | None = None) -> SheetJob:
        """Some A4 paper of the office asked for."""
        content = data or kk_pdf(upright=True, mark=str(uuid4()))
        name = f"{uuid4()}.pdf"
        (here().settings.data / name).write_bytes(content)
        digest = hashlib.sha256(content).hexdigest()
        return self._hurry(sheets.ask_paper(name, digest, 1, str(uuid4()), OPERATOR))

    def cancel(self, job: SheetJob) -> None:
        sheets.cancel(job.id, OPERATOR)

    def ended(self, job: SheetJob, seconds: float = 30) -> SheetJob:
        """The job once nothing more will happen to it by itself."""
        return self.reaches(job, *_ENDS, seconds=seconds)

    def reaches(self, job: SheetJob, *states: str, seconds: float = 30) -> SheetJob:
        """The job once it is in one of these states."""
        until(lambda: sheets.fresh(job).state in states, seconds, lambda: _story(job))
        return sheets.fresh(job)

    def hears(self, reason: str, seconds: float = 20) -> None:
        """Wait until the seats are told this reason."""
        until(lambda: reason in reasons(), seconds, lambda: f"{reason}, not {reasons()}")

    def hears_nothing(self, seconds: float = 20) -> None:
        """Wait until the seats are told that all is well."""
        until(lambda: reasons() == [], seconds, lambda: f"no reasons, not {reasons()}")

    def _hurry(self, job: SheetJob) -> SheetJob:
        if self._worker:
            self._worker.wake.set()
        return job


_DOTS = 2.0
_STRONG, _MOST_STRONG = 96, 8
_ENDS = (sheets.PRINTED, sheets.FAILED, sheets.UNCERTAIN, sheets.CANCELLED)


def reasons(printer: str = sheets.DEFAULT_PRINTER) -> list[str]:
    """What the station has told about an A4 printer."""
    rows = PrinterState.select().where(PrinterState.printer == printer)
    return [reason for row in rows for reason in row.reasons]


def steps(job: SheetJob) -> list[str]:
    """Every state that the job has had."""
    rows = SheetEvent.select().where(SheetEvent.job_id == job.id).order_by(SheetEvent.id)
    return [event.state for event in rows]


def same_page(one: bytes, other: bytes) -> bool:
    """Whether both PDFs show the same, each page drawn and compared dot by dot.

    CUPS turns a landscape page onto upright paper, so each of the first may be drawn turned.
    """
    theirs = _drawn(other, 0)
    ours = list(zip(*(_drawn(one, turn) for turn in (0, 90, 270)), strict=True))
    return len(ours) == len(theirs) and all(
        any(_close(turned, page) for turned in each)
        for each, page in zip(ours, theirs, strict=True)
    )


def until(met: Callable[[], object], seconds: float, what: Callable[[], str]) -> None:
    deadline = time.monotonic() + seconds
    while not met():
        assert time.monotonic() < deadline, f"not within {seconds:g} s: {what()}"
        time.sleep(0.02)


def _story(job: SheetJob) -> str:
    row = sheets.fresh(job)
    return f"{row.token} is {row.state} ({row.trouble}) after {steps(job)}"


def _drawn(data: bytes, turn: int) -> list[Image.Image]:
    pdf = pypdfium2.PdfDocument(data)
    try:
        return [page.render(scale=_DOTS, rotation=turn).to_pil().convert("L") for page in pdf]
    finally:
        pdf.close()


def _close(one: Image.Image, other: Image.Image) -> bool:
    """Alike but for rounding, which may shift the grey of a letter's edge."""
    if one.size != other.size:
        return False
    return sum(ImageChops.difference(one, other).histogram()[_STRONG:]) <= _MOST_STRONG
