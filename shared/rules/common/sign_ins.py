"""Who signed in at which browser, who sits there now, and the change of officer with a PIN.

What a PIN may and may not: deploy/decisions/pin.md.
What ends a sign-in: deploy/decisions/sessions.md.
"""

import secrets
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from itertools import groupby

from peewee import DatabaseError

from shared import clock, db
from shared.announce import announce
from shared.errors import N_, SignInNeeded
from shared.records import Session, SignIn, Staff
from shared.records.base import to_ms
from shared.rules.common import journal, staff
from shared.rules.common.office import here
from shared.rules.common.staff import mark

_MOST_MISSES = 5
_KEPT = timedelta(days=180)
_SEEN_EVERY = timedelta(minutes=1)
_CLOCK_SLACK = timedelta(minutes=1)
_PROVED = (
    " sign_in.office_id = staff.office_id AND sign_in.staff_id = staff.id"
    " AND sign_in.epoch = staff.epoch AND sign_in.left_at IS NULL"
)
_SITTING = (
    f"SELECT {staff.COLUMNS}, session.browser, session.by_pin, session.lent, session.seen_at"
    " FROM session JOIN staff ON staff.id = session.staff_id"
    f" JOIN sign_in ON{_PROVED} AND sign_in.browser = session.browser{staff.STAND_INS}"
    " WHERE session.office_id = :office AND staff.active AND session.began_at <= :began"
    " AND session.ends_at > :now AND session.seen_at > :idle"
)
_AT_BROWSER = f"{_SITTING} AND session.browser = :browser AND sign_in.address = :address"
_SEATED = f"{_SITTING} AND NOT session.lent ORDER BY session.browser"
_KNOWN = (
    f"{staff.SELECT} JOIN sign_in ON{_PROVED}"
    " WHERE staff.office_id = :office AND staff.active AND sign_in.browser = :browser"
    " AND sign_in.address = :address AND sign_in.at >= :since AND sign_in.misses < :most"
    " AND staff.pin_hash IS NOT NULL ORDER BY staff.name, staff.id"
)
_RENAME = (
    "UPDATE sign_in SET browser = :new WHERE office_id = :office AND browser = :old RETURNING id"
)
_MISSED = (
    "UPDATE sign_in SET misses = misses + 1 WHERE office_id = :office AND browser = :browser"
    " AND staff_id = :id AND misses < :most RETURNING id"
)
_WAS_RIGHT = (
    "UPDATE sign_in SET misses = misses - 1 WHERE office_id = :office AND browser = :browser"
    " AND staff_id = :id RETURNING id"
)
_SEEN = (
    "UPDATE session SET seen_at = :now WHERE office_id = :office AND browser = :browser"
    " RETURNING id"
)
_PIN = "SELECT pin_hash FROM staff WHERE office_id = :office AND id = :id"
_WRONG = N_("PIN salah.")
_PASSWORD_FIRST = N_("Masuklah dengan kata sandi dahulu.")


@dataclass(frozen=True)
class Sitting:
    """Who sits at a browser: `lent` when they left it to a visitor.

    `by_pin`: the PIN, not the password, brought them there. `seen_at`: their last press, in whole
    milliseconds and to the minute.
    """

    person: staff.Officer
    by_pin: bool
    lent: bool
    seen_at: int


def at_browser(browser: str, address: str) -> Sitting:
    """Who sits at this browser; SignInNeeded once that was ended, or ended by itself.

    A browser that was copied to another computer (another `address`) opens nothing.
    """
    found = _sittings(_rows(_AT_BROWSER, browser=mark(browser), address=address))
    if not found:
        raise SignInNeeded(N_("Silakan masuk lagi."))
    return found[0]


def seated() -> dict[tuple[str, int], staff.Officer]:
    """Everybody who sits somewhere now, by the mark of the browser and their id."""
    return {
        (browser, one.person.id): one.person
        for browser, rows in groupby(_rows(_SEATED), lambda row: str(vars(row)["browser"]))
        for one in _sittings(rows)
    }


def seen(browser: str, sitting: Sitting) -> None:
    """Keep that somebody pressed something there, once a minute at most."""
    now = clock.now()
    if to_ms(now) - sitting.seen_at >= _SEEN_EVERY / timedelta(milliseconds=1):
        # What they asked for is shown also by a disk that takes nothing more.
        with suppress(DatabaseError), db.transaction():
            db.rows(_SEEN, office=here().id, browser=mark(browser), now=to_ms(now))


