"""The A4 printer without paper, through the same steps as a real one."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from printstation import paper_folder
from printstation.paper_folder import Control
from shared.rules.applications.view import by_id
from shared.rules.common.office import Here
from shared.rules.paper import sheets
from tests.devices.print_room import Desk, steps, until
from tests.devices.signed_pdf import kk_pdf


@pytest.fixture
def folder(office: Here) -> Path:
    return paper_folder.folder("", office.settings.data)


@pytest.fixture
def desk(office: Here) -> Iterator[Desk]:
    desk = Desk("virtual:").start()
    yield desk
    desk.stop()


def turn(folder: Path, **knobs: object) -> None:
    paper_folder.write_control(folder, replace(Control(), **knobs))


def test_a_kk_is_shown_in_the_tray_as_a_picture(desk: Desk, folder: Path) -> None:
    content = kk_pdf(mark="nyata")
    job = desk.ended(desk.print_kk(content))
    assert (job.state, job.evidence) == ("printed", "virtual")
    assert steps(job)[-4:] == ["held", "releasing", "printing", "printed"]
    assert by_id(job.application_id or 0).state == "printed"
    (slip,) = paper_folder.slips(folder, 5)
    assert job.token in slip.name
    assert not slip.torn
    assert (folder / f"{slip.name}.bin").read_bytes() == content
    with Image.open(folder / f"{slip.name}.png") as picture:
        assert picture.size == (slip.width, slip.height)
        assert picture.width > picture.height
        assert picture.convert("L").getextrema()[0] < 50


def test_pages_lie_below_each_other(desk: Desk, folder: Path) -> None:
    desk.ended(desk.print_paper(kk_pdf(pages=3)))
    (slip,) = paper_folder.slips(folder, 5)
    assert slip.height > 3 * 0.6 * slip.width


def test_without_paper_the_job_waits_and_goes_on(desk: Desk, folder: Path) -> None:
    turn(folder, paper="out")
    desk.hears("tray-empty")
    job = desk.print_kk()
    assert sheets.fresh(job).state == sheets.QUEUED
    turn(folder)
    assert desk.ended(job).state == "printed"


def test_paper_that_ends_in_mid_job_needs_a_person(desk: Desk, folder: Path) -> None:
    turn(folder, slow_seconds=1.0)
    job = desk.reaches(desk.print_kk(), sheets.PRINTING)
    turn(folder, slow_seconds=1.0, paper="out")
    job = desk.reaches(job, sheets.NEEDS_PERSON)
    assert "Isi baki" in (job.trouble or "")
    turn(folder)
    assert desk.ended(job).state == "printed"
    assert len(paper_folder.names(folder)) == 1


def test_a_printer_that_vanishes_in_mid_job_leaves_it_to_a_person(desk: Desk, folder: Path) -> None:
    turn(folder, vanish_next=True)
    begun = (sheets.NEEDS_PERSON, sheets.PRINTING, sheets.UNCERTAIN)
    job = desk.reaches(desk.print_kk(), *begun)
    desk.hears("unreachable")
    turn(folder)
    job = desk.ended(job)
    assert job.state == "uncertain"
    (slip,) = paper_folder.slips(folder, 5)
    assert slip.torn


def test_a_cancelled_job_does_not_come_out(desk: Desk, folder: Path) -> None:
    turn(folder, slow_seconds=30.0)
    job = desk.reaches(desk.print_kk(), sheets.PRINTING)
    desk.cancel(job)
    assert desk.ended(job).state == "cancelled"
    turn(folder)
    assert desk.ended(desk.print_kk()).state == "printed"
    assert len(paper_folder.names(folder)) == 1


def test_a_station_that_stops_in_mid_job_leaves_it_to_a_person(desk: Desk, folder: Path) -> None:
    turn(folder, slow_seconds=30.0)
    job = desk.reaches(desk.print_kk(), sheets.PRINTING)
    desk.stop()
    turn(folder)
    desk.start()
    assert desk.ended(job).state == "uncertain"
    until(lambda: paper_folder.names(folder) == [], 1, lambda: "no paper")
