"""Languages: Indonesian and English are offered, the others once a native speaker has signed."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from deploy import app as composition
from kiosk import touch
from shared.config import Settings
from shared.errors import SetupError
from shared.rules.complaints import states
from shared.rules.hours import opening
from shared.rules.queue import standing
from tests.office import opened

_KIOSK = Path(touch.__file__).resolve().parent.parent
_SAID = re.compile(r"""\b_\(\s*(?:'([^'\\]*)'|"([^"\\]*)")""")

_MARKED = re.compile(r"""\bN_\(\s*(?:'([^'\\]*)'|"([^"\\]*)")""")


def said() -> set[str]:
    """Every sentence of the touchscreen's pages."""
    sources = [*(_KIOSK / "templates" / "touch").rglob("*.html"), *(_KIOSK / "touch").rglob("*.py")]
    found = [one for path in sources for one in _SAID.findall(path.read_text("utf-8"))]
    public = [(label, "") for label in states.PUBLIC_LABELS.values()]
    rules = [Path(module.__file__ or "").read_text("utf-8") for module in (opening, standing)]
    marked = [one for text in rules for one in _MARKED.findall(text)]
    return {single or double for single, double in [*found, *public, *marked]}


def test_english_has_every_sentence_of_the_touchscreen() -> None:
    with (_KIOSK / "translations/en/LC_MESSAGES/messages.po").open("rb") as source:
        known = {entry.id for entry in read_po(source) if entry.id and entry.string}
    assert said() - known == set()


@pytest.mark.parametrize("language", ["jv", "mad"])
def test_a_language_nobody_has_signed_stops_the_start_with_the_reason(
    settings: Settings, language: str
) -> None:
    with opened(replace(settings, languages=("id", "en", language))) as here:
        with pytest.raises(SetupError, match="belum ditinjau penutur asli") as refusal:
            composition.compose(here)
        assert refusal.value.key == "languages"
