"""Slows down whoever guesses numbers and codes: misses are kept, too many of them refuse."""

from datetime import timedelta

from shared import clock, db
from shared.errors import N_, TooMany
from shared.records import SignInAttempt
from shared.rules.common.office import here

_TRIES = 5
# Everybody at one touchscreen, or behind one network, shares an address.
_TRIES_OF_ADDRESS = 30
_WINDOW = timedelta(minutes=15)
_MARK = "status:"
_LONGEST = 40


def refuse_flood(number: str, address: str) -> None:
    """Raise TooMany when this number was missed, or this asker missed, too often."""
    recent = SignInAttempt.select().where(
        SignInAttempt.office == here().id,
        SignInAttempt.at.between(clock.now() - _WINDOW, clock.now()),
    )
    of_number = recent.where(SignInAttempt.username == _mark(number)).count()
    of_address = recent.where(SignInAttempt.address == _MARK + address).count()
    if of_number >= _TRIES or of_address >= _TRIES_OF_ADDRESS:
        raise TooMany(
            N_("Terlalu sering salah. Tunggu 15 menit, lalu coba lagi."), code="slow-down"
        )


@db.transaction()
def missed(number: str, address: str) -> None:
    """Keep a miss."""
    SignInAttempt.create(
        office=here().id, username=_mark(number), address=_MARK + address, at=clock.now()
    )


def _mark(number: str) -> str:
    """One mark for one number, however many spaces, hyphens and zeros it is written with."""
    parts = number.upper().replace("-", " ").split()
    return _MARK + " ".join(part.lstrip("0") for part in parts)[:_LONGEST]
