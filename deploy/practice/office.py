"""Keeps the practice office beside the real one, as the wish that the screens wrote asks for it.

The real office's keeper starts it, and ends it with the wish. Its settings are given with the wish,
and among them are virtual printers only.
"""

import atexit
import gc
import multiprocessing
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from importlib import import_module
from pathlib import Path

from deploy import address, data_folder, environment, keeper, serve, start, told
from deploy.commands import processes
from deploy.practice import beside
from deploy.practice.beside import Wish
from shared import config, files, space
from shared.config import Settings
from shared.errors import N_, AppError, Refused, SetupError

ROOM = space.SCARCE + 150_000_000
"""Bytes that must be free before one is made: what it takes, and what the real office keeps."""
_ANEW = N_("Kantor latihan rusak. Tekan Mulai dari awal.")
_NO_ROOM = N_("Ruang simpan komputer ini tidak cukup untuk kantor latihan.")
_TAKEN = N_("Port %(port)s dipakai program lain. Hentikan program itu, atau setel yang lain.")
_MADE_FOR = "made-for"
_LATER, _FIRST_TO_GO = 10, b"700"
_LOOK_SECONDS = 0.5
_MOST_FILES = 1024


def main() -> int:
    """Live as long as the wish; 1 with the reason kept when it cannot."""
    os.umask(files.OTHERS)
    real = config.load(os.environ).data
    wish = beside.wish(real)
    if wish is None:
        return 0
    _give_way()
    with beside.living(real):
        try:
            _live(real, wish)
        except (AppError, OSError) as error:
            beside.give_up(real, wish, _sentence(error))
            return 1
    return 0


def _give_way() -> None:
    """The real office is served first, and keeps its memory."""
    with suppress(OSError):
        os.nice(_LATER)
        Path("/proc/self/oom_score_adj").write_bytes(_FIRST_TO_GO)


def _live(real: Path, wish: Wish) -> None:
    data = real / environment.PRACTICE
    if space.left(real) < ROOM:
        raise Refused(_NO_ROOM, code="room")
    others = {name: text for name, text in os.environ.items() if not name.startswith("ANTREAN_")}
    environ = environment.chosen({**others, **wish.environ}, data=str(data), demo=True)
    settings = config.load(environ)
    _require_free_port(settings)
    files.make_folder(data)
    if wish.anew:
        _wipe(data, real / "tmp" / "practice", wish.mark)
    with data_folder.kept(data):
        _prepare(environ)
        if not keeper.keep(_children(settings), environ, _say, _opener(real, wish, settings)):
            raise Refused(_ANEW, code="broken")


def _children(settings: Settings) -> list[keeper.Child]:
    """Web and print station as copies of this process: what both need is in memory once."""
    return [
        keeper.Child("web", start=lambda environ: _Copy(serve.run, settings, environ)),
        keeper.Child("pencetak", start=lambda env: _Copy(processes.print_papers, settings, env)),
    ]


class _Copy:
    """A copy of this process that does one work, tied to it."""

    def __init__(
        self, work: Callable[[Settings], None], settings: Settings, environ: Mapping[str, str]
    ) -> None:
        tie = keeper.tied()

        def run() -> None:
            os.setsid()
            tie()
            os.closerange(3, _MOST_FILES)  # the locks are the keeper's
            os.environ.clear()
            os.environ.update(environ)
            try:
                with told.in_one_sentence(told.HOPELESS):
                    work(settings)
            finally:
                atexit._run_exitfuncs()

        self._process = multiprocessing.get_context("fork").Process(target=run)
        self._process.start()
        self.pid = self._process.pid or 0

    def wait(self) -> int:
        self._process.join()
        return self._process.exitcode or 0


def _load() -> None:
    """Bring in what both children need, and keep the collector from touching it ever after."""
    gc.disable()
    serve.program()
    for name in ("deploy.web_worker", "printstation.__main__"):
        import_module(name)
    gc.collect()
    gc.freeze()
    gc.enable()


def _require_free_port(settings: Settings) -> None:
    try:
        start.require_free_port(settings)
    except SetupError as error:
        raise Refused(_TAKEN, code="port", port=settings.port) from error


def _wipe(data: Path, aside: Path, mark: str) -> None:
    """Nothing of before is left, once for each press: one that comes back goes on with its own."""
    made_for = data / _MADE_FOR
    if made_for.exists() and made_for.read_text() == mark:
        return
    # Away in one step: half of an office would be none of ours.
    data.rename(aside / mark)
    files.make_folder(data)
    made_for.write_text(mark)
    shutil.rmtree(aside / mark, ignore_errors=True)


def _prepare(environ: Mapping[str, str]) -> None:
    command = (sys.executable, "-P", "-m", "deploy.prepare", "--demo")
    with subprocess.Popen(
        command,
        env=dict(environ),
        stdin=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=keeper.tied(),
    ) as preparing:
        _load()
        said = preparing.communicate()[1].strip().rpartition("\n")[2]
    if preparing.returncode:
        raise Refused(f"{said or preparing.returncode}. {_ANEW}", code="broken")


def _opener(real: Path, wish: Wish, settings: Settings) -> Callable[[], None]:
    is_told, due = False, 0.0

    def tick() -> None:
        nonlocal is_told, due
        if is_told or time.monotonic() < due:
            return
        due = time.monotonic() + _LOOK_SECONDS
        if address.answers(settings):
            beside.tell_open(real, wish.mark)
            is_told = True

    return tick


def _sentence(error: AppError | OSError) -> str:
    if isinstance(error, AppError):
        return told.sentence(error)
    return f"{error.strerror or error}. {_ANEW}"


def _say(text: str) -> None:
    print(f"latihan: {text}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
