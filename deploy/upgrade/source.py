"""What a new version comes as: a checkout, a package file, or a stick where one of these lies."""

import re
import subprocess
import tarfile
from collections.abc import Iterator
from pathlib import Path

from shared.errors import N_, Refused

_PACKED = "usr/lib/antrean"
_VERSION = re.compile(r'^version = "(\d+)\.(\d+)\.(\d+)', re.MULTILINE)
_NAMED = re.compile(r"antrean[_-](\d+)\.(\d+)\.(\d+)\S*(\.deb|\.tar(\.\w+)?)$")
_NONE = N_(
    "Di %(place)s tidak ada versi Antrean: folder program, antrean_….deb, atau antrean-….tar.xz."
)
_ILL = N_("Berkas %(file)s tidak dapat dibuka: %(why)s")


def opened(source: Path, stage: Path) -> Path:
    """The program's folder in what was named; a package is laid out in the folder `stage`.

    Of several versions on a stick the newest. Raises Refused when there is none.
    """
    if not source.exists():
        raise Refused(_NONE, code="no-source", place=source)
    if source.is_file():
        return _unpacked(source, stage)
    if _is_program(source):
        return source
    every = sorted(_versions(source))
    if not every:
        raise Refused(_NONE, code="no-source", place=source)
    newest = every[-1][1]
    return newest if newest.is_dir() else _unpacked(newest, stage)


def _is_program(folder: Path) -> bool:
    return (folder / "deploy" / "install").is_file() and (folder / "pyproject.toml").is_file()


def _versions(stick: Path) -> Iterator[tuple[list[int], Path]]:
    kind = subprocess.run(
        ["dpkg", "--print-architecture"], capture_output=True, text=True, check=False
    ).stdout.strip()
    for path in stick.iterdir():
        told = _NAMED.match(path.name)
        if told and (told[4] != ".deb" or path.name.endswith((f"_{kind}.deb", "_all.deb"))):
            yield [int(told[part]) for part in (1, 2, 3)], path
        elif path.is_dir() and _is_program(path):
            found = _VERSION.search((path / "pyproject.toml").read_text("utf-8"))
            if found:
                yield [int(part) for part in found.groups()], path


def _unpacked(file: Path, stage: Path) -> Path:
    try:
        if file.suffix == ".deb":
            command = ["dpkg-deb", "-x", str(file), str(stage)]
            subprocess.run(command, check=True, capture_output=True)
        else:
            with tarfile.open(file) as packed:
                packed.extractall(stage, filter="data")
    except (OSError, tarfile.TarError, subprocess.CalledProcessError) as error:
        raise Refused(_ILL, code="ill-source", file=file, why=error) from error
    for folder in (stage / _PACKED, stage, *sorted(stage.iterdir())):
        if _is_program(folder):
            return folder
    raise Refused(_NONE, code="no-source", place=file)
