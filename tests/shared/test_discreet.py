"""A NIK or KK number is recognised and hidden, however people write it."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.discreet import discreet, discreetly

NIK = "3508174504900001"
MASKED = "3508********0001"


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        (NIK, MASKED),
        (f"KTP {NIK}, asli", f"KTP {MASKED}, asli"),
        ("3508 1745 0490 0001", MASKED),
        ("3508.1745.0490.0001", MASKED),
        ("35.08.17.450490.0001", MASKED),
        ("3508 - 1745 - 0490 - 0001", MASKED),
        ("3508174504900001 2 lembar", f"{MASKED} 2 lembar"),
        ("350817450490000123", "3508**********0123"),
        ("2x", "2x"),
        ("KK-2026-000123", "KK-2026-000123"),
        ("474.1/12/2026", "474.1/12/2026"),
        ("474.1/12345/429.123/2026", "474.1/12345/429.123/2026"),
        ("0812-3456-7890", "0812-3456-7890"),
        ("23-11-2026 09.15", "23-11-2026 09.15"),
        ("RT 001/RW 002", "RT 001/RW 002"),
        ("", ""),
    ],
)
def test_what_is_hidden_and_what_is_not(typed: str, shown: str) -> None:
    assert discreet(typed) == shown


around = st.text(max_size=20).filter(lambda text: not re.search(r"\d", text))
separator = st.sampled_from(["", " ", ".", "-", " - ", "\u00a0", "\u2013"])


@given(
    digits=st.text("0123456789", min_size=16, max_size=16),
    separators=st.lists(separator, min_size=15, max_size=15),
    before=around,
    after=around,
)
def test_no_sixteen_digits_come_out_whole(
    digits: str, separators: list[str], before: str, after: str
) -> None:
    written = "".join(a + b for a, b in zip(digits, [*separators, ""], strict=True))
    shown = re.sub(r"\D", "", discreet(before + written + after))
    assert shown == digits[:4] + digits[-4:]


@given(st.text())
def test_hiding_twice_is_hiding_once(text: str) -> None:
    assert discreet(discreet(text)) == discreet(text)


@given(st.text().filter(lambda text: len(re.findall(r"\d", text)) < 16))
def test_a_text_with_fewer_digits_stays_as_it_is(text: str) -> None:
    assert discreet(text) == text


def test_plain_data_are_searched_to_the_bottom() -> None:
    said = {"name": NIK, "papers": [{"note": f"no. {NIK}"}], "count": 3, "due": None}
    assert discreetly(said) == {
        "name": MASKED,
        "papers": [{"note": f"no. {MASKED}"}],
        "count": 3,
        "due": None,
    }
