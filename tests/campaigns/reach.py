"""What the campaign of planted changes needs of pytest, as a plugin.

With `REACH_INTO=folder` it keeps for each test the seconds it took and the lines of
`shared/rules/` that it ran. With `REACH_JOBS=file` it runs no test itself: for each change of the
file it forks, exchanges the one function that is changed, and runs the tests that were named for
it until one is red. That costs no start and no import, so most changes take less than a second.
"""

import ast
import gc
import os
import pickle
import shutil
import signal
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.machinery import SourceFileLoader
from inspect import CO_OPTIMIZED
from pathlib import Path
from types import CodeType, FrameType, FunctionType
from typing import Any

import hypothesis
import pytest

# A file and a line of it.
Line = tuple[str, int]

COLLECTED = ""
"""The name under which stands what runs before any test."""

GREEN, RED, ELSEWHERE = 0, 1, 3
"""What was seen of a change; `ELSEWHERE`: it is in no function that can be exchanged."""

_AT_ONCE = 2
_SLOWER = 2
_PART = f"{os.sep}shared{os.sep}rules{os.sep}"
_ran: set[tuple[CodeType, int]] = set()
_kept: dict[str, tuple[float, frozenset[Line]]] = {}
_red: set[str] = set()


@dataclass(frozen=True)
class Job:
    """A file, its text with the change, the line of it, and the tests to ask, in order.

    `early`: the line also runs before any test does.
    """

    file: str
    text: str
    line: int
    tests: list[str]
    seconds: float
    early: bool

    def plant(self) -> None:
        """From now on the file is imported with the change."""
        kept = SourceFileLoader.get_code

        def code(loader: SourceFileLoader, module: str) -> CodeType | None:
            if loader.path != self.file:
                return kept(loader, module)
            return compile(self.text, self.file, "exec", dont_inherit=True)

        SourceFileLoader.get_code = code  # type: ignore[method-assign, assignment]

    def exchange(self) -> bool:
        """Give the function that is changed, and those that it made, their new code.

        Whether there is one.
        """
        name = _function_at(self.file, self.line)
        olds = [
            one
            for one in gc.get_objects()
            if type(one) is FunctionType
            and one.__code__.co_filename == self.file
            and f"{one.__code__.co_qualname}.".startswith(f"{name}.")
        ]
        news = {
            (one.co_qualname, one.co_firstlineno): one
            for one in _inside(compile(self.text, self.file, "exec", dont_inherit=True))
        }
        for old in olds:
            new = news.get((old.__code__.co_qualname, old.__code__.co_firstlineno))
            if new is None or new.co_freevars != old.__code__.co_freevars:
                return False
            old.__code__ = new
        return bool(olds)


def _function_at(file: str, line: int) -> str | None:
    """The full name of the outermost function whose body has this line."""

    def inside(body: list[ast.stmt], before: str) -> str | None:
        for one in body:
            if isinstance(one, ast.ClassDef) and (
                found := inside(one.body, f"{before}{one.name}.")
            ):
                return found
            if isinstance(one, ast.FunctionDef) and (
                one.body[0].lineno <= line <= (one.end_lineno or 0)
            ):
                return before + one.name
        return None

    return inside(ast.parse(Path(file).read_text("utf-8")).body, "")


def _inside(code: CodeType) -> Iterator[CodeType]:
    for one in code.co_consts:
        if isinstance(one, CodeType):
            yield one
            yield from _inside(one)


if "REACH_PLANT" in os.environ:
    pickle.loads(Path(os.environ["REACH_PLANT"]).read_bytes()).plant()


def _called(frame: FrameType, _event: str, _arg: object) -> Any:
    return _line if _PART in frame.f_code.co_filename else None


def _line(frame: FrameType, event: str, _arg: object) -> Any:
    if event == "line":
        _ran.add((frame.f_code, frame.f_lineno))
    return _line


