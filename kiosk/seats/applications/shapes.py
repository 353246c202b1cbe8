"""The messages about files that several of the seats' addresses share."""

from flask_babel import gettext

from shared.rules.applications.seat_lists import (
    ListedApplication,
    OutageView,
    PrinterView,
    SheetView,
)
from shared.rules.applications.view import ApplicationView
from shared.rules.common.identity import Finding
from shared.web.api import Body


class ApplicationNow(Body):
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

    seq: int
    at: str
    files: dict[str, ListedApplication]
    lists: dict[str, list[int]]
    older: dict[str, int]
    sheets: list[SheetView]
    printers: list[PrinterView]
    outages: list[OutageView]


def told(one: ApplicationView) -> ApplicationNow:
    """The file for the answer."""
    return ApplicationNow(
        id=one.id,
        number=one.number,
        state=one.state,
        label=gettext(one.label),
        version=one.version,
    )


def remark(finding: Finding) -> Remark:
    """A finding for the answer."""
    return Remark(code=finding.code, text=gettext(finding.text), info=finding.info)
