"""The office that this process works for: its settings, its standard, its row in the database."""

import logging
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from shared import announce, clock, config, db, standard, vault
from shared.config import Settings
from shared.errors import SetupError, Unavailable
from shared.records import Office, migrate

SETTINGS = "settings.toml"
"""What the office chose of its settings in the browser, kept as its data are."""

log = logging.getLogger("antrean.office")

_WRITTEN = (
    "SELECT file, id, text FROM data_revision WHERE office_id = :office"
    " AND withdrawn_at IS NULL AND valid_from <= :day ORDER BY valid_from, id"
)
_EDITION = _WRITTEN.replace("id, text", "id")


@dataclass(frozen=True)
class Here:
    """What a rule needs to know of its office.

    `given`: the settings without those that were chosen in the browser; `edition`: which of the
    office's own data are in all this.
    """

    id: int
    settings: Settings
    standard: standard.Standard
    given: Settings
    edition: tuple[tuple[str, int], ...] = ()


_here: Here | None = None


@db.faults_told()
def open_office(settings: Settings, *, checkpoints: bool) -> Here:
    """Read the standard, open the database and make this the office of the process.

    `checkpoints`: true in exactly one process. Raises SetupError when anything is wrong or the
    database is not of this version.
    """
    global _here
    found = standard.load(settings.standard)
    clock.use_zone(found.office.zone)
    if settings.practice:
        clock.follow(settings.data)
    db.open_database(settings, checkpoints=checkpoints)
    migrate.require_current()
    announce.use(settings.data)
    vault.use(settings.data, fresh=not db.rows("SELECT id FROM journal_line LIMIT 1"))
    row = Office.get_or_none(Office.slug == settings.standard.name)
    if row is None:
        raise _of_another(settings)
    opened = Here(row.id, settings, found, settings)
    if edition := _edition(row.id):
        opened = _as_written(opened, edition)
        clock.use_zone(opened.standard.office.zone)
    _here = opened
    return opened


def renew() -> None:
    """Take up what the office has changed of its data, in this process or the other.

    What a later version of the program refuses leaves the office as it is, and is logged.
    """
    global _here
    mine = here()
    if (edition := _edition(mine.id)) == mine.edition:
        return
    try:
        _here = _as_written(mine, edition)
    except SetupError as error:
        log.error("the office's own data cannot be used: %s", error)
        return
    clock.use_zone(_here.standard.office.zone)


def written(day: date) -> dict[str, str]:
    """What the office wrote in the place of files and holds on that day, by their names."""
    return _texts(here().id, day)


def _texts(office_id: int, day: date) -> dict[str, str]:
    return {file: text for file, _id, text in _rows(_WRITTEN, office_id, day)}


def _rows(sql: str, office_id: int, day: date) -> list[tuple[Any, ...]]:
    return db.rows(sql, office=office_id, day=day.isoformat())


def _edition(office_id: int) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(dict(_rows(_EDITION, office_id, clock.service_day())).items()))


def _as_written(mine: Here, edition: tuple[tuple[str, int], ...]) -> Here:
    instead = _texts(mine.id, clock.service_day())
    settings = config.chosen(mine.given, instead.pop(SETTINGS, ""), SETTINGS)
    found = standard.load(settings.standard, instead)
    return replace(mine, settings=settings, standard=found, edition=edition)


def _of_another(settings: Settings) -> SetupError:
    owner = ", ".join(row.name for row in Office.select())
    reason = f"folder data {settings.data} berisi kantor lain ({owner})"
    return SetupError(str(settings.standard), "-", reason)


@db.faults_told()
def prepare(settings: Settings) -> list[str]:
    """Make or update the database of this office; names of the migrations applied now."""
    found = standard.load(settings.standard)
    clock.use_zone(found.office.zone)
    db.open_database(settings, checkpoints=True)
    applied = migrate.up()
    if Office.select().where(Office.slug != settings.standard.name).exists():
        raise _of_another(settings)
    with db.transaction():
        Office.insert(slug=settings.standard.name, name=found.office.name).on_conflict(
            conflict_target=[Office.slug], update={Office.name: found.office.name}
        ).execute()
    return applied


def close_office() -> None:
    """Forget the office and close this thread's connection."""
    global _here
    _here = None
    db.close_database()
    clock.unfollow()


def here() -> Here:
    """The office of this process; Unavailable before `open_office`."""
    if _here is None:
        raise Unavailable("Sistem sedang disiapkan. Coba lagi sebentar.")
    return _here


def public_address(path: str) -> str | None:
    """Where a phone finds that page; None when phones cannot reach this office."""
    base = here().settings.public_url.rstrip("/")
    return f"{base}/{path}" if base else None