def remember(
    browser: str, person: staff.Officer, address: str, until: datetime | None = None
) -> str:
    """Seat this person here, who proved their password just now; the browser's new name.

    A browser gets a new name each time, so that whoever copied the old one holds nothing. `until`:
    when that ends at the latest.
    """
    with db.transaction():
        new = _renamed(browser)
        forgotten = SignIn.at < clock.now() - _KEPT
        again = (SignIn.browser == mark(new)) & (SignIn.staff_id == person.id)
        SignIn.delete().where(SignIn.office == here().id, forgotten | again).execute()
        SignIn.create(
            office=here().id,
            browser=mark(new),
            staff_id=person.id,
            epoch=person.epoch,
            address=address,
            at=clock.now(),
        )
        _seat(new, person, until, by_pin=False)
    return new


def known(browser: str, address: str) -> list[staff.Officer]:
    """Who may take this browser over with a PIN now, by name."""
    found = staff.people(
        _KNOWN,
        office=here().id,
        browser=mark(browser),
        address=address,
        since=to_ms(datetime.combine(clock.service_day(), time.min, clock.zone())),
        most=_MOST_MISSES,
    )
    return [one for one in found if staff.NEVER_BY_PIN.isdisjoint(one.roles)]


def with_pin(
    browser: str, staff_id: int, pin: str, address: str, until: datetime | None = None
) -> tuple[str, staff.Officer]:
    """Take the browser over until midnight or `until`; its new name and who it is.

    Raises SignInNeeded for a wrong PIN and for whoever must use the password here, TooMany after
    five wrong tries, counted together with passwords.
    """
    person = next((one for one in known(browser, address) if one.id == staff_id), None)
    if person is None:
        raise SignInNeeded(_PASSWORD_FIRST, code="no-pin-here")
    kept = db.value(_PIN, office=here().id, id=person.id)
    at = {"office": here().id, "browser": mark(browser), "id": person.id}
    with db.transaction():
        tried = staff.attempt(person.username, address, browser)
        if not db.rows(_MISSED, most=_MOST_MISSES, **at):
            raise SignInNeeded(_PASSWORD_FIRST, code="no-pin-here")
    staff.judge(tried, kept, pin, _WRONG)
    with db.transaction():
        db.rows(_WAS_RIGHT, **at)
        journal.write(person.acting("masuk"), "staff.changed-over", person.username)
        new = _renamed(browser)
        _seat(new, person, until, by_pin=True)
        return new, person


def leave(browser: str, person: staff.Officer) -> str:
    """Sign out: nothing of theirs opens here any more; the browser's new name.

    Others who signed in here today may still take it over.
    """
    with db.transaction():
        SignIn.update(left_at=clock.now()).where(
            SignIn.office == here().id,
            SignIn.browser == mark(browser),
            SignIn.staff_id == person.id,
        ).execute()
        journal.write(person.acting("masuk"), "staff.signed-out", person.username)
        announce("people")
        return _renamed(browser)


def lend(browser: str) -> str:
    """Leave the browser to a visitor, in the name of whoever sits there; its new name."""
    with db.transaction():
        new = secrets.token_urlsafe(24)
        here_now = (Session.office == here().id) & (Session.browser == mark(browser))
        Session.update(browser=mark(new), lent=True).where(here_now).execute()
        db.rows(_RENAME, office=here().id, new=mark(new), old=mark(browser))
        announce("people")
    return new


def _rows(sql: str, **values: object) -> list[Staff]:
    now = clock.now()
    return staff.rows(
        sql,
        office=here().id,
        now=to_ms(now),
        began=to_ms(now + _CLOCK_SLACK),
        idle=to_ms(now - timedelta(minutes=here().settings.sign_in_idle_minutes)),
        **values,
    )


def _sittings(rows: Iterable[Staff]) -> list[Sitting]:
    """The sittings of one browser's rows, one or none."""
    kept = list(rows)
    for person in staff.gathered(kept):
        told = vars(kept[0])
        by_pin = bool(told["by_pin"])
        # Whoever stands in for the Camat from now on signs in with the password first.
        if not (by_pin and staff.NEVER_BY_PIN & set(person.roles)):
            return [Sitting(person, by_pin, bool(told["lent"]), told["seen_at"])]
    return []


def _seat(browser: str, person: staff.Officer, until: datetime | None, *, by_pin: bool) -> None:
    now = clock.now()
    ends = [now + timedelta(hours=here().settings.sign_in_hours), *([until] if until else [])]
    if by_pin:
        tomorrow = clock.service_day() + timedelta(days=1)
        ends.append(datetime.combine(tomorrow, time.min, clock.zone()))
    Session.delete().where(Session.office == here().id, Session.ends_at <= now).execute()
    Session.create(
        office=here().id,
        browser=mark(browser),
        staff_id=person.id,
        by_pin=by_pin,
        began_at=now,
        seen_at=now,
        ends_at=min(ends),
    )
    announce("people")


def _renamed(browser: str) -> str:
    """The browser's new name, under which nobody sits."""
    new, old = secrets.token_urlsafe(24), mark(browser)
    db.rows(_RENAME, office=here().id, new=mark(new), old=old)
    Session.delete().where(Session.office == here().id, Session.browser == old).execute()
    return new
