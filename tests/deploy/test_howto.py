"""The recipes of `deploy/howto` done as they stand, in a scratch copy of the tree."""

import os
import re
import shutil
import socket
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import pytest

from deploy.benchmarks.office_printer import OfficePrinter
from deploy.benchmarks.private_cups import PrivateCups
from deploy.environment import ROOT
from tests.tree import own_files

HOWTO = ROOT / "deploy" / "howto"
_FENCE = re.compile(r"^```(\w+)(?: (\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_PATCHED = re.compile(r"^\+\+\+ b/(\S+)\n", re.MULTILINE)
_HUNK = re.compile(r"^@@.*\n", re.MULTILINE)
_LONGEST_SECONDS = 60


@dataclass
class Scratch:
    """A copy of the tree in which recipes are done, and one shell for all their commands."""

    root: Path

    def __enter__(self) -> "Scratch":
        for path in own_files():
            copy = self.root / path.relative_to(ROOT)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, copy)
        (self.root / ".venv").symlink_to(ROOT / ".venv")
        # The copy's own modules come before those of the tree that .venv belongs to.
        self.environ = {**os.environ, "PYTHONPATH": str(self.root)}
        self._shell = subprocess.Popen(
            ["bash", "-eu"],
            cwd=self.root,
            env=self.environ,
            text=True,
            start_new_session=True,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        return self

    def __exit__(self, *_: object) -> None:
        self._shell.terminate()
        self._shell.communicate(timeout=_LONGEST_SECONDS)

    def follow(self, recipe: str) -> str:
        """Do every block of the recipe in its order; what went otherwise, empty for nothing."""
        said = ""
        for kind, place, text in _FENCE.findall(recipe):
            if kind == "sh":
                said, is_done = self._run(text)
                if not is_done:
                    return f"failed:\n{text}\n{said}"
            elif kind == "text":
                for line in text.splitlines():
                    if not re.search(re.escape(line).replace("…", ".*"), said):
                        return f"not said: {line}\n{said}"
            elif kind == "diff":
                self._patch(text)
            else:
                self._add(self.root / place, text)
        return ""

    def python(self, code: str) -> str:
        """What a piece of Python says in the copy."""
        command = [".venv/bin/python", "-c", code]
        done = subprocess.run(
            command,
            cwd=self.root,
            env=self.environ,
            capture_output=True,
            text=True,
            check=False,
            timeout=_LONGEST_SECONDS,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def _run(self, commands: str) -> tuple[str, bool]:
        """What the commands said, and whether they went well."""
        assert self._shell.stdin is not None
        assert self._shell.stdout is not None
        end = uuid4().hex
        self._shell.stdin.write(f"{commands}\necho {end} $?\n")
        self._shell.stdin.flush()
        said = []
        for line in self._shell.stdout:
            if line.startswith(end):
                return "".join(said), line.split()[1] == "0"
            said.append(line)
        return "".join(said), False

    def _add(self, path: Path, text: str) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        gap = "\n\n" if path.suffix == ".py" else "\n"
        before = path.read_text("utf-8") + gap if path.exists() else ""
        path.write_text(before + text, "utf-8")

    def _patch(self, text: str) -> None:
        parts = _PATCHED.split(text)
        for name, hunks in zip(parts[1::2], parts[2::2], strict=True):
            path = self.root / name
            for hunk in _HUNK.split(hunks)[1:]:
                _replace(path, hunk.partition("\n--- ")[0])


def _replace(path: Path, hunk: str) -> None:
    """Do what one hunk of a diff says; the lines that it begins with stand once in the file."""
    lines = hunk.rstrip("\n").split("\n")
    before = [line[1:] for line in lines if not line.startswith("+")]
    after = [line[1:] for line in lines if not line.startswith("-")]
    text = path.read_text("utf-8")
    assert text.count("\n".join(before)) == 1, f"{path.name}: {before}"
    path.write_text(text.replace("\n".join(before), "\n".join(after)), "utf-8")


def _recipe(name: str) -> str:
    return (HOWTO / f"{name}.md").read_text("utf-8")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def scratch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Scratch]:
    for name in [name for name in os.environ if name.startswith("ANTREAN_")]:
        monkeypatch.delenv(name)
    with Scratch(tmp_path / "antrean") as copy:
        yield copy


_TOUCHSCREEN = """
import pathlib
from deploy import app
from shared import config
from tests.office import opened, take
settings = config.load({environ}, data=pathlib.Path("data").resolve(),
                       practice=True, voice="off")
with opened(settings) as office:
    made = app.compose(office)
    with made.test_client() as browser:
        browser.set_cookie("latihan_bahasa", {language!r})
        print(browser.get("/kios").get_data(as_text=True))
    made.extensions["antrean.speaker"].close()
    print({more})
"""


def _touchscreen(scratch: Scratch, *, environ: str = "{}", language: str = "id", more: str = "''"):
    return scratch.python(_TOUCHSCREEN.format(environ=environ, language=language, more=more))


def test_every_recipe_is_tried_here():
    tried = re.findall(r'_recipe\("([\w-]+)"\)', Path(__file__).read_text("utf-8"))
    assert {path.stem for path in HOWTO.glob("*.md")} == {"README", *tried}


def test_a_recipe_that_promises_too_much_fails(scratch):
    promised = scratch.follow("```sh\necho siap\n```\n\n```text\nselesai\n```\n")
    assert promised == "not said: selesai\nsiap\n"
    assert scratch.follow("```sh\nfalse\n```\n").startswith("failed:")


def test_a_service_is_on_the_touchscreen_and_gives_numbers(scratch):
    assert scratch.follow(_recipe("a-service")) == ""
    seen = _touchscreen(scratch, more="take('LEGALISASI').number")
    assert "Legalisasi surat" in seen
    assert "L-001" in seen


def test_a_kecamatan_keeps_its_own_zone_and_week(scratch):
    assert scratch.follow(_recipe("a-kecamatan")) == ""
    seen = _touchscreen(
        scratch,
        environ="{'ANTREAN_STANDARD': 'shared/standard/offices/bulusela'}",
        more="office.standard.office.zone",
    )
    assert "Kecamatan Bulusela" in seen
    assert "Asia/Makassar" in seen


def test_what_installing_a_machine_would_do_is_told_without_any_right(scratch):
    assert scratch.follow(_recipe("a-machine")) == ""


def test_a_ticket_printer_is_found_ready(scratch):
    assert scratch.follow(_recipe("a-ticket-printer").replace("19100", str(_free_port()))) == ""


@pytest.mark.cups
def test_an_a4_printer_is_found_ready(scratch):
    with OfficePrinter() as printer, PrivateCups() as cups:
        recipe = _recipe("an-a4-printer").replace("ipp://192.0.2.9/ipp/print", printer.uri)
        assert scratch.follow(f"```sh\nexport CUPS_SERVER={cups.server}\n```\n{recipe}") == ""


def test_a_language_is_offered_and_spoken(scratch):
    assert scratch.follow(_recipe("a-language")) == ""
    seen = _touchscreen(scratch, environ="{'ANTREAN_CONFIG': 'office.toml'}", language="su")
    assert "Sunda" in seen
    assert "Candak nomer" in seen
    assert "id, en, jv, mad, su" in (scratch.root / "README.md").read_text("utf-8")


def test_a_migration_agrees_with_its_record_and_upgrades_an_office(scratch):
    assert scratch.follow(_recipe("a-migration")) == ""


def test_an_office_is_restored_on_a_new_pc(scratch):
    assert scratch.follow(_recipe("a-new-pc")) == ""


def test_the_commands_of_the_architecture_work(scratch):
    """On an office in which something has happened, in the folder that they name."""
    scratch.python(_TOUCHSCREEN.format(environ="{}", language="id", more="take().number"))
    (scratch.root / "data").rename(scratch.root / ".data")
    assert scratch.follow((ROOT / "ARCHITECTURE.md").read_text("utf-8")) == ""


def test_a_staff_step_is_offered_taken_and_told(scratch):
    assert scratch.follow(_recipe("a-staff-step")) == ""
