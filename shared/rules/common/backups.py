"""How the backups stand: kept beside the data by whoever makes them, told to seats and doctor.

Not in the database: a backup tells nothing of itself to whom it is restored, and how it went must
be told of a database that cannot be written.
"""

import hashlib
from datetime import datetime, timedelta
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from shared import clock, files
from shared.config import Settings
from shared.rules.common import words
from shared.rules.common.office import here

DAILY, HOURLY, REHEARSAL = "daily", "hourly", "rehearsal"
_STATE = "backup.json"
_RECIPIENT = "backup.recipient"
_AGAIN = timedelta(minutes=10)
_HOUR = timedelta(hours=1)
_NEVER = "Belum ada cadangan yang berhasil. Minta admin membuka Admin, Cadangan."
_OLD = "Cadangan terakhir yang berhasil sudah lama: {}. Minta admin membuka Admin, Cadangan."


class Made(BaseModel):
    """A backup that was read back and found good; `lines`: of the journal in it."""

    model_config = ConfigDict(frozen=True)

    kind: str
    place: str
    file: str
    at: datetime
    size: int
    seconds: float
    lines: int

    @property
    def size_words(self) -> str:
        """How large it is, as people say it."""
        large = self.size >= 1_000_000
        return (
            words.number(self.size / 1_000_000, 1) + " MB" if large else f"{self.size // 1000} kB"
        )


class HowItWent(BaseModel):
    """What did not go well, or a restore on trial, in one sentence."""

    model_config = ConfigDict(frozen=True)

    at: datetime
    sentence: str
    whole: bool = False


class State(BaseModel):
    """The newest good backup of each kind, what went wrong at which place since, the last trial."""

    daily: Made | None = None
    hourly: Made | None = None
    failures: dict[str, HowItWent] = {}
    rehearsal: HowItWent | None = None
    tried_at: datetime | None = None

    @property
    def newest(self) -> Made | None:
        """The newest good one of either kind."""
        return max((one for one in (self.daily, self.hourly) if one), key=_moment, default=None)


def state(data: Path) -> State:
    """How the backups of this data folder stand; one that cannot be read tells of none."""
    try:
        return State.model_validate_json((data / _STATE).read_bytes())
    except (FileNotFoundError, ValueError):
        return State()


def keep(data: Path, found: State) -> None:
    """Remember how they stand."""
    files.write(data / _STATE, found.model_dump_json().encode(), 0o600)


def places(settings: Settings) -> list[str]:
    """Where backups go by themselves."""
    return [one.strip() for one in settings.backup_places.split(",") if one.strip()]


def on_our_disk(settings: Settings) -> list[str]:
    """The places that lie on the disk of the data: they go when it goes."""
    disk = settings.data.stat().st_dev
    return [one for one in places(settings) if _device(one) == disk]


def recipient(data: Path) -> str:
    """The public half of the recovery key, to which backups are sealed; empty before it is made."""
    path = data / _RECIPIENT
    return path.read_text("utf-8").strip() if path.exists() else ""


def use_recipient(data: Path, public: str) -> None:
    """Seal backups to this key from now on."""
    files.write(data / _RECIPIENT, f"{public}\n".encode(), 0o600)


def mark(public: str) -> str:
    """A key's mark, as it stands on its sheet and in the names of its backups."""
    return hashlib.sha256(public.encode()).hexdigest()[:8]


def due(settings: Settings, lines: int) -> str:
    """What is to be made now: DAILY, HOURLY, REHEARSAL, or nothing; `lines`: of the journal.

    A moment that lies ahead was told by a wrong clock and counts as long ago.
    """
    if not places(settings) or not recipient(settings.data):
        return ""
    now, found = clock.now(), state(settings.data)
    if not _ago(found.tried_at, _AGAIN, now):
        return ""
    if not found.daily or clock.service_day(found.daily.at) != clock.service_day(now):
        return DAILY
    newest = found.newest or found.daily
    if lines != newest.lines and _ago(newest.at, _HOUR, now):
        return HOURLY
    tried = found.rehearsal
    span = timedelta(days=settings.backup_rehearsal_days if tried and tried.whole else 1)
    return REHEARSAL if _ago(tried.at if tried else None, span, now) else ""


def overdue() -> str:
    """What every seat is told once the newest good backup is too old; else nothing."""
    settings = here().settings
    if not places(settings):
        return ""
    newest = state(settings.data).newest
    if newest is None:
        return _NEVER
    late = _ago(newest.at, timedelta(hours=settings.backup_warn_hours), clock.now())
    return _OLD.format(words.day_and_time(newest.at)) if late else ""


def _ago(moment: datetime | None, span: timedelta, now: datetime) -> bool:
    return moment is None or not now - span < moment <= now


def _device(place: str) -> int | None:
    try:
        return Path(place).stat().st_dev
    except OSError:
        return None


def _moment(made: Made) -> datetime:
    return made.at
