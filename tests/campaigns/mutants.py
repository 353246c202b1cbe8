"""Small changes planted in the rules, one at a time: do the tests notice?

python -m tests.campaigns.mutants [--room queue] [--each 20] [--seed 1] [--reach FILE]

Two kinds of change: *plain* ones, which turn a step upside down or leave it out, and *subtle*
ones, which move a limit, leave out one condition or take another of several. First every test of
the rules and of their screens runs once, watched, to know which lines it runs (some ten minutes on
two quiet cores; `--reach` keeps that for the next time). Then each change is planted, in memory
only, and the tests that run its line are asked, the quickest of its room first, then others for a
while. Survivors that were judged stand in `survivors.toml` with why they change nothing that
matters; the others are printed. Exit code 1 when fewer than 95 of 100 plain or 85 of 100 subtle
changes were found in any room.
"""

import argparse
import ast
import os
import pickle
import random
import signal
import subprocess
import sys
import tempfile
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from textwrap import indent

from deploy.environment import ROOT
from tests.campaigns.reach import COLLECTED, ELSEWHERE, RED, Job, Line

RULES = ROOT / "shared" / "rules"
JUDGED = Path(__file__).with_name("survivors.toml")
GOALS = {"plain": 95, "subtle": 85}
Reach = dict[str, tuple[float, frozenset[Line]]]
"""Of each test, how long it took in seconds and the lines it ran."""

_WATCHED = ("tests/shared", "tests/kiosk")
_LONGEST = {True: 200.0, False: 60.0}
"""At most so many seconds of the tests of the own room, and of all others, for one change; watched
tests take ten times as long as others."""
_QUICK = ["-q", "-p", "no:cacheprovider", "--hypothesis-profile", "quick", "--timeout", "60"]
_QUICK += ["-p", "tests.campaigns.reach", "-m", "not browser and not cups and not campaign"]

_PLAIN = {
    ast.Eq: "!=",
    ast.NotEq: "==",
    ast.Is: "is not",
    ast.IsNot: "is",
    ast.In: "not in",
    ast.NotIn: "in",
    ast.Lt: ">",
    ast.Gt: "<",
    ast.LtE: ">",
    ast.GtE: "<",
}
_SUBTLE = {ast.Lt: "<=", ast.LtE: "<", ast.Gt: ">=", ast.GtE: ">"}
# A data folder holds the rows of one office: this condition only finds an index.
_ONE_OFFICE = ".office == here().id"
_OTHER = {"min": "max", "max": "min", "any": "all", "all": "any"}


@dataclass(frozen=True)
class Mutant:
    """One change: the text from `first` to `last` of the file becomes `now`."""

    kind: str
    file: str
    lines: range
    first: int
    last: int
    was: str
    now: str

    @property
    def room(self) -> str:
        """The package of the rule."""
        return self.file.split("/")[2]

    @property
    def name(self) -> str:
        """As it is kept: it stays the same while its line says the same."""
        line = (ROOT / self.file).read_text("utf-8").splitlines()[self.lines.start - 1].strip()
        was, now = (" ".join(text.split()) for text in (self.was, self.now))
        return f"{self.file}: {line}: {was} -> {now}"

    def planted(self) -> str:
        """The text of the file with the change."""
        text = (ROOT / self.file).read_text("utf-8")
        return text[: self.first] + self.now + text[self.last :]


def mutants(path: Path) -> Iterator[Mutant]:
    """Every change that can be planted in the file."""
    text = path.read_text("utf-8")
    starts = [0, *(at + 1 for at, one in enumerate(text) if one == "\n")]
    lines = text.splitlines()
    file = path.relative_to(ROOT).as_posix()

    def place(line: int, column: int) -> int:
        # Columns count bytes.
        return starts[line - 1] + len(lines[line - 1].encode()[:column].decode())

    for node in _changeable(ast.parse(text)):
        for kind, part, now in _changes(node):
            first = place(part.lineno, part.col_offset)
            last = place(part.end_lineno or 0, part.end_col_offset or 0)
            was = text[first:last]
            if now != was:
                rows = range(part.lineno, (part.end_lineno or 0) + 1)
                yield Mutant(kind, file, rows, first, last, was, now)


def _changeable(node: ast.AST) -> Iterator[ast.AST]:
    """Every node but those that tell types, and decorators: they are nobody's behaviour."""
    yield node
    for name, value in ast.iter_fields(node):
        if name not in ("annotation", "returns", "decorator_list"):
            for one in value if isinstance(value, list) else [value]:
                if isinstance(one, ast.AST):
                    yield from _changeable(one)


