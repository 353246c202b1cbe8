"""The messages about files that several of the seats' addresses share."""

from flask_babel import gettext
from pydantic import ConfigDict

from shared.rules.applications.view import ApplicationView
from shared.rules.common.identity import Finding
from shared.web.api import Body


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


class Lists(Body):
    """Every list of files, as event `files` has it."""

    model_config = ConfigDict(extra="allow")

    seq: int
    at: str
    files: dict[str, object]
    lists: dict[str, list[int]]
    older: dict[str, int]


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
