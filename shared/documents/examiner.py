"""The child process that opens foreign PDFs, with little time, little memory and no files to write.

Run as `python -m shared.documents.examiner`: one line of JSON and the PDF on stdin, the answer
on stdout. Any other end than exit code 0 means: do not trust this PDF.
"""

import json
import os
import resource
import sys
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

_CPU_SECONDS = 20
_MEMORY = 2**30
_LIMITS = {
    resource.RLIMIT_CPU: _CPU_SECONDS,
    resource.RLIMIT_AS: _MEMORY,
    resource.RLIMIT_FSIZE: 0,
    resource.RLIMIT_CORE: 0,
    resource.RLIMIT_NOFILE: 64,
}
_MOST_POINTS = 60_000_000  # more than a telephone's 50 million
_WIDEST = 1000
_TALLEST = 2000
_MOST_READ, _LONGEST_TEXT = 10, 50_000


def main() -> None:
    """Examine the one PDF on stdin."""
    for limit, most in _LIMITS.items():
        resource.setrlimit(limit, (most, most))
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # Only the answer may reach the answers.
    asked = json.loads(sys.stdin.buffer.readline())
    pdf = sys.stdin.buffer.read()
    answers.write(_TASKS[asked["task"]](asked, pdf))
    answers.close()


def _check(asked: dict[str, Any], pdf: bytes) -> bytes:
    # Imported here: the limits stand before any parser is loaded.
    from shared.documents import anatomy, kk_check, signatures

    found = anatomy.examine(pdf, asked["pin"])
    if found.pages:
        moment = datetime.fromisoformat(asked["moment"])
        try:
            signatures.examine(pdf, found, Path(asked["trust"]), moment, asked["pin"])
        except Exception:
            # What is wrong already says more than a signature that cannot be read.
            if not found.problems:
                raise
        found.text = _text(pdf, asked["pin"])
    return kk_check.FINDINGS.dump_json(found)


def _text(pdf: bytes, pin: str) -> str:
    """What stands on the pages, as far as it can be read."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(pdf, password=pin or None)
        pages = [document[at].get_textpage() for at in range(min(len(document), _MOST_READ))]
        return "\n".join(page.get_text_range() for page in pages)[:_LONGEST_TEXT]
    except pypdfium2.PdfiumError:
        return ""


def _preview(asked: dict[str, Any], pdf: bytes) -> bytes:
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf, password=asked["pin"] or None)
    page = document[asked["page"] - 1]
    width, height = page.get_size()
    scale = min(_WIDEST / width, _TALLEST / height)
    out = BytesIO()
    page.render(scale=scale).to_pil().save(out, "PNG")
    return out.getvalue()


def _picture(asked: dict[str, Any], data: bytes) -> bytes:
    """Nothing but that it is a picture of that kind, whole, and none that fills the memory."""
    import warnings

    from PIL import Image

    warnings.simplefilter("error", Image.DecompressionBombWarning)
    with Image.open(BytesIO(data), formats=[_PICTURES[asked["kind"]]]) as picture:
        picture.load()
    return b"ok"


def _photo(asked: dict[str, Any], data: bytes) -> bytes:
    """The picture drawn anew, upright and small: of the file that came, nothing but its points."""
    import warnings

    from PIL import Image, ImageOps

    Image.MAX_IMAGE_PIXELS = _MOST_POINTS
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    with Image.open(BytesIO(data), formats=[asked["kind"]]) as picture:
        picture.thumbnail((asked["side"], asked["side"]))
        upright = ImageOps.exif_transpose(picture).convert("RGBA")
    bare = Image.new("RGB", upright.size, "white")
    bare.paste(upright, mask=upright)
    for share, quality in _PHOTO_TRIES:
        out, side = BytesIO(), int(asked["side"] * share)
        bare.thumbnail((side, side))
        bare.save(out, "JPEG", quality=quality, optimize=True)
        if out.tell() <= asked["most"]:
            break
    return out.getvalue()


# A picture with much in it is drawn coarser, then smaller, until it is as small as it must be.
_PHOTO_TRIES = ((1, 70), (1, 50), (0.7, 50), (0.5, 40))
_PICTURES = {"image/jpeg": "JPEG", "image/png": "PNG"}
_TASKS = {"check": _check, "preview": _preview, "picture": _picture, "photo": _photo}


if __name__ == "__main__":
    main()
