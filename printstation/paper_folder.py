"""The folder that a virtual printer prints into, and the knobs by which it is made to fail.

A slip is three files: `000012-TOKEN.bin` (the bytes), `.png` (the picture) and `.json` (what it
says and when; written last). The knobs are `control.json`. The web process reads this folder too,
so no printer or picture library here.
"""

import json
import re
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path

from shared import files

KEPT = 200
_CONTROL = "control.json"
_NAME = re.compile(r"(\d{6,})-[A-Za-z0-9_-]{1,80}")


@dataclass(frozen=True)
class Control:
    """The state of a virtual printer; `vanish_next` lets it disappear in the middle of a slip."""

    paper: str = "ok"
    cover_open: bool = False
    online: bool = True
    present: bool = True
    slow_seconds: float = 0.0
    vanish_next: bool = False


@dataclass(frozen=True)
class Printed:
    """One printed slip, its picture's size in dots; `torn` when the printer vanished in it."""

    name: str
    at: str
    text: str
    torn: bool
    width: int
    height: int


def folder(place: str, data: Path) -> Path:
    """Where `virtual:PLACE` keeps its slips: inside the data folder unless PLACE is absolute."""
    return data / (place or "paper")


def read_control(paper: Path) -> Control:
    """The knobs as they stand; a missing or half-written file means a healthy printer."""
    try:
        given = json.loads((paper / _CONTROL).read_text())
        return Control(**{name: given[name] for name in asdict(Control()) if name in given})
    except (OSError, ValueError, TypeError):
        return Control()


def write_control(paper: Path, control: Control) -> None:
    """Turn the knobs."""
    _write(paper / _CONTROL, json.dumps(asdict(control)).encode())


def names(paper: Path) -> list[str]:
    """Names of all slips, oldest first, finished or not."""
    stems = (each.stem for each in paper.glob("*.bin"))
    return sorted(filter(_NAME.fullmatch, stems), key=_number)


def next_name(existing: list[str], token: str) -> str:
    """A name for the next slip."""
    number = _number(existing[-1]) + 1 if existing else 1
    safe = re.sub(r"[^A-Za-z0-9_-]", "_", token)[:80] or "slip"
    return f"{number:06d}-{safe}"


def keep_bytes(paper: Path, name: str, data: bytes) -> None:
    """The slip is on paper from here on."""
    _write(paper / f"{name}.bin", data)


def keep_picture(paper: Path, slip: Printed, picture: bytes) -> None:
    """Add what the slip looks like and says."""
    _write(paper / f"{slip.name}.png", picture)
    _write(paper / f"{slip.name}.json", json.dumps(asdict(slip), ensure_ascii=False).encode())


def remove(paper: Path, name: str) -> None:
    """Throw a slip away."""
    for ending in ("json", "png", "bin"):
        (paper / f"{name}.{ending}").unlink(missing_ok=True)


def slips(paper: Path, count: int) -> list[Printed]:
    """The newest finished slips, newest first."""
    found = (_read_slip(paper, name) for name in reversed(names(paper)))
    return list(islice(filter(None, found), count))


def file_of(paper: Path, name: str, ending: str) -> Path | None:
    """A slip's file, if there is such a slip."""
    path = paper / f"{name}.{ending}"
    return path if _NAME.fullmatch(name) and path.is_file() else None


def _write(path: Path, content: bytes) -> None:
    """Papers tell who came and for what: for the office's own processes only."""
    files.write(path, content, 0o600)


def _read_slip(paper: Path, name: str) -> Printed | None:
    try:
        return Printed(**json.loads((paper / f"{name}.json").read_text()))
    except (OSError, ValueError, TypeError):
        return None


def _number(name: str) -> int:
    return int(name.split("-", 1)[0])
