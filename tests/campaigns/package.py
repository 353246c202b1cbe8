"""The Debian package on a Debian made from nothing: from a stick without a network to its purge.

    sudo .venv/bin/python -m tests.campaigns.package [bookworm] [trixie] [--keep FOLDER]

Builds the package and the stick, installs from it without any network, starts the office with the
machine's own systemd, takes a number; brings it to a next version, and to one whose migration
fails and one at which the power goes; removes and purges it. Half an hour and 4 GB for each.
"""

import argparse
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from deploy.package.__main__ import fill_stick, package, version
from tests.campaigns import fresh_machine as fresh
from tests.campaigns.fresh_machine import Machine

_STICK = "media/stik"
_NEXT = "ALTER TABLE outage ADD COLUMN told TEXT"
_MIGRATION = f'def up(migrator, db):\n    db.execute_sql("{_NEXT}")\n'
_KIND = "amd64"
_UPGRADE = ("antrean", "upgrade", "--without-backup")


def offline(machine: Machine) -> None:
    """Installed by the stick alone: there is no network and no other source."""
    for name in ("etc/resolv.conf", "etc/apt/sources.list"):
        (machine.root / name).unlink(missing_ok=True)
    shutil.rmtree(machine.root / "var/lib/apt/lists", ignore_errors=True)
    began = time.monotonic()
    done = subprocess.run(
        ["unshare", "--net", "chroot", str(machine.root), "sh", f"/{_STICK}/pasang"],
        capture_output=True,
        text=True,
        check=False,
    )
    took = f"{time.monotonic() - began:.0f} s"
    machine.expect(f"installed without a network in {took}", done.returncode == 0)
    if done.returncode:
        fresh.tell(fresh.tail(done.stdout + done.stderr))


def at_work(machine: Machine) -> None:
    """Started by systemd; upgraded, undone, cut short."""
    fresh.practise(machine)
    with machine.booted():
        fresh.expect_active(machine)
        number = _number(machine)
        machine.expect(f"number {number}", number == 1)
        first = _current(machine)
        _upgraded(machine, succeeds=False, command=(*_UPGRADE, f"/{_STICK}/broken"))
        machine.expect("its migration failed: the version before runs", _current(machine) == first)
        machine.expect("and goes on counting", _number(machine) == 2)
        _cut(machine)
    with machine.booted():  # after the power cut
        fresh.expect_active(machine)
        machine.expect("the power went: the version before runs", _current(machine) == first)
        machine.expect("no number is lost", _number(machine) == 3)
        _upgraded(machine, succeeds=True, command=("dpkg", "--install", f"/{_STICK}/next.deb"))
        again = machine.run("dpkg-reconfigure", "antrean").returncode == 0
        machine.expect("configured once more, nothing is done", again)
        machine.expect("the next version runs", _current(machine) != first)
        machine.expect("no number is lost", _number(machine) == 4)
        kept = (machine.root / "opt/antrean" / first).is_dir()
        machine.expect("the version before is still there", kept)


def gone(machine: Machine) -> None:
    """Removed with its data kept; purged, and an office's data are kept even then."""
    data = machine.root / "var/lib/antrean/antrean.sqlite3"
    for word in ("--remove", "--purge"):
        done = machine.run("dpkg", word, "antrean")
        machine.expect(f"{word}: {done.stdout.strip()[-120:]}", done.returncode == 0)
        machine.expect("the data are kept", data.exists())
        machine.expect("the program is gone", not (machine.root / "opt/antrean").exists())
    machine.expect("nothing else is left", not (machine.root / "etc/antrean").exists())


def _number(machine: Machine) -> int:
    said = machine.run(fresh.PYTHON, "-c", fresh.TAKE).stdout.strip()
    return int(said.removeprefix("A-")) if said.startswith("A-") else 0


def _current(machine: Machine) -> str:
    return str((machine.root / "opt/antrean/current").readlink())


def _upgraded(machine: Machine, *, succeeds: bool, command: Sequence[str]) -> None:
    began = time.monotonic()
    done = machine.run(*command)
    took = f"{time.monotonic() - began:.0f} s"
    fresh.tell(fresh.tail(done.stdout))
    machine.expect(
        f"upgrade ended with {done.returncode} in {took}", (not done.returncode) == succeeds
    )


def _cut(machine: Machine) -> None:
    """Begin an upgrade and let the power go while its data are half brought along."""
    upgrading = machine.started(*_UPGRADE, f"/{_STICK}/next.deb")
    record = machine.root / "opt/antrean/upgrade.json"
    fresh.until(lambda: record.exists() and '"trying"' in record.read_text(), 900)
    machine.say(f"the power goes at {record.read_text()}")
    machine.power_off()
    upgrading.wait()


def _versions(machine: Machine, file: Path) -> None:
    """Two further versions on the stick: a package that works, a folder whose migration raises."""
    stick = machine.root / _STICK
    place = stick / "next"
    subprocess.run(["dpkg-deb", "-R", str(file), str(place)], check=True)
    script = place / "usr/lib/antrean/shared/records/migrations/9999_next.py"
    script.write_text(_MIGRATION)
    control = place / "DEBIAN/control"
    control.write_text(control.read_text().replace("\nVersion: ", "\nVersion: 9."))
    command = ["dpkg-deb", "--root-owner-group", "-Znone", "-b", str(place), f"{place}.deb"]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    script.write_text(f'{_MIGRATION}    raise RuntimeError("planted")\n')
    (place / "usr/lib/antrean").rename(stick / "broken")


def main(words: Sequence[str]) -> int:
    """Try each release; 1 when something was wrong."""
    parser = argparse.ArgumentParser()
    parser.add_argument("releases", nargs="*", default=("bookworm", "trixie"))
    parser.add_argument("--keep", type=Path, help="folder in which machines and package stay")
    asked = parser.parse_args(words)
    wrong = []
    with tempfile.TemporaryDirectory(dir="/var/tmp") as scratch:
        place = asked.keep or Path(scratch)
        place.mkdir(parents=True, exist_ok=True)
        file = place / f"antrean_{version()}_{_KIND}.deb"
        if not file.exists():
            package(place, _KIND)
        for release in asked.releases:
            machine = Machine(place / release, release)
            machine.root.mkdir(parents=True, exist_ok=True)
            machine.say("debootstrap")
            machine.make()
            with machine.mounted():
                fill_stick(machine.root / _STICK, file, machine.root)
                offline(machine)
            if not machine.wrong:
                _versions(machine, file)
                at_work(machine)
                with machine.mounted():
                    gone(machine)
            wrong += [f"{release}: {one}" for one in machine.wrong]
    fresh.tell("\n".join(["", *(wrong or ["everything as it should be"])]))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
