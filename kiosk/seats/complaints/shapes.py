"""The messages about complaints that several addresses share."""

from typing import Annotated

from flask_babel import gettext
from pydantic import Field

from shared.rules.common.public_text import Remark
from shared.rules.complaints.view import ComplaintView
from shared.rules.complaints.way import LONGEST
from shared.web.api import Body

Code = Annotated[str, Field(max_length=40)]
Words = Annotated[str, Field(max_length=LONGEST)]


class Remarks(Body):
    """Names and numbers in the words; those that `blocks` must go, others a human being judges."""

    remarks: list[Remark]


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
