"""How the printers are: what stations report, told to seats and to /readyz in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from shared import clock, db, terminal
from shared.announce import announce
from shared.errors import N_
from shared.records import PrinterState, Station
from shared.records.base import to_ms
from shared.rules.common import words
from shared.rules.common.office import here
from shared.rules.paper import slips

PAPER_OUT, PAPER_LOW, COVER_OPEN = "paper-out", "paper-near-end", "cover-open"
OFFLINE, ERROR, UNREACHABLE, NO_STATUS = "offline", "error", "unreachable", "no-status"
NO_PERMISSION, NOT_FOUND, IN_USE = "no-permission", "not-found", "in-use"
WRONG_DEVICE, STATION_GONE = "wrong-device", "station-gone"

# What an A4 printer and CUPS add to that.
TRAY_EMPTY, TRAY_LOW, TRAY_MISSING = "tray-empty", "tray-low", "tray-missing"
PAPER_JAM, DOOR_OPEN, OUTPUT_FULL = "paper-jam", "door-open", "output-full"
INK_LOW, INK_EMPTY, WASTE_FULL = "ink-low", "ink-empty", "waste-full"
PAUSED, NOT_READY = "paused", "not-ready"
QUEUE_STOPPED, QUEUE_MISSING, QUEUE_CLOSED = "queue-stopped", "queue-missing", "queue-closed"
QUEUE_NO_RIGHT = "queue-no-right"
FILTER_MISSING = "filter-missing"
CUPS_AWAY, CUPS_SILENT = "cups-away", "cups-silent"

BATTERY_LOW = "battery-low"

# What an office lacks that has chosen no printer.
NO_TICKET_PRINTER, NO_SHEET_PRINTER = "no-ticket-printer", "no-sheet-printer"

_ADD = terminal.typed("printer add ALAMAT", root=True)
_RESUME = terminal.typed("printer resume", root=True)

HARMLESS = (PAPER_LOW, NO_STATUS, TRAY_LOW, INK_LOW)
WORDS = {
    PAPER_OUT: N_("Kertas habis. Pasang gulungan kertas baru."),
    PAPER_LOW: N_("Kertas hampir habis. Siapkan gulungan baru."),
    COVER_OPEN: N_("Tutup pencetak terbuka. Tutup rapat."),
    OFFLINE: N_("Pencetak sedang tidak siap. Tekan tombol FEED atau nyalakan ulang."),
    ERROR: N_("Pencetak rusak atau kertas tersangkut. Matikan, periksa, nyalakan lagi."),
    UNREACHABLE: N_("Pencetak tidak tersambung. Periksa kabel dan listriknya."),
    NO_PERMISSION: N_(
        "Program tidak diizinkan memakai pencetak ini. Admin: masukkan pengguna program ke grup lp "
        "(serial: dialout), lalu jalankan ulang."
    ),
    NOT_FOUND: (
        "Pencetak tidak ditemukan di alamatnya. Periksa kabel dan listriknya; admin mencari "
        f"alamatnya dengan `{terminal.typed('printer find')}`."
    ),
    IN_USE: N_("Pencetak sedang dipakai program lain. Tutup program itu; karcis lanjut sendiri."),
    WRONG_DEVICE: (
        "Alat di alamat ini bukan pencetak. Admin mencari alamatnya dengan "
        f"`{terminal.typed('printer find')}`."
    ),
    NO_STATUS: N_("Pencetak ini tidak memberi kabar; lihat kertasnya sendiri."),
    STATION_GONE: N_("Program pencetak berhenti. Panggil admin."),
    TRAY_EMPTY: N_("Kertas A4 habis. Isi baki kertas; cetakan lanjut sendiri."),
    TRAY_LOW: N_("Kertas A4 hampir habis. Siapkan kertas."),
    TRAY_MISSING: N_("Baki kertas belum terpasang. Pasang bakinya."),
    PAPER_JAM: N_("Kertas macet. Buka pencetak, tarik kertasnya, lalu tutup lagi."),
    DOOR_OPEN: N_("Tutup pencetak A4 terbuka. Tutup rapat."),
    OUTPUT_FULL: N_("Baki keluaran penuh. Ambil kertas yang sudah tercetak."),
    INK_LOW: N_("Tinta atau toner hampir habis. Siapkan penggantinya."),
    INK_EMPTY: N_("Tinta atau toner habis. Ganti dahulu."),
    WASTE_FULL: N_("Penampung tinta buangan penuh. Panggil teknisi."),
    PAUSED: N_("Pencetak A4 dijeda. Tekan Lanjut (Resume) di pencetak."),
    NOT_READY: N_("Pencetak A4 tidak siap. Lihat layar pencetaknya."),
    QUEUE_STOPPED: f"Antrean cetak CUPS dihentikan. Admin: jalankan `{_RESUME}`.",
    QUEUE_MISSING: f"Antrean cetak CUPS tidak ada. Admin: jalankan `{_ADD}`.",
    QUEUE_CLOSED: f"Antrean cetak CUPS ditutup. Admin: jalankan `{_RESUME}`.",
    QUEUE_NO_RIGHT: (
        "CUPS tidak mengizinkan program ini melanjutkan antrean cetak. Admin: jalankan "
        f"`{_ADD}` sekali lagi."
    ),
    FILTER_MISSING: N_("Perangkat lunak pencetak belum lengkap. Panggil admin."),
    CUPS_AWAY: N_("Layanan cetak (CUPS) mati. Tunggu sebentar; bila tetap, panggil admin."),
    CUPS_SILENT: N_("Layanan cetak (CUPS) tidak menjawab. Panggil admin bila lebih dari 2 menit."),
    BATTERY_LOW: N_(
        "Listrik padam dan baterai hampir habis. Lembar baru ditahan; lanjut sendiri bila listrik "
        "menyala."
    ),
    NO_TICKET_PRINTER: N_(
        "Belum dipilih, nomor tampil di layar saja. Admin: buka Admin, Pencetak, lalu pilih; "
        "bila tidak dipakai, pilih itu."
    ),
    NO_SHEET_PRINTER: (
        "Belum dipilih, lembar A4 diunduh dan dicetak di komputer lain. Admin: pilih di Admin, "
        f"Pencetak; bila tidak ada di daftarnya, jalankan `{_ADD}`."
    ),
}
_GONE_AFTER = timedelta(seconds=10)

_PRINTERS = "SELECT * FROM printer_state WHERE office_id = :office ORDER BY printer"
_ALIVE = "SELECT name FROM station WHERE office_id = :office AND seen_at BETWEEN :since AND :now"


@dataclass(frozen=True)
class Printer:
    """One printer as last seen; `ok` when paper comes out.

    `sentences`: what is wrong and what to do, one for each reason; `since` when it is so, and
    `station` who saw it: both empty for a printer that the office has yet to choose. `device`:
    the address behind its queue.
    """

    name: str
    title: str
    ok: bool
    reasons: tuple[str, ...]
    sentences: tuple[str, ...]
    since: str
    station: str
    device: str


@dataclass(frozen=True)
class Instead:
    """A printer that is ready while the one that a job waits for is not, and why not."""

    name: str
    title: str
    trouble: str


@db.transaction()
def heartbeat(station: str) -> None:
    """The station is alive."""
    Station.insert(office=here().id, name=station, seen_at=clock.now()).on_conflict(
        conflict_target=[Station.office, Station.name], preserve=[Station.seen_at]
    ).execute()


@db.transaction()
def report(
    station: str,
    printer: str,
    reasons: Sequence[str],
    capability: str | None = None,
    device: str | None = None,
) -> None:
    """The station looked at a printer; tells the seats when something changed.

    `device`: the address behind its queue, where it has one.
    """
    moment, now = clock.now(), sorted(set(reasons))
    row = PrinterState.get_or_none(
        PrinterState.office == here().id,
        PrinterState.station == station,
        PrinterState.printer == printer,
    ) or PrinterState(
        office=here().id, station=station, printer=printer, reasons=None, since=moment
    )
    changed = row.reasons != now
    row.reasons, row.seen_at = now, moment
    row.since = moment if changed else row.since
    row.capability = capability or row.capability
    row.device = device or row.device
    row.save()
    if changed:
        announce("printers")


def printers() -> list[Printer]:
    """Every printer of the settings, with the reason `station-gone` where its station is silent.

    Outside practice one that was never chosen is among them: what is missing is told everywhere.
    An office that wrote `none` has chosen.
    """
    alive, settings = alive_stations(), here().settings
    used = sheet_names(settings.printers_sheet)
    if settings.printers_ticket != slips.NO_PRINTER:
        used = [slips.TICKET_PRINTER, *used]
    rows = db.objects(PrinterState, _PRINTERS, office=here().id)
    seen = [_printer(row, row.station in alive) for row in rows if row.printer in used]
    return [*seen, *(_printer_of(*lacking) for lacking in _lacking())]


def title(name: str) -> str:
    """How people call a printer of the settings: `sheet-2` is Pencetak A4 ke-2."""
    if name == slips.TICKET_PRINTER:
        return N_("Pencetak karcis")
    which = name.removeprefix(slips.SHEET_PRINTER).removeprefix("-")
    return f"Pencetak A4 ke-{which}" if which else N_("Pencetak A4")


def addresses() -> dict[str, str]:
    """The address of each printer as office.toml says it."""
    settings = here().settings
    sheets = [one.strip() for one in settings.printers_sheet.split(",")]
    written = dict(zip(sheet_names(settings.printers_sheet), sheets, strict=False))
    if settings.printers_ticket != slips.NO_PRINTER:
        written[slips.TICKET_PRINTER] = settings.printers_ticket
    return written


def instead_of(name: str) -> Instead | None:
    """An A4 printer that can print now, where this one cannot."""
    if len(sheet_names(here().settings.printers_sheet)) < 2:
        return None
    seen = {one.name: one for one in printers() if one.name.startswith(slips.SHEET_PRINTER)}
    ready = [one for one in seen.values() if one.ok]
    if name not in seen or seen[name].ok or not ready:
        return None
    return Instead(ready[0].name, ready[0].title, f"{seen[name].title}: {seen[name].sentences[0]}")


def without() -> dict[str, bool]:
    """The kinds of printer that this office does without, and whether it wrote so itself."""
    settings = here().settings
    kinds = {
        slips.TICKET_PRINTER: ("printers_ticket", settings.printers_ticket),
        slips.SHEET_PRINTER: ("printers_sheet", settings.printers_sheet),
    }
    return {
        name: setting in settings.written
        for name, (setting, address) in kinds.items()
        if address == slips.NO_PRINTER
    }


def is_chosen(printer: Printer) -> bool:
    """Whether it stands in the settings, and is not a printer that the office lacks."""
    return bool(printer.station)


def sheet_names(setting: str) -> list[str]:
    """Names of the A4 printers in `printers.sheet`: sheet, sheet-2 and so on; none for `none`."""
    if setting == slips.NO_PRINTER:
        return []
    count = setting.count(",") + 1
    return [slips.SHEET_PRINTER, *(f"{slips.SHEET_PRINTER}-{at}" for at in range(2, count + 1))]


def ticket_printer() -> Printer | None:
    """The printer of the tickets; None when the office has none or none was seen yet."""
    found = (one for one in printers() if one.name == slips.TICKET_PRINTER and is_chosen(one))
    return next(found, None)


def alive_stations(after: datetime | None = None) -> set[str]:
    """Names of the stations that were heard of in the last ten seconds, or since that moment."""
    moment = clock.now()
    since, now = to_ms(after or moment - _GONE_AFTER), to_ms(moment + _GONE_AFTER)
    return {name for (name,) in db.rows(_ALIVE, office=here().id, since=since, now=now)}


def _printer(row: PrinterState, alive: bool) -> Printer:
    reasons = tuple(row.reasons) if alive else (STATION_GONE,)
    since = words.time_or_day(row.since)
    return _printer_of(row.printer, reasons, since, row.station, row.device or "")


def _lacking() -> list[tuple[str, tuple[str, ...]]]:
    reasons = {
        slips.TICKET_PRINTER: (NO_TICKET_PRINTER,),
        slips.SHEET_PRINTER: (NO_SHEET_PRINTER,),
    }
    if here().settings.practice:
        return []
    return [(name, reasons[name]) for name, chosen in without().items() if not chosen]


def _printer_of(
    name: str, reasons: tuple[str, ...], since: str = "", station: str = "", device: str = ""
) -> Printer:
    return Printer(
        name=name,
        title=title(name),
        ok=all(reason in HARMLESS for reason in reasons),
        reasons=reasons,
        sentences=tuple(WORDS.get(reason, reason) for reason in reasons),
        since=since,
        station=station,
        device=device,
    )
