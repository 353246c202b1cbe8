"""The first set-up from a file, for whoever sets up many offices: the same rules as its pages."""

import secrets
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from deploy import prepare
from shared import config, standard
from shared.config_values import miswritten
from shared.errors import N_, SetupError
from shared.rules.admin import office_data, people, setup
from shared.rules.admin.office_data import DataFile
from shared.rules.common import office, staff
from shared.rules.common.actor import SYSTEM
from shared.rules.common.office import here

_WHY = N_("disiapkan dari berkas")
_WORDS = 12


def read(path: Path) -> Mapping[str, Any]:
    """What the file says; SetupError when it cannot be read, or says what nobody knows."""
    try:
        raw = tomllib.loads(path.read_text("utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise SetupError(str(path), "-", miswritten(error)) from error
    except (OSError, UnicodeDecodeError) as error:
        raise SetupError(str(path), "-", N_("berkas tidak dapat dibaca")) from error
    for key in raw:
        if key not in {"settings", "people", "finished", *_FILE_OF}:
            raise SetupError(str(path), key, N_("kunci ini tidak dikenal"))
    return raw


def apply(raw: Mapping[str, Any]) -> Iterator[str]:
    """Keep all of it, what is so already left alone; tells each thing that was done."""
    _require_printers(raw.get("settings", {}))
    for file in office_data.every():
        text = _text(file, raw)
        if text is not None:
            office_data.keep(file.name, text, _WHY, seen=file.seen)
            yield f"{file.title}: disimpan."
    if raw.get("settings") and not _chosen(raw["settings"]):
        office_data.choose(raw["settings"])
        yield f"{office_data.TITLES[office.SETTINGS]}: disimpan."
    known = {one.username for one in staff.everybody()}
    for one in raw.get("people", ()):
        if one.get("username") not in known:
            password = secrets.token_urlsafe(_WORDS)
            people.add(
                str(one.get("username", "")),
                str(one.get("name", "")),
                list(one.get("roles", ())),
                password,
                unit=str(one.get("unit", "")),
                must_change=True,
            )
            yield f"{one['username']}: sandi {password}"
    if raw.get("finished"):
        for step in (*setup.STEPS, setup.FINISHED):
            setup.go_through(step, SYSTEM)
        yield "Persiapan selesai."


def _require_printers(said: Mapping[str, Any]) -> None:
    """SetupError for addresses that would stop the print station."""
    settings = config.chosen(here().given, standard.toml(said), office.SETTINGS)
    for problem in prepare.wrong_addresses(settings):
        raise SetupError(office.SETTINGS, "printers", problem)


def _text(file: DataFile, raw: Mapping[str, Any]) -> str | None:
    """The file with what was said of it; None where nothing was, or nothing else than it says."""
    said = {key: raw[key] for key, of in _FILE_OF.items() if of == file.name and key in raw}
    now = file.content
    after = {**now, **{key: _merged(now.get(key), one) for key, one in said.items()}}
    return standard.toml(after) if after != now else None


def _chosen(said: Mapping[str, Any]) -> bool:
    """Whether the office works with these settings already."""
    mine = here()
    wanted = config.chosen(mine.settings, standard.toml(said), office.SETTINGS)
    return wanted == mine.settings


def _merged(now: Any, said: Any) -> Any:
    """A table keeps what was not said of it; a list is taken whole."""
    return {**now, **said} if isinstance(now, dict) and isinstance(said, dict) else said


_FILE_OF = {
    key: name
    for name, keys in standard.FILES.items()
    for key in (keys if isinstance(keys, Mapping) else ("periods", "cuti_bersama_closed"))
    if isinstance(keys, Mapping) or name == "hours.toml"
}
"""In which file each key of the set-up's file stands."""
