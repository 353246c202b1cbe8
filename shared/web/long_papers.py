"""Draws the long papers, one after the other, beside the presses of the office."""

import hashlib
import json
import logging
import threading
from collections.abc import Mapping
from queue import SimpleQueue
from typing import Any

from shared import db
from shared.documents import maker
from shared.records import LongPaper
from shared.rules.common.actor import Actor
from shared.rules.paper import long_papers

log = logging.getLogger("antrean.documents")

# When a paper was drawn does not make it another paper.
_PASSING = ("made_at", "printed")

_orders: SimpleQueue[tuple[int, str, Mapping[str, Any]]] = SimpleQueue()
_drawing = threading.Lock()


def ask(paper: str, subject: str, said: Mapping[str, Any], by: Actor) -> LongPaper:
    """Ask for a paper that `maker` draws from `said`; who asks for the same gets the same."""
    row, is_new = long_papers.ask(paper, subject, edition(said), by)
    if is_new:
        _orders.put((row.id, paper, said))
        threading.Thread(target=_work, name="long-papers", daemon=True).start()
    return row


def edition(said: Mapping[str, Any]) -> str:
    """The fingerprint of what a paper says."""
    lasting = {name: value for name, value in said.items() if name not in _PASSING}
    return hashlib.sha256(json.dumps(lasting, sort_keys=True).encode()).hexdigest()


def _work() -> None:
    """Draw the orders there are, the oldest first, whoever's thread this is."""
    with _drawing:
        while not _orders.empty():
            try:
                _draw(*_orders.get())
            except Exception:
                log.exception("a long paper broke off")
    db.close_database()


def _draw(row_id: int, paper: str, said: Mapping[str, Any]) -> None:
    db.connect()
    if not long_papers.begin(row_id):
        return
    try:
        pdf = maker.make(
            paper, said, progress=lambda done, total: long_papers.advance(row_id, done, total)
        )
        long_papers.finish(row_id, pdf, sealed=bool(said.get("whole")))
    except long_papers.Stopped:
        log.info("long paper %s: cancelled", row_id)
    except Exception:
        log.exception("long paper %s could not be made", row_id)
        long_papers.fail(row_id)
