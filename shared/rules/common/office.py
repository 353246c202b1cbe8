"""The office that this process works for: its settings, its standard, its row in the database."""

from dataclasses import dataclass

from shared import announce, clock, db, standard, vault
from shared.config import Settings
from shared.errors import SetupError, Unavailable
from shared.records import Office, migrate


@dataclass(frozen=True)
class Here:
    """What a rule needs to know of its office."""

    id: int
    settings: Settings
    standard: standard.Standard


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
    _here = Here(row.id, settings, found)
    return _here


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
