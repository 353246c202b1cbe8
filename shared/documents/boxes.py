"""The boxes of a PDF's page: what a reader shows of it, and a copy that no printer reads otherwise.

Corners may be written in any order, a page may inherit its box or be cropped by another one.
CUPS and printers do not agree on these, and cut or shift such a page without a word.
"""

import io
from typing import Any, NamedTuple

import pikepdf

_OTHERS = ("/CropBox", "/TrimBox", "/BleedBox", "/ArtBox")
_DEEPEST = 50
_SAME = 0.01  # points


class Box(NamedTuple):
    """The corners of a page in points, in order."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def size(self) -> tuple[float, float]:
        """Width and height, never negative."""
        return max(0.0, self.right - self.left), max(0.0, self.top - self.bottom)


def visible(page: pikepdf.Page) -> Box:
    """What of the page is shown: its own box, cut by its crop box."""
    media, crop = _ordered(page.mediabox), _ordered(page.cropbox)
    return Box(
        max(media.left, crop.left),
        max(media.bottom, crop.bottom),
        min(media.right, crop.right),
        min(media.top, crop.top),
    )


def turn(page: pikepdf.Page) -> int:
    """By how many degrees the page is turned, whether it says so or what it belongs to."""
    node: Any = page.obj
    for _ in range(_DEEPEST):
        if node is None or "/Rotate" in node:
            break
        node = node.get("/Parent")
    return int(node.get("/Rotate", 0)) if node is not None else 0


def is_plain(page: pikepdf.Page) -> bool:
    """Whether the page has one box of its own, written in order, and no other that differs."""
    shown = visible(page)
    written = [page.mediabox, *(page.obj[name] for name in _OTHERS if name in page.obj)]
    return all(
        abs(float(edge) - ours) <= _SAME
        for box in written
        for edge, ours in zip(box.as_list(), shown, strict=True)
    )


def plain(data: bytes) -> bytes:
    """The PDF as it is when its boxes are plain; else a copy whose pages show the same."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        odd = [page for page in pdf.pages if not is_plain(page)]
        if not odd:
            return data
        for page in odd:
            page.obj.MediaBox = pikepdf.Array(list(visible(page)))
            for name in _OTHERS:
                if name in page.obj:
                    del page.obj[name]
        copy = io.BytesIO()
        pdf.save(copy, encryption=False)
        return copy.getvalue()


def _ordered(box: pikepdf.Array) -> Box:
    across, up, across_too, up_too = (float(edge) for edge in box.as_list())
    return Box(min(across, across_too), min(up, up_too), max(across, across_too), max(up, up_too))
