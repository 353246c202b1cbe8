"""Names, telephones and long numbers in a text for the public: found, however they are written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.errors import AppError
from shared.rules.common import public_text
from shared.rules.complaints import handling
from tests.complaint_book import entered, named, people, reported

pytestmark = pytest.mark.clause("11.9")
KNOWN = public_text.people(
    ["Wati Percobaan", "Eko", "Sri Ayu", "Budi Jati", "Mei Lestari", "H. Li Bin Amat", "Ibu"]
    + ["Nu’man José"]
)
APART = ["", " ", "  ", ".", "-", "/", "_", " - ", ") ", "\u00a0", "\u2011", "\u200b", "\n"]
_TELLING = "3456789"
"""Digits of which no date and no time of day can be made."""


def codes(text, blocks=None):
    found = public_text.warnings(text, KNOWN)
    return {one.code for one in found if blocks is None or one.blocks is blocks}


@pytest.mark.parametrize(
    "text",
    [
        "Hubungi 0812-3456-7890",
        "0812 34 56 78 90",
        "(0334) 881234",
        "+62 (0)812 3456 789",
        "62812.3456.7890",
        "0812\u2011345\u20116789",
        "0812\u00a0345\u00a06789",
        "081\u200b234567890",
        "٠٨١٢٣٤٥٦٧٨٩٠",
        "Loket 2, 0812/3456/7890",
        "pukul 08.00 - 15.00, 0812 3456 7890",
    ],
)
def test_a_telephone_is_found(text):
    assert codes(text, blocks=True) == {"phone"}


@pytest.mark.parametrize(
    "text",
    [
        "NIK 3508 1745 0490 0001",
        "3508170101900001",
        "3508/1701/0190/0001",
        "35.08.17.010190.0001",
        "3508-1701 0190_0001",
    ],
)
def test_a_number_like_a_nik_is_found(text):
    assert codes(text, blocks=True) == {"number"}


@given(st.data())
def test_digits_are_found_however_they_are_set_apart(data):
    head, code, sizes = data.draw(
        st.sampled_from([("3508", "number", (12, 16)), ("08", "phone", (7, 11))])
    )
    digits = head + data.draw(st.text(_TELLING, min_size=sizes[0], max_size=sizes[1]))
    written = "".join(digit + data.draw(st.sampled_from(APART)) for digit in digits)
    assert code in codes(f"Hubungi {written} segera", blocks=True)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Kata Wati petugas lama", "Wati"),
        ("Eko menunggu lama", "Eko"),
        ("SRI di loket", "SRI"),
        ("sri ayu menunggu", "sri ayu"),
        ("rumah pak budi", "budi"),
        ("PAK BUDI", "BUDI"),
        ("Warga Li mengadu", "Li"),
        ("wati  percobaan", "wati  percobaan"),
        ("kata li bin amat", "li bin amat"),
        ("haji li amat", "li amat"),
        ("sri r. ayu menunggu", "sri r. ayu"),
        ("Kata Numan begitu", "Numan"),
        ("Kata Nu'man Jose", "Numan Jose"),
    ],
)
def test_whoever_complained_is_found(text, found):
    assert found in {one.found for one in public_text.warnings(text, KNOWN) if one.blocks}


@pytest.mark.parametrize(
    "text", ["eko datang", "budi pekerti petugas", "mulai 5 Mei 2027", "jati diri"]
)
def test_what_may_be_just_a_word_is_asked(text):
    assert (codes(text), codes(text, blocks=True)) == ({"maybe-name"}, set())


@pytest.mark.parametrize(
    "text",
    [
        "Kata Pak Sabar begitu",
        "pak sabar",
        "ibu Siti",
        "PAK SABAR",
        "H. Salim",
        "H Salim",
        "sdr. Anton",
        "mbak Nur",
        "Pak.Sabar",
    ],
)
def test_whoever_is_addressed_is_asked(text):
    assert codes(text) == {"maybe-name"}


def test_a_mail_address_is_found():
    assert codes("surel orang@contoh.id", blocks=True) == {"mail"}


@pytest.mark.parametrize(
    "text",
    [
        "Antrean lama pada hari Senin, 23 November 2026",
        "Buka pukul 08.00-15.00",
        "Loket 2 dibuka",
        "Sudah 14 hari kerja",
        "Buka 08.00 - 15.00 (2 loket)",
        "01/02/2027 - 03/02/2027",
        "23-11-2026 08.00 - 15.00",
        "Rp 10.000.000.000",
        "Rp62.500.000.000",
        "P-2026-0001",
        "Tahun 2023, 2024, 2025, 2026",
        "bapak dan ibu hamil",
        "paket di meja",
        "di kantor bin ajaib",
    ],
)
def test_ordinary_words_pass(text):
    assert public_text.warnings(text, KNOWN) == []


class TestOfAComplaint:
    """The short text that stands in the recap."""

    @pytest.fixture
    def who(self, office):
        return people()

    @pytest.mark.parametrize(
        "text",
        [
            "Eko menunggu lama",
            "Kata Sri Ayu lama",
            "NIK 3508/1701/0190/0001",
            "Hubungi 0812 34 56 78 90",
        ],
    )
    def test_nobody_who_complained_is_named_in_it(self, who, text):
        one = reported(who)
        entered(**named(name="Eko"))
        entered(**named(name="Sri Ayu", secret=True))
        with pytest.raises(AppError) as refusal:
            handling.describe(one.id, text, "", who.rina, confirmed=True)
        assert refusal.value.code == "personal"

    def test_what_is_done_is_looked_at_too(self, who):
        one = reported(who, **named(name="Eko"))
        with pytest.raises(AppError):
            handling.describe(one.id, "Antrean lama", "Eko dilayani", who.rina)

    def test_somebody_who_waits_since_the_last_quarter_is_not_named_either(self, who, later):
        entered(**named(name="Eko"))
        later(days=46)
        with pytest.raises(AppError):
            handling.describe(reported(who).id, "Kata Eko lama", "", who.rina)

    def test_what_may_be_a_name_passes_once_it_was_looked_at(self, who):
        one = reported(who)
        with pytest.raises(AppError) as refusal:
            handling.describe(one.id, "Bapak Camat meminta maaf", "", who.rina)
        assert refusal.value.code == "unconfirmed"
        told = handling.describe(one.id, "Bapak Camat meminta maaf", "", who.rina, confirmed=True)
        assert told.public_text == "Bapak Camat meminta maaf"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("0123456", set()),
        ("01234567", set()),
        ("012345678", {"phone"}),
        ("0" + "1" * 14, {"phone"}),
        ("1" * 15, set()),
        ("1" * 16, {"number"}),
        ("62212345", set()),
        ("622123456", {"phone"}),
        ("6212345678", set()),
        ("0812 345, 678", set()),
        ("0812 345; 678", set()),
        ("0812 345 (678)", set()),
        ("Rp 0812345678", {"phone"}),
        ("Rp. 62.212.345.678", set()),
        ("rp62.212.345.678", set()),
    ],
)
def test_how_many_digits_make_a_number_for_the_public(text, found):
    assert codes(text) == found


def test_each_place_is_told_once_with_what_was_found_and_whether_it_blocks():
    told = public_text.warnings("Wati, Wati dan wati; 08123456789 x@y.id pak Sabar", KNOWN)
    assert [(one.code, one.found, one.blocks) for one in told] == [
        ("phone", "08123456789", True),
        ("mail", "x@y.id", True),
        ("name", "Wati", True),
        ("maybe-name", "wati", False),
        ("maybe-name", "pak Sabar", False),
    ]


def test_of_two_names_the_longer_one_is_found_whole():
    who = public_text.people(["Sri Ayu", "Sri Ayu Lestari Dewi", "Li"])
    assert (who.longest, public_text.NOBODY.longest) == (4, 1)
    assert public_text.people(["Li", "X"]).phrases == frozenset()
    assert public_text.people(["Li", "X"]).parts == {"li"}
    found = [
        [one.found for one in public_text.warnings(text, who)]
        for text in (
            "sri ayu lestari dewi",
            "sri ayu lestari",
            "dan sri bin a ayu pulang",
            "ayu sri",
            "Ayu Sri",
        )
    ]
    assert found == [
        ["sri ayu lestari dewi"],
        ["sri ayu", "lestari"],
        ["sri bin a ayu"],
        ["ayu", "sri"],
        ["Ayu", "Sri"],
    ]


def test_an_officer_is_named_where_it_surely_is_a_name_and_somebody_decides():
    told = public_text.staff_named("Wati, Wati, pak budi; eko dan kata pak sabar", KNOWN)
    assert [(one.code, one.found, one.blocks) for one in told] == [
        ("staff", "Wati", False),
        ("staff", "budi", False),
    ]


def test_the_telephone_of_the_office_may_stand_where_contacts_may():
    text = "Wati, 08123456789, x@y.id, 3508174504900001, pak Sabar"
    left = public_text.contacts_may_pass(public_text.warnings(text, KNOWN))
    assert [(one.code, one.blocks) for one in left] == [
        ("number", True),
        ("phone", False),
        ("mail", False),
        ("name", True),
        ("maybe-name", False),
    ]


@pytest.mark.parametrize(
    ("text", "confirmed", "code"),
    [
        ("Antrean lama", False, ""),
        ("Antrean lama", True, ""),
        ("pak Sabar", False, "unconfirmed"),
        ("pak Sabar", True, ""),
        ("Wati datang", True, "personal"),
        ("Wati datang, pak Sabar", True, "personal"),
        ("Wati datang", False, "personal"),
    ],
)
def test_what_must_go_and_what_has_to_be_looked_at(text, confirmed, code):
    remarks = public_text.warnings(text, KNOWN)
    if not code:
        public_text.require_fit(remarks, confirmed=confirmed)
        return
    with pytest.raises(AppError) as refusal:
        public_text.require_fit(remarks, confirmed=confirmed)
    assert refusal.value.code == code


@pytest.mark.parametrize("text", ["budi pekerti ada pada bapak", "eko menanti ibu"])
def test_a_title_at_the_end_is_not_that_of_the_first_word(text):
    assert codes(text) == {"maybe-name"}
    assert codes(text, blocks=True) == set()
