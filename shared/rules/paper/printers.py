"""How the printers are: what stations report, told to seats and to /readyz in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from shared import clock, db
from shared.announce import announce
from shared.errors import N_
from shared.records import PrinterState, Station
from shared.records.base import to_ms
from shared.rules.common import words
from shared.rules.common.office import here
from shared.rules.paper import slips

PAPER_OUT, PAPER_LOW, COVER_OPEN = "paper-out", "paper-near-end", "cover-open"
OFFLINE, ERROR, UNREACHABLE, NO_STATUS = "offline", "error", "unreachable", "no-status"
STATION_GONE = "station-gone"

# What an A4 printer and CUPS add to that.
TRAY_EMPTY, TRAY_LOW, TRAY_MISSING = "tray-empty", "tray-low", "tray-missing"
PAPER_JAM, DOOR_OPEN, OUTPUT_FULL = "paper-jam", "door-open", "output-full"
INK_LOW, INK_EMPTY, WASTE_FULL = "ink-low", "ink-empty", "waste-full"
PAUSED, NOT_READY = "paused", "not-ready"
QUEUE_STOPPED, QUEUE_MISSING, QUEUE_CLOSED = "queue-stopped", "queue-missing", "queue-closed"
FILTER_MISSING = "filter-missing"
CUPS_AWAY, CUPS_SILENT = "cups-away", "cups-silent"

HARMLESS = (PAPER_LOW, NO_STATUS, TRAY_LOW, INK_LOW)
WORDS = {
    PAPER_OUT: N_("Kertas habis. Pasang gulungan kertas baru."),
    PAPER_LOW: N_("Kertas hampir habis. Siapkan gulungan baru."),
    COVER_OPEN: N_("Tutup pencetak terbuka. Tutup rapat."),
    OFFLINE: N_("Pencetak sedang tidak siap. Tekan tombol FEED atau nyalakan ulang."),
    ERROR: N_("Pencetak rusak atau kertas tersangkut. Matikan, periksa, nyalakan lagi."),
    UNREACHABLE: N_("Pencetak tidak tersambung. Periksa kabel dan listriknya."),
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
    QUEUE_STOPPED: N_("Antrean cetak CUPS dihentikan. Admin: jalankan `antrean printer resume`."),
    QUEUE_MISSING: N_("Antrean cetak CUPS tidak ada. Admin: jalankan `antrean printer add`."),
    QUEUE_CLOSED: N_("Antrean cetak CUPS ditutup. Admin: jalankan `antrean printer resume`."),
    FILTER_MISSING: N_("Perangkat lunak pencetak belum lengkap. Panggil admin."),
    CUPS_AWAY: N_("Layanan cetak (CUPS) mati. Tunggu sebentar; bila tetap, panggil admin."),
    CUPS_SILENT: N_("Layanan cetak (CUPS) tidak menjawab. Panggil admin bila lebih dari 2 menit."),
}
_GONE_AFTER = timedelta(seconds=10)

_PRINTERS = "SELECT * FROM printer_state WHERE office_id = :office ORDER BY printer"
_ALIVE = "SELECT name FROM station WHERE office_id = :office AND seen_at BETWEEN :since AND :now"


@dataclass(frozen=True)
class Printer:
    """One printer as last seen; `ok` when paper comes out.

    `sentences`: what is wrong and what to do, one for each reason; `since` when it is so.
    """

    name: str
    ok: bool
    reasons: tuple[str, ...]
    sentences: tuple[str, ...]
    since: str
    station: str


@db.transaction()
def heartbeat(station: str) -> None:
    """The station is alive."""
    Station.insert(office=here().id, name=station, seen_at=clock.now()).on_conflict(
        conflict_target=[Station.office, Station.name], preserve=[Station.seen_at]
    ).execute()


@db.transaction()
def report(
    station: str, printer: str, reasons: Sequence[str], capability: str | None = None
) -> None:
    """The station looked at a printer; tells the seats when something changed."""
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
    row.save()
    if changed:
        announce("printers")


def printers() -> list[Printer]:
    """Every printer of the settings, with the reason `station-gone` where its station is silent."""
    alive, settings = alive_stations(), here().settings
    used = sheet_names(settings.printers_sheet)
    if settings.printers_ticket != slips.NO_PRINTER:
        used = [slips.TICKET_PRINTER, *used]
    rows = db.objects(PrinterState, _PRINTERS, office=here().id)
    return [_printer(row, row.station in alive) for row in rows if row.printer in used]


def sheet_names(setting: str) -> list[str]:
    """Names of the A4 printers in `printers.sheet`: sheet, sheet-2 and so on; none for `none`."""
    if setting == slips.NO_PRINTER:
        return []
    count = setting.count(",") + 1
    return [slips.SHEET_PRINTER, *(f"{slips.SHEET_PRINTER}-{at}" for at in range(2, count + 1))]


def ticket_printer() -> Printer | None:
    """The printer of the tickets; None when the office has none or none was seen yet."""
    return next((one for one in printers() if one.name == slips.TICKET_PRINTER), None)


def alive_stations() -> set[str]:
    """Names of the stations that were heard of in the last ten seconds."""
    moment = clock.now()
    since, now = to_ms(moment - _GONE_AFTER), to_ms(moment + _GONE_AFTER)
    return {name for (name,) in db.rows(_ALIVE, office=here().id, since=since, now=now)}


def _printer(row: PrinterState, alive: bool) -> Printer:
    reasons = tuple(row.reasons) if alive else (STATION_GONE,)
    return Printer(
        name=row.printer,
        ok=all(reason in HARMLESS for reason in reasons),
        reasons=reasons,
        sentences=tuple(WORDS.get(reason, reason) for reason in reasons),
        since=words.time_or_day(row.since),
        station=row.station,
    )
