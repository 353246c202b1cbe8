"""Logs: one JSON line per event in a rotating file, readable lines in the terminal.

Log what happened to which row (ids, numbers), never who a citizen is.
"""

import json
import logging
import logging.handlers
import sys
from datetime import UTC, datetime
from pathlib import Path

from shared import clock

_LARGEST = 5_000_000
_KEPT = 5
_MINUTE = 60.0
_MOST_A_MINUTE = 20
_PLAIN = set(logging.makeLogRecord({}).__dict__) | {"message", "asctime", "taskName"}


class Repeated(logging.Filter):
    """Lets the same trouble through so many times a minute; the next one tells how often it was
    held back, as `held`."""

    def __init__(self) -> None:
        super().__init__()
        self._seen: dict[tuple[str, str], tuple[float, int]] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        if record.levelno < logging.WARNING:
            return True
        key = (record.name, str(record.msg))
        began, count = self._seen.get(key, (record.created, 0))
        if record.created - began >= _MINUTE:
            if count > _MOST_A_MINUTE:
                record.held = count - _MOST_A_MINUTE
            began, count = record.created, 0
        self._seen[key] = (began, count + 1)
        return count < _MOST_A_MINUTE


class JsonLines(logging.Formatter):
    """One event as one line of JSON; what was passed as `extra` becomes its own field."""

    def __init__(self, process: str) -> None:
        super().__init__()
        self.process = process

    def format(self, record: logging.LogRecord) -> str:
        event = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "process": self.process,
            "source": record.name,
            "event": record.getMessage(),
            **{key: value for key, value in vars(record).items() if key not in _PLAIN},
        }
        if record.exc_info:
            event["trace"] = self.formatException(record.exc_info)
        return json.dumps(event, ensure_ascii=False, default=str)


def to_terminal(process: str, level: int = logging.INFO) -> None:
    """Send readable lines to the terminal; called once, first."""
    lines = logging.StreamHandler(sys.stderr)
    readable = logging.Formatter(f"%(asctime)s {process}: %(message)s", "%H.%M.%S")
    readable.converter = lambda _: clock.local().timetuple()  # the office's, in practice too
    lines.setFormatter(readable)
    lines.setLevel(level)
    lines.addFilter(Repeated())
    logging.basicConfig(level=logging.INFO, handlers=[lines], force=True)
    logging.captureWarnings(True)


def to_file(process: str, data: Path) -> None:
    """Also keep each event in DATA/log/PROCESS.jsonl; only one process may write a file."""
    folder = data / "log"
    folder.mkdir(parents=True, exist_ok=True)
    lines = logging.handlers.RotatingFileHandler(
        folder / f"{process}.jsonl", maxBytes=_LARGEST, backupCount=_KEPT, encoding="utf-8"
    )
    lines.setFormatter(JsonLines(process))
    lines.addFilter(Repeated())
    logging.getLogger().addHandler(lines)
