"""An A4 sheet through a real CUPS and a real IPP printer: until CUPS has it, until it is out."""

import time
from collections.abc import Iterator
from pathlib import Path

from deploy.benchmarks import office
from deploy.benchmarks.figure import Figure, Floor, p50
from deploy.benchmarks.plan import Plan
from shared.rules.paper import sheets
from tests.devices.print_room import QUEUE, Desk, PrintRoom, until
from tests.devices.signed_pdf import kk_pdf

_OPTIONS = {"media": "iso_a4_210x297mm", "print-scaling": "none", "sides": "one-sided"}
_DONE = 9


def figures(folder: Path, plan: Plan) -> Iterator[Figure]:
    """Print request to accepted and to printed, each beside lp doing the same alone."""
    place = office.prepared(folder, "sheets")
    with office.opened(place), PrintRoom() as room:
        desk = Desk().start()
        try:
            ours = [_ours(desk) for _ in range(plan.sheets)]
        finally:
            desk.stop()
        bare = [_bare(room, folder, number) for number in range(plan.sheets)]
    accepted, printed = zip(*ours, strict=True)
    bare_accepted, bare_done = zip(*bare, strict=True)
    yield _figure("A4: asked to accepted by CUPS", accepted, "printFile", bare_accepted)
    yield _figure("A4: asked to seen as printed", printed, "printFile to state 9", bare_done)


def _figure(name: str, ours: tuple[float, ...], floor: str, bare: tuple[float, ...]) -> Figure:
    return Figure(name, p50([ours]), "ms", Floor(floor, p50([bare])), len(ours))


def _ours(desk: Desk) -> tuple[float, float]:
    file = desk.file()
    began = time.perf_counter()
    job = desk.ask(file)
    until(lambda: sheets.fresh(job).cups_job is not None, 30, lambda: "not accepted")
    accepted = time.perf_counter()
    desk.reaches(job, sheets.PRINTED)
    return (accepted - began) * 1000, (time.perf_counter() - began) * 1000


def _bare(room: PrintRoom, folder: Path, number: int) -> tuple[float, float]:
    connection, file = room.cups.connect(), folder / f"bare-{number}.pdf"
    file.write_bytes(kk_pdf(mark=f"bare {number}"))
    began = time.perf_counter()
    job = connection.printFile(QUEUE, str(file), f"bare-{number}", _OPTIONS)
    accepted = time.perf_counter()

    def done() -> bool:
        return bool(connection.getJobAttributes(job)["job-state"] == _DONE)

    until(done, 30, lambda: "not done")
    return (accepted - began) * 1000, (time.perf_counter() - began) * 1000
