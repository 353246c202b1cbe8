"""The messages that several of the seats' addresses share."""

from datetime import date
from typing import Annotated

from pydantic import Field

from shared.errors import Invalid
from shared.rules.common.words import LONGEST_NAME, LONGEST_NOTE
from shared.web.api import Body

_YEARS = range(2000, 2201)

ID = "<int(max=2147483647):row>"

Code = Annotated[str, Field(min_length=1, max_length=40)]
Line = Annotated[str, Field(max_length=400)]
Text = Annotated[str, Field(max_length=4000)]
Words = Annotated[str, Field(max_length=1000)]
Note = Annotated[str, Field(max_length=LONGEST_NOTE, title="Catatan")]
Press = Annotated[str, Field(min_length=1, max_length=40, title="Kode tekan")]
PinText = Annotated[str, Field(max_length=400, title="PIN")]
Name = Annotated[str, Field(max_length=LONGEST_NAME)]
Count = Annotated[int, Field(ge=0, le=100_000)]
Version = Annotated[int, Field(ge=0, le=2_000_000_000)]


class Done(Body):
    """It is done."""

    done: bool = True


class Reason(Body):
    """Why, in words."""

    reason: Note = Field(title="Alasan")


class Touch(Body):
    """A UUID of this press alone."""

    touch: Press


class Seen(Body):
    """The version that the person had before their eyes."""

    seen: Version = Field(title="Versi yang dilihat")


def day(text: str, why: str, code: str) -> date:
    """The day that was written (`2026-12-01`); Invalid with the sentence `why` when it is none."""
    try:
        found = date.fromisoformat(text)
    except ValueError:
        found = date.min
    if found.year not in _YEARS:
        raise Invalid(why, code=code)
    return found