def _changes(node: ast.AST) -> Iterator[tuple[str, ast.expr | ast.stmt, str]]:
    """What a part of the node may become, of which kind."""
    match node:
        case ast.FunctionDef(returns=ast.Constant(value=None), body=[*_, first]):
            first = next((one for one in node.body if not _is_docstring(one)), first)
            after = indent(ast.unparse(first), " " * first.col_offset)
            yield "plain", first, f"return\n{after}"
        case ast.Expr(value=ast.Call()):
            yield "plain", node, "pass"
        case ast.expr():
            yield from ((kind, node, now) for kind, now in _others(node))


def _is_docstring(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _others(node: ast.expr) -> Iterator[tuple[str, str]]:
    match node:
        case ast.Compare(ops=[_]):
            yield from _compared(node)
        case ast.BoolOp():
            yield from _joined(node)
        case ast.BinOp(op=ast.BitAnd() | ast.BitOr()):
            yield "subtle", f"({ast.unparse(node.left)})"
            yield "subtle", f"({ast.unparse(node.right)})"
        case ast.IfExp():
            yield "plain", f"({ast.unparse(node.body)})"
            yield "plain", f"({ast.unparse(node.orelse)})"
        case ast.Constant(value=bool() as flag):
            yield "plain", str(not flag)
        case ast.Constant(value=int() as number):
            yield "subtle", str(number + 1)
        case ast.Call():
            yield from _called(node)


def _compared(node: ast.Compare) -> Iterator[tuple[str, str]]:
    left, right = ast.unparse(node.left), ast.unparse(node.comparators[0])
    for kind, other in (("plain", _PLAIN), ("subtle", _SUBTLE)):
        if now := other.get(type(node.ops[0])):
            yield kind, f"({left} {now} {right})"


def _joined(node: ast.BoolOp) -> Iterator[tuple[str, str]]:
    parts = [f"({ast.unparse(one)})" for one in node.values]
    word, other = (" and ", " or ") if isinstance(node.op, ast.And) else (" or ", " and ")
    yield "plain", f"({other.join(parts)})"
    for left_out in range(len(parts)):
        yield "subtle", f"({word.join(parts[:left_out] + parts[left_out + 1 :])})"


def _called(node: ast.Call) -> Iterator[tuple[str, str]]:
    match node.func:
        case ast.Name(id=name) if name in _OTHER:
            yield "subtle", ast.unparse(node).replace(name, _OTHER[name], 1)
        case ast.Attribute(attr="desc", value=column):
            yield "subtle", ast.unparse(column)
        case ast.Attribute(attr="where") if len(node.args) > 1:
            for left_out in range(len(node.args)):
                if ast.unparse(node.args[left_out]).endswith(_ONE_OFFICE):
                    continue
                args = node.args[:left_out] + node.args[left_out + 1 :]
                yield "subtle", ast.unparse(ast.Call(node.func, args, []))


def chosen(room: str, each: int, seed: int) -> list[Mutant]:
    """So many of each kind of the room, the same for the same seed."""
    found = [one for path in sorted((RULES / room).rglob("*.py")) for one in mutants(path)]
    lot = random.Random(f"{seed} {room}")
    return [
        mutant
        for kind in GOALS
        for of_kind in [[one for one in found if one.kind == kind]]
        for mutant in lot.sample(of_kind, min(each, len(of_kind)))
    ]


def measured(kept: Path | None = None, tests: Sequence[str] = _WATCHED) -> Reach:
    """What each test runs; of what is kept only tests that are newer are run again.

    Once a rule is newer than what is kept, all are.
    """
    since = kept.stat().st_mtime if kept and kept.exists() else 0.0
    if any(path.stat().st_mtime > since for path in RULES.rglob("*.py")):
        since = 0.0
    known: Reach = pickle.loads(kept.read_bytes()) if kept and since else {}
    paths = [path for one in tests for path in _test_files(ROOT / one)]
    newer = [str(path.relative_to(ROOT)) for path in paths if path.stat().st_mtime > since]
    if newer:
        with tempfile.TemporaryDirectory() as folder:
            _pytest({"REACH_INTO": folder}, newer, at_once=2)
            for part in Path(folder).iterdir():
                known |= pickle.loads(part.read_bytes())
    if kept:
        kept.write_bytes(pickle.dumps(known))
    return known


def _test_files(path: Path) -> list[Path]:
    return sorted(path.rglob("test_*.py")) if path.is_dir() else [path]


def noticed(reach: Reach, some: Sequence[Mutant]) -> list[bool]:
    """Of each change, whether a test turns red with it."""
    jobs = [_job(reach, one) for one in some]
    found: dict[int, bool] = {}
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "jobs")
        file.write_bytes(pickle.dumps(jobs))
        _pytest({"REACH_JOBS": str(file), "TMPDIR": folder}, _files(*(one.tests for one in jobs)))
        for told in Path(f"{file}.told").read_text("utf-8").splitlines():
            number, seen = map(int, told.split())
            found[number] = seen == RED
            if seen == ELSEWHERE:
                file.write_bytes(pickle.dumps(jobs[number]))
                found[number] = _turns_red(jobs[number], file)
    return [found[number] for number in range(len(jobs))]


