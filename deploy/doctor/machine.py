"""The computer itself: room on its disk and until when, its clock against other evidence."""

import shutil
import subprocess
import time as machine_time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from shared import clock, space
from shared.config import Settings
from shared.rules.admin.checkup import Observation, bad, good, grave
from shared.rules.paper import power

_GB = 1e9
_APART_SECONDS = 120
_HARDWARE_CLOCK = Path("/sys/class/rtc/rtc0/since_epoch")
_NAME = "Jam komputer"


def disk(settings: Settings) -> Iterator[Observation]:
    """What is left where the data lie."""
    place = next(one for one in (settings.data, *settings.data.parents) if one.exists())
    free = space.left(place)
    values: dict[str, int | float | str] = {"free": round(free / _GB, 1), "place": str(place)}
    text = "sisa %(free)s GB di %(place)s"
    if free < space.LOW:
        mend = "; hapus berkas lain, atau pindah ke disk yang lebih besar"
        yield grave("disk", "Ruang disk", text + mend, **values)
    else:
        yield good("disk", "Ruang disk", text, **values)


def time(settings: Settings) -> Iterator[Observation]:
    """The machine's zone, its hardware clock, files of tomorrow, and whether a server sets it."""
    told = _timedatectl()
    yield _zone(told)
    wrong = list(_clocks(settings))
    yield from wrong
    if told.get("NTP") == "yes" and told.get("NTPSynchronized") == "no":
        text = "belum cocok dengan jam internet; sambungkan internet, atau cocokkan sendiri"
        yield bad("clock-server", _NAME, text)
    elif not wrong:
        from_server = told.get("NTPSynchronized") == "yes"
        text = (
            "disetel dari internet"
            if from_server
            else "tidak disetel dari internet; cocokkan tiap minggu"
        )
        yield good("clock-server", _NAME, text)


def ups(settings: Settings) -> Iterator[Observation]:
    """Whether a battery holds the machine when the mains fail."""
    try:
        supply = power.ask()
    except (OSError, ValueError):
        mend = "NUT tidak memberi kabar; jalankan upsc -l, lalu sudo upsdrvctl start"
        yield bad("ups", "UPS", mend)
        return
    if supply is None:
        yield good("ups", "UPS", "tidak ada; listrik padam mematikan kantor seketika")
    elif supply.on_battery:
        yield bad("ups", "UPS", "%(said)s", said=supply.sentence)
    else:
        yield good("ups", "UPS", "listrik menyala")


def _zone(told: Mapping[str, str]) -> Observation:
    now = datetime.now(UTC)
    ours, theirs = now.astimezone(clock.zone()), now.astimezone()
    values = {"zone": str(clock.zone()), "theirs": told.get("Timezone") or str(theirs.tzname())}
    if ours.utcoffset() != theirs.utcoffset():
        text = "komputer memakai %(theirs)s, kantor %(zone)s"
        mend = "; jalankan sudo timedatectl set-timezone %(zone)s"
        return bad("zone", "Zona waktu", text + mend, **values)
    return good("zone", "Zona waktu", "%(zone)s", **values)


def _clocks(settings: Settings) -> Iterator[Observation]:
    """What does not fit the clock, of things that no program of ours tells."""
    now = machine_time.time()
    with suppress(OSError, ValueError):
        apart = int(abs(float(_HARDWARE_CLOCK.read_text()) - now))
        if apart > _APART_SECONDS:
            text = (
                "beda %(seconds)s detik dari jam di dalam komputer; jalankan sudo hwclock --systohc"
            )
            yield bad("clock-hardware", _NAME, text, seconds=apart)
    with suppress(OSError):
        ahead = int(settings.sqlite_path.stat().st_mtime - now)
        if ahead > _APART_SECONDS:
            text = "data terakhir ditulis %(seconds)s detik sesudah sekarang; betulkan jam komputer"
            yield grave("clock-behind", _NAME, text, seconds=ahead)


def _timedatectl() -> Mapping[str, str]:
    """What systemd knows of the clock; nothing where it is not."""
    if shutil.which("timedatectl") is None:
        return {}
    try:
        done = subprocess.run(
            ["timedatectl", "show"], capture_output=True, text=True, timeout=10, check=True
        )
    except (OSError, subprocess.SubprocessError):
        return {}
    return dict(line.split("=", 1) for line in done.stdout.splitlines() if "=" in line)
