"""Is everything there and well? One finding for each thing, green or with what to do.

The same for the terminal, for the admin's page and for the support bundle. No look hides another:
one that breaks is a finding, and one that waits for somebody else is given so many seconds.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from deploy import data_folder
from deploy.doctor import machine, network, office, paper, patience, program
from shared import db
from shared.config import Settings
from shared.errors import AppError
from shared.rules.admin import checkup
from shared.rules.admin.checkup import Observation
from shared.rules.common import office as offices
from shared.rules.common.office import here

Look = Callable[[Settings], Iterator[Observation]]

PATIENCE_SECONDS = 30.0
"""How long a look may wait for what is not ours: CUPS, names, the network."""
_BROKEN = "tidak dapat diperiksa: %(error)s; jalankan lagi, dan minta bantuan bila tetap begitu"
_SLOW = "tidak menjawab dalam %(seconds)s detik; nyalakan ulang komputer, lalu periksa lagi"

# What asks the office's database, one after the other in this thread: it has the connection.
_OF_THE_OFFICE: tuple[tuple[str, Look], ...] = (
    ("data", office.database),
    ("data", office.room),
    ("data", office.journal_lines),
    ("data", office.complaints),
    ("backup", office.backup),
    ("time", office.moment),
    ("time", office.year),
    ("paper", paper.station),
    ("screens", office.screens),
    ("paper", office.signers),
    ("program", office.overruled),
    ("office", office.lacking),
    ("data", machine.ups),
)
_OF_THE_MACHINE: tuple[tuple[str, Look], ...] = (
    ("program", program.unfinished),
    ("program", program.library),
    ("program", program.standard_files),
    ("program", program.settings_written),
    ("data", machine.disk),
    ("time", machine.time),
    ("paper", paper.addresses),
    ("paper", paper.queues),
    ("paper", paper.cups_settings),
    ("screens", program.web),
    ("screens", program.front_end),
    ("screens", program.voice),
    ("network", network.public_address),
    ("network", network.certificates),
)


def examine(settings: Settings) -> Iterator[tuple[str, list[Observation]]]:
    """Look at everything, one group of findings after the other; before each, its name alone.

    Makes nothing: a folder that was never set up stays as it is.
    """
    with _opened(settings) as refusal:
        if refusal:
            yield "data", checkup.among("data", [refusal])
        else:
            settings = here().settings  # with what the office chose in Admin
            for group, look in _OF_THE_OFFICE:
                yield group, []
                yield group, checkup.among(group, _looked(look, settings))
        for group, look in _OF_THE_MACHINE:
            yield group, []
            yield group, checkup.among(group, _in_time(look, settings))


@contextmanager
def _opened(settings: Settings) -> Iterator[Observation | None]:
    """The office opened, or the finding that says why it cannot be."""
    refusal = None
    try:
        data_folder.require_prepared(settings)
        with db.faults_told():
            offices.open_office(settings, checkpoints=False)
    except AppError as error:
        refusal = checkup.grave("database", "Basis data", "%(error)s", error=str(error))
    except Exception as error:
        refusal = checkup.grave("database", "Basis data", _BROKEN, error=repr(error))
    try:
        yield refusal
    finally:
        offices.close_office()


def _looked(look: Look, settings: Settings) -> list[Observation]:
    found = []
    try:
        with db.faults_told():
            for one in look(settings):
                found.append(one)
    except AppError as error:
        found.append(checkup.grave("database", "Basis data", "%(error)s", error=str(error)))
    except Exception as error:
        found.append(_broken(look, error))
    return found


def _in_time(look: Look, settings: Settings) -> list[Observation]:
    found: list[Observation] = []

    def run() -> None:
        try:
            for one in look(settings):
                found.append(one)
        except Exception as error:
            found.append(_broken(look, error))

    if not patience.ended(run, PATIENCE_SECONDS):
        slow = checkup.bad(look.__name__, _title(look), _SLOW, seconds=int(PATIENCE_SECONDS))
        return [*found, slow]
    return found


def _broken(look: Look, error: Exception) -> Observation:
    return checkup.bad(look.__name__, _title(look), _BROKEN, error=repr(error))


def _title(look: Look) -> str:
    return _TITLES.get(look.__name__, look.__name__)


_TITLES = {
    "addresses": "Alamat pencetak",
    "queues": "Antrean CUPS",
    "cups_settings": "Setelan CUPS",
    "unfinished": "Pembaruan",
    "public_address": "Alamat kantor",
    "certificates": "Sertifikat kantor",
    "time": "Jam komputer",
    "web": "Web",
    "voice": "Suara",
    "disk": "Ruang disk",
}
