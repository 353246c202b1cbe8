"""The files of the program as they lie in the repository, without what set-up and runs leave."""

import os
import shutil
from fnmatch import fnmatch
from pathlib import Path

from deploy.environment import ROOT

_LEFT = shutil.ignore_patterns("__pycache__", "*.tar.xz")


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


def copied(place: Path) -> Path:
    """A copy of the program with what set-up put into it, to be changed and tried.

    Its tests run with the interpreter of this one, with PYTHONPATH set to the copy.
    """
    for part in ("shared", "kiosk", "display", "printstation", "deploy", "tests"):
        shutil.copytree(ROOT / part, place / part, ignore=_LEFT, symlinks=True)
    for name in ("pyproject.toml", "package.json", "package-lock.json"):
        shutil.copy(ROOT / name, place)
    return place


def _any(name: str, patterns: set[str]) -> bool:
    return any(fnmatch(name, pattern) for pattern in patterns)
