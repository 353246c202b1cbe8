"""The real browser of the tests, started one way everywhere, and what axe finds in it."""

from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserType, Page, expect

# A machine that stutters is no fault of the page: what is expected is waited for, not timed.
expect.set_options(timeout=30_000)

# Debian's Chromium without its window: the same engine for a quarter of the work.
_PROGRAMS = ("/usr/bin/chromium-headless-shell", "/usr/bin/chromium")
_OPTIONS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
    "--force-color-profile=srgb",
    "--font-render-hinting=none",
)
_RULES: dict[str, Any] = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
SOUND = "--autoplay-policy=no-user-gesture-required"


def launched(kind: BrowserType, *options: str) -> Browser:
    """A new browser that may play sound untouched, unless `options` say how it may."""
    program = next(path for path in _PROGRAMS if Path(path).exists())
    return kind.launch(executable_path=program, args=[*_OPTIONS, *(options or (SOUND,))])


def flaws(page: Page) -> list[str]:
    """What axe finds, one line each."""
    found = Axe().run(page, options=_RULES).response["violations"]
    return [f"{one['id']}: {node['html'][:120]}" for one in found for node in one["nodes"]]
