"""The record of a month's oversight on paper: what was drawn, what was found, what follows."""

from shared.discreet import discreetly
from shared.errors import N_, Refused
from shared.rules.common import staff, words
from shared.rules.common.office import here
from shared.rules.oversight import samples
from shared.rules.paper.said import OwnPaper, Said


class RecordLine(Said):
    """A drawn file: how many of its questions fit, what did not, and what came of it."""

    number: str
    process: str
    product: str
    result: str
    note: str
    action: str
    checked: str


class OversightRecord(Said):
    """Catatan Pengawasan Internal of a month."""

    month: str
    seed: str
    population: int
    size: int
    drawn: str
    drawn_by: str
    done: str
    left: int
    findings: int
    questions: list[tuple[str, str, str]]
    lines: list[RecordLine]
    checked_by: str
    secretary: str
    place: str


def record(year: int, month: int) -> OwnPaper:
    """The month's record; Refused before its sample was drawn."""
    found = samples.of(year, month)
    if not found.seed:
        raise Refused(N_("Sampel bulan ini belum diundi."), code="not-drawn")
    people = sorted({one.checked_by for one in found.checks if one.checked_by})
    asked = found.checks[0].questions if found.checks else ()
    said = OversightRecord(
        month=found.title,
        seed=found.seed,
        population=found.population,
        size=found.size,
        drawn=words.day_of(found.drawn_at),
        drawn_by=found.drawn_by,
        done=words.day_of(found.done_at),
        left=found.left,
        findings=len(found.findings),
        questions=[(samples.PARTS[one.part], one.title, one.text) for one in asked],
        lines=[_line(one) for one in found.checks],
        checked_by=", ".join(people),
        secretary=staff.post_title(staff.SECRETARY),
        place=here().standard.office.kecamatan,
    )
    return OwnPaper("oversight", discreetly(said))


def _line(one: samples.CheckView) -> RecordLine:
    return RecordLine(
        number=one.number,
        process=_kept(one, "process"),
        product=_kept(one, "product"),
        result=one.result,
        note=". ".join(
            part for part in (", ".join(each.title for each in one.findings), one.note) if part
        ),
        action=one.action,
        checked=words.day_of(one.checked_at),
    )


def _kept(one: samples.CheckView, part: str) -> str:
    """`4/4`: how many questions fit, of those that apply; empty until somebody looked."""
    asked = [each for each in one.questions if each.part == part]
    counted = [each for each in asked if each.answer in (samples.FITS, samples.FINDING)]
    fits = sum(each.answer == samples.FITS for each in counted)
    return "" if one.is_open else f"{fits}/{len(counted)}"
