"""An A4 sheet through a real CUPS and a real IPP printer: until CUPS has it, until it is out."""

import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from deploy.benchmarks import office
from deploy.benchmarks.figure import Figure, Floor, p50
from deploy.benchmarks.office_printer import OfficePrinter
from deploy.benchmarks.plan import Plan
from deploy.benchmarks.private_cups import PrivateCups
from deploy.practice.files import GOOD, brought
from deploy.practice.paper import sample_kk
from printstation.printers import sheet_address, sheet_queue
from printstation.sheets.worker import SheetWorker
from shared.rules.admin import people
from shared.rules.applications import kk_documents, kk_prints
from shared.rules.common import staff
from shared.rules.common.actor import SYSTEM, Actor
from shared.rules.common.office import here
from shared.rules.paper import sheets

_QUEUE = "KK"
_ROLES = (staff.COUNTER, staff.OPERATOR, staff.SECTION_HEAD)
_OPTIONS = {"media": "iso_a4_210x297mm", "print-scaling": "none", "sides": "one-sided"}
_DONE = 9
_PATIENCE_SECONDS = 30.0


def figures(folder: Path, plan: Plan) -> Iterator[Figure]:
    """Print request to accepted and to printed, each beside lp doing the same alone."""
    place = office.prepared(folder, "sheets")
    with office.opened(place), OfficePrinter() as printer, PrivateCups() as cups:
        os.environ["CUPS_SERVER"] = cups.server
        sheet_queue.set_up(_QUEUE, printer.uri)
        person = people.add("ukur-kk", "Petugas Ukur", _ROLES, "hanya-untuk-mengukur", SYSTEM)
        roles = {role: person.acting(role) for role in _ROLES}
        with _station() as worker:
            ours = [_ours(worker, number, roles) for number in range(plan.sheets)]
        bare = [_bare(cups, folder, number) for number in range(plan.sheets)]
        del os.environ["CUPS_SERVER"]
    accepted, printed = zip(*ours, strict=True)
    bare_accepted, bare_done = zip(*bare, strict=True)
    yield _figure("A4: asked to accepted by CUPS", accepted, "printFile", bare_accepted)
    yield _figure("A4: asked to seen as printed", printed, "printFile to state 9", bare_done)


@contextmanager
def _station() -> Iterator[SheetWorker]:
    """The print station's thread for the A4 printer."""
    stop = threading.Event()
    printer = sheet_address.open_sheet_printer(f"cups:{_QUEUE}", here().settings.data)
    worker = SheetWorker("station-1", sheets.DEFAULT_PRINTER, printer, stop)
    worker.start()
    try:
        yield worker
    finally:
        stop.set()
        worker.wake.set()
        worker.join()


def _figure(name: str, ours: tuple[float, ...], floor: str, bare: tuple[float, ...]) -> Figure:
    return Figure(name, p50([ours]), "ms", Floor(floor, p50([bare])), len(ours))


def _ours(worker: SheetWorker, number: int, people: dict[str, Actor]) -> tuple[float, float]:
    operator, file = people[staff.OPERATOR], brought(number, "begin", people)
    kk_documents.attach(file, sample_kk("3508172311200001", "Contoh", str(number)), GOOD, operator)
    began = time.perf_counter()
    job = kk_prints.ask(file, str(uuid4()), operator)
    worker.wake.set()
    _until(lambda: sheets.fresh(job).cups_job is not None)
    accepted = time.perf_counter()
    _until(lambda: sheets.fresh(job).state == sheets.PRINTED)
    return (accepted - began) * 1000, (time.perf_counter() - began) * 1000


def _bare(cups: PrivateCups, folder: Path, number: int) -> tuple[float, float]:
    connection, file = cups.connect(), folder / f"bare-{number}.pdf"
    file.write_bytes(sample_kk("3508172311200001", "Contoh", f"tanpa kantor {number}"))
    began = time.perf_counter()
    job = connection.printFile(_QUEUE, str(file), f"bare-{number}", _OPTIONS)
    accepted = time.perf_counter()
    _until(lambda: connection.getJobAttributes(job)["job-state"] == _DONE)
    return (accepted - began) * 1000, (time.perf_counter() - began) * 1000


def _until(met: Callable[[], bool]) -> None:
    deadline = time.monotonic() + _PATIENCE_SECONDS
    while not met():
        if time.monotonic() > deadline:
            raise RuntimeError("the sheet does not come out")
        time.sleep(0.02)
