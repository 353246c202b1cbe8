"""A slip in the making: lines, rules, pictures and codes in ESC/POS, kept until sent whole.

Everything fits 42 columns on 80 mm paper, which every make prints (some print 48), and 32 on 58 mm.
"""

import os
import re
import shutil
import textwrap
from typing import Literal, Self

import segno
from escpos import capabilities
from escpos.printer import Dummy
from PIL import Image

from printstation.printers import letters

if "ESCPOS_CAPABILITIES_PICKLE_DIR" not in os.environ:
    # python-escpos would leave a new temporary folder behind at each start.
    shutil.rmtree(capabilities.pickle_dir, ignore_errors=True)

Font = Literal["a", "b"]

PROFILES = {80: "TM-T20II", 58: "POS-5890"}
_COLUMNS: dict[int, dict[Font, int]] = {80: {"a": 42, "b": 56}, 58: {"a": 32, "b": 42}}
_DOTS_PER_COLUMN = 12
# Real-time commands are obeyed even in the middle of a picture's bytes.
_COMMAND = re.compile(rb"\x10([\x04\x05\x14])")
_CELLS: dict[Font, tuple[int, int]] = {"a": (12, 24), "b": (9, 17)}
_LARGEST = 8
_MEDIUM_CORRECTION = 1
_QR_DOTS = {80: 6, 58: 5}
# A printer without a cutter needs the end of the slip moved past the tear bar by hand.
_LINES_BEFORE_CUT = {80: 1, 58: 3}


