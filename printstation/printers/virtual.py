"""A printer without paper: keeps each slip as bytes and picture, and can be made to fail."""

import logging
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

from printstation import paper_folder
from printstation.paper_folder import Control, Printed
from printstation.printers import slip_image, slip_reader
from printstation.printers.printer import Evidence, NothingSent, Reasons, Uncertain, blocking
from shared import clock

log = logging.getLogger("antrean.printstation")

_STEP_SECONDS = 0.05
_TELL_SECONDS = 0.5


class VirtualPrinter:
    """Prints into a folder; its knobs are read anew at every step."""

    capability: str | None = "picture"
    device: str | None = None

    def __init__(self, folder: Path, width_mm: int) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._slips = paper_folder.names(folder)
        self._width_mm = width_mm
        # Drawn in a thread of its own so that no slip waits for a picture.
        self._pictures = ThreadPoolExecutor(1, "paper-pictures")
        for name in self._slips:
            if not paper_folder.file_of(folder, name, "json"):
                self._pictures.submit(self._develop, name)

    def look(self) -> Reasons:
        """What its knobs say."""
        return _reasons(paper_folder.read_control(self._folder))

    def print(
        self, data: bytes, token: str, *, tell: Callable[[Reasons], None], stop: Event
    ) -> Evidence:
        """Keep the slip, as slowly and as far as the knobs allow."""
        control = paper_folder.read_control(self._folder)
        if blocking(_reasons(control)):
            raise NothingSent(*blocking(_reasons(control)))
        if control.vanish_next:
            self._vanish(data, token)
        self._take_time(tell, stop)
        self._keep(data, token)
        return "picture"

    def forget(self) -> None:
        """Nothing is remembered about it."""

    def close(self) -> None:
        """Finish the pictures that are still being drawn."""
        self._pictures.shutdown()

    def _keep(self, data: bytes, token: str, *, torn: bool = False) -> None:
        name = paper_folder.next_name(self._slips, token)
        paper_folder.keep_bytes(self._folder, name, data)
        self._slips.append(name)
        self._pictures.submit(self._develop, name, torn=torn)
        while len(self._slips) > paper_folder.KEPT:
            paper_folder.remove(self._folder, self._slips.pop(0))

    def _vanish(self, data: bytes, token: str) -> None:
        self._keep(data[: len(data) // 2], token, torn=True)
        paper_folder.write_control(self._folder, Control(present=False))
        raise Uncertain("unreachable")

    def _take_time(self, tell: Callable[[Reasons], None], stop: Event) -> None:
        printed, told = 0.0, 0.0
        while printed < (control := paper_folder.read_control(self._folder)).slow_seconds:
            found = _reasons(control)
            if time.monotonic() - told > _TELL_SECONDS:
                tell(found)
                told = time.monotonic()
            if "unreachable" in found:
                raise Uncertain("unreachable")
            if stop.wait(_STEP_SECONDS) and blocking(found):
                raise Uncertain("stopped")
            printed += 0 if blocking(found) else _STEP_SECONDS

    def _develop(self, name: str, *, torn: bool = False) -> None:
        try:
            if file := paper_folder.file_of(self._folder, name, "bin"):
                self._draw(file, name, torn)
        except Exception:
            # Nobody asks for the outcome: what went wrong would be lost.
            log.exception("picture of slip %s not drawn", name)

    def _draw(self, file: Path, name: str, torn: bool) -> None:
        elements = slip_reader.read(file.read_bytes())
        picture = slip_image.draw(elements, self._width_mm)
        at = f"{clock.local():%H.%M.%S}"
        slip = Printed(name, at, slip_image.text(elements), torn, *picture.size)
        paper_folder.keep_picture(self._folder, slip, slip_image.png(picture))
        if not file.exists():  # thrown away meanwhile, as the oldest
            paper_folder.remove(self._folder, name)


def _reasons(control: Control) -> Reasons:
    if not control.present:
        return ("unreachable",)
    stated = (
        ("paper-out", control.paper == "out"),
        ("paper-near-end", control.paper == "near"),
        ("cover-open", control.cover_open),
        ("offline", not control.online),
    )
    return tuple(reason for reason, so in stated if so)
