"""The people of the office and their roles: who signs in.

Hiring people is `rules/admin`'s.
"""

import hashlib
import threading
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

from shared import clock, db
from shared.errors import N_, Invalid, SignInNeeded
from shared.records import Staff
from shared.rules.common import journal, tries
from shared.rules.common.actor import Actor
from shared.rules.common.office import here

COUNTER, OPERATOR, INFO_DESK = "petugas_loket", "operator", "petugas_layanan_informasi"
SECTION_HEAD, ANY_SECTION_HEAD = "kasi_pelayanan_umum", "kepala_seksi"
SECRETARY, CAMAT, ADMIN = "sekretaris", "camat", "admin"
ROLES = (COUNTER, OPERATOR, INFO_DESK, SECTION_HEAD, ANY_SECTION_HEAD, SECRETARY, CAMAT, ADMIN)
OVERSEERS = (SECRETARY, CAMAT)
"""Who reads whatever the sections do, and changes nothing of it (clauses 10.1 and 14.3)."""
NEVER_BY_PIN = frozenset({CAMAT, ADMIN})
"""Whoever holds one of these signs in with the password, always."""
FIRST_SIGN_IN = "first-sign-in.txt"
"""In the data folder: the first password, until it was changed."""
SETUP_CODE = "setup-code.txt"
"""Beside it: the code that opens the first set-up as whoever has that password."""

SHORTEST_PASSWORD = 8
_LONGEST_PASSWORD = 200
COLUMNS = "staff.*, substitution.role AS stands_for, substitution.standing AS standing"
STAND_INS = (
    " LEFT JOIN substitution ON substitution.office_id = staff.office_id"
    " AND substitution.staff_id = staff.id AND substitution.ended_at IS NULL"
    " AND :today BETWEEN substitution.first AND substitution.last"
)
SELECT = f"SELECT {COLUMNS} FROM staff{STAND_INS}"
_USERNAMES = "SELECT username, name FROM staff WHERE office_id = :office"
_NAME = "SELECT name FROM staff WHERE office_id = :office AND id = :id"
_NAMES = "SELECT id, name FROM staff WHERE office_id = :office AND id IN :ids"
_NAME_OF = "SELECT name FROM staff WHERE office_id = :office AND username = :username"
_KNOWN_AT = (
    "SELECT staff.id FROM staff JOIN sign_in ON sign_in.office_id = staff.office_id"
    " AND sign_in.staff_id = staff.id WHERE staff.office_id = :office"
    " AND staff.username = :username AND sign_in.browser = :browser"
)

# The OWASP minimum: the office's one PC must check a password while it serves a queue.
_MEMORY, _PASSES = 19_456, 2
_hasher = PasswordHasher(memory_cost=_MEMORY, time_cost=_PASSES, parallelism=1)
# Of no password at all: checking it takes as long as checking anybody's.
_NOBODY = f"$argon2id$v=19$m={_MEMORY},t={_PASSES},p=1${'A' * 22}${'A' * 43}"
_one_check = (threading.Lock(), threading.Lock())


@dataclass(frozen=True)
class Officer:
    """A person who may sign in.

    `roles` with those in which they stand in for somebody today (`stands_in`: role, "Plh.").
    """

    id: int
    username: str
    name: str
    roles: tuple[str, ...]
    epoch: int
    active: bool
    unit: str = ""
    must_change: bool = False
    has_pin: bool = False
    news_read: str = ""
    stands_in: tuple[tuple[str, str], ...] = ()

    def acting(self, role: str) -> Actor:
        """This person at work in one of their roles."""
        return Actor(self.username, role, self.id, dict(self.stands_in).get(role, ""))

    @property
    def own_roles(self) -> tuple[str, ...]:
        """The roles that are theirs for good."""
        return tuple(role for role in self.roles if role not in dict(self.stands_in))


def everybody() -> list[Officer]:
    """All people who may or might sign in, by name."""
    return people(
        f"{SELECT} WHERE staff.office_id = :office ORDER BY staff.name, staff.id", office=here().id
    )


def at_work() -> list[Officer]:
    """Everybody who may sign in at present."""
    return people(f"{SELECT} WHERE staff.office_id = :office AND staff.active", office=here().id)


def people(sql: str, **values: Any) -> list[Officer]:
    """The people of a statement that begins with `SELECT`, each once."""
    return gathered(rows(sql, **values))


def rows(sql: str, **values: Any) -> list[Staff]:
    """The rows of a statement with `COLUMNS` and `STAND_INS`, one for each role stood in for."""
    return db.objects(Staff, sql, today=clock.service_day().isoformat(), **values)


