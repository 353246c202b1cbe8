"""`./deploy/bench`: every figure beside its floor, one line of JSON each."""

import argparse
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from deploy.benchmarks import (
    book,
    calling,
    complaints,
    in_rules,
    office,
    pressing,
    printing,
    sheets,
    stage,
    weighing,
)
from deploy.benchmarks.figure import Figure
from deploy.benchmarks.plan import FULL, QUICK, Plan
from deploy.environment import ROOT
from shared.errors import AppError


def main() -> int:
    """Measure and print; the folder with the invented offices is removed in the end."""
    options = _options()
    # Beside the program and not in /tmp, which may be memory: a commit must reach a disk.
    with tempfile.TemporaryDirectory(prefix=".data-bench-", dir=options.folder) as folder:
        for figure in _figures(Path(folder), QUICK if options.quick else FULL):
            print(figure.line(), flush=True)
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./deploy/bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="few rounds, well under a minute")
    parser.add_argument("--folder", type=Path, default=ROOT, help="a folder on the disk to measure")
    return parser.parse_args()


def _figures(folder: Path, plan: Plan) -> Iterator[Figure]:
    yield from in_rules.figures(folder, plan)
    yield from book.figures(folder, plan)
    yield from complaints.figures(folder, plan)
    yield from sheets.figures(folder, plan)
    yield from weighing.starting(folder, plan)
    with stage.running(folder) as scene:
        yield from weighing.memory("web idle", scene.web.weigh(), scene.bare_web.weigh())
        with office.station(scene.place) as station:
            yield from weighing.memory(
                "print station idle", station.weigh(), scene.bare_web.weigh()
            )
            yield from printing.figures(scene, plan)
            yield from calling.figures(scene, plan)
            bare = scene.bare_web.weigh()
            yield from weighing.memory("print station after load", station.weigh(), bare)
        yield from pressing.figures(scene, plan)
        yield from weighing.memory("web after load", scene.web.weigh(), scene.bare_web.weigh())


if __name__ == "__main__":
    try:
        sys.exit(main())
    except AppError as error:
        sys.exit(str(error))
