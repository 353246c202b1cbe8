"""The office's settings: one file `office.toml` plus ANTREAN_* variables, each declared once."""

import dataclasses
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from shared.config_values import fit, miswritten
from shared.errors import N_, SetupError

_PREFIX = "ANTREAN_"
_HERE = Path(__file__).resolve().parent
_NOT_SETTINGS = {"ANTREAN_CONFIG"}
_VIRTUAL = "virtual:"
_WEB_ADDRESS = re.compile(r"https?://[^\s/]+(/\S*)?")
_PRINTERS = {"printers_ticket", "printers_sheet"}

PLAIN_THREADS = 32
"""Threads for plain requests: no WebSocket has one of them."""
LANGUAGES = {"id": "Indonesia", "en": "English", "jv": "Jawa", "mad": "Madhurâ"}
VOICES = ("auto", "clips", "mbrola", "espeak", "off")
WIDTHS = (58, 80)


def _setting(default: Any, text: str, key: str = "", **rule: Any) -> Any:
    """One setting: its default, its key in the file (`table.name`), its help, and its bounds."""
    return field(default=default, metadata={"help": text, "key": key, **rule})


@dataclass(frozen=True)
class Settings:
    """Everything an office may set; read-only once loaded."""

    data: Path = _setting(Path("/var/lib/antrean"), "The one directory that holds all to back up.")
    database_url: str = _setting(
        "", "Database address; empty means `antrean.sqlite3` inside `data`."
    )
    standard: Path = _setting(
        _HERE / "standard" / "offices" / "jatiroto", "Folder of the office's service standard."
    )
    bind: str = _setting("127.0.0.1", "Address that the screens are served on.", "web.bind")
    port: int = _setting(
        8080, "Port that the screens are served on.", "web.port", low=1, high=65535
    )
    practice_port: int = _setting(
        8081,
        "Port of the practice office that Admin starts beside this one.",
        "web.practice_port",
        low=1,
        high=65535,
    )
    proxy: str = _setting(
        "",
        "Address of the office's own proxy: only this one is believed whom it asks for.",
        "web.proxy",
    )
    hosts: str = _setting(
        "",
        "Further names, with commas, by which the office may be called; this machine's own, its "
        "present addresses and that of web.public_url may be always.",
        "web.hosts",
    )
    threads: int = _setting(
        256,
        "Open boards and seats for which there is room, and 32 more for plain requests.",
        "web.threads",
        low=48,
        high=2048,
    )
    requests: int = _setting(
        1000,
        "Requests within ten seconds that are answered to one address where nobody is signed in, "
        "four times as many to all together; 0: no limit.",
        "web.requests",
        low=0,
        high=1_000_000,
    )
    public_url: str = _setting(
        "",
        "Address of this system that citizens' phones reach; empty: no QR on tickets.",
        "web.public_url",
    )
    secure_cookie: bool = _setting(
        False,
        "Send the sign-in cookie over HTTPS only (when a proxy gives HTTPS).",
        "web.secure_cookie",
    )
    metrics_token: str = _setting(
        "",
        "Token (Authorization: Bearer) with which other machines read /metrics; empty: none may.",
        "web.metrics_token",
    )
    practice: bool = _setting(False, "Practice office: everything is marked LATIHAN.")
    practice_start: datetime | None = _setting(
        None, "Practice only: the clock starts here and ticks on.", "practice_start"
    )
    languages: tuple[str, ...] = _setting(
        ("id", "en"),
        "Languages offered at the touchscreen.",
        "languages",
        choices=tuple(LANGUAGES),
    )
    logo: str = _setting("", "Picture (PNG) of the office's own emblem; empty: none.", "logo")
    station: str = _setting("station-1", "Name of the print station beside the printers.")
    printers_ticket: str = _setting(
        "none",
        "Printer of the tickets: net:HOST[:PORT], usb:VID:PID (of two equal ones "
        "usb:VID:PID:SERIAL or usb:VID:PID@PORT), serial:/dev/…, file:/dev/usb/lp0, none; in "
        "practice only, and there the default: virtual:[DIR].",
        "printers.ticket",
    )
    printers_sheet: str = _setting(
        "none",
        "Printer of A4 papers: cups:QUEUE (several: with commas), none; in practice only, and "
        "there the default: virtual:[DIR].",
        "printers.sheet",
    )
    printers_width: int = _setting(
        80, "Paper width of the ticket printer in millimetres.", "printers.width", choices=WIDTHS
    )
    printers_codes: str = _setting(
        "picture",
        "QR codes on slips: picture, which every ticket printer prints, or printer, drawn by the "
        "printer itself and sooner out; the test slip shows whether it can.",
        "printers.codes",
        choices=("picture", "printer"),
    )
    slip_days: int = _setting(
        7,
        "What a slip said is forgotten this many days after it was printed; that it was printed "
        "stays. What names somebody goes after three days.",
        "printers.slip_days",
        low=1,
        high=365,
    )
    queue_touch_limit: int = _setting(
        6,
        "Tickets a minute at which one touchscreen slows down; 0: never.",
        "queue.touch_limit",
        low=0,
        high=600,
    )
    queue_alarm: int = _setting(
        40,
        "So many numbers taken at one address within five minutes, and still waiting, are told at "
        "every seat, where all of them may be cancelled; 0: never.",
        "queue.alarm",
        low=0,
        high=1000,
    )
    queue_release_minutes: int = _setting(
        60,
        "A missed number is released after this many minutes; 0: never.",
        "queue.release_minutes",
        low=0,
        high=600,
    )
    queue_daily_quota: int = _setting(
        0,
        "Tickets a day for each service that names no quota of its own; 0: no limit.",
        "queue.daily_quota",
        low=0,
        high=9999,
    )
    clock_doubt_days: int = _setting(
        14,
        "A clock more than this many days after the newest entry is asked about first.",
        "clock.doubt_days",
        low=1,
        high=3650,
    )
    receipts: str = _setting(
        "sheet",
        "Paper of receipts and return notes of files: sheet (A4), slip (ticket printer); "
        "without a printer of the one kind, the other.",
        "applications.receipts",
        choices=("sheet", "slip"),
    )
    due_rule: str = _setting(
        "H1_TUTUP",
        "How one working day is counted: H1_TUTUP close of the next working day, "
        "H0_TUTUP close of the same day, 24_JAM_KERJA same time on the next.",
        "applications.due_rule",
        choices=("H1_TUTUP", "H0_TUTUP", "24_JAM_KERJA"),
    )
    pdf_days: int = _setting(
        7,
        "A KK's PDF is deleted this many days after its file ended.",
        "applications.pdf_days",
        low=0,
        high=365,
    )
    unsigned_override: bool = _setting(
        False,
        "Let the head of the section allow, by name, a KK without a valid signature.",
        "applications.unsigned_override",
    )
    watch_folder: str = _setting(
        "",
        "Folder in which signed PDFs arrive; each new one is offered to the operator.",
        "applications.watch_folder",
    )
    trust: str = _setting(
        "",
        "Folder of the certificates (PEM or DER) that the office trusts for signatures; "
        "empty: `trust` inside `data`.",
        "applications.trust",
    )
    complaint_classify_days: int = _setting(
        3,
        "Working days in which a complaint is classified.",
        "complaints.classify_days",
        low=1,
        high=60,
    )
    complaint_reply_days: int = _setting(
        5,
        "Working days until the first answer to a complaint.",
        "complaints.reply_days",
        low=1,
        high=60,
    )
    complaint_information_days: int = _setting(
        5,
        "Working days in which an information request is finished.",
        "complaints.information_days",
        low=1,
        high=120,
    )
    complaint_suggestion_days: int = _setting(
        5,
        "Working days in which a suggestion is answered.",
        "complaints.suggestion_days",
        low=1,
        high=120,
    )
    complaint_ordinary_days: int = _setting(
        14,
        "Working days in which an ordinary complaint is finished.",
        "complaints.ordinary_days",
        low=1,
        high=120,
    )
    complaint_supervisory_days: int = _setting(
        60,
        "Working days in which a supervisory complaint is finished.",
        "complaints.supervisory_days",
        low=1,
        high=250,
    )
    complaint_completion_days: int = _setting(
        30,
        "Calendar days a complainant has to complete a complaint.",
        "complaints.completion_days",
        low=1,
        high=120,
    )
    complaint_photo_days: int = _setting(
        180,
        "The photo of a complaint is deleted this many days after the complaint was over.",
        "complaints.photo_days",
        low=30,
        high=3650,
    )
    complaint_escalation_days: int = _setting(
        3,
        "Working days after the Sekretaris is told of a late complaint until the Camat is.",
        "complaints.escalation_days",
        low=1,
        high=60,
    )
    complaint_box_minutes: int = _setting(
        30,
        "Minutes before the end of service from which opening the suggestion box counts.",
        "complaints.box_minutes",
        low=0,
        high=240,
    )
    corrective_verify_days: int = _setting(
        14,
        "Days a corrective action must have been carried out before it is judged effective.",
        "corrective.verify_days",
        low=0,
        high=365,
    )
    recap_days: int = _setting(
        10,
        "Working days after a quarter in which its recap is announced.",
        "complaints.recap_days",
        low=1,
        high=60,
    )
    quality_close_days: int = _setting(
        10,
        "Working days after a month, quarter or year in which its quality figures are closed.",
        "quality.close_days",
        low=1,
        high=60,
    )
    board_inches: int = _setting(
        43, "Diagonal of the waiting-room screen in inches.", "board.inches", low=10, high=120
    )
    board_farthest_m: float = _setting(
        6.0,
        "Distance of the farthest seat from the screen in metres.",
        "board.farthest_m",
        low=1,
        high=40,
    )
    voice: str = _setting(
        "auto",
        "Who speaks the calls: clips, mbrola, espeak, auto (the best present), off.",
        "board.voice",
        choices=VOICES,
    )
    power_nut: str = _setting(
        "127.0.0.1:3493",
        "Where NUT (upsd) tells of this machine's UPS; empty: nobody is asked.",
        "power.nut",
    )
    power_last_minutes: int = _setting(
        5,
        "No new A4 sheet is begun when the battery is good for fewer minutes than these.",
        "power.last_minutes",
        low=1,
        high=60,
    )
    idle_seconds: int = _setting(
        60,
        "A touchscreen left alone this long asks, then starts anew.",
        "touch.idle_seconds",
        low=20,
        high=600,
    )
    sign_in_hours: int = _setting(
        10, "A sign-in ends after this many hours.", "web.sign_in_hours", low=1, high=24
    )
    sign_in_idle_minutes: int = _setting(
        60,
        "A sign-in ends once nothing was pressed for this many minutes.",
        "web.sign_in_idle_minutes",
        low=5,
        high=1440,
    )
    sign_in_after_minutes: int = _setting(
        60,
        "The day's sign-ins end this many minutes after the end of service.",
        "web.sign_in_after_minutes",
        low=0,
        high=960,
    )
    backup_places: str = _setting(
        "",
        "Places of backups, with commas: folders on a second disk, a USB stick or the network, or "
        "sftp://USER@HOST[:PORT]/FOLDER; empty: none are made by themselves.",
        "backup.places",
    )
    backup_keep_hourly: int = _setting(
        48, "So many of the newest hourly backups are kept.", "backup.keep_hourly", low=1, high=1000
    )
    backup_keep_daily: int = _setting(
        31,
        "So many days have their newest daily backup kept, counted from the newest.",
        "backup.keep_daily",
        low=1,
        high=1000,
    )
    backup_keep_monthly: int = _setting(
        12,
        "So many months have their newest daily backup kept, counted from the newest.",
        "backup.keep_monthly",
        low=0,
        high=240,
    )
    backup_warn_hours: int = _setting(
        26,
        "Every seat is told once the newest good backup is older than so many hours.",
        "backup.warn_hours",
        low=2,
        high=720,
    )
    backup_rehearsal_days: int = _setting(
        7,
        "A backup is restored on trial after so many days.",
        "backup.rehearsal_days",
        low=1,
        high=90,
    )
    written: frozenset[str] = frozenset()
    """The settings that the office wrote: even the default, once written, is a choice."""
    pinned: frozenset[str] = frozenset()
    """Those that the environment says: nobody changes them from inside."""

    @property
    def sqlite_path(self) -> Path:
        """Absolute path of the SQLite file."""
        return Path(self.database_url.removeprefix("sqlite:///") or self.data / "antrean.sqlite3")

    @property
    def trust_folder(self) -> Path:
        """Where the certificates lie whose signatures the office believes."""
        return Path(self.trust) if self.trust else self.data / "trust"


