"""What the tests of PDF checks share: the moment of the check and the shape of a judge."""

from collections.abc import Callable
from datetime import UTC, datetime

from shared.documents.kk_check import Findings

Judge = Callable[..., Findings]
NOW = datetime.now(UTC)
LARGEST = 20 * 2**20
