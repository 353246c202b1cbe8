"""An office with two A4 printers, each with a CUPS queue: a job goes to the other one by hand."""

from collections.abc import Iterator

import pytest

from deploy.benchmarks.office_printer import OfficePrinter
from printstation.printers import sheet_queue
from shared.rules.applications import kk_documents
from shared.rules.common.office import Here
from shared.rules.paper import sheets
from tests.devices.print_room import Desk, PrintRoom, reasons, same_page, until
from tests.kk import OPERATOR

SECOND = "KK-2"
pytestmark = [pytest.mark.cups, pytest.mark.timeout(180)]


@pytest.fixture
def desk(office: Here, room: PrintRoom) -> Iterator[Desk]:
    desk = Desk().start()
    yield desk
    desk.stop()


@pytest.fixture
def second(room: PrintRoom) -> Iterator[OfficePrinter]:
    """Another A4 printer with a queue of its own."""
    with OfficePrinter() as printer:
        sheet_queue.set_up(SECOND, printer.uri)
        yield printer
        room.cups.connect().deletePrinter(SECOND)


@pytest.fixture
def second_desk(office: Here, second: OfficePrinter) -> Iterator[Desk]:
    """The thread of the office's second A4 printer."""
    desk = Desk(f"cups:{SECOND}", "sheet-2").start()
    yield desk
    desk.stop()


def test_a_waiting_job_moves_to_another_printer(
    room: PrintRoom, desk: Desk, second: OfficePrinter, second_desk: Desk
) -> None:
    room.printer.fault("media-empty")
    first = desk.reaches(desk.print_kk(), sheets.NEEDS_PERSON)
    moved = desk.print_kk()
    sheets.move_to(moved.id, "sheet-2", OPERATOR)
    moved = second_desk.ended(moved)
    assert (moved.state, moved.queue, moved.evidence) == ("printed", SECOND, "printer")
    (paper,) = second.came_out()
    document = kk_documents.of_application(moved.application_id or 0)
    assert paper.name.startswith(moved.token)
    assert same_page(kk_documents.content(document), paper.read_bytes())
    assert room.printer.came_out() == []
    room.printer.fault("ok")
    assert desk.ended(first).state == "printed"
    assert room.printer.came_out() == room.printer.came_out(first.token) != []
    assert len(second.came_out()) == 1


def test_a_job_moved_to_a_printer_that_is_off_waits_there_and_may_come_back(
    room: PrintRoom, desk: Desk, second: OfficePrinter, second_desk: Desk
) -> None:
    room.printer.fault("media-empty")
    first = desk.reaches(desk.print_kk(), sheets.NEEDS_PERSON)
    second.switch_off()
    until(lambda: "unreachable" in reasons("sheet-2"), 30, lambda: str(reasons("sheet-2")))
    moved = desk.print_kk()
    sheets.move_to(moved.id, "sheet-2", OPERATOR)
    assert sheets.fresh(moved).state == sheets.QUEUED
    sheets.move_to(moved.id, "sheet", OPERATOR)
    room.printer.fault("ok")
    assert desk.ended(first).state == "printed"
    assert desk.ended(moved).state == "printed"
    assert len(room.printer.came_out(moved.token)) == 1
    assert second.came_out() == []
