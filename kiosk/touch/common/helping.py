"""What somebody who asked for help is told: what is known, and where to go."""

from dataclasses import dataclass

from kiosk.touch.common import wording
from kiosk.touch.common.translate import _
from shared import clock
from shared.rules.queue import standing
from shared.rules.queue.help import HelpNow


@dataclass(frozen=True)
class HelpWords:
    """How a call for help stands, in words."""

    coming: bool
    title: str
    text: str


def told(now: HelpNow) -> HelpWords:
    """How it stands, for whoever waits at the touchscreen."""
    return HelpWords(now.state == "coming", *_WORDS[now.state](now.counter))


def _nobody(_counter: str) -> tuple[str, str]:
    office = standing.office(clock.now())
    if not office.open:
        return _(office.title), wording.stands(office)
    return _("Belum ada petugas di loket"), _("Silakan cari petugas di dalam kantor.")


def _calling(_counter: str) -> tuple[str, str]:
    return _("Memanggil petugas…"), _(
        "Tunggu di sini. Layar ini memberi tahu bila ada yang menjawab."
    )


def _unanswered(counter: str) -> tuple[str, str]:
    title = _("Belum ada yang menjawab")
    if counter:
        return title, _("Silakan datang ke %(counter)s.", counter=counter)
    return title, _("Silakan panggil petugas di loket dengan suara atau lambaian tangan.")


def _coming(counter: str) -> tuple[str, str]:
    title = _("Petugas sedang ke sini")
    if counter:
        title = _("Petugas %(counter)s sedang ke sini", counter=counter)
    return title, _("Mohon tunggu sebentar di tempat ini.")


_WORDS = {
    "nobody": _nobody,
    "calling": _calling,
    "unanswered": _unanswered,
    "coming": _coming,
}
