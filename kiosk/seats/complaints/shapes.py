"""The messages about complaints that several addresses share."""

from typing import Annotated

from pydantic import Field

from shared.rules.common.public_text import Remark
from shared.rules.complaints.way import LONGEST
from shared.web.api import Body

Code = Annotated[str, Field(max_length=40)]
Words = Annotated[str, Field(max_length=LONGEST)]


class Remarks(Body):
    """Names and numbers in the words; those that `blocks` must go, others a human being judges."""

    remarks: list[Remark]
