"""Reads PDFs as a person does: the words of each page."""

from io import BytesIO
from typing import Any

import pikepdf
import pypdfium2
from PIL import Image


def pages(pdf: bytes) -> list[str]:
    """The text of each page, blanks and line ends made single blanks."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [_words(page) for page in document]
    finally:
        document.close()


def text(pdf: bytes) -> str:
    """The text of all pages."""
    return " ".join(pages(pdf))


def picture(pdf: bytes) -> Image.Image:
    """The first page as an office's camera sees it."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return document[0].render(scale=2).to_pil()
    finally:
        document.close()


def about(pdf: bytes) -> dict[str, str]:
    """What the PDF says of itself."""
    with pikepdf.open(BytesIO(pdf)) as opened:
        return {str(key): str(value) for key, value in opened.docinfo.items()}


def fonts(pdf: bytes) -> set[str]:
    """The families whose letters travel inside the PDF."""
    with pikepdf.open(BytesIO(pdf)) as opened:
        names = [_embedded_name(thing) for thing in opened.objects]
    return {name.split("+")[-1].split("-")[0] for name in names if name}


def _embedded_name(thing: Any) -> str:
    if isinstance(thing, pikepdf.Dictionary) and "/FontFile2" in thing:
        return str(thing.FontName)
    return ""


def _words(page: pypdfium2.PdfPage) -> str:
    return " ".join(page.get_textpage().get_text_bounded().split())
