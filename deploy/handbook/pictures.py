"""Takes the handbook's pictures: the seats of a practice office, as a real browser shows them.

`./deploy/run --demo --now 2026-11-23T09:00`, then
`.venv/bin/python -m deploy.handbook.pictures http://127.0.0.1:8080`. Beside each picture the words
of its buttons are kept: once a screen says others, a test asks for new pictures.
"""

import io
import json
import sys
from typing import TYPE_CHECKING

from PIL import Image

from deploy import check
from deploy.handbook.books import PICTURES
from deploy.practice import day
from shared import files

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

WORDS = PICTURES / "kata.json"
_SCREENS = (
    ("loket", "ratna", "/loket"),
    ("berkas", "ratna", "/loket/berkas"),
    ("informasi", "tari", "/informasi"),
    ("pengaduan", "tari", "/informasi/pengaduan"),
    ("operator", "bayu", "/operator"),
    ("kasi", "hendro", "/kasi"),
    ("sekretaris", "hendro", "/sekretaris"),
    ("camat", "wahyuni", "/camat"),
    ("register", "hendro", "/register"),
    ("admin", "admin", "/admin/kurang"),
)
_WIDE, _HIGH, _SCALE = 1366, 768, 0.75
_COLOURS = 80
_BUTTONS = """() => [...document.querySelectorAll(
    "main [data-label], main button.btn, main a.btn, main .tab")]
  .filter((one) => one.checkVisibility())
  .map((one) => [...one.childNodes].filter((part) => part.nodeType === Node.TEXT_NODE)
    .map((part) => part.data.trim()).join(" ").trim())
  .filter((words) => words && !/\\d/.test(words))"""


def take(office: str) -> None:
    """Take every picture anew from the practice office at that address."""
    said = {}
    with check.chromium() as browser:
        for name, username, path in _SCREENS:
            page = _sit_down(browser, office, username, path)
            said[name] = sorted(set(page.evaluate(_BUTTONS)))
            _keep(name, page.screenshot())
            page.context.close()
            print(f"✓ {name}", flush=True)
    files.write(WORDS, json.dumps(said, ensure_ascii=False, indent=1).encode() + b"\n")


def _sit_down(browser: "Browser", office: str, username: str, path: str) -> "Page":
    page = browser.new_page(
        viewport={"width": _WIDE, "height": _HIGH},
        device_scale_factor=_SCALE,
        locale="id-ID",
        reduced_motion="reduce",
    )
    page.goto(f"{office}/masuk?lanjut={path}")
    page.fill("#username", username)
    page.fill("#password", day.PASSWORD)
    page.click("[data-sign-in] [type=submit]")
    page.locator('[data-link="ok"]').wait_for()
    page.wait_for_load_state("networkidle")
    return page


def _keep(name: str, png: bytes) -> None:
    """A picture in few colours: the screens have hardly more, and it weighs a quarter."""
    small = io.BytesIO()
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    picture.quantize(_COLOURS, dither=Image.Dither.NONE).save(small, "PNG", optimize=True)
    files.write(PICTURES / f"{name}.png", small.getvalue())


if __name__ == "__main__":
    take(sys.argv[1].rstrip("/"))
