"""Files as the seats show them, in plain values: whose turn each is, its clock, its paper."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from shared import clock, db
from shared.errors import N_
from shared.records import Application, Document, Outage, SheetJob
from shared.rules.applications import case, collecting, lists, outages, states, view
from shared.rules.common import words
from shared.rules.common.office import here
from shared.rules.paper import printers, sheets, slips
from shared.rules.queue import board, floor

SHEET_LABELS = {
    sheets.QUEUED: N_("Menunggu giliran cetak"),
    sheets.SUBMITTING: N_("Dikirim ke pencetak"),
    sheets.HELD: N_("Dikirim ke pencetak"),
    sheets.RELEASING: N_("Dikirim ke pencetak"),
    sheets.PRINTING: N_("Sedang dicetak"),
    sheets.NEEDS_PERSON: N_("Pencetak perlu bantuan"),
    sheets.PRINTED: N_("Tercetak"),
    sheets.FAILED: N_("Tidak tercetak"),
    sheets.UNCERTAIN: N_("Belum pasti keluar: lihat baki kertas"),
    sheets.CANCELLED: N_("Dibatalkan"),
}
_SHEET_ICONS = {
    sheets.PRINTED: "circle-check",
    sheets.FAILED: "circle-x",
    sheets.CANCELLED: "circle-minus",
    sheets.UNCERTAIN: "help-circle",
    sheets.NEEDS_PERSON: "alert-triangle",
}
# The newest of any office is one step; the newest of this one would be a walk.
_MARK = (
    "SELECT (SELECT MAX(id) FROM application_event),"
    " (SELECT MAX(id) FROM sheet_event),"
    " (SELECT COUNT(*) + COUNT(ended_at) FROM outage WHERE office_id = :office),"
    " (SELECT COUNT(*) FROM clock_run WHERE office_id = :office AND late_reason IS NOT NULL),"
    " (SELECT COALESCE(SUM(due_at), 0) FROM clock_run"
    " WHERE office_id = :office AND stopped_at IS NULL),"
    " (SELECT COUNT(*) FROM sheet_job WHERE office_id = :office AND cancel_asked),"
    " (SELECT MAX(id) FROM sheet_spoilage)"
)


@dataclass(frozen=True)
class SheetView:
    """An A4 print, what it waits for, and what a person may do with it."""

    id: int
    kind: str
    application: int | None
    nth: int
    pages: int
    state: str
    label: str
    trouble: str
    printer: str
    token: str
    at: str
    needs_pin: bool
    unlocked: bool
    cancelling: bool
    may_cancel: bool
    may_move: bool
    instead: printers.Instead | None
    may_open: bool
    is_question: bool
    may_reprint: bool
    live: bool
    used: int | None
    faulty: int
    spoiled: int
    may_spoil: bool

    @property
    def icon(self) -> str:
        """How it stands, as a picture."""
        return _SHEET_ICONS.get(self.state, "printer")

    @property
    def tone(self) -> str:
        """How a line about it is coloured: somebody is needed, or only told."""
        return "missing" if self.is_question or self.trouble else "ask"


@dataclass(frozen=True)
class NamedPrint:
    """A print, the number of its application, and whether no copy was made after it."""

    job: SheetView
    number: str
    latest: bool


@dataclass(frozen=True)
class PrinterView:
    """The A4 printer as it stands, in words."""

    name: str
    title: str
    ok: bool
    sentences: tuple[str, ...]
    since: str


@dataclass(frozen=True)
class OutageView:
    """Something that stands still, and since when."""

    id: int
    kind: str
    label: str
    since: str
    until: str
    note: str


@dataclass(frozen=True)
class DocumentView:
    """The signed PDF of a file, judged in words."""

    pages: int
    signature: str
    sentence: str
    signer: str
    signed: str
    override_by: str
    override_reason: str
    warnings: tuple[str, ...]
    encrypted: bool
    attached: str
    allowable: bool
    doubt: str
    doubt_by: str
    doubt_reason: str

    @property
    def is_valid(self) -> bool:
        """Whether its signature is sound."""
        return self.signature == states.VALID

    @property
    def is_sound(self) -> bool:
        """Whether its signature does not forbid printing."""
        return self.is_valid or bool(self.override_by)

    @property
    def barrier(self) -> str:
        """Why it may not be printed, where it may not."""
        return self.doubt if self.is_sound else self.sentence

    @property
    def is_changed(self) -> bool:
        """Whether it was changed after signing, which nobody can allow."""
        return self.signature == states.CHANGED


@dataclass(frozen=True)
class FoundApplication(view.ApplicationStanding):
    """One file among those that were looked for; its numbers stay out of it."""

    applicant: str
    kinds: str
    received: str


@dataclass(frozen=True)
class ListedApplication(FoundApplication):
    """One file for a list."""

    address: str
    light: str
    due: str
    ready: str
    returns: int
    proposed: bool
    version: int
    document: bool | None
    sheet: str
    question: bool
    waits: str
    tried: str
    place: str
    call: bool
    long: str


@dataclass(frozen=True)
class ListsPicture:
    """Every list of this moment: `files` by id, for each list the ids in their order.

    `older`: how many files a list leaves out.
    """

    seq: int
    at: str
    files: dict[str, ListedApplication]
    lists: dict[str, list[int]]
    older: dict[str, int]
    sheets: list[SheetView]
    printers: list[PrinterView]
    outages: list[OutageView]


def picture(beside: floor.Surroundings | None = None, days: view.Days = view.today) -> ListsPicture:
    """What every seat that works with files shows; `beside`: what the page knows already."""
    inbox, moment = lists.inbox(days), clock.now()
    seen = {one.id: one for files in inbox.lists.values() for one in files}
    return ListsPicture(
        seq=beside.seq if beside else board.sequence(),
        at=moment.isoformat(),
        files={
            str(id_): listed(one, inbox.prints[id_], inbox.waits.get(id_))
            for id_, one in seen.items()
        },
        lists={name: [one.id for one in files] for name, files in inbox.lists.items()},
        older=lists.older(),
        sheets=[sheet(job) for job in sheets.queue()],
        printers=_stands(beside),
        outages=[outage(row) for row in outages.recent() if row.ended_at is None],
    )


def mark() -> tuple[object, ...]:
    """Differs as soon as `picture` may differ; cheap, and new with every minute of the clock."""
    minute = clock.now().replace(second=0, microsecond=0)
    seen = tuple((one.name, one.reasons) for one in _sheet_printers())
    return (*db.rows(_MARK, office=here().id)[0], minute, *seen)


def sheet(job: SheetJob, may_go: bool | None = None) -> SheetView:
    """The print, in plain values; `may_go`: whether its application is where a KK is printed."""
    waits = job.state == sheets.QUEUED
    return SheetView(
        id=job.id,
        kind=job.kind,
        application=job.application_id,
        nth=job.copy,
        pages=job.pages,
        state=job.state,
        label=SHEET_LABELS[job.state],
        trouble=job.trouble or "",
        printer=job.printer,
        token=job.token,
        at=words.time_or_day(job.created_at),
        needs_pin=bool(job.needs_pin and waits),
        unlocked=bool(job.needs_pin and job.released_at),
        cancelling=bool(job.cancel_asked),
        may_cancel=job.state in sheets.LIVE and not job.cancel_asked,
        may_move=waits,
        instead=printers.instead_of(job.printer) if waits else None,
        may_open=waits and not sheets.desk_only(job),
        is_question=job.state == sheets.UNCERTAIN,
        may_reprint=job.kind != sheets.RECEIPT
        and job.state in (sheets.PRINTED, sheets.FAILED, sheets.CANCELLED)
        and (sheets.may_go(job) if may_go is None else may_go),
        live=job.state in (*sheets.LIVE, sheets.UNCERTAIN),
        used=job.sheets_used,
        faulty=job.sheets_faulty,
        spoiled=job.sheets_spoiled,
        may_spoil=sheets.may_spoil(job),
    )


def recent_prints(limit: int) -> list[NamedPrint]:
    """The latest A4 prints, newest first; one that was printed again is not the latest."""
    rows = SheetJob.select().where(SheetJob.office == here().id)
    jobs = list(rows.order_by(SheetJob.id.desc()).limit(limit))
    again = {job.reprint_of for job in jobs}
    known = lists.by_ids(job.application_id for job in jobs)
    return [_named(job, known.get(job.application_id or 0), job.id not in again) for job in jobs]


def _named(job: SheetJob, row: Application | None, latest: bool) -> NamedPrint:
    may_go = job.kind != case.KK or (row is not None and row.state in states.KK_PRINTED_IN)
    number = view.number_text(row.year, row.number) if row else ""
    return NamedPrint(sheet(job, may_go), number, latest)


def outage(row: Outage) -> OutageView:
    """The outage, in words."""
    return OutageView(
        id=row.id,
        kind=row.kind,
        label=outages.KINDS[row.kind],
        since=moment_words(row.began_at),
        until=moment_words(row.ended_at),
        note=row.note or "",
    )


def document(row: Document, names: Mapping[str, str]) -> DocumentView:
    """The document, in words; `names`: people's names by what they sign in as."""
    return DocumentView(
        pages=row.pages,
        signature=row.signature,
        sentence=states.SIGNATURES[row.signature],
        signer=row.signer or "",
        signed=moment_words(row.signed_at),
        override_by=names.get(row.override_by or "", row.override_by or ""),
        override_reason=row.override_reason or "",
        warnings=tuple(row.verdict.get("warnings", ())),
        encrypted=row.encrypted,
        attached=moment_words(row.attached_at),
        doubt=row.verdict.get("doubt", ""),
        doubt_by=names.get(row.doubt_by or "", row.doubt_by or ""),
        doubt_reason=row.doubt_reason or "",
        allowable=here().settings.unsigned_override
        and not case.printable(row)
        and row.signature in states.MAY_BE_ALLOWED,
    )


