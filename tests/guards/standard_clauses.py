"""The clauses of the office's service standard, as they stand in its data."""

import tomllib

from shared.config import Settings


def existing() -> set[str]:
    """Every clause number that stands in the standard's data."""
    found: set[str] = set()
    for file in Settings().standard.glob("*.toml"):
        _collect(tomllib.loads(file.read_text("utf-8")), found)
    return found


def without_headings() -> set[str]:
    """The clauses that say something themselves, not only by the clauses under them."""
    numbers = existing()
    return {one for one in numbers if not any(other.startswith(f"{one}.") for other in numbers)}


def _collect(part: object, found: set[str]) -> None:
    if isinstance(part, dict):
        if isinstance(part.get("clause"), str):
            found.add(part["clause"])
        for inner in part.values():
            _collect(inner, found)
    elif isinstance(part, list):
        for inner in part:
            _collect(inner, found)
