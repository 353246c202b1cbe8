"""What may be done at a counter and with a number now, and in words why not.

Rules, pages, keys and programs all ask here. Whether the presser works at the counter at all is
`seating.require`'s to say.
"""

from dataclasses import dataclass
from typing import Literal

from shared.errors import N_, Refused
from shared.rules.queue.moves import BEFORE
from shared.rules.queue.ticket import AT_COUNTER, AWAY, CALLED, MISSED, OVER, WAITING

CounterState = Literal["open", "break", "closed"]
OPEN: CounterState = "open"
BREAK: CounterState = "break"
CLOSED: CounterState = "closed"

# What each step does to whoever is at the counter.
_DOES = {
    "serve": "serving",
    "finish": "finished",
    "recall": "recalled",
    "skip": "missed",
    "papers": "papers",
    "hold": "held",
    "transfer": "transferred",
    "cancel": "cancelled",
}
STEPS = ("next", "call", *_DOES, "break", "close", "undo")


class NobodyWaiting(Refused):
    """There is nobody to call."""

    code = "nobody-waiting"


@dataclass(frozen=True)
class Situation:
    """A counter as the next press finds it; `ticket` is the state of who is there ("" nobody)."""

    state: CounterState
    number: str = ""
    ticket: str = ""
    somebody_waits: bool = False
    undoable: bool = False


def why_not(step: str, at: Situation) -> Refused | None:
    """Why this step may not be done there now; None when it may."""
    if step == "undo":
        if at.undoable and at.state != BREAK:
            return None
        return Refused(N_("Tidak ada yang dapat diurungkan."), code="too-late")
    if step in ("break", "close"):
        busy = Refused(N_("Selesaikan dahulu %(number)s."), code="busy", number=at.number)
        return busy if at.number else None
    if at.state == BREAK:
        return Refused(N_("Loket sedang istirahat. Tekan Buka lagi."), code="on-break")
    return _why_no_call(step, at) if step in ("next", "call") else _why_not_to(step, at)


def all_refusals(at: Situation) -> dict[str, str]:
    """The steps that may not be done there now, each with its sentence."""
    return {step: str(no) for step in STEPS if (no := why_not(step, at)) is not None}


def with_number(ticket: str, *, here: bool, at: Situation | None) -> list[str]:
    """What may be done with a ticket in that state by whoever finds it in a search.

    `at`: the counter of whoever asks; without one nobody is called. `here`: it was called there.
    """
    may = {
        "reprint": ticket not in OVER,
        "back": ticket in AWAY,
        "call": ticket in BEFORE["called"] and at is not None and why_not("call", at) is None,
        "cancel": ticket in (WAITING, MISSED) or (here and ticket in AT_COUNTER),
    }
    return [step for step, allowed in may.items() if allowed]


def _why_no_call(step: str, at: Situation) -> Refused | None:
    if at.ticket == CALLED:
        return Refused(
            N_("%(number)s belum dijawab. Tekan Mulai bila sudah datang, atau Lewati."),
            code="unanswered",
            number=at.number,
        )
    if step == "next" and not at.somebody_waits:
        return NobodyWaiting(N_("Tidak ada yang menunggu untuk loket ini."))
    return None


def _why_not_to(step: str, at: Situation) -> Refused | None:
    if not at.number:
        return Refused(
            N_("Belum ada nomor di loket ini. Tekan Panggil berikutnya."), code="nobody-here"
        )
    if at.ticket not in BEFORE[_DOES[step]]:
        return Refused(
            N_("%(number)s sudah datang dan sedang dilayani."),
            code="wrong-state",
            number=at.number,
        )
    return None
