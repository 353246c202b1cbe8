"""`./deploy/run --check` proves the main path, and says what is wrong when it is broken."""

import subprocess
import sys
from pathlib import Path

import pytest

_ROOT = Path(__file__).resolve().parents[2]


def test_without_a_browser_the_check_fails_with_a_reason(tmp_path):
    done = subprocess.run(
        [sys.executable, "-P", "-m", "deploy.start", "--check"],
        env={"PATH": str(tmp_path), "HOME": str(tmp_path), "TMPDIR": str(tmp_path)},
        text=True,
        capture_output=True,
        check=False,
        timeout=100,
    )
    assert done.returncode == 1
    assert "Chromium" in done.stderr


@pytest.mark.browser
def test_one_ticket_goes_from_touch_to_paper_to_board(tmp_path):
    done = subprocess.run(
        [str(_ROOT / "deploy" / "run"), "--check"],
        text=True,
        capture_output=True,
        check=False,
        timeout=110,
    )
    assert done.returncode == 0, done.stdout + done.stderr
