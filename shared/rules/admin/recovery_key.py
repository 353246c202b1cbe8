"""The recovery key: its public half stays and seals every backup, its secret is on paper alone."""

import re
from dataclasses import dataclass, field
from functools import partial

from shared import db, terminal
from shared.errors import N_, Invalid
from shared.rules.common import backups, journal
from shared.rules.common.actor import Actor
from shared.rules.common.office import here
from shared.rules.paper.said import OwnPaper, Said

_BEGINS = "AGE-SECRET-KEY-1"
_SIGNS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
# Thirty-two syllables that nobody mistakes for each other: each is one sign of the key.
_SYLLABLES = [first + vowel for first in "bdkmlrst" for vowel in "aiou"]
_WORD = 2
_SPLIT = re.compile(r"[^a-z]+")


@dataclass(frozen=True)
class RecoveryKey:
    """A key whose secret nothing has kept; `mark` stands in the names of its backups."""

    secret: str = field(repr=False)
    public: str

    @property
    def mark(self) -> str:
        return backups.mark(self.public)

    @property
    def words(self) -> list[str]:
        """The secret as people copy it by hand; its last signs are a checksum."""
        said = [_SYLLABLES[_SIGNS.index(one)] for one in self.secret[len(_BEGINS) :].lower()]
        return ["".join(said[at : at + _WORD]) for at in range(0, len(said), _WORD)]


class RecoverySheet(Said):
    """What the sheet says: the one place where the secret stands."""

    mark: str
    secret: str
    words: list[str]
    command: str


def draw() -> RecoveryKey:
    """A new key; nothing is sealed to it before `use`, and nothing keeps it."""
    from pyrage import x25519  # only here, and where backups are made: no process waits for it

    identity = x25519.Identity.generate()
    return RecoveryKey(str(identity), str(identity.to_public()))


@db.transaction()
def use(key: RecoveryKey, by: Actor) -> None:
    """Seal every backup to this key from now on: once its sheet is there, and told by the journal.

    Who wants to print the sheet again draws another key, so that each print is such a line.
    """
    journal.write(by, "backup.key-made", key.mark)
    db.after_commit(partial(backups.use_recipient, here().settings.data, key.public))


def sheet(key: RecoveryKey) -> OwnPaper:
    """The recovery sheet, to be printed and locked away."""
    command = terminal.typed("restore BERKAS")
    said = RecoverySheet(mark=key.mark, secret=key.secret, words=key.words, command=command)
    return OwnPaper("recovery_sheet", said)


def read(written: str) -> RecoveryKey:
    """The key as somebody typed it, in words or signs; Invalid when it cannot be one."""
    from pyrage import IdentityError, x25519

    text = written.strip()
    secret = text.upper() if _BEGINS.lower() in text.lower() else _from_words(text)
    try:
        identity = x25519.Identity.from_str(secret)
    except IdentityError as error:
        raise Invalid(
            N_("Kunci pemulihan ini tidak lengkap atau salah ketik; samakan dengan lembarnya."),
            code="no-key",
        ) from error
    return RecoveryKey(secret, str(identity.to_public()))


def _from_words(text: str) -> str:
    found = [one for one in _SPLIT.split(text.lower()) if one]
    signs = ""
    for place, word in enumerate(found, 1):
        each = [word[at : at + 2] for at in range(0, len(word), 2)]
        if len(each) != _WORD or not set(each) <= set(_SYLLABLES):
            raise Invalid(
                N_("Kata ke-%(place)s, “%(word)s”, bukan kata kunci pemulihan."),
                code="no-key",
                place=place,
                word=word[:20],
            )
        signs += "".join(_SIGNS[_SYLLABLES.index(one)] for one in each)
    return _BEGINS + signs.upper()
