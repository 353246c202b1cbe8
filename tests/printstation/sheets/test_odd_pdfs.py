"""What comes out of a real CUPS is what was signed, whatever its boxes or the queue's defaults."""

import io
from collections.abc import Iterator
from dataclasses import replace

import pikepdf
import pytest

from deploy.doctor import paper
from printstation.printers import sheet_queue
from shared.config import Settings
from shared.rules.applications import kk_documents
from shared.rules.common.office import Here
from shared.rules.paper import sheets
from tests.devices.print_room import ADDRESS, GOOD, QUEUE, Desk, PrintRoom, same_page
from tests.devices.signed_pdf import kk_pdf
from tests.shared.documents import hostile

pytestmark = [pytest.mark.cups, pytest.mark.timeout(180)]

# Each of these changed the page, or which pages came out, when nothing was said of it.
DEFAULTS = {
    "number-up": "2",
    "page-ranges": "1-1",
    "page-set": "even",
    "page-border": "double",
    "page-label": "RAHASIA",
    "mirror": "true",
    "outputorder": "reverse",
    "pdfAutoRotate": "false",
    "nopdfAutorotate": "true",
    "fit-to-page": "true",
    "print-scaling": "fill",
    "sides": "two-sided-long-edge",
    "orientation-requested": "4",
    "copies": "2",
    "media": "iso_a5_148x210mm",
    "PageSize": "A5",
    "booklet": "true",
    "job-sheets": "standard",
}
# Not A4 to the dot, or moved by a fraction of one: dots cannot be compared.
ODD = [name for name in hostile.HARMLESS if name not in ("a-millimetre-off", "upright")]


@pytest.fixture(scope="module")
def whole_room() -> Iterator[PrintRoom]:
    """A real CUPS with a real printer."""
    with PrintRoom() as made:
        yield made


@pytest.fixture
def room(whole_room: PrintRoom) -> PrintRoom:
    """The same, with empty trays."""
    whole_room.tidy()
    return whole_room


@pytest.fixture
def desk(office: Here, room: PrintRoom) -> Iterator[Desk]:
    """The operator's desk, its station at work."""
    made = Desk().start()
    yield made
    made.stop()


@pytest.mark.parametrize("name", ODD)
def test_odd_boxes_come_out_as_they_are_shown(desk: Desk, room: PrintRoom, name: str) -> None:
    pdf = hostile.HARMLESS[name]
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        pages = len(opened.pages)
    job = desk.ended(desk.print_kk(pdf, replace(GOOD, pages=pages)))
    assert job.state == sheets.PRINTED, job.trouble
    (paper,) = room.printer.came_out()
    assert same_page(paper.read_bytes(), pdf)


@pytest.mark.parametrize("size", [50_000, 2**20, kk_documents.LARGEST - 20_000])
def test_a_kk_of_any_size_comes_out_as_it_is_shown(desk: Desk, room: PrintRoom, size: int) -> None:
    pdf = hostile.heavy(size)
    job = desk.ended(desk.print_kk(pdf))
    assert job.state == sheets.PRINTED, job.trouble
    (paper,) = room.printer.came_out()
    assert same_page(paper.read_bytes(), pdf)


@pytest.mark.parametrize("option", DEFAULTS)
def test_a_queue_s_default_changes_no_page(desk: Desk, room: PrintRoom, option: str) -> None:
    connection = room.cups.connect()
    connection.addPrinterOptionDefault(QUEUE, option, DEFAULTS[option])
    try:
        pdf = kk_pdf(pages=2)
        job = desk.ended(desk.print_kk(pdf, replace(GOOD, pages=2)))
        assert job.state == sheets.PRINTED, job.trouble
        (paper,) = room.printer.came_out()
        assert same_page(paper.read_bytes(), pdf)
    finally:
        connection.deletePrinterOptionDefault(QUEUE, option)


def test_the_doctor_tells_what_the_queue_does_by_itself(room: PrintRoom) -> None:
    connection = room.cups.connect()
    before = sheet_queue.defaults(QUEUE)
    connection.addPrinterOptionDefault(QUEUE, "number-up", "2")
    try:
        assert sheet_queue.defaults(QUEUE) == {**before, "number-up": "2"}
        (told,) = paper.queues(Settings(printers_sheet=ADDRESS))
        assert "number-up=2" in told.said
    finally:
        connection.deletePrinterOptionDefault(QUEUE, "number-up")


def test_fewer_pages_than_the_pdf_has_are_never_called_printed(desk: Desk, room: PrintRoom) -> None:
    job = desk.ended(desk.print_kk(kk_pdf(pages=2), replace(GOOD, pages=3)))
    assert job.state == sheets.UNCERTAIN
    assert "2 halaman keluar, padahal isinya 3" in (job.trouble or "")
