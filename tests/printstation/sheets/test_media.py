"""A poster larger than A4: printed where the printer has that paper, refused in words elsewhere."""

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from printstation.printers.sheet_cups import NO_A4, NO_SUCH_PAPER, OPTIONS, CupsSheets
from shared.errors import Refused
from shared.records import SheetJob
from shared.rules.common.office import Here
from shared.rules.paper import sheets
from tests.devices.print_room import Desk, PrintRoom
from tests.devices.signed_pdf import kk_pdf
from tests.kk import OPERATOR


class Cups:
    """A CUPS that notes what it is handed."""

    def __init__(self, *media: str) -> None:
        self._media = list(media)
        self.options: dict[str, str] = {}

    def call(self, work: Callable[[Any], Any], seconds: float = 1.0) -> Any:
        del seconds
        return work(self)

    def getPrinterAttributes(self, *_: object, **__: object) -> dict[str, list[str]]:
        return {"media-supported": self._media}

    def printFile(self, _queue: str, _file: str, _title: str, options: dict[str, str]) -> int:
        self.options = options
        return 7

    def getJobAttributes(self, *_: object, **__: object) -> dict[str, str]:
        return {"job-uuid": "urn:uuid:7"}


def printer(cups: Cups, data: Path) -> CupsSheets:
    """A printer behind that CUPS."""
    made = CupsSheets("KK", data)
    made._caller = cups  # type: ignore[assignment]
    return made


def asked(office: Here, media: str | None) -> SheetJob:
    """A paper of ours on its way to the printer."""
    content = kk_pdf(upright=True, mark=str(uuid4()))
    (office.settings.data / "poster.pdf").write_bytes(content)
    digest = hashlib.sha256(content).hexdigest()
    return sheets.ask_paper("poster.pdf", digest, 1, str(uuid4()), OPERATOR, media=media)


@pytest.mark.parametrize("media", [None, sheets.A3])
def test_the_size_that_was_asked_for_is_handed_over(tmp_path: Path, media: str | None) -> None:
    cups = Cups(OPTIONS["media"], sheets.A3)
    assert printer(cups, tmp_path).submit(tmp_path / "poster.pdf", "SPD-1", media).job == 7
    size = ("iso_a3_297x420mm", "A3") if media else ("iso_a4_210x297mm", "A4")
    assert (cups.options["media"], cups.options["PageSize"]) == size
    assert cups.options.keys() == OPTIONS.keys()


def test_a_printer_without_that_paper_refuses_before_anything_is_handed_over(
    tmp_path: Path,
) -> None:
    cups = Cups(OPTIONS["media"])
    with pytest.raises(Refused, match=r"Cetak yang A4\.") as refusal:
        printer(cups, tmp_path).submit(tmp_path / "poster.pdf", "SPD-1", sheets.A3)
    assert refusal.value.text == NO_SUCH_PAPER
    assert cups.options == {}


def test_a_queue_that_knows_no_a4_says_who_mends_it(tmp_path: Path) -> None:
    cups = Cups("na_letter_8.5x11in", sheets.A3)
    with pytest.raises(Refused, match=r"antrean printer add ALAMAT") as refusal:
        printer(cups, tmp_path).submit(tmp_path / "kk.pdf", "SPD-1")
    assert refusal.value.text == NO_A4
    assert printer(cups, tmp_path).submit(tmp_path / "poster.pdf", "SPD-2", sheets.A3).job == 7
    assert printer(Cups(), tmp_path).submit(tmp_path / "kk.pdf", "SPD-3").job == 7


def test_a_second_copy_is_of_the_same_size(office: Here) -> None:
    job = asked(office, sheets.A3)
    sheets.cancel(job.id, OPERATOR)
    again = sheets.reprint(job.id, "TINTA", None, str(uuid4()), OPERATOR)
    assert (again.reprint_of, again.media) == (job.id, sheets.A3)


@pytest.fixture
def room() -> Iterator[PrintRoom]:
    """A real CUPS with a real printer that has A4 alone."""
    with PrintRoom() as made:
        yield made


@pytest.mark.cups
@pytest.mark.timeout(180)
def test_a_real_printer_of_a4_says_so_and_prints_the_next_paper(
    office: Here, room: PrintRoom
) -> None:
    desk = Desk().start()
    try:
        large = desk.ended(asked(office, sheets.A3))
        assert (large.state, large.trouble) == (sheets.FAILED, NO_SUCH_PAPER)
        small = desk.ended(asked(office, None))
        assert small.state == sheets.PRINTED
    finally:
        desk.stop()
    assert len(room.printer.came_out()) == 1
