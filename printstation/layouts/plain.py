"""Text reduced to what every receipt printer has: ASCII."""

import unicodedata

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
    """The text in printable ASCII on one line; letters lose their accents, the rest becomes `?`."""
    decomposed = unicodedata.normalize("NFKD", str(text).translate(_SPELLED))
    kept = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return "".join(letter if " " <= letter <= "~" else "?" for letter in " ".join(kept.split()))
