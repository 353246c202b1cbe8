"""Which rows each indicator counts, and what is made of them (DOMAIN 8)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from shared.rules.applications import promptness
from shared.rules.complaints import sight
from shared.rules.quality import measured, of_complaints, of_files, of_office, of_queue, of_survey
from shared.rules.quality.measured import Measured, Rows
from shared.standard.objectives import Objective

Source = Callable[[Objective, date, date, sight.Reader | None], Sequence[Any]]
Known = dict[Source, Sequence[Any]]

FILES, TICKETS, COMPLAINTS = "files", "tickets", "complaints"
ACTIONS, DAYS, RECAPS, OUTAGES = "actions", "days", "recaps", "outages"
ANSWERS, MONTHS, REQUIREMENTS, INCIDENTS = "answers", "months", "requirements", "incidents"
OF_A_READER = (COMPLAINTS, ACTIONS)
"""What not everybody may see all of; others are counted alike for everybody."""


def _all_of_it(found: Sequence[Any]) -> Rows:
    return found


@dataclass(frozen=True)
class Indicator:
    """What its rows are about, from where they come, what is made of them; `pick`: which of them.

    Of several that come from one source it is asked once.
    """

    about: str
    source: Source
    make: Callable[[Rows], Measured]
    pick: Callable[[Sequence[Any]], Rows] = _all_of_it

    def rows(
        self,
        objective: Objective,
        first: date,
        last: date,
        who: sight.Reader | None = None,
        known: Known | None = None,
    ) -> Rows:
        """What it counts from `first` to `last`; `who`: what this reader may know of.

        `known`: what was found of these days for this reader already.
        """
        known = {} if known is None else known
        if self.source not in known:
            known[self.source] = self.source(objective, first, last, who)
        return self.pick(known[self.source])


def _alike(find: Callable[[date, date], Sequence[Any]]) -> Source:
    """Found alike whoever reads."""
    return lambda _, first, last, __: find(first, last)


def _seen(find: Callable[[date, date, sight.Reader | None], Rows]) -> Source:
    """Found as far as the reader may know of it."""
    return lambda _, first, last, who: find(first, last, who)


def _of_category(objective: Objective, first: date, last: date, who: sight.Reader | None) -> Rows:
    return of_complaints.of_category(objective.of or "", first, last, who)


_RUNS = _alike(promptness.runs)
_WAITED = _alike(of_queue.waited)
INDICATORS: dict[str, Indicator] = {
    "SM-01": Indicator(FILES, _RUNS, measured.share, of_files.in_time),
    "SM-01n": Indicator(FILES, _RUNS, measured.share, of_files.in_time_but_for_others),
    "SM-02": Indicator(FILES, _RUNS, measured.share, of_files.same_day),
    "SM-03": Indicator(TICKETS, _WAITED, measured.median),
    "SM-03p": Indicator(TICKETS, _WAITED, measured.nine_of_ten),
    "SM-04": Indicator(TICKETS, _alike(of_queue.took), measured.median),
    "SM-05": Indicator(FILES, _alike(of_files.checked), measured.median),
    "SM-06": Indicator(FILES, _alike(of_files.returned), measured.share),
    "SM-07": Indicator(FILES, _alike(of_files.printed_again), measured.share),
    "SM-08": Indicator(FILES, _alike(of_files.uncollected), measured.share),
    "SM-09": Indicator(COMPLAINTS, _seen(of_complaints.followed_up), measured.share),
    "SM-10": Indicator(COMPLAINTS, _seen(of_complaints.reported), measured.share),
    "SM-11": Indicator(DAYS, _alike(of_office.box_opened), measured.share),
    "SM-12": Indicator(RECAPS, _alike(of_office.recaps_announced), measured.share),
    "SM-13": Indicator(ACTIONS, _seen(of_complaints.corrected), measured.share),
    "SM-14": Indicator(ANSWERS, _alike(of_survey.satisfied), measured.mean),
    "SM-15": Indicator(ANSWERS, _alike(of_survey.answered), measured.share),
    "SM-16": Indicator(COMPLAINTS, _of_category, measured.number),
    "SM-17": Indicator(MONTHS, _alike(of_office.overseen), measured.share),
    "SM-18": Indicator(REQUIREMENTS, _alike(of_office.competent), measured.share),
    "SM-19": Indicator(DAYS, _alike(of_office.equipped), measured.mean),
    "SM-20": Indicator(OUTAGES, _alike(of_office.stood_still), measured.total),
    "SM-21": Indicator(INCIDENTS, _alike(of_office.troubled), measured.number),
}
"""By the code in `objectives.toml`; one that is not here is not computed yet, and says so."""
