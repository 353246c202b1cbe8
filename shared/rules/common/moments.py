"""Whether the computer's clock can be believed, held against the newest moment written down.

A PC with an empty battery wakes up in an old year; numbers, registers and deadlines of a wrong
day cannot be taken back. So a clock that stands before the newest moment, or long after it, stops
whatever would be dated, until a person says that it is right.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from shared import clock
from shared.errors import N_, Unavailable
from shared.rules.common import words
from shared.rules.common.office import here

# What two machines of one office, kept in step over the network, may differ.
_SKEW = timedelta(seconds=5)


class ClockDoubted(Unavailable):
    """Nothing is dated until an officer has looked at the clock."""

    code = "clock-doubted"

    def __init__(self) -> None:
        super().__init__(
            N_("Tanggal dan jam komputer perlu diperiksa petugas dahulu. Belum ada yang dicatat.")
        )


@dataclass(frozen=True)
class Doubt:
    """The clock shows `now`, though something was written down at `newest`."""

    now: datetime
    newest: datetime

    @property
    def sentence(self) -> str:
        """What the clock shows and why nobody should believe it at once."""
        ago = "sebelum" if self.now < self.newest else "lama sesudah"
        return (
            f"Jam komputer menunjukkan {words.day_and_time(self.now)}, {ago} catatan terakhir"
            f" ({words.day_and_time(self.newest)})."
        )


def doubt(newest: datetime) -> Doubt | None:
    """Why the clock is not to be believed; None when it fits `newest`, and in practice."""
    if here().settings.practice:
        return None
    now, longest = clock.now(), timedelta(days=here().settings.clock_doubt_days)
    return None if -_SKEW <= now - newest <= longest else Doubt(now, newest)
