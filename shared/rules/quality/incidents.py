"""Incidents (clause 13): what happened, what was done, who was told of a leak and in time.

Whoever works here may write one down. It is read by the Kasi, the secretary, the Camat and whoever
wrote it; for everybody else it does not exist.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from shared import clock, db
from shared.discreet import discreet
from shared.errors import N_, Invalid, NotAllowed, NotFound, Refused
from shared.records import Incident, IncidentEvent
from shared.rules.common import journal, presses, staff, versions
from shared.rules.common import words as days
from shared.rules.common.actor import Actor
from shared.rules.common.office import here
from shared.rules.complaints import names
from shared.rules.complaints.lists import SignedStep
from shared.rules.complaints.way import words
from shared.rules.corrective import actions
from shared.rules.corrective import lists as corrective
from shared.standard.safety import IncidentKind

HANDLERS = (staff.SECTION_HEAD, staff.SECRETARY, staff.CAMAT)
PREFIX = "I"
OPEN, CLOSED = "open", "closed"
LABELS = {OPEN: N_("Ditangani"), CLOSED: N_("Selesai")}
LONGEST_PLACE = 120
_CHANGED = N_("Insiden ini baru saja diubah orang lain. Muat ulang.")
_NONE = N_("Insiden ini tidak ada.")


@dataclass(frozen=True)
class Happened:
    """What somebody writes down; `known_at` is when the office came to know of it."""

    touch: str
    kind: str
    happened_at: datetime
    known_at: datetime
    what: str
    place: str = ""
    harm: str = ""


@dataclass(frozen=True)
class Telling:
    """Whether somebody was told of a leak: `at` when first, None until then; `late` either way."""

    code: str
    title: str
    at: datetime | None
    late: bool


@dataclass(frozen=True)
class IncidentView:
    """An incident as those who may see it read it.

    `notice_due`: until when those concerned are told of a leak; `notice_rule`: how long that is
    and what asks for it.
    """

    id: int
    number: str
    kind: str
    state: str
    label: str
    happened_at: datetime
    known_at: datetime
    place: str
    what: str
    harm: str
    written_by: str
    notice_due: datetime | None
    notice_rule: str
    tellings: tuple[Telling, ...]
    version: int

    @property
    def settled(self) -> bool:
        """Whether nothing more is done about it."""
        return self.state == CLOSED

    @property
    def waits_for(self) -> tuple[Telling, ...]:
        """Who is still to be told."""
        return tuple(one for one in self.tellings if one.at is None)

    @property
    def late(self) -> bool:
        """Whether somebody was told late or should have been told by now."""
        return any(one.late for one in self.tellings)

    @property
    def clock(self) -> str:
        """How the notice of a leak stands, in words; empty where none is asked for."""
        if self.notice_due is None:
            return ""
        if not self.waits_for:
            return (
                N_("Semua sudah diberi tahu, ada yang terlambat.")
                if self.late
                else N_("Semua sudah diberi tahu tepat waktu.")
            )
        left = self.notice_due - clock.now()
        return f"{'Terlambat' if left < timedelta() else 'Tinggal'} {_length(abs(left))}"


@dataclass(frozen=True)
class IncidentDetail:
    """An incident with what was done, the newest first, as its page tells it.

    `action`: the number of the corrective action that follows, if its reader may see that too.
    """

    one: IncidentView
    steps: tuple[SignedStep, ...]
    action: str
    may_act: bool


def write(happened: Happened, by: Actor) -> IncidentView:
    """Write an incident down; the same press writes it once.

    Raises Invalid for an unknown kind, no words, and moments that cannot be.
    """
    if by.staff_id is None:
        raise NotAllowed(N_("Insiden dicatat oleh orang kantor."))
    moment, kind = clock.now(), _kind(happened.kind)
    if not happened.happened_at <= happened.known_at <= moment:
        raise Invalid(
            N_("Insiden diketahui sesudah terjadi, dan keduanya sudah lewat."), code="moments"
        )
    if len(happened.place) > LONGEST_PLACE:
        raise Invalid(N_("Tempatnya terlalu panjang."), code="place")
    what = words(happened.what, N_("Tulis apa yang terjadi."))
    with db.transaction():
        touch = presses.tidy(happened.touch)
        row = Incident.get_or_none(Incident.office == here().id, Incident.touch == touch)
        if row is not None:
            return _views([row])[0]
        year = clock.service_day(moment).year
        hours = kind.notice_hours
        row = Incident.create(
            office=here().id,
            year=year,
            touch=touch,
            state=OPEN,
            kind=kind.code,
            happened_at=happened.happened_at,
            known_at=happened.known_at,
            place=" ".join(happened.place.split()),
            what=what,
            harm=happened.harm.strip(),
            written_by=by.staff_id,
            written_at=moment,
            notice_due=happened.known_at + timedelta(hours=hours) if hours else None,
            **names.draw(Incident, Incident.number, year, touch),
        )
        _record(row, "write", by)
    return _views([row])[0]


def note(incident_id: int, text: str, by: Actor, *, seen: int | None = None) -> IncidentView:
    """Write down what was done; also by whoever wrote the incident."""
    said = words(text, N_("Tulis apa yang dilakukan."))
    with db.transaction():
        row = _open(incident_id, by, seen)
        versions.change(row, _CHANGED)
        _record(row, "note", by, said)
    return _views([row])[0]


def tell(
    incident_id: int, code: str, at: datetime, how: str, by: Actor, *, seen: int | None = None
) -> IncidentView:
    """Write down that somebody was told of a leak of personal data in writing, when and how."""
    said = words(how, N_("Tulis apa yang diberitahukan dan bagaimana."))
    with db.transaction():
        row = _open(incident_id, by, seen, handling=True)
        if code not in {one.code for one in here().standard.told_on(clock.service_day(at))}:
            raise Invalid(N_("Pilih yang diberi tahu dari daftar."), code="told")
        if row.notice_due is None:
            raise Refused(N_("Hanya kebocoran data yang diberitahukan begini."), code="no-notice")
        if not row.known_at <= at <= clock.now():
            raise Invalid(
                N_("Diberi tahu sesudah diketahui dan tidak di masa depan."), code="told-at"
            )
        versions.change(row, _CHANGED)
        _record(row, "tell", by, said, told=code, told_at=at)
    return _views([row])[0]


def act(incident_id: int, problem: actions.Problem, by: Actor, *, seen: int | None = None) -> str:
    """Ask for corrective action (PTPP) that follows from the incident, one of each; its number."""
    with db.transaction():
        row = _open(incident_id, by, seen, handling=True)
        if row.action_id is not None:
            raise Refused(N_("Insiden ini sudah punya PTPP."), code="has-action")
        made = actions.issue(problem, by)
        versions.change(row, _CHANGED, action_id=made.id)
        _record(row, "act", by, made.number)
    return made.number


def close(incident_id: int, conclusion: str, by: Actor, *, seen: int | None = None) -> IncidentView:
    """It is settled; Refused while somebody is still to be told of a leak."""
    said = words(conclusion, N_("Tulis kesimpulannya."))
    with db.transaction():
        row = _open(incident_id, by, seen, handling=True)
        waiting = _views([row])[0].waits_for
        if waiting:
            raise Refused(
                N_("Catat dahulu pemberitahuan kepada: %(who)s."),
                code="not-told",
                who=", ".join(one.title for one in waiting),
            )
        versions.change(row, _CHANGED, state=CLOSED)
        _record(row, "close", by, said)
    return _views([row])[0]


def register(by: Actor) -> list[IncidentView]:
    """The incidents that whoever asks may see, open ones first, the newest of each first."""
    rows = Incident.select().where(_visible(by))
    return _views(rows.order_by(Incident.state.desc(), Incident.known_at.desc(), Incident.id))


def between(first: date, last: date, by: Actor) -> list[IncidentView]:
    """The incidents of these days that whoever asks may see, the earliest first."""
    rows = Incident.select().where(_visible(by), Incident.id.in_(happened(first, last)))
    return _views(rows.order_by(Incident.happened_at, Incident.id))


def of(number: str, by: Actor) -> IncidentDetail:
    """The incident of that number as people write it, if whoever asks may see it; else NotFound."""
    try:
        year, drawn = names.split(number, PREFIX)
    except Invalid as error:
        raise NotFound(_NONE, code="no-incident") from error
    row = _existing(
        Incident.get_or_none(_visible(by), Incident.year == year, Incident.number == drawn)
    )
    titles = {one.code: one.title for one in here().standard.safety.told}
    return IncidentDetail(
        one=_views([row])[0],
        steps=tuple(
            SignedStep(each.at, each.what, each.name, each.role, text=_said(each, titles))
            for each in reversed(_events([row.id]))
        ),
        action=_action(row, by),
        may_act=handles(by) and row.action_id is None,
    )


def handles(by: Actor) -> bool:
    """Whether they see all incidents and settle them."""
    return by.role in HANDLERS


def happened(first: date, last: date) -> list[int]:
    """The incidents from the first to the last day."""
    begins = datetime.combine(first, datetime.min.time(), tzinfo=clock.zone())
    ends = datetime.combine(last, datetime.min.time(), tzinfo=clock.zone()) + timedelta(days=1)
    rows = Incident.select(Incident.id).where(
        Incident.office == here().id, Incident.happened_at >= begins, Incident.happened_at < ends
    )
    return [row.id for row in rows]


def _visible(by: Actor) -> Any:
    mine = Incident.office == here().id
    return mine if handles(by) else mine & (Incident.written_by == (by.staff_id or 0))


def _action(row: Incident, by: Actor) -> str:
    try:
        return corrective.by_id(row.action_id, by).number if row.action_id else ""
    except NotFound:
        return ""


def _row(incident_id: int, by: Actor) -> Incident:
    return _existing(Incident.get_or_none(_visible(by), Incident.id == incident_id))


def _existing(row: Incident | None) -> Incident:
    if row is None:
        raise NotFound(_NONE, code="no-incident")
    return row


def _open(incident_id: int, by: Actor, seen: int | None, *, handling: bool = False) -> Incident:
    """The open incident as it was seen, for whoever may do something about it now."""
    row = _row(incident_id, by)
    versions.expect(row, seen, _CHANGED)
    if handling and not handles(by):
        raise NotAllowed(N_("Langkah ini untuk Kasi, Sekretaris, atau Camat."))
    if row.state == CLOSED:
        raise Refused(N_("Insiden ini sudah selesai."), code="closed")
    return row


def _kind(code: str) -> IncidentKind:
    kinds = here().standard.incident_kinds_on(clock.service_day())
    found = next((one for one in kinds if one.code == code), None)
    if found is None:
        raise Invalid(N_("Pilih jenis insiden dari daftar."), code="kind")
    return found


def _views(rows: Any) -> list[IncidentView]:
    found = list(rows)
    leaks = [row.id for row in found if row.notice_due is not None]
    told: dict[tuple[int, str], datetime] = {}
    for each in _events(leaks) if leaks else ():
        if each.told:
            key = (each.incident_id, each.told)
            told[key] = min(each.told_at, told.get(key, each.told_at))
    people = staff.names_of(tuple({row.written_by for row in found}))
    return [
        IncidentView(
            id=row.id,
            number=number_of(row),
            kind=_title(row.kind),
            state=row.state,
            label=LABELS[row.state],
            happened_at=row.happened_at,
            known_at=row.known_at,
            place=discreet(row.place),
            what=discreet(row.what),
            harm=discreet(row.harm),
            written_by=people.get(row.written_by, ""),
            notice_due=row.notice_due,
            notice_rule=_rule(row),
            tellings=tuple(_tellings(row, told)),
            version=row.version,
        )
        for row in found
    ]


def _tellings(row: Incident, told: dict[tuple[int, str], datetime]) -> Sequence[Telling]:
    if row.notice_due is None:
        return ()
    needed = [one for one in here().standard.told_on(clock.service_day(row.known_at)) if one.needed]
    first = [(one, told.get((row.id, one.code))) for one in needed]
    return [
        Telling(one.code, one.title, at, (at or clock.now()) > row.notice_due) for one, at in first
    ]


def _events(ids: Sequence[int]) -> list[IncidentEvent]:
    rows = IncidentEvent.select().where(
        IncidentEvent.office == here().id, IncidentEvent.incident_id.in_(list(ids))
    )
    return list(rows.order_by(IncidentEvent.id))


def _said(each: IncidentEvent, titles: dict[str, str]) -> str:
    text = discreet(each.text or "")
    if not each.told:
        return text
    return f"{titles.get(each.told, each.told)}, {days.day_and_time(each.told_at)}: {text}"


def _title(code: str) -> str:
    known = [one.title for one in here().standard.safety.kinds if one.code == code]
    return known[-1] if known else code


def _rule(row: Incident) -> str:
    """`3 × 24 jam, UU 27/2022 pasal 46`; empty where nobody is to be told."""
    if row.notice_due is None:
        return ""
    basis = [one.basis for one in here().standard.safety.kinds if one.code == row.kind]
    whole, rest = divmod((row.notice_due - row.known_at) // timedelta(hours=1), 24)
    hours = f"{24 * whole + rest} jam" if rest else f"{whole} × 24 jam"
    return ", ".join(filter(None, (hours, *basis[-1:])))


def number_of(row: Incident) -> str:
    """`I-2026-48213`."""
    return f"{PREFIX}-{row.year}-{row.number:05d}"


def _record(row: Incident, what: str, by: Actor, text: str | None = None, **told: Any) -> None:
    IncidentEvent.create(
        office=here().id,
        incident_id=row.id,
        at=clock.now(),
        what=what,
        after=row.state,
        who=by.who,
        role=by.signs,
        name=staff.named(by.who),
        text=text,
        **told,
    )
    journal.write(by, f"incident.{what}", number_of(row))


def _length(left: timedelta) -> str:
    """`2 hari 3 jam`, `45 menit`; begun minutes count."""
    minutes = -(-int(left.total_seconds()) // 60)
    whole, rest = divmod(minutes, 24 * 60)
    hours, minutes = divmod(rest, 60)
    parts = [(whole, "hari"), (hours, "jam"), (0 if whole else minutes, "menit")]
    return " ".join(f"{number} {word}" for number, word in parts if number) or "0 menit"
