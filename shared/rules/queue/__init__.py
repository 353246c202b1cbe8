"""The queue: take a number, call it, serve it, and whatever else may happen to it."""

from shared.rules.queue.allowed import NobodyWaiting
from shared.rules.queue.calling import call_next, call_number, recall
from shared.rules.queue.seating import Seat, allowed_with, as_seen, leave, pause, seat, seats, sit
from shared.rules.queue.serving import (
    bring_back,
    cancel,
    finish,
    hold,
    papers,
    serve,
    skip,
    sweep,
    transfer,
    undo,
)
from shared.rules.queue.take import (
    API,
    DESK,
    KIOSK,
    OWN_WORD,
    Issued,
    Press,
    is_known,
    left_today,
    take,
)
from shared.rules.queue.ticket import TicketView, by_id, by_number, by_token

__all__ = [
    "API",
    "DESK",
    "KIOSK",
    "OWN_WORD",
    "Issued",
    "NobodyWaiting",
    "Press",
    "Seat",
    "TicketView",
    "allowed_with",
    "as_seen",
    "bring_back",
    "by_id",
    "by_number",
    "by_token",
    "call_next",
    "call_number",
    "cancel",
    "finish",
    "hold",
    "is_known",
    "leave",
    "left_today",
    "papers",
    "pause",
    "recall",
    "seat",
    "seats",
    "serve",
    "sit",
    "skip",
    "sweep",
    "take",
    "transfer",
    "undo",
]
