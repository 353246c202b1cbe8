"""What A4 printers say of themselves, in our words."""

import pytest

from printstation.printers.printer import BLOCKING
from printstation.printers.sheet_reasons import _STEMS, reasons
from shared.rules.paper import printers


@pytest.mark.parametrize(
    ("keyword", "reason"),
    [
        ("media-empty-error", "tray-empty"),
        ("media-empty-report", "tray-empty"),
        ("media-needed", "tray-empty"),
        ("media-jam-warning", "paper-jam"),
        ("cover-open", "door-open"),
        ("marker-supply-low-report", "ink-low"),
        ("toner-empty-error", "ink-empty"),
        ("paused", "paused"),
    ],
)
def test_a_keyword_is_known_by_its_stem(keyword: str, reason: str) -> None:
    assert reasons([keyword]) == (reason,)


def test_what_means_nothing_to_people_is_left_out() -> None:
    assert reasons(["none", "cups-waiting-for-job-completed", "cups-ipp-missing-job-history"]) == ()


def test_each_reason_is_told_once() -> None:
    assert reasons(["media-empty-error", "media-needed-warning"]) == ("tray-empty",)


def test_a_stopped_printer_without_a_reason_is_not_ready() -> None:
    assert reasons(["none"], stopped=True) == ("not-ready",)
    assert reasons(["cover-open"], stopped=True) == ("door-open",)


def test_every_reason_has_a_sentence_and_blocks_or_is_harmless() -> None:
    for reason in {*_STEMS.values(), *BLOCKING}:
        assert reason in printers.WORDS
        assert (reason in BLOCKING) != (reason in printers.HARMLESS)
