"""While a new version is tried the office shows itself and takes nothing: it may yet be undone."""

import time
from datetime import UTC, datetime
from pathlib import Path

from shared import clock, files, terminal
from shared.errors import N_, Unavailable

FILE = "pembaruan"
"""In the data folder. One version makes it and another looks for it: it never changes its name."""
_LONG_SECONDS = 600
_HELD = "Sistem antrean sedang diperbarui%(to)s sejak %(since)s dan belum menerima apa pun."
_SOON = "Coba lagi sebentar lagi."
_MEND = "Bila tidak ada yang sedang memasangnya, ketik di terminal: %(command)s"


def begin(data: Path, version: str = "") -> None:
    """Take nothing from now on, in both processes, until `end`; `version`: which is tried."""
    files.write(data / FILE, version.encode(), 0o600)


def end(data: Path) -> None:
    """Take what comes again; harmless when nothing was held."""
    (data / FILE).unlink(missing_ok=True)


def is_on(data: Path) -> bool:
    """Whether the office of this folder is held now."""
    return (data / FILE).exists()


def told(data: Path) -> str:
    """Since when the office is held, for which version, and what ends it; empty while it is not.

    Nobody ends it by itself: whoever tried the version may have been killed.
    """
    try:
        since, version = (data / FILE).stat().st_mtime, (data / FILE).read_text("utf-8")
    except FileNotFoundError:
        return ""
    at = clock.local(datetime.fromtimestamp(since, UTC))
    day = "%H.%M" if time.time() - since < 12 * 3600 else "%d-%m-%Y %H.%M"
    values = {"to": version and f" ke {version}", "since": at.strftime(day)}
    long = time.time() - since > _LONG_SECONDS
    then = _MEND % {"command": terminal.typed("upgrade --continue", root=True)} if long else _SOON
    return f"{_HELD % values} {then}"


def refuse(data: Path, *, in_full: bool = False) -> None:
    """Raise Unavailable while it is; `in_full`: to staff, who can have it mended."""
    if is_on(data):
        short = N_("Sistem antrean sedang diperbarui. Coba lagi sebentar lagi.")
        raise Unavailable((told(data) if in_full else "") or short, code="updating")
