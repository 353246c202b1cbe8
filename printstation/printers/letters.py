"""Lines with letters that no receipt printer has in its code page: drawn, and sent as a picture."""

from functools import cache, lru_cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont, ImageOps

_VENDOR = Path(__file__).parents[2] / "shared" / "web" / "static" / "vendor" / "fonts"
_FONTS = {
    False: ("DejaVuSansMono.ttf", "DejaVuSans.ttf"),
    True: ("DejaVuSansMono-Bold.ttf", "DejaVuSans-Bold.ttf"),
}
_JAVANESE = str(_VENDOR / "noto-sans-javanese-javanese-400-normal.woff2")
_NOBODY = "\U0010fffe"
_POINT = 20 / 24
_BASE = 0.8

Font = ImageFont.FreeTypeFont


@cache
def known(letter: str) -> bool:
    """Whether some font of ours shows this letter."""
    return letter.isprintable() and any(_has(font, letter) for font in _fonts(24))


def picture(
    text: str, cell: tuple[int, int], most: int, *, bold: bool, inverse: bool
) -> Image.Image:
    """The line in black dots, each letter of a plain font as large as `cell`; `most` dots wide."""
    width, height = cell
    fonts = _fonts(round(height * _POINT), bold=bold)
    runs = [(font, run) for font, run in _runs(text, fonts)]
    natural = max(1, round(sum(font.getlength(run) for font, run in runs)))
    drawn = Image.new("L", (natural, height + height // 3), 255)
    left, brush = 0.0, ImageDraw.Draw(drawn)
    for font, run in runs:
        brush.text((left, height * _BASE), run, font=font, fill=0, anchor="ls")
        left += font.getlength(run)
    wanted = min(most, round(natural * width / (height * _POINT * 0.602)))
    fitted = drawn.resize((max(8, wanted // 8 * 8), drawn.height), Image.Resampling.BICUBIC)
    return (ImageOps.invert(fitted) if inverse else fitted).point(lambda grey: 255 * (grey > 140))


def _runs(text: str, fonts: tuple[Font, ...]) -> list[tuple[Font, str]]:
    """The text in pieces that one font shows: letters of one script have to stay together."""
    runs: list[tuple[Font, str]] = []
    for letter in text:
        font = next((one for one in fonts if _has(one, letter)), fonts[0])
        if runs and runs[-1][0] is font:
            runs[-1] = (font, runs[-1][1] + letter)
        else:
            runs.append((font, letter))
    return runs


@lru_cache(maxsize=32)
def _fonts(points: int, *, bold: bool = False) -> tuple[Font, ...]:
    """The fonts that are there, in the order of preference."""
    found = []
    for name in (*_FONTS[bold], _JAVANESE):
        try:
            found.append(ImageFont.truetype(name, points))
        except OSError:
            continue
    return tuple(found)


@lru_cache(maxsize=4096)
def _has(font: Font, letter: str) -> bool:
    # Letter by letter: shaped, a mark without its letter would get a circle of its own to stand on.
    bare = ImageFont.truetype(font.path, 24, layout_engine=ImageFont.Layout.BASIC)
    return letter == " " or bytes(bare.getmask(letter)) != bytes(bare.getmask(_NOBODY))
