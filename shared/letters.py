"""Letters as people type them: cleaned where they come in, folded where somebody looks for them."""

import unicodedata

LARGEST = 2**31 - 1
"""The largest number that anything of the office has; an engine takes no number of any length."""

# Control and direction signs, letters of no width, half letters. A line and a tab are kept.
_DROPPED = frozenset({"Cc", "Cf", "Cs"})
# Letters, marks and a symbol that show nothing although Unicode calls them none of these.
_UNSEEN = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0") | {
    chr(code) for code in range(0xFE00, 0xFE10)
}
_LINES = frozenset({"\u0085", "\u2028", "\u2029", "\n"})


def clean(text: str) -> str:
    """The text as it is seen: composed, nothing invisible in it, blanks and line ends the usual."""
    if text.isascii() and text.isprintable():
        return text
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", "".join(map(_clean_one, lines)))


def _clean_one(sign: str) -> str:
    if sign in _LINES:
        return "\n"
    if sign == "\t":
        return sign
    kind = unicodedata.category(sign)
    if kind == "Zs":
        return " "
    return "" if kind in _DROPPED or sign in _UNSEEN else sign


def whole(text: str) -> int:
    """The number of these plain digits; ValueError for others, and beyond what a row can have."""
    if text.isascii() and text.isdigit() and len(text) <= len(str(LARGEST)):
        number = int(text)
        if number <= LARGEST:
            return number
    raise ValueError("no number of a row")


def cleaned(value: object) -> object:
    """What a message holds, every text in it clean, names of fields too."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, list):
        return [cleaned(one) for one in value]
    if isinstance(value, dict):
        return {clean(str(name)): cleaned(one) for name, one in value.items()}
    return value


def key(text: str) -> str:
    """What is left of a name without case, accents, apostrophes and blanks: `Nu’man` → `numan`.

    Rows keep it: when it is made in another way, a migration makes theirs anew.
    """
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return "".join(sign for sign in folded if sign.isalnum() and unicodedata.category(sign) != "Lm")


def keys(text: str) -> list[str]:
    """The keys of the words of a search; a name that holds them all, in any order, is meant."""
    return [found for word in text.split() if (found := key(word))]
