"""Colours that carry words have the contrast that EN 301 549 asks, and mostly the stronger one."""

import re
from pathlib import Path

import pytest

_TOKENS = Path("shared/web/static/css/tokens.css").read_text()
_PAIRS = [
    ("tinta-900", "gading-50", 7),
    ("tinta-700", "gading-0", 7),
    ("tinta-700", "gading-50", 7),
    ("soga-700", "gading-50", 7),
    ("soga-800", "gading-100", 7),
    ("soga-800", "kunyit-100", 7),
    ("nila-950", "kunyit-400", 7),
    ("nila-950", "kunyit-100", 7),
    ("nila-800", "nila-50", 7),
    ("nila-800", "nila-100", 7),
    ("nila-900", "nila-100", 7),
    ("nila-700", "gading-0", 7),
    ("kunyit-300", "nila-900", 7),
    ("daun-700", "gading-0", 7),
    ("gading-0", "daun-700", 7),
    ("daun-700", "daun-100", 4.5),
    ("mengkudu-700", "gading-0", 7),
    ("mengkudu-700", "mengkudu-100", 7),
    ("gading-0", "mengkudu-600", 4.5),
    ("gading-0", "nila-800", 7),
    ("ungu-700", "gading-50", 7),
    ("soga-500", "gading-0", 3),
]


def luminance(name):
    value = re.search(rf"--{name}: #(\w{{6}});", _TOKENS)[1]
    parts = [int(value[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize(("words", "ground", "least"), _PAIRS)
def test_words_stand_out_from_their_ground(words, ground, least):
    light, dark = sorted((luminance(words), luminance(ground)), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= least
