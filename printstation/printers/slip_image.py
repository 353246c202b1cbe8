"""Draws a slip as the thermal printer would: dots on a white roll, eight to the millimetre."""

from functools import lru_cache
from io import BytesIO

import segno
from PIL import Image, ImageDraw, ImageFont, ImageOps

from printstation.printers.slip_reader import (
    LINE_DOTS,
    Code,
    Element,
    Gap,
    Picture,
    SlipLine,
    Style,
)

_PAPER_DOTS = {80: 640, 58: 464}
_PRINTED_DOTS = {80: 576, 58: 384}
_END_DOTS = 40
_CELL = (12, 24)
_SMALL_CELL = (9, 17)
_POINT = 20 / 24
_GREYS = (0, 85, 170, 255)
_FONTS = {False: "DejaVuSansMono.ttf", True: "DejaVuSansMono-Bold.ttf"}


def draw(elements: list[Element], width_mm: int) -> Image.Image:
    """The slip on its paper, margins included."""
    blocks = [block for block in map(_block, elements) if block]
    height = sum(block.height for block, _ in blocks) + 2 * _END_DOTS
    paper = Image.new("L", (_PAPER_DOTS[width_mm], height), 255)
    top = _END_DOTS
    for block, align in blocks:
        paper.paste(block, (_left(block.width, align, width_mm), top))
        top += block.height
    return paper


def png(image: Image.Image) -> bytes:
    """The picture as a small PNG."""
    # Four greys are all that a slip needs, and make a file of a third of the size in no time.
    nearest = image.point([round(grey / 85) for grey in range(256)])
    slip = Image.frombytes("P", image.size, nearest.tobytes())
    slip.putpalette([part for grey in _GREYS for part in (grey,) * 3])
    file = BytesIO()
    slip.save(file, "PNG")
    return file.getvalue()


def text(elements: list[Element]) -> str:
    """What can be read on the slip, line by line."""
    lines = [
        " ".join(element.text.split()) for element in elements if isinstance(element, SlipLine)
    ]
    return "\n".join(line for line in lines if line)


def _left(width: int, align: int, width_mm: int) -> int:
    printed = _PRINTED_DOTS[width_mm]
    margin = (_PAPER_DOTS[width_mm] - printed) // 2
    return margin + (0, (printed - width) // 2, printed - width)[align % 3]


def _block(element: Element) -> tuple[Image.Image, int] | None:
    match element:
        case SlipLine():
            return _line(element), element.align
        case Picture(rows=rows) if rows:
            return _picture(element), element.align
        case Code():
            return _code(element), element.align
        case Gap(dots):
            return Image.new("L", (1, dots), 255), 0
        case _:
            return None


def _line(line: SlipLine) -> Image.Image:
    runs = [_run(text, style) for text, style in line.runs]
    tallest = max(run.height for run in runs)
    strip = Image.new("L", (sum(run.width for run in runs), max(tallest, LINE_DOTS)), 255)
    left = 0
    for run in runs:
        strip.paste(run, (left, tallest - run.height))
        left += run.width
    return strip


def _run(letters: str, style: Style) -> Image.Image:
    cell_width, cell_height = _SMALL_CELL if style.small else _CELL
    wide, high = cell_width * style.width, cell_height * style.height
    font = _font(style.bold, round(high * _POINT))
    drawn = Image.new("L", (max(1, round(font.getlength(letters))), high), 255)
    ImageDraw.Draw(drawn).text((0, high * 0.8), letters, font=font, fill=0, anchor="ls")
    run = drawn.resize((wide * len(letters), high), Image.Resampling.BICUBIC)
    return ImageOps.invert(run) if style.inverse else run


def _picture(picture: Picture) -> Image.Image:
    size = (picture.row_bytes * 8, picture.rows)
    return ImageOps.invert(Image.frombytes("1", size, picture.bits).convert("L"))


def _code(code: Code) -> Image.Image:
    rows = segno.make_qr(code.content, error=code.level, boost_error=False).matrix
    squares = bytes(0 if dark else 255 for row in rows for dark in row)
    drawn = Image.frombytes("L", (len(rows),) * 2, squares)
    return drawn.resize((len(rows) * code.module,) * 2, Image.Resampling.NEAREST)


@lru_cache(maxsize=32)
def _font(bold: bool, points: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    try:
        return ImageFont.truetype(_FONTS[bold], points)
    except OSError:
        return ImageFont.load_default(points)
