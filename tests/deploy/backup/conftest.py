"""An office that is backed up: its folder, its stick, its recovery key."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from deploy import cli

Antrean = Callable[..., Result]
_SECRET = re.compile(r"AGE-SECRET-KEY-\S+")


@pytest.fixture
def antrean(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Antrean:
    """Run `antrean …` on the office of the test; gives the finished run."""
    monkeypatch.setenv("ANTREAN_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("ANTREAN_VOICE", "off")

    def run(*words: object, typed: str | None = None) -> Result:
        return CliRunner().invoke(cli.antrean, [str(one) for one in words], input=typed)

    return run


@pytest.fixture(scope="session")
def set_up(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of a real office, set up once and copied for each test."""
    folder = tmp_path_factory.mktemp("siap") / "data"
    done = CliRunner().invoke(cli.antrean, ["--data", str(folder), "setup"])
    assert done.exit_code == 0, done.output
    return folder


@pytest.fixture
def data(tmp_path: Path, set_up: Path) -> Path:
    """The data folder of a real office that was set up."""
    shutil.copytree(set_up, tmp_path / "data")
    return tmp_path / "data"


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    """A place for backups."""
    (tmp_path / "stik").mkdir()
    return tmp_path / "stik"


@pytest.fixture
def secret(data: Path, antrean: Antrean) -> str:
    """The recovery key as it stands on its sheet."""
    found = _SECRET.search(antrean("backup", "key").output)
    assert found
    return found[0]
