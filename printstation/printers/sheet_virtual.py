"""An A4 printer without paper: draws the pages into the folder of `/kertas`, fails at will."""

import io
import time
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import pypdfium2
from PIL import Image

from printstation import paper_folder
from printstation.paper_folder import Control, Printed
from printstation.printers.printer import Reasons, blocking
from printstation.printers.sheet import Handed, Place, Record, Sight
from shared import clock

_DOTS_PER_POINT = 1.4
_MOST_PAGES = 6
_GAP = 16


@dataclass
class _Job:
    """A document in the printer; `done_at` counts the time it had to print, in seconds."""

    token: str
    data: bytes
    place: Place = "held"
    printed_for: float = 0.0
    seen_at: float = 0.0


class VirtualSheets:
    """Prints into a folder; the knobs are read anew at every look."""

    evidence = "virtual"
    queue = "virtual"
    capability: str | None = "virtual"
    device: str | None = None

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._jobs: dict[str, _Job] = {}

    def look(self) -> Reasons:
        return _reasons(self._control())

    def withdraw(self, token: str) -> bool:
        return not self._records(token)

    def submit(self, document: Path, token: str, media: str | None = None) -> Handed:
        del media
        uuid = f"urn:uuid:{uuid4()}"
        self._jobs[uuid] = _Job(token, document.read_bytes())
        return Handed(len(self._jobs), uuid)

    def place(self, handed: Handed) -> Place:
        job = self._jobs.get(handed.uuid)
        return job.place if job else "gone"

    def release(self, handed: Handed) -> None:
        job = self._jobs[handed.uuid]
        job.place, job.seen_at = "printing", time.monotonic()

    def see(self, handed: Handed, token: str, released_seconds: float) -> Sight:
        del released_seconds
        control = self._control()
        job = self._jobs.get(handed.uuid)
        if job and job.place == "printing":
            self._print(job, control)
        found = _reasons(control)
        return Sight(
            place=self.place(handed),
            records=None if "unreachable" in found else self._records(token),
            can_tell=True,
            remembers=True,
            interrupted=False,
            reasons=found,
        )

    def cancel(self, handed: Handed) -> None:
        job = self._jobs.get(handed.uuid)
        if job and job.place in ("held", "printing"):
            job.place = "cancelled"

    def open_queue(self, live: Handed | None) -> None:
        """Nothing waits in it that is not in our rows."""

    def pages(self, token: str) -> int | None:
        return None

    def learn(self, sight: Sight) -> None:
        """It is always known."""

    def close(self) -> None:
        """Nothing is open."""

    def _control(self) -> Control:
        return paper_folder.read_control(self._folder)

    def _print(self, job: _Job, control: Control) -> None:
        moment = time.monotonic()
        if not blocking(_reasons(control)):
            job.printed_for += moment - job.seen_at
        job.seen_at = moment
        if blocking(_reasons(control)) or job.printed_for < control.slow_seconds:
            return
        if control.vanish_next:
            job.place = "completed"
            paper_folder.write_control(self._folder, Control(present=False))
        self._keep(job, torn=control.vanish_next)
        job.place = "completed"

    def _keep(self, job: _Job, *, torn: bool) -> None:
        picture = _picture(job.data, torn=torn)
        name = paper_folder.next_name(paper_folder.names(self._folder), job.token)
        text = f"Lembar A4 {job.token}"
        slip = Printed(name, f"{clock.local():%H.%M.%S}", text, torn, *picture.size)
        encoded = io.BytesIO()
        picture.save(encoded, "PNG")
        paper_folder.keep_picture(self._folder, slip, encoded.getvalue())
        # Last: from here on the sheet is out, and its record is there.
        paper_folder.keep_bytes(self._folder, name, b"" if torn else job.data)
        for old in paper_folder.names(self._folder)[: -paper_folder.KEPT]:
            paper_folder.remove(self._folder, old)

    def _records(self, token: str) -> tuple[Record, ...]:
        return tuple(
            "done" if (self._folder / f"{name}.bin").stat().st_size else "aborted"
            for name in paper_folder.names(self._folder)
            if name.endswith(f"-{token}")
        )


def _reasons(control: Control) -> Reasons:
    if not control.present:
        return ("unreachable",)
    stated = (
        ("tray-empty", control.paper == "out"),
        ("tray-low", control.paper == "near"),
        ("door-open", control.cover_open),
        ("not-ready", not control.online),
    )
    return tuple(reason for reason, so in stated if so)


def _picture(data: bytes, *, torn: bool) -> Image.Image:
    """The first pages below each other; a torn one ends in the middle."""
    pdf = pypdfium2.PdfDocument(data)
    try:
        pages = [
            pdf[at].render(scale=_DOTS_PER_POINT).to_pil()
            for at in range(min(len(pdf), _MOST_PAGES))
        ]
    finally:
        pdf.close()
    height = sum(page.height for page in pages) + _GAP * (len(pages) - 1)
    whole = Image.new("RGB", (max(page.width for page in pages), height), "#9aa3ad")
    top = 0
    for page in pages:
        whole.paste(page, (0, top))
        top += page.height + _GAP
    return whole.crop((0, 0, whole.width, whole.height // 2)) if torn else whole
