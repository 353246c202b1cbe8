"""Whether the system is alive, ready, and how busy it is, for those who watch over it."""

import hmac
from typing import Literal

from flask import Blueprint, Response, current_app, request
from prometheus_client import CollectorRegistry, Gauge, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST

from shared import db, space
from shared.db import store
from shared.errors import N_, NotAllowed
from shared.rules.common import journal
from shared.rules.common.office import here
from shared.rules.paper import printers, slips
from shared.rules.queue import floor
from shared.web import guards
from shared.web.api import Body, describe

bp = Blueprint("health", __name__)


class Alive(Body):
    """The web process answers."""

    status: Literal["ok"] = "ok"


class PrinterSeen(Body):
    """A printer, and what ails it."""

    name: str
    ok: bool
    reasons: list[str]


class Readiness(Body):
    """What must be there before a number can be given and printed."""

    status: Literal["ready", "not-ready"]
    database: Literal["ok", "error"]
    clock: Literal["ok", "doubted"]
    store: Literal["ok", "locked", "full", "broken", "corrupt"]
    space: Literal["ok", "low", "scarce"]
    stations: list[str]
    printers: list[PrinterSeen]


@bp.get("/healthz")
@describe("Whether the web process is alive", returns={200: Alive})
def healthz() -> Alive:
    return Alive()


@bp.get("/readyz")
@describe("Whether numbers can be given and printed", returns={200: Readiness, 503: Readiness})
def readyz() -> tuple[Readiness, int]:
    """A row gets onto the disk and a print station is alive; printers in trouble are named.

    One that was never chosen is named too, but keeps no number from being given.
    """
    try:
        return _readiness(store.ailment(_write))
    except Exception as error:
        # Known only now that these rows were read.
        if not (ailment := store.of(error)):
            raise
        return _readiness(ailment)


def _readiness(ailment: str) -> tuple[Readiness, int]:
    database = not ailment and _database_answers()
    stations = sorted(printers.alive_stations()) if database else []
    seen = printers.printers() if database else []
    broken = [one for one in seen if printers.is_chosen(one) and not one.ok]
    doubted = database and journal.doubt() is not None
    ready = database and not doubted and bool(stations) and not broken
    told = Readiness(
        status="ready" if ready else "not-ready",
        database="ok" if database else "error",
        clock="doubted" if doubted else "ok",
        store=ailment or "ok",  # type: ignore[arg-type]
        space=space.state(here().settings.data),  # type: ignore[arg-type]
        stations=stations,
        printers=[PrinterSeen(name=one.name, ok=one.ok, reasons=list(one.reasons)) for one in seen],
    )
    return told, 200 if ready else 503


@bp.get("/metrics")
@describe("Counts for Prometheus, nothing of any person", returns={200: "text/plain"})
def metrics() -> Response:
    """For a program on this machine, or one with the office's token; NotAllowed for all others."""
    if not (guards.from_this_machine() or _holds_token()):
        raise NotAllowed(
            N_("Angka ini hanya untuk komputer ini, atau dengan token (web.metrics_token)."),
            code="metrics",
        )
    registry = CollectorRegistry()
    for name, (text, value) in _figures().items():
        Gauge(f"antrean_{name}", text, registry=registry).set(value)
    return Response(generate_latest(registry), mimetype=CONTENT_TYPE_LATEST)


def _holds_token() -> bool:
    token, given = here().settings.metrics_token, request.authorization
    shown = given.token if given and given.type == "bearer" else None
    return bool(token and shown) and hmac.compare_digest(str(shown).encode(), token.encode())


def _figures() -> dict[str, tuple[str, float]]:
    today = floor.figures()
    broken = [one for one in printers.printers() if not one.ok]
    return {
        "tickets_taken_today": ("Numbers given today.", today.taken),
        "tickets_waiting": ("People waiting now.", today.waiting),
        "tickets_served_today": ("People helped today.", today.served),
        "tickets_missed_today": ("Numbers missed today.", today.missed),
        "slips_waiting": ("Slips that wait for a printer.", slips.waiting_count()),
        "slips_to_look_at": ("Slips a person must look at.", len(slips.open_questions())),
        "printers_in_trouble": ("Printers that cannot print.", len(broken)),
        "stations_alive": ("Print stations alive.", len(printers.alive_stations())),
        "sockets": ("Open sockets.", current_app.extensions["antrean.doorkeeper"].inside),
    }


@db.transaction()
def _write() -> None:
    """Have the office's row written anew, as it is: what reaches the disk then is a commit."""
    db.rows("UPDATE office SET id = id WHERE id = :id", id=here().id)


def _database_answers() -> bool:
    try:
        return db.rows("SELECT 1 FROM office WHERE id = :id", id=here().id) == [(1,)]
    except Exception:
        return False