def declared() -> "list[dataclasses.Field[Any]]":
    """Every setting, in the order in which they are told."""
    return [one for one in dataclasses.fields(Settings) if one.metadata]


def key_of(setting: "dataclasses.Field[Any]") -> str:
    """The setting's key in `office.toml`, such as `printers.ticket`."""
    return str(setting.metadata["key"] or setting.name)


def variable_of(setting: "dataclasses.Field[Any]") -> str:
    """The setting's environment variable, such as `ANTREAN_PRINTERS_TICKET`."""
    return _PREFIX + setting.name.upper()


def load(environ: Mapping[str, str], **overrides: Any) -> Settings:
    """Settings from the file named by ANTREAN_CONFIG, then ANTREAN_*, then `overrides`.

    Raises SetupError with file, key and reason for anything unknown, misshapen or out of bounds.
    """
    pinned = _from_environ(environ)
    values = {**_from_file(environ.get("ANTREAN_CONFIG", "")), **pinned}
    written = frozenset({*values, *overrides})
    known = Settings(written=written, pinned=frozenset(pinned))
    settings = dataclasses.replace(known, **values, **overrides)
    if settings.practice:
        virtual: dict[str, Any] = dict.fromkeys(_PRINTERS - written, _VIRTUAL)
        settings = dataclasses.replace(settings, **virtual)
    _check_together(settings)
    return settings


