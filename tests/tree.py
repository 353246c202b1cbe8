"""The files of the program as they lie in the repository, without what set-up and runs leave."""

import os
from fnmatch import fnmatch
from pathlib import Path

from deploy.environment import ROOT


def own_files() -> list[Path]:
    """Every file that belongs to the program, in a steady order."""
    ignored = (ROOT / ".gitignore").read_text("utf-8").splitlines()
    left = {".git", *(line.strip("/").rpartition("/")[2] for line in ignored)}
    found: list[Path] = []
    for folder, inner, names in os.walk(ROOT):
        inner[:] = [name for name in inner if not _any(name, left)]
        found += [Path(folder, name) for name in names if not _any(name, left)]
    return sorted(found)


def own_texts() -> dict[str, str]:
    """The text of each of them by its path inside the program; pictures and sounds are left out."""
    texts: dict[str, str] = {}
    for path in own_files():
        try:
            texts[str(path.relative_to(ROOT))] = path.read_text("utf-8")
        except UnicodeDecodeError:
            continue
    return texts


def _any(name: str, patterns: set[str]) -> bool:
    return any(fnmatch(name, pattern) for pattern in patterns)
