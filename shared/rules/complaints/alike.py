"""Complaints in near words, so that one answer can refer to another: of those that one may see.

What a reader may not see is not looked through, so it moves no weight and takes nobody's place.
"""

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from peewee import fn

from shared import clock
from shared.discreet import discreet
from shared.records import Complaint
from shared.rules.common.office import here
from shared.rules.complaints import sight, states
from shared.rules.complaints.names import number_of

_RECENT = timedelta(days=365)
_MOST_LOOKED_AT, _MOST_TOLD = 200, 4
_LONGEST = 400
_NEAR = 0.3
_WORD = re.compile(r"[^\W\d_]{3,}")
_STEM = 5  # "layanannya" and "layanan" begin alike
_SAID_BY_ALL = frozenset(
    _WORD.findall(
        "ada adalah agar akan anda atau bahwa bapak belum bisa bukan dan dari dengan harus ibu ini"
        " itu juga kami karena kita lagi mohon oleh pada saat saja sangat saya sekali semua sudah"
        " tetapi tidak tolong untuk yang"
    )
)


@dataclass(frozen=True)
class AlikeComplaint:
    """Another complaint that says much the same, as whoever may see it reads it."""

    number: str
    day: date
    label: str
    text: str
    answer: str


def to(
    category: str, text: str, happened: str, who: sight.Reader, besides: int = 0
) -> tuple[AlikeComplaint, ...]:
    """The few complaints of the category in the nearest words; `besides`: the id of this one."""
    asked = _stems(text, happened)
    if not asked:
        return ()
    rows = [row for row in _newest(category, who) if row.id != besides]
    said = [_stems(row.text, row.happened or "") for row in rows]
    weights = _weights(asked, said)
    near = [(_nearness(asked, stems, weights), row) for row, stems in zip(rows, said, strict=True)]
    # Of those that are as near, the newest stay first.
    found = sorted((one for one in near if one[0] >= _NEAR), key=lambda one: -one[0])
    return tuple(_told(row) for _, row in found[:_MOST_TOLD])


def of(row: Complaint, who: sight.Reader) -> tuple[AlikeComplaint, ...]:
    """Those that are like this one."""
    return to(row.category, row.text, row.happened or "", who, row.id)


def _newest(category: str, who: sight.Reader) -> Any:
    # What it says begins with what it is about; long ones are not read whole.
    columns = ("id", "year", "public_number", "day", "state", "happened")
    begins = [
        fn.SUBSTR(getattr(Complaint, name), 1, _LONGEST).alias(name) for name in ("text", "answer")
    ]
    return (
        Complaint.select(*(getattr(Complaint, name) for name in columns), *begins)
        .where(
            Complaint.office == here().id,
            sight.visible(who),
            Complaint.category == category,
            Complaint.day > clock.service_day() - _RECENT,
        )
        .order_by(Complaint.day.desc())
        .limit(_MOST_LOOKED_AT)
        .namedtuples()
    )


def _stems(text: str, happened: str) -> frozenset[str]:
    words = _WORD.findall(f"{text[:_LONGEST]} {happened}".lower())
    return frozenset(word[:_STEM] for word in words if word not in _SAID_BY_ALL)


def _weights(asked: Set[str], said: Sequence[Set[str]]) -> Mapping[str, float]:
    """What a word weighs: the fewer say it, the more."""
    count = Counter(stem for stems in [asked, *said] for stem in stems)
    return {stem: math.log(1 + len(said) / times) for stem, times in count.items()}


def _nearness(asked: Set[str], stems: Set[str], weights: Mapping[str, float]) -> float:
    """From nothing to 1, the same words; one word in common is not enough unless it is all."""
    both = asked & stems
    if len(both) < 2 and asked != stems:
        return 0.0
    own, other, common = (sum(weights[stem] for stem in each) for each in (asked, stems, both))
    return common / math.sqrt(own * other)


def _told(row: Any) -> AlikeComplaint:
    return AlikeComplaint(
        number=number_of(row),
        day=row.day,
        label=states.LABELS[row.state],
        text=discreet(row.text),
        answer=row.answer or "",
    )
