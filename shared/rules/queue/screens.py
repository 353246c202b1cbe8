"""The screens that stand in the office: who of them is silent or mute, and what to do."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from shared import clock, db
from shared.announce import announce
from shared.errors import N_
from shared.records import Device
from shared.rules.common import words
from shared.rules.common.devices import BOARD, TOUCHSCREEN
from shared.rules.common.office import here
from shared.rules.hours import opening

BLOCKED, FAILED, WORDLESS = "blocked", "failed", "wordless"
SOUNDS = frozenset({"", BLOCKED, FAILED})
"""What a board may say of its own sound."""

# A sign of life is kept each quarter of a minute.
_SILENT_AFTER = timedelta(seconds=40)
_AWAY = (*opening.SHUT, opening.BEFORE, opening.CLOCK)
_MEANWHILE = "Sementara itu panggil dengan suara Anda."
_SILENT = {
    TOUCHSCREEN: N_(
        "tidak menjawab. Lihat layarnya: bila macet atau gelap, matikan dan nyalakan lagi. "
        "Sementara itu nomor diambil di meja petugas."
    ),
    BOARD: N_("tidak menjawab. Lihat layarnya: bila macet atau gelap, matikan dan nyalakan lagi. ")
    + _MEANWHILE,
}
_TROUBLE = {
    BLOCKED: N_("belum boleh bersuara. Sentuh layarnya satu kali. ") + _MEANWHILE,
    FAILED: N_("tidak dapat berbunyi. Periksa pengeras suaranya, lalu nyalakan ulang layarnya. ")
    + _MEANWHILE,
    WORDLESS: N_("hanya membunyikan lonceng, kata-katanya tidak dapat dibuat. Panggil admin. ")
    + _MEANWHILE,
}
_GONE_FOR_GOOD = N_(" Bila tidak dipakai lagi, admin mencabutnya di Admin, Perangkat.")
_SCREENS = (
    "SELECT name, kind, created_at, seen_at, trouble, trouble_since FROM device"
    " WHERE office_id = :office AND kind IN ('touchscreen', 'board') AND revoked_at IS NULL"
    " ORDER BY name"
)


@dataclass(frozen=True)
class ScreenTrouble:
    """A screen that needs somebody: what is wrong and what to do, and since when."""

    name: str
    sentence: str
    since: str


class _Known:
    """What this process saw last, and since when it hears screens: before, none could be heard."""

    troubles: tuple[ScreenTrouble, ...] = ()
    since: datetime | None = None


def listen() -> None:
    """Hear screens from now on: what was silent while the office was off is no trouble."""
    _Known.since = clock.now()


def look() -> None:
    """See who is silent or mute; the seats are told what is news."""
    before, moment = _Known.troubles, clock.now()
    rows = db.objects(Device, _SCREENS, office=here().id)
    found = tuple(one for row in rows if (one := _trouble(row, moment)))
    _Known.troubles = () if found and opening.at(moment).state in _AWAY else found
    if _Known.troubles != before:
        announce("printers")


def in_trouble() -> tuple[ScreenTrouble, ...]:
    """Screens that somebody must look at, as they were seen last; none while nobody comes."""
    return _Known.troubles


def _trouble(row: Device, moment: datetime) -> ScreenTrouble | None:
    heard = row.seen_at or row.created_at
    if moment - max(heard, _Known.since or heard) > _SILENT_AFTER:
        before = clock.service_day(heard) != clock.service_day(moment)
        sentence = _SILENT[row.kind] + (_GONE_FOR_GOOD if before else "")
        return ScreenTrouble(row.name, sentence, words.time_or_day(heard))
    if row.trouble not in _TROUBLE:
        return None
    return ScreenTrouble(row.name, _TROUBLE[row.trouble], words.time_or_day(row.trouble_since))
