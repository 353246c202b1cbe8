"""The shape of the board's picture, for the description that other programs read."""

from datetime import datetime
from typing import Literal

from shared.web.api import Body


class OfficeName(Body):
    """Whose board it is."""

    name: str
    regency: str


class ClosedReason(Body):
    """Why no numbers are given out, and when they are again."""

    code: str
    name: str
    opens_day: str | None
    opens_at: str | None
    message: str


class CalledTo(Body):
    """The counter that calls."""

    id: int
    name: str


class Call(Body):
    """One call or repeated call; `audio` is the address of its announcement, if there is one."""

    id: int
    number: str
    spoken: str
    counter: CalledTo
    at: datetime
    repeat: int
    priority: bool
    audio: str | None


class CounterNow(Body):
    """A counter and the number at it."""

    id: int
    name: str
    label: str
    state: Literal["open", "break", "closed"]
    number: str | None
    serving: bool


class Line(Body):
    """How many wait for a service, and the minutes a newcomer would."""

    service: str
    name: str
    letter: str
    waiting: int
    estimate_minutes: tuple[int, int] | None


class Notice(Body):
    """A text that the board shows in turn with others; `icon` is a Tabler name."""

    id: str
    title: str
    body: str
    icon: str


class Screen(Body):
    """The screen, its farthest seat, and the letter sizes in pixels of a 1920 wide picture."""

    inches: float
    farthest_m: float
    call_px: int
    list_px: int
    advice: str | None


class BoardPicture(Body):
    """The board's whole picture; Socket.IO namespace /board sends the same as event `board`."""

    seq: int
    at: datetime
    clock: str
    date: str
    office: OfficeName
    practice: bool
    open: bool
    closed_reason: ClosedReason | None
    calls: list[Call]
    counters: list[CounterNow]
    missed: list[str]
    waiting: list[Line]
    notices: list[Notice]
    screen: Screen
    voice: bool
