"""The composition root: the only file that knows every part of the web process."""

import atexit

from flask import Flask

from deploy import found
from deploy.backup.schedule import Schedule
from deploy.handbook import pages as handbook
from deploy.practice import pages as practice
from display import board, voice
from display.live import Boards
from kiosk import seats, touch
from kiosk.seats.applications.live import FilesPicture
from kiosk.seats.complaints.live import ComplaintsPicture
from kiosk.seats.paper import papers
from kiosk.seats.queue.live import SeatsPicture
from printstation import tray
from shared import db, space
from shared.config import PLAIN_THREADS, Settings
from shared.rules import queue
from shared.rules.admin import calendar
from shared.rules.common import chain, office
from shared.rules.complaints import escalation
from shared.rules.paper import long_papers, power
from shared.rules.quality import figures, reviews
from shared.rules.queue import screens, sums
from shared.web import app as web
from shared.web import hosts, sockets, weight
from shared.web.live import Live

_SPACE_SECONDS = 10.0
_LOOK_SECONDS = 1.0
_SCREENS_SECONDS = 5.0
_BACKUP_SECONDS = 20.0
_SWEEP_SECONDS = 30.0
_NOTE_SECONDS = 60.0
_TIDY_SECONDS = 1800.0


def build(settings: Settings) -> Flask:
    """Open the office, put the parts together and start the thread that keeps screens true."""
    here = office.open_office(settings, checkpoints=True)
    _interrupt()
    app = compose(here)
    screens.listen()
    live: Live = app.extensions["antrean.live"]
    live.start()
    atexit.register(live.close)
    atexit.register(app.extensions["antrean.examination"].close)
    return app


def _interrupt() -> None:
    try:
        long_papers.interrupt()
    except Exception as error:
        # What is damaged or full is said on every seat, and only by a program that runs.
        if not db.store.of(error):
            raise


def compose(here: office.Here) -> Flask:
    """The application with every part in its place; starts nothing."""
    settings = here.settings
    app = web.create(here)
    speaker = voice.Speaker(settings)
    app.extensions["antrean.speaker"] = speaker
    app.extensions["antrean.speak"] = speaker.speak
    app.extensions["antrean.find-printers"] = found.printers
    app.extensions["antrean.find-places"] = lambda: found.places(settings)
    app.extensions["antrean.authority"] = found.authority
    app.extensions["antrean.wrong-addresses"] = found.wrong_addresses
    app.extensions["antrean.examination"] = found.Examination(settings)
    touch.install(app)
    seats.install(app)
    board.install(app)
    tray.install(app)
    app.register_blueprint(handbook.bp)
    app.register_blueprint(practice.bp)
    weight.name_by_content(app)
    socketio = sockets.create(app, settings.threads - PLAIN_THREADS)
    hosts.install(app, settings)
    live = Live(app, settings.data)
    live.show(Boards(socketio).refresh, "queue", "help", "notices")
    live.show(SeatsPicture(socketio).refresh, "queue", "help", "paper", "printers", "people")
    files = ("applications", "sheets", "papers", "printers", "people")
    live.show(FilesPicture(socketio).refresh, *files)
    live.show(ComplaintsPicture(socketio).refresh, "complaints", "people")
    live.always(_SPACE_SECONDS, lambda: space.keep_reserve(settings.data))
    live.always(_LOOK_SECONDS, db.store.look_through)
    schedule = app.extensions["antrean.backups"] = Schedule(settings)
    live.always(_BACKUP_SECONDS, schedule.look)
    live.always(_LOOK_SECONDS, office.renew)
    live.always(_LOOK_SECONDS, power.look)
    live.always(_SCREENS_SECONDS, screens.look)
    live.every(_SWEEP_SECONDS, queue.sweep)
    live.every(_SWEEP_SECONDS, sums.sum_up)
    live.every(_SWEEP_SECONDS, escalation.sweep)
    live.every(_SWEEP_SECONDS, figures.close_next)
    live.every(_SWEEP_SECONDS, reviews.open_next)
    live.every(_NOTE_SECONDS, chain.note_end)
    live.every(_TIDY_SECONDS, papers.tidy)
    live.every(_TIDY_SECONDS, calendar.fill_ahead)
    app.extensions["antrean.live"] = live
    return app
