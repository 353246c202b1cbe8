"""KKs that are ready and wait for their family: their age, who was told, where they lie (4.4)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from peewee import fn

from shared import calendar, clock, db, vault
from shared.errors import N_, Invalid, NotFound, Refused
from shared.records import Application, ContactTry
from shared.records.base import from_ms
from shared.rules.applications import allowed, closings, moves, states, view
from shared.rules.common import journal, presses, telephones, versions, words
from shared.rules.common.actor import Actor
from shared.rules.common.office import here
from shared.standard.services import Counter, Place

HOWS = {
    "TELEPON": N_("Telepon"),
    "WHATSAPP": N_("WhatsApp"),
    "TITIP": N_("Titip pesan ke RT/{desa}"),
}
OUTCOMES = {
    "TERSAMBUNG": N_("Tersambung"),
    "AKAN_DATANG": N_("Akan datang"),
    "DISAMPAIKAN": N_("Pesan disampaikan"),
    "TIDAK_DIANGKAT": N_("Tidak diangkat"),
    "NOMOR_SALAH": N_("Nomor salah"),
}
MISTAKEN = "KELIRU"
"""What comes of a note that stands on the wrong file; only said to correct one."""

CORRECTIONS = {**OUTCOMES, MISTAKEN: N_("Catatan keliru, tidak dihitung")}
_CHANGED = N_("Berkas ini baru saja diubah orang lain. Muat ulang.")


@dataclass(frozen=True)
class Tried:
    """How often the applicant was tried since the KK is ready, and when last, as kept."""

    times: int
    last_ms: int | None

    @property
    def last(self) -> datetime | None:
        """The moment of the last try; None when there was none."""
        return from_ms(self.last_ms) if self.last_ms is not None else None


@dataclass(frozen=True)
class Waiting:
    """How long a KK has been ready, and what is due for it.

    `days`: working days since; `long_days`: calendar days since, as SM-08 counts them. `call`: the
    applicant is to be told today. `is_long`: it waits longer than the office's limit.
    """

    since: datetime
    days: int
    long_days: int
    place: Place
    tried: Tried
    call: bool
    is_long: bool


@dataclass(frozen=True)
class TryLine:
    """One try in words; `corrected`: another note has taken its place."""

    id: int
    at: datetime
    how: str
    came: str
    note: str
    who: str
    corrected: bool
    corrects: bool


def waiting(row: Application, tried: Tried | None = None, days: view.Days | None = None) -> Waiting:
    """How the ready KK of this row waits; `tried` and the days as they are known already.

    Raises Refused for a file whose KK is not ready.
    """
    states.require(row.state, (states.READY,))
    known, today = tried or _tried(row), clock.service_day()
    office, rule = (days or view.today)(), here().standard.collecting_rule(today)
    since = _days(office, row.ready_at)
    waited = (today - clock.service_day(row.ready_at)).days
    again = known.last is None or _days(office, known.last) >= rule.call_again_after
    return Waiting(
        since=row.ready_at,
        days=since,
        long_days=waited,
        place=place_of(row),
        tried=known,
        call=since >= rule.call_after and again,
        is_long=waited > rule.long_after,
    )


def place_of(row: Application | view.ApplicationView) -> Place:
    """Where the KK lies: as chosen, or the office's first place where that is gone or unsaid."""
    places = here().standard.places_on(clock.service_day())
    return next((one for one in places if one.code == row.place), places[0])


def counter_of(place: Place) -> Counter:
    """The counter that hands over today what lies there."""
    return here().standard.hands_over(place, clock.service_day())


def place_words(place: Place) -> str:
    """`Loket 1, laci KK`."""
    return f"{counter_of(place).name}, {place.name}"


def places() -> dict[str, str]:
    """Every place of today in words, by its code."""
    return {one.code: place_words(one) for one in here().standard.places_on(clock.service_day())}


def move_to(application_id: int, code: str, by: Actor, *, seen: int | None = None) -> None:
    """The KK lies elsewhere now; Invalid for a place that the office does not have."""
    if code not in places():
        raise Invalid(N_("Pilih tempat simpan KK."), code="place")
    with db.transaction():
        row = allowed.row_for(application_id, "place", by)
        versions.expect(row, seen, _CHANGED)
        moves.change(row, place=code)
        moves.record(row, "place", by, reason=places()[code])


