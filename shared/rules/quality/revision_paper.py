"""A revision of the standard as it is read whole: on its page, and on A4 with its cover."""

from collections.abc import Sequence
from datetime import date

from shared import clock
from shared.discreet import discreetly
from shared.rules.common import revisions, words
from shared.rules.common.office import here
from shared.rules.common.revisions import Revision, Signed
from shared.rules.paper.said import OwnPaper, Said
from shared.standard.clauses import Competence
from shared.standard.schema import valid

Rows = list[tuple[str, ...]]
_DID = ("Dibuat oleh", "Diperiksa oleh", "Disetujui oleh")
_NOBODY = [Signed("", "")] * len(_DID)


class ClauseLine(Said):
    """One clause; `rows`: a table printed in it, its head first."""

    number: str
    text: str
    plain: str = ""
    rows: Rows = []


class StandardPart(Said):
    """One of the parts of the standard, with what stands in it."""

    number: str
    title: str
    lines: list[ClauseLine]


class Signature(Said):
    """Who made, checked or approved it."""

    did: str
    name: str
    post: str
    day: str


class StandardPaper(Said):
    """The service standard in one revision."""

    title: str
    number: str
    label: str
    revised: str
    valid: str
    issued: str
    note: str
    signatures: list[Signature]
    parts: list[StandardPart]


def paper(label: str) -> OwnPaper:
    """The standard in that revision; NotFound where there is none."""
    revision = revisions.labelled(label)
    first = here().standard.documents[0]
    said = StandardPaper(
        title=revision.title,
        number=revision.number,
        label=revision.label,
        revised=words.day_of(revision.signers[-1].on),
        valid=words.day_of(revision.valid_from),
        issued=words.day_of(first.valid_from),
        note=revision.note,
        signatures=signatures(revision.signers),
        parts=parts(revision),
    )
    return OwnPaper("standard", discreetly(said))


def signatures(signers: Sequence[Signed]) -> list[Signature]:
    """The three of its cover; without a name those that did not sign yet."""
    return [
        Signature(did=did, name=one.name, post=one.post, day=words.day_of(one.on))
        for did, one in zip(_DID, (*signers, *_NOBODY), strict=False)
    ]


def parts(revision: Revision) -> list[StandardPart]:
    """All that stands in it; facilities and posts as the office's data asked for them then."""
    # The last day on which it held: what the data said of it in the end.
    day = max(revision.valid_from, min(revision.until or date.max, clock.service_day()))
    standard = here().standard
    besides = [
        *(
            (one.clause, ClauseLine(number=one.clause, text=f"{one.name}: {one.number} {one.unit}"))
            for one in standard.facilities_on(day)
        ),
        *((one.clause, _post(one)) for one in standard.competence_on(day)),
    ]
    found = []
    for section in valid(standard.sections, day):
        lines = [
            ClauseLine(
                number=one.clause,
                text=one.text,
                plain=one.plain,
                rows=[one.table.head, *one.table.rows] if one.table else [],
            )
            for one in revision.part(section.clause)
        ]
        lines += [line for clause, line in besides if clause.partition(".")[0] == section.clause]
        found.append(StandardPart(number=section.clause, title=section.title, lines=lines))
    return found


def _post(one: Competence) -> ClauseLine:
    told = (
        ("Pendidikan", one.education),
        ("Pelatihan", ", ".join(one.training) or "–"),
        ("Keterampilan/pengetahuan", "; ".join(skill.rstrip(" ;") for skill in one.skills)),
        ("Pengalaman kerja", one.experience),
        ("Jumlah personil", f"{one.number} orang"),
    )
    return ClauseLine(number="", text=one.post, rows=[("Jabatan", one.post), *told])
