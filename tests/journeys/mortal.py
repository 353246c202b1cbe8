"""Lives of the web process or the print station that end by SIGKILL at a chosen step.

    python -m tests.journeys.mortal web|station

Imports the program once, then lives one life for each line on its input, a JSON list of a step, a
number and an environment: the whole process group is killed when it comes to the step for the
so-manieth time; step `none` lives until it is killed from outside. Tells the life's pid, and `over`
when it has ended. The program itself knows nothing of this: the steps are hung on its functions
here.
"""

import ctypes
import json
import os
import random
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from deploy import logs, serve
from printstation import __main__ as station
from printstation.printers.links import NetworkLink
from shared import bell, config, standard
from shared.config import Settings
from shared.records import SlipJob
from shared.rules.paper import slips
from shared.rules.queue import slip
from tests import nursery, once

_PR_SET_PDEATHSIG = 1
_SHORTEST_SLIP = 100

Die = Callable[[], None]
Call = Callable[..., Any]
Hang = Callable[[Die], None]


def before(owner: Any, name: str, when: Call = lambda *_, **__: True) -> Hang:
    """Death just before a call of this function with such arguments."""

    def hang(die: Die) -> None:
        real = getattr(owner, name)

        def dying(*args: Any, **named: Any) -> Any:
            if when(*args, **named):
                die()
            return real(*args, **named)

        setattr(owner, name, dying)

    return hang


def after(owner: Any, name: str, when: Call = lambda *_, **__: True) -> Hang:
    """Death just after a call of this function with such arguments."""

    def hang(die: Die) -> None:
        real = getattr(owner, name)

        def dying(*args: Any, **named: Any) -> Any:
            result = real(*args, **named)
            if when(*args, **named):
                die()
            return result

        setattr(owner, name, dying)

    return hang


def claimed(die: Die) -> None:
    """Death when a slip has been claimed."""
    claim = slips.claim_next

    def dying(station: str, printer: str) -> SlipJob | None:
        job = claim(station, printer)
        if job:
            die()
        return job

    slips.claim_next = dying


def within_a_slip(die: Die) -> None:
    """Death when some of a slip's bytes have left."""
    send = NetworkLink.send

    def dying(link: NetworkLink, data: bytes) -> None:
        cut = random.randrange(1, len(data)) if _is_slip(link, data) else 0
        if cut:
            send(link, data[:cut])
            die()
        send(link, data[cut:])

    NetworkLink.send = dying  # type: ignore[method-assign]


def _to(wanted: str) -> Call:
    return lambda _job, state, *_, **__: state == wanted


def _is_slip(_link: NetworkLink, data: bytes) -> bool:
    return len(data) > _SHORTEST_SLIP


def _for_paper(_data: object, *topics: str) -> bool:
    return "paper" in topics


STEPS: dict[str, dict[str, Hang]] = {
    "web": {
        "ticket-not-committed": before(slip, "ask"),
        "slip-not-committed": after(slip, "ask"),
        "committed": before(bell, "ring", _for_paper),
        "rung": after(bell, "ring", _for_paper),
    },
    "station": {
        "claimed": claimed,
        "composed": before(slips, "store_bytes"),
        "bytes-not-committed": after(slips, "_step", _to(slips.READY)),
        "bytes-stored": after(slips, "store_bytes"),
        "sending-not-committed": after(slips, "_step", _to(slips.SENDING)),
        "sending": after(slips, "mark_sending"),
        "partly-sent": within_a_slip,
        "sent": after(NetworkLink, "send", _is_slip),
        "confirmed": before(slips, "mark_printed"),
        "record-not-committed": after(slips, "_step", _to(slips.PRINTED)),
        "not-rung": before(bell, "ring", _for_paper),
        "recorded": after(slips, "mark_printed"),
    },
}


def _live(which: str, step: str, times: int) -> None:
    left = times

    def die() -> None:
        nonlocal left
        left -= 1
        if not left:
            os.killpg(0, signal.SIGKILL)

    if step != "none":
        STEPS[which][step](die)
    settings = config.load(os.environ)
    if which == "web":
        serve.run(settings)
    else:
        logs.to_terminal(which)
        logs.to_file("printstation", settings.data)
        station.run(settings)


def _begin(which: str, step: str, times: int, environ: dict[str, str]) -> int:
    parent = os.getpid()
    pid = os.fork()
    if pid:
        # Here too: who is told the pid may kill the group at once, before the child has run.
        os.setpgid(pid, pid)
        return pid
    os.setpgid(0, 0)
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() == parent:
        os.dup2(os.open(os.devnull, os.O_RDWR), sys.stdin.fileno())
        out = Path(environ["ANTREAN_DATA"]).with_name(f"{which}.out")
        for stream in (sys.stdout, sys.stderr):
            os.dup2(os.open(out, os.O_WRONLY | os.O_CREAT | os.O_APPEND), stream.fileno())
        os.environ.clear()
        os.environ.update(environ)
        _live(which, step, times)
    os._exit(0)


def main(which: str) -> None:
    once.keep()
    standard.load(Settings().standard)
    for line in sys.stdin:
        pid = _begin(which, *json.loads(line))
        _tell(str(pid))
        os.waitpid(pid, 0)
        _tell("over")


def _tell(what: str) -> None:
    sys.stdout.write(f"{what}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    if sys.argv[1] == "web":
        nursery.load()
    main(sys.argv[1])
