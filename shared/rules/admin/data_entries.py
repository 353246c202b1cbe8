"""Entries of the office's data written anew from a day on: the old ones end, and stay."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from shared.errors import N_, Refused
from shared.rules.common import words

BASIS = "ketetapan kantor"
_DAY = timedelta(days=1)

Entry = Mapping[str, Any]


@dataclass(frozen=True)
class Rewritten:
    """A file's content with some entries written anew; `places`: where each of the form now is."""

    content: Mapping[str, Any]
    places: Mapping[int, int]


def current(raw: Mapping[str, Any], key: str, day: date) -> list[tuple[int, Entry]]:
    """The entries that hold on that day or later, each with its place in the file."""
    return [
        (place, one)
        for place, one in enumerate(raw[key])
        if one.get("valid_to") is None or one["valid_to"] >= day
    ]


def rewritten(
    raw: Mapping[str, Any],
    key: str,
    wanted: Mapping[int, Entry | None],
    added: Sequence[Entry],
    day: date,
) -> Rewritten:
    """The content with the entries at these places as `wanted` from `day` on, None for ended.

    What held before stays, until the day before; what begins on that day or later is replaced.
    """
    past: list[Entry] = []
    now: list[tuple[int, Entry]] = []
    for place, one in enumerate(raw[key]):
        says = wanted.get(place, one)
        if says != one and began(raw, one) < day:
            past.append({**one, "valid_to": day - _DAY})
            says = says and {**says, "valid_from": day}
        if says is not None:
            now.append((place, says))
    news = [{"valid_from": day, "basis": BASIS, **one} for one in added]
    places = {place: at for at, (place, _) in enumerate(now, len(past))}
    places |= {len(raw[key]) + at: len(past) + len(now) + at for at in range(len(news))}
    return Rewritten({**raw, key: [*past, *(one for _, one in now), *news]}, places)


def began(raw: Mapping[str, Any], entry: Entry) -> date:
    """Since when an entry holds."""
    found: date = entry.get("valid_from") or raw["valid_from"]
    return found


def usual_period(raw: Mapping[str, Any], day: date) -> int:
    """The place of the period with the usual week of that day.

    Refused while another one holds on it, such as Ramadan: the new week would end that.
    """
    held = [
        (began(raw, one), place, one)
        for place, one in current(raw, "periods", day)
        if began(raw, one) <= day
    ]
    if not held:
        raise Refused(N_("Pada hari itu belum ada jam pelayanan."), code="day")
    _, place, period = max(held, key=lambda one: one[:2])
    if period.get("valid_to"):
        raise Refused(
            N_("%(title)s berlaku sampai %(last)s. Pilih hari sesudahnya."),
            code="day",
            title=period["title"],
            last=words.long_date(period["valid_to"]),
        )
    return place