class Roll:
    """Paper of one width; every method adds to the end of the slip and returns the roll.

    `draws_codes`: the printer is known to draw a QR code itself.
    """

    def __init__(self, width_mm: int, *, draws_codes: bool = False) -> None:
        self._width = width_mm
        self._draws_codes = draws_codes
        self._paper = Dummy(profile=PROFILES[width_mm])
        self._paper.hw("INIT")
        self._paper.set(smooth=True)

    def columns(self, font: Font = "a") -> int:
        """Characters of single width in a line."""
        return _COLUMNS[self._width][font]

    def line(
        self,
        text: str,
        *,
        size: tuple[int, int] = (1, 1),
        bold: bool = False,
        font: Font = "a",
        inverse: bool = False,
        align: str = "center",
    ) -> Self:
        """One line as it stands; `size` is how many times as wide and high."""
        width, height = size
        if not text.isascii():
            return self._drawn(text, size, bold=bold, font=font, inverse=inverse, align=align)
        self._paper.set(
            align=align,
            font=font,
            bold=bold,
            invert=inverse,
            custom_size=True,
            width=width,
            height=height,
        )
        self._paper.textln(text)
        return self

    def _drawn(
        self, text: str, size: tuple[int, int], *, bold: bool, font: Font, inverse: bool, align: str
    ) -> Self:
        width, height = _CELLS[font]
        most = self.columns() * _DOTS_PER_COLUMN
        cell = (width * size[0], height * size[1])
        drawn = letters.picture(text, cell, most, bold=bold, inverse=inverse)
        self._paper.set(align=align)
        self._paper._raw(rastered(drawn, self._width))
        return self

    def words(self, text: str, *, bold: bool = False, font: Font = "a") -> Self:
        """A sentence, broken between words into balanced centred lines."""
        for line in balanced(text, self.columns(font)):
            self.line(line, bold=bold, font=font)
        return self

    def title(self, text: str) -> Self:
        """Words of double size, or narrower ones where that would take more than three lines."""
        lines, size = textwrap.wrap(text, self.columns() // 2), (2, 2)
        if len(lines) > 3:
            lines, size = textwrap.wrap(text, self.columns()), (1, 2)
        for line in lines:
            self.line(line, size=size)
        return self

    def item(self, mark: str, text: str, *, font: Font = "a", bold: bool = False) -> Self:
        """A list item at the left edge, its further lines indented below its first word."""
        columns = self.columns(font)
        hanging = " " * len(mark)
        for line in textwrap.wrap(text, columns, initial_indent=mark, subsequent_indent=hanging):
            # Set out to full width, so that the block stands in the middle of wider paper.
            self.line(line.ljust(columns), font=font, bold=bold)
        return self

    def pair(self, label: str, value: str) -> Self:
        """A label at the left edge and its value, bold, at the right one."""
        room = self.columns() - len(label)
        if room < len(value) + 1:
            self.line(label.ljust(self.columns()))
            return self.line(value.rjust(self.columns()), bold=True)
        if not (label + value).isascii():
            return self.line(label + value.rjust(room), bold=True)
        self._paper.set(
            align="center",
            font="a",
            bold=False,
            invert=False,
            custom_size=True,
            width=1,
            height=1,
        )
        self._paper.text(label)
        self._paper.set(bold=True)
        self._paper.textln(value.rjust(room))
        return self

    def headline(self, text: str, *, tallest: int = _LARGEST, bold: bool = True) -> Self:
        """One line as large as the paper allows."""
        times = max(1, min(self.columns() // max(len(text), 1), tallest))
        return self.line(text, size=(times, min(times + 1, tallest)), bold=bold)

    def bar(self, text: str, *, times: int = 1) -> Self:
        """White words on a black bar as wide as the text area, `times` as large."""
        centred = text.center(self.columns() // times)
        return self.line(centred, size=(times, times), bold=True, inverse=True)

    def rule(self, thickness: int = 2) -> Self:
        """A solid line as wide as the text area, `thickness` dots high."""
        dots = self.columns() * _DOTS_PER_COLUMN // 8 * 8
        self._paper.set(align="center")
        self._paper.image(Image.new("1", (dots, thickness), 0))
        return self

    def gap(self, dots: int) -> Self:
        """Empty paper."""
        self._paper._raw(b"\x1bJ" + bytes((dots,)))
        return self

    def picture(self, raster: bytes) -> Self:
        """A picture prepared by `rastered`."""
        self._paper.set(align="center")
        self._paper._raw(raster)
        return self

    def code(self, content: str) -> Self:
        """A QR code: a picture, unless the printer is known to draw it."""
        if self._draws_codes:
            return self.printers_code(content)
        rows = segno.make_qr(content, error="m", boost_error=False).matrix
        drawn = Image.new("1", (len(rows), len(rows)))
        drawn.putdata([0 if dark else 255 for row in rows for dark in row])
        dots = len(rows) * _QR_DOTS[self._width]
        return self.picture(rastered(drawn.resize((dots, dots)), self._width))

    def printers_code(self, content: str) -> Self:
        """A QR code drawn by the printer itself; one that cannot prints its command as text."""
        self._paper.set(align="center")
        self._paper.qr(content, native=True, size=_QR_DOTS[self._width], ec=_MEDIUM_CORRECTION)
        return self

    def cut(self) -> bytes:
        """End the slip and give all its bytes."""
        self._paper.set(
            align="left",
            font="a",
            bold=False,
            invert=False,
            custom_size=True,
            width=1,
            height=1,
        )
        self._paper.print_and_feed(_LINES_BEFORE_CUT[self._width])
        self._paper.cut(feed=False)
        return bytes(self._paper.output)


def rastered(picture: Image.Image, width_mm: int) -> bytes:
    """Printer commands that draw the picture."""
    printer = Dummy(profile=PROFILES[width_mm])
    printer.image(picture.convert("1"))
    data: bytes = printer.output
    head, bits = data[:8], data[8:]
    return head + _COMMAND.sub(b"\x11\\1", bits)


def balanced(text: str, columns: int) -> list[str]:
    """Break text between words into as few lines as possible, of about equal length."""
    lines = textwrap.wrap(text, columns)
    while (narrower := max(map(len, lines), default=0) - 1) > 0:
        tighter = textwrap.wrap(text, narrower, break_long_words=False)
        if len(tighter) > len(lines) or any(len(line) > narrower for line in tighter):
            break
        lines = tighter
    return lines
