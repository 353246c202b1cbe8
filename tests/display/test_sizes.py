"""Letters large enough for the farthest seat, against the measured table."""

import pytest

from display import sizes


@pytest.mark.parametrize(
    ("inches", "metres", "call", "preferred", "least"),
    [
        (43, 4, 141, 74, 54),
        (43, 6, 212, 111, 81),
        (43, 8, 282, 148, 108),
        (55, 4, 111, 58, 42),
        (55, 6, 166, 87, 63),
        (55, 8, 221, 116, 84),
        (32, 4, 190, 100, 73),
    ],
)
def test_sizes_follow_screen_and_distance(
    inches: int, metres: int, call: int, preferred: int, least: int
) -> None:
    needed = sizes.needs(inches, metres)

    assert (needed.call, needed.list, needed.list_least) == pytest.approx(
        (call, preferred, least), abs=1
    )


@pytest.mark.parametrize(("inches", "reach"), [(32, 4.4), (43, 6.0), (55, 7.7)])
def test_a_screen_is_readable_up_to_a_distance(inches: int, reach: float) -> None:
    assert sizes.readable_m(inches) == reach


@pytest.mark.parametrize(("inches", "metres"), [(32, 4.4), (43, 6.0), (55, 7.5), (98, 10)])
def test_nothing_is_said_when_the_farthest_seat_can_read(inches: float, metres: float) -> None:
    assert sizes.advice(inches, metres) is None


def test_a_small_screen_is_told_with_what_to_do() -> None:
    assert sizes.advice(32, 6) == (
        "Layar 32 inci terbaca sampai 4,4 m, kursi terjauh 6 m:"
        " dekatkan kursi atau pakai layar 43 inci."
    )


def test_a_hall_too_deep_for_any_screen_is_told_to_move_the_seats() -> None:
    assert sizes.advice(43, 30) == (
        "Layar 43 inci terbaca sampai 6 m, kursi terjauh 30 m: dekatkan kursi."
    )
