"""Logs: one JSON line per event in a rotating file, readable lines in the terminal.

Log what happened to which row (ids, numbers), never who a citizen is.
"""

import json
import logging
import logging.handlers
import sys
from datetime import UTC, datetime
from pathlib import Path

_LARGEST = 5_000_000
_KEPT = 5
_PLAIN = set(logging.makeLogRecord({}).__dict__) | {"message", "asctime", "taskName"}


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
    lines.setFormatter(logging.Formatter(f"%(asctime)s {process}: %(message)s", "%H.%M.%S"))
    lines.setLevel(level)
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
    logging.getLogger().addHandler(lines)
