"""What a voice must be given so that letters, numbers and times are said as people say them."""

import re

from shared.rules.common import words

_LETTERS = {
    "A": "a",
    "B": "be",
    "C": "ce",
    "D": "de",
    "E": "e",
    "F": "ef",
    "G": "ge",
    "H": "ha",
    "I": "i",
    "J": "je",
    "K": "ka",
    "L": "el",
    "M": "em",
    "N": "en",
    "O": "o",
    "P": "pe",
    "Q": "ki",
    "R": "er",
    "S": "es",
    "T": "te",
    "U": "u",
    "V": "ve",
    "W": "we",
    "X": "eks",
    "Y": "ye",
    "Z": "zet",
}
_TICKET = re.compile(r"\b([A-Z])-(\d{3,4})\b")
_TIME = re.compile(r"\b([01]?\d|2[0-3])\.([0-5]\d)(?: (WIB|WITA|WIT)\b)?")
_MONEY = re.compile(r"\bRp ?0(?:,00)?\b")
_SPELLED = re.compile(r"\b[B-DF-HJ-NP-TV-Z]{2,5}\b|\b[A-Z]\b")
_RANGE = re.compile(r"(?<=[\d½]) ?– ?(?=[\d½])")
_SPACE = re.compile(r"\s+")


def pronounce(text: str) -> str:
    """The text for a speech program: letters by name, tickets digit by digit, times in words."""
    text = _TICKET.sub(lambda m: f"{m[1]}, {words.digits_spoken(m[2])}", text)
    text = _TIME.sub(_spoken_time, text)
    text = _MONEY.sub("nol rupiah", text)
    text = _RANGE.sub(" sampai ", text).replace("±", "kira-kira ")
    text = text.replace("½", " setengah")
    text = _SPELLED.sub(lambda m: " ".join(_LETTERS[letter] for letter in m[0]), text)
    return _SPACE.sub(" ", text).strip()


def _spoken_time(found: re.Match[str]) -> str:
    hour, minute = int(found[1]), int(found[2])
    return f"{hour} lewat {minute} menit" if minute else f"{hour}"
