"""Guessing is slowed down by number, however it is spelled, and by whoever asks."""

from datetime import timedelta

import pytest

from shared import clock
from shared.errors import TooMany
from shared.rules.common import tries

pytestmark = pytest.mark.usefixtures("office")


@pytest.mark.parametrize(
    "spellings",
    [
        ("KK-2026-000123", "kk 2026 123", "KK-2026-0123", "kk  2026  00123", "Kk-02026-123"),
        ("P-2026-0007", "p 2026 7", "P-2026-07", "P - 2026 - 0007", "p-2026-000007"),
    ],
)
def test_five_misses_are_five_in_every_spelling(spellings: tuple[str, ...]) -> None:
    for place, text in enumerate(spellings):
        tries.at_code(text, f"10.0.1.{place}")
    assert all(map(is_slowed_down, spellings))


def test_another_number_is_another_number() -> None:
    for place in range(5):
        tries.at_code("KK-2026-000100", f"10.0.1.{place}")
    like_it = ("KK-2026-000010", "KK-2026-001000", "P-2026-0100", "KK-2025-000100")
    assert is_slowed_down("KK-2026-000100")
    assert [text for text in like_it if is_slowed_down(text)] == []


def is_slowed_down(text: str) -> bool:
    """Whether somebody new who asks for this number must wait."""
    try:
        tries.right(tries.at_code(text, "10.0.2.1"))
    except TooMany:
        return True
    return False


@pytest.mark.parametrize(
    ("after", "slow"),
    [({"minutes": 15}, True), ({"minutes": 15, "seconds": 1}, False), ({"minutes": -1}, False)],
)
def test_misses_of_the_last_quarter_of_an_hour_count(
    office: object, monkeypatch: pytest.MonkeyPatch, after: dict[str, float], slow: bool
) -> None:
    moment = clock.now().replace(microsecond=0)
    monkeypatch.setattr(clock, "now", lambda: moment)
    for place in range(5):
        tries.at_code("KK-2026-000100", f"10.0.1.{place}")
    monkeypatch.setattr(clock, "now", lambda: moment + timedelta(**after))
    assert is_slowed_down("KK-2026-000100") is slow


def test_four_misses_of_a_number_and_twenty_nine_of_an_asker_are_not_yet_too_many() -> None:
    for place in range(4):
        tries.at_code("KK-2026-000100", f"10.0.1.{place}")
    assert not is_slowed_down("KK-2026-000100")
    for number in range(29):
        tries.at_code(f"KK-2026-{number + 200}", "10.0.2.1")
    assert not is_slowed_down("KK-2026-000300")
    tries.at_code("KK-2026-000400", "10.0.2.1")
    assert is_slowed_down("KK-2026-000300")
    with pytest.raises(TooMany) as refused:
        tries.at_code("KK-2026-000300", "10.0.2.1")
    assert refused.value.code == "slow-down"
    tries.at_code("KK-2026-000300", "10.0.2.2")


def test_of_a_long_number_its_first_forty_letters_are_kept() -> None:
    for place in range(5):
        tries.at_code("A" * 40 + "B" * place, f"10.0.1.{place}")
    assert is_slowed_down("A" * 41)
    assert not is_slowed_down("A" * 39)
