"""What the office declares to the public, as it is read and as it hangs on the wall (12, 13)."""

from dataclasses import dataclass

from shared import clock
from shared.errors import N_, NotFound
from shared.rules.common import staff, words
from shared.rules.common.office import here
from shared.rules.paper.said import OwnPaper, Said
from shared.standard import text
from shared.standard.statements import Statement


class Point(Said):
    """One point of a statement."""

    icon: str
    title: str
    text: str


@dataclass(frozen=True)
class StatementShown:
    """A statement in one language; who signs it, where it is signed.

    `clause`: of the standard, empty where another law asks for it.
    """

    code: str
    clause: str
    icon: str
    title: str
    lead: str
    points: tuple[Point, ...]
    basis: str
    since: str
    post: str
    name: str


class StatementPaper(Said):
    """The statement for the wall."""

    title: str
    lead: str
    points: list[Point]
    basis: str
    since: str
    post: str
    name: str
    contact: str


def all_of(language: str = "id") -> list[StatementShown]:
    """All that hold today, in the order of the data."""
    return [_shown(one, language) for one in here().standard.statements_on(clock.service_day())]


def of(code: str, language: str = "id") -> StatementShown:
    """The statement of that code, in any case of letters; NotFound when none holds today."""
    found = next((one for one in all_of(language) if one.code == code.upper()), None)
    if found is None:
        raise NotFound(N_("Halaman ini tidak ada. Mulai lagi dari awal."))
    return found


def contact() -> str:
    """Whom to ask, in one line."""
    office = here().standard.office
    ways = [f"telepon {office.phone}" if office.phone else "", office.email]
    return ", ".join(("Meja Informasi", *filter(None, ways)))


def paper(code: str) -> OwnPaper:
    """The statement for the wall, in Indonesian, on one A4 page."""
    found = of(code)
    said = StatementPaper(
        title=found.title,
        lead=found.lead,
        points=list(found.points),
        basis=found.basis,
        since=found.since,
        post=found.post,
        name=found.name,
        contact=contact(),
    )
    return OwnPaper("statement", said)


def _shown(one: Statement, language: str) -> StatementShown:
    signer = here().standard.holders(staff.CAMAT, one.valid_from) if one.signed else ()
    return StatementShown(
        code=one.code,
        clause=one.clause,
        icon=one.icon,
        title=text(one, "title", language),
        lead=text(one, "lead", language),
        points=tuple(
            Point(
                icon=point.icon,
                title=text(point, "title", language),
                text=_filled(text(point, "text", language)),
            )
            for point in one.points
        ),
        basis=one.basis or f"Standar Pelayanan pasal {one.clause}",
        since=words.plain_date(one.valid_from),
        post=f"{staff.post_title(staff.CAMAT)} {here().standard.office.kecamatan}"
        if one.signed
        else "",
        name=signer[-1].name if signer else "",
    )


def _filled(said: str) -> str:
    """With the days of the office's settings, so that what is told is what is done."""
    settings = here().settings
    days = {
        "hari_pdf": settings.pdf_days,
        "hari_karcis": settings.slip_days,
        "hari_foto": settings.complaint_photo_days,
    }
    for name, count in days.items():
        said = said.replace(f"{{{name}}}", str(count))
    return said
