"""The steps of an upgrade, and what becomes of it wherever it ends: deploy/decisions/upgrade.md."""

import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from deploy.upgrade import record, source
from deploy.upgrade.installed import Installed
from deploy.upgrade.record import Record, Step
from shared import terminal
from shared.errors import N_, AppError, Refused

_DATA = "deploy.upgrade.data"
_UNFINISHED = N_("Pembaruan sebelumnya belum selesai. Ketik: %(command)s")
_SAME = N_("Versi %(version)s sudah terpasang dan berjalan.")
_RETURNED = N_("Pembaruan dibatalkan; versi %(version)s dan datanya sudah kembali. %(why)s")
_UNTOUCHED = N_("Pembaruan dibatalkan; belum ada yang diubah. %(why)s")

Say = Callable[[str], None]


def upgrade(machine: Installed, wished: Path, say: Say, *, backup: bool = True) -> str:
    """Bring the office to the version in `wished`; that version.

    Raises Refused, with the version before and its data back in place, when anything fails.
    """
    with record.alone(machine.program):
        if record.read(machine.program):
            command = terminal.typed("upgrade --continue", root=True)
            raise Refused(_UNFINISHED, code="unfinished", command=command)
        now = Record(step=Step.LAYING, before=machine.current())
        record.write(machine.program, now)
        try:
            return _walk(machine, wished, say, now, backup=backup)
        except (AppError, OSError, subprocess.SubprocessError, KeyboardInterrupt) as error:
            raise _undone(machine, say, error) from error


def resume(machine: Installed, say: Say) -> bool:
    """End an upgrade that was cut short, one way or the other; false when there is none."""
    with record.alone(machine.program):
        if record.read(machine.program) is None:
            return False
        end(machine, say)
        return True


def _walk(machine: Installed, wished: Path, say: Say, now: Record, *, backup: bool) -> str:
    if backup:
        say("Membuat cadangan dan membacanya ulang")
        machine.run(now.before, "deploy.cli", "backup")
    with _stage() as stage:
        found = source.opened(wished, stage)
        say(f"Menaruh versi baru di samping {now.before}")
        after = now.after = machine.lay(found)
    if after == now.before:
        raise Refused(_SAME, code="same", version=after)
    machine.run(now.before, _DATA, "room")
    _note(machine, now, Step.STOPPING)
    say("Menghentikan kantor dan menyimpan datanya")
    machine.stop()
    machine.run(now.before, _DATA, "keep")
    _note(machine, now, Step.TRYING)
    machine.run(now.before, _DATA, "hold", after)
    say(f"Menyesuaikan data dengan {after}")
    machine.run(after, "deploy.prepare")
    machine.switch(after)
    say(f"Menyalakan {after} dan memeriksanya")
    machine.start()
    machine.run(after, "deploy.upgrade.probe")
    _note(machine, now, Step.PASSED)
    end(machine, say)
    return after


def end(machine: Installed, say: Say) -> None:
    """Bring an upgrade to its end from wherever it stands; may be cut short and done again."""
    now = record.read(machine.program)
    if now is None:
        return
    if now.step in (Step.TRYING, Step.RETURNING):
        say(f"Mengembalikan {now.before} dan datanya")
        _note(machine, now, Step.RETURNING)
        machine.stop()
        machine.run(now.before, _DATA, "back")
        machine.switch(now.before)
        _note(machine, now, Step.RETURNED)
    if now.step in (Step.STOPPING, Step.RETURNED):
        machine.start()
    if now.step != Step.LAYING:
        machine.run(now.before, _DATA, "drop")
    record.forget(machine.program)


def _undone(machine: Installed, say: Say, error: BaseException) -> Refused:
    now = record.read(machine.program)
    end(machine, say)
    why = "Dihentikan." if isinstance(error, KeyboardInterrupt) else str(error)
    if isinstance(error, Refused) and error.code == "same":
        return error
    if now is None or now.step in (Step.LAYING, Step.STOPPING):
        return Refused(_UNTOUCHED, code="untouched", why=why)
    return Refused(_RETURNED, code="returned", version=now.before, why=why)


def _note(machine: Installed, now: Record, step: Step) -> None:
    now.step = step
    record.write(machine.program, now)


@contextmanager
def _stage() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="antrean-", dir="/var/tmp") as folder:
        yield Path(folder)
