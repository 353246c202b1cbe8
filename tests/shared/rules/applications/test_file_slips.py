"""Receipts and return notes as slips: when, once a press, and forgotten when their time is over."""

import pytest

from printstation import layouts
from shared import clock
from shared.errors import Refused
from shared.records import SlipJob
from shared.rules.admin import people
from shared.rules.applications import decisions, file_slips
from shared.rules.common import staff
from shared.rules.common.office import Here
from shared.rules.paper import slips
from tests.kk import COUNTER, KASI, accepted, register, touch
from tests.office import Later, having

PAPERS = (file_slips.RECEIPT, file_slips.RETURN_NOTE)


@pytest.fixture(autouse=True)
def _sari(office: Here) -> None:
    people.add("sari", "Sari Percobaan", [staff.COUNTER], "rahasia-latihan")


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


@pytest.mark.parametrize("kind", PAPERS)
def test_what_a_slip_of_a_file_says_does_not_stay_in_the_database(later: Later, kind: str) -> None:
    file = accepted()
    decisions.give_back(file.id, "TIDAK_VALID", KASI, "nama ibu")
    job = file_slips.ask(kind, file.id, touch(), "4821")
    claimed = slips.claim_next("station-1", "ticket")
    assert claimed is not None
    slips.store_bytes(claimed, b"4821")
    slips.mark_sending(claimed)
    slips.mark_printed(claimed, "status")
    assert slips.purge() == 0
    later(seconds=slips.KEPT_SECONDS + 60)
    assert slips.purge() == 1
    row = SlipJob.get_by_id(job)
    assert (row.payload, row.data, row.state) == ({}, None, slips.PRINTED)
    assert slips.purge() == 0


def test_the_papers_to_bring_for_one_kind_and_for_two(office: Here) -> None:
    one = file_slips.checklist(["UBAH_LAHIR"], "A-012")
    two = file_slips.checklist(["UBAH_LAHIR", "UBAH_KAWIN"], None)
    titles = {code: office.standard.kind(code).title for code in ("UBAH_LAHIR", "UBAH_KAWIN")}
    assert (one.title, one.number, one.day) == (
        *(titles["UBAH_LAHIR"], "A-012"),
        "Senin, 23 November 2026",
    )
    assert one.time.endswith(" WIB")
    assert two.title.count("; ") == 1
    assert set(two.title.split("; ")) == set(titles.values())
    needs = office.standard.requirements(["UBAH_LAHIR"], clock.service_day())
    assert [item.text for item in one.items] == [need.item.title for need in needs]
    for item, need in zip(one.items, needs, strict=True):
        bring = office.standard.bring_as(need.item.bring).title
        groups = [office.standard.item_group(code).title for code in need.groups]
        assert item.note.split("; ")[0] == bring
        assert all((title in item.note) is (need.need == "1") for title in groups)
        assert item.note.endswith("bila ada") is (need.need == "O")
        assert "; ;" not in item.note
        assert (need.when in item.note, need.note in item.note) == (True, True)


def test_without_a_printer_nobody_waits_for_the_papers_to_bring(
    monkeypatch: pytest.MonkeyPatch, rung: list[str]
) -> None:
    job = file_slips.ask_for_checklist(["UBAH_LAHIR"], number="A-012")
    assert SlipJob.get().id == job
    assert rung == ["paper"]
    having(monkeypatch, printers_ticket="none")
    assert file_slips.ask_for_checklist(["UBAH_LAHIR"]) is None
    assert SlipJob.select().count() == 1


def test_one_press_for_two_papers_gives_two_slips() -> None:
    file, press = register(), touch()
    decisions.give_back(file.id, "TIDAK_LENGKAP", COUNTER)
    jobs = [file_slips.ask(kind, file.id, press) for kind in (*PAPERS, *PAPERS)]
    assert jobs[:2] == jobs[2:]
    assert jobs[0] != jobs[1]
    assert not file_slips.wanted("referral")


def test_the_station_is_told_of_a_slip_that_was_asked_for(rung: list[str]) -> None:
    file = register()
    rung.clear()
    file_slips.ask(file_slips.RECEIPT, file.id, touch())
    assert rung == ["paper"]


def test_a_paper_to_bring_says_when_it_is_needed_and_where_it_is_had(office: Here) -> None:
    told = {
        one.text: (one.note, one.where)
        for one in file_slips.checklist(["BARU_PINDAH_DATANG", "UBAH_ADOPSI"], None).items
    }
    needs = office.standard.requirements(["BARU_PINDAH_DATANG", "UBAH_ADOPSI"], clock.service_day())
    assert len(told) == len(needs)
    for need in needs:
        parts = [office.standard.bring_as(need.item.bring).title]
        parts += [office.standard.item_group(one).title for one in need.groups if need.need == "1"]
        parts += [part for part in (need.when, need.note) if part]
        parts += ["bila ada"] if need.need == "O" else []
        assert told[need.item.title] == ("; ".join(parts), need.item.where)
    assert {need.need for need in needs} == {"W", "1", "K", "O"}
