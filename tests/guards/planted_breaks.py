"""Each clause's break, planted in a copy of the program: do the tests that bear its mark notice?

python -m tests.guards.planted_breaks [CLAUSE …]: prints the table; exit code 1 when one is missed.
"""

import os
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from deploy.environment import ROOT
from tests.tree import copied

LISTED = Path(__file__).with_name("clauses.toml")
_AT_ONCE = 2
_SECONDS = 300
_TESTS_FAILED = 1


@dataclass(frozen=True)
class Break:
    """One change of one file, and the test file that must notice it."""

    clause: str
    file: str
    was: str
    now: str
    test: str

    @property
    def fits(self) -> bool:
        """Whether the program still has the place, once."""
        return (ROOT / self.file).read_text("utf-8").count(self.was) == 1


def listed() -> dict[str, Break]:
    """Every break, by its clause."""
    kept = tomllib.loads(LISTED.read_text("utf-8"))["planted breaks"]
    return {clause: Break(clause, **one) for clause, one in kept.items()}


def missed(found: Break) -> str:
    """Plant it and run what bears the clause's mark there; empty when a test turned red."""
    with tempfile.TemporaryDirectory() as folder:
        place = copied(Path(folder))
        broken = place / found.file
        broken.write_text(broken.read_text("utf-8").replace(found.was, found.now), "utf-8")
        run = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "tests.guards.clause_marks"]
        done = subprocess.run(
            [*run, "-p", "no:cacheprovider", f"--only-clause={found.clause}", found.test],
            cwd=place,
            env={**os.environ, "PYTHONPATH": folder},  # for the processes that a test starts, too
            capture_output=True,
            text=True,
            timeout=_SECONDS,
        )
    return "" if done.returncode == _TESTS_FAILED else done.stdout[-2000:] + done.stderr[-500:]


def table(clauses: list[str]) -> Iterator[tuple[Break, str]]:
    """Each break, and what was said where nobody noticed it."""
    chosen = [one for clause, one in listed().items() if clause in clauses or not clauses]
    with ThreadPoolExecutor(_AT_ONCE) as workers:
        yield from zip(chosen, workers.map(missed, chosen), strict=True)


if __name__ == "__main__":
    every = True
    for found, said in table(sys.argv[1:]):
        every &= not said
        sys.stdout.write(f"{found.clause:5} {'MISSED' if said else 'red':7}{found.test}\n{said}")
        sys.stdout.flush()
    sys.exit(not every)
