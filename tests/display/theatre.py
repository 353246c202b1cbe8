"""A board's server that a test directs: its pictures, and a process to kill and start again."""

import copy
import itertools
import json
import os
import signal
import urllib.request
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from shared.rules.hours import opening
from tests.running import Process, free_port, python, until

Picture = dict[str, Any]

_STAGE = Path(__file__).with_name("stage.py")
_ROOT = _STAGE.parents[2]

EMPTY: Picture = {
    "seq": 1,
    "clock": "09.41",
    "date": "Senin, 23 November 2026",
    "office": {"name": "Kecamatan Jatiroto", "regency": "Kabupaten Lumajang"},
    "practice": False,
    "open": True,
    "closed_reason": None,
    "calls": [],
    "missed": [],
    "help": [],
    "voice": False,
    "counters": [
        {
            "id": 1,
            "name": "Loket 1",
            "label": "KK, Ambil KK",
            "state": "open",
            "number": None,
            "serving": False,
        },
        {
            "id": 2,
            "name": "Meja Informasi",
            "label": "Informasi",
            "state": "open",
            "number": None,
            "serving": False,
        },
    ],
    "waiting": [
        {
            "service": "KK",
            "name": "Kartu Keluarga (KK)",
            "short": "KK",
            "letter": "A",
            "waiting": 4,
            "ahead": 4,
            "estimate_minutes": [8, 20],
            "estimate": "sekitar 8–20 menit",
            "at_once": False,
        },
        {
            "service": "AMBIL",
            "name": "Ambil KK jadi",
            "short": "Ambil KK",
            "letter": "K",
            "waiting": 1,
            "ahead": 1,
            "estimate_minutes": [3, 7],
            "estimate": "sekitar 3–7 menit",
            "at_once": False,
        },
        {
            "service": "INFO",
            "name": "Informasi dan pengaduan",
            "short": "Informasi",
            "letter": "M",
            "waiting": 0,
            "ahead": 0,
            "estimate_minutes": None,
            "estimate": None,
            "at_once": False,
        },
    ],
    "notices": [
        {
            "id": "gratis",
            "title": "Semua layanan gratis",
            "icon": "cash-off",
            "body": "Tidak ada biaya. Jangan memberi uang kepada petugas.",
        },
        {
            "id": "janji",
            "title": "Janji pelayanan",
            "icon": "award",
            "body": "Camat Jatiroto menjamin pelayanan sesuai Standar Pelayanan Publik.",
        },
    ],
    "screen": {"inches": 43, "farthest_m": 6.0, "call_px": 211, "list_px": 80, "advice": None},
}

COUNTER_WORDS = {"open": "Siap", "break": "Istirahat", "closed": "Tutup"}

_ids = itertools.count(1)


def picture(**parts: Any) -> Picture:
    """A picture of this moment: an open office, with these parts instead."""
    shown = copy.deepcopy({**EMPTY, **parts})
    for counter in shown["counters"]:
        counter.setdefault("words", COUNTER_WORDS[counter["state"]])
    told = shown["closed_reason"] or {"code": "open", "message": ""}
    state = {"hours": "closed"}.get(told["code"], told["code"])
    shown.setdefault("stands", stands(state, told["message"]))
    return shown


def stands(state: str, text: str = "") -> Picture:
    """How the office stands."""
    now = opening.Opening(state)  # type: ignore[arg-type]
    return {"state": state, "icon": now.icon, "title": now.title, "text": text or now.text()}


def call(number: str, counter: int = 1, name: str = "", *, ago: float = 0, **rest: Any) -> Picture:
    """A call of so many seconds ago."""
    return {
        "id": next(_ids),
        "number": number,
        "repeat": 1,
        "priority": False,
        "spoken": f"Nomor antrean {number}, silakan menuju loket {counter}.",
        "brief": f"{number}, loket {counter}.",
        "counter": {"id": counter, "name": name or f"Loket {counter}"},
        "at": (datetime.now(UTC) - timedelta(seconds=ago)).isoformat(),
        **rest,
    }


def counters(*numbers: str | None, state: str = "open") -> list[Picture]:
    """Loket 1, 2 and so on, with these numbers at them."""
    return [
        {
            "id": at,
            "name": f"Loket {at}",
            "label": "KK",
            "state": state,
            "number": number,
            "serving": False,
        }
        for at, number in enumerate(numbers, 1)
    ]


def _standing(calls: Iterable[Picture]) -> list[Picture]:
    rows = {one["id"]: copy.deepcopy(one) for one in EMPTY["counters"]}
    for said in reversed(list(calls)):
        at = said["counter"]
        rows[at["id"]] = {**rows.get(at["id"], {**EMPTY["counters"][0], **at})}
        rows[at["id"]]["number"] = said["number"]
    return list(rows.values())


def why(code: str, message: str) -> Picture:
    """Why no numbers are given out."""
    return {"code": code, "name": "", "opens_day": None, "opens_at": None, "message": message}


class Stage:
    """The server of `stage.py` on a port of its own."""

    def __init__(self, folder: Path, *, voice: str = "off", practice: bool = False) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        port, data = free_port(), folder / "data"
        self.data = data
        self.url = f"http://127.0.0.1:{port}"
        self._picture = folder / "picture.json"
        words = [str(port), str(self._picture), str(data), voice, *["latihan"] * practice]
        environ = {**os.environ, "PYTHONPATH": str(_ROOT), "ANTREAN_DATA": str(data)}
        self._process = Process("stage", python(_STAGE, *words), environ)

    def show(self, *calls: Picture, **parts: Any) -> None:
        """The picture from now on, with these calls, newest first; connected boards are sent it.

        Unless told otherwise, every called number still stands at its counter.
        """
        parts.setdefault("counters", _standing(calls))
        draft = self._picture.with_suffix(".part")
        draft.write_text(json.dumps(picture(calls=list(calls), **parts)))
        draft.replace(self._picture)

    def start(self) -> None:
        """Start, again after `kill` on the same port, and wait until it answers."""
        self._process.start()
        until(self._answers, 30, "answer of the stage")

    def kill(self) -> None:
        """`kill -9`."""
        self._process.kill()

    @contextmanager
    def frozen(self) -> Iterator[None]:
        """For so long the server answers nothing, though its sockets stay open."""
        os.killpg(self._process.pid, signal.SIGSTOP)
        try:
            yield
        finally:
            os.killpg(self._process.pid, signal.SIGCONT)

    def stop(self) -> None:
        """End it, if it runs."""
        if self._process.alive:
            self._process.kill()

    def _answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.url}/healthz", timeout=2) as answer:
                return bool(answer.status == 200)
        except OSError:
            return False
