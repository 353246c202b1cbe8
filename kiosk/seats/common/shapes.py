"""The messages that several of the seats' addresses share."""

from typing import Annotated

from pydantic import Field

from shared.web.api import Body

ID = "<int(max=2147483647):row>"

Code = Annotated[str, Field(min_length=1, max_length=40)]
Line = Annotated[str, Field(max_length=400)]
Words = Annotated[str, Field(max_length=1000)]
Count = Annotated[int, Field(ge=0, le=100_000)]


class Done(Body):
    """It is done."""

    done: bool = True


class Reason(Body):
    """Why, in words."""

    reason: Line


class Touch(Body):
    """A UUID of this press alone."""

    touch: Code