def _job(reach: Reach, mutant: Mutant) -> Job:
    places = {(mutant.file, line) for line in mutant.lines}
    reached = {name for name, (_, ran) in reach.items() if not places.isdisjoint(ran)}
    # What runs while a module is imported: whoever runs any of the file may notice.
    asked = reached or {
        name for name, (_, ran) in reach.items() if any(file == mutant.file for file, _ in ran)
    }
    tests = _in_time(reach, f"tests/shared/rules/{mutant.room}/", asked - {COLLECTED})
    seconds = sum(reach[one][0] for one in tests)
    text = mutant.planted()
    return Job(
        str(ROOT / mutant.file), text, mutant.lines.start, tests, seconds, COLLECTED in reached
    )


def _in_time(reach: Reach, own: str, asked: Iterable[str]) -> list[str]:
    """Of these tests those that may be asked, the most likely and quickest first."""
    left = _LONGEST.copy()
    tests = []
    for name in sorted(asked, key=lambda one: (not one.startswith(own), reach[one][0])):
        is_own = name.startswith(own)
        left[is_own] -= reach[name][0]
        if left[is_own] >= 0:
            tests.append(name)
    return tests


def _turns_red(job: Job, file: Path) -> bool:
    """The slow way, for what runs while a module is imported: a start for this change alone."""
    # Without a file pytest would run every test there is.
    if not job.tests:
        return False
    # What cannot even be imported is no test's merit, but nobody would ship it either.
    return _pytest({"REACH_PLANT": str(file)}, ["-x", *_files(job.tests)], job.seconds) != 0


def _files(*tests: list[str]) -> list[str]:
    return sorted({one.partition("::")[0] for some in tests for one in some})


def _pytest(env: dict[str, str], more: list[str], seconds: float = 0, at_once: int = 0) -> int:
    """Run it with the plugin; its exit code."""
    limit = 60 + 10 * seconds if seconds else None
    run = subprocess.Popen(
        [sys.executable, "-m", "pytest", *_QUICK, "-n", str(at_once), *more],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), **env},
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        return run.wait(limit)
    except subprocess.TimeoutExpired:
        os.killpg(run.pid, signal.SIGKILL)
        return run.wait()


def main() -> int:
    """Run the campaign; print one line for each survivor, then the figures of each room."""
    asked = argparse.ArgumentParser(description=__doc__)
    rooms = sorted(path.name for path in RULES.iterdir() if (path / "__init__.py").exists())
    asked.add_argument("--room", action="append", choices=rooms)
    asked.add_argument("--each", type=int, default=20, help="of each kind, in each room")
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--reach", type=Path, help="where the lines of each test are kept")
    options = asked.parse_args()
    judged = tomllib.loads(JUDGED.read_text("utf-8"))
    reach = measured(options.reach)
    tried, found = Counter[str](), Counter[str]()
    for room in options.room or rooms:
        some = chosen(room, options.each, options.seed)
        for mutant, was_found in zip(some, noticed(reach, some), strict=True):
            for told in (mutant.kind, f"{room} {mutant.kind}"):
                tried[told] += 1
                found[told] += was_found or mutant.name in judged
            if not was_found and mutant.name not in judged:
                _say(f"{mutant.kind:7}line {mutant.lines.start} of {mutant.name}")
        for kind in GOALS:
            told = f"{room} {kind}"
            _say(f"{told}: {found[told]} of {tried[told]} noticed")
    for kind, goal in GOALS.items():
        _say(f"{kind}: {found[kind]} of {tried[kind]} noticed (goal {goal} of 100)")
    low = [one for one in tried if found[one] * 100 < GOALS[one.split()[-1]] * tried[one]]
    return int(bool(low))


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
