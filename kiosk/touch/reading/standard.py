"""The service standard to be read at the touchscreen: its parts, and each part clause by clause."""

from dataclasses import dataclass

from flask import render_template, url_for

from kiosk.touch.common import wording
from kiosk.touch.common.translate import _
from shared import clock
from shared.errors import N_, NotFound
from shared.rules.common.office import here
from shared.rules.oversight import statements
from shared.rules.oversight.statements import StatementShown
from shared.standard import text
from shared.standard.clauses import Clause, Competence, LegalBasis, Section
from shared.standard.office import Document, Signatory
from shared.standard.schema import valid
from shared.web import languages

_LAST = 99


@dataclass(frozen=True)
class ClauseShown:
    """One clause: in easy words, word for word, and what has changed or is asked besides."""

    number: str
    plain: str
    official: str
    besides: tuple[str, ...] = ()
    table: tuple[tuple[str, ...], ...] = ()


def index(more: bool) -> str:
    """The parts of the standard, with its two promises on top."""
    standard, today, tongue = here().standard, clock.service_day(), languages.chosen()
    return render_template(
        "touch/reading/standard.html",
        parts=[part for part in _parts() if (part.first is None) == more],
        more=more,
        document=standard.document_on(today),
        signed=_signed(standard.document_on(today)) if more else (),
        limit=text(standard.time_limit(today), "words", tongue),
        fee=text(standard.fee(today), "words", tongue),
        statements=[one for one in _declared("") if more],
        back=url_for("touch.standard") if more else url_for("touch.home"),
    )


def part(number: str) -> str:
    """One part of the standard, clause by clause."""
    parts = _parts()
    at = next((place for place, one in enumerate(parts) if one.clause == number), None)
    if at is None:
        raise NotFound(N_("Halaman ini tidak ada. Mulai lagi dari awal."))
    return render_template(
        "touch/reading/standard_part.html",
        part=parts[at],
        lines=_lines(number),
        statements=_declared(number),
        following=parts[at + 1] if at + 1 < len(parts) else None,
        document=here().standard.document_on(clock.service_day()),
        back=url_for("touch.standard", lain=1 if parts[at].first is None else None),
    )


def _parts() -> list[Section]:
    """Those that visitors need first, then the others in the order of the standard."""
    sections = valid(here().standard.sections, clock.service_day())
    return sorted(sections, key=lambda one: one.first or _LAST)


def _lines(number: str) -> list[ClauseShown]:
    standard, today = here().standard, clock.service_day()
    clauses = [_line(clause) for clause in standard.clauses_in(number, today)]
    laws = [_law(law) for law in valid(standard.legal_basis, today) if _is_in(law.clause, number)]
    things = [
        ClauseShown(thing.clause, thing.name, f"{thing.number} {thing.unit}")
        for thing in standard.facilities_on(today)
        if _is_in(thing.clause, number)
    ]
    people = [_post(post) for post in standard.competence_on(today) if _is_in(post.clause, number)]
    return [*clauses, *laws, *things, *people]


def _declared(number: str) -> list[StatementShown]:
    """What the office declares to that part of the standard, or outside of it."""
    return [one for one in statements.all_of(languages.chosen()) if _is_in(one.clause, number)]


def _is_in(clause: str, number: str) -> bool:
    return clause.split(".")[0] == number


def _law(law: LegalBasis) -> ClauseShown:
    now = (_("Sekarang: %(law)s", law=law.replaced_by),) if law.replaced_by else ()
    return ClauseShown(
        law.clause, law.corrected or law.text, law.text if law.corrected else "", now
    )


def _post(post: Competence) -> ClauseShown:
    training = ", ".join(post.training)
    asked = (
        _("Pelatihan: %(training)s", training=training) if training else "",
        *(skill.rstrip(" ;") for skill in post.skills),
    )
    said = _(
        "Pendidikan: %(education)s. Pengalaman kerja: %(experience)s",
        education=post.education,
        experience=post.experience,
    )
    people = f"{post.post}: {wording.people(post.number)}"
    return ClauseShown("", people, said, tuple(filter(None, asked)))


def _signed(document: Document) -> tuple[tuple[str, Signatory], ...]:
    return (
        (_("Dibuat oleh"), document.made_by),
        (_("Diperiksa oleh"), document.checked_by),
        (_("Disetujui oleh"), document.approved_by),
    )


def _line(clause: Clause) -> ClauseShown:
    plain = text(clause, "plain", languages.chosen()) or clause.text
    rows = (clause.table.head, *clause.table.rows) if clause.table else ()
    advice = valid(here().standard.safety.advice, clock.service_day())
    minded = [one for one in advice if one.clause == clause.clause]
    besides = tuple(text(one, "text", languages.chosen()) for one in minded)
    return ClauseShown(clause.clause, plain, clause.text, besides, table=rows)
