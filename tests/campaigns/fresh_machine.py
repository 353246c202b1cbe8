"""A Debian made from nothing: the office is installed on it, started by it, used, taken away.

    sudo .venv/bin/python -m tests.campaigns.fresh_machine [bookworm] [trixie] [--keep FOLDER]

Each release is made with debootstrap from the mirror that this machine's own apt uses. It is
installed in a chroot, where no systemd runs; then its own systemd is started in namespaces of its
own, without any network but its own, so that the units run as closed as they are told to be.
Ten minutes and 3 GB for each. Exit code 1 when something was not as it should be.
"""

import argparse
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from deploy.environment import ROOT
from tests.tree import own_files

_RELEASES = ("bookworm", "trixie")
_COPY = "/root/antrean"
_OFFICE_FILE = 'practice = true\npractice_start = "2026-11-23T09:00"\n[board]\nvoice = "off"\n'
PYTHON = "/opt/antrean/current/.venv/bin/python"
# What pip, npm and TLS of this machine need to reach what they install from.
_PASSED_ON = ("PIP_", "SSL_", "NODE_EXTRA", "npm_config_", "http_proxy", "https_proxy", "no_proxy")
_OWN_SETTINGS = (
    "/etc/resolv.conf",
    "/etc/hosts",
    "/etc/pip.conf",
    "/root/.config/pip",
    "/root/.pip",
)
_AUTHORITIES = "/etc/ssl/certs/ca-certificates.crt"
_KEPT_AUTHORITIES = "/root/ca-certificates.crt"  # Debian's own package writes the other anew
TAKE = """
import json, urllib.request, uuid
body = json.dumps({"service": "KK", "touch": str(uuid.uuid4())}).encode()
ask = urllib.request.Request("http://127.0.0.1:8080/api/v1/tickets", body,
                             {"Content-Type": "application/json"})
print(json.load(urllib.request.urlopen(ask, timeout=30))["number"])
"""
_THROUGH_THE_DOOR = """
import ssl, urllib.request
trust = ssl.create_default_context(cafile="/etc/antrean/tls/kantor.crt")
for address in ("http://127.0.0.1/kios", "https://localhost/masuk", "http://localhost/masuk"):
    with urllib.request.urlopen(address, timeout=30, context=trust) as answer:
        print(answer.status, answer.url)
"""

_SERVED = """
import ssl, time
for _ in range(20):
    served = ssl.get_server_certificate(("127.0.0.1", 443))
    if same := open("/etc/antrean/tls/mesin.crt").read().startswith(served):
        break
    time.sleep(0.5)
print(same)
"""

_PAPERS = """
import io, subprocess, pypdfium2, pyhanko.pdf_utils.reader, weasyprint
made = weasyprint.HTML(string="<h1>Kertas</h1><table><tr><td>A-001</table>").write_pdf()
pages = pypdfium2.PdfDocument(io.BytesIO(made))
pages[0].render(scale=1).to_pil()
pyhanko.pdf_utils.reader.PdfFileReader(io.BytesIO(made))
spoken = subprocess.run(["espeak-ng", "-v", "id", "--stdout", "A satu"], capture_output=True)
print("papers", len(pages), "voice", len(spoken.stdout) > 10000)
"""


