"""The presses of the notice board's editor: check, pin, change, take down."""

from typing import Annotated, Any

from flask import Blueprint
from flask_babel import gettext
from pydantic import Field

from kiosk.seats.common.shapes import ID, Code, Done, Line, Seen
from kiosk.seats.complaints.shapes import Remarks
from shared.rules.common import dates
from shared.rules.oversight import notice_board
from shared.web import guards
from shared.web.api import Body, Nothing, describe

bp = Blueprint("notices_api", __name__, url_prefix="/api/v1/notices")
bp.before_request(guards.seat(*notice_board.AUTHORS))


Title = Annotated[str, Field(max_length=notice_board.LONGEST_TITLE)]
Words = Annotated[str, Field(max_length=notice_board.LONGEST_BODY)]


class CardText(Body):
    """What stands on a card, and from which day to which; `ends_on` empty: until taken down."""

    kind: Code = Field(title="Jenis kartu")
    title: Title = Field(title="Judul")
    body: Words = Field(title="Isi")
    starts_on: Line = Field(title="Hari pertama")
    ends_on: Line = Field("", title="Hari terakhir")


class Written(CardText):
    """A card as somebody wrote it; `confirmed` once what looks like a name was looked at."""

    confirmed: bool = Field(False, title="Sudah diperiksa")


class New(Written):
    """A new card; `touch` is a UUID of this press alone."""

    touch: Code = Field(title="Tanda tekan")


class Changed(Written, Seen):
    """A card as it shall be now."""


class NoticeTyped(Body):
    """The words that somebody is typing."""

    title: Title = Field("", title="Judul")
    body: Words = Field("", title="Isi")


class CardNow(CardText):
    """A card of the notice board."""

    id: int
    kind_label: str
    shown: bool
    version: int


class Cards(Body):
    """All cards that were not taken down, newest first."""

    cards: list[CardNow]


@bp.get("")
@describe("The cards of the notice board", returns={200: Cards})
def every() -> Cards:
    return Cards(cards=[_card(one) for one in notice_board.cards()])


@bp.post("/check")
@describe("Look for names and numbers", body=NoticeTyped, returns={200: Remarks})
def check(typed: NoticeTyped) -> Remarks:
    return Remarks(remarks=notice_board.check(typed.title, typed.body, guards.actor()))


@bp.post("")
@describe("Pin a card", body=New, returns={201: CardNow})
def put(asked: New) -> tuple[CardNow, int]:
    return _card(notice_board.put(asked.touch, by=guards.actor(), **_written(asked))), 201


@bp.post(f"/{ID}")
@describe("Change a card", body=Changed, returns={200: CardNow})
def change(asked: Changed, row: int) -> CardNow:
    return _card(notice_board.change(row, by=guards.actor(), seen=asked.seen, **_written(asked)))


@bp.post(f"/{ID}/withdraw")
@describe("Take a card down", body=Nothing, returns={200: Done})
def withdraw(_nothing: Nothing, row: int) -> Done:
    notice_board.withdraw(row, guards.actor())
    return Done()


def _written(asked: Written) -> dict[str, Any]:
    return {
        **asked.model_dump(include={"kind", "title", "body", "confirmed"}),
        "starts_on": dates.day(asked.starts_on, "hari pertama", *dates.near(), "starts-on"),
        "ends_on": dates.day(asked.ends_on, "hari terakhir", *dates.near(), "ends-on")
        if asked.ends_on
        else None,
    }


def _card(card: notice_board.Card) -> CardNow:
    return CardNow(
        id=card.id,
        kind=card.kind,
        kind_label=gettext(card.kind_label),
        title=card.title,
        body=card.body,
        starts_on=card.starts_on.isoformat(),
        ends_on=card.ends_on.isoformat() if card.ends_on else "",
        shown=card.shown,
        version=card.version,
    )
