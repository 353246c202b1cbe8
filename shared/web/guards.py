"""Who may open what: a guard for each seat's blueprint, and the short list of public parts."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from ipaddress import ip_address, ip_network
from typing import Any, TypeVar
from urllib.parse import urlsplit

from flask import current_app, g, request, session
from werkzeug.exceptions import HTTPException

from shared import clock, vault
from shared.errors import N_, AppError, NotAllowed, Refused, SignInNeeded
from shared.rules.common import devices, journal, sign_ins, staff
from shared.rules.common.actor import NOT_YOURS, Actor
from shared.rules.common.office import here
from shared.rules.hours import opening

Done = TypeVar("Done")

PUBLIC = frozenset(
    {
        *("static", "sign_in", "sign_in_api", "setup", "health", "api"),
        *("touch", "touch_api", "board", "handbook"),
    }
)

PRACTICE_ONLY = frozenset({"tray"})
"""What is there in a practice office alone, for everybody; a real one answers 404."""

UNDATED = frozenset({"floor_api.confirm_clock", "desk_api.answer_help"})
"""What an officer may press while the clock is doubted; nothing of it keeps a date."""

ROLE_HEADER = "X-Antrean-Role"
"""In which of their roles somebody presses; each seat's page names its own."""

STAFF_HEADER = "X-Antrean-Staff"
"""For whom the page was drawn: who sits there now may be somebody else."""

_FORWARDED = (
    *("Forwarded", "Via", "X-Real-IP", "X-Forwarded-For", "X-Forwarded-Host"),
    *("X-Forwarded-Proto", "X-Forwarded-Port", "X-Forwarded-Server"),
)

DEVICE_COOKIE = "antrean_perangkat"
"""By which a screen is known, or will be once somebody accepts it."""

LOOK_HEADER = "X-Antrean-Look"
"""The page looks by itself whether something changed: nobody pressed anything."""


def seat(*roles: str) -> Callable[[], None]:
    """A `before_request` that lets in people who hold one of the roles.

    They act in the role that their page names, or else in the first of `roles` that they hold;
    where the rules ask for more than that one may, `in_a_role` tries the others.
    """

    def check() -> None:
        person = require_officer()
        _note_press()
        if person.must_change:
            raise SignInNeeded(N_("Ganti dahulu kata sandi pertama Anda."), code="first-password")
        if request.headers.get(STAFF_HEADER, str(person.id)) != str(person.id):
            raise Refused(
                N_("Komputer ini sekarang dipakai %(name)s. Muat ulang halaman ini."),
                code="other-person",
                name=person.name,
            )
        held = [role for role in roles if role in person.roles]
        if not held:
            raise NotAllowed(NOT_YOURS)
        named = request.headers.get(ROLE_HEADER)
        g.actors = [person.acting(role) for role in ([named] if named in held else held)]
        g.actor = g.actors[0]
        if request.method != "GET" and request.endpoint not in UNDATED:
            journal.require_clock()

    check.guard = roles  # type: ignore[attr-defined]
    return check


def page(address: str) -> tuple[str, Mapping[str, Any]] | None:
    """The endpoint and the values of one of our own pages; None for all that no press may lead to.

    Browsers leave tabs and line ends out and read `\\` as `/`: what is no plain address is none.
    """
    if not address.startswith("/") or address.startswith("//") or "\\" in address:
        return None
    adapter = current_app.create_url_adapter(request)
    if adapter is None or not address.isprintable():
        return None
    try:
        return adapter.match(address.partition("?")[0], method="GET")
    except HTTPException:
        return None


def actor() -> Actor:
    """Who acts in this request, once a guard let them in."""
    found: Actor = g.actor
    return found


def in_a_role(press: Callable[[Actor], Done]) -> Done:
    """What comes of a press in the first role that may make it; NotAllowed when none may."""
    *others, last = g.actors
    for one in others:
        with suppress(NotAllowed):
            return press(one)
    return press(last)


def require_officer() -> staff.Officer:
    """The signed-in person; SignInNeeded when there is none or the sign-in has run out."""
    person = maybe_officer()
    if person is None:
        raise SignInNeeded(N_("Silakan masuk dahulu."))
    return person


def maybe_officer() -> staff.Officer | None:
    """The signed-in person, if any."""
    sitting = _sitting()
    return None if sitting is None or sitting.lent else sitting.person


def begin(person: staff.Officer) -> None:
    """Sign the person in on this browser, who has just proved to know their password."""
    before = maybe_officer()
    _sit(before, person, sign_ins.remember(browser(), person, address(), _closing()))


def take_over(staff_id: int, pin: str) -> staff.Officer:
    """Sign somebody in with a PIN who signed in here with the password today.

    Raises as `sign_ins.with_pin`.
    """
    before = maybe_officer()
    new, person = sign_ins.with_pin(browser(), staff_id, pin, address(), _closing())
    _sit(before, person, new)
    return person


def known_here() -> list[staff.Officer]:
    """Who may take this browser over with a PIN."""
    return sign_ins.known(browser(), address())


def by_pin() -> bool:
    """Whether the PIN, not the password, opened this sign-in."""
    sitting = _sitting()
    return sitting is not None and sitting.by_pin


def sign_in_here() -> tuple[str, int]:
    """The sign-in of this browser as `sign_ins.seated` knows it."""
    person = require_officer()
    return staff.mark(browser()), person.id


