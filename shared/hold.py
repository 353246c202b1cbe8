"""While a new version is tried the office shows itself and takes nothing: it may yet be undone."""

from pathlib import Path

from shared.errors import N_, Unavailable

FILE = "pembaruan"
"""In the data folder. One version makes it and another looks for it: it never changes its name."""


def begin(data: Path) -> None:
    """Take nothing from now on, in both processes, until `end`."""
    (data / FILE).touch(0o600)


def end(data: Path) -> None:
    """Take what comes again; harmless when nothing was held."""
    (data / FILE).unlink(missing_ok=True)


def is_on(data: Path) -> bool:
    """Whether the office of this folder is held now."""
    return (data / FILE).exists()


def refuse(data: Path) -> None:
    """Raise Unavailable while it is."""
    if is_on(data):
        raise Unavailable(
            N_("Sistem antrean sedang diperbarui. Coba lagi sebentar lagi."), code="updating"
        )
