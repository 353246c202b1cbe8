"""An office on a machine without any network but itself; run as a program, best by `unshare -rn`.

    python -m tests.journeys.without_internet FOLDER

Takes a number, calls it, and tells as JSON what the board has to say and how it sounds.
"""

import array
import fcntl
import json
import socket
import struct
import sys
from pathlib import Path
from typing import Any

import requests

from tests.journeys.people import Panel, Person, press
from tests.running import Running, until

_SIOCSIFFLAGS, _IFF_UP = 0x8914, 1


def switch_loopback_on() -> None:
    """In a network of its own a program finds even the loopback switched off."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        wish = array.array("b", struct.pack("16sH14x", b"lo", _IFF_UP))
        fcntl.ioctl(any_socket, _SIOCSIFFLAGS, wish)


def main(folder: Path) -> None:
    switch_loopback_on()
    with Running(folder, printers_ticket="virtual:", voice="auto") as office:
        person = Person(office)
        person.sends(press())
        Panel(office, 1).press("next")
        chime = len(_sound(office, "/suara/lonceng.wav"))
        call = until(lambda: _call_said_aloud(office, chime), 60, "a call in words")
        token = next(iter(person.given))
        until(lambda: person.follows(token)["paper"] == "printed", 60, "paper")
        told = {
            "number": call["number"],
            "given": person.given[token],
            "interfaces": [name for _, name in socket.if_nameindex()],
        }
        sys.stdout.write(json.dumps(told))


def _call_said_aloud(office: Running, chime: int) -> dict[str, Any] | None:
    calls = requests.get(f"{office.url}/api/v1/board", timeout=10).json()["calls"]
    for call in calls:
        if call["audio"] and len(_sound(office, call["audio"])) > 3 * chime:
            return dict(call)
    return None


def _sound(office: Running, path: str) -> bytes:
    answer = requests.get(office.url + path, timeout=30)
    assert answer.headers["Content-Type"] == "audio/wav"
    return answer.content


if __name__ == "__main__":
    main(Path(sys.argv[1]))
