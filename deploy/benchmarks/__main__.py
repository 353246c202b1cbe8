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
    first_visits,
    in_rules,
    office,
    pressing,
    printing,
    sheets,
    stage,
    starting,
    waking,
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
            print(figure.row() if options.table else figure.line(), flush=True)
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./deploy/bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="few rounds, well under a minute")
    parser.add_argument("--table", action="store_true", help="rows of a Markdown table, no JSON")
    parser.add_argument("--folder", type=Path, default=ROOT, help="a folder on the disk to measure")
    return parser.parse_args()


def _figures(folder: Path, plan: Plan) -> Iterator[Figure]:
    yield from in_rules.figures(folder, plan)
    yield from book.figures(folder, plan)
    yield from complaints.figures(folder, plan)
    yield from sheets.figures(folder, plan)
    yield from starting.figures(folder, plan)
    yield from waking.figures(folder, plan)
    with stage.running(folder) as scene:
        with office.station(scene.place) as station:
            yield from weighing.at_rest(scene.web, station, scene.bare_web, plan)
            yield from printing.figures(scene, plan)
            for count in (1, 30):
                with scene.listening(count):
                    beside = f"paper and {count} board{'s' * (count > 1)} beside it"
                    yield from pressing.figures(scene, plan, beside, slower=3)
            for count, most in zip(plan.boards, (3, 5), strict=False):
                yield from calling.figures(scene, plan, count, most)
            yield from weighing.after_load(scene.web, station, scene.bare_web)
            yield from weighing.crowded(scene.place, scene.web, station, plan)
        yield from pressing.figures(scene, plan, "no paper", slower=2)
        yield from first_visits.figures(scene, plan)
        yield scene.faults()
        yield from starting.again(scene, plan, plan.boards[0])


if __name__ == "__main__":
    try:
        sys.exit(main())
    except AppError as error:
        sys.exit(str(error))
