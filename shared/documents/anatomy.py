"""What a PDF is made of: pages, size, locks, and what no KK holds. Runs in the examiner."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pikepdf

from shared.documents import boxes
from shared.documents.kk_check import Findings
from shared.errors import N_

MOST_PAGES = 10
_A4 = (595.276, 841.890)
_TOLERANCE = 3.0  # points, about a millimetre
_QUARTER = 90
_POINTS_PER_MM = 72 / 25.4
_RUNS = {"/JavaScript", "/Rendition"}
_LEADS_OUT = {"/Launch", "/SubmitForm", "/ImportData", "/GoToR", "/GoToE", "/Movie", "/Sound"}
_CARRIES = {"/FileAttachment", "/RichMedia", "/Screen", "/3D", "/Movie", "/Sound"}

_DAMAGED = N_("PDF ini rusak atau terpotong. Unduh ulang dari SIAK.")
_LOCKED = N_("PDF ini terkunci. Ketik PIN-nya, lalu periksa lagi.")
_WRONG_PIN = N_("PIN tidak cocok. Periksa PIN dari SIAK, lalu ketik lagi.")
_NO_PRINTING = N_("PDF ini melarang pencetakan. Minta PDF yang boleh dicetak dari Dinas Dukcapil.")
_NO_PAGES = N_("PDF ini tidak berisi halaman. Unduh ulang dari SIAK.")
_MANY_PAGES = N_(
    "PDF ini %(pages)s halaman, padahal KK paling banyak %(most)s. Periksa apakah berkasnya benar."
)
_NOT_A4 = N_(
    "Halaman %(page)s bukan A4 (%(width)s × %(height)s mm). Minta PDF KK berukuran A4; "
    "jangan diperkecil saat dicetak."
)
_ODD_PAGE = N_(
    "Halaman %(page)s memakai ukuran atau putaran yang tidak dipahami pencetak, sehingga dapat "
    "terpotong. Mengunduh ulang tidak menolong: minta Dinas Dukcapil menerbitkannya lagi."
)
_SCRIPT = N_("PDF ini berisi program (skrip). Jangan dicetak; unduh ulang dari SIAK.")
_ATTACHMENT = N_("PDF ini membawa berkas lain di dalamnya. Jangan dicetak; unduh ulang dari SIAK.")
_FORM = N_("PDF ini formulir isian (XFA), bukan KK. Unduh KK dari SIAK.")
_ACTION = N_("PDF ini hendak membuka program atau berkas lain. Jangan dicetak; lapor ke admin.")


def examine(data: bytes, pin: str) -> Findings:
    """Everything but the signatures."""
    found = Findings()
    try:
        with pikepdf.open(BytesIO(data), attempt_recovery=False) as pdf:
            _look(pdf, found)
    except pikepdf.PasswordError:
        _unlock(data, pin, found)
    except pikepdf.PdfError:
        found.problems.append(_DAMAGED)
    return found


def _unlock(data: bytes, pin: str, found: Findings) -> None:
    found.encrypted = True
    try:
        with pikepdf.open(BytesIO(data), password=pin, attempt_recovery=False) as pdf:
            _look(pdf, found)
    except pikepdf.PasswordError:
        found.details["pin"] = "wrong" if pin else "asked"
        found.problems.append(_WRONG_PIN if pin else _LOCKED)
    except pikepdf.PdfError:
        found.problems.append(_DAMAGED)


def _look(pdf: pikepdf.Pdf, found: Findings) -> None:
    found.pages = len(pdf.pages)
    found.problems += _pages(pdf)
    if pdf.is_encrypted and not (pdf.allow.print_lowres or pdf.allow.print_highres):
        found.problems.append(_NO_PRINTING)
    found.problems += dict.fromkeys(_inside(pdf))
    if found.pages <= MOST_PAGES and pdf.check_pdf_syntax():
        found.problems.append(_DAMAGED)


def _pages(pdf: pikepdf.Pdf) -> list[str]:
    count = len(pdf.pages)
    if not count:
        return [_NO_PAGES]
    if count > MOST_PAGES:
        return [_MANY_PAGES % {"pages": count, "most": MOST_PAGES}]
    for number, page in enumerate(pdf.pages, 1):
        if page.obj.get("/UserUnit", 1) != 1 or boxes.turn(page) % _QUARTER:
            return [_ODD_PAGE % {"page": number}]
        if not _is_a4(size := boxes.visible(page).size):
            return [_not_a4(number, size)]
    return []


def _is_a4(size: tuple[float, float]) -> bool:
    short, long = sorted(size)
    return abs(short - _A4[0]) <= _TOLERANCE and abs(long - _A4[1]) <= _TOLERANCE


def _not_a4(number: int, size: tuple[float, float]) -> str:
    width, height = (round(edge / _POINTS_PER_MM) for edge in size)
    return _NOT_A4 % {"page": number, "width": width, "height": height}


def _inside(pdf: pikepdf.Pdf) -> Iterator[str]:
    """A sentence for each thing in the file that no KK has."""
    names: Any = pdf.Root.get("/Names", {})
    form: Any = pdf.Root.get("/AcroForm", {})
    if "/JavaScript" in names:
        yield _SCRIPT
    if "/EmbeddedFiles" in names or "/Collection" in pdf.Root:
        yield _ATTACHMENT
    if "/XFA" in form:
        yield _FORM
    for thing in pdf.objects:
        if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
            yield from _everywhere(thing)


def _everywhere(thing: Any) -> Iterator[str]:
    kind, subtype = str(thing.get("/S", "")), str(thing.get("/Subtype", ""))
    if kind in _RUNS or "/JS" in thing:
        yield _SCRIPT
    if kind in _LEADS_OUT:
        yield _ACTION
    if subtype in _CARRIES or "/EF" in thing:
        yield _ATTACHMENT
    for key in thing.keys():  # noqa: SIM118 - pikepdf objects iterate over values' keys only so
        held = thing.get(key)
        for inner in held if isinstance(held, pikepdf.Array) else [held]:
            if isinstance(inner, pikepdf.Dictionary) and not inner.is_indirect:
                yield from _everywhere(inner)
