"""What the counter writes down of an application: each text once, for every place that has it.

The rule of intake, the API's message, the form at the counter, the facts on a page and the remarks
of the register all read `FIELDS`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from shared.errors import N_, Invalid
from shared.records import Application
from shared.rules.common import identity, telephones
from shared.rules.common.words import LONGEST_NAME, LONGEST_NOTE, tidy_note

LONGEST_REASON = 200
LONGEST_SIAK = 40
_LONGEST_PHONE = 20
_LONGEST_NUMBER = 24  # sixteen digits, and what people put between them
_LONGEST_UNIT = 3
LONGEST = {
    "name": LONGEST_NAME,
    "note": LONGEST_NOTE,
    "reason": LONGEST_REASON,
    "siak": LONGEST_SIAK,
    "number": _LONGEST_NUMBER,
}
"""How long a text may be, for whoever asks for one."""

SELF, FAMILY, PROXY = "self", "family", "proxy"
SUBMITTERS = {SELF: N_("Pemohon sendiri"), FAMILY: N_("Keluarga"), PROXY: N_("Kuasa (F-1.07)")}

KTP = "ktp"
IDENTITIES = {KTP: N_("KTP-el"), "sim": N_("SIM"), "passport": N_("Paspor"), "other": N_("Lainnya")}
OLD_KK = {
    "withdrawn": N_("Ditarik"),
    "lost": N_("Hilang, ada surat kehilangan"),
    "kept": N_("Tidak dibawa"),
    "none": N_("Belum pernah ada"),
}
WITHOUT_RECEIPT = {
    "left": N_("Tidak dibawa"),
    "lost": N_("Hilang"),
    "never": N_("Tidak pernah dicetak"),
}


@dataclass(frozen=True)
class Intake:
    """What the counter officer writes down; `touch` is the UUID of the press.

    `seen`: codes of the warnings about the numbers that the officer has seen.
    """

    touch: str
    kinds: Sequence[str]
    applicant: str
    nik: str
    head_of_family: str
    village: str
    rt: str
    rw: str
    kk_number: str = ""
    hamlet: str = ""
    phone: str = ""
    submitted_by: str = SELF
    submitter: str = ""
    elements: Sequence[str] = field(default_factory=tuple)
    ticket_id: int | None = None
    note: str = ""
    seen: Sequence[str] = field(default_factory=tuple)


@dataclass(frozen=True)
class TextField:
    """One text: its name in the office, how it is tidied, how the form has it.

    `title`: with `{Desa}` where this region has its own word.
    `needed`: it may not be empty. `told`: it stands under its title among the facts of the
    application and in the register's remarks; the others have a place of their own there.
    `of_submitter`: asked only when somebody else submits.
    """

    name: str
    title: str
    tidy: Callable[[str, str], str | None]
    longest: int = LONGEST_NAME
    needed: bool = False
    told: bool = False
    hint: str = ""
    span: int = 3
    typed: str = "text"
    same_as: str = ""
    of_submitter: bool = False

    @property
    def is_number(self) -> bool:
        """Whether its digits are counted and looked at while they are typed."""
        return self.longest == _LONGEST_NUMBER


def tidied(intake: Intake) -> dict[str, str | None]:
    """Every text as it is kept; Invalid, in the office's words, for one that does not fit."""
    return {
        one.name: one.tidy(getattr(intake, one.name), one.title)
        if not one.of_submitter or intake.submitted_by != SELF
        else None
        for one in FIELDS
    }


def told(row: Application) -> list[tuple[str, str]]:
    """Title and text of what has no place of its own."""
    found = ((one.title, getattr(row, one.name)) for one in FIELDS if one.told)
    return [(title, text) for title, text in found if text]


def _note(text: str, _title: str) -> str | None:
    return tidy_note(text)


def _name(text: str, title: str) -> str:
    words = " ".join(text.split())
    if not words or len(words) > LONGEST_NAME:
        raise Invalid(N_("%(what)s harus diisi, paling banyak 100 huruf."), code="name", what=title)
    return words


def _cut(text: str, _title: str) -> str | None:
    return " ".join(text.split())[:LONGEST_NAME] or None


def _chosen(text: str, _title: str) -> str:
    """One of a list, which the rule of intake has looked up."""
    return text


def _number_if_any(text: str, title: str) -> str | None:
    return identity.tidy(text, title) if text.strip() else None


def _unit(text: str, title: str) -> str:
    digits = text.strip()
    if not (digits.isascii() and digits.isdigit() and len(digits) <= 3):
        raise Invalid(N_("%(what)s ditulis dengan angka, misalnya 001."), code="unit", what=title)
    return digits.zfill(3)


def _phone(text: str, _title: str) -> str | None:
    return telephones.stored(text)


# In the order of the form. A new text is a column, a line in `Intake` and one here.
FIELDS = (
    TextField("applicant", N_("Nama pemohon"), _name, needed=True, span=6, typed="name"),
    TextField("nik", "NIK", identity.tidy, _LONGEST_NUMBER, needed=True, typed="digits"),
    TextField(
        "kk_number", "No. KK", _number_if_any, _LONGEST_NUMBER, hint=N_("bila ada"), typed="digits"
    ),
    TextField(
        "head_of_family",
        N_("Nama kepala keluarga"),
        _name,
        needed=True,
        span=6,
        typed="name",
        same_as=N_("Sama dengan pemohon"),
    ),
    TextField("village", "{Desa}", _chosen, needed=True, typed="choice"),
    TextField("rt", "RT", _unit, _LONGEST_UNIT, needed=True, span=1, typed="digits"),
    TextField("rw", "RW", _unit, _LONGEST_UNIT, needed=True, span=1, typed="digits"),
    TextField("hamlet", "{Dusun}", _cut, hint=N_("bila ada")),
    TextField("phone", N_("Telepon"), _phone, _LONGEST_PHONE, hint=N_("boleh kosong"), typed="tel"),
    TextField("submitted_by", N_("Yang mengajukan"), _chosen, needed=True, span=6, typed="chips"),
    TextField(
        "submitter", N_("Nama yang mengajukan"), _name, span=6, typed="name", of_submitter=True
    ),
    TextField(
        "note", N_("Catatan"), _note, LONGEST_NOTE, told=True, hint=N_("boleh kosong"), span=6
    ),
)
