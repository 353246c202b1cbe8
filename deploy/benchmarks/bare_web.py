"""The floor of the web process: Flask that writes one row, under the office's gunicorn settings.

Run as `python -m deploy.benchmarks.bare_web` with the environment of an office.
"""

import os
import time
from typing import Any

from flask import Flask, Response, jsonify, request
from flask_socketio import SocketIO, emit
from gunicorn.app.base import BaseApplication

from deploy import serve
from deploy.benchmarks.ledger import Ledger
from deploy.environment import ROOT
from shared import config
from shared.config import Settings

_STATIC = ROOT / "shared" / "web" / "static"


class BareWeb(BaseApplication):
    """The bare application as gunicorn runs it."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        super().__init__()

    def load_config(self) -> None:
        for name, value in serve.options(self._settings).items():
            self.cfg.set(name, value)
        self.cfg.set("worker_class", "gthread")
        self.cfg.set("threads", self._settings.threads)

    def load(self) -> Any:
        return application(self._settings)


def application(settings: Settings) -> Flask:
    """One address that gives a number, one that only answers, the office's own files, and a board
    that hears one thing.
    """
    settings.data.mkdir(parents=True, exist_ok=True)
    ledger = Ledger(settings.data / "bare.sqlite3")
    app = Flask("bare", static_folder=_STATIC, static_url_path="/static")
    socketio = SocketIO(app, async_mode="threading", path="/socket.io")

    def welcome() -> None:
        emit("board", {"calls": "x" * 2000})

    socketio.on_event("connect", welcome, namespace="/board")

    @app.get("/healthz")
    def alive() -> Response:
        return jsonify(status="ok")

    @app.post("/numbers")
    def give() -> tuple[Response, int]:
        body = request.get_json()
        return jsonify(number=ledger.give(body["touch"], time.time_ns() // 1_000_000)), 201

    return app


if __name__ == "__main__":
    BareWeb(config.load(os.environ)).run()
