"""Every indicator over a year of full size, beside its definition (14.2).

`python -m tests.campaigns.full_year`: 25,000 files, 60,000 tickets, 2,000 complaints and 5,000
answers in an office that opened in March; each month, quarter and the year of each indicator is
counted by the program and again from the rows. Ends with 1 where they differ. Takes minutes.
"""

import sys
import tempfile
import time
from datetime import date, datetime
from pathlib import Path

from shared import clock, config, db
from shared.rules.admin import calendar
from shared.rules.quality import figures, periods
from shared.rules.quality.indicators import INDICATORS
from tests import quality
from tests.complaint_book import people
from tests.office import opened
from tests.shared.rules.quality.test_indicators import RECOUNTS

_BUSY = quality.Busy(files=58, tickets=93, complaints=10, answers=16)
_LAST = date(2026, 12, 31)
_NOW = datetime(2027, 1, 25, 9, 0)
_MONTHS = [f"2026-{month:02d}" for month in range(3, 13)]
_PERIODS = [*_MONTHS, "2026-T1", "2026-T2", "2026-T3", "2026-T4", "2026"]


def main() -> int:
    """Fill, count twice, tell the differences and how long the program took for a period."""
    with tempfile.TemporaryDirectory() as folder:
        settings = config.load({}, data=Path(folder) / "data", practice=True, voice="off")
        with opened(settings):
            people()
            calendar.fill_ahead()
            quality.fill(last=_LAST, busy=_BUSY)
            clock.move(settings.data, _NOW)
            for table in ("application", "ticket", "complaint", "questionnaire"):
                _tell(f"{db.value(f'SELECT COUNT(*) FROM {table}')} rows of {table}")
            different = [code for code in _PERIODS if _differs(code)]
            return int(bool(different))


def _differs(code: str) -> bool:
    began = time.process_time()
    found = figures.count(periods.read(code), None)
    spent = time.process_time() - began
    wrong = [
        f"{one}: {counted} and not {again}"
        for one in INDICATORS
        for counted in [(found[one].part, found[one].whole, found[one].value)]
        for again in [RECOUNTS[one](code)]
        if counted != again
    ]
    _tell(f"{code}: {len(found) - len(wrong)} of {len(found)} alike, {spent:.2f} s of processor")
    for line in wrong:
        _tell(f"  {line}")
    return bool(wrong)


def _tell(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
