"""The composition root: the only file that knows every part of the web process."""

import atexit

from flask import Flask

from display import board, voice
from display.live import Boards
from kiosk import seats, touch
from kiosk.seats.applications.live import FilesPicture
from kiosk.seats.complaints.live import ComplaintsPicture
from kiosk.seats.paper import papers
from kiosk.seats.queue.live import SeatsPicture
from printstation import tray
from shared.config import Settings
from shared.rules import queue
from shared.rules.admin import calendar
from shared.rules.common import office
from shared.rules.complaints import escalation
from shared.rules.paper import long_papers
from shared.web import app as web
from shared.web import sockets
from shared.web.live import Live

_SWEEP_SECONDS = 30.0
_TIDY_SECONDS = 1800.0


def build(settings: Settings) -> Flask:
    """Open the office, put the parts together and start the thread that keeps screens true."""
    here = office.open_office(settings, checkpoints=True)
    long_papers.interrupt()
    app = compose(here)
    live: Live = app.extensions["antrean.live"]
    live.start()
    atexit.register(live.close)
    return app


def compose(here: office.Here) -> Flask:
    """The application with every part in its place; starts nothing."""
    settings = here.settings
    app = web.create(here)
    speaker = voice.Speaker(settings)
    app.extensions["antrean.speaker"] = speaker
    app.extensions["antrean.speak"] = speaker.speak
    touch.install(app)
    seats.install(app)
    board.install(app)
    tray.install(app)
    socketio = sockets.create(app, settings.threads)
    live = Live(app, settings.data)
    live.show(Boards(socketio).refresh)
    live.show(SeatsPicture(socketio).refresh)
    live.show(FilesPicture(socketio).refresh)
    live.show(ComplaintsPicture(socketio).refresh)
    live.every(_SWEEP_SECONDS, queue.sweep)
    live.every(_SWEEP_SECONDS, escalation.sweep)
    live.every(_TIDY_SECONDS, papers.tidy)
    live.every(_TIDY_SECONDS, calendar.fill_ahead)
    app.extensions["antrean.live"] = live
    return app
