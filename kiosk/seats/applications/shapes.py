"""The messages about files that several of the seats' addresses share."""

from dataclasses import dataclass, replace

from flask_babel import gettext

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
