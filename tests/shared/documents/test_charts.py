"""Charts: valid SVG with words for whoever cannot see it, and shapes true to their values."""

import re
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from shared.documents import charts

SVG = "{http://www.w3.org/2000/svg}"
HOURS = ("08", "09", "10")


def drawn(svg: Markup) -> ElementTree.Element:
    """The picture as a browser reads it."""
    return ElementTree.fromstring(svg)


def texts(root: ElementTree.Element) -> list[str]:
    return [one.text or "" for one in root.iter(f"{SVG}text")]


@pytest.mark.parametrize(
    "svg",
    [
        charts.bars("jam", "Nomor <per> jam", "Paling ramai: 09", HOURS, (4, 12, 0)),
        charts.lines("hari", "Nomor <per> jam", "Paling ramai: 09", HOURS, [("a", (1, 2, 3))]),
        charts.heat("peta", "Nomor <per> jam", "Paling ramai: 09", ("Senin",), HOURS, [(1, 2, 3)]),
    ],
)
def test_a_chart_tells_its_title_and_what_it_shows_to_whoever_cannot_see_it(svg: Markup) -> None:
    root = drawn(svg)
    named = {one.get("id"): one.text for one in root if one.tag in (f"{SVG}title", f"{SVG}desc")}
    said = [named[name] for name in (root.get("aria-labelledby") or "").split()]
    assert root.get("role") == "img"
    assert said == ["Nomor <per> jam", "Paling ramai: 09"]


@given(st.lists(st.floats(0, 1e6), min_size=1, max_size=40))
def test_bars_are_as_high_as_their_values_say(values: list[float]) -> None:
    root = drawn(charts.bars("x", "t", "d", ["a"] * len(values), values))
    heights = [float(one.get("height", "")) for one in root.iter(f"{SVG}rect")]
    scale = max(heights) / max(values) if max(values) > 1e-3 else 0
    assert heights == pytest.approx([value * scale for value in values], abs=0.2)
    assert 0 <= max(heights) <= 178.1


def test_numbers_stand_as_indonesians_write_them() -> None:
    found = texts(drawn(charts.bars("x", "t", "d", ("a", "b"), (1234.5, 2000))))
    assert {"1.234,5", "2.000", "1.000"} <= set(found)


def test_a_line_has_a_gap_where_nothing_is_known_and_is_told_apart_without_its_colour() -> None:
    series = [("Nilai tengah", (1, None, 3, 4)), ("9 dari 10", (2, 3, 4, 5))]
    root = drawn(charts.lines("x", "t", "d", "abcd", series))
    strokes = [one for one in root.iter(f"{SVG}line") if one.get("stroke-width")]
    assert (
        sorted(one.get("stroke-dasharray") or "" for one in strokes) == ["7 4"] * 4 + ["none"] * 2
    )
    assert len(list(root.iter(f"{SVG}circle"))) == 7
    assert {"Nilai tengah", "9 dari 10"} <= set(texts(root))


def test_a_map_has_a_cell_with_its_value_and_none_where_nothing_is_known() -> None:
    root = drawn(
        charts.heat("x", "t", "d", ("Senin", "Selasa"), HOURS, [(0, 5, 10.5), (1, None, 2)])
    )
    cells = list(root.iter(f"{SVG}rect"))
    assert len(cells) == 5
    assert (cells[0].get("fill"), cells[2].get("fill")) == ("#ffffff", "#16335f")
    assert [text for text in texts(root) if text[0].isdigit()][3:] == ["0", "5", "10,5", "1", "2"]


def test_many_labels_are_thinned_out_and_nothing_at_all_is_an_empty_chart() -> None:
    days = [f"h{n}" for n in range(31)]
    shown = texts(drawn(charts.bars("x", "t", "d", days, [1] * 31)))
    assert [text for text in shown if text.startswith("h")] == days[::2]
    assert texts(drawn(charts.bars("x", "t", "d", (), ()))) == ["0", "1"]
    assert texts(drawn(charts.lines("x", "t", "d", ("a",), [("s", (None,))]))) == [
        "0",
        "1",
        "s",
        "a",
    ]


def test_a_spark_goes_its_way_with_gaps_and_says_it_in_words() -> None:
    root = drawn(charts.spark("dari <1> ke 3", (None, 10, 20, None, 15, None)))
    (way,), (dot,) = (list(root.iter(f"{SVG}{tag}")) for tag in ("path", "circle"))
    assert (root.get("role"), root.get("aria-label")) == ("img", "dari <1> ke 3")
    step = (120 - 8) / 5
    x = [f"{4 + at * step:.1f}" for at in range(6)]
    assert way.get("d") == f"M{x[1]} 18.0h0 L{x[2]} 4.0 M{x[4]} 11.0h0"
    assert (dot.get("cx"), dot.get("cy")) == (x[4], "11.0")


@given(st.lists(st.none() | st.floats(0, 1e6), max_size=12))
def test_a_spark_stays_within_its_frame_whatever_it_shows(values: list[float | None]) -> None:
    (way,) = drawn(charts.spark("x", values)).iter(f"{SVG}path")
    numbers = [float(one) for one in re.findall(r"[\d.]+", (way.get("d") or "").replace("h0", ""))]
    assert len(numbers) == 2 * sum(value is not None for value in values)
    assert all(4 <= x <= 116 for x in numbers[::2])
    assert all(4 <= y <= 18 for y in numbers[1::2])