@pytest.hookimpl(trylast=True)
def pytest_configure() -> None:
    """One counter-example is enough: the smallest is not looked for; a slow one is none."""
    phases = (hypothesis.Phase.explicit, hypothesis.Phase.generate)
    hypothesis.settings.register_profile(
        "quick",
        hypothesis.settings.get_profile("quick"),
        phases=phases,
        database=None,
        suppress_health_check=list(hypothesis.HealthCheck),
    )
    hypothesis.settings.load_profile("quick")


def _forget_what_was_computed() -> None:
    """Of a function that computes once for a whole process every test shows its lines."""
    for name, module in list(sys.modules.items()):
        if name.startswith("shared.rules."):
            for one in vars(module).values():
                getattr(one, "cache_clear", lambda: None)()


@contextmanager
def _watched(name: str) -> Iterator[None]:
    if "REACH_INTO" not in os.environ:
        yield
        return
    _ran.clear()
    _forget_what_was_computed()
    threading.settrace(_called)
    sys.settrace(_called)
    began = time.process_time()
    try:
        yield
    finally:
        sys.settrace(None)
        threading.settrace(None)
        # The body of a module or a class is no function.
        lines = frozenset(
            (code.co_filename[code.co_filename.rindex(_PART) + 1 :], line)
            for code, line in _ran
            if code.co_flags & CO_OPTIMIZED
        )
        if name not in _red:
            _kept[name] = (time.process_time() - began, lines)


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Iterator[None]:
    """Watch what runs while tests are only read."""
    with _watched(COLLECTED):
        return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """Watch the lines while a test runs, its fixtures too."""
    with _watched(item.nodeid):
        return (yield)


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """A test that is red without any change tells nothing."""
    if report.failed:
        _red.add(report.nodeid)


def pytest_sessionfinish() -> None:
    """Keep what was seen; each process of a run has its own file."""
    if _kept:
        kept = Path(os.environ["REACH_INTO"], f"{os.getpid()}.pickle")
        kept.write_bytes(pickle.dumps(_kept))


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop(session: pytest.Session) -> bool | None:
    """Instead of the tests themselves: the changes, some at once, each in its own process."""
    if "REACH_JOBS" not in os.environ:
        return None
    jobs: list[Job] = pickle.loads(Path(os.environ["REACH_JOBS"]).read_bytes())
    items = {one.nodeid: one for one in session.items}
    running: dict[int, tuple[int, float, str]] = {}
    for number, job in enumerate(jobs):
        while len(running) >= _AT_ONCE:
            _reap(running)
        folder = tempfile.mkdtemp()
        if not (pid := os.fork()):
            _ask(session, job, [items[one] for one in job.tests if one in items], folder)
        running[pid] = number, time.monotonic() + 60 + _SLOWER * job.seconds, folder
    while running:
        _reap(running)
    return True


def _reap(running: dict[int, tuple[int, float, str]]) -> None:
    """Keep what a process told, or that it came to no end."""
    for pid, (number, until, folder) in list(running.items()):
        ended, status = os.waitpid(pid, os.WNOHANG)
        if not ended and time.monotonic() > until:
            os.killpg(pid, signal.SIGKILL)
            ended, status = os.waitpid(pid, 0)
        if ended:
            del running[pid]
            shutil.rmtree(folder, ignore_errors=True)
            code = os.waitstatus_to_exitcode(status)
            with Path(os.environ["REACH_JOBS"] + ".told").open("a", encoding="utf-8") as told:
                told.write(f"{number} {code if code in (GREEN, ELSEWHERE) else RED}\n")
    time.sleep(0.02)


def _ask(session: pytest.Session, job: Job, tests: list[pytest.Item], folder: str) -> None:
    code = RED
    try:
        os.setpgid(0, 0)
        tempfile.tempdir = os.environ["TMPDIR"] = folder
        session.config._tmp_path_factory._basetemp = Path(folder)  # type: ignore[attr-defined]
        code = GREEN if not job.early and job.exchange() else ELSEWHERE
        for at, item in enumerate(tests if code == GREEN else ()):
            upcoming = tests[at + 1] if at + 1 < len(tests) else None
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=upcoming)
            if session.testsfailed:
                code = RED
                break
    finally:
        os._exit(code)
