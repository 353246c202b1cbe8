"""The recap of a quarter and its poster, as they hang on the notice board."""

from shared import clock
from shared.discreet import discreetly
from shared.errors import N_, Refused
from shared.rules.common import staff, stand_ins, words
from shared.rules.common.actor import Actor
from shared.rules.common.office import here
from shared.rules.complaints import quarters, recap_view, sight
from shared.rules.complaints.recap import KEEPERS
from shared.rules.complaints.recap_figures import (
    OfCategory,
    PublicLine,
    RecapFigures,
    RecapTotals,
)
from shared.rules.paper.said import OwnPaper, Said

PUBLIC = (recap_view.APPROVED, recap_view.ANNOUNCED)
# One more than the largest poster has room for.
_MOST_ROWS = 7


class Recap(Said):
    """Rekapitulasi Pengaduan Triwulan; `camat` is the post of whoever approves it."""

    figures: RecapFigures
    period: str
    concept: bool
    promise: list[str]
    submitted_by: str
    submitted: str
    approved_by: str
    approved: str
    preparer: str
    camat: str


class Bar(OfCategory):
    """A category with its share of all complaints, in percent."""

    share: float


class RecapPoster(Said):
    """What everybody may read of an approved recap, on A4 or A3 (`media`)."""

    media: str
    period: str
    nil: bool
    total: RecapTotals
    categories: list[Bar]
    rows: list[PublicLine]
    promise: list[str]
    posted: str
    approved_by: str
    camat: str


def recap(year: int, quarter: int, by: Actor) -> OwnPaper:
    """Rekapitulasi Pengaduan Triwulan; a concept is for those who prepare and approve it."""
    found = recap_view.seen_by(year, quarter, sight.reader(by.staff_id))
    if found.state not in PUBLIC and by.role not in KEEPERS:
        raise Refused(N_("Rekap ini belum disetujui Camat."), code="not-approved")
    said = Recap(
        figures=found.figures,
        period=_period(found),
        concept=found.state not in PUBLIC,
        promise=words.paragraphs(found.promise),
        submitted_by=found.submitted_by,
        submitted=words.day_of(found.submitted_at),
        approved_by=found.approved_by,
        approved=words.day_of(found.approved_at),
        preparer=staff.post_title(staff.INFO_DESK),
        camat=_camat(found),
    )
    return OwnPaper("recap", discreetly(said))


def poster(year: int, quarter: int, media: str = "A4") -> OwnPaper:
    """The poster for the notice board (11.9); Refused before the Camat has approved."""
    found = recap_view.of(year, quarter)
    if found.state not in PUBLIC:
        raise Refused(
            N_("Rekap ini belum disetujui Camat, jadi belum ada posternya."), code="not-approved"
        )
    counted = found.figures
    said = RecapPoster(
        media=media,
        period=_period(found),
        nil=counted.nil,
        total=counted.total,
        categories=_bars(counted.categories, counted.total.received),
        rows=_unlike(counted.rows)[:_MOST_ROWS],
        promise=words.paragraphs(found.promise),
        posted=words.plain_date(clock.service_day(found.announced_at)),
        approved_by=found.approved_by,
        camat=_camat(found),
    )
    return OwnPaper("poster", discreetly(said))


def _bars(categories: list[OfCategory], whole: int) -> list[Bar]:
    """The categories that came up, the most frequent first, each with its share of all."""
    found = sorted((one for one in categories if one.number), key=lambda one: -one.number)
    return [Bar(**vars(one), share=100 * one.number / whole) for one in found]


def _unlike(rows: list[PublicLine]) -> list[PublicLine]:
    """The lines of Table C that say something, each wording once."""
    told: dict[tuple[str, str], PublicLine] = {}
    for one in rows:
        if one.text:
            told.setdefault((one.text, one.action), one)
    return list(told.values())


def _period(found: recap_view.RecapView) -> str:
    """`Triwulan IV Tahun 2026`."""
    return f"Triwulan {quarters.ROMAN[found.quarter]} Tahun {found.year}"


def _camat(found: recap_view.RecapView) -> str:
    """`Camat Jatiroto`, `Plt. Camat Jatiroto`: the post of whoever approves."""
    standard = here().standard
    sub = stand_ins.on(staff.CAMAT, clock.service_day(found.approved_at))
    acting: list[str] = [
        one.acting
        for one in standard.holders(staff.CAMAT, clock.service_day(found.approved_at))
        if one.name.casefold() == found.approved_by.casefold()
    ]
    if sub and sub.name == found.approved_by:
        acting = [sub.standing]
    parts = (*acting[-1:], staff.post_title(staff.CAMAT), standard.office.kecamatan)
    return " ".join(part for part in parts if part)
