"""Each import contract can break: a copy of the house with one wrong import is refused."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

_ROOT = Path(__file__).resolve().parents[2]
_PACKAGES = ("deploy", "kiosk", "display", "printstation", "shared")
_LINT = str(Path(sys.executable).with_name("lint-imports"))

_WRONG = [
    ("kiosk/stray.py", "import display", "deploy knows everybody"),
    ("shared/web/stray.py", "import kiosk", "deploy knows everybody"),
    ("shared/stray.py", "", "Inside shared"),
    ("shared/records/stray.py", "import shared.rules", "Inside shared"),
    ("shared/rules/queue/stray.py", "import flask", "No Flask"),
    ("shared/rules/stray.py", "", "Rules: "),
    ("shared/rules/paper/stray.py", "import shared.rules.queue", "Rules: "),
    ("shared/rules/complaints/stray.py", "import shared.rules.corrective", "Rules: "),
    ("kiosk/seats/stray.py", "", "Seats: "),
    ("kiosk/seats/queue/stray.py", "import kiosk.seats.complaints", "Seats: "),
    ("kiosk/touch/stray.py", "", "Touchscreen: "),
    ("kiosk/touch/status/stray.py", "import kiosk.touch.reading", "Touchscreen: "),
    ("printstation/stray.py", "import flask_socketio", "No Flask"),
    ("shared/documents/stray.py", "import shared.rules", "Inside shared"),
    ("shared/web/stray.py", "import shared.documents.drawing", "WeasyPrint"),
    ("kiosk/stray.py", "import peewee", "No SQL"),
    ("deploy/stray.py", "import sqlite3", "No SQL"),
    ("deploy/benchmarks/stray.py", "import tests", "No program imports the tests"),
    ("printstation/layouts/stray.py", "import escpos", "No printer library"),
    ("deploy/stray.py", "import cups", "No printer library"),
]


@pytest.fixture
def house(tmp_path):
    """A copy of the program's Python files and contracts."""
    for name in _PACKAGES:
        ignore = shutil.ignore_patterns("static", "templates", "__pycache__", "offices")
        shutil.copytree(_ROOT / name, tmp_path / name, ignore=ignore)
    shutil.copy(_ROOT / "pyproject.toml", tmp_path)
    return tmp_path


@pytest.mark.parametrize(("path", "line", "contract"), _WRONG)
def test_a_wrong_import_breaks_its_contract(house, path, line, contract):
    (house / path).write_text(f'"""Wrong."""\n\n{line}\n')
    done = subprocess.run(
        [_LINT, "--no-logo", "--no-cache"], cwd=house, text=True, capture_output=True, check=False
    )
    assert done.returncode != 0
    broken = [one for one in done.stdout.splitlines() if " BROKEN" in one]
    assert [contract in one for one in broken] == [True], done.stdout
