"""The messages that several of the seats' addresses share."""

from datetime import date, datetime
from typing import Annotated

from pydantic import Field

from shared import clock
from shared.errors import Invalid
from shared.rules.common import dates
from shared.rules.common.words import LONGEST_NAME, LONGEST_NOTE
from shared.web.api import Body
from shared.web.errors import say

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


def wanted_day(text: str, what: str, problems: list[str] | None = None) -> date | None:
    """A day of a search, None for none.

    One that cannot be raises Invalid, or is told among `problems` and left out.
    """
    try:
        return dates.day(text, what, dates.EARLIEST, dates.LATEST) if text.strip() else None
    except Invalid as error:
        if problems is None:
            raise
        problems.append(say(error))
        return None


def moment(text: str, code: str) -> datetime | None:
    """Today at `09.15` or `09:15`; None when empty, Invalid with this code when it is no time."""
    if not text.strip():
        return None
    asked = dates.time_of_day(text, "jam", code)
    return datetime.combine(clock.service_day(), asked, tzinfo=clock.zone())
