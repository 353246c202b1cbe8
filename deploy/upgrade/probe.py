"""Whether the version that runs now is an office: asked from outside, changing nothing.

    python -P -m deploy.upgrade.probe

Run by that version's own program while the office is held. Printers in trouble are no fault of a
version; a database, a screen, a print station or a number that fails is.
"""

import json
import os
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from uuid import uuid4

from deploy import address, environment, told
from shared import clock, config, db, files
from shared.config import Settings
from shared.errors import N_, Refused, Unavailable
from shared.rules import queue
from shared.rules.common import office
from shared.rules.common.actor import SYSTEM
from shared.rules.paper import printers

_PATIENCE_SECONDS = 90.0
_LOOK_SECONDS = 0.5
_SCREENS = ("/kios", "/papan", "/masuk", "/api/v1/board")
_SILENT = N_("Layar tidak menjawab di %(address)s.")
_NO_SCREEN = N_("Halaman %(path)s tidak terbuka (%(why)s).")
_NO_STATION = N_("Penjaga pencetak tidak menyala.")
_NO_STORE = N_("Basis data tidak dapat dipakai (%(why)s).")
_NO_NUMBER = N_("Nomor tidak dapat diambil: %(why)s")


def probe(settings: Settings) -> None:
    """Raise Refused with what does not work; nothing of it is kept."""
    _until(lambda: address.answers(settings), Refused(_SILENT, address=address.base(settings)))
    office.open_office(settings, checkpoints=False)  # refuses another schema than this program's
    try:
        began = clock.now()  # what was heard of the station before is the version's before
        _until(lambda: printers.alive_stations(began), Refused(_NO_STATION))
        _look_at_screens(settings)
        _look_at_readiness(settings)
        _take_a_number()
    finally:
        office.close_office()


def _until(met: Callable[[], object], refusal: Refused) -> None:
    end = time.monotonic() + _PATIENCE_SECONDS
    while not met():
        if time.monotonic() > end:
            raise refusal
        time.sleep(_LOOK_SECONDS)


def _look_at_screens(settings: Settings) -> None:
    for path in _SCREENS:
        try:
            with urllib.request.urlopen(f"{address.base(settings)}{path}", timeout=30):
                pass
        except OSError as error:
            raise Refused(_NO_SCREEN, path=path, why=error) from error


def _look_at_readiness(settings: Settings) -> None:
    try:
        with urllib.request.urlopen(f"{address.base(settings)}/readyz", timeout=30) as answer:
            found = json.load(answer)
    except urllib.error.HTTPError as error:
        found = json.load(error)
    except OSError as error:
        raise Refused(_NO_SCREEN, path="/readyz", why=error) from error
    if found.get("database") != "ok":
        raise Refused(_NO_STORE, why=found.get("store"))


class _NotKept(Exception):
    """Undoes what was tried."""


def _take_a_number() -> None:
    """The whole way of a number to its slip and its line of the journal, taken back at its end."""
    service = office.here().standard.services_on(clock.service_day())[0].code
    try:
        with db.transaction():
            queue.take(queue.Press(service, str(uuid4()), channel=queue.DESK), SYSTEM)
            raise _NotKept
    except (_NotKept, Refused, Unavailable):
        pass  # the day's numbers are used up, or the clock is doubted: the rules answered
    except Exception as error:
        raise Refused(_NO_NUMBER, why=repr(error)) from error


if __name__ == "__main__":
    os.umask(files.OTHERS)
    with told.in_one_sentence():
        probe(config.load(environment.chosen(os.environ)))
    sys.exit(0)
