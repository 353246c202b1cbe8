"""What the recap, its poster and the form of a corrective action say, in plain values."""

from datetime import date
from typing import Any

from shared import clock
from shared.discreet import discreetly
from shared.errors import N_, NotFound, Refused
from shared.rules.common import staff, words
from shared.rules.common.actor import Actor
from shared.rules.common.office import here
from shared.rules.complaints import quarters, sight
from shared.rules.complaints import recap as way
from shared.rules.complaints.recap import RecapView
from shared.rules.corrective import actions
from shared.rules.corrective import lists as corrective
from shared.rules.corrective.view import CAUSES, LABELS, CorrectiveActionView, view

PUBLIC = (way.APPROVED, way.ANNOUNCED)
POSTERS = (*way.PREPARERS, *sight.OVERSEERS)
_CONCEPT_READERS = POSTERS
_SHORTEST = 3
# One more than the largest poster has room for.
_MOST_ROWS = 7


def recap(year: int, quarter: int, by: Actor) -> dict[str, Any]:
    """Rekapitulasi Pengaduan Triwulan; a concept is for those who prepare and approve it."""
    found = way.of(year, quarter)
    if found.state not in PUBLIC and by.role not in _CONCEPT_READERS:
        raise Refused(N_("Rekap ini belum disetujui Camat."), code="not-approved")
    return discreetly(
        {
            **found.figures.model_dump(),
            "period": _period(found),
            "concept": found.state not in PUBLIC,
            "promise": _paragraphs(found.promise),
            "submitted_by": found.submitted_by,
            "submitted": _day(found.submitted_at),
            "approved_by": found.approved_by,
            "approved": _day(found.approved_at),
            "preparer": _title(staff.INFO_DESK),
            "head": _head(found),
        }
    )


def poster(year: int, quarter: int) -> dict[str, Any]:
    """The poster for the notice board (11.9); Refused before the Camat has approved."""
    found = way.of(year, quarter)
    if found.state not in PUBLIC:
        raise Refused(
            N_("Rekap ini belum disetujui Camat, jadi belum ada posternya."), code="not-approved"
        )
    counted = found.figures.model_dump()
    return discreetly(
        {
            "period": _period(found),
            "nil": counted["nil"],
            "total": counted["total"],
            "categories": _bars(counted["categories"]),
            "rows": _unlike(counted["rows"])[:_MOST_ROWS],
            "promise": _paragraphs(found.promise),
            "posted": words.plain_date(clock.service_day(found.announced_at)),
            "approved_by": found.approved_by,
            "head": _head(found),
        }
    )


def action(number: str, by: Actor) -> dict[str, Any]:
    """The form of a corrective action (PTPP), if whoever asks may see it."""
    row = corrective.by_number(number, sight.reader(by.staff_id))
    if row is None:
        raise NotFound(N_("PTPP ini tidak ada."), code="no-action")
    return discreetly(_form(view(row)))


def _form(one: CorrectiveActionView) -> dict[str, Any]:
    return {
        "number": one.number,
        "state": one.label,
        "states": list(LABELS.values()),
        "source": one.source,
        "unit": one.unit_name,
        "issued": words.plain_date(clock.service_day(one.issued_at)),
        "issued_by": one.issued_by,
        "follows": one.follows,
        "severity": one.severity,
        "problem": _paragraphs(one.problem),
        "whys": list(one.whys),
        "most_whys": actions.WHYS,
        "causes": [[label, one.causes.get(key, "")] for key, label in CAUSES.items()],
        "correction": _paragraphs(one.correction),
        "corrected": _day(one.corrected_on),
        "corrective": _paragraphs(one.corrective),
        "preventive": _paragraphs(one.preventive),
        "owner": one.owner,
        "due": _day(one.due_on),
        "done": _day(one.done_on),
        "evidence": _paragraphs(one.evidence),
        "verified_by": one.verified_by,
        "verified": _day(one.verified_at),
        "effective": one.effective,
        "verdict": _paragraphs(one.verdict),
    }


def _bars(categories: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The categories that came up, the most frequent first, each with its share of that one."""
    found = sorted((one for one in categories if one["number"]), key=lambda one: -one["number"])
    most = found[0]["number"] if found else 1
    return [{**one, "share": max(_SHORTEST, round(100 * one["number"] / most))} for one in found]


def _unlike(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The lines of Table C that say something, each wording once."""
    told: dict[tuple[str, str], dict[str, Any]] = {}
    for one in rows:
        if one["text"]:
            told.setdefault((one["text"], one["action"]), one)
    return list(told.values())


def _period(found: RecapView) -> str:
    """`Triwulan IV Tahun 2026`."""
    return f"Triwulan {quarters.ROMAN[found.quarter]} Tahun {found.year}"


def _head(found: RecapView) -> str:
    """`Camat Jatiroto`, `Plt. Camat Jatiroto`: the post of whoever approves."""
    standard = here().standard
    day = clock.service_day(found.approved_at)
    acting = [
        one.acting
        for one in standard.holders(staff.HEAD, day)
        if one.name.casefold() == found.approved_by.casefold()
    ]
    parts = (*acting[-1:], _title(staff.HEAD), standard.office.kecamatan)
    return " ".join(part for part in parts if part)


def _title(role: str) -> str:
    return next((post.title for post in here().standard.posts if post.role == role), "")


def _day(moment: Any) -> str:
    if moment is None:
        return ""
    return words.plain_date(moment if type(moment) is date else clock.service_day(moment))


def _paragraphs(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
