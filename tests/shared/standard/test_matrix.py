"""Which papers each kind of application asks for, row by row."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from shared import standard
from shared.standard.items import Choices

OFFICE = standard.load(Path(standard.__file__).parent / "offices" / "jatiroto")
TODAY = date(2026, 11, 23)
EVERYTHING = Choices(switched_off=tuple(each.code for each in OFFICE.matrix.items))
BARE = replace(OFFICE, matrix=replace(OFFICE.matrix, choices=EVERYTHING))

# What the standard alone asks: W required, K on a condition, 1 one of a group, O if there is.
ASKED_BY_THE_STANDARD = {
    "BARU_NIKAH": "KK_ASLI:W:2.1 NIKAH:W:2.3",
    "BARU_GANTI_KEPALA": "KK_ASLI:W:2.1 AKTA_MATI:1:2.5 PENDUKUNG:1:2.5",
    "BARU_PISAH": "KK_ASLI:W:2.1 NIKAH:K:2.3 CERAI:K:2.3",
    "BARU_PINDAH_DATANG": "SKP:W:2.5 KK_ASLI:K:2.1",
    "BARU_DARI_LN": "SKPLN:W:2.5",
    "BARU_RENTAN": "SPTI:W:2.5",
    "BARU_OA": "",
    "UBAH_LAHIR": "KK_ASLI:W:2.1 AKTA_LAHIR:1:2.4 SK_LAHIR_MEDIS:1:2.4 SK_LAHIR_DESA:1:2.4",
    "UBAH_ADOPSI": "KK_ASLI:W:2.1 AKTA_LAHIR:W:2.4 AKTA_ANGKAT:O:2.4 SURAT_ADOPSI:O:2.4",
    "UBAH_DATANG": "KK_ASLI:W:2.1 SKP:K:2.5",
    "UBAH_MATI": "KK_ASLI:W:2.1 AKTA_MATI:W:2.5",
    "UBAH_PINDAH": "KK_ASLI:W:2.1",
    "UBAH_KAWIN": "KK_ASLI:W:2.1 NIKAH:W:2.3",
    "UBAH_CERAI": "KK_ASLI:W:2.1 CERAI:W:2.3",
    "UBAH_ELEMEN": "KK_ASLI:W:2.1 PENDUKUNG:W:2.5",
    "HILANG": "SURAT_HILANG:W:2.2",
    "RUSAK": "KK_RUSAK:W:2.1",
}
# What national rules add. Everybody may also send a proxy: F107 on a condition.
ADDED_BY_NATIONAL_RULES = {
    "BARU_NIKAH": "F102:W F105:1 SKP:K",
    "BARU_GANTI_KEPALA": "F102:W WALI:K",
    "BARU_PISAH": "F102:W",
    "BARU_PINDAH_DATANG": "F102:W F103:1 TIDAK_KEBERATAN:K",
    "BARU_DARI_LN": "F102:W F101:K",
    "BARU_RENTAN": "F102:W F104:W",
    "BARU_OA": "F102:W KITAP:W",
    "UBAH_LAHIR": "F102:W F101:W",
    "UBAH_ADOPSI": "F102:W PENETAPAN:W",
    "UBAH_DATANG": "F102:W F103:K TIDAK_KEBERATAN:W BERSEDIA_MENERIMA:K KUASA_ASUH:K",
    "UBAH_MATI": "F102:W",
    "UBAH_PINDAH": "F103:W",
    "UBAH_KAWIN": "F102:W F105:1",
    "UBAH_CERAI": "F102:W F105:1",
    "UBAH_ELEMEN": "F102:W F106:W",
    "HILANG": "F102:W KTP_EL:W",
    "RUSAK": "F102:W KTP_EL:W",
}
F102_BOXES = {
    "BARU_NIKAH": "A1",
    "BARU_GANTI_KEPALA": "A2",
    "BARU_PISAH": "A3",
    "BARU_PINDAH_DATANG": "A4",
    "BARU_DARI_LN": "A5",
    "BARU_RENTAN": "A6",
    "BARU_OA": "",
    "UBAH_LAHIR": "B2",
    "UBAH_ADOPSI": "B2",
    "UBAH_DATANG": "B1",
    "UBAH_MATI": "B2",
    "UBAH_PINDAH": "B1",
    "UBAH_KAWIN": "B2",
    "UBAH_CERAI": "B2",
    "UBAH_ELEMEN": "B3",
    "HILANG": "C1",
    "RUSAK": "C2",
}

pytestmark = [pytest.mark.clause(number) for number in ("2.1", "2.2", "2.3", "2.4", "2.5")]


def test_there_are_seventeen_kinds_in_three_groups_that_fit_a_touchscreen() -> None:
    kinds = OFFICE.kinds_on(TODAY)
    assert {each.code: each.f102 for each in kinds} == F102_BOXES
    for group in OFFICE.kind_groups_on(TODAY):
        assert 2 <= len(OFFICE.kinds_on(TODAY, group.code)) <= 8
    assert len(OFFICE.kind_groups_on(TODAY)) == 3


@pytest.mark.parametrize("kind", ASKED_BY_THE_STANDARD)
def test_the_standard_alone_asks_for_exactly_these_papers(kind: str) -> None:
    found = {
        f"{each.item.code}:{each.need}:{each.clause}" for each in BARE.requirements([kind], TODAY)
    }
    assert found == set(ASKED_BY_THE_STANDARD[kind].split())


@pytest.mark.parametrize("kind", ADDED_BY_NATIONAL_RULES)
def test_national_rules_add_exactly_these_marked_as_outside_the_standard(kind: str) -> None:
    outside = [each for each in OFFICE.requirements([kind], TODAY) if each.outside_standard]
    added = {f"{each.item.code}:{each.need}" for each in outside}
    assert added == {*ADDED_BY_NATIONAL_RULES[kind].split(), "F107:K"}
    assert all(each.basis for each in outside)


@pytest.mark.parametrize("kind", ASKED_BY_THE_STANDARD)
def test_with_national_rules_nothing_of_the_standard_is_lost(kind: str) -> None:
    inside = {
        each.item.code for each in OFFICE.requirements([kind], TODAY) if not each.outside_standard
    }
    assert inside == {each.split(":")[0] for each in ASKED_BY_THE_STANDARD[kind].split()}


def test_one_line_switches_a_national_paper_off() -> None:
    choices = Choices(switched_off=("KTP_EL", "UBAH_KAWIN.F105"))
    office = replace(OFFICE, matrix=replace(OFFICE.matrix, choices=choices))
    asked = {each.item.code for each in office.requirements(["HILANG"], TODAY)}
    assert asked == {"SURAT_HILANG", "F102", "F107"}
    married = {each.item.code: each.need for each in office.requirements(["UBAH_KAWIN"], TODAY)}
    assert married["NIKAH"] == "W"
    assert "F105" not in married
    assert "F105" in {each.item.code for each in office.requirements(["BARU_NIKAH"], TODAY)}


def test_a_newborn_needs_one_of_three_birth_papers() -> None:
    found = OFFICE.requirements(["UBAH_LAHIR"], TODAY)
    choice = [each.item.code for each in found if each.groups == ("LAHIR",)]
    assert choice == ["AKTA_LAHIR", "SK_LAHIR_MEDIS", "SK_LAHIR_DESA"]
    assert OFFICE.item_group("LAHIR").min_met == 1


def test_an_office_that_reads_the_standard_literally_asks_all_three() -> None:
    groups = tuple(
        replace(each, min_met=3) if each.code == "LAHIR" else each for each in OFFICE.matrix.groups
    )
    office = replace(OFFICE, matrix=replace(OFFICE.matrix, groups=groups))
    found = {each.item.code: each for each in office.requirements(["UBAH_LAHIR"], TODAY)}
    for code in ("AKTA_LAHIR", "SK_LAHIR_MEDIS", "SK_LAHIR_DESA"):
        assert (found[code].need, found[code].groups) == ("W", ())


def test_papers_that_are_brought_if_there_are_any_never_block() -> None:
    assert not OFFICE.item_group("ADOPSI").blocking


def test_who_lost_the_card_is_not_asked_for_it() -> None:
    asked = {each.item.code for each in OFFICE.requirements(["HILANG", "UBAH_LAHIR"], TODAY)}
    assert "KK_ASLI" not in asked
    assert {"SURAT_HILANG", "AKTA_LAHIR"} <= asked


def test_every_paper_says_where_to_get_it_in_both_languages() -> None:
    for item in OFFICE.matrix.items:
        assert item.where
        assert item.where_en
        assert OFFICE.bring_as(item.bring).title_en


def test_every_condition_starts_with_bila() -> None:
    for row in OFFICE.matrix.needs.values():
        assert all(need.when.startswith("bila ") for need in row if need.when)


def test_every_paper_is_asked_for_somewhere() -> None:
    asked = {need.item for row in OFFICE.matrix.needs.values() for need in row}
    assert asked == {each.code for each in OFFICE.matrix.items}