def note(
    application_id: int,
    how: str,
    came: str,
    by: Actor,
    *,
    touch: str,
    note: str | None = None,
    corrects: int | None = None,
) -> None:
    """Write down a try to tell the applicant; `corrects`: the earlier note that was wrong.

    The same press twice is one try. Raises Invalid for a way or an outcome that there is not,
    NotFound for a note of another file, Refused once it was corrected or the KK is not ready.
    """
    outcomes = OUTCOMES if corrects is None else CORRECTIONS
    if how not in HOWS or came not in outcomes:
        raise Invalid(N_("Pilih cara menghubungi dan hasilnya."), code="contact")
    press, kept = presses.tidy(touch), words.tidy_note(note)
    with db.transaction():
        row = allowed.row_for(application_id, "contact", by)
        known = ContactTry.get_or_none(ContactTry.office == here().id, ContactTry.touch == press)
        if known and known.application_id == row.id:
            return
        if known:
            raise Refused(N_("Tekan tombol sekali lagi."), code="touch")
        ContactTry.create(
            office=here().id,
            application_id=row.id,
            touch=press,
            at=clock.now() if corrects is None else _to_correct(row, corrects).at,
            what=how,
            after=came,
            note=kept,
            corrects=corrects,
            who=by.who,
            role=by.signs,
        )
        said = f"{_how(how).lower()}, {outcomes[came].lower()}"
        moves.record(row, "contact" if corrects is None else "recontact", by, reason=said)


def telephone(application_id: int, by: Actor) -> str:
    """The applicant's number, to be called now; that it was looked at is written down."""
    row = allowed.row_for(application_id, "phone", by)
    journal.note(by, "application.phone", view.number_text(row.year, row.number))
    return telephones.shown(vault.opened(row.phone))


def tries(application_id: int, names: Mapping[str, str]) -> list[TryLine]:
    """Every try of the file, the newest first; `names`: people's names by their sign-in."""
    rows = list(_of(ContactTry.application_id == application_id).order_by(-ContactTry.id))
    gone = {one.corrects for one in rows}
    return [
        TryLine(
            id=one.id,
            at=one.at,
            how=_how(one.what),
            came=CORRECTIONS.get(one.after, one.after),
            note=vault.opened(one.note),
            who=names.get(one.who, one.who),
            corrected=one.id in gone,
            corrects=one.corrects is not None,
        )
        for one in rows
    ]


def handed(first: date, last: date) -> int:
    """How many KKs were handed over on these days."""
    rows = Application.select().where(
        Application.office == here().id,
        Application.handed_at >= closings.midnight(first),
        Application.handed_at < closings.midnight(last + timedelta(days=1)),
    )
    return int(rows.count())


def hows() -> dict[str, str]:
    """The ways of telling somebody, in this region's words, by their code."""
    return {code: _how(code) for code in HOWS}


def usual_how(has_phone: bool) -> str:
    """The way that is tried first, in words: a message where there is no number."""
    return _how("TELEPON" if has_phone else "TITIP")


def counted() -> tuple[Any, Any]:
    """How often and when last each application of a query was tried since its KK is ready."""
    other = ContactTry.alias()
    corrected = other.select().where(other.office == here().id, other.corrects == ContactTry.id)
    rows = (
        ContactTry.application_id == Application.id,
        ContactTry.at >= Application.ready_at,
        ContactTry.after != MISTAKEN,
        ~fn.EXISTS(corrected),
    )
    return _of(*rows).select(fn.COUNT(ContactTry.id)), _of(*rows).select(fn.MAX(ContactTry.at))


def _tried(row: Application) -> Tried:
    times, last = counted()
    rows: Any = Application.select(times, last).where(Application.id == row.id)
    return Tried(*rows.tuples().get())


def _to_correct(row: Application, wrong: int) -> ContactTry:
    """The note of this file that is corrected now."""
    found: ContactTry | None = next(
        iter(_of(ContactTry.id == wrong, ContactTry.application_id == row.id)), None
    )
    if found is None:
        raise NotFound(N_("Catatan ini tidak ada pada berkas ini."), code="no-try")
    if _of(ContactTry.corrects == wrong).exists():
        raise Refused(N_("Catatan ini sudah diperbaiki orang lain. Muat ulang."), code="changed")
    return found


def _of(*where: Any) -> Any:
    return ContactTry.select().where(ContactTry.office == here().id, *where)


def _how(code: str) -> str:
    return words.local(HOWS.get(code, code))


def _days(office: calendar.Calendar, since: datetime) -> int:
    """Working days from that moment's day until today."""
    return office.working_days_between(clock.service_day(since), clock.service_day())
