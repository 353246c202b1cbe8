"""Months, quarters and years, as addresses write them."""

from datetime import date

import pytest

from shared.errors import NotFound
from shared.rules.quality import periods


@pytest.mark.parametrize(
    ("code", "title", "first", "last", "before", "after"),
    [
        ("2026", "Tahun 2026", (1, 1), (12, 31), "2025", "2027"),
        ("2026-T1", "Triwulan I Tahun 2026", (1, 1), (3, 31), "2025-T4", "2026-T2"),
        ("2026-T4", "Triwulan IV Tahun 2026", (10, 1), (12, 31), "2026-T3", "2027-T1"),
        ("2026-02", "Februari 2026", (2, 1), (2, 28), "2026-01", "2026-03"),
        ("2026-12", "Desember 2026", (12, 1), (12, 31), "2026-11", "2027-01"),
    ],
)
def test_a_period_has_its_days_and_its_neighbours(code, title, first, last, before, after):
    found = periods.read(code)
    assert (found.code, found.title) == (code, title)
    assert (found.first, found.last) == (date(2026, *first), date(2026, *last))
    assert (found.before.code, found.after.code) == (before, after)
    assert {periods.of(day, found.months) for day in (found.first, found.last)} == {found}


@pytest.mark.parametrize("code", ["", "1999", "2026-13", "2026-00", "2026-T5", "2026-1", "20261"])
def test_what_is_no_period_is_not_found(code):
    with pytest.raises(NotFound):
        periods.read(code)
