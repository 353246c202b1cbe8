"""Draws the long papers, one after the other, beside the presses of the office."""

import logging
import threading
from queue import SimpleQueue

from shared import db
from shared.documents import maker
from shared.records import LongPaper
from shared.rules.common.actor import Actor
from shared.rules.paper import long_papers
from shared.rules.paper.said import OwnPaper

log = logging.getLogger("antrean.documents")

_orders: SimpleQueue[tuple[int, OwnPaper]] = SimpleQueue()
_drawing = threading.Lock()


def ask(paper: OwnPaper, subject: str, by: Actor) -> LongPaper:
    """Ask for a paper that takes long to draw; who asks for the same gets the same."""
    row, is_new = long_papers.ask(paper.template, subject, paper.edition(), by)
    if is_new:
        _orders.put((row.id, paper))
        threading.Thread(target=_work, name="long-papers", daemon=True).start()
    return row


def _work() -> None:
    """Draw the orders there are, the oldest first, whoever's thread this is."""
    with _drawing:
        while not _orders.empty():
            try:
                _draw(*_orders.get())
            except Exception:
                log.exception("a long paper broke off")
    db.close_database()


def _draw(row_id: int, paper: OwnPaper) -> None:
    db.connect()
    if not long_papers.begin(row_id):
        return
    try:
        pdf = maker.make(
            paper, progress=lambda done, total: long_papers.advance(row_id, done, total)
        )
        long_papers.finish(row_id, pdf, sealed=paper.sealed)
    except long_papers.Stopped:
        log.info("long paper %s: cancelled", row_id)
    except Exception:
        log.exception("long paper %s could not be made", row_id)
        long_papers.fail(row_id)
