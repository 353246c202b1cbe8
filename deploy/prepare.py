"""Makes an office's data folder ready: database, holidays, first sign-in, practice clock."""

import os
import secrets
import sys
from collections.abc import Sequence
from pathlib import Path

from deploy import data_folder
from deploy.practice import day
from printstation.printers import address, sheet_address
from shared import clock, config, files, standard
from shared.config import Settings
from shared.errors import AppError, SetupError
from shared.rules.admin import calendar, people
from shared.rules.common import office, staff

FIRST_USER = "admin"
FIRST_SIGN_IN = "first-sign-in.txt"
_PRACTICE_MARK = "LATIHAN"


def problems(settings: Settings) -> list[str]:
    """What must be mended before the office can start: its standard, its printers' addresses."""
    return [*map(str, standard.check(settings.standard)), *wrong_addresses(settings)]


def wrong_addresses(settings: Settings) -> list[str]:
    """What is wrong with the addresses of the printers as they are written."""
    found = []
    for check, setting in (
        (address.parse, settings.printers_ticket),
        (sheet_address.addresses, settings.printers_sheet),
    ):
        try:
            check(setting)
        except SetupError as wrong:
            found.append(str(wrong))
    return found


def database(settings: Settings) -> list[str]:
    """Bring the database to this version and fill its holidays; names of migrations applied.

    Leaves the office open for further rules; call `office.close_office()` in the end.
    """
    keep_apart(settings)
    applied = office.prepare(settings)
    if settings.practice:
        if settings.practice_start is None:
            clock.stop_moving(settings.data)
        else:
            clock.move(settings.data, settings.practice_start)
    office.open_office(settings, checkpoints=True)
    calendar.fill_ahead()
    return applied


def keep_apart(settings: Settings) -> None:
    """Make the data folder; refuse a real office's for practice, or the other way round."""
    mark = settings.data / _PRACTICE_MARK
    if settings.sqlite_path.exists() and mark.exists() != settings.practice:
        owner = "latihan" if mark.exists() else "kantor sungguhan"
        raise SetupError("setelan", "data", f"folder {settings.data} berisi data {owner}")
    data_folder.make(settings.data)
    if settings.practice:
        mark.touch()


def first_sign_in(settings: Settings) -> Path | None:
    """Make the first sign-in when there is nobody yet; the file that tells it (mode 0600)."""
    if people.anybody():
        return None
    password = secrets.token_urlsafe(12)
    note = settings.data / FIRST_SIGN_IN
    files.write(note, f"{FIRST_USER}\n{password}\n".encode(), 0o600)
    people.add(FIRST_USER, "Admin", staff.ROLES, password)
    return note


def main(words: Sequence[str]) -> int:
    """Prepare the office of this environment before its processes start; 1 when it cannot be."""
    try:
        settings = config.load(os.environ)
        found = problems(settings)
        for problem in found:
            print(problem, file=sys.stderr)
        if found:
            return 1
        _get_ready(settings, practice_day="--demo" in words)
    except AppError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _get_ready(settings: Settings, *, practice_day: bool) -> None:
    try:
        applied = database(settings)
        if applied:
            print(f"Basis data siap: {', '.join(applied)}", flush=True)
        if practice_day:
            day.make_day(settings)
        note = first_sign_in(settings)
        if note is not None:
            user, password = note.read_text().split()
            print(f"Masuk pertama: nama {user}, sandi {password} (dicatat di {note})", flush=True)
    finally:
        office.close_office()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
