"""How a span of minutes is said, everywhere the same."""

import pytest

from shared.rules.common import words


@pytest.mark.parametrize(
    ("minutes", "said"),
    [
        (None, None),
        ((0, 5), "kurang dari 5 menit"),
        ((0, 40), "kurang dari 40 menit"),
        ((10, 20), "sekitar 10–20 menit"),
        ((15, 90), "sekitar 15–90 menit"),
        ((0, 95), "kurang dari 2 jam"),
        ((15, 95), "kurang dari 2 jam"),
        ((20, 95), "sekitar ½–2 jam"),
        ((55, 115), "sekitar 1–2 jam"),
        ((80, 90), "sekitar 80–90 menit"),
        ((85, 95), "sekitar 1½–2 jam"),
        ((95, 195), "sekitar 1½–3½ jam"),
        ((110, 120), "sekitar 2 jam"),
    ],
)
def test_a_span_is_said_in_minutes_and_from_an_hour_and_a_half_in_half_hours(minutes, said):
    assert words.minutes_range(minutes) == said
