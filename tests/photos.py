"""Photos as telephones take them: with the place, the camera and a remark in them."""

import io

from PIL import ExifTags, Image

PLACE = "Rumah Wati di Gang Melati"
_GPS = {1: "S", 2: (8.0, 8.0, 2.5), 3: "E", 4: (113.0, 13.0, 27.1)}


def photo(size: tuple[int, int] = (2000, 1500), *, turned: int = 6, kind: str = "JPEG") -> bytes:
    """A picture, red where its first point lies and blue elsewhere, held as `turned` says."""
    picture = Image.new("RGB", size, "blue")
    picture.paste("red", (0, 0, size[0] // 2, size[1] // 2))
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = turned
    exif[ExifTags.Base.Make] = "Telepon Contoh"
    exif[ExifTags.Base.ImageDescription] = PLACE
    exif.get_ifd(ExifTags.IFD.GPSInfo).update(_GPS)
    xmp = f"<x:xmpmeta xmlns:x='adobe:ns:meta/'>{PLACE}</x:xmpmeta>".encode()
    out = io.BytesIO()
    more = {"comment": PLACE.encode()} if kind == "JPEG" else {}
    picture.save(out, kind, exif=exif, xmp=xmp, icc_profile=PLACE.encode(), **more)
    return out.getvalue()


def small() -> bytes:
    """One as it is kept."""
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "teal").save(out, "JPEG")
    return out.getvalue()
