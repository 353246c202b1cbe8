"""What the monthly oversight looks at: how many files, and what is asked of each (clause 10.1)."""

from typing import Literal

from shared.standard.schema import Coded, Dated, Words, entry
from shared.standard.services import Count


@entry
class SampleRule(Dated):
    """How many files of a month are drawn and looked at."""

    size: Count


@entry
class OversightQuestion(Coded):
    """One question about a drawn file: of the way that it went, or of what the applicant got."""

    part: Literal["process", "product"]
    title: Words
    text: Words
