"""A complaint enters the book: its number, its code, its first deadlines (11.2-11.5)."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from shared import clock, db, letters
from shared.discreet import discreet
from shared.errors import N_, Invalid, NotAllowed, TooMany
from shared.records import Complaint
from shared.rules.common import codes, journal, presses, telephones, words
from shared.rules.common.actor import CITIZEN, Actor
from shared.rules.common.numbers import next_in_year
from shared.rules.common.office import here
from shared.rules.complaints import about, dues, names, photos, sight, states, suggestion_box
from shared.rules.complaints.view import ComplaintView, view
from shared.rules.complaints.way import record

BOOK = "complaints"
BOX, TOUCH, PHONE, DESK = "KOTAK_SARAN", "LAYAR_SENTUH", "PONSEL", "MEJA_INFORMASI"
LONGEST = {
    "text": 4000,
    "requested": 1000,
    "happened": 300,
    "name": 100,
    "address": 200,
    "phone": 20,
    "source": 60,
}
_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True)
class Entry:
    """What somebody complains of; `touch` is the UUID of the press.

    `straight`: past the section, to the secretary and the Camat. `about_unit`: the
    section it is about, where it is not the topic's own. `about_staff`: the person it is about,
    which makes it straight too; be it the secretary, the Camat alone sees it. `source`: the number
    it has elsewhere. `photo`: one that was made small and bare.
    """

    touch: str
    channel: str
    topic: str
    text: str
    requested: str = ""
    happened: str = ""
    village: str = ""
    service: str = ""
    anonymous: bool = True
    secret: bool = True
    name: str = ""
    address: str = ""
    phone: str = ""
    straight: bool = False
    about_unit: str = ""
    about_staff: int = 0
    by_visitor: bool = False
    received_on: date | None = None
    source: str = ""
    language: str = "id"
    ticket_id: int | None = None
    box_id: int | None = None
    photo: bytes = field(default=b"", repr=False)


@dataclass(frozen=True)
class Recorded:
    """The complaint, whether this press made it, and its status code while it is still valid."""

    created: bool
    complaint: ComplaintView
    code: str
    language: str = "id"


def enter(entry: Entry, by: Actor = CITIZEN) -> Recorded:
    """Write a complaint into the book; the same press gives the same one.

    Raises Invalid for an unknown channel, topic, village or date, or a text that is missing or too
    long; Refused for a slip more than lay in the box; NotAllowed for a member of staff whose work
    it is not, or whom it is about.
    """
    if by is not CITIZEN and by.role not in sight.WRITERS:
        raise NotAllowed(N_("Pengaduan dicatat di Meja Informasi."))
    if entry.about_staff == by.staff_id:
        raise NotAllowed(
            N_(
                "Pengaduan tentang Anda dicatat petugas lain,"
                " atau ditulis pengadu sendiri di layar sentuh atau ponsel."
            ),
            code="about-you",
        )
    journal.require_clock()
    columns = _checked(entry)
    with db.transaction():
        twice = sight.find(Complaint.touch == columns["touch"])
        if twice is not None:
            return _recorded(twice)
        _slow_down(entry.channel)
        if entry.channel == BOX:
            suggestion_box.require_left(entry.box_id)
        code = codes.of_press(columns["touch"])
        row = _add(columns, code, by)
        record(row, "record", by)
        if entry.photo:
            photos.keep(row, entry.photo, by)
        if row.guarded:
            # Nobody at the desk forwards what the desk may not see.
            row.state, row.reported_at = states.REPORTED, clock.now()
            row.next_due_at = dues.next_due(row)
            row.save()
            record(row, "report", by, before=states.RECORDED)
    return Recorded(True, view(row), code, row.language)


def recorded(complaint_id: int) -> Recorded:
    """What was told when the complaint of that id was entered; NotFound when there is none."""
    return _recorded(sight.existing(sight.find(Complaint.id == complaint_id)))


def known(touch: str) -> bool:
    """Whether the press of that UUID is a complaint already."""
    return sight.find(Complaint.touch == touch) is not None


def says(complaint_id: int, text: str) -> bool:
    """Whether the complaint was entered in these very words: the same form, sent twice."""
    row = sight.find(Complaint.id == complaint_id)
    return row is not None and row.text == _words(text, "text")


def _recorded(row: Complaint) -> Recorded:
    code = codes.of_press(row.touch)
    valid = codes.fits(code, row.code_hash)
    return Recorded(False, view(row), code if valid else "", row.language)


def _slow_down(channel: str) -> None:
    """Whoever stands at a touchscreen cannot fill the book: as many a minute as numbers."""
    limit = here().settings.queue_touch_limit
    if not limit or channel not in (TOUCH, PHONE):
        return
    recent = Complaint.select().where(
        Complaint.office == here().id,
        Complaint.day == clock.service_day(),
        Complaint.channel == channel,
        Complaint.recorded_at > clock.now() - _MINUTE,
    )
    if recent.count() >= limit:
        raise TooMany(N_("Tunggu sebentar, lalu coba lagi."), code="slow-down", after=60)


def _add(columns: dict[str, Any], code: str, by: Actor) -> Complaint:
    moment = clock.now()
    day = clock.service_day(moment)
    row = Complaint(
        office=here().id,
        year=day.year,
        number=next_in_year(BOOK, day.year),
        **names.draw(Complaint, Complaint.public_number, day.year, columns["touch"]),
        day=day,
        recorded_at=moment,
        recorded_by=by.who,
        recorded_role=by.role,
        code_hash=codes.hashed(code),
        state=states.RECORDED,
        clock_from=moment,
        **vars(dues.dues(moment, columns["kind"])),
        **columns,
    )
    row.next_due_at = dues.next_due(row)
    row.save(force_insert=True)
    return row


def _checked(entry: Entry) -> dict[str, Any]:
    standard, today = here().standard, clock.service_day()
    topic = next((one for one in standard.topics_on(today) if one.code == entry.topic), None)
    if topic is None:
        raise Invalid(N_("Pilih tentang apa pengaduan ini."), code="topic")
    if entry.channel not in {one.code for one in standard.channels_on(today)} or (
        entry.box_id is not None and entry.channel != BOX
    ):
        raise Invalid(N_("Pilih sarana pengaduan."), code="channel")
    guarded = topic.guarded or entry.straight or bool(entry.about_staff)
    if entry.about_staff:
        about.require_person(entry.about_staff)
    return {
        **_who(entry),
        **_where(entry, today),
        "touch": presses.tidy(entry.touch),
        "channel": entry.channel,
        "topic": topic.code,
        "category": topic.category,
        "text": _words(entry.text, "text") or _refuse_empty(),
        "requested": _words(entry.requested, "requested"),
        "happened": _words(entry.happened, "happened"),
        "source": _words(entry.source, "source"),
        "by_visitor": entry.by_visitor,
        "language": entry.language,
        "ticket_id": entry.ticket_id,
        "box_id": entry.box_id,
        "guarded": guarded,
        "kind": states.SUPERVISORY if topic.guarded else None,
        "about_unit": (entry.about_unit or topic.unit) if guarded else None,
        "about_staff": entry.about_staff or None,
    }


def _who(entry: Entry) -> dict[str, Any]:
    """Who complains; nothing is kept of an anonymous one but what the text itself says."""
    if entry.anonymous:
        return {"anonymous": True, "secret": True, "name": None, "address": None, "phone": None}
    name, phone = _words(entry.name, "name"), telephones.stored(entry.phone)
    if not name and not phone:
        raise Invalid(N_("Tulis nama atau nomor HP, atau pilih tanpa nama."), code="name")
    return {
        "anonymous": False,
        "secret": entry.secret,
        "name": name,
        "address": _words(entry.address, "address"),
        "phone": phone,
    }


def _where(entry: Entry, today: date) -> dict[str, Any]:
    standard = here().standard
    if entry.village and entry.village not in {one.name for one in standard.office.villages}:
        raise Invalid(N_("Pilih %(village)s."), code="village", village=words.local("{desa}"))
    if entry.service and entry.service not in {one.code for one in standard.services_on(today)}:
        raise Invalid(N_("Pilih layanan."), code="service")
    if entry.about_unit:
        about.require_unit(entry.about_unit)
    received = entry.received_on or today
    if not date(2000, 1, 1) <= received <= today:
        raise Invalid(N_("Tanggal diterima belum tiba. Periksa lagi."), code="received-on")
    return {
        "village": entry.village or None,
        "service": entry.service or None,
        "received_on": received,
    }


def _words(text: str, name: str) -> str | None:
    """The text as written, without stray blanks around it and control characters in it."""
    kept = letters.clean(text).strip()
    if len(kept) > LONGEST[name]:
        raise Invalid(
            N_("Tulisan terlalu panjang, paling banyak %(most)s huruf."),
            code=name,
            most=LONGEST[name],
        )
    return discreet(kept) if name in ("requested", "happened") and kept else kept or None


def _refuse_empty() -> str:
    raise Invalid(N_("Tulis pengaduan atau saran Anda."), code="text")
