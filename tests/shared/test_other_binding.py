"""On 64-bit ARM the office keeps its rows with another binding of SQLite; here it is tried."""

import subprocess
import sys

import pytest

from deploy.environment import ROOT
from shared.db import sqlite

PLUGIN = ["-p", "tests.shared.without_pysqlite3"]
ROWS = ["tests/shared/test_house.py", "tests/shared/rules/queue/test_taking.py"]


def run(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *words], cwd=ROOT, capture_output=True, text=True, timeout=100, check=False
    )


def test_each_binding_brings_a_sound_library():
    assert type(sqlite.database).__name__ == "SqliteDatabase"
    said = run(
        "-c",
        "import tests.shared.without_pysqlite3\n"
        "from shared.db import sqlite\n"
        "print(type(sqlite.database).__name__, sqlite.is_sound(sqlite.version()))",
    )
    assert said.stdout.split() == ["CySqliteDatabase", "True"], said.stderr


@pytest.mark.campaign
def test_numbers_threads_and_the_journal_hold_with_the_other_binding():
    done = run("-m", "pytest", "-q", "-n", "0", "-p", "no:cacheprovider", *PLUGIN, *ROWS)
    assert done.returncode == 0, done.stdout[-2000:]
