"""From how far the board can be read: letter height by distance and screen.

The number that is called and its counter must fill 0.7 degrees of the eye; all else that somebody
waits for at least 16 minutes of arc, better 22. Pixels are those of a picture whose long side has
1920, in Lexend; a picture of 3840 is the same, twice as fine, and one that stands has them too.
"""

import math
from dataclasses import dataclass

WIDTH_PX = 1920
_MM_PER_INCH = 25.4
_ASPECT = 16 / math.hypot(16, 9)  # long side of the picture by its diagonal
_CAPITAL = 0.70  # height of a capital letter by the font size

CALL_DEGREES = 0.7
LIST_DEGREES, LIST_LEAST_DEGREES = 22 / 60, 16 / 60

# The smallest letters that the style sheet draws (display/static/board.css), which a test measures:
# number and counter of the call, a counter with a long name, and whatever else the room reads.
CALL_PX, LONG_NAME_PX, LIST_PX = 212, 112, 81
_SCREENS = (24, 32, 40, 43, 50, 55, 65, 75, 85, 98)


@dataclass(frozen=True)
class Needs:
    """Smallest font sizes in pixels for one screen and its farthest seat."""

    call: int
    list: int
    list_least: int


def needs(inches: float, farthest_m: float) -> Needs:
    """The sizes that this screen needs for a seat so many metres away."""
    sizes = (CALL_DEGREES, LIST_DEGREES, LIST_LEAST_DEGREES)
    return Needs(*(round(_font_px(inches, farthest_m, angle)) for angle in sizes))


def readable_m(inches: float) -> float:
    """The distance in metres up to which the whole board is readable, in steps of 10 cm."""
    reach = min(
        CALL_PX / _font_px(inches, 1, CALL_DEGREES),
        LONG_NAME_PX / _font_px(inches, 1, LIST_DEGREES),
        LIST_PX / _font_px(inches, 1, LIST_LEAST_DEGREES),
    )
    return math.floor(reach * 10 + 1e-6) / 10


def advice(inches: float, farthest_m: float) -> str | None:
    """One sentence when the farthest seat cannot read the board; None when it can."""
    reach = readable_m(inches)
    if farthest_m <= reach:
        return None
    fitting = next((size for size in _SCREENS if readable_m(size) >= farthest_m), None)
    larger = f" atau pakai layar {fitting} inci" if fitting else ""
    return (
        f"Layar {_number(inches)} inci terbaca sampai {_number(reach)} m,"
        f" kursi terjauh {_number(farthest_m)} m: dekatkan kursi{larger}."
    )


def _font_px(inches: float, metres: float, degrees: float) -> float:
    capital_mm = 2 * 1000 * metres * math.tan(math.radians(degrees) / 2)
    return capital_mm / (inches * _MM_PER_INCH * _ASPECT) * WIDTH_PX / _CAPITAL


def _number(value: float) -> str:
    return f"{value:g}".replace(".", ",")