def listed(
    one: view.ApplicationView, prints: lists.Prints, waits: collecting.Waiting | None
) -> ListedApplication:
    """The application as a list shows it; `waits`: how its ready KK does."""
    return ListedApplication(
        id=one.id,
        number=one.number,
        state=one.state,
        label=one.label,
        kinds=kinds_words(one.kinds),
        applicant=one.applicant,
        address=one.address,
        light=one.light,
        due=due_words(one.due_at) if one.state in states.CLOCK_RUNS else "",
        received=moment_words(one.received_at),
        ready=moment_words(one.ready_at),
        returns=one.returns,
        proposed=bool(one.proposed_by),
        version=one.version,
        document=prints.printable,
        sheet=SHEET_LABELS[prints.state] if prints.state not in ("", sheets.PRINTED) else "",
        question=prints.state in (sheets.UNCERTAIN, sheets.NEEDS_PERSON),
        waits=_waits_words(waits),
        tried=_tried_words(waits, one.has_phone),
        place=collecting.place_words(waits.place) if waits else "",
        call=bool(waits and waits.call),
        long=f"Belum diambil {waits.long_days} hari" if waits and waits.is_long else "",
    )


def _waits_words(one: collecting.Waiting | None) -> str:
    if one is None:
        return ""
    return f"{one.days} hari kerja" if one.long_days else "siap hari ini"