class Machine:
    """The root file system of a release, and what is run in it."""

    def __init__(self, root: Path, release: str) -> None:
        self.root, self.release = root, release
        self.wrong: list[str] = []
        self._inside: list[str] = []
        self._outer: subprocess.Popen[bytes] | None = None

    def say(self, text: str) -> None:
        tell(f"{time.strftime('%H:%M:%S')} {self.release}: {text}")

    def expect(self, what: str, is_so: object) -> None:
        self.say(f"{'✓' if is_so else '✗'} {what}")
        if not is_so:
            self.wrong.append(what)

    def run(self, *words: str, seconds: float = 1800) -> subprocess.CompletedProcess[str]:
        """Run it inside: in the running machine once it was booted, else in a chroot."""
        before = self._inside or ["chroot", str(self.root)]
        return subprocess.run(
            [*before, "/usr/bin/env", "-i", *_environ(os.environ), *words],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=seconds,
            check=False,
        )

    def started(self, *words: str) -> subprocess.Popen[bytes]:
        """Begin it in the running machine, and let it go on."""
        command = [*self._inside, "/usr/bin/env", "-i", *_environ(os.environ), *words]
        return subprocess.Popen(command, stdin=subprocess.DEVNULL)

    def power_off(self) -> None:
        """No process of the running machine is told that it ends."""
        assert self._outer
        self._outer.send_signal(signal.SIGKILL)  # and with it, by --kill-child, all that it holds
        self._outer.wait()

    def install(self, *words: str) -> tuple[int, str, float]:
        """Code, words and seconds of `deploy/install`."""
        began = time.monotonic()
        done = self.run(f"{_COPY}/deploy/install", *words)
        return done.returncode, done.stdout, time.monotonic() - began

    def make(self) -> None:
        """Debian from nothing, and our files in it."""
        if not (self.root / "etc/os-release").exists():
            command = ["debootstrap", self.release, str(self.root), _mirror()]
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        for name in _OWN_SETTINGS:
            _copy(Path(name), self.root / name.lstrip("/"))
        _copy(Path(_AUTHORITIES), self.root / _KEPT_AUTHORITIES.lstrip("/"))
        copy = self.root / _COPY.lstrip("/")
        shutil.rmtree(copy, ignore_errors=True)
        for path in own_files():
            place = copy / path.relative_to(ROOT)
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, place)

    @contextmanager
    def mounted(self) -> Iterator[None]:
        """What a chroot needs of this machine, for as long as it is used."""
        folders = [Path(one) for one in ("/proc", "/sys", "/dev", "/dev/pts", *_local_packages())]
        places = [self.root / str(one).lstrip("/") for one in folders]
        for one, place in zip(folders, places, strict=True):
            place.mkdir(parents=True, exist_ok=True)
            subprocess.run(["mount", "--bind", str(one), str(place)], check=True)
        try:
            yield
        finally:
            for place in reversed(places):
                subprocess.run(["umount", "--lazy", str(place)], check=True)

    @contextmanager
    def booted(self) -> Iterator[None]:
        """Its own systemd as its first process, until this ends."""
        group = _groups() / f"antrean-{self.release}"
        group.mkdir(exist_ok=True)
        script = f"""
            echo $$ >{group}/cgroup.procs
            exec unshare --fork --pid --mount --uts --ipc --net --cgroup --kill-child sh -c '
                cd {self.root}
                mount --bind . . && cd {self.root}
                mount -t proc proc proc && mount --bind proc/sys proc/sys
                mount -o remount,bind,ro proc/sys
                mount -t sysfs -o ro sysfs sys && mount -t cgroup2 cgroup2 sys/fs/cgroup
                mount -t tmpfs tmpfs run && mount -t tmpfs -o mode=755 tmpfs dev
                mkdir dev/pts dev/shm && mount -t tmpfs -o mode=1777 tmpfs dev/shm
                mount -t devpts -o newinstance,ptmxmode=666 devpts dev/pts
                ln -s pts/ptmx dev/ptmx && ln -s /proc/self/fd dev/fd
                for one in null zero full random urandom tty; do
                    touch dev/$one && mount --bind /dev/$one dev/$one
                done
                hostname loket
                exec env -i container=antrean PATH=/usr/sbin:/usr/bin:/sbin:/bin \\
                    chroot . /lib/systemd/systemd --log-target=null'
        """
        outer = self._outer = subprocess.Popen(["sh", "-c", script], stdin=subprocess.DEVNULL)
        try:
            first = until(lambda: _only_child(outer.pid), 30)
            parts = ("--mount", "--uts", "--ipc", "--net", "--pid", "--cgroup", "--root", "--wd")
            self._inside = ["nsenter", f"--target={first}", *parts]
            until(lambda: self.run("systemctl", "is-system-running").stdout.strip() in
                   ("running", "degraded"), 120)  # fmt: skip
            yield
        finally:
            self._inside = []
            self.power_off()
            until(lambda: "populated 0" in (group / "cgroup.events").read_text(), 60)
            for folder, _, _ in os.walk(group, topdown=False):
                os.rmdir(folder)


def _environ(environ: Mapping[str, str]) -> list[str]:
    passed = {k: v for k, v in environ.items() if k.startswith(_PASSED_ON)}
    plain = {
        "HOME": "/root",
        "PATH": "/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
        "LANG": "C.UTF-8",
    }
    told = [f"{name}={text}" for name, text in (passed | plain).items()]
    return [one.replace(_AUTHORITIES, _KEPT_AUTHORITIES) for one in told]


def _mirror() -> str:
    told = subprocess.run(
        ["apt-get", "indextargets", "--format", "$(SITE)", "Created-By: Packages"],
        check=True,
        capture_output=True,
        text=True,
    )
    sites = [one for one in told.stdout.split() if one.rstrip("/").endswith("/debian")]
    return sites[0]


