"""The messages that recaps, corrective actions and the notice board share."""

from datetime import date
from typing import Annotated

from flask_babel import gettext
from pydantic import Field

from shared.errors import Invalid
from shared.rules.common.public_text import Remark
from shared.web.api import Body

_YEARS = range(2000, 2201)

Text = Annotated[str, Field(max_length=4000)]
Version = Annotated[int, Field(ge=0, le=2_000_000_000)]


class Seen(Body):
    """The version that the person had before their eyes."""

    seen: Version


class Found(Body):
    """Something in the text that must not, or perhaps must not, be read by everybody."""

    code: str
    text: str
    found: str
    blocks: bool


def told(remarks: list[Remark]) -> list[Found]:
    """Remarks about a public text, in words."""
    return [
        Found(code=one.code, text=gettext(one.text), found=one.found, blocks=one.blocks)
        for one in remarks
    ]


def day(text: str, why: str, code: str) -> date:
    """The day that was written (`2026-12-01`); Invalid with the sentence `why` when it is none."""
    try:
        found = date.fromisoformat(text)
    except ValueError:
        found = date.min
    if found.year not in _YEARS:
        raise Invalid(why, code=code)
    return found
