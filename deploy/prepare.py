"""Makes an office's data folder ready: database, holidays, first sign-in, practice clock."""

import secrets
from pathlib import Path

from shared import clock
from shared.config import Settings
from shared.errors import SetupError
from shared.rules import calendar_days, office, staff

FIRST_USER = "admin"
FIRST_SIGN_IN = "first-sign-in.txt"
_PRACTICE_MARK = "LATIHAN"
_YEARS_AHEAD = 2


def database(settings: Settings) -> list[str]:
    """Bring the database to this version and fill its holidays; names of migrations applied.

    Leaves the office open for further rules; call `office.close_office()` in the end.
    """
    keep_apart(settings)
    applied = office.prepare(settings)
    if settings.practice:
        _set_practice_clock(settings)
    office.open_office(settings, checkpoints=True)
    this_year = clock.service_day().year
    for year in range(this_year, this_year + _YEARS_AHEAD):
        # Once only: a day that the office took out must not come back at the next start.
        if not calendar_days.days(year):
            calendar_days.fill(year)
    return applied


def keep_apart(settings: Settings) -> None:
    """Make the data folder; refuse a real office's for practice, or the other way round."""
    mark = settings.data / _PRACTICE_MARK
    if settings.sqlite_path.exists() and mark.exists() != settings.practice:
        owner = "latihan" if mark.exists() else "kantor sungguhan"
        raise SetupError("setelan", "data", f"folder {settings.data} berisi data {owner}")
    try:
        settings.data.mkdir(mode=0o700, parents=True, exist_ok=True)
        if settings.practice:
            mark.touch()
    except OSError as error:
        reason = f"folder {settings.data} tidak dapat dipakai ({error.strerror})"
        raise SetupError("setelan", "data", reason) from error


def _set_practice_clock(settings: Settings) -> None:
    if settings.practice_start is None:
        clock.stop_moving(settings.data)
    else:
        clock.move(settings.data, settings.practice_start)


def first_sign_in(settings: Settings) -> Path | None:
    """Make the first sign-in when there is nobody yet; the file that tells it (mode 0600)."""
    if staff.anybody():
        return None
    password = secrets.token_urlsafe(12)
    note = settings.data / FIRST_SIGN_IN
    note.unlink(missing_ok=True)
    note.touch(mode=0o600)
    note.write_text(f"{FIRST_USER}\n{password}\n")
    staff.add(FIRST_USER, "Admin", staff.ROLES, password)
    return note
