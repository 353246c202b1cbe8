"""The service standard to be read at the touchscreen: its parts, and each part clause by clause."""

from dataclasses import dataclass

from flask import render_template, url_for

from kiosk.touch.common import wording
from kiosk.touch.common.translate import _
from shared import clock
from shared.errors import N_, NotFound
from shared.rules.common import revisions
from shared.rules.common.office import here
from shared.rules.common.revisions import Revision, Signed
from shared.rules.oversight import statements
from shared.rules.oversight.statements import StatementShown
from shared.standard import text
from shared.standard.clauses import Clause, Competence, LegalBasis, Section
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
    revision = revisions.in_force(today)
    return render_template(
        "touch/reading/standard.html",
        parts=[part for part in _parts() if (part.first is None) == more],
        more=more,
        revision=revision,
        signed=_signed(revision) if more else (),
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
        lines=_lines(number, revisions.in_force(clock.service_day())),
        statements=_declared(number),
        following=parts[at + 1] if at + 1 < len(parts) else None,
        back=url_for("touch.standard", lain=1 if parts[at].first is None else None),
    )


def public() -> str:
    """All of it on one page, for phones and desktops, and for a printer."""
    revision = revisions.in_force(clock.service_day())
    return render_template(
        "touch/reading/standard_page.html",
        parts=[(one, _lines(one.clause, revision)) for one in _parts()],
        revision=revision,
        signed=_signed(revision),
    )


def _parts() -> list[Section]:
    """Those that visitors need first, then the others in the order of the standard."""
    sections = valid(here().standard.sections, clock.service_day())
    return sorted(sections, key=lambda one: one.first or _LAST)


def _lines(number: str, revision: Revision) -> list[ClauseShown]:
    standard, today = here().standard, clock.service_day()
    # What is known of a law is told while the revision cites it as the data do.
    laws = {law.text: law for law in valid(standard.legal_basis, today) if law.clause}
    clauses = [
        _law(laws[clause.text]) if clause.text in laws else _line(clause)
        for clause in revision.part(number)
    ]
    things = [
        ClauseShown(thing.clause, thing.name, f"{thing.number} {thing.unit}")
        for thing in standard.facilities_on(today)
        if _is_in(thing.clause, number)
    ]
    people = [_post(post) for post in standard.competence_on(today) if _is_in(post.clause, number)]
    return [*clauses, *things, *people]


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


def _signed(revision: Revision) -> list[tuple[str, Signed]]:
    did = (_("Dibuat oleh"), _("Diperiksa oleh"), _("Disetujui oleh"))
    return list(zip(did, revision.signers, strict=True))


def _line(clause: Clause) -> ClauseShown:
    plain = text(clause, "plain", languages.chosen()) or clause.text
    rows = (clause.table.head, *clause.table.rows) if clause.table else ()
    advice = valid(here().standard.safety.advice, clock.service_day())
    minded = [one for one in advice if one.clause == clause.clause]
    besides = tuple(text(one, "text", languages.chosen()) for one in minded)
    official = clause.text if plain != clause.text else ""
    return ClauseShown(clause.clause, plain, official, besides, table=rows)