def chosen(settings: Settings, text: str, name: str) -> Settings:
    """The settings with those of a text like `office.toml` in their place; SetupError as `load`.

    What the environment says stays. A picture without a folder of its own lies among the data.
    """
    values = _fitted(dict(_flatten(_tables(text, name))), key_of, name)
    free = {key: value for key, value in values.items() if key not in settings.pinned}
    if free.get("logo"):
        free["logo"] = str(settings.data / free["logo"])
    changed = dataclasses.replace(settings, **free, written=settings.written | free.keys())
    _check_together(changed)
    return changed


def _from_file(name: str) -> dict[str, Any]:
    if not name:
        return {}
    try:
        text = Path(name).read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise SetupError(name, "-", N_("berkas tidak dapat dibaca")) from error
    return _fitted(dict(_flatten(_tables(text, name))), key_of, name)


def _tables(text: str, name: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SetupError(name, "-", miswritten(error)) from error


def _flatten(tables: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for key, value in tables.items():
        if isinstance(value, dict):
            yield from ((f"{key}.{inner}", item) for inner, item in _flatten(value))
        else:
            yield key, value


def _from_environ(environ: Mapping[str, str]) -> dict[str, Any]:
    ours = {
        name: raw
        for name, raw in environ.items()
        if name.startswith(_PREFIX) and name not in _NOT_SETTINGS
    }
    return _fitted(ours, variable_of, "lingkungan")


def _fitted(
    given: Mapping[str, Any], called: Callable[["dataclasses.Field[Any]"], str], file: str
) -> dict[str, Any]:
    """The values by setting, where `called` is how a setting is called in that file."""
    known = {called(setting): setting for setting in declared()}
    for key in given:
        if key not in known:
            raise SetupError(file, key, N_("setelan ini tidak dikenal"))
    return {known[key].name: fit(known[key], raw, file, key) for key, raw in given.items()}


def _check_places(settings: Settings) -> None:
    written = [place.strip() for place in settings.backup_places.split(",")]
    if any(place and not place.startswith(("/", "sftp://")) for place in written):
        raise SetupError("setelan", "backup.places", N_("harus alamat mutlak, diawali tanda /"))


def _check_together(settings: Settings) -> None:
    url = settings.database_url
    if url and not url.startswith("sqlite:////"):
        raise SetupError("setelan", "database_url", N_("harus berbentuk sqlite:////alamat/mutlak"))
    if not settings.data.is_absolute():
        raise SetupError("setelan", "data", N_("harus alamat mutlak, diawali tanda /"))
    if not settings.station.strip():
        raise SetupError("setelan", "station", N_("harus ada namanya"))
    if settings.public_url and not _WEB_ADDRESS.fullmatch(settings.public_url):
        raise SetupError("setelan", "web.public_url", N_("harus seperti http://192.0.2.10:8080"))
    _check_places(settings)
    if settings.practice_start and not settings.practice:
        raise SetupError("setelan", "practice_start", N_("hanya untuk kantor latihan"))
    for key, address in (
        ("printers.ticket", settings.printers_ticket),
        ("printers.sheet", settings.printers_sheet),
    ):
        if _VIRTUAL in address and not settings.practice:
            reason = N_("pencetak maya hanya untuk kantor latihan; tulis pencetak Anda atau none")
            raise SetupError("setelan", key, reason)
