"""The only source of "now": UTC inside, the office's zone outside, movable in practice."""

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from shared import files

_PRACTICE_FILE = "practice-clock.json"

_zone = ZoneInfo("Asia/Jakarta")
_practice: Path | None = None
_read_at: int = -1
_shift = timedelta()


def now() -> datetime:
    """This moment, aware, in UTC."""
    return datetime.now(UTC) + _practice_shift()


def zone() -> ZoneInfo:
    """The office's time zone."""
    return _zone


def use_zone(name: str) -> None:
    """Set the office's time zone, such as `Asia/Jakarta`, once at start."""
    global _zone
    _zone = ZoneInfo(name)


def local(moment: datetime | None = None) -> datetime:
    """The moment (now by default) on the office's wall clock."""
    return (moment or now()).astimezone(_zone)


def service_day(moment: datetime | None = None) -> date:
    """The office's calendar day of the moment (today by default)."""
    return local(moment).date()


def follow(data: Path) -> None:
    """Let the practice clock kept in `data` shift `now()` in this process, and follow its moves."""
    global _practice, _read_at
    _practice, _read_at = data / _PRACTICE_FILE, -1


def unfollow() -> None:
    """Forget the practice clock."""
    global _practice, _shift
    _practice, _shift = None, timedelta()


def move(data: Path, to: datetime) -> None:
    """Make it `to` for every process that follows `data` (practice only); time then ticks on.

    A naive `to` is read as the office's wall clock.
    """
    aware = to if to.tzinfo else to.replace(tzinfo=_zone)
    shift = (aware - datetime.now(UTC)).total_seconds()
    moved = json.dumps({"shift_seconds": shift}).encode()
    files.write(data / _PRACTICE_FILE, moved, lasting=False)


def _practice_shift() -> timedelta:
    global _read_at, _shift
    if _practice is None:
        return _shift
    try:
        changed = _practice.stat().st_mtime_ns
        if changed != _read_at:
            _shift = timedelta(seconds=json.loads(_practice.read_text())["shift_seconds"])
            _read_at = changed
    except FileNotFoundError:
        _shift = timedelta()
    return _shift
