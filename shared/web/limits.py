"""How much nobody in particular may ask for: from one address, and in the whole office together.

Who is signed in is somebody. Why so much and not more: deploy/decisions/limits.md.
"""

import math
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, wraps
from typing import ParamSpec, TypeVar

from flask import Flask, current_app, request
from limits import RateLimitItem, parse
from limits.storage import Storage
from limits.strategies import FixedWindowRateLimiter

from shared.errors import N_, TooMany
from shared.rules.common.office import here
from shared.web import guards

Asked = ParamSpec("Asked")
Got = TypeVar("Got")
Known = Callable[..., bool]

_TOGETHER = 4
"""So many addresses that ask as much as they may are as much as the whole office may."""
_TIDY_AT = 2_000
_COUNTS = "antrean.counts"


class InProcess(Storage):
    """Where counts are kept. The memory of the library begins a thread for nearly every count."""

    STORAGE_SCHEME = ["here"]
    base_exceptions = ()

    def __init__(self) -> None:
        super().__init__()
        self._kept: dict[str, tuple[int, float]] = {}
        self._tidy_at = _TIDY_AT
        self._lock = threading.Lock()

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        now = time.time()
        with self._lock:
            count, ends = self._kept.get(key, (0, 0.0))
            if ends <= now:
                count, ends = 0, now + expiry
            self._kept[key] = count + amount, ends
            if len(self._kept) >= self._tidy_at:
                self._kept = {one: kept for one, kept in self._kept.items() if kept[1] > now}
                self._tidy_at = _TIDY_AT + 2 * len(self._kept)
        return count + amount

    def get(self, key: str) -> int:
        count, ends = self._kept.get(key, (0, 0.0))
        return count if ends > time.time() else 0

    def get_expiry(self, key: str) -> float:
        return self._kept.get(key, (0, time.time()))[1]

    def check(self) -> bool:
        return True

    def reset(self) -> None:
        self._kept.clear()

    def clear(self, key: str) -> None:
        self._kept.pop(key, None)


def install(app: Flask) -> None:
    """Count every request of this application but those for files."""
    app.extensions[_COUNTS] = FixedWindowRateLimiter(InProcess())
    app.before_request(_count_request)


def _count_request() -> None:
    # A file costs less than being refused, and a room full of phones asks for many at once.
    if (request.endpoint or "").endswith("static"):
        return
    limits = _limits("requests", guards.place, (here().settings.requests, "10 second"))
    _require(limits)
    _count(limits)


def numbers(known: Known) -> Callable[[Callable[Asked, Got]], Callable[Asked, Got]]:
    """Of numbers, with priority or without, an address gets five screens full."""
    return _limited("numbers", 5, 60, known)


def favours(known: Known = lambda: False) -> Callable[[Callable[Asked, Got]], Callable[Asked, Got]]:
    """Of what comes out of a printer or rings at the seats, two."""
    return _limited("favours", 2, 20, known)


def complaints(known: Known) -> Callable[[Callable[Asked, Got]], Callable[Asked, Got]]:
    """Of complaints half of one; all touchscreens or phones together are slowed by the rule."""
    return _limited("complaints", 0.5, 5, known)


def photos() -> Callable[[Callable[Asked, Got]], Callable[Asked, Got]]:
    """Of looks at a photo, which cost a process each, two; also of those that find none."""
    return _limited("photos", 2, 20, lambda *_: False)


def surveys(
    known: Known = lambda *_: False,
) -> Callable[[Callable[Asked, Got]], Callable[Asked, Got]]:
    """Of answers to the survey half of one; a day's are held by the rule."""
    return _limited("surveys", 0.5, 10, known)


def _limited(
    name: str, a_minute: float, an_hour: float, known: Known
) -> Callable[[Callable[Asked, Got]], Callable[Asked, Got]]:
    """Let a deed be done so often; told in what one touchscreen gives in a minute.

    What is refused, or has to be sent again, is not counted; what is `known` has been done before.
    """

    def wrap(deed: Callable[Asked, Got]) -> Callable[Asked, Got]:
        @wraps(deed)
        def limited(*args: Asked.args, **rest: Asked.kwargs) -> Got:
            one = here().settings.queue_touch_limit
            spans = (a_minute * one, "minute"), (an_hour * one, "hour")
            limits = _limits(name, guards.origin, *spans)
            try:
                _require(limits)
            except TooMany:
                if not known(*args, **rest):
                    raise
            done = deed(*args, **rest)
            _count(limits)
            return done

        return limited

    return wrap


@dataclass(frozen=True)
class _Limit:
    """So many in that time, counted for whom and of what."""

    item: RateLimitItem
    name: str
    whose: str


def _limits(name: str, asker: Callable[[], str], *spans: tuple[float, str]) -> list[_Limit]:
    """Those of the asker, then that of the whole office, which has the longest span.

    The office's is looked at last: whoever is refused takes nothing from others.
    """
    if not all(most for most, _ in spans) or guards.maybe_officer() is not None:
        return []
    whose = asker()
    found = [_Limit(_item(most, span), name, whose) for most, span in spans]
    if whose == guards.place() and not guards.from_this_machine():
        most, span = spans[-1]
        found.append(_Limit(_item(_TOGETHER * most, span), name, "office"))
    return found


def _require(limits: list[_Limit]) -> None:
    for one in limits:
        if not _counts().test(one.item, one.name, one.whose):
            ends = _counts().get_window_stats(one.item, one.name, one.whose).reset_time
            raise TooMany(
                N_("Terlalu sering. Tunggu sebentar, lalu coba lagi."),
                code="slow-down",
                after=max(1, math.ceil(ends - time.time())),
            )


def _count(limits: list[_Limit]) -> None:
    for one in limits:
        _counts().hit(one.item, one.name, one.whose)


def _counts() -> FixedWindowRateLimiter:
    found: FixedWindowRateLimiter = current_app.extensions[_COUNTS]
    return found


@cache
def _item(most: float, span: str) -> RateLimitItem:
    return parse(f"{math.ceil(most)} per {span}")