def _local_packages() -> list[str]:
    """Folders from which pip of this machine installs, beside what it fetches."""
    told = subprocess.run(
        [sys.executable, "-m", "pip", "config", "list"], check=True, capture_output=True, text=True
    )
    words = told.stdout.replace("'", " ").replace("file://", " ").split()
    words += os.environ.get("PIP_FIND_LINKS", "").split()
    found = {one.removesuffix("/simple") for one in words if one.startswith("/")}
    return sorted(one for one in found if Path(one).is_dir())


def _copy(path: Path, place: Path) -> None:
    if path.is_dir():
        shutil.copytree(path, place, dirs_exist_ok=True)
    elif path.exists():
        place.parent.mkdir(parents=True, exist_ok=True)
        place.unlink(missing_ok=True)
        shutil.copy(path, place)


def _groups() -> Path:
    """Where control groups of the second kind lie."""
    mounts = [line.split() for line in Path("/proc/self/mounts").read_text().splitlines()]
    return next(Path(place) for _, place, kind, *_ in mounts if kind == "cgroup2")


def _only_child(pid: int) -> int:
    found = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return int(found[0]) if found else 0


def until(met, seconds: float):  # type: ignore[no-untyped-def]
    deadline = time.monotonic() + seconds
    while not (found := met()):
        if time.monotonic() > deadline:
            raise TimeoutError(f"not within {seconds:g} s")
        time.sleep(0.5)
    return found


