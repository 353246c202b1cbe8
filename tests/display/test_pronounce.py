"""What the voice is given to say."""

import string

import pytest

from display.pronounce import pronounce
from shared.rules.common.office import Here
from shared.rules.queue import board
from shared.standard.services import Counter

_NAMES = {
    "A": "a",
    "B": "be",
    "C": "ce",
    "F": "ef",
    "H": "ha",
    "K": "ka",
    "L": "el",
    "M": "em",
    "R": "er",
    "U": "u",
}


def _counter(spoken: str) -> Counter:
    from datetime import date

    return Counter(
        id=1,
        name="x",
        name_en="x",
        spoken=spoken,
        services=("KK",),
        clause="9",
        valid_from=date(2023, 1, 2),
    )


@pytest.mark.parametrize(
    ("number", "priority", "where", "said"),
    [
        (
            "A-012",
            False,
            "loket satu",
            "Nomor antrean A, nol, satu, dua, silakan menuju loket satu.",
        ),
        (
            "U-003",
            True,
            "loket dua",
            "Nomor antrean prioritas U, nol, nol, tiga, silakan menuju loket dua.",
        ),
        (
            "M-987",
            False,
            "meja informasi",
            "Nomor antrean M, sembilan, delapan, tujuh, silakan menuju meja informasi.",
        ),
        (
            "K-456",
            False,
            "loket dua belas",
            "Nomor antrean K, empat, lima, enam, silakan menuju loket dua belas.",
        ),
    ],
)
def test_a_call_is_one_sentence_with_its_digits_one_by_one(
    number: str, priority: bool, where: str, said: str
) -> None:
    assert board.sentence(number, priority, _counter(where)) == said


@pytest.mark.parametrize("letter", string.ascii_uppercase)
def test_every_letter_is_given_by_its_name(letter: str) -> None:
    said = pronounce(f"Nomor antrean {letter}, nol, satu, dua, silakan menuju loket satu.")

    assert letter not in said.split("antrean ")[1].split(",")[0]
    if letter in _NAMES:
        assert said.startswith(f"Nomor antrean {_NAMES[letter]}, nol")


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("Kartu Keluarga (KK)", "Kartu Keluarga (ka ka)"),
        ("Nomor A-012", "Nomor a, nol, satu, dua"),
        ("sampai 15.30 WIB", "sampai 15 lewat 30 menit"),
        ("pukul 08.00", "pukul 8"),
        ("± 8–20 menit", "kira-kira 8 sampai 20 menit"),
        ("sekitar 1½–2 jam", "sekitar 1 setengah sampai 2 jam"),
        ("sekitar ½–1 jam", "sekitar setengah sampai 1 jam"),
        ("GRATIS (Rp0,00)", "GRATIS (nol rupiah)"),
        ("RT 001", "er te 001"),
        ("Adi, Ibu, dan NIK", "Adi, Ibu, dan NIK"),
    ],
)
def test_what_pages_write_short_is_said_in_full(written: str, said: str) -> None:
    assert pronounce(written) == said


def test_every_counter_of_the_office_has_a_sentence(office: Here) -> None:
    said = {
        board.sentence("A-001", False, counter).split("menuju ")[1]
        for counter in office.standard.counters
    }

    assert said == {"loket satu.", "meja informasi."}
