"""Several kinds of application together: properties of the union of their papers."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared import standard
from shared.errors import NotFound
from shared.standard.requirements import RequiredItem

OFFICE = standard.load(Path(standard.__file__).parent / "offices" / "jatiroto")
TODAY = date(2026, 11, 23)
CODES = [each.code for each in OFFICE.kinds_on(TODAY)]

kinds = st.lists(st.sampled_from(CODES), min_size=1, max_size=5)


def papers(chosen: list[str]) -> tuple[RequiredItem, ...]:
    return OFFICE.requirements(chosen, TODAY)


def codes(chosen: list[str], need: str = "W1KO") -> set[str]:
    return {each.item.code for each in papers(chosen) if each.need in need}


def replaced(chosen: list[str]) -> set[str]:
    needs = [need for kind in chosen for need in OFFICE.matrix.needs_of(kind, TODAY)]
    return {code for need in needs for code in need.replaces}


@given(kinds)
def test_no_paper_is_asked_twice(chosen: list[str]) -> None:
    found = [each.item.code for each in papers(chosen)]
    assert len(found) == len(set(found))


@given(kinds)
def test_saying_a_kind_twice_changes_nothing(chosen: list[str]) -> None:
    assert papers(chosen + chosen) == papers(chosen)


@given(kinds, st.randoms(use_true_random=False))
def test_the_order_of_kinds_does_not_matter(chosen: list[str], random: object) -> None:
    shuffled = list(chosen)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert papers(shuffled) == papers(chosen)


@given(kinds, kinds)
def test_together_they_ask_what_each_asks_alone(first: list[str], second: list[str]) -> None:
    gone = replaced(first + second)
    assert codes(first + second) == (codes(first) | codes(second)) - gone


@given(kinds, kinds)
def test_what_one_kind_requires_stays_required(first: list[str], second: list[str]) -> None:
    required = codes(first, "W") - replaced(second)
    assert required <= codes(first + second, "W")


@given(kinds, kinds)
def test_a_condition_never_turns_into_a_mere_if_any(first: list[str], second: list[str]) -> None:
    conditional = codes(first, "WK") - replaced(second)
    assert conditional <= codes(first + second, "WK")


@given(kinds, kinds)
def test_choices_are_kept_whole(first: list[str], second: list[str]) -> None:
    def members(chosen: list[str]) -> set[tuple[str, str]]:
        return {(group, each.item.code) for each in papers(chosen) for group in each.groups}

    together = members(first + second)
    assert {pair for pair in members(first) if pair[1] not in replaced(second)} <= together


@given(kinds)
def test_every_paper_names_its_source_and_the_kinds_that_ask(chosen: list[str]) -> None:
    for each in papers(chosen):
        assert each.clause or each.basis
        assert set(each.kinds) <= set(chosen)
        assert each.kinds


@given(kinds)
def test_required_papers_come_first(chosen: list[str]) -> None:
    needs = [each.need for each in papers(chosen)]
    assert needs == sorted(needs, key="W1KO".index)


def test_a_required_paper_has_no_condition_left() -> None:
    found = {each.item.code: each for each in papers(["BARU_PISAH", "UBAH_MATI", "UBAH_DATANG"])}
    assert found["KK_ASLI"].when == ""
    assert found["NIKAH"].when == "bila pisah karena menikah"
    assert found["KK_ASLI"].kinds == ("BARU_PISAH", "UBAH_DATANG", "UBAH_MATI")


def test_an_unknown_kind_is_refused_in_a_sentence() -> None:
    with pytest.raises(NotFound, match="Jenis permohonan KK_EMAS tidak ada") as refused:
        papers(["HILANG", "KK_EMAS"])
    assert refused.value.code == "unknown-kind"


def test_nothing_is_asked_before_the_standard_holds() -> None:
    assert OFFICE.kinds_on(date(2022, 12, 31)) == ()
    with pytest.raises(NotFound):
        OFFICE.requirements(["HILANG"], date(2022, 12, 31))
