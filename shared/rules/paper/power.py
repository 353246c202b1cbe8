"""The UPS behind this machine, as NUT tells of it: what everybody must know, and what waits."""

import re
import socket
import threading
import time
from dataclasses import dataclass

from shared.announce import announce
from shared.rules.common.office import here

_LOOK_SECONDS = 10.0
_PATIENCE = 0.5
_MOST_LINES = 500
_VARIABLE = re.compile(r'VAR \S+ (\S+) "(.*)"')
_MEANWHILE = "Simpan pekerjaan; yang sudah tercatat tidak hilang."


@dataclass(frozen=True)
class Supply:
    """How the machine is fed; `minutes`: what the battery is good for, None where nobody says.

    `last`: what is begun now may be cut off.
    """

    on_battery: bool
    minutes: int | None = None
    last: bool = False

    @property
    def sentence(self) -> str:
        """What everybody must know; empty while there is mains."""
        if not self.on_battery:
            return ""
        lasts = "komputer memakai baterai" if self.minutes is None else self._lasts()
        waits = " Lembar A4 baru ditahan dan lanjut sendiri bila listrik menyala." * self.last
        return f"Listrik padam; {lasts}.{waits} {_MEANWHILE}"

    def _lasts(self) -> str:
        return f"baterai {'tinggal' if self.last else 'cukup'} {self.minutes} menit"


class _Seen:
    """What this process saw last, and when it looks again."""

    supply: Supply | None = None
    due = 0.0
    lock = threading.Lock()


def look() -> None:
    """See how the machine is fed, each ten seconds at most; the seats are told what is news."""
    with _Seen.lock:
        if time.monotonic() < _Seen.due:
            return
        before = _Seen.supply
        try:
            _Seen.supply = ask()
        except (OSError, ValueError):
            # Whoever falls silent on battery is taken to be at its end, as NUT itself does.
            cut = before is not None and before.on_battery
            _Seen.supply = Supply(on_battery=True, last=True) if cut else None
        _Seen.due = time.monotonic() + _LOOK_SECONDS
    if _Seen.supply != before:
        announce("printers")


def known() -> Supply | None:
    """What was seen last; None without a UPS."""
    return _Seen.supply


def ask() -> Supply | None:
    """Ask NUT; None where it does not run, or has no UPS.

    Raises OSError or ValueError when it gives no answer that says anything.
    """
    host, _, port = here().settings.power_nut.rpartition(":")
    if not host:
        return None
    try:
        with socket.create_connection((host.strip("[]"), int(port)), _PATIENCE) as wire:
            return _asked(wire)
    except ConnectionRefusedError:
        return None


def _asked(wire: socket.socket) -> Supply | None:
    found = [
        _supply(dict(_VARIABLE.findall("\n".join(_lines(wire, f"LIST VAR {line.split(' ')[1]}")))))
        for line in _lines(wire, "LIST UPS")
    ]
    # Where several feed the office, the one that ends first is the one that counts.
    return min(found, key=_hours, default=None)


def _hours(one: Supply) -> tuple[bool, bool, int]:
    return not one.on_battery, not one.last, one.minutes or 0


def _lines(wire: socket.socket, question: str) -> list[str]:
    """The lines of the answer to a LIST; ValueError for an ERR or what is none."""
    end, said = time.monotonic() + _PATIENCE, ""
    wire.sendall(f"{question}\n".encode())
    while f"END {question}\n" not in said:
        got = wire.recv(4096).decode("utf-8", "replace")
        said += got
        late = time.monotonic() > end or said.count("\n") > _MOST_LINES
        if late or not got or said.startswith("ERR"):
            raise ValueError(said[:80])
    return said.partition(f"BEGIN {question}\n")[2].splitlines()[:-1]


def _supply(said: dict[str, str]) -> Supply:
    marks, seconds = said["ups.status"].split(), said.get("battery.runtime")
    if "OB" not in marks and "FSD" not in marks:
        return Supply(on_battery=False)
    minutes = int(float(seconds) // 60) if seconds else None
    short = minutes is not None and minutes < here().settings.power_last_minutes
    return Supply(True, minutes, short or not {"LB", "FSD"}.isdisjoint(marks))
