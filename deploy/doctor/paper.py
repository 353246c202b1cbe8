"""The print station, each printer, and what CUPS does and may do with the office's A4 papers."""

import os
import pwd
from collections.abc import Iterator
from pathlib import Path

from deploy import prepare, told
from deploy.cups import machine
from printstation.printers import sheet_address, sheet_queue
from shared import terminal
from shared.config import Settings
from shared.errors import SetupError
from shared.rules.admin.checkup import Observation, bad, good, grave
from shared.rules.paper import printers

_WAYS = ("ipp", "ipps", "usb", "socket", "lpd", "hp", "dnssd", "file")
_SILENT = f"tidak terdengar; jalankan {terminal.start()}"
_ADD = terminal.typed("printer add", root=True)
_RESUME = terminal.typed("printer resume", root=True)


def station(settings: Settings) -> Iterator[Observation]:
    """The print station and the printers, and those that the office does without."""
    alive = settings.station in printers.alive_stations()
    name = "Penjaga pencetak"
    yield good("station", name, "hidup") if alive else grave("station", name, _SILENT)
    for one in printers.printers():
        said = " ".join(one.sentences) or "siap"
        kind = good if one.ok else bad
        yield kind("printer", one.title, "%(how)s", how=said)
    for kind_of, chosen in printers.without().items():
        if chosen:
            yield good("printer", printers.title(kind_of), "none, dipilih kantor")


def addresses(settings: Settings) -> Iterator[Observation]:
    """Whether the printers' addresses can be read at all."""
    for sentence in prepare.wrong_addresses(settings):
        yield bad("printer-address", "Alamat pencetak", "%(wrong)s", wrong=sentence)


def queues(settings: Settings) -> Iterator[Observation]:
    """The queues of CUPS: what lies behind, our right to them, what they do to others' pages."""
    user = pwd.getpwuid(os.getuid()).pw_name
    for queue in _of_cups(settings):
        yield _queue(queue, user)


def cups_settings(settings: Settings) -> Iterator[Observation]:
    """Whether CUPS is set so that it never prints a KK again by itself and keeps none."""
    if not _of_cups(settings) or "CUPS_SERVER" in os.environ:
        return  # not used, or somebody else's
    name = "Setelan CUPS"
    try:
        differing = machine.differing(pwd.getpwuid(settings.data.stat().st_uid).pw_name)
    except SetupError as error:
        yield bad("cups-settings", name, "%(wrong)s", wrong=told.sentence(error))
        return
    except PermissionError:
        yield good("cups-settings", name, "tidak boleh dibaca pengguna ini")
        return
    if differing:
        text = "berbeda di %(files)s; jalankan sudo ./deploy/install"
        files = ", ".join(str(Path("/", one)) for one in differing)
        yield bad("cups-settings", name, text, files=files)
    else:
        yield good("cups-settings", name, "seperti yang diminta kantor")


def queue_states(settings: Settings) -> list[dict[str, object]]:
    """How the queues stand, without their names: for whoever helps from outside."""
    found: list[dict[str, object]] = []
    for queue in _of_cups(settings):
        try:
            stand = sheet_queue.stand(queue)
        except SetupError:
            found.append({"reached": False})
            continue
        way = stand.device.partition(":")[0]
        own = sorted(sheet_queue.defaults(queue))
        known = way if way in _WAYS else "other"
        found.append({"reached": True, "way": known, "may-open": stand.may_open, "defaults": own})
    return found


def _of_cups(settings: Settings) -> list[str]:
    """The queues of the settings; none while their addresses cannot be read."""
    try:
        places = sheet_address.addresses(settings.printers_sheet).values()
    except SetupError:
        return []
    return [place.partition(":")[2] for place in places if place.startswith("cups:")]


def _queue(queue: str, user: str) -> Observation:
    name = f"Antrean {queue}"
    try:
        found, own = sheet_queue.stand(queue), sheet_queue.defaults(queue)
    except SetupError as error:
        return bad("queue", name, "%(wrong)s", wrong=str(error))
    right = {
        True: "%(user)s boleh melanjutkannya",
        False: "%(user)s tidak boleh melanjutkannya; jalankan "
        f"{_ADD} "
        "%(device)s --queue %(queue)s --user %(user)s",
        None: f"sedang berhenti; jalankan {_RESUME} --queue %(queue)s",
    }[found.may_open]
    values = {"device": found.device, "user": user, "queue": queue}
    text = f"%(device)s, {right}"
    if own:
        # Of other programs; ours say otherwise with each job.
        values["own"] = ", ".join(f"{option}={value}" for option, value in own.items())
        text += "; bawaannya %(own)s, KK dan surat tetap dicetak apa adanya"
    return (good if found.may_open else bad)("queue", name, text, **values)
