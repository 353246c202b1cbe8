"""A photo is drawn anew, small and upright; nothing that came with it is left, no harm is done."""

import io
import random
import struct
import zlib

import pytest
from PIL import Image

from shared.documents import photos
from shared.errors import Invalid, Unavailable
from tests.devices.signed_pdf import kk_pdf
from tests.photos import PLACE, photo

# Start, the frame of JFIF, tables, the one picture with its scans, the end: nothing else is told.
_MARKERS = {0xD8, 0xE0, 0xDB, 0xC0, 0xC4, 0xDA, 0xD9}


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


def markers(jpeg: bytes) -> set[int]:
    """What a JPEG is made of, segment by segment."""
    found, at = {jpeg[1]}, 2
    while jpeg[at + 1] != 0xDA:
        found.add(jpeg[at + 1])
        at += 2 + int(struct.unpack(">H", jpeg[at + 2 : at + 4])[0])
    assert jpeg.endswith(b"\xff\xd9")
    return found | {0xDA, 0xD9}


def png(width: int, height: int) -> bytes:
    """A PNG of a few bytes that says how large it is."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return (
            struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = zlib.compress(bytes(1000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_of_place_camera_and_remark_nothing_is_left(kind):
    came = photo(kind=kind) + PLACE.encode()
    assert opened(came).getexif().get_ifd(0x8825)[2] == (8.0, 8.0, 2.5)
    assert PLACE.encode() in came
    made = photos.small(came)
    assert markers(made) <= _MARKERS
    for trace in (PLACE.encode(), b"Exif", b"xmpmeta", b"Telepon", b"ICC_PROFILE"):
        assert trace not in made
    found = opened(made)
    assert (found.format, dict(found.getexif()), set(found.info)) == (
        "JPEG",
        {},
        {"jfif", "jfif_version", "jfif_unit", "jfif_density"},
    )


@pytest.mark.parametrize(
    ("turned", "size", "red"),
    [
        (1, (1280, 960), (0, 0)),
        (3, (1280, 960), (1, 1)),
        (6, (960, 1280), (1, 0)),
        (8, (960, 1280), (0, 1)),
    ],
)
def test_it_stands_upright_and_is_small(turned, size, red):
    found = opened(photos.small(photo((4000, 3000), turned=turned)))
    assert found.size == size
    point = tuple(
        int((place * 0.5 + 0.25) * length) for place, length in zip(red, size, strict=True)
    )
    colour = found.getpixel(point)
    assert colour[0] > 200
    assert colour[2] < 60


def test_a_small_one_is_not_made_larger_and_what_is_clear_is_white():
    out = io.BytesIO()
    Image.new("RGBA", (60, 40), (0, 0, 0, 0)).save(out, "PNG")
    found = opened(photos.small(out.getvalue()))
    assert (found.size, found.getpixel((9, 9))) == ((60, 40), (255, 255, 255))


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "CMYK", "I;16"])
def test_every_way_of_keeping_colours_is_read(mode):
    out = io.BytesIO()
    Image.new(mode, (90, 60)).save(out, "JPEG" if mode == "CMYK" else "PNG")
    assert opened(photos.small(out.getvalue())).mode == "RGB"


def test_whatever_is_in_the_picture_it_is_kept_in_few_bytes():
    noise = Image.frombytes("RGB", (1600, 1600), random.Random(7).randbytes(1600 * 1600 * 3))
    out = io.BytesIO()
    noise.save(out, "JPEG", quality=95)
    assert len(out.getvalue()) > 1_000_000
    made = photos.small(out.getvalue())
    assert len(made) <= photos.MOST_KEPT
    assert max(opened(made).size) >= 600


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"GIF89a" + bytes(90),
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        kk_pdf(),
        b"\xff\xd8\xff" + bytes(5000),
        b"RIFF" + bytes(4) + b"WAVE" + bytes(90),
        photo()[:3000],
        png(300, 300),
        png(50_000, 50_000),
        png(2**31 - 1, 2**31 - 1),
    ],
    ids=["empty", "gif", "svg", "pdf", "bare", "sound", "cut", "hollow", "huge", "endless"],
)
def test_what_is_no_photo_or_would_fill_the_memory_is_refused(data):
    with pytest.raises(Invalid) as refusal:
        photos.small(data)
    assert refusal.value.code == "photo"


def test_more_bytes_than_a_photo_has_are_not_looked_at(monkeypatch):
    monkeypatch.setattr(photos, "LARGEST", 100)
    with pytest.raises(Invalid) as refusal:
        photos.small(photo())
    assert "terlalu besar" in refusal.value.text


def test_one_is_looked_at_at_a_time_and_whoever_waits_long_is_told(monkeypatch):
    monkeypatch.setattr(photos, "_TURN_SECONDS", 0.01)
    with photos._turn, pytest.raises(Unavailable) as refusal:
        photos.small(photo())
    assert refusal.value.status == 503
    assert photos.small(photo((50, 50)))
