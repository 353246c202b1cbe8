"""Which application, which papers: three touches to a number, and the list to take home."""

import re

import pytest

from shared import clock
from shared.records import SlipJob
from shared.rules.common.office import here
from shared.rules.paper import printers


def page(citizen, address):
    answer = citizen.get(address)
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def links(shown):
    return re.findall(r'<a class="(?:group|choice)" href="([^"]+)"', shown)


def kinds():
    return here().standard.kinds_on(clock.service_day())


def test_every_kind_is_three_touches_from_its_number(citizen, sari):
    found = set()
    for group in [one for one in links(page(citizen, "/kios")) if "/syarat/" in one]:
        for kind in links(page(citizen, group)):
            shown = page(citizen, kind)
            found |= set(re.findall(r'name="kind" value="(\w+)"', shown))
    assert found == {kind.code for kind in kinds()}


def test_no_page_asks_between_more_than_eight_answers(citizen):
    for group in here().standard.kind_groups_on(clock.service_day()):
        assert len(links(page(citizen, f"/kios/syarat/KK/{group.code.lower()}"))) <= 8


def test_somebody_who_knows_can_take_the_number_from_every_page(citizen):
    for address in ("/kios/syarat/KK", "/kios/syarat/KK/ubah", "/kios/syarat/KK/jenis/hilang"):
        assert 'name="service" value="KK"' in page(citizen, address)


@pytest.mark.clause("2.1")
@pytest.mark.clause("2.2")
@pytest.mark.clause("2.3")
@pytest.mark.clause("2.4")
@pytest.mark.clause("2.5")
def test_every_kind_lists_all_its_papers_and_where_to_get_them(citizen):
    for kind in kinds():
        shown = page(citizen, f"/kios/syarat/KK/jenis/{kind.code.lower()}")
        for need in here().standard.requirements([kind.code], clock.service_day()):
            assert need.item.title in shown
            assert need.item.where in shown


@pytest.mark.clause("2.2")
def test_a_lost_card_asks_for_the_police_letter_and_not_for_the_card(citizen):
    shown = page(citizen, "/kios/syarat/KK/jenis/hilang")
    assert "Surat kehilangan dari polisi" in shown
    assert "KK asli" not in shown


def test_what_decides_is_told_before_the_papers_and_the_number(citizen):
    shown = page(citizen, "/kios/syarat/KK/jenis/baru_oa")
    assert shown.index("Diselesaikan di Dinas Dukcapil") < shown.index('type="checkbox"')


def test_papers_outside_the_standard_are_marked_with_what_they_rest_on(citizen):
    shown = page(citizen, "/kios/syarat/KK/jenis/ubah_lahir")
    assert "di luar standar" in shown
    assert "Permendagri 109/2019" in shown


def test_a_choice_of_papers_stands_under_its_own_heading(citizen):
    shown = page(citizen, "/kios/syarat/KK/jenis/ubah_lahir")
    assert "Surat kelahiran, salah satu" in shown


def test_printing_the_list_asks_for_one_slip(citizen):
    printed = citizen.post("/kios/daftar", data={"service": "KK", "kind": "UBAH_LAHIR"})
    assert "Daftar dicetak" in page(citizen, printed.location)
    job = SlipJob.get()
    assert job.kind == "checklist"
    assert "KK asli" in [item["text"] for item in job.payload["items"]]


def test_an_office_without_ticket_printer_offers_no_print_of_the_list(citizen, monkeypatch):
    monkeypatch.setattr("shared.rules.paper.slips.has_printer", lambda: False)
    shown = page(citizen, "/kios/syarat/KK/jenis/hilang")
    assert "Cetak daftar" not in shown
    assert "Foto layar ini untuk dibawa." in shown


def test_without_paper_the_list_is_to_be_photographed(citizen):
    printers.report("station-1", "ticket", [printers.PAPER_OUT])
    printed = citizen.post("/kios/daftar", data={"service": "KK", "kind": "UBAH_LAHIR"})
    assert "Foto layar ini" in page(citizen, printed.location)


@pytest.mark.parametrize(
    "address",
    [
        "/kios/syarat/TIDAK",
        "/kios/syarat/KK/tidak",
        "/kios/syarat/KK/jenis/tidak",
        "/kios/standar/99",
        "/kios/standar/..%2f",
        "/kios/belum-buka/TIDAK",
    ],
)
def test_an_address_that_is_not_there_says_so(citizen, address):
    answer = citizen.get(address)
    assert answer.status_code == 404
