"""Guessing is slowed down by number, however it is spelled, and by whoever asks."""

import pytest

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
        tries.refuse_flood(text, f"10.0.1.{place}")
        tries.missed(text, f"10.0.1.{place}")
    for text in spellings:
        with pytest.raises(TooMany):
            tries.refuse_flood(text, "10.0.2.1")


def test_another_number_is_another_number() -> None:
    for place in range(5):
        tries.missed("KK-2026-000100", f"10.0.1.{place}")
    like_it = ("KK-2026-000010", "KK-2026-001000", "P-2026-0100", "KK-2025-000100")
    assert is_slowed_down("KK-2026-000100")
    assert [text for text in like_it if is_slowed_down(text)] == []


def is_slowed_down(text: str) -> bool:
    """Whether somebody new who asks for this number must wait."""
    try:
        tries.refuse_flood(text, "10.0.2.1")
    except TooMany:
        return True
    return False
