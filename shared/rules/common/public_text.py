"""Looks at a text meant for the public: whose name, telephone or number stands in it."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from shared.errors import N_, Invalid, Refused
from shared.rules.common import words, written_numbers

_MAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+")
_WORD = re.compile(r"[^\W_]+")
_APOSTROPHES = frozenset("'`´‘’‛′")
_TITLES = frozenset(
    {
        "bapak",
        "pak",
        "ibu",
        "bu",
        "sdr",
        "sdri",
        "mas",
        "mbak",
        "kak",
        "haji",
        "hajah",
        "hj",
        "kh",
        "tn",
        "ny",
        "tuan",
        "nyonya",
        "ustadz",
        "kyai",
        "drs",
        "dra",
        "ir",
        "dr",
        "st",
        "se",
        "sh",
        "sp",
        "si",
        "pd",
    }
)
_ADDRESS = re.compile(
    r"\b(?:(?:bapak|pak|ibu|bu|sdri?|mas|mbak|kak|haji|hajah|tn|ny|tuan|nyonya|ustadz|kyai|gus|ning)"
    r"\b\.?|(?:kh|hj|h)\.)\s*(?P<who>[^\W\d_]{2,})",
    re.IGNORECASE,
)
_HAJI = re.compile(r"\b(?:KH|Hj|HJ|H)\s+(?P<who>[A-Z][^\W\d_]+)")
_NOBODY = frozenset(
    {
        "dan",
        "atau",
        "yang",
        "serta",
        "dengan",
        "di",
        "ke",
        "dari",
        "untuk",
        "sekalian",
        "hamil",
        "menyusui",
        "rumah",
        "kota",
        "warga",
        "pemohon",
        "pengguna",
        "tamu",
        "pengunjung",
        "kami",
        "kita",
        "itu",
        "ini",
    }
)
# Between the parts of a name, as people write them or leave them out.
_BETWEEN = frozenset({"bin", "binti", "al", "el"})
# Parts of a name that tell nobody, because every text holds them.
_PARTICLES = _TITLES | _BETWEEN | {"di", "ke", "dan", "dari"}
_SHORTEST_PART = 2


@dataclass(frozen=True)
class Remark:
    """One thing that must not be read by everybody; `blocks` when no officer may let it pass."""

    code: str
    text: str
    found: str
    blocks: bool


@dataclass(frozen=True)
class People:
    """Names that must not be read by everybody, ready to be looked for in many texts."""

    parts: frozenset[str]
    phrases: frozenset[tuple[str, ...]]

    @property
    def longest(self) -> int:
        """Words of the longest name."""
        return max((len(phrase) for phrase in self.phrases), default=1)


def people(names: Iterable[str]) -> People:
    """These people, by every part of their names and by the whole of it."""
    known = [_parts(name) for name in names]
    return People(
        frozenset(part for parts in known for part in parts),
        frozenset(parts for parts in known if len(parts) > 1),
    )


NOBODY = people(())


def warnings(text: str, who: People = NOBODY) -> list[Remark]:
    """Everything personal in the text; `who` must not be named in it.

    A name blocks when it stands there like a name: with a capital, after a title, or whole. A part
    of it in lower case, or one that is also a month, is perhaps just that word: somebody decides.
    """
    text = _plain(text)
    number, phone = N_("Ada nomor panjang seperti NIK atau KK."), N_("Ada nomor telepon.")
    mail, name = N_("Ada alamat surel."), N_("Ada nama orang.")
    return [
        *(Remark("number", number, run, True) for run in written_numbers.long_numbers(text)),
        *(Remark("phone", phone, run, True) for run in written_numbers.phones(text)),
        *(Remark("mail", mail, hit[0], True) for hit in _MAIL.finditer(text)),
        *(
            Remark("name", name, spot, True) if sure else _maybe(spot)
            for spot, sure in dict.fromkeys(_named(text, who))
        ),
        *(_maybe(spot) for spot in dict.fromkeys(_addressed(text))),
    ]


def staff_named(text: str, who: People) -> list[Remark]:
    """People of the office in the text: a human being decides whether they may stand there."""
    return [
        Remark("staff", N_("Ada nama petugas."), spot, False)
        for spot, sure in dict.fromkeys(_named(_plain(text), who))
        if sure
    ]


def contacts_may_pass(remarks: list[Remark]) -> list[Remark]:
    """The same remarks, for a text in which the office's own telephone may stand."""
    return [replace(one, blocks=one.blocks and one.code in ("name", "number")) for one in remarks]


def require_fit(remarks: list[Remark], *, confirmed: bool) -> None:
    """Raise Invalid for what must go, Refused for what nobody has looked at yet."""
    if any(one.blocks for one in remarks):
        raise Invalid(
            N_("Teks untuk umum tidak boleh memuat nama, nomor telepon, atau nomor panjang."),
            code="personal",
        )
    if remarks and not confirmed:
        raise Refused(
            N_("Periksa dahulu kata yang ditandai, lalu centang bahwa boleh diumumkan."),
            code="unconfirmed",
        )


def _maybe(spot: str) -> Remark:
    return Remark("maybe-name", N_("Mungkin ada nama orang."), spot, False)


def _plain(text: str) -> str:
    """The text without invisible letters, accents and apostrophes, digits and blanks the usual."""
    return "".join(
        str(int(letter)) if letter.isdecimal() else letter
        for letter in unicodedata.normalize("NFKD", text)
        if unicodedata.category(letter) not in ("Cf", "Lm", "Mn") and letter not in _APOSTROPHES
    )


def _parts(name: str) -> tuple[str, ...]:
    folded = (word.casefold() for word in _WORD.findall(_plain(name)))
    return tuple(word for word in folded if len(word) >= _SHORTEST_PART and word not in _PARTICLES)


def _named(text: str, who: People) -> Iterator[tuple[str, bool]]:
    """What of these names stands in the text, and whether it surely is a name there."""
    found = list(_WORD.finditer(text))
    folded = [word[0].casefold() for word in found]
    at = 0
    while at < len(found):
        size = _whole_name(folded[at : at + 2 * who.longest], who)
        if size:
            yield text[found[at].start() : found[at + size - 1].end()], True
        elif folded[at] in who.parts:
            called = at > 0 and folded[at - 1] in _TITLES
            capital = found[at][0][0].isupper() and folded[at] not in words.OF_THE_CALENDAR
            yield found[at][0], called or capital
        at += max(size, 1)


def _whole_name(folded: list[str], who: People) -> int:
    """How many of the words, from the first one on, are somebody's whole name; 0 for none."""
    size, said = 0, tuple(folded[:1])
    for count, word in enumerate(folded[1:], 2):
        if word in _BETWEEN or len(word) < _SHORTEST_PART:
            continue
        said = (*said, word)
        if len(said) > who.longest:
            break
        if said in who.phrases:
            size = count
    return size


def _addressed(text: str) -> Iterator[str]:
    """`Pak Budi`, `ibu Siti`, `H. Salim`: somebody, whether the book knows them or not."""
    for pattern in (_ADDRESS, _HAJI):
        for hit in pattern.finditer(text):
            if hit["who"].casefold() not in _NOBODY:
                yield hit[0]
