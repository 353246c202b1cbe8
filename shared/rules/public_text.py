"""Looks at a text meant for the public: whose name, telephone or number stands in it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from shared.errors import N_

_PHONE = re.compile(r"(?<!\d)(?:\+?62[ .-]?|0)\d{2,4}[ .-]?\d{3,4}[ .-]?\d{2,5}(?!\d)")
_LONG_NUMBER = re.compile(r"\d(?:[ .-]?\d){15,}")
_MAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+")
_TITLE = re.compile(r"\b(?:Pak|Bapak|Bu|Ibu|Sdr|Sdri|Mas|Mbak|Haji|H|Hj)\.?\s+[A-Z]\w+")
_SHORTEST_NAME = 3


@dataclass(frozen=True)
class Remark:
    """One thing that must not be read by everybody; `blocks` when no officer may let it pass."""

    code: str
    text: str
    found: str
    blocks: bool


def warnings(text: str, names: Iterable[str] = ()) -> list[Remark]:
    """Everything personal in the text; `names` are people who must not be named."""
    found = [
        Remark("number", N_("Ada nomor panjang seperti NIK atau KK."), hit[0], True)
        for hit in _LONG_NUMBER.finditer(text)
    ]
    found += [
        Remark("phone", N_("Ada nomor telepon."), hit[0], True) for hit in _PHONE.finditer(text)
    ]
    found += [Remark("mail", N_("Ada alamat surel."), hit[0], True) for hit in _MAIL.finditer(text)]
    found += [Remark("name", N_("Ada nama orang."), name, True) for name in _named(text, names)]
    found += [
        Remark("maybe-name", N_("Mungkin ada nama orang."), hit[0], False)
        for hit in _TITLE.finditer(text)
    ]
    return found


def staff_named(text: str, names: Iterable[str]) -> list[Remark]:
    """People of the office in the text: a human being decides whether they may stand there."""
    return [Remark("staff", N_("Ada nama petugas."), name, False) for name in _named(text, names)]


def _named(text: str, names: Iterable[str]) -> list[str]:
    """Names of which the whole, or any longer part, stands in the text as a word."""
    words = set(re.findall(r"\w+", text.casefold()))
    found = []
    for name in names:
        parts = [part for part in re.findall(r"\w+", name.casefold()) if len(part) > _SHORTEST_NAME]
        if parts and any(part in words for part in parts):
            found.append(name)
    return found
