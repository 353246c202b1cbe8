"""The web process: gunicorn with one worker of many threads, configured in code."""

import gc
import logging
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from gunicorn.app.base import BaseApplication
from gunicorn.errors import AppImportError
from gunicorn.glogging import Logger
from gunicorn.http.errors import ParseException

from deploy import address, data_folder, logs, told
from shared import config, files
from shared.config import Settings
from shared.errors import SetupError

log = logging.getLogger("antrean.web")

_GRACE_SECONDS = 3
_MOST_CONNECTIONS = 1_000_000  # the worker itself makes room


class PlainLogger(Logger):
    """Let gunicorn's messages go where all others go; no access log, addresses are personal."""

    def setup(self, cfg: Any) -> None:
        self.error_log.setLevel(logging.WARNING)
        self.error_log.propagate = True
        self.access_log.disabled = True


class Web(BaseApplication):
    """The office's screens as gunicorn runs them."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        super().__init__()

    def load_config(self) -> None:
        for name, value in options(self.settings).items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        gc.disable()  # what is loaded now stays; looking through it costs a tenth of the start
        try:
            return self._load()
        finally:
            gc.freeze()
            gc.enable()

    def _load(self) -> Any:
        build = program()
        from deploy.practice.day import sign_ins
        from shared.web import errors

        logs.to_file("web", self.settings.data)
        try:
            app = build(self.settings)
        except SetupError as error:
            raise AppImportError(f"\n{told.sentence(error)}") from error
        # A body is read when the program asks for it; only then it shows that it is none.
        app.register_error_handler(ParseException, errors.unreadable)
        app.extensions["antrean.practice-staff"] = sign_ins(self.settings)
        log.info("web is ready on port %s", self.settings.port)
        return app


def program() -> Callable[[Settings], Any]:
    """What builds the screens, loaded by the worker only: the master stays small."""
    with _without("aiohttp", "requests"):
        from deploy.app import build
    return build


@contextmanager
def _without(*libraries: str) -> Iterator[None]:
    """What is imported inside finds none of these: engineio's clients, unused here, take them."""
    hidden = set(libraries) - sys.modules.keys()
    sys.modules.update(dict.fromkeys(hidden))  # type: ignore[arg-type]
    try:
        yield
    finally:
        for name in hidden:
            del sys.modules[name]


def options(settings: Settings) -> Mapping[str, object]:
    """Gunicorn's own settings for this office."""
    host = f"[{settings.bind}]" if ":" in settings.bind else settings.bind
    chosen: dict[str, object] = {
        "bind": f"{host}:{settings.port}",
        "worker_class": "deploy.web_worker.Worker",
        "workers": 1,
        "threads": config.PLAIN_THREADS,
        "sendfile": False,  # what is not taken at once is kept by the worker
        "worker_connections": _MOST_CONNECTIONS,
        "control_socket_disable": True,
        "graceful_timeout": _GRACE_SECONDS,
        "keepalive": 15,
        "logger_class": PlainLogger,
    }
    if Path("/dev/shm").is_dir():  # a heartbeat file on disk would stall with it
        chosen["worker_tmp_dir"] = "/dev/shm"
    return chosen


def run(settings: Settings) -> None:
    """Serve until told to stop; does not return."""
    logs.to_terminal("web")
    data_folder.keep_temporary(settings.data, "web")
    address.keep(settings)
    Web(settings).run()


if __name__ == "__main__":
    # Not through `antrean`: its other commands would stay in the master's memory.
    os.umask(files.OTHERS)
    with told.in_one_sentence(told.HOPELESS):
        run(config.load(os.environ))
