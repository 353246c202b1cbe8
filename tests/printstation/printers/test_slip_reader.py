"""Reading ESC/POS back: looks, places, pictures, codes, and bytes that end too early."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from printstation.printers import slip_image
from printstation.printers.slip_reader import Code, Cut, Gap, Picture, SlipLine, Style, read
from tests.printstation import slips


def test_looks_and_places_are_followed():
    data = b"\x1b@\x1ba\x01\x1d!\x53\x1bE\x01A-1\x1bE\x00\x1dB\x01!\n\x1b@x\n"
    large, plain = read(data)
    assert large == SlipLine(
        (("A-1", Style(6, 4, bold=True)), ("!", Style(6, 4, inverse=True))), align=1
    )
    assert plain == SlipLine((("x", Style()),), align=0)


def test_the_older_command_for_looks_is_understood():
    [line] = read(b"\x1b!\x39x\n")
    assert line == SlipLine((("x", Style(2, 2, bold=True, small=True)),), 0)


def test_a_picture_keeps_its_dots():
    [picture] = read(b"\x1ba\x02\x1dv0\x00\x02\x00\x03\x00" + bytes(range(6)))
    assert picture == Picture(2, 3, bytes(range(6)), 2)


def test_a_qr_code_is_read_with_its_size_and_level():
    [code] = read(
        b"\x1d(k\x04\x001A2\x00\x1d(k\x03\x001C\x05\x1d(k\x03\x001E1"
        b"\x1d(k\x05\x001P0hi\x1d(k\x03\x001Q0"
    )
    assert code == Code("hi", 5, "M", 0)


def test_empty_lines_feeds_and_cuts():
    assert read(b"\n\x1bJ\x07\x1bd\x02\x1dV\x00\x1dVB\x00") == [
        Gap(30),
        Gap(7),
        Gap(60),
        Cut(),
        Cut(),
    ]


def test_confirmation_requests_leave_no_mark():
    assert read(b"\x1d(H\x06\x0000abcd\x1dr\x01") == []


@pytest.mark.parametrize("width", [80, 58])
def test_a_slip_torn_anywhere_can_still_be_drawn(width):
    whole = slips.ticket(width)
    heights = []
    for length in range(0, len(whole), 29):
        picture = slip_image.draw(read(whole[:length]), width)
        assert slip_image.png(picture).startswith(b"\x89PNG")
        heights.append(picture.height)
    assert heights == sorted(heights)
    assert heights[-1] > heights[0]


@given(st.binary(max_size=300))
def test_no_bytes_whatever_break_the_reader(data):
    text = slip_image.text(read(data))
    assert [sign for sign in text if not sign.isprintable() and sign != "\n"] == []