def tell(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def tail(text: str) -> str:
    return "\n".join(text.splitlines()[-15:])


def in_chroot(machine: Machine) -> None:
    """Installed where no systemd runs: all is there, and it says what waits for the start."""
    code, said, seconds = machine.install()
    machine.expect(f"installed in {seconds:.0f} s", code == 0)
    if code:
        tell(tail(said))
        return
    tell(tail(said))
    machine.expect("it says that systemd does not run here", "systemd tidak berjalan" in said)
    code, said, seconds = machine.install()
    machine.expect(f"again in {seconds:.0f} s, and nothing is copied", "Menyalin" not in said)
    code, said, _ = machine.install("--check")
    machine.expect(f"--check finds nothing: {said.strip()}", code == 0)
    unit = machine.root / "etc/systemd/system/antrean.service"
    unit.write_text(unit.read_text() + "# tangan lain\n")
    code, said, _ = machine.install("--check")
    named = said.strip() == f"✗ berkas /{unit.relative_to(machine.root)} berbeda atau belum ada"
    machine.expect("--check names the one file that differs", code == 1 and named)
    machine.install()
    machine.expect("a further run mends it", machine.install("--check")[0] == 0)
    done = machine.run("sh", "-c", "systemd-analyze verify /etc/systemd/system/antrean*")
    ours = [line for line in done.stdout.splitlines() if "antrean" in line]
    machine.expect(f"systemd understands the units {ours}", done.returncode == 0 and not ours)


def practise(machine: Machine) -> None:
    """Its office is one for practice, inside its hours."""
    data = machine.root / "var/lib/antrean"
    (data / "office.toml").write_text(_OFFICE_FILE)
    shutil.chown(data / "office.toml", *[data.stat().st_uid] * 2)


def expect_active(machine: Machine) -> bool:
    """Whether systemd has started the office; what it said when it has not."""
    state = machine.run("systemctl", "is-active", "antrean").stdout.strip()
    for _ in range(60):
        if state == "active":
            break
        time.sleep(1)
        state = machine.run("systemctl", "is-active", "antrean").stdout.strip()
    machine.expect(f"the office is {state}", state == "active")
    if state != "active":
        tell(tail(machine.run("journalctl", "-u", "antrean*", "--no-pager").stdout))
    return state == "active"


def as_a_machine(machine: Machine) -> None:
    """Its own systemd starts the office, as closed as the unit says."""
    practise(machine)
    with machine.booted():
        if not expect_active(machine):
            return
        used(machine)
        ended_and_started_anew(machine)
        code, said, seconds = machine.install("--check")
        machine.expect(f"--check in the running machine: {said.strip()}", code == 0)
        code, said, seconds = machine.install()
        machine.expect(f"installed once more, without a network, in {seconds:.0f} s", code == 0)
        failed = machine.run("systemctl", "--failed", "--no-legend", "--plain").stdout
        ours = [one for one in failed.splitlines() if "antrean" in one or "nginx" in one]
        machine.expect(f"no unit of ours failed {ours}", not ours)


def used(machine: Machine) -> None:
    """A number is taken, through both doors; an A4 paper is made inside the closed unit."""
    done = machine.run(PYTHON, "-c", TAKE)
    machine.expect(f"number {done.stdout.strip()}", done.stdout.strip().startswith("A-"))
    done = machine.run(PYTHON, "-c", _THROUGH_THE_DOOR)
    machine.expect(f"through nginx: {done.stdout.split()}", done.stdout.count("200") == 3)
    machine.expect("papers and voice in the same confinement", _as_closed(machine, _PAPERS))
    machine.run("rm", "/etc/antrean/tls/mesin.crt")
    machine.run("systemctl", "start", "antrean-sertifikat")
    done = machine.run(PYTHON, "-c", _SERVED)
    machine.expect("a new certificate is made, and served at once", "True" in done.stdout)
    score = machine.run("systemd-analyze", "security", "antrean", "--no-pager").stdout
    machine.expect(f"{score.strip().splitlines()[-1]}", "exposure level" in score)
    who = machine.run("ps", "-o", "user=", "-C", "python", "--no-headers").stdout.split()
    machine.expect(f"all of it runs as antrean: {sorted(set(who))}", set(who) == {"antrean"})
    said = machine.run("antrean", "doctor").stdout
    machine.expect("doctor speaks without a traceback", "Basis data" in said)
    tell(tail(said))
    machine.expect("no traceback anywhere", "Traceback" not in _journal(machine))


def _as_closed(machine: Machine, code: str) -> bool:
    """Whether this runs to its end in a service that is confined as the office is."""
    (machine.root / "opt/trial.py").write_text(code)
    lines = (machine.root / "etc/systemd/system/antrean.service").read_text().splitlines()
    left = ("Type=", "NotifyAccess=", "Restart", "Watchdog", "ExecStart=")
    kept = [line for line in lines if not line.startswith(left)]
    at = kept.index("[Service]") + 1
    kept[at:at] = ["Type=oneshot", f"ExecStart={PYTHON} -P /opt/trial.py"]
    (machine.root / "etc/systemd/system/trial.service").write_text("\n".join(kept))
    machine.run("systemctl", "daemon-reload")
    machine.run("systemctl", "start", "trial")
    said = machine.run("journalctl", "-u", "trial", "-o", "cat", "--no-pager").stdout
    (machine.root / "etc/systemd/system/trial.service").unlink()
    tell(tail(said))
    return "papers 1 voice True" in said


def ended_and_started_anew(machine: Machine) -> None:
    """Killed at its head, frozen in its middle: both times it comes back by itself."""
    before = machine.run("systemctl", "show", "-P", "MainPID", "antrean").stdout.strip()
    machine.run("kill", "-9", before)
    began = time.monotonic()
    until(lambda: "A-" in machine.run(PYTHON, "-c", TAKE).stdout, 120)
    machine.expect(f"killed, it gives numbers again after {time.monotonic() - began:.0f} s", True)
    web = machine.run("pgrep", "-f", "deploy.serve").stdout.split()
    machine.run("kill", "-STOP", *web)
    began = time.monotonic()
    until(lambda: "A-" in machine.run("timeout", "5", PYTHON, "-c", TAKE).stdout, 300)
    machine.expect(f"frozen, it gives numbers again after {time.monotonic() - began:.0f} s", True)


def removed(machine: Machine) -> None:
    """Taken away, and the data kept."""
    code, _, _ = machine.install("--remove")
    gone = ("opt/antrean", "etc/systemd/system/antrean.service", "etc/nginx/conf.d/antrean.conf")
    left = [one for one in gone if (machine.root / one).exists()]
    machine.expect(f"removed, left of it: {left}", code == 0 and not left)
    machine.expect("the data are kept", (machine.root / "var/lib/antrean/antrean.sqlite3").exists())
    tell(tail(machine.install("--check")[1]))


def _journal(machine: Machine) -> str:
    return machine.run("journalctl", "-u", "antrean", "--no-pager").stdout


def main(words: Sequence[str]) -> int:
    """Try each release; 1 when something was wrong."""
    parser = argparse.ArgumentParser()
    parser.add_argument("releases", nargs="*", default=_RELEASES)
    parser.add_argument("--keep", type=Path, help="folder in which the machines stay")
    asked = parser.parse_args(words)
    wrong = []
    with tempfile.TemporaryDirectory(dir="/var/tmp") as scratch:
        for release in asked.releases:
            machine = Machine((asked.keep or Path(scratch)) / release, release)
            machine.root.mkdir(parents=True, exist_ok=True)
            machine.say("debootstrap")
            machine.make()
            with machine.mounted():
                in_chroot(machine)
            if not machine.wrong:
                as_a_machine(machine)
                with machine.mounted():
                    removed(machine)
            wrong += [f"{release}: {one}" for one in machine.wrong]
    tell("\n".join(["", *(wrong or ["everything as it should be"])]))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
