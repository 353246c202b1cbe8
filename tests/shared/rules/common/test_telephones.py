"""Telephone numbers: however they are written, kept in one form, shown in groups."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.errors import Invalid
from shared.rules.common import telephones

ONE = "081234567890"


@pytest.mark.parametrize(
    "typed",
    [
        "0812-3456-7890",
        "0812 3456 7890",
        "+62 812-3456-7890",
        "+62 (0)812 3456 7890",
        "62812 3456 7890",
        "006281234567890",
        "0812.3456.7890",
        " 0812/3456/7890 ",
        "٠٨١٢٣٤٥٦٧٨٩٠",
    ],
)
def test_one_number_is_kept_in_one_form(typed: str) -> None:
    assert telephones.stored(typed) == ONE
    assert telephones.shown(typed) == "0812-3456-7890"


@pytest.mark.parametrize(
    ("typed", "kept", "shown"),
    [
        ("(0334) 881234", "0334881234", "0334-881234"),
        ("021 555 1234", "0215551234", "021-5551234"),
        ("+60 12-345 6789", "+60123456789", "+60123456789"),
        ("881234", "881234", "881234"),
        ("621234", "621234", "621234"),
        ("", None, ""),
    ],
)
def test_other_numbers_are_kept_too(typed: str, kept: str | None, shown: str) -> None:
    assert (telephones.stored(typed), telephones.shown(typed)) == (kept, shown)


@pytest.mark.parametrize(
    "typed",
    [
        "000000",
        "+000001",
        "+0812345678",
        "nol delapan",
        "0812",
        "0812-3456-7890 Wati",
        "1" * 16,
        "½" * 8,
        "-",
    ],
)
def test_what_is_no_number_is_refused(typed: str) -> None:
    with pytest.raises(Invalid) as refused:
        telephones.stored(typed)
    assert refused.value.code == "phone"
    assert telephones.shown(typed) == typed


@given(st.text("0123456789+-() ", max_size=20))
def test_what_is_shown_is_kept_the_same(text: str) -> None:
    try:
        kept = telephones.stored(text)
    except Invalid:
        return
    assert telephones.stored(telephones.shown(text)) == kept


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("12345", None),
        ("123456", "123456"),
        ("1" * 15, "1" * 15),
        ("1" * 16, None),
        ("621234567", "621234567"),
        ("6212345678", "012345678"),
        ("+621234567", "01234567"),
        ("00621234567", "01234567"),
        ("0060123456789", "+60123456789"),
        ("+123456", "+123456"),
        ("6208123456", "08123456"),
    ],
)
def test_how_many_digits_make_a_number_and_whose_country_it_is(
    typed: str, kept: str | None
) -> None:
    if kept:
        assert telephones.stored(typed) == kept
    else:
        with pytest.raises(Invalid):
            telephones.stored(typed)


@pytest.mark.parametrize(
    ("kept", "shown"),
    [
        ("0211234567", "021-1234567"),
        ("0221234567", "022-1234567"),
        ("0241234567", "024-1234567"),
        ("0311234567", "031-1234567"),
        ("0611234567", "061-1234567"),
        ("0334881234", "0334-881234"),
        ("081234", "0812-34"),
        ("08123456", "0812-3456"),
        ("081234567", "0812-3456-7"),
        ("0812345678901", "0812-3456-78901"),
        ("+60123456789", "+60123456789"),
        ("112233", "112233"),
    ],
)
def test_a_number_is_shown_in_its_groups(kept: str, shown: str) -> None:
    assert telephones.shown(kept) == shown
