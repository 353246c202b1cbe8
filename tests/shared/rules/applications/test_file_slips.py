"""Receipts and return notes as slips: when, once a press, and forgotten when their time is over."""

import dataclasses

import pytest

from printstation import layouts
from shared.errors import Refused
from shared.records import SlipJob
from shared.rules.admin import people
from shared.rules.applications import decisions, file_slips
from shared.rules.common import office as offices
from shared.rules.common import staff
from shared.rules.common.office import Here
from shared.rules.paper import own_papers, slips
from tests.kk import COUNTER, accepted, register, touch
from tests.office import Later

PAPERS = (file_slips.RECEIPT, file_slips.RETURN_NOTE)


@pytest.fixture(autouse=True)
def _sari(office: Here) -> None:
    people.add("sari", "Sari Percobaan", [staff.COUNTER], "rahasia-latihan")


def having(monkeypatch: pytest.MonkeyPatch, **settings: str) -> None:
    """The office with other settings."""
    now = offices.here()
    changed = dataclasses.replace(now.settings, **settings)  # type: ignore[arg-type]
    monkeypatch.setattr(offices, "_here", dataclasses.replace(now, settings=changed))


@pytest.mark.parametrize(
    ("receipts", "ticket", "sheet", "chosen"),
    [
        ("sheet", "virtual:", "virtual:", False),
        ("slip", "virtual:", "virtual:", True),
        ("slip", "none", "virtual:", False),
        ("sheet", "virtual:", "none", True),
        ("sheet", "none", "none", False),
    ],
)
def test_the_setting_and_the_printers_choose_the_paper(
    monkeypatch: pytest.MonkeyPatch, receipts: str, ticket: str, sheet: str, chosen: bool
) -> None:
    having(monkeypatch, receipts=receipts, printers_ticket=ticket, printers_sheet=sheet)
    assert [file_slips.wanted(kind) for kind in PAPERS] == [chosen, chosen]
    assert not file_slips.wanted("hand-over")


def test_one_press_is_one_slip_and_the_station_can_print_it() -> None:
    file, press = accepted(), touch()
    job = file_slips.ask(file_slips.RECEIPT, file.id, press, "4821")
    assert file_slips.ask(file_slips.RECEIPT, file.id, press, "4821") == job
    assert file_slips.ask(file_slips.RECEIPT, file.id, touch()) != job
    claimed = slips.claim_next("station-1", "ticket")
    assert claimed is not None
    assert claimed.id == job
    assert b"4821" in layouts.compose(slips.says(claimed), 58)


def test_a_return_note_only_while_the_file_is_returned() -> None:
    file = register()
    with pytest.raises(Refused):
        file_slips.ask(file_slips.RETURN_NOTE, file.id, touch())
    assert SlipJob.select().count() == 0
    decisions.give_back(file.id, "TIDAK_LENGKAP", COUNTER)
    file_slips.ask(file_slips.RETURN_NOTE, file.id, touch())
    claimed = slips.claim_next("station-1", "ticket")
    assert claimed is not None
    assert b"PENGEMBALIAN" in layouts.compose(slips.says(claimed), 80)


def test_the_code_does_not_stay_in_the_database(later: Later) -> None:
    job = file_slips.ask(file_slips.RECEIPT, accepted().id, touch(), "4821")
    claimed = slips.claim_next("station-1", "ticket")
    assert claimed is not None
    slips.store_bytes(claimed, b"4821")
    slips.mark_sending(claimed)
    slips.mark_printed(claimed, "status")
    assert slips.purge() == 0
    later(seconds=own_papers.KEPT_SECONDS + 60)
    assert slips.purge() == 1
    row = SlipJob.get_by_id(job)
    assert (row.payload, row.data, row.state) == ({}, None, slips.PRINTED)
    assert slips.purge() == 0
