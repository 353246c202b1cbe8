"""The board's picture as boards and other programs are sent it."""

from datetime import datetime
from typing import Annotated

from pydantic import PlainSerializer

from shared.rules.queue.board import BoardCall, CounterNow, OfficeNow, ServiceLine, WhyClosed
from shared.web.api import Body

Moment = Annotated[datetime, PlainSerializer(datetime.isoformat)]


class OfficeName(Body):
    """Whose board it is."""

    name: str
    regency: str


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
    at: Moment
    clock: str
    date: str
    office: OfficeName
    practice: bool
    open: bool
    stands: OfficeNow
    closed_reason: WhyClosed | None
    calls: list[BoardCall]
    counters: list[CounterNow]
    missed: list[str]
    help: list[str]
    waiting: list[ServiceLine]
    notices: list[Notice]
    screen: Screen
    voice: bool
