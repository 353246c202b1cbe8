"""The locks hold for every machine: on 64-bit ARM each package of the office comes as a wheel."""

import re
import subprocess
import sys

import pytest

from deploy.environment import ROOT

# What is built on the machine, there as everywhere; setup.sh installs what that needs.
BUILT_FROM_SOURCE = ("pycups",)
_GLIBC = range(17, 37)  # Debian 12 has 2.36


def _resolved(lock: str, python: str, folder) -> subprocess.CompletedProcess[str]:
    """What pip says of these lines for an arm64 machine; nothing is installed."""
    lines = folder / "requirements.lock"
    lines.write_text(lock)
    platforms = [f"--platform=manylinux_2_{minor}_aarch64" for minor in _GLIBC]
    done = subprocess.run(
        [
            *(sys.executable, "-m", "pip", "install", "--dry-run", "--no-deps", "--require-hashes"),
            *("--only-binary=:all:", "--implementation=cp", f"--python-version={python}"),
            *("--platform=manylinux2014_aarch64", *platforms),
            *(f"--target={folder}", "--retries=1", "-r", lines),
        ],
        text=True,
        capture_output=True,
        check=False,
        timeout=110,
    )
    if "connection" in done.stderr.lower():
        pytest.skip("no package registry in reach")
    return done


@pytest.mark.campaign
def test_only_what_is_named_has_no_wheel_for_arm64(tmp_path):
    # Of this Python alone: pip asks it, not the other one, which lines of the lock hold.
    python = f"{sys.version_info.major}.{sys.version_info.minor}"
    lock = (ROOT / "requirements.lock").read_text()
    entries = re.findall(r"(?ms)^([a-z0-9.-]+)==.*?(?=^[a-z]|\Z)", lock)
    assert set(BUILT_FROM_SOURCE) < set(entries)
    source = "|".join(BUILT_FROM_SOURCE)
    wheels = re.sub(rf"(?ms)^({source})==.*?(?=^[a-z])", "", lock)
    # pip would ask this machine, not that one, whether such a line holds.
    wheels = re.sub(r"(?ms)^[a-z0-9.-]+==\S+ ; [^\n]*x86_64.*?(?=^[a-z])", "", wheels)
    assert _resolved(wheels, python, tmp_path).returncode == 0
    for name in BUILT_FROM_SOURCE:
        alone = re.search(rf"(?ms)^{name}==.*?(?=^[a-z])", lock)
        assert alone
        assert "No matching distribution" in _resolved(alone[0], python, tmp_path).stderr
