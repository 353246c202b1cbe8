"""The messages about complaints, recaps and what follows from them that several addresses share."""

from datetime import date
from typing import Annotated

from flask_babel import gettext
from pydantic import Field

from shared.errors import Invalid
from shared.rules.common.public_text import Remark
from shared.rules.complaints.view import ComplaintView
from shared.rules.complaints.way import LONGEST
from shared.web.api import Body

_YEARS = range(2000, 2201)

Code = Annotated[str, Field(max_length=40)]
Words = Annotated[str, Field(max_length=LONGEST)]
Number = Annotated[int, Field(ge=0, le=2147483647)]


class Seen(Body):
    """The version that the person had before their eyes."""

    seen: Number = Field(title="Versi yang dilihat")


class Found(Body):
    """Something in the text that must not, or perhaps must not, be read by everybody."""

    code: str
    text: str
    found: str
    blocks: bool


class ComplaintNow(Body):
    """The complaint after the press; its identity is left out."""

    id: int
    number: str
    state: str
    label: str
    version: int


def told(complaint: ComplaintView) -> ComplaintNow:
    """The complaint for the answer."""
    return ComplaintNow(
        id=complaint.id,
        number=complaint.number,
        state=complaint.state,
        label=gettext(complaint.label),
        version=complaint.version,
    )


def found(remarks: list[Remark]) -> list[Found]:
    """Remarks about a public text, in words."""
    return [Found(**{**vars(one), "text": gettext(one.text)}) for one in remarks]


def day(text: str, why: str, code: str) -> date:
    """The day that was written (`2026-12-01`); Invalid with the sentence `why` when it is none."""
    try:
        given = date.fromisoformat(text)
    except ValueError:
        given = date.min
    if given.year not in _YEARS:
        raise Invalid(why, code=code)
    return given
