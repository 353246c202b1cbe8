"""The messages about files that several of the seats' addresses share."""

from dataclasses import dataclass, replace
from datetime import datetime

from flask_babel import gettext

from shared import clock
from shared.errors import N_, Invalid
from shared.rules.applications.view import ApplicationStanding, ApplicationView
from shared.rules.common.identity import Finding


@dataclass(frozen=True)
class ApplicationNow(ApplicationStanding):
    """The file after the press."""

    version: int


def told(one: ApplicationView) -> ApplicationNow:
    """The file for the answer."""
    return ApplicationNow(one.id, one.number, one.state, gettext(one.label), one.version)


def remark(finding: Finding) -> Finding:
    """A finding for the answer."""
    return replace(finding, text=gettext(finding.text))


def moment(text: str, why: str = N_("Tulis tanggal dan jamnya."), code: str = "times") -> datetime:
    """`2026-11-23T09:00` on the office's wall clock; Invalid with the sentence `why`."""
    try:
        return datetime.fromisoformat(text.strip()).replace(tzinfo=clock.zone())
    except ValueError as error:
        raise Invalid(why, code=code) from error