def _tried_words(one: collecting.Waiting | None, has_phone: bool) -> str:
    """Whether there is a number, how often somebody tried, and when last; never the number."""
    if one is None:
        return ""
    phone = "Ada telepon" if has_phone else "Tanpa telepon"
    if one.tried.last is None:
        return f"{phone}, belum dihubungi"
    last = one.tried.last
    at = f"{words.long_date(clock.service_day(last))} pukul {words.clock_time(last)}"
    return f"{phone}, dihubungi {one.tried.times}×, terakhir {at}"


def due_words(due: datetime | None) -> str:
    """`hari ini 15.00`, `besok 15.00`, or `Selasa 24-11, 15.00`."""
    if due is None:
        return ""
    time = words.clock_time(due)
    days = (clock.service_day(due) - clock.service_day()).days
    near = {0: "hari ini", 1: "besok", -1: "kemarin"}.get(days)
    return f"{near} {time}" if near else moment_words(due)


def moment_words(moment: datetime | None) -> str:
    """`Selasa 24-11, 15.00`; with the year when it is another one."""
    if moment is None:
        return ""
    day = clock.service_day(moment)
    shown = day.strftime("%d-%m" if day.year == clock.service_day().year else "%d-%m-%Y")
    return f"{words.long_date(day).split(',')[0]} {shown}, {words.clock_time(moment)}"


def kinds_words(codes: Iterable[str]) -> str:
    """The kinds of a file in citizens' words, joined."""
    return " + ".join(here().standard.kind(code).title for code in codes)


def _stands(beside: floor.Surroundings | None) -> list[PrinterView]:
    return [
        PrinterView(one.name, one.title, one.ok, one.sentences, one.since)
        for one in (beside.printers if beside else _sheet_printers())
        if one.name.startswith(slips.SHEET_PRINTER)
    ]


def _sheet_printers() -> list[printers.Printer]:
    return [one for one in printers.printers() if one.name.startswith(slips.SHEET_PRINTER)]
