"""Charts as inline SVG, for screens and A4 papers: dark shapes that stay readable in grey print.

Each is a picture of a table that stands beside it. `name` is its own within a page, `title` and
`told` are what a screen reader says instead of it.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from markupsafe import Markup

_WIDE, _HIGH = 680, 230
_LEFT, _RIGHT, _TOP, _FOOT = 44, 12, 22, 30
_INK, _SOFT, _RULE = "#14202e", "#37465a", "#c9c2b4"
_SERIES = (("#16335f", "none"), ("#8a4b12", "7 4"), ("#1c7a4b", "2 3"))
"""A colour and a dash for each line: told apart without the colour."""
_MOST_LABELS = 16
_CELL_WIDE, _CELL_HIGH, _ROW_LABEL = 50, 30, 74
_SHADES = ("#ffffff", "#e3e8ef", "#c3cddb", "#98a9c1", "#56729a", "#2f5082", "#16335f")
_DARK = 4
_SPARK_WIDE, _SPARK_HIGH, _SPARK_EDGE = 120, 22, 4

Value = float | None


Line = tuple[str, Sequence[Value]]
"""What a line is called, and its values; None where nothing is known."""


def bars(
    name: str, title: str, told: str, labels: Sequence[str], values: Sequence[float]
) -> Markup:
    """A bar for each value, with the value above it while there are few."""
    top, marks = _axis(max(values, default=0))
    step = (_WIDE - _LEFT - _RIGHT) / max(1, len(values))
    shapes = [_grid(marks, top)]
    for at, value in enumerate(values):
        left, high = _LEFT + at * step, _height(value, top)
        shapes.append(
            Markup('<rect x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}" fill="{}"/>').format(
                left + step * 0.14, _HIGH - _FOOT - high, step * 0.72, high, _SERIES[0][0]
            )
        )
        if value and len(values) <= _MOST_LABELS:
            shapes.append(_text(left + step / 2, _HIGH - _FOOT - high - 5, _said(value)))
    shapes.extend(_labels(labels, step))
    return _svg(name, title, told, _WIDE, _HIGH, shapes)


def lines(
    name: str, title: str, told: str, labels: Sequence[str], series: Sequence[Line]
) -> Markup:
    """A line for each series over the same labels; a gap where nothing is known."""
    known = [value for _, values in series for value in values if value is not None]
    top, marks = _axis(max(known, default=0))
    step = (_WIDE - _LEFT - _RIGHT) / max(1, len(labels))
    shapes = [_grid(marks, top)]
    for at, (called, values) in enumerate(series):
        colour, dash = _SERIES[at]
        points = [
            None
            if value is None
            else (_LEFT + (n + 0.5) * step, _HIGH - _FOOT - _height(value, top))
            for n, value in enumerate(values)
        ]
        shapes.extend(_line(points, colour, dash))
        shapes.extend(_key(at, called, colour, dash))
    shapes.extend(_labels(labels, step))
    return _svg(name, title, told, _WIDE, _HIGH, shapes)


def spark(told: str, values: Sequence[Value]) -> Markup:
    """A line as small as a word, its last point a dot; gaps where nothing is known.

    It has no axis: it shows the way, `told` and the table beside it say how much.
    """
    known = [value for value in values if value is not None] or [0]
    low, high = min(known), max(known)
    step = (_SPARK_WIDE - 2 * _SPARK_EDGE) / max(1, len(values) - 1)
    scale = (_SPARK_HIGH - 2 * _SPARK_EDGE) / (high - low or 1)
    foot = _SPARK_HIGH - _SPARK_EDGE if high > low else _SPARK_HIGH / 2
    points = [
        None if value is None else (_SPARK_EDGE + at * step, foot - (value - low) * scale)
        for at, value in enumerate(values)
    ]
    # What follows a gap begins anew, as a line of no length with round ends: it may stand alone.
    way = " ".join(
        "{}{:.1f} {:.1f}{}".format(*("L", *point, "") if before else ("M", *point, "h0"))
        for before, point in pairwise([None, *points])
        if point
    )
    dot = next(filter(None, reversed(points)), (0.0, foot))
    return Markup(
        '<svg class="spark" role="img" aria-label="{}" viewBox="0 0 {} {}" width="{}" height="{}"'
        ' xmlns="http://www.w3.org/2000/svg"><path d="{}" fill="none" stroke="{}"'
        ' stroke-width="2" stroke-linecap="round" stroke-linejoin="round"/>'
        '<circle cx="{:.1f}" cy="{:.1f}" r="3" fill="{}"/></svg>'
    ).format(
        *(told, _SPARK_WIDE, _SPARK_HIGH, _SPARK_WIDE, _SPARK_HIGH, way, _SERIES[0][0]),
        *(*dot, _SERIES[0][0]),
    )


def heat(
    name: str,
    title: str,
    told: str,
    rows: Sequence[str],
    columns: Sequence[str],
    values: Sequence[Sequence[Value]],
) -> Markup:
    """A map of cells, the darker the more, each with its value; empty where nothing is known."""
    most = max((value for row in values for value in row if value is not None), default=0) or 1
    shapes = [
        _text(_ROW_LABEL + (at + 0.5) * _CELL_WIDE, 18, label) for at, label in enumerate(columns)
    ]
    for at, (label, row) in enumerate(zip(rows, values, strict=True)):
        y = 26 + at * _CELL_HIGH
        shapes.append(_text(_ROW_LABEL - 8, y + 20, label, "end"))
        shapes.extend(_cells(row, y, most))
    wide, high = _ROW_LABEL + len(columns) * _CELL_WIDE + 2, 28 + len(rows) * _CELL_HIGH
    return _svg(name, title, told, wide, high, shapes)


def _cells(row: Sequence[Value], y: int, most: float) -> Iterator[Markup]:
    for at, value in enumerate(row):
        if value is None:
            continue
        shade = round(value / most * (len(_SHADES) - 1))
        x = _ROW_LABEL + at * _CELL_WIDE
        yield Markup('<rect x="{}" y="{}" width="{}" height="{}" fill="{}" stroke="{}"/>').format(
            x, y, _CELL_WIDE - 2, _CELL_HIGH - 2, _SHADES[shade], _RULE
        )
        ink = "#ffffff" if shade >= _DARK else _INK
        yield _text(x + _CELL_WIDE / 2 - 1, y + 19, _said(value), ink=ink)


def _line(points: Sequence[tuple[float, float] | None], colour: str, dash: str) -> Iterator[Markup]:
    for one, two in pairwise(points):
        if one and two:
            yield Markup(
                '<line x1="{:.1f}" y1="{:.1f}" x2="{:.1f}" y2="{:.1f}" stroke="{}"'
                ' stroke-width="2.5" stroke-dasharray="{}"/>'
            ).format(*one, *two, colour, dash)
    for point in filter(None, points):
        yield Markup('<circle cx="{:.1f}" cy="{:.1f}" r="3" fill="{}"/>').format(*point, colour)


def _key(at: int, name: str, colour: str, dash: str) -> Iterator[Markup]:
    x = _LEFT + at * 190
    yield Markup(
        '<line x1="{}" y1="9" x2="{}" y2="9" stroke="{}" stroke-width="2.5" stroke-dasharray="{}"/>'
    ).format(x, x + 28, colour, dash)
    yield _text(x + 34, 13, name, "start")


def _grid(marks: Sequence[float], top: float) -> Markup:
    drawn = []
    for mark in marks:
        y = _HIGH - _FOOT - _height(mark, top)
        drawn.append(
            Markup('<line x1="{}" y1="{:.1f}" x2="{}" y2="{:.1f}" stroke="{}"/>').format(
                _LEFT, y, _WIDE - _RIGHT, y, _SOFT if not mark else _RULE
            )
        )
        drawn.append(_text(_LEFT - 6, y + 4, _said(mark), "end"))
    return Markup("").join(drawn)


def _labels(labels: Sequence[str], step: float) -> Iterator[Markup]:
    every = -(-len(labels) // _MOST_LABELS)
    for at, label in enumerate(labels):
        if at % every == 0:
            yield _text(_LEFT + (at + 0.5) * step, _HIGH - 10, label)


def _axis(most: float) -> tuple[float, list[float]]:
    """The top of the axis, and its marks: some round steps up to it."""
    size = 1.0
    while size * 50 < most:
        size *= 10
    step = next(one * size for one in (1, 2, 5, 10, 20, 50) if one * size * 5 >= most)
    top = step * max(1, -(-most // step))
    return top, [step * n for n in range(int(top // step) + 1)]


def _height(value: float, top: float) -> float:
    return (_HIGH - _TOP - _FOOT) * value / top


def _said(value: float) -> str:
    text = f"{value:,.1f}".removesuffix(".0")
    return text.translate(str.maketrans(",.", ".,"))


def _text(x: float, y: float, text: str, anchor: str = "middle", ink: str = _INK) -> Markup:
    return Markup(
        '<text x="{:.1f}" y="{:.1f}" text-anchor="{}" fill="{}" font-size="13">{}</text>'
    ).format(x, y, anchor, ink, text)


def _svg(
    name: str, title: str, told: str, wide: float, high: float, shapes: Sequence[Markup]
) -> Markup:
    return Markup(
        '<svg class="chart" role="img" aria-labelledby="{0}-title {0}-told" viewBox="0 0 {1} {2}"'
        ' width="{1}" height="{2}"'
        ' xmlns="http://www.w3.org/2000/svg" font-family="Inter, DejaVu Sans, sans-serif">'
        '<title id="{0}-title">{3}</title><desc id="{0}-told">{4}</desc>{5}</svg>'
    ).format(name, wide, high, title, told, Markup("").join(shapes))
