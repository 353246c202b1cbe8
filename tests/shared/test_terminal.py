"""A command that a sentence names is one that can be typed on this machine."""

from pathlib import Path

import pytest

from deploy.environment import ROOT
from shared import terminal


@pytest.mark.parametrize(
    ("here", "usual", "as_root"),
    [
        ("/opt/antrean/0.10.0-ab12/shared/terminal.py", "sudo antrean x", "sudo antrean x"),
        ("/home/sari/a/shared/terminal.py", ".venv/bin/antrean x", "sudo .venv/bin/antrean x"),
    ],
)
def test_an_installed_machine_has_its_own_word(monkeypatch, here, usual, as_root):
    monkeypatch.setattr(terminal, "_HERE", Path(here))
    assert (terminal.typed("x"), terminal.typed("x", root=True)) == (usual, as_root)


def test_the_installer_lays_the_program_where_the_sentences_look_for_it():
    installer = (ROOT / "deploy" / "install").read_text("utf-8")
    assert f"PROGRAM={terminal._INSTALLED}" in installer


def test_no_sentence_says_it_by_itself():
    said = [
        str(path.relative_to(ROOT))
        for folder in ("shared", "kiosk", "printstation", "display", "deploy")
        for kind in ("*.py", "*.html", "*.js")
        for path in (ROOT / folder).rglob(kind)
        if ".venv/bin/antrean" in path.read_text("utf-8")
    ]
    assert said == ["shared/terminal.py"]
