"""Bring the database to the present form by the numbered scripts in `migrations/`."""

from pathlib import Path

from playhouse.migrations import Runner

from shared import terminal
from shared.db import database
from shared.errors import N_, SetupError

_SCRIPTS = Path(__file__).resolve().parent / "migrations"


def _runner() -> Runner:
    return Runner(database, str(_SCRIPTS), table_name="schema_migration")


def up() -> list[str]:
    """Apply what is missing, in order; the names applied now."""
    return list(_runner().up())


def pending() -> list[str]:
    """Names of scripts that are not yet applied here."""
    return [step.name for step in _runner().status() if step.applied is None]


def applied() -> list[str]:
    """Names of the scripts that are applied here, in order."""
    return [step.name for step in _runner().status() if step.applied is not None]


def require_current() -> None:
    """Raise SetupError unless the database has this program's form, neither older nor newer."""
    steps = _runner().status()
    if any(step.applied is None for step in steps):
        raise SetupError(database.database, "schema", f"belum disiapkan: {terminal.typed('setup')}")
    if any(step.path is None for step in steps):
        raise SetupError(database.database, "schema", N_("dibuat oleh versi yang lebih baru"))
