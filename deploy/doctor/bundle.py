"""The support bundle: one archive with what helps to find a fault, and nothing of any person.

Nothing free is let through. A setting is told when it is a number or a choice of a few words; of a
line of the log what this program's own source says it may be; of a trace which lines of the program
it went through; of a finding its sentence without what was put into it.
"""

import io
import json
import os
import platform
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import Field
from datetime import datetime
from importlib.metadata import distributions, version
from pathlib import Path
from typing import Any

from deploy.doctor import PATIENCE_SECONDS, log_lines, paper, patience
from shared import clock, db, files
from shared.config import Settings, declared, key_of
from shared.db import sqlite
from shared.errors import AppError
from shared.rules.admin import support
from shared.rules.admin.checkup import Checkup
from shared.rules.common import office

NAME = "antrean-bantuan"
_LARGEST_NUMBER = 10**8  # longer ones could be a person's
_RELEASE = ("ID", "VERSION_ID", "VERSION_CODENAME")
_ABOUT = """\
Berkas bantuan Antrean, untuk yang membantu kantor dari luar.

Isinya: versi program dan komputer, setelan yang berupa angka atau pilihan, temuan pemeriksaan,
peristiwa dari log, bentuk basis data dan kira-kira jumlah barisnya, rencana kueri, keadaan CUPS.
Tanpa nama, NIK, nomor telepon, isi pengaduan, alamat, kunci, atau kata sandi: yang bebas ditulis
orang diganti dengan tanda …
"""


def write(settings: Settings, folder: Path, found: Checkup) -> Path:
    """Make the archive in this folder, for our eyes only; its path."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in _parts(settings, found):
            archive.writestr(name, content)
    path = folder / f"{NAME}-{version('antrean')}-{clock.local():%Y%m%d-%H%M%S}.zip"
    files.write(path, packed.getvalue(), 0o600)
    return path


def _parts(settings: Settings, found: Checkup) -> Iterator[tuple[str, str]]:
    yield "BACA.txt", _ABOUT
    yield "version.json", _json(_versions(settings))
    yield "settings.json", _json({key_of(one): _setting(one, settings) for one in declared()})
    yield "findings.json", _json(_findings(found))
    yield from _of_database(settings)
    queues: list[dict[str, object]] = []
    in_time = patience.ended(lambda: queues.extend(paper.queue_states(settings)), PATIENCE_SECONDS)
    yield "cups.json", _json({"in-time": in_time, "queues": list(queues)})
    yield from log_lines.told(settings.data / "log")


def _of_database(settings: Settings) -> Iterator[tuple[str, str]]:
    """Nothing of one that cannot be opened or read: the findings say why."""
    try:
        with db.faults_told():
            office.open_office(settings, checkpoints=False)
            yield "schema.sql", support.schema()
            yield "rows.json", _json(support.counts())
            yield "plans.json", _json(support.plans())
            yield "printers.json", _json(support.printer_states())
    except AppError:
        return
    finally:
        office.close_office()


def _versions(settings: Settings) -> Mapping[str, Any]:
    release = _os_release()
    return {
        "antrean": version("antrean"),
        "python": platform.python_version(),
        "sqlite": ".".join(map(str, sqlite.version())),
        "system": {name: release[name] for name in _RELEASE if name in release},
        "machine": platform.machine(),
        "processors": os.cpu_count(),
        "memory-mb": os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") // 2**20,
        "practice": settings.practice,
        "at": clock.local().isoformat(timespec="seconds"),
        "libraries": dict(sorted((one.name, one.version) for one in distributions())),
    }


def _os_release() -> Mapping[str, str]:
    try:
        return platform.freedesktop_os_release()
    except OSError:
        return {}


def _setting(setting: "Field[Any]", settings: Settings) -> Any:
    """Its value where it can be nothing but a number or one of a few words; else whether it is."""
    value = getattr(settings, setting.name)
    if isinstance(value, bool | int | float) or setting.metadata.get("choices"):
        return value
    if isinstance(value, datetime):
        return value.isoformat()
    if setting.name.startswith("printers_"):
        return sorted({one.strip().partition(":")[0] for one in value.split(",")} & _KINDS)
    return "…" if value else ""


_KINDS = {"none", "usb", "net", "serial", "file", "cups", "virtual"}


def _findings(found: Checkup) -> Mapping[str, Any]:
    return {
        "at": clock.local(found.at).isoformat(timespec="seconds"),
        "findings": [
            {
                "group": one.group,
                "code": one.code,
                "ok": one.ok,
                "grave": one.grave,
                "text": one.text % {name: hidden(value) for name, value in one.values.items()}
                if one.values
                else one.text,
            }
            for one in found.findings
        ],
    }


def hidden(value: int | float | str) -> int | float | str:
    """A number that is no person's stays; all else is a mark."""
    return "…" if isinstance(value, str) or abs(value) >= _LARGEST_NUMBER else value


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"
