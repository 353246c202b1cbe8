"""The day's notices: finished family cards, the office's cards, the last recap, the standard."""

from collections.abc import Sequence
from datetime import date

from display.message import Notice
from shared.errors import N_
from shared.rules.applications import lists
from shared.rules.complaints import quarters, recap_view
from shared.rules.complaints.recap_figures import RecapFigures
from shared.rules.hours import opening
from shared.rules.oversight import notice_board
from shared.standard import Standard

_ON_ONE_CARD = 2
# What can be read in the time that a card stays.
_LONGEST = 120
_FIXED = "\N{NO-BREAK SPACE}"  # a figure and its word stay on one line
_UNBROKEN = str.maketrans("-", "\N{NON-BREAKING HYPHEN}")


def current(standard: Standard, day: date) -> list[Notice]:
    """What the board shows in turn on that day."""
    return [
        *_ready(standard, day, lists.ready_numbers()),
        *(
            Notice(id=f"card-{one.id}", title=one.title, body=shortened(one.body), icon=one.icon)
            for one in notice_board.shown_on(day)
        ),
        *_recap(),
        *(
            Notice(id=one.id, title=one.title, body=one.body, icon=one.icon)
            for one in standard.notices_on(day, opening.hours())
        ),
    ]


def shortened(text: str, longest: int = _LONGEST) -> str:
    """The text, or as many whole words of it as fit, closed by dots."""
    said = " ".join(text.split())
    if len(said) <= longest:
        return said
    kept = said[: longest - 1].rsplit(" ", 1)[0].rstrip(" ,;:.")
    return f"{kept} …"


def _recap() -> list[Notice]:
    """The newest announced recap in two cards: what came of the complaints, and the promise."""
    seen = recap_view.latest_announced()
    if seen is None:
        return []
    which = {"quarter": quarters.ROMAN[seen.quarter], "year": seen.year}
    title = N_("Pengaduan Triwulan %(quarter)s %(year)s") % which
    promise = N_("Janji perbaikan")
    return [
        Notice(id="recap", title=title, body=_summary(seen.figures), icon="report"),
        Notice(id="promise", title=promise, body=shortened(seen.promise), icon="award"),
    ]


def _summary(figures: RecapFigures) -> str:
    if figures.nil:
        return N_("NIHIL: tidak ada pengaduan.")
    said = N_("%(received)s masuk, %(finished)s selesai") % vars(figures.total)
    said = said.replace(" masuk", f"{_FIXED}masuk").replace(" selesai", f"{_FIXED}selesai")
    total = figures.total
    if not total.due or total.late is None:  # before 0.4 late ones were not counted
        return f"{said}."
    if not total.late:
        return f"{said}, semua tepat waktu."
    # As short as it can be said: a card is read in one go.
    return f"{said}, {total.late} dari {total.due} terlambat."


def _ready(standard: Standard, day: date, numbers: Sequence[str]) -> list[Notice]:
    """Cards of registration numbers that may be collected; numbers only, never a name."""
    how = _how(standard, day)
    groups = [numbers[at : at + _ON_ONE_CARD] for at in range(0, len(numbers), _ON_ONE_CARD)]
    return [
        Notice(
            id=f"ready-{place}",
            title=N_("KK siap diambil"),
            body=f"{', '.join(group).translate(_UNBROKEN)}. {how}".strip(),
            icon="file-check",
        )
        for place, group in enumerate(groups, 1)
    ]


def _how(standard: Standard, day: date) -> str:
    """Which number to take to collect; empty where no service is for that."""
    found = [each for each in standard.services_on(day) if each.collects]
    return N_("Ambil nomor %(letter)s.") % {"letter": found[0].letter} if found else ""
