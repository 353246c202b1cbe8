"""The machine's own CUPS made ready: settings, the station's right, queues that start stopped."""

import re
import shutil
import subprocess
from pathlib import Path

from shared import files
from shared.errors import N_, SetupError

_HERE = Path(__file__).resolve().parent
_BEGIN, _END = "# antrean: mulai", "# antrean: selesai"
_DAEMON = "etc/cups/cupsd.conf"
_DROP_IN = "etc/systemd/system/cups.service.d/antrean-queues.conf"
_SCRIPT = "usr/local/lib/antrean/stopped_queues.py"


def prepare(user: str, root: Path = Path("/")) -> bool:
    """Write what is missing below `root`; whether anything changed. Needs root's rights.

    `user`: whose print station lets a stopped queue go on; Debian's CUPS gives that to its
    administrators only. Raises SetupError when CUPS is not installed or its files may not be
    written.
    """
    if not (root / _DAEMON).exists():
        raise SetupError(_DAEMON, "-", N_("CUPS belum terpasang: apt-get install cups"))
    wanted = {
        _DAEMON: with_ours((root / _DAEMON).read_text("utf-8"), user),
        _DROP_IN: (_HERE / "antrean-queues.conf").read_text("utf-8"),
        _SCRIPT: (_HERE / "stopped_queues.py").read_text("utf-8"),
    }
    try:
        changed = [_write(root / name, text) for name, text in wanted.items()]
    except PermissionError as error:
        raise SetupError(_DAEMON, "-", N_("jalankan sebagai root")) from error
    return any(changed)


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
    theirs = re.sub(rf"(?ms)^{_BEGIN}$.*?(^{_END}$\n?|\Z)", "", daemon)
    kept = [
        f"# (antrean) {line}" if names.intersection(line.split()[:1]) else line
        for line in theirs.splitlines()
    ]
    policy = (_HERE / "policy-antrean.conf").read_text("utf-8").format(user=user)
    return "\n".join([*kept, _BEGIN, ours.rstrip(), policy.rstrip(), _END]) + "\n"


def _write(path: Path, text: str) -> bool:
    if path.exists() and path.read_text("utf-8") == text:
        return False
    mode = path.stat().st_mode & 0o777 if path.exists() else 0o644
    files.write(path, text.encode(), mode)
    return True
