"""Makes an office's data folder ready: database, holidays, first sign-in, practice clock."""

import os
import secrets
import sys
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path

from deploy import told
from deploy.practice import day
from printstation.printers import address, sheet_address
from shared import clock, config, files, standard
from shared.config import Settings
from shared.db import sqlite
from shared.errors import SetupError
from shared.rules.admin import calendar, people
from shared.rules.common import journal, office, staff, words
from shared.rules.hours import opening

FIRST_USER = "admin"
_CODE_DIGITS = 8
_PRACTICE_MARK = "LATIHAN"
_PNG = b"\x89PNG"
_WARMED_UP = timedelta(hours=1)


def problems(settings: Settings) -> list[str]:
    """What must be mended before the office can start: its standard, its settings."""
    return [
        *map(str, standard.check(settings.standard)),
        *wrong_addresses(settings),
        *_wrong_files(settings),
    ]


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
            found.append(told.sentence(wrong))
    return found


def _wrong_files(settings: Settings) -> Iterator[str]:
    """What is wrong with the files that settings name."""
    from kiosk import touch  # the screens, which nothing else here needs

    for language in settings.languages:
        try:
            touch.require_signed(language)
        except SetupError as wrong:
            yield told.sentence(wrong)
    logo = Path(settings.logo or ".")
    if settings.logo and not (logo.is_file() and logo.read_bytes().startswith(_PNG)):
        yield told.sentence(SetupError("setelan", "logo", f"{logo} bukan gambar PNG"))
    if settings.trust and not settings.trust_folder.is_dir():
        reason = f"folder {settings.trust} tidak ditemukan"
        yield told.sentence(SetupError("setelan", "applications.trust", reason))


def database(settings: Settings) -> list[str]:
    """Bring the database to this version and fill its holidays; names of migrations applied.

    Leaves the office open for further rules; call `office.close_office()` in the end.
    """
    keep_apart(settings)
    applied = office.prepare(settings)
    office.open_office(settings, checkpoints=True)
    if settings.practice:
        clock.move(settings.data, _practice_moment(settings.practice_start))
    calendar.fill_ahead()
    sqlite.compact(clock.service_day())
    return applied


def _practice_moment(wished: datetime | None) -> datetime:
    """Where the practice clock stands at a start: never before the newest line.

    As wished. Else it ticks on while the office has an hour of service left, and begins anew an
    hour after the opening of the next working day.
    """
    newest = journal.newest()
    if wished:
        wished = wished.replace(tzinfo=wished.tzinfo or clock.zone())
        return max(wished, newest or wished)
    calendar.fill_ahead()
    moment = max(clock.now(), newest) if newest else clock.local().replace(hour=0, minute=0)
    days = opening.calendar(clock.service_day(moment))
    if newest and all(map(days.takes_tickets_at, (moment, moment + _WARMED_UP))):
        return moment
    opens = days.open_of(clock.service_day(moment)) or days.next_opening(moment)
    if opens + _WARMED_UP < moment:
        opens = days.next_opening(moment)
    return opens + _WARMED_UP


def keep_apart(settings: Settings) -> None:
    """Make the data folder; refuse a real office's for practice, or the other way round."""
    mark = settings.data / _PRACTICE_MARK
    if settings.sqlite_path.exists() and mark.exists() != settings.practice:
        owner = "latihan" if mark.exists() else "kantor sungguhan"
        raise SetupError("setelan", "data", f"folder {settings.data} berisi data {owner}")
    files.make_folder(settings.data)
    if settings.practice:
        mark.touch()
        day.forget_half_made(settings)


def first_sign_in(settings: Settings) -> Path | None:
    """Make the first sign-in when there is nobody yet; the file that tells it (mode 0600)."""
    if people.anybody():
        return None
    password = secrets.token_urlsafe(12)
    note = settings.data / staff.FIRST_SIGN_IN
    code = f"{secrets.randbelow(10**_CODE_DIGITS):0{_CODE_DIGITS}}"
    files.write(settings.data / staff.SETUP_CODE, f"{code}\n".encode(), 0o600)
    files.write(note, f"{FIRST_USER}\n{password}\n".encode(), 0o600)
    people.add(FIRST_USER, "Admin", [staff.ADMIN], password, must_change=True)
    return note


def setup_code(settings: Settings) -> str:
    """The code that opens the first set-up, as people read and type it."""
    code = (settings.data / staff.SETUP_CODE).read_text("utf-8").strip()
    return f"{code[:4]} {code[4:]}"


def main(options: Sequence[str]) -> int:
    """Prepare the office of this environment before its processes start; 1 when it cannot be."""
    os.umask(files.OTHERS)
    with told.in_one_sentence():
        settings = config.load(os.environ)
        found = problems(settings)
        for problem in found:
            print(problem, file=sys.stderr)
        if not found:
            _get_ready(settings, practice_day="--demo" in options)
        return 1 if found else 0


def _get_ready(settings: Settings, *, practice_day: bool) -> None:
    try:
        applied = database(settings)
        if applied:
            print(f"Basis data siap: {', '.join(applied)}", flush=True)
        if practice_day:
            day.make_day(settings)
        if settings.practice:
            print(f"Jam latihan: {words.day_and_time(clock.now())}.", flush=True)
        note = first_sign_in(settings)
        if note is not None:
            user, password = note.read_text().split()
            # What a service of systemd says is kept in the machine's journal.
            told = "NOTIFY_SOCKET" not in os.environ
            secret = f", sandi {password}" if told else ""
            print(f"Masuk pertama: nama {user}{secret} (dicatat di {note})", flush=True)
            code = setup_code(settings)
            print(f"Persiapan kantor: buka /mulai{f', kode {code}' if told else ''}", flush=True)
    finally:
        office.close_office()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