def gathered(rows: Iterable[Staff]) -> list[Officer]:
    """The people of such rows, each once."""
    found: dict[int, Officer] = {}
    for row in rows:
        known = found.setdefault(row.id, officer(row))
        role, standing = vars(row)["stands_for"], vars(row)["standing"]
        if role and role not in known.roles:
            found[row.id] = replace(
                known,
                roles=(*known.roles, role),
                stands_in=(*known.stands_in, (role, standing)),
            )
    return list(found.values())


def post_title(signed: str) -> str:
    """The post of a role as it was signed: `Camat`, `Plh. Camat`; empty for none."""
    *standing, role = signed.split(" ")
    title = next((post.title for post in here().standard.posts if post.role == role), "")
    return " ".join([*standing, title]) if title else ""


def usernames() -> dict[str, str]:
    """Everybody's name by what they sign in as."""
    return dict(db.rows(_USERNAMES, office=here().id))


def name_of(staff_id: int | None) -> str:
    """A person's name; empty when there is none."""
    return str(db.value(_NAME, office=here().id, id=staff_id) or "")


def names_of(ids: tuple[int, ...]) -> dict[int, str]:
    """The names of several people."""
    return dict(db.rows(_NAMES, office=here().id, ids=ids)) if ids else {}


def named(username: str | None) -> str:
    """The name of whoever signs in as that; the username itself when nobody does any more."""
    return str(db.value(_NAME_OF, office=here().id, username=username) or username or "")


def sign_in(username: str, password: str, address: str, browser: str = "") -> Officer:
    """The person with this password. Raises SignInNeeded, or TooMany after five wrong tries.

    The same sentence and the same work for an unknown name as for a wrong password.
    """
    row = row_of(username)
    kept = row.password_hash if row is not None and row.active else None
    prove(username, kept, password, address, N_("Nama masuk atau kata sandi salah."), browser)
    assert row is not None, "else nothing was proved"
    journal.note(Actor(row.username, "masuk", row.id), "staff.signed-in", row.username)
    return officer(row)


def prove(
    username: str, kept: str | None, secret: str, address: str, wrong: str, browser: str = ""
) -> None:
    """Raise unless what was typed is what is kept of that person's password or PIN.

    SignInNeeded with the sentence `wrong`, TooMany after five wrong tries of the person at this
    browser, where they signed in before, or else at this address; passwords and PINs are counted
    together.
    """
    judge(attempt(username, address, browser), kept, secret, wrong)


def attempt(username: str, address: str, browser: str) -> tries.Try:
    """Keep that this person's password or PIN is tried; TooMany for whoever must wait."""
    known = db.value(_KNOWN_AT, office=here().id, username=username, browser=mark(browser))
    return tries.at_sign_in(username, address, mark(browser) if known else "")


def judge(tried: tries.Try, kept: str | None, secret: str, wrong: str) -> None:
    """Raise SignInNeeded with `wrong` unless the secret is the one of which `kept` is kept."""
    # Strangers wait for each other, so that no crowd of them holds up a known browser.
    with _one_check[bool(tried.device)]:
        fits = _matches(kept or _NOBODY, secret)
    if not (fits and kept):
        raise SignInNeeded(wrong, code="wrong-password")
    tries.right(tried)


def mark(browser: str) -> str:
    """What is kept of a browser's name."""
    return hashlib.sha256(browser.encode()).hexdigest()


def hashed(password: str, shortest: int = SHORTEST_PASSWORD) -> str:
    """What is kept of a new password; Invalid when it is too short to be one."""
    if not shortest <= len(password) <= _LONGEST_PASSWORD:
        raise Invalid(
            N_("Kata sandi paling sedikit %(least)s huruf."),
            code="password",
            least=SHORTEST_PASSWORD,
        )
    return _hasher.hash(password)


def _matches(hashed: str, password: str) -> bool:
    try:
        return len(password) <= _LONGEST_PASSWORD and _hasher.verify(hashed, password)
    except (VerifyMismatchError, InvalidHashError):
        return False


def row_of(username: str) -> Staff | None:
    """The row of whoever signs in as that."""
    return Staff.get_or_none(Staff.office == here().id, Staff.username == username)


def officer(row: Staff) -> Officer:
    """The person of a row."""
    return Officer(
        id=row.id,
        username=row.username,
        name=row.name,
        roles=tuple(row.roles),
        epoch=row.epoch,
        active=row.active,
        unit=row.unit or "",
        must_change=row.must_change,
        has_pin=row.pin_hash is not None,
        news_read=row.news_read,
    )
