"""Slows down whoever guesses passwords, PINs and codes.

A try is kept as a miss before it is judged and forgotten when it was right: many at once are no
more guesses than one after the other. Which counts hold whom: deploy/decisions/guesses.md.
"""

import math
from dataclasses import dataclass
from datetime import timedelta

from shared import clock, db
from shared.errors import N_, TooMany
from shared.records import SignInAttempt
from shared.records.base import from_ms, to_ms
from shared.rules.common.office import here

_TRIES = 5
# Everybody at one touchscreen, or behind one network, shares an address.
_TRIES_OF_ADDRESS = 30
_WINDOW = timedelta(minutes=15)
_MARK = "status:"
_PAIRING = "perangkat:"
_LONGEST = 40

_KEPT = timedelta(days=1)
_FIRST_WAIT, _LONGEST_WAIT = timedelta(minutes=5), timedelta(hours=1)
_SIGN_INS_OF_ADDRESS = 15
# Somebody whose name is guessed from so many places within the hour is tried once from each.
_CROWD, _CROWD_WINDOW = 20, timedelta(hours=1)
# And from so many, which one machine can call itself, all of them together only now and then.
_MOB, _MOB_WAIT = 200, timedelta(seconds=30)

_COUNT = "SELECT COUNT(*), MAX(at) FROM sign_in_attempt WHERE office_id = :office AND"
_SPAN = "AND at BETWEEN :since AND :now"
_OF_NAME = f"{_COUNT} username = :username {_SPAN}"
_OF_ADDRESS = f"{_COUNT} address = :address {_SPAN}"
_STRANGERS = f"{_OF_NAME} AND device = ''"
_STRANGER = f"{_STRANGERS} AND address = :address"
_STRANGE_ADDRESS = f"{_OF_ADDRESS} AND device = ''"
_DEVICE = f"{_OF_NAME} AND device = :device"
_ALL = (
    "SELECT username, COUNT(*) FROM sign_in_attempt"
    " WHERE office_id = :office AND at BETWEEN :since AND :now GROUP BY username"
)


@dataclass(frozen=True)
class Try:
    """A try that counts as a miss until it is told to be `right`."""

    id: int
    username: str
    address: str
    device: str


@db.transaction()
def at_code(number: str, address: str) -> Try:
    """Keep a try at this number's code; TooMany when it, or this asker, missed too often."""
    name, place = _mark(number), _MARK + address
    _require_few(_count(_OF_NAME, _WINDOW, username=name)[0], _TRIES)
    _require_few(_count(_OF_ADDRESS, _WINDOW, address=place)[0], _TRIES_OF_ADDRESS)
    return _kept(name, place)


@db.transaction()
def at_pairing(who: str) -> Try:
    """Keep a try of this person's at the code of a screen; TooMany when they missed too often."""
    name = _PAIRING + who
    _require_few(_count(_OF_NAME, _WINDOW, username=name)[0], _TRIES)
    return _kept(name, _PAIRING)


@db.transaction()
def at_sign_in(username: str, address: str, device: str) -> Try:
    """Keep a try at this person's password or PIN; TooMany for whoever must wait.

    `device`: the mark of a browser at which this person signed in before, which no stranger's
    misses hold up; else empty, and the count is that of the person at this address.
    """
    name = username[:_LONGEST]
    if device:
        _require_waited(_TRIES, *_count(_DEVICE, _KEPT, username=name, device=device))
    else:
        crowd, newest = _count(_STRANGERS, _CROWD_WINDOW, username=name)
        if crowd >= _MOB:
            _refuse(from_ms(newest) + _MOB_WAIT - clock.now())
        free = _TRIES if crowd < _CROWD else 1
        _require_waited(free, *_count(_STRANGER, _KEPT, username=name, address=address))
        from_here, last = _count(_STRANGE_ADDRESS, _WINDOW, address=address)
        if from_here >= _SIGN_INS_OF_ADDRESS:
            _refuse(from_ms(last) + _WINDOW - clock.now())
    return _kept(name, address, device)


@db.transaction()
def right(one: Try) -> None:
    """It was no miss; a right password also ends what this person missed at that place."""
    mine = SignInAttempt.id == one.id
    if not one.address.startswith(_MARK):
        mine |= (
            (SignInAttempt.username == one.username)
            & (SignInAttempt.device == one.device)
            & (True if one.device else SignInAttempt.address == one.address)
        )
    SignInAttempt.delete().where(SignInAttempt.office == here().id, mine).execute()


def forget(username: str) -> None:
    """Nothing is held against this person any more, wherever it was tried."""
    SignInAttempt.delete().where(
        SignInAttempt.office == here().id, SignInAttempt.username == username[:_LONGEST]
    ).execute()


def misses() -> dict[str, int]:
    """How often each name was missed within a day."""
    return dict(db.rows(_ALL, office=here().id, **_span(_KEPT)))


def _count(sql: str, window: timedelta, **values: str) -> tuple[int, int]:
    """How many misses within the window, and the last of them in whole milliseconds."""
    number, last = db.rows(sql, office=here().id, **_span(window), **values)[0]
    return number, last or 0


def _span(window: timedelta) -> dict[str, int]:
    now = clock.now()
    return {"since": to_ms(now - window), "now": to_ms(now)}


def _require_waited(free: int, number: int, last: int) -> None:
    if number >= free:
        wait = min(_FIRST_WAIT * 2 ** min(number - free, 9), _LONGEST_WAIT)
        _refuse(from_ms(last) + wait - clock.now())


def _require_few(misses: int, most: int) -> None:
    if misses >= most:
        raise TooMany(
            N_("Terlalu sering salah. Tunggu 15 menit, lalu coba lagi."),
            code="slow-down",
            after=int(_WINDOW.total_seconds()),
        )


def _refuse(left: timedelta) -> None:
    if left >= timedelta(0):
        minutes = max(1, math.ceil(left / timedelta(minutes=1)))
        raise TooMany(
            N_("Terlalu sering salah. Tunggu %(minutes)s menit, lalu coba lagi."),
            code="slow-down",
            after=minutes * 60,
            minutes=minutes,
        )


def _kept(username: str, address: str, device: str = "") -> Try:
    past = SignInAttempt.at < clock.now() - _KEPT
    SignInAttempt.delete().where(SignInAttempt.office == here().id, past).execute()
    row = SignInAttempt.create(
        office=here().id, username=username, address=address, at=clock.now(), device=device
    )
    return Try(row.id, username, address, device)


def _mark(number: str) -> str:
    """One mark for one number, however many spaces, hyphens and zeros it is written with."""
    parts = number.upper().replace("-", " ").split()
    return _MARK + " ".join(part.lstrip("0") for part in parts)[:_LONGEST]
