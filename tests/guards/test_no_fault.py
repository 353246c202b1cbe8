"""Hostile requests to every page, in short; at length: `python -m tests.campaigns.hostile`."""

from pathlib import Path

import pytest

from tests.guards import sieges


@pytest.mark.timeout(300)
def test_no_page_answers_a_hostile_request_with_a_fault(tmp_path: Path) -> None:
    siege = sieges.of_pages(tmp_path)
    assert siege.wrong == {}
    assert siege.asked > 1000
