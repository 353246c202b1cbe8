"""The machine's own CUPS made ready: settings, the station's right, queues that start stopped.

    python -m deploy.cups.machine USER [--check | --remove]

`deploy/install` asks for it so; code 1 when `--check` finds something that differs.
"""

import re
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from deploy import told
from shared import files
from shared.errors import N_, SetupError

_HERE = Path(__file__).resolve().parent
_BEGIN, _END = "# antrean: mulai", "# antrean: selesai"
_OFF = "# (antrean) "
_DAEMON = "etc/cups/cupsd.conf"
_DROP_IN = "etc/systemd/system/cups.service.d/antrean-queues.conf"
_SCRIPT = "usr/local/lib/antrean/stopped_queues.py"


def prepare(user: str, root: Path = Path("/")) -> bool:
    """Write what is missing below `root`; whether anything changed. Needs root's rights.

    `user`: whose print station lets a stopped queue go on; Debian's CUPS gives that to its
    administrators only. Raises SetupError when CUPS is not installed or its files may not be
    written.
    """
    wanted = differing(user, root)
    try:
        for name, text in wanted.items():
            _write(root / name, text)
    except PermissionError as error:
        raise SetupError(_DAEMON, "-", N_("jalankan sebagai root")) from error
    return bool(wanted)


def differing(user: str, root: Path = Path("/")) -> Mapping[str, str]:
    """The files below `root` that are not yet as the office wants them, and what belongs there."""
    if not (root / _DAEMON).exists():
        raise SetupError(_DAEMON, "-", N_("CUPS belum terpasang: apt-get install cups"))
    wanted = {
        _DAEMON: with_ours((root / _DAEMON).read_text("utf-8"), user),
        _DROP_IN: (_HERE / "antrean-queues.conf").read_text("utf-8"),
        _SCRIPT: (_HERE / "stopped_queues.py").read_text("utf-8"),
    }
    return {name: text for name, text in wanted.items() if _text(root / name) != text}


def remove(root: Path = Path("/")) -> bool:
    """Take away what `prepare` wrote, queues stay; whether anything changed."""
    there = [root / name for name in (_DROP_IN, _SCRIPT) if (root / name).exists()]
    for path in there:
        path.unlink()
    daemon = _text(root / _DAEMON)
    without = _without_ours(daemon)
    if without != daemon:
        _write(root / _DAEMON, without)
    return bool(there) or without != daemon


def restart() -> None:
    """Let systemd start CUPS anew with what was written; nothing without systemd."""
    if shutil.which("systemctl") is None:
        return
    for words in (["daemon-reload"], ["restart", "cups"]):
        done = subprocess.run(
            ["systemctl", *words], check=False, capture_output=True, text=True, timeout=60
        )
        if done.returncode:
            raise SetupError("cups.service", "-", done.stderr.strip() or N_("tidak mau menyala"))


def with_ours(daemon: str, user: str) -> str:
    """cupsd.conf with our settings and policy at its end, once.

    Settings of the same name before them are off.
    """
    ours = (_HERE / "cupsd-antrean.conf").read_text("utf-8")
    names = {line.split()[0] for line in ours.splitlines() if line and not line.startswith("#")}
    theirs = _without_ours(daemon)
    kept = [
        f"{_OFF}{line}" if names.intersection(line.split()[:1]) else line
        for line in theirs.splitlines()
    ]
    policy = (_HERE / "policy-antrean.conf").read_text("utf-8").format(user=user)
    return "\n".join([*kept, _BEGIN, ours.rstrip(), policy.rstrip(), _END]) + "\n"


def _without_ours(daemon: str) -> str:
    theirs = re.sub(rf"(?ms)^{_BEGIN}$.*?(^{_END}$\n?|\Z)", "", daemon)
    return re.sub(rf"(?m)^{re.escape(_OFF)}", "", theirs)


def _text(path: Path) -> str:
    return path.read_text("utf-8") if path.exists() else ""


def _write(path: Path, text: str) -> None:
    mode = path.stat().st_mode & 0o777 if path.exists() else 0o644
    files.write(path, text.encode(), mode)


def main(user: str, options: Sequence[str]) -> int:
    """Do what the words ask; files that differ are named, one on a line."""
    if "--check" in options:
        names = differing(user)
        for name in names:
            print(f"/{name}")
        return 1 if names else 0
    changed = remove() if "--remove" in options else prepare(user)
    if changed and Path("/run/systemd/system").is_dir():
        restart()
    return 0


if __name__ == "__main__":
    with told.in_one_sentence():
        sys.exit(main(sys.argv[1], sys.argv[2:]))
