"""The arithmetic of quality: exact until it is told, half upwards, nothing of nothing."""

import math
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared import standard
from shared.config import Settings
from shared.rules.quality import index, measured
from shared.rules.quality.measured import MET, MISSED, NOTHING, SHOWN, SPARSE

_KNOWN = {one.code: one for one in standard.load(Settings().standard).objectives}
FLAGS = st.lists(st.booleans())
TIMES = st.lists(st.integers(0, 10**7), min_size=1)


def _rows(values):
    return list(enumerate(values))


@given(FLAGS)
def test_a_share_is_its_parts_and_told_half_upwards_with_one_place(flags):
    found = measured.share(_rows(flags))
    assert (found.part, found.whole) == (flags.count(True), len(flags))
    if not flags:
        assert (found.value, measured.written(found, "percent")) == (None, "–")
        return
    exact = Decimal(100 * found.part) / Decimal(found.whole)
    told = exact.quantize(Decimal("0.1"), ROUND_HALF_UP)
    if 0 < found.part < found.whole:
        told = min(max(told, Decimal("0.1")), Decimal("99.9"))
    assert measured.written(found, "percent") == f"{told} %".replace(".", ",")
    assert found.value == Fraction(found.part * 100, found.whole)


@given(TIMES)
def test_as_many_times_lie_below_the_median_as_above(times):
    found = measured.median(_rows(times)).value * 60_000
    assert sum(one < found for one in times) <= len(times) / 2
    assert sum(one > found for one in times) <= len(times) / 2
    assert min(times) <= found <= max(times)


@given(TIMES)
def test_nine_of_ten_do_not_exceed_it_and_no_shorter_time_does_that(times):
    found = measured.nine_of_ten(_rows(times)).value * 60_000
    assert sum(one <= found for one in times) * 10 >= 9 * len(times)
    for less in (one for one in times if one < found):
        assert sum(one <= less for one in times) * 10 < 9 * len(times)


@given(st.fractions(min_value=0, max_value=10**6))
def test_what_is_rounded_is_half_upwards(value):
    assert index.rounded(value, 1) == Decimal(math.floor(value * 10 + Fraction(1, 2))) / 10


@given(FLAGS, st.decimals(0, 100, places=2))
def test_a_target_is_compared_with_what_was_counted_and_not_with_what_is_told(flags, target):
    found, objective = measured.share(_rows(flags)), _KNOWN["SM-01"]
    verdict = measured.meets(found, objective, target)
    if not flags:
        assert verdict == NOTHING
    elif len(flags) < 5:
        assert verdict == SPARSE
    else:
        reached = Decimal(flags.count(True)) * 100 >= target * len(flags)
        assert verdict == (MET if reached else MISSED)


@given(TIMES, FLAGS)
def test_what_is_kept_is_read_back_the_same(times, flags):
    for found in (measured.median(_rows(times)), measured.share(_rows(flags))):
        assert measured.read(found.kept()) == found


@pytest.mark.parametrize(
    ("code", "part", "whole", "target", "verdict"),
    [
        ("SM-01", 19, 20, "95", MET),
        ("SM-01", 1899, 2000, "95", MISSED),
        ("SM-06", 3, 20, "15", MET),
        ("SM-06", 301, 2000, "15", MISSED),
        ("SM-01", 4, 4, "95", SPARSE),
        ("SM-12", 1, 1, "100", MET),
        ("SM-12", 0, 1, "100", MISSED),
        ("SM-20", 3, 3, None, SHOWN),
        ("SM-01", 19, 20, None, SHOWN),
    ],
)
def test_the_way_of_the_target_decides(code, part, whole, target, verdict):
    found = measured.share([(n, n < part) for n in range(whole)])
    assert measured.meets(found, _KNOWN[code], target and Decimal(target)) == verdict


def test_what_is_told_has_its_unit():
    minutes = measured.median([(1, 750_000), (2, 750_000)])
    assert measured.written(minutes, "minutes") == "12,5 menit"
    assert measured.written(measured.number([(1, 1)]), "count") == "1"
    assert measured.target_text(_KNOWN["SM-14"], Decimal("88.31")) == "≥ 88,31"
    assert measured.target_text(_KNOWN["SM-03"], Decimal("15.0")) == "≤ 15 menit"
    assert measured.target_text(_KNOWN["SM-09"], Decimal("100")) == "≥ 100 %"
    assert measured.target_text(_KNOWN["SM-20"], None) == "tren"
    assert measured.target_text(_KNOWN["SM-03"], None) == "belum"


def test_the_index_alone_is_judged_as_it_is_told() -> None:
    index_, told = _KNOWN["SM-14"], Fraction(88305, 1000)
    assert measured.written(measured.Measured(9, 9, told), "index") == "88,31"
    for value, verdict in ((told, MET), (told - Fraction(1, 10**6), MISSED)):
        assert measured.meets(measured.Measured(9, 9, value), index_, Decimal("88.31")) == verdict
    share = measured.Measured(9496, 10_000, Fraction(9496, 100))
    assert measured.meets(share, _KNOWN["SM-01"], Decimal(95)) == MISSED
