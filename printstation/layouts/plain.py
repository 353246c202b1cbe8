"""Text as a slip says it: in ASCII, which every receipt printer has, and letters that we draw."""

import unicodedata

from printstation.printers import letters

_SPELLED = str.maketrans(
    {
        "–": "-",
        "—": "-",
        "−": "-",
        "‑": "-",
        "…": "...",
        "·": "-",
        "•": "-",
        "×": "x",
        "“": '"',
        "”": '"',
        "‘": "'",
        "’": "'",
        "±": "+/-",
        "≤": "<=",
        "≥": ">=",
        "→": "->",
        "\u00a0": " ",
        "½": "1/2",
    }
)


def plain(text: object) -> str:
    """The text on one line: a letter that can be neither printed nor drawn becomes `?`."""
    whole = unicodedata.normalize("NFC", str(text).translate(_SPELLED))
    return "".join(map(_fitting, " ".join(whole.split())))


def _fitting(letter: str) -> str:
    if " " <= letter <= "~" or letters.known(letter):
        return letter
    simple = unicodedata.normalize("NFKD", letter)
    return simple if simple.isascii() and simple.isprintable() else "?"
