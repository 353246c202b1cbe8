"""The office's emblem on the slip."""

from pathlib import Path

import pytest
from PIL import Image

from printstation.layouts import compose
from printstation.printers import logo, slip_reader
from printstation.printers.slip_reader import Picture
from tests.printstation import slips


@pytest.mark.parametrize(("width", "widest"), [(80, 384), (58, 288)])
def test_a_large_emblem_is_made_to_fit_and_stands_on_top(tmp_path: Path, width, widest):
    Image.new("RGBA", (2000, 500), "navy").save(tmp_path / "logo.png")
    emblem = logo.raster(str(tmp_path / "logo.png"), width)
    elements = slip_reader.read(compose(slips.TICKET, width, emblem))
    first = next(element for element in elements if isinstance(element, Picture))
    assert first.row_bytes * 8 == widest
    assert first.align == 1


@pytest.mark.parametrize("content", [b"", b"not a picture", b"\x89PNG\r\n\x1a\n broken"])
def test_a_broken_emblem_is_left_out(tmp_path: Path, content):
    (tmp_path / "logo.png").write_bytes(content)
    assert logo.raster(str(tmp_path / "logo.png"), 80) is None


def test_a_missing_emblem_is_left_out(tmp_path: Path):
    assert logo.raster("", 80) is None
    assert logo.raster(str(tmp_path / "nowhere.png"), 80) is None


def test_no_picture_holds_a_command_that_printers_obey_at_once(tmp_path: Path):
    """Rows of these dots would spell DLE EOT 1 and DLE DC4 2 (switch off) in a picture."""
    bits = bytes([0x10, 0x04, 0x01, 0x10, 0x14, 0x02]) * 20
    Image.frombytes("1", (48, 20), bytes(255 - byte for byte in bits)).save(tmp_path / "logo.png")
    emblem = logo.raster(str(tmp_path / "logo.png"), 80)
    assert emblem
    assert b"\x10\x04" not in emblem
    assert b"\x10\x14" not in emblem
