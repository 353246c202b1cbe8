"""The steps of set-up: what is missing, what is stamped, what is said when it cannot go on."""

import os
import pty
import shutil
import subprocess
from pathlib import Path

import pytest

_ROOT = Path(__file__).resolve().parents[2]


def _bash(script: str, folder: Path = _ROOT, **environ: str) -> subprocess.CompletedProcess[str]:
    """Run lines of bash after setup.sh was sourced."""
    return subprocess.run(
        ["bash", "-c", f"set -euo pipefail\n. {_ROOT}/deploy/setup.sh\n{script}"],
        cwd=folder,
        text=True,
        capture_output=True,
        check=False,
        timeout=60,
        env={"PATH": "/usr/bin:/bin", **environ},
    )


def _programs(folder: Path, **scripts: str) -> str:
    """A PATH on which these programs come first."""
    for name, script in scripts.items():
        path = folder / name.replace("_", "-")
        path.write_text(f"#!/bin/bash\n{script}\n")
        path.chmod(0o755)
    return f"{folder}:/usr/bin:/bin"


def test_only_missing_packages_are_named():
    assert _bash("missing_packages bash no-such-package coreutils").stdout == "no-such-package\n"


def test_a_renamed_package_counts_when_another_provides_it(tmp_path):
    path = _programs(tmp_path, dpkg_query='echo "ii  libpango-1.0-0t64, libpango-1.0-0 (= 1.5)"')
    assert _bash("missing_packages libpango-1.0-0 gcc", PATH=path).stdout == "gcc\n"


def test_a_name_inside_a_longer_name_does_not_count(tmp_path):
    path = _programs(tmp_path, dpkg_query='echo "ii  gcc-12-base, "')
    assert _bash("missing_packages gcc", PATH=path).stdout == "gcc\n"


def test_nothing_is_asked_of_apt_when_all_is_there(tmp_path):
    path = _programs(tmp_path, apt_get="echo apt was called; exit 9")
    done = _bash("install_packages bash", PATH=path)
    assert (done.returncode, done.stdout) == (0, "")


def test_who_may_not_install_is_told_what_to_type(tmp_path):
    path = _programs(tmp_path, id="echo 1000", sudo="exit 1")
    done = _bash("install_packages no-such-package </dev/null", PATH=path)
    assert done.returncode == 1
    assert "apt-get install -y --no-install-recommends no-such-package" in done.stderr


def test_apt_that_fails_says_what_to_type_and_shows_why(tmp_path):
    path = _programs(tmp_path, id="echo 0", apt_get="echo no network; exit 100")
    done = _bash("install_packages no-such-package", PATH=path)
    assert done.returncode == 1
    assert "no network" in done.stderr
    assert "apt-get install -y" in done.stderr


def test_one_entry_of_a_lock_keeps_its_hashes(tmp_path):
    lock = tmp_path / "lock"
    lock.write_text(
        "pip-tools==1 \\\n    --hash=sha256:a\npip==26 \\\n    --hash=sha256:b \\\n"
        "    --hash=sha256:c\n    # via antrean\nplus==3 \\\n    --hash=sha256:d\n"
    )
    entry = _bash(f"lock_entry {lock} pip").stdout
    assert entry == "pip==26 \\\n    --hash=sha256:b \\\n    --hash=sha256:c\n"


def test_a_stamp_holds_until_the_lock_changes(tmp_path):
    lock = tmp_path / "a.lock"
    lock.write_text("one")
    (tmp_path / ".venv").mkdir()
    ask = "stamped a.lock $(hash_of a.lock) && echo same || echo changed"
    assert _bash(ask, tmp_path).stdout == "changed\n"
    _bash("stamp a.lock $(hash_of a.lock)", tmp_path)
    assert _bash(ask, tmp_path).stdout == "same\n"
    lock.write_text("two")
    assert _bash(ask, tmp_path).stdout == "changed\n"


def test_the_test_lock_counts_for_the_office(tmp_path):
    (tmp_path / "requirements.lock").write_text("office")
    (tmp_path / "requirements-test.lock").write_text("office and tests")
    (tmp_path / "pyproject.toml").write_text("")
    (tmp_path / ".venv").mkdir()
    stamped = "stamp requirements-test.lock $(hash_of requirements-test.lock pyproject.toml)"
    done = _bash(f"{stamped}\ninstall_python_packages requirements.lock", tmp_path)
    assert (done.returncode, done.stdout) == (0, "")


def test_what_fails_shows_its_last_words_and_what_works_is_quiet():
    assert _bash("quietly echo fine").stdout == ""
    failed = _bash("quietly bash -c 'echo the reason; exit 3' || echo failed")
    assert failed.stdout == "failed\n"
    assert "the reason" in failed.stderr


_PYTHON = """mkdir -p .venv/bin; ln -sf /usr/bin/python3 .venv/bin/python
echo "command = /usr/bin/python3 -m venv $PWD/.venv" >.venv/pyvenv.cfg"""


def test_a_checkout_that_was_copied_or_moved_gets_a_python_of_its_own(tmp_path):
    path = _programs(tmp_path, some_python=_PYTHON)
    here, there = tmp_path / "here", tmp_path / "there"
    here.mkdir()
    assert "Membuat" in _bash("make_venv some-python", here, PATH=path).stdout
    assert _bash("make_venv some-python", here, PATH=path).stdout == ""
    shutil.copytree(here, there, symlinks=True)
    assert "Membuat" in _bash("make_venv some-python", there, PATH=path).stdout
    assert _bash("make_venv some-python", there, PATH=path).stdout == ""
    here.rename(tmp_path / "moved")
    assert "Membuat" in _bash("make_venv some-python", tmp_path / "moved", PATH=path).stdout


@pytest.mark.parametrize(
    "step",
    ["make_venv some-python", "install_python_packages requirements.lock", "install_front_end a"],
)
def test_a_checkout_that_nobody_may_write_into_is_named(tmp_path, step):
    path = _programs(tmp_path, some_python="exit 1")
    folder = tmp_path / "checkout"
    folder.mkdir()
    for name in ("requirements", "requirements-test", "package-lock"):
        (folder / f"{name}.lock").touch()
    (folder / "package-lock.json").touch()
    (folder / "pyproject.toml").touch()
    # The tests may run as root, who may write everywhere.
    nobody = '[() { if [[ $1 == -w ]]; then return 1; else builtin [ "$@"; fi; }'
    done = _bash(f"{nobody}\n{step}", folder, PATH=path)
    assert done.returncode == 1
    assert str(folder) in done.stderr
    assert "tidak dapat ditulisi" in done.stderr
    assert "pip" not in done.stderr


def test_a_long_step_shows_how_far_it_is_and_leaves_nothing_behind():
    ours, theirs = pty.openpty()
    slow = ". deploy/setup.sh; quietly bash -c 'echo Unpacking gcc; sleep 2.5'; echo done"
    subprocess.run(["bash", "-c", slow], cwd=_ROOT, stdout=theirs, check=True, timeout=60)
    os.close(theirs)
    shown = os.read(ours, 65536).decode()
    os.close(ours)
    assert "dtk] … Unpacking gcc" in shown
    assert shown.endswith("\r\x1b[Kdone\r\n")
