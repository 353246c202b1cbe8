"""The office's emblem, made ready for the thermal printer once."""

import logging
from functools import lru_cache
from pathlib import Path

from PIL import Image

from printstation.printers.roll import rastered

log = logging.getLogger("antrean.printstation")

_LARGEST = {80: (384, 128), 58: (288, 104)}


def raster(path: str, width_mm: int) -> bytes | None:
    """Printer commands that draw the picture; nothing without one, or when it cannot be read."""
    if not path:
        return None
    try:
        return _raster(path, Path(path).stat().st_mtime_ns, width_mm)
    except (OSError, ValueError, Image.DecompressionBombError) as error:
        log.warning("logo %s left out: %s", path, error)
        return None


@lru_cache(maxsize=4)
def _raster(path: str, _changed: int, width_mm: int) -> bytes:
    with Image.open(path) as source:
        picture = source.convert("RGBA")
    picture.thumbnail(_LARGEST[width_mm])
    paper = Image.new("RGBA", picture.size, "white")
    paper.alpha_composite(picture)
    return rastered(paper, width_mm)
