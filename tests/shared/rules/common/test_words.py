"""How a span of minutes is said, everywhere the same."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared import clock
from shared.errors import Invalid
from shared.rules.common import words
from shared.rules.common.office import Here
from tests.office import Later


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


@given(part=st.integers(0, 10**6), rest=st.integers(0, 10**6))
def test_a_share_says_all_or_nothing_only_of_all_or_nothing(part: int, rest: int) -> None:
    said = words.percent(part, part + rest)
    assert (said == "–") == (part + rest == 0)
    assert (said == "100,0 %") == (part > 0 and rest == 0)
    assert (said == "0,0 %") == (part == 0 and rest > 0)
    if part and rest:
        assert abs(float(said[:-2].replace(",", ".")) - 100 * part / (part + rest)) <= 0.1


@pytest.mark.parametrize(
    ("part", "whole", "said"),
    [(5, 16, "31,3 %"), (1, 3, "33,3 %"), (2, 3, "66,7 %"), (1999, 2000, "99,9 %"), (0, 0, "–")],
)
def test_a_share_has_one_place_half_upwards(part: int, whole: int, said: str) -> None:
    assert words.percent(part, whole) == said


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (0, "nol"),
        (9, "sembilan"),
        (10, "sepuluh"),
        (11, "sebelas"),
        (12, "dua belas"),
        (19, "sembilan belas"),
        (20, "dua puluh"),
        (21, "dua puluh satu"),
        (99, "sembilan puluh sembilan"),
        (100, "seratus"),
        (101, "seratus satu"),
        (200, "dua ratus"),
        (999, "sembilan ratus sembilan puluh sembilan"),
        (1_000, "seribu"),
        (1_101, "seribu seratus satu"),
        (2_000, "dua ribu"),
        (11_000, "sebelas ribu"),
        (1_000_000, "satu juta"),
        (1_001_000, "satu juta seribu"),
        (2_000_000_000, "dua miliar"),
    ],
)
def test_a_number_in_words(number: int, said: str) -> None:
    assert words.in_words(number) == said
    assert words.with_words(number) == f"{number} ({said})"


def test_a_note_has_at_most_five_hundred_letters() -> None:
    assert words.tidy_note(f"  {'x' * 499}   y "[:-3] + "  ") == "x" * 499
    assert words.tidy_note("x" * 500) == "x" * 500
    assert words.tidy_note(" ") is words.tidy_note(None) is None
    with pytest.raises(Invalid):
        words.tidy_note("x" * 501)


def test_days_and_times_are_said_with_their_own_month(office: Here, later: Later) -> None:
    first, last = date(2026, 1, 1), date(2027, 12, 31)
    assert words.long_date(first) == "Kamis, 1 Januari 2026"
    assert words.plain_date(last) == "31 Desember 2027"
    assert words.month_name(2027, 12) == "Desember 2027"
    now = clock.now()
    later(days=1)
    assert (words.time_or_day(now), words.time_or_day(clock.now())) == (
        "23 November 2026 pukul 09.00",
        "09.00",
    )
    assert words.day_and_time(now) == "Senin, 23 November 2026 pukul 09.00 WIB"
    assert (words.day_of(now), words.day_of(last), words.day_of(None)) == (
        "23 November 2026",
        "31 Desember 2027",
        "",
    )
    night = datetime(2026, 11, 30, 17, tzinfo=UTC)
    assert [words.day_of(night - timedelta(seconds=1)), words.day_of(night)] == [
        "30 November 2026",
        "1 Desember 2026",
    ]
    assert words.day_and_time(night) == "Selasa, 1 Desember 2026 pukul 00.00 WIB"
    assert words.paragraphs(" satu \n\n dua ") == ["satu", "dua"]
    assert words.digits_spoken("012") == "nol, satu, dua"


@pytest.mark.parametrize(
    ("minutes", "said"),
    [
        ((19, 95), "kurang dari 2 jam"),
        ((20, 91), "sekitar ½–2 jam"),
        ((0, 120), "kurang dari 2 jam"),
        ((0, 121), "kurang dari 2½ jam"),
        ((49, 91), "sekitar ½–2 jam"),
        ((50, 91), "sekitar 1–2 jam"),
        ((1, 1), "sekitar 1–1 menit"),
    ],
)
def test_a_span_changes_its_half_hour_ten_minutes_before_it(minutes, said):
    assert words.minutes_range(minutes) == said


def test_a_span_is_said_as_others_translate_it() -> None:
    told = []

    def said(text: str, **values: object) -> str:
        told.append((text, values))
        return "x"

    assert [words.minutes_range((10, high), said) for high in (20, 100)] == ["x", "x"]
    assert told == [
        ("sekitar %(low)s–%(high)s menit", {"low": 10, "high": 20}),
        ("kurang dari %(high)s jam", {"high": "2"}),
    ]


@pytest.mark.parametrize("month", range(1, 13))
def test_every_month_has_its_name(month: int) -> None:
    names = "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember"
    assert words.month_name(2026, month) == f"{names.split()[month - 1]} 2026"
    assert words.plain_date(date(2026, month, 9)) == f"9 {names.split()[month - 1]} 2026"


@pytest.mark.parametrize(
    ("zone", "said"), [("Asia/Jayapura", "11.00 WIT"), ("Asia/Makassar", "10.00 WITA")]
)
def test_the_hour_is_that_of_the_zone_of_the_office(office: Here, zone: str, said: str) -> None:
    now = clock.now()
    try:
        clock.use_zone(zone)
        assert words.time_with_zone(now) == said
        assert words.clock_time(now) == said[:5]
    finally:
        clock.use_zone(office.standard.office.zone)
    assert words.time_with_zone(now) == "09.00 WIB"


def test_the_words_of_the_region_stand_for_its_parts(office: Here) -> None:
    said = office.standard.office.words
    assert words.local("{Desa}, {desa}, {Dusun}.") == (
        f"{said.village}, {said.village.lower()}, {said.hamlet}."
    )


@pytest.mark.parametrize(
    ("part", "whole", "said"),
    [
        (1, 3000, "0,1 %"),
        (1, 2000, "0,1 %"),
        (3, 2000, "0,2 %"),
        (2999, 3000, "99,9 %"),
        (0, 7, "0,0 %"),
        (7, 7, "100,0 %"),
        (1, 1, "100,0 %"),
        (0, 1, "0,0 %"),
    ],
)
def test_a_tiny_share_is_something_and_a_huge_one_is_not_all(
    part: int, whole: int, said: str
) -> None:
    assert words.percent(part, whole) == said


@pytest.mark.parametrize(
    ("value", "digits", "said"),
    [
        (None, 1, "–"),
        (0, 0, "0"),
        (1234, 0, "1.234"),
        (1234567, 0, "1.234.567"),
        (1234.5, 1, "1.234,5"),
        (12, 1, "12,0"),
        (0.25, 1, "0,3"),
        (15.05, 1, "15,1"),
        (999.95, 1, "1.000,0"),
    ],
)
def test_numbers_stand_as_indonesians_write_them(
    value: float | None, digits: int, said: str
) -> None:
    assert words.number(value, digits) == said
