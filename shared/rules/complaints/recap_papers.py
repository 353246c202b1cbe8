"""The recap of a quarter and its poster, as they hang on the notice board."""

from shared import clock
from shared.discreet import discreetly
from shared.errors import N_, Refused
from shared.rules.common import staff, words
from shared.rules.common.actor import Actor
from shared.rules.common.office import here
from shared.rules.complaints import quarters
from shared.rules.complaints import recap as way
from shared.rules.complaints.recap_figures import (
    OfCategory,
    PublicLine,
    RecapFigures,
    RecapTotals,
)
from shared.rules.paper.said import OwnPaper, Said

PUBLIC = (way.APPROVED, way.ANNOUNCED)
_SHORTEST = 3
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
    """A category with its share of the most frequent one, in percent."""

    share: int


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
    found = way.of(year, quarter)
    if found.state not in PUBLIC and by.role not in way.KEEPERS:
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
        preparer=_title(staff.INFO_DESK),
        camat=_camat(found),
    )
    return OwnPaper("recap", discreetly(said))


def poster(year: int, quarter: int, media: str = "A4") -> OwnPaper:
    """The poster for the notice board (11.9); Refused before the Camat has approved."""
    found = way.of(year, quarter)
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
        categories=_bars(counted.categories),
        rows=_unlike(counted.rows)[:_MOST_ROWS],
        promise=words.paragraphs(found.promise),
        posted=words.plain_date(clock.service_day(found.announced_at)),
        approved_by=found.approved_by,
        camat=_camat(found),
    )
    return OwnPaper("poster", discreetly(said))


def _bars(categories: list[OfCategory]) -> list[Bar]:
    """The categories that came up, the most frequent first, each with its share of that one."""
    found = sorted((one for one in categories if one.number), key=lambda one: -one.number)
    most = found[0].number if found else 1
    return [Bar(**vars(one), share=max(_SHORTEST, round(100 * one.number / most))) for one in found]


def _unlike(rows: list[PublicLine]) -> list[PublicLine]:
    """The lines of Table C that say something, each wording once."""
    told: dict[tuple[str, str], PublicLine] = {}
    for one in rows:
        if one.text:
            told.setdefault((one.text, one.action), one)
    return list(told.values())


def _period(found: way.RecapView) -> str:
    """`Triwulan IV Tahun 2026`."""
    return f"Triwulan {quarters.ROMAN[found.quarter]} Tahun {found.year}"


def _camat(found: way.RecapView) -> str:
    """`Camat Jatiroto`, `Plt. Camat Jatiroto`: the post of whoever approves."""
    standard = here().standard
    acting = [
        one.acting
        for one in standard.holders(staff.CAMAT, clock.service_day(found.approved_at))
        if one.name.casefold() == found.approved_by.casefold()
    ]
    parts = (*acting[-1:], _title(staff.CAMAT), standard.office.kecamatan)
    return " ".join(part for part in parts if part)


def _title(role: str) -> str:
    return next((post.title for post in here().standard.posts if post.role == role), "")
