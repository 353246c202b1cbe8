"""`./deploy/run` once everything is installed: prepare the office, keep it running, stop it."""

import argparse
import errno
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

from deploy import address, data_folder, environment, keeper, told
from deploy.practice import beside
from shared import config, files
from shared.config import Settings
from shared.errors import SetupError

_PYTHON = (sys.executable, "-P", "-m")
_PAGES = (
    ("Layar sentuh", "/kios"),
    ("Papan", "/papan"),
    ("Loket", "/loket"),
    ("Meja informasi", "/informasi"),
    ("Operator", "/operator"),
    ("Kepala Seksi", "/kasi"),
    ("Buku Register", "/register"),
    ("Admin", "/admin"),
)
_BUSY = (errno.EADDRINUSE, errno.EACCES)
_PAPER_PAGE = ("Kertas (pencetak maya)", "/kertas")
_LOOK_SECONDS = 20.0


def main() -> int:
    """Run until stopped; 1 with one clear sentence when it cannot start."""
    options = _options()
    os.umask(files.OTHERS)
    with told.in_one_sentence():
        if options.check:
            from deploy import check  # it brings a browser along

            return check.run(os.environ)
        environ = environment.chosen(
            os.environ, data=options.data, port=options.port, demo=options.demo, now=options.now
        )
        settings = config.load(environ)
        require_free_port(settings)
        return 0 if options.look else _run(settings, environ, demo=options.demo)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./deploy/run")
    parser.add_argument("--port", type=int)
    parser.add_argument("--data")
    parser.add_argument("--demo", action="store_true")
    parser.add_argument("--now")
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--look", action="store_true", help="only settings and port")
    return parser.parse_args()


def _run(settings: Settings, environ: Mapping[str, str], *, demo: bool) -> int:
    with data_folder.kept(settings.data):
        if not _prepare(environ, demo=demo):
            return 1
        # The children are not to speak in the keeper's name.
        systemd = os.environ.get("NOTIFY_SOCKET", "")
        ours = {name: text for name, text in environ.items() if name != "NOTIFY_SOCKET"}
        kept = [*children(), *_practice(settings)]
        stopped = keeper.keep(kept, ours, _say, _announcer(settings, environ, systemd))
    _say("Berhenti. Semua data tersimpan.")
    return 0 if stopped else 1


def children() -> list[keeper.Child]:
    """The two processes of an office."""
    return [
        keeper.Child("web", (*_PYTHON, "deploy.serve")),
        keeper.Child("pencetak", (*_PYTHON, "deploy.cli", "printstation")),
    ]


def _practice(settings: Settings) -> list[keeper.Child]:
    """The practice office beside a real one; at each start of that one nobody wishes it."""
    if settings.practice:
        return []
    beside.forget(settings.data)
    # One arena for all threads, given back at once: 10 MB of 150 less.
    thrifty = ("/usr/bin/env", "MALLOC_ARENA_MAX=1", "MALLOC_TRIM_THRESHOLD_=65536")
    command = (*thrifty, *_PYTHON, "deploy.practice.office")
    return [keeper.Child("latihan", command, wish=lambda: beside.wished(settings.data))]


def _prepare(environ: Mapping[str, str], *, demo: bool) -> bool:
    # In a process of its own: what it loads would stay in the keeper's memory all day.
    command = (*_PYTHON, "deploy.prepare", *(["--demo"] if demo else []))
    return subprocess.run(command, env=dict(environ), check=False).returncode == 0


def require_free_port(settings: Settings) -> None:
    """SetupError while another program has the port of these settings."""
    family = socket.AF_INET6 if ":" in settings.bind else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.bind, settings.port))
        except OSError as error:
            reason = (
                f"{settings.bind}:{settings.port} tidak dapat dipakai ({error.strerror}); "
                "pilih lain dengan --port"
            )
            key = "web.port" if error.errno in _BUSY else "web.bind"
            raise SetupError("setelan", key, reason) from error


def _announcer(settings: Settings, environ: Mapping[str, str], systemd: str) -> Callable[[], None]:
    """Tells people once that the screens answer, and systemd as long as they do."""
    told = False
    due = 0.0

    def tick() -> None:
        nonlocal told, due
        if (told and not systemd) or time.monotonic() < due or not address.answers(settings):
            return
        if not told:
            told = True
            _tell_addresses(settings, environment.settings_file(environ))
            _tell_systemd(systemd, "READY=1")
        _tell_systemd(systemd, "WATCHDOG=1")
        due = time.monotonic() + _LOOK_SECONDS

    return tick


def _tell_systemd(place: str, state: str) -> None:
    if place:
        with suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as teller:
            teller.sendto(state.encode(), place.replace("@", "\0", 1))


def _tell_addresses(settings: Settings, file: Path) -> None:
    paper = settings.practice and settings.printers_ticket.startswith("virtual:")
    pages = (*_PAGES, _PAPER_PAGE) if paper else _PAGES
    lines = [f"  {name:<24}{address.for_people(settings)}{path}" for name, path in pages]
    title = "Kantor latihan siap (LATIHAN)." if settings.practice else "Kantor siap."
    written = str(file) if file.exists() else f"{file} (belum ada)"
    lines += [
        f"  {'Data':<24}{settings.data}",
        f"  {'Setelan':<24}{written}",
        "Ctrl-C menghentikan semuanya.",
        "",
    ]
    _say("\n".join(["", title, *lines]))


def _say(text: str) -> None:
    print(text, flush=True)


if __name__ == "__main__":
    sys.exit(main())
