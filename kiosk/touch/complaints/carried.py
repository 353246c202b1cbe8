"""What was typed at the touchscreen and goes on on a phone: in memory only, for the first phone.

Nothing of it is written to disk or stands in an address. Whoever reads the code off the screen
after the phone that it was meant for finds an empty form; after a restart everybody does.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from threading import Lock
from uuid import uuid4

from kiosk.touch.complaints.form import ComplaintTyped
from kiosk.touch.complaints.links import OPEN_SECONDS
from shared import clock
from shared.rules.complaints.entry import LONGEST

_MOST_KEPT = 100


@dataclass
class _Kept:
    sent: ComplaintTyped
    until: datetime
    holder: str = ""


_kept: dict[str, _Kept] = {}
_lock = Lock()


def keep(sent: ComplaintTyped) -> str:
    """Keep words and choices, but nobody's name, for ten minutes; the press they will be."""
    touch = str(uuid4())
    bare = replace(
        sent, touch=touch, text=sent.text[: LONGEST["text"]], anonymous=True, name="", phone=""
    )
    with _lock:
        _drop_old()
        while len(_kept) >= _MOST_KEPT:
            del _kept[next(iter(_kept))]
        _kept[touch] = _Kept(bare, clock.now() + timedelta(seconds=OPEN_SECONDS))
    return touch


def known(touch: str) -> bool:
    """Whether words are kept for that press."""
    with _lock:
        _drop_old()
        return touch in _kept


def handed(touch: str, holder: str) -> ComplaintTyped | None:
    """The words for the phone that asked first, as often as it asks; None for every other."""
    with _lock:
        _drop_old()
        found = _kept.get(touch)
        if found is None or found.holder not in ("", holder):
            return None
        found.holder = holder
        return found.sent


def forget(touch: str) -> None:
    """They are in the book now."""
    with _lock:
        _kept.pop(touch, None)


def _drop_old() -> None:
    for touch in [touch for touch, one in _kept.items() if one.until < clock.now()]:
        del _kept[touch]
