"""The messages about files that several of the seats' addresses share."""

from typing import Annotated

from flask_babel import gettext
from pydantic import BaseModel, ConfigDict, Field

from shared.rules.applications.view import ApplicationView
from shared.rules.common.identity import Finding
from shared.web.api import Body

ID = "<int(max=2147483647):row>"

Code = Annotated[str, Field(min_length=1, max_length=40)]
Line = Annotated[str, Field(max_length=400)]
Words = Annotated[str, Field(max_length=1000)]
Count = Annotated[int, Field(ge=0, le=100_000)]


class FileNow(Body):
    """The file after the press."""

    id: int
    number: str
    state: str
    label: str
    version: int


class Remark(Body):
    """Something unusual; `info` ones are only worth knowing. Nothing of it blocks."""

    code: str
    text: str
    info: bool


class Lists(BaseModel):
    """Every list of files, as event `files` has it."""

    model_config = ConfigDict(extra="allow")

    seq: int
    at: str
    files: dict[str, object]
    lists: dict[str, list[int]]
    older: dict[str, int]


class Done(Body):
    """It is done."""

    done: bool = True


class Printing(Body):
    """The print that was asked for."""

    job: int
    label: str


class Reason(Body):
    """Why, in words."""

    reason: Line


def told(file: ApplicationView) -> FileNow:
    """The file for the answer."""
    return FileNow(
        id=file.id,
        number=file.number,
        state=file.state,
        label=gettext(file.label),
        version=file.version,
    )


def remark(finding: Finding) -> Remark:
    """A finding for the answer."""
    return Remark(code=finding.code, text=gettext(finding.text), info=finding.info)
