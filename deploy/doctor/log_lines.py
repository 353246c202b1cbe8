"""The events of the logs without what was put into them: only what the program's source says."""

import ast
import builtins
import json
import re
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any

from deploy.environment import ROOT
from shared.rules.paper import printers

_ROOMS = ("deploy", "display", "kiosk", "printstation", "shared")
_CALLS = {"debug", "info", "warning", "error", "exception", "critical"}
_LINES = 2_000
_LEAST_WORDS = 4
_PLACE = re.compile(r"%(?:\((?P<name>\w+)\))?[-#0 +]*\d*(?:\.\d+)?[a-zA-Z]")
_FRAME = re.compile(r'  File "([^"\n]+)", line (\d{1,5}), in .+')
_KIND = re.compile(r"([A-Za-z_][\w.]*)(?::|$)")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[.\d]*(?:\+00:00)?")
_SHORT = re.compile(r"\d{1,6}")
_PRINTER = re.compile(r"(?:ticket|sheet)(?:-\d)?")
_LEVELS = {"debug", "info", "warning", "error", "critical"}
_PROCESSES = ("web", "printstation")
_NUMBERS = ("job", "copy", "held")
_HIDDEN = "…"


def told(folder: Path) -> Iterator[tuple[str, str]]:
    """The newest events of each process, and the last failure of a command; names and contents."""
    for process in _PROCESSES:
        kept: deque[str] = deque(maxlen=_LINES)
        for path in (folder / f"{process}.jsonl.1", folder / f"{process}.jsonl"):
            if path.is_file():
                kept.extend(path.read_text("utf-8", "replace").splitlines())
        if kept:
            yield f"log/{process}.jsonl", "".join(f"{_line(one, process)}\n" for one in kept)
    failure = folder / "failure.txt"
    if failure.is_file():
        yield "log/failure.txt", "\n".join(_trace(failure.read_text("utf-8", "replace"))) + "\n"


def _line(text: str, process: str) -> str:
    try:
        event = json.loads(text)
    except ValueError:
        return json.dumps({"event": _HIDDEN})
    if not isinstance(event, dict):
        return json.dumps({"event": _HIDDEN})
    shown = {
        "at": _if(_MOMENT, event.get("at")),
        "level": event.get("level") if event.get("level") in _LEVELS else _HIDDEN,
        "process": process,
        "source": event.get("source") if event.get("source") in _sources() else _HIDDEN,
        "event": _event(str(event.get("event", ""))),
        **dict(_extra(event)),
    }
    if trace := event.get("trace"):
        shown["trace"] = _trace(str(trace))
    return json.dumps(shown, ensure_ascii=False)


def _extra(event: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for name in _NUMBERS:
        if isinstance(event.get(name), int):
            yield name, _if(_SHORT, str(event[name]))
    if "printer" in event:
        yield "printer", _if(_PRINTER, event["printer"])
    if isinstance(event.get("reasons"), list):
        known = [one for one in event["reasons"] if isinstance(one, str) and one in printers.WORDS]
        yield "reasons", known


def _if(shape: "re.Pattern[str]", value: object) -> str:
    return value if isinstance(value, str) and shape.fullmatch(value) else _HIDDEN


def _event(text: str) -> str:
    """The sentence of our source that this one was made of, short numbers still in it."""
    for shape, template in _sentences():
        if found := shape.fullmatch(text):
            return _filled(template, found.groups())
    return _HIDDEN


def _filled(template: str, values: Sequence[str]) -> str:
    """The sentence with its numbers, as long as all of them together are no number of a person."""
    few = _SHORT.fullmatch("".join(re.findall(r"\d", " ".join(values))))
    shown = iter(values)
    return _PLACE.sub(lambda _: _if(_SHORT, next(shown)) if few else _HIDDEN, template)


def _trace(text: str) -> list[str]:
    """Which lines of which files of the program and its libraries, and what kind of error."""
    return list(chain.from_iterable(map(_step, text.splitlines())))


def _step(line: str) -> Iterator[str]:
    if frame := _FRAME.fullmatch(line):
        yield f"{_file(frame[1])}:{frame[2]}"
    elif (kind := _KIND.match(line)) and kind[1].rpartition(".")[2] in _kinds():
        yield kind[1].rpartition(".")[2]


def _file(name: str) -> str:
    """Below the program's folder and there, or a mark: a name of a file may be anybody's."""
    path = Path(name)
    inside = path.is_relative_to(ROOT) and path.suffix == ".py" and path.is_file()
    return path.relative_to(ROOT).as_posix() if inside else _HIDDEN


@cache
def _sources() -> frozenset[str]:
    return frozenset(
        str(call.args[0].value)
        for call in _calls("getLogger")
        if call.args and isinstance(call.args[0], ast.Constant)
    )


@cache
def _kinds() -> frozenset[str]:
    """Names of errors: Python's own and this program's."""
    ours = (node.name for node in _nodes() if isinstance(node, ast.ClassDef))
    theirs = (name for name, one in vars(builtins).items() if isinstance(one, type))
    return frozenset((*theirs, *ours, "OperationalError", "DatabaseError", "IntegrityError"))


@cache
def _sentences() -> tuple[tuple["re.Pattern[str]", str], ...]:
    """What the program says to its log, longest first, each with the shape of what it becomes."""
    found = {
        str(call.args[0].value)
        for name in _CALLS
        for call in _calls(name)
        if call.args and isinstance(call.args[0], ast.Constant)
    }
    long_ = [one for one in found if len(_PLACE.sub("", one)) >= _LEAST_WORDS]
    return tuple((_shape(one), one) for one in sorted(long_, key=len, reverse=True))


def _shape(template: str) -> "re.Pattern[str]":
    words = map(re.escape, re.split(_PLACE.pattern.replace("(?P<name>", "(?:"), template))
    return re.compile("(.*)".join(words), re.DOTALL)


def _calls(name: str) -> Iterator[ast.Call]:
    for node in _nodes():
        match node:
            case ast.Call(func=ast.Attribute(attr=said)) if said == name:
                yield node


@cache
def _nodes() -> tuple[ast.AST, ...]:
    """Every part of the program's source."""
    paths = (path for room in _ROOMS for path in sorted((ROOT / room).rglob("*.py")))
    trees = (ast.parse(path.read_text("utf-8")) for path in paths)
    return tuple(chain.from_iterable(map(ast.walk, trees)))
