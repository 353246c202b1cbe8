"""Tell the other screens and processes, but only after the commit."""

from pathlib import Path

from shared import bell, db

_data: Path | None = None


def use(data: Path) -> None:
    """Ring the bells that hang in this data folder from now on."""
    global _data
    _data = data


def announce(*topics: str) -> None:
    """Ring `topics` once the present transaction is on disk."""
    if _data is not None:
        folder = _data
        db.after_commit(lambda: bell.ring(folder, *topics))
