"""The whole print station with its A4 printers: none, one, two; and what a person does then."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest

from printstation import __main__ as station
from printstation import paper_folder
from shared.config import Settings
from shared.errors import Refused
from shared.rules.applications.view import by_id
from shared.rules.paper import power, printers, sheets
from tests.devices.print_room import Desk
from tests.devices.upsd import Upsd
from tests.kk import OPERATOR
from tests.office import opened
from tests.running import until


@contextmanager
def at_work(settings: Settings, addresses: str) -> Iterator[tuple[Settings, Desk]]:
    """An office whose station runs in a thread, and an operator there."""
    chosen = replace(settings, printers_ticket="none", printers_sheet=addresses)
    stop = threading.Event()
    with opened(chosen):
        thread = threading.Thread(target=_run, args=(chosen, stop))
        thread.start()
        try:
            yield chosen, Desk()
        finally:
            stop.set()
            thread.join(20)
            assert not thread.is_alive()


def _run(settings: Settings, stop: threading.Event) -> None:
    # The station opens and closes an office of its own, which in this process is ours.
    keep = station.office.close_office
    station.office.close_office = lambda: None  # type: ignore[assignment]
    try:
        station.run(settings, stop)
    finally:
        station.office.close_office = keep
        station.office.db.close_database()


def test_without_a_printer_the_paper_waits_and_says_what_to_do(
    settings: Settings,
) -> None:
    with at_work(settings, "none") as (_, desk):
        job = desk.print_kk()
        assert (job.state, job.trouble) == (sheets.QUEUED, sheets.NO_PRINTER)
        assert printers.printers() == []
        assert sheets.content(job).startswith(b"%PDF")
        done = sheets.printed_elsewhere(job.id, OPERATOR)
        assert (done.state, done.evidence, done.sheets_used) == ("printed", "person", 1)
        assert by_id(job.application_id or 0).state == "printed"


def test_an_office_with_a_printer_does_not_print_elsewhere(settings: Settings) -> None:
    with opened(settings):
        job = Desk().print_kk()
        with pytest.raises(Refused):
            sheets.printed_elsewhere(job.id, OPERATOR)


def test_a_ring_is_enough_to_print(settings: Settings) -> None:
    with at_work(settings, "virtual:") as (_, desk):
        assert desk.ended(desk.print_kk()).state == "printed"


def test_a_job_moves_from_a_dead_printer_to_the_other_one(settings: Settings) -> None:
    with at_work(settings, "virtual:,virtual:lain") as (chosen, desk):
        dead = paper_folder.folder("", chosen.data)
        paper_folder.write_control(dead, paper_folder.Control(paper="out"))
        desk.hears("tray-empty")
        job = desk.print_kk()
        assert sheets.fresh(job).state == sheets.QUEUED
        sheets.move_to(job.id, "sheet-2", OPERATOR)
        assert desk.ended(job).state == "printed"
        assert len(paper_folder.names(paper_folder.folder("lain", chosen.data))) == 1
        assert paper_folder.names(dead) == []


def test_on_the_last_minutes_of_the_battery_no_new_sheet_is_begun(settings, monkeypatch) -> None:
    monkeypatch.setattr(power, "_LOOK_SECONDS", 0.0)
    with Upsd() as ups, at_work(replace(settings, power_nut=ups.address), "virtual:") as (_, desk):
        ups.on_battery(120)
        until(lambda: _reasons() == ("battery-low",), 20, "the station knows")
        job = desk.print_kk()
        [printer] = printers.printers()
        assert not printer.ok
        assert "Lembar baru ditahan" in printer.sentences[-1]
        assert sheets.by_ids([job.id])[job.id].state == sheets.QUEUED
        ups.plug = {"ups.status": "OL"}
        assert desk.ended(job).state == "printed"
        until(lambda: _reasons() == (), 20, "the printer is well again")


def _reasons() -> tuple[str, ...] | None:
    return next((one.reasons for one in printers.printers()), None)
