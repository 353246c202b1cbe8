"""`./deploy/run` once everything is installed: prepare the office, keep it running, stop it."""

import argparse
import os
import socket
import sys
from collections.abc import Callable

from deploy import address, check, demo, environment, keeper, prepare
from shared import config
from shared.config import Settings
from shared.errors import AppError, SetupError
from shared.rules import office

_PAGES = (
    ("Layar sentuh", "/kios"),
    ("Papan", "/papan"),
    ("Loket", "/loket"),
    ("Meja informasi", "/informasi"),
)
_PAPER_PAGE = ("Kertas (pencetak maya)", "/kertas")


def main() -> int:
    """Run until stopped; 1 with one clear sentence when it cannot start."""
    options = _options()
    try:
        if options.check:
            return check.run(os.environ)
        return _run(options)
    except AppError as error:
        print(f"\n{error}", file=sys.stderr)
        return 1


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./deploy/run")
    parser.add_argument("--port", type=int)
    parser.add_argument("--data")
    parser.add_argument("--demo", action="store_true")
    parser.add_argument("--now")
    parser.add_argument("--check", action="store_true")
    return parser.parse_args()


def _run(options: argparse.Namespace) -> int:
    environ = environment.chosen(
        os.environ, data=options.data, port=options.port, demo=options.demo, now=options.now
    )
    settings = config.load(environ)
    _require_free_port(settings)
    _prepare(settings, demo_day=options.demo)
    keeper.keep(children(), environ, _say, _announce_once(settings))
    _say("Berhenti. Semua data tersimpan.")
    return 0


def children() -> list[keeper.Child]:
    """The two processes of an office."""
    antrean = (sys.executable, "-P", "-m", "deploy.cli")
    return [
        keeper.Child("web", (*antrean, "serve")),
        keeper.Child("pencetak", (*antrean, "printstation")),
    ]


def _prepare(settings: Settings, *, demo_day: bool) -> None:
    applied = prepare.database(settings)
    try:
        if applied:
            _say(f"Basis data siap: {', '.join(applied)}")
        if demo_day:
            demo.make_day(_say)
        note = prepare.first_sign_in(settings)
        if note is not None:
            user, password = note.read_text().split()
            _say(f"Masuk pertama: nama {user}, sandi {password} (dicatat di {note})")
    finally:
        office.close_office()


def _require_free_port(settings: Settings) -> None:
    family = socket.AF_INET6 if ":" in settings.bind else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.bind, settings.port))
        except OSError as error:
            reason = f"{settings.bind}:{settings.port} tidak dapat dipakai ({error.strerror})"
            reason += "; pilih lain dengan --port"
            raise SetupError("setelan", "web.port", reason) from error


def _announce_once(settings: Settings) -> Callable[[], None]:
    told = False

    def tick() -> None:
        nonlocal told
        if not told and address.answers(settings):
            told = True
            _tell_addresses(settings)

    return tick


def _tell_addresses(settings: Settings) -> None:
    pages = [*_PAGES]
    if settings.printers_ticket.startswith("virtual:"):
        pages.append(_PAPER_PAGE)
    lines = [f"  {name:<24}{address.base(settings)}{path}" for name, path in pages]
    title = "Kantor latihan siap (LATIHAN)." if settings.practice else "Kantor siap."
    lines += [f"  {'Data':<24}{settings.data}", "Ctrl-C menghentikan semuanya.", ""]
    _say("\n".join(["", title, *lines]))


def _say(text: str) -> None:
    print(text, flush=True)


if __name__ == "__main__":
    sys.exit(main())
