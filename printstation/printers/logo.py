"""The office's emblem, made ready for the thermal printer once."""

import logging
import re
from functools import lru_cache
from pathlib import Path

from escpos.printer import Dummy
from PIL import Image

from printstation.printers.roll import PROFILES

log = logging.getLogger("antrean.printstation")

_LARGEST = {80: (384, 128), 58: (288, 104)}
# Real-time commands are obeyed even in the middle of a picture's bytes.
_COMMAND = re.compile(rb"\x10([\x04\x05\x14])")


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
    printer = Dummy(profile=PROFILES[width_mm])
    printer.image(paper.convert("1"))
    data: bytes = printer.output
    head, bits = data[:8], data[8:]
    return head + _COMMAND.sub(b"\x11\\1", bits)
