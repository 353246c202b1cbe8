"""NIK and KK numbers: warn, hardly ever block."""

import pytest

from shared.errors import Invalid
from shared.rules.common import identity

pytestmark = pytest.mark.usefixtures("office")

WOMAN, MAN, KK = "3508174504900001", "3508170504900002", "3508172311260001"


def codes(found: list[identity.Finding]) -> list[str]:
    return [one.code for one in found]


def test_good_numbers_say_nothing() -> None:
    assert identity.nik_findings(WOMAN) == identity.nik_findings(MAN) == []
    assert identity.kk_findings(KK, new=True) == []


@pytest.mark.parametrize(
    "text", ["3508 1745 0490 0001", "3508.1745.0490.0001", "3508-17450490-0001"]
)
def test_spaces_dots_and_dashes_are_no_matter(text: str) -> None:
    assert identity.tidy(text, "NIK") == WOMAN


@pytest.mark.parametrize("text", ["35O8174504900001", "350817450490001", "", "٣508174504900001"])
def test_only_sixteen_digits_can_be_kept(text: str) -> None:
    with pytest.raises(Invalid, match="16 angka"):
        identity.tidy(text, "NIK")


@pytest.mark.parametrize(
    ("nik", "code"),
    [
        ("3508173204900001", "date"),
        ("3508177204900001", "date"),
        ("3508173013900001", "date"),
        ("3508172902010001", "date"),
        ("9908174504900001", "province"),
        ("3508174504900000", "pattern"),
        ("1111111111111111", "pattern"),
        ("3509174504900001", "region"),
    ],
)
def test_what_is_unusual_is_named(nik: str, code: str) -> None:
    found = {one.code: one for one in identity.nik_findings(nik)}
    assert code in found
    assert found[code].info == (code == "region")


def test_a_nik_from_elsewhere_is_normal() -> None:
    assert all(one.info for one in identity.nik_findings("3509174504900001"))


def test_a_leap_day_of_either_century_is_a_day() -> None:
    assert "date" not in codes(identity.nik_findings("3508172902000001"))
    assert "date" not in codes(identity.nik_findings("3508172902960001"))


def test_a_new_kk_from_elsewhere_or_from_the_future_warns() -> None:
    assert not identity.kk_findings("3509172311260001", new=True)[0].info
    assert identity.kk_findings("3509172311260001")[0].info
    assert "future" in codes(identity.kk_findings("3508172411260001"))
    assert "date" in codes(identity.kk_findings("3508174504900001"))


def test_nik_and_kk_alike_warn() -> None:
    assert codes(identity.pair_findings(KK, KK)) == ["same"]
    assert identity.pair_findings(WOMAN, KK) == []


def test_a_masked_number_shows_its_ends_only() -> None:
    assert identity.mask(WOMAN) == "3508********0001"
    assert identity.mask(None) == ""


def test_the_provinces_that_there_are() -> None:
    known = [
        code
        for code in range(100)
        if "province" not in codes(identity.nik_findings(f"{code:02d}08170504900002"))
    ]
    assert known == [
        *(11, 12, 13, 14, 15, 16, 17, 18, 19, 21, 31, 32, 33, 34, 35, 36, 51, 52, 53),
        *(61, 62, 63, 64, 65, 71, 72, 73, 74, 75, 76, 81, 82, 91, 92, 93, 94, 95, 96),
    ]


@pytest.mark.parametrize(
    ("day", "is_one"),
    [("00", False), ("01", True), ("30", True), ("31", False), ("40", False)]
    + [("41", True), ("70", True), ("71", False), ("72", False)],
)
def test_the_day_of_birth_in_april_of_a_man_and_forty_higher_of_a_woman(
    day: str, is_one: bool
) -> None:
    found = codes(identity.nik_findings(f"350817{day}04900001"))
    assert ("date" not in found) is is_one


def test_a_kk_of_today_is_not_of_the_future_and_one_of_the_last_century_none() -> None:
    assert identity.kk_findings("3508172311260001", new=True) == []
    assert codes(identity.kk_findings("3508172911260001", new=True)) == ["future"]
    assert codes(identity.kk_findings("3508172902240001", new=True)) == []
    assert codes(identity.kk_findings("3508176311260001", new=True)) == ["date"]


@pytest.mark.parametrize(
    ("nik", "found"),
    [
        ("3508174504900001", []),
        ("3508184504900001", ["region"]),
        ("3508174504901000", []),
        ("3508174504910000", ["pattern"]),
    ],
)
def test_another_kecamatan_and_a_number_without_an_end_are_named(
    nik: str, found: list[str]
) -> None:
    assert codes(identity.nik_findings(nik)) == found


@pytest.mark.parametrize("digits", ["3" * 15, "3" * 17])
def test_one_digit_too_few_or_too_many_is_no_number(digits: str) -> None:
    with pytest.raises(Invalid):
        identity.tidy(digits, "NIK")


def test_a_fingerprint_tells_two_numbers_apart_and_shows_neither() -> None:
    assert identity.fingerprint(WOMAN) == identity.fingerprint(WOMAN)
    assert identity.fingerprint(WOMAN) != identity.fingerprint(MAN)
    assert WOMAN not in identity.fingerprint(WOMAN)
    assert identity.mask("") == ""