def require_password() -> None:
    """Raise NotAllowed for a press that asks for the password where the PIN was used."""
    if by_pin():
        raise NotAllowed(N_("Untuk ini tulis kata sandi Anda."), code="password-needed")


def end() -> None:
    """Sign out; others who signed in at this browser today may still take it over."""
    person = maybe_officer()
    if person is not None:
        _name(sign_ins.leave(browser(), person), anew=True)
    elif lender() is None:
        _name(browser(), anew=True)
    else:
        session.clear()


def lend() -> None:
    """Leave this browser to a visitor: signed out of every seat, until somebody signs in again."""
    _name(sign_ins.lend(browser()), anew=True)


def lender() -> staff.Officer | None:
    """Who left this browser to a visitor, while their sign-in would still hold."""
    sitting = _sitting()
    return sitting.person if sitting is not None and sitting.lent else None


def address() -> str:
    """Network address of the asker."""
    return request.remote_addr or "-"


def device() -> devices.PairedDevice | None:
    """The paired device that asks: a program by its token, a screen by its cookie or as our own."""
    if "device" not in g:
        g.device = _device()
    found: devices.PairedDevice | None = g.device
    return found


def may_take_paper() -> bool:
    """Whether presses for numbers and paper are taken from whoever asks."""
    return here().settings.practice or device() is not None or maybe_officer() is not None


def require_known() -> None:
    """Raise NotAllowed for a press for paper by nobody whom the office knows."""
    if not may_take_paper():
        raise NotAllowed(
            N_("Layar atau program ini belum dikenal kantor. Pasangkan di Admin, Perangkat."),
            code="unpaired",
        )


def _device() -> devices.PairedDevice | None:
    given = request.authorization
    if given is not None and given.type == "bearer":
        return devices.with_token(given.token or "", machine())
    cookie = request.cookies.get(DEVICE_COOKIE)
    found = devices.with_cookie(cookie, machine()) if cookie else None
    return found or (devices.own() if from_this_machine() else None)


def machine() -> str:
    """Address and browser: what two machines with one cookie do not share."""
    browser = staff.mark(request.user_agent.string)[:8]
    return f"{devices.OWN_PLACE if _is_loopback(address()) else address()} {browser}"


def place() -> str:
    """A mark of where the asker is: the same for all addresses that one machine may call itself.

    It can be compared, and tells the address to nobody.
    """
    return vault.fingerprint(_network(address()))


def origin() -> str:
    """A mark of who asks without a sign-in: the paired device, or the place of anybody else."""
    # This machine's screen is known by its address; to look for it could make its row.
    known = None if from_this_machine() else device()
    return place() if known is None else vault.fingerprint(f"device {known.id}")


def from_this_machine() -> bool:
    """Whether a program on this machine asks, and no proxy on it for somebody else.

    One that names whom it asks for, speaks HTTP/1.0 as nginx does unasked, or keeps the name under
    which it was called, is seen; where one gives HTTPS, nobody is believed.
    """
    if here().settings.secure_cookie or not _is_loopback(address()):
        return False
    told = any(name in request.headers for name in _FORWARDED)
    called = urlsplit(f"//{request.host}").hostname or ""
    plain = request.environ.get("SERVER_PROTOCOL") == "HTTP/1.0"
    return not (told or plain) and (called == "localhost" or _is_loopback(called))


def _network(text: str) -> str:
    try:
        found = ip_address(text)
    except ValueError:
        return text
    if found.version == 4 or found.ipv4_mapped:
        return str(getattr(found, "ipv4_mapped", None) or found)
    # Of a network that leads into the world a machine holds a whole /64; of the nearest, one.
    return str(found) if found.is_link_local else str(ip_network((found, 64), strict=False))


def _is_loopback(text: str) -> bool:
    try:
        found = ip_address(text)
    except ValueError:
        return False
    return (getattr(found, "ipv4_mapped", None) or found).is_loopback


def browser() -> str:
    """The name of the asker's browser; empty where nobody signed in yet."""
    return str(session.get("browser", ""))


def _sit(before: staff.Officer | None, person: staff.Officer, new: str) -> None:
    # Nothing may be left of whoever sat there before.
    _name(new, anew=before is None or before.id != person.id)


def _name(new: str, *, anew: bool) -> None:
    if anew:
        session.clear()
    session.permanent = True
    session["browser"] = new
    # Read anew, with the roles in which they stand in for somebody.
    g.pop("sitting", None)


def _sitting() -> sign_ins.Sitting | None:
    if "sitting" not in g:
        g.sitting = None
        with suppress(AppError):
            g.sitting = sign_ins.at_browser(browser(), address()) if browser() else None
    found: sign_ins.Sitting | None = g.sitting
    return found


def _note_press() -> None:
    sitting = _sitting()
    looks = request.method in ("GET", "HEAD") and LOOK_HEADER in request.headers
    if sitting is not None and not looks:
        sign_ins.seen(browser(), sitting)


def _closing() -> datetime | None:
    """When whoever signs in now is signed out because the office closed; None once it has."""
    closes = opening.calendar(day := clock.service_day(), day).close_of(day)
    ends = closes and closes + timedelta(minutes=here().settings.sign_in_after_minutes)
    return ends if ends and ends > clock.now() else None
