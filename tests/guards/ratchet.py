"""Tables of what is still owed: a number may only fall, and when it fell the table says so.

`RATCHET=write python -m pytest tests/guards` writes the tables anew; the difference is reviewed.
"""

import os
import tomllib
from pathlib import Path

Table = dict[str, dict[str, int]]


def broken(name: str, found: Table, *, slack: int = 0) -> list[str]:
    """The numbers of `name`.toml that grew, or fell by more than `slack` and still stand there.

    `found` holds what is so today: by kind, then by place. Nothing owed needs no table.
    """
    path = Path(__file__).with_name(f"{name}.toml")
    found = {kind: places for kind, places in found.items() if places}
    if os.environ.get("RATCHET") == "write":
        _write(path, found)
    known: Table = tomllib.loads(path.read_text("utf-8")) if path.exists() else {}
    told = []
    for kind in sorted({*known, *found}):
        before, now = known.get(kind, {}), found.get(kind, {})
        for place in sorted({*before, *now}):
            step = f"{kind}: {place}: {before.get(place, 0)} -> {now.get(place, 0)}"
            if now.get(place, 0) > before.get(place, 0):
                told.append(f"{step}, more than {path.name} allows")
            elif place not in now or now[place] < before[place] - slack:
                told.append(f"{step}, lower it in {path.name} (RATCHET=write)")
    return told


def _write(path: Path, found: Table) -> None:
    """The table in the order of its names, or no file where nothing is owed."""
    if not found:
        path.unlink(missing_ok=True)
        return
    path.write_text(
        "\n".join(
            "\n".join([f"[{kind}]", *(f'"{place}" = {places[place]}' for place in sorted(places))])
            + "\n"
            for kind, places in sorted(found.items())
        ),
        "utf-8",
    )
