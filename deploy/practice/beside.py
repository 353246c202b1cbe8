"""The practice office beside the real one: who wishes it, until when, and how far it is.

Three files in a folder that no start of the office finds again: the wish, which the screens write
and the office's keeper follows; the state, locked as long as the practice office lives; and why the
last one could not live. Loaded by the keeper as well: nothing heavy is imported here.
"""

import fcntl
import json
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from shared import clock, files

OFF, MAKING, OPEN, STOPPING = "off", "making", "open", "stopping"
_FOLDER = Path("tmp") / "practice"
_WISH, _STATE, _FAILED = "wish", "state", "failed"


@dataclass(frozen=True)
class Wish:
    """What somebody pressed for.

    `mark`: of this press alone. `until`: when it ends by itself. `anew`: with nothing of what was
    done in it before. `environ`: the settings that are the real office's.
    """

    mark: str
    until: str
    anew: bool
    environ: Mapping[str, str]

    @property
    def ends(self) -> datetime:
        """The moment at which it is over."""
        return datetime.fromisoformat(self.until)


@dataclass(frozen=True)
class Practice:
    """How the practice office is now; `why`: what kept the last one from living."""

    state: str
    wish: Wish | None
    why: str

    @property
    def is_off(self) -> bool:
        """Whether nobody wishes it, and nothing of it lives."""
        return self.state == OFF

    @property
    def is_open(self) -> bool:
        """Whether it answers."""
        return self.state == OPEN

    @property
    def is_wished(self) -> bool:
        """Whether it is open or about to be."""
        return self.wish is not None

    @property
    def is_moving(self) -> bool:
        """Whether it will soon be otherwise by itself."""
        return self.state in (MAKING, STOPPING)


def forget(data: Path) -> None:
    """Nobody wishes a practice office: after a power cut, an update, a start of the office."""
    shutil.rmtree(data / _FOLDER, ignore_errors=True)


def wish(data: Path) -> Wish | None:
    """What is wished for now; None once its time is over."""
    with suppress(OSError, ValueError, TypeError, KeyError):
        told = Wish(**json.loads((data / _FOLDER / _WISH).read_bytes()))
        return told if clock.now() < told.ends else None
    return None


def wished(data: Path) -> str | None:
    """The mark of what is wished for now."""
    found = wish(data)
    return found.mark if found else None


def begin(data: Path, new: Wish) -> None:
    """Wish a practice office, or another in its place."""
    _room(data)
    (data / _FOLDER / _FAILED).unlink(missing_ok=True)
    _write(data, _WISH, asdict(new))


def end(data: Path) -> None:
    """Nobody wishes it any more; harmless when nobody did."""
    (data / _FOLDER / _WISH).unlink(missing_ok=True)


def give_up(data: Path, tried: Wish, why: str) -> None:
    """What this wish asks for cannot be; the reason is for whoever pressed."""
    with suppress(OSError):
        _write(data, _FAILED, {"why": why})
    if wished(data) == tried.mark:
        end(data)


def look(data: Path) -> Practice:
    """How the practice office of this office is."""
    now, told = wish(data), _read(data, _STATE)
    lives = _lives(data)
    if now is None:
        why = "" if lives else str(_read(data, _FAILED).get("why", ""))
        return Practice(STOPPING if lives else OFF, None, why)
    is_open = lives and told == {"mark": now.mark, "open": True}
    return Practice(OPEN if is_open else MAKING, now, "")


def tell_open(data: Path, mark: str) -> None:
    """The office of this wish answers now."""
    path = data / _FOLDER / _STATE
    path.write_text(json.dumps({"mark": mark, "open": True}))  # not replaced: its lock stays


@contextmanager
def living(data: Path) -> Iterator[None]:
    """Show everybody that a practice office lives here, as long as this process does."""
    with (_room(data) / _STATE).open("w") as state:
        fcntl.flock(state, fcntl.LOCK_EX)
        yield
        state.truncate(0)


def _lives(data: Path) -> bool:
    try:
        with (data / _FOLDER / _STATE).open() as state:
            fcntl.flock(state, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        return False
    return False


def _room(data: Path) -> Path:
    folder = data / _FOLDER
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.parent.chmod(0o700)
    return folder


def _read(data: Path, name: str) -> dict[str, object]:
    with suppress(OSError, ValueError):
        found = json.loads((data / _FOLDER / name).read_bytes())
        return found if isinstance(found, dict) else {}
    return {}


def _write(data: Path, name: str, told: Mapping[str, object]) -> None:
    files.write(data / _FOLDER / name, json.dumps(told).encode(), 0o600, lasting=False)
