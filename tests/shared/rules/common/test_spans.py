"""Spans of days: each day lies in one of each kind, and they follow each other without a gap."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.rules.common import spans


@pytest.mark.parametrize("kind", spans.KINDS)
@given(day=st.dates(date(2000, 1, 1), date(2100, 12, 31)))
def test_spans_of_a_kind_follow_each_other_without_a_gap(kind: str, day: date) -> None:
    span = spans.of(kind, day)
    assert span.first <= day <= span.last
    assert spans.of(kind, span.before).last == span.before
    assert spans.of(kind, span.after).first == span.after
    assert len(span.days(span.last)) == (span.last - span.first).days + 1


@pytest.mark.parametrize(
    ("kind", "first", "last", "title"),
    [
        ("hari", (2026, 2, 26), (2026, 2, 26), "Kamis, 26 Februari 2026"),
        ("pekan", (2026, 2, 23), (2026, 3, 1), "23 Februari 2026 – 1 Maret 2026"),
        ("bulan", (2026, 2, 1), (2026, 2, 28), "Februari 2026"),
        ("triwulan", (2026, 1, 1), (2026, 3, 31), "Triwulan I 2026"),
        ("tahun", (2026, 1, 1), (2026, 12, 31), "Tahun 2026"),
        ("abad", (2026, 2, 1), (2026, 2, 28), "Februari 2026"),
    ],
)
def test_a_span_has_its_first_and_last_day_and_its_name(
    kind: str, first: tuple[int, int, int], last: tuple[int, int, int], title: str
) -> None:
    span = spans.of(kind, date(2026, 2, 26))
    assert (span.first, span.last, span.title) == (date(*first), date(*last), title)


def test_days_after_today_are_not_told() -> None:
    span = spans.of(spans.WEEK, date(2026, 11, 23))
    assert span.days(date(2026, 11, 24)) == [date(2026, 11, 23), date(2026, 11, 24)]
    assert span.days(date(2026, 11, 1)) == []
