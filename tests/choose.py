"""Names the tests that a change asks for, as far as a minute reaches (`deploy/test quick`).

    python -m tests.choose             # what left main, and what is not committed
    python -m tests.choose HEAD~3      # since that commit

First the fast guards and the rules' own tests. Then the tests of the rooms that the change
touches: those of `shared/rules/queue/…` or `kiosk/templates/seats/queue/…` stand in the same
place under `tests/`. Then those that reach a changed file through imports inside its room. How
long a file takes is known from earlier runs on this machine; what no longer fits is told.
"""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import grimp

_ROOT = Path(__file__).resolve().parent.parent
_PACKAGES = ("deploy", "kiosk", "display", "printstation", "shared")
_BESIDE_A_ROOM = {"templates", "static", "js", "css"}
_GUARDS = [
    f"tests/guards/test_{name}.py" for name in ("templates", "dead_code", "names", "citations")
]
_RULES = "tests/shared/rules"
_SLOW = re.compile(r"^pytestmark\b.*\b(browser|cups|campaign)\b", re.MULTILINE)
_SECONDS = _ROOT / ".pytest_cache/v/antrean/seconds by file"
_UNKNOWN = 2.0  # seconds of a file that never ran here
_BUDGET = 30.0  # seconds beside the rules' own tests, two files at a time


def main(since: str) -> None:
    """Print the chosen tests, one a line; tell them and what was left out on standard error."""
    seconds = json.loads(_SECONDS.read_text()) if _SECONDS.exists() else {}
    chosen, left, spent = [*_GUARDS, _RULES], [], 0.0
    for file in dict.fromkeys(_wanted(_changed(since))):
        if not any(file.startswith(one) for one in chosen) and not _is_slow(file):
            spent += seconds.get(file, _UNKNOWN)
            (chosen if spent <= _BUDGET else left).append(file)
    print(*chosen, sep="\n")
    print(*chosen, sep="\n  ", file=sys.stderr)
    print(f"{len(left)} more would not fit into the minute:", *left, file=sys.stderr)


def _changed(since: str) -> list[Path]:
    """Files that differ from the commit, and those that git does not know yet."""
    told = _git("diff", "--name-only", since) + _git("ls-files", "-o", "--exclude-standard")
    return [Path(line) for line in told.splitlines()]


def _wanted(changed: list[Path]) -> Iterator[str]:
    """The nearest first."""
    graph = grimp.build_graph(*_PACKAGES, "tests", cache_dir=None)
    yield from (str(path) for path in changed if _is_test(path) and (_ROOT / path).exists())
    for path in changed:
        yield from _of_room(path)
    for path in changed:
        module = ".".join(path.with_suffix("").parts).removesuffix(".__init__")
        if path.suffix == ".py" and module in graph.modules:
            yield from sorted(_reaching(graph, module))


def _of_room(path: Path) -> list[str]:
    """The tests that stand in the same place as the file, or in the nearest above it."""
    parts = [part for part in path.parent.parts if part not in _BESIDE_A_ROOM]
    while parts and parts[0] in _PACKAGES:
        found = sorted((_ROOT / Path("tests", *parts)).glob("test_*.py"))
        if found:
            return [str(one.relative_to(_ROOT)) for one in found]
        parts.pop()
    return []


def _reaching(graph: grimp.ImportGraph, module: str) -> Iterator[str]:
    """Test files that import the module, or something of its own room that imports it."""
    room = module if graph.find_children(module) else module.rpartition(".")[0]
    seen, todo = {module}, [module]
    while todo:
        for found in graph.find_modules_that_directly_import(todo.pop()) - seen:
            seen.add(found)
            path = Path(*found.split(".")).with_suffix(".py")
            if _is_test(path):
                yield str(path)
            elif f"{found}.".startswith(f"{room}."):
                todo.append(found)


def _is_test(path: Path) -> bool:
    return path.parts[0] == "tests" and path.match("test_*.py")


def _is_slow(file: str) -> bool:
    return _SLOW.search((_ROOT / file).read_text("utf-8")) is not None


def _left_main() -> str:
    """Where this branch left main: the one that was fetched last, or else the local one."""
    for main_branch in ("origin/main", "main"):
        found = _git("rev-parse", "--verify", "--quiet", main_branch, fails=True).strip()
        if found:
            return _git("merge-base", "HEAD", found).strip()
    return "HEAD"


def _git(*words: str, fails: bool = False) -> str:
    command = ["git", *words]
    done = subprocess.run(command, cwd=_ROOT, text=True, capture_output=True, check=not fails)
    return done.stdout


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else _left_main())
