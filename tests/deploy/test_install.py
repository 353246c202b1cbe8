"""`deploy/install`: what it refuses before it changes anything, and the files that it lays down."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from deploy.environment import ROOT

SYSTEM = ROOT / "deploy" / "system"
UNITS = sorted(SYSTEM.rglob("systemd/system/*"))
SCORES = {"antrean.service": 2.0, "antrean-sertifikat.service": 2.1, "antrean-layar.service": 5.1}


def _install(*words: str, path: str = "/usr/bin:/bin") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(ROOT / "deploy" / "install"), *words],
        env={"PATH": path},
        text=True,
        capture_output=True,
        check=False,
        timeout=120,
    )


def _programs(folder: Path, **scripts: str) -> str:
    """A PATH on which these programs come first; whatever changes a machine leaves a mark."""
    changing = ("apt-get", "useradd", "systemctl", "install", "ln", "nginx")
    marks = dict.fromkeys(changing, f'echo "$0 $*" >>{folder}/changed')
    for name, script in (marks | scripts).items():
        (folder / name).write_text(f"#!/bin/bash\n{script}\n")
        (folder / name).chmod(0o755)
    return f"{folder}:/usr/bin:/bin"


ROOT_ON_DEBIAN = {"id": "echo 0", "dpkg": "echo amd64"}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--semua",), "--semua"),
        (("--screen",), "--screen perlu nilai"),
        (("--screen", "dapur"), "kios atau papan"),
        (("--office", "http://192.0.2.10"), "--office perlu --screen"),
        (("--screen", "papan", "--office", "kantor"), "harus seperti"),
        (("--screen", "papan", "--office", "http://a|e;id"), "harus seperti"),
    ],
)
def test_words_that_mean_nothing_are_refused_in_a_sentence(words, said):
    done = _install(*words)
    assert done.returncode == 2
    assert said in done.stderr.splitlines()[0]


def test_help_names_the_ports_and_asks_for_no_right(tmp_path):
    done = _install("--help", path=_programs(tmp_path, id="echo 1000"))
    assert done.returncode == 0
    assert all(port in done.stdout for port in ("80", "443", "8443", "8080", "8081"))


@pytest.mark.parametrize("task", [(), ("--check",), ("--remove",)])
def test_only_root_is_let_in(tmp_path, task):
    done = _install(*task, path=_programs(tmp_path, id="echo 1000"))
    assert (done.returncode, done.stderr.strip()) == (
        1,
        "Hanya root yang dapat memasang kantor. Ketik: sudo ./deploy/install",
    )


def test_a_port_that_another_program_has_is_told_before_anything_is_changed(tmp_path):
    path = _programs(tmp_path, **ROOT_ON_DEBIAN, df="echo 9999999", awk="echo 0050")
    done = _install(path=path)
    assert done.returncode == 1
    assert "Port 80 " in done.stderr
    assert "belum ada yang diubah" in done.stderr
    assert not (tmp_path / "changed").exists()


@pytest.mark.parametrize(
    ("machine", "said"),
    [({"dpkg": "echo armhf"}, "armhf"), ({"dpkg": "exit 1"}, "bukan Debian")],
)
def test_a_machine_that_cannot_be_an_office_is_told_so(tmp_path, machine, said):
    done = _install(path=_programs(tmp_path, **(ROOT_ON_DEBIAN | machine)))
    assert done.returncode == 1
    assert said in done.stderr
    assert not (tmp_path / "changed").exists()


def test_a_full_disk_is_told_before_anything_is_changed(tmp_path):
    done = _install(path=_programs(tmp_path, **ROOT_ON_DEBIAN, df="echo 1000"))
    assert done.returncode == 1
    assert "/opt" in done.stderr
    assert not (tmp_path / "changed").exists()


@pytest.mark.skipif(Path("/opt/antrean").exists(), reason="here an office is installed")
def test_check_names_all_that_is_missing_and_changes_nothing(tmp_path):
    path = _programs(tmp_path, **ROOT_ON_DEBIAN, systemctl="exit 1")
    done = _install("--check", path=path)
    assert done.returncode == 1
    for file in SYSTEM.joinpath("office").rglob("*"):
        if file.is_file():
            name = file.relative_to(SYSTEM / "office")
            assert f"berkas /{name} berbeda atau belum ada" in done.stdout
    assert "layanan antrean.service tidak menyala bersama mesin" in done.stdout
    assert "program yang terpasang tidak ada" in done.stdout
    assert "layar" not in done.stdout
    assert not (tmp_path / "changed").exists()


def test_a_machine_that_is_only_a_screen_needs_nothing_of_an_office(tmp_path):
    path = _programs(tmp_path, **ROOT_ON_DEBIAN, systemctl="exit 1")
    done = _install("--check", "--screen", "papan", "--office", "http://192.0.2.10", path=path)
    assert done.returncode == 1
    named = re.findall(r"berkas (\S+) berbeda", done.stdout)
    wanted = [one for one in SYSTEM.joinpath("screen").rglob("*") if one.is_file()]
    assert sorted(named) == sorted(f"/{one.relative_to(SYSTEM / 'screen')}" for one in wanted)
    assert "antrean.service" not in done.stdout
    assert "/opt/antrean" not in done.stdout


@pytest.mark.skipif(os.geteuid() != 0, reason="the command asks for root")
def test_the_installed_command_restores_with_the_office_stopped(tmp_path):
    wrapper = (SYSTEM / "office" / "usr" / "local" / "bin" / "antrean").read_text("utf-8")
    path = _programs(
        tmp_path,
        systemctl='echo "systemctl $*"',
        setpriv='echo "as antrean: $*"',
        program='echo "as root in $PWD: $*"; exit 3',
    )
    ours = tmp_path / "antrean"
    ours.write_text(wrapper.replace("/opt/antrean/current/.venv/bin/antrean", "program"))

    def typed(*words):
        done = subprocess.run(
            ["sh", ours, *words],
            env={"PATH": path},
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
        return done.returncode, done.stdout.splitlines()

    code, said = typed("restore", "stik/a.age")
    assert code == 3  # what the program answered
    assert said == [
        "systemctl stop antrean",
        f"as root in {tmp_path}: restore stik/a.age",
        "systemctl try-reload-or-restart nginx",
        "systemctl start antrean",
        "Kantor dinyalakan lagi.",
    ]
    # Into another folder it is a look at a backup; the office goes on.
    assert typed("restore", "a.age", "--data", "b")[1] == [
        f"as root in {tmp_path}: restore a.age --data b"
    ]
    assert typed("doctor")[1][0].startswith("as antrean: ")
    assert typed("backup", "--to", "stik")[1][0].startswith("as antrean: ")
    assert typed("backup", "authority")[1][0].startswith("as root in ")


def test_every_unit_is_one_that_systemd_understands(tmp_path):
    for unit in UNITS:
        text = unit.read_text("utf-8")
        text = text.replace("/opt/antrean/current/.venv/bin/python", sys.executable)
        text = re.sub(r"/usr/bin/(cage|systemctl)", "/bin/true", text)
        (tmp_path / unit.name).write_text(text, "utf-8")
    done = subprocess.run(
        ["systemd-analyze", "verify", *map(str, sorted(tmp_path.iterdir()))],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    ours = [line for line in done.stderr.splitlines() if "antrean" in line]
    assert (done.returncode, ours) == (0, [])


@pytest.mark.parametrize("name", SCORES)
def test_a_unit_is_as_closed_as_is_told(name):
    """Of 10; the browser makes namespaces itself, so it must be left more."""
    (unit,) = [one for one in UNITS if one.name == name]
    done = subprocess.run(
        ["systemd-analyze", "security", "--offline=true", "--no-pager", str(unit)],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    found = re.search(r"exposure level for .*: ([\d.]+)", done.stdout)
    assert found, done.stdout + done.stderr
    assert float(found[1]) <= SCORES[name]


def test_a_screen_shows_its_address_and_its_browser_may_go_nowhere_else():
    policy = json.loads(
        (SYSTEM / "screen/etc/antrean/chromium/policies/managed/antrean.json").read_text()
    )
    assert policy["URLBlocklist"][0] == "*"
    assert policy["URLAllowlist"] == ["@ADDRESS@"]
    for closed in ("PrintingEnabled", "AllowFileSelectionDialogs", "TranslateEnabled"):
        assert policy[closed] is False
