"""What people type at this machine's terminal, wherever a sentence tells them to."""

from pathlib import Path

_INSTALLED = Path("/opt/antrean")
_HERE = Path(__file__).resolve()


def is_installed() -> bool:
    """Whether this program was laid down by the installer, and systemd starts it."""
    return _HERE.is_relative_to(_INSTALLED)


def typed(words: str, *, root: bool = False) -> str:
    """The command `antrean` with these words, as it is typed on an installed machine or here.

    `root`: a checkout's command needs it too; that of an installed machine always has it.
    """
    if is_installed():
        return f"sudo antrean {words}"
    return f"{'sudo ' if root else ''}.venv/bin/antrean {words}"


def start() -> str:
    """What starts the office's programs anew."""
    return "sudo systemctl restart antrean" if is_installed() else "./deploy/run"
