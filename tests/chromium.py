"""The real browser of the tests, started one way everywhere."""

from pathlib import Path

from playwright.sync_api import Browser, BrowserType, expect

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
SOUND = "--autoplay-policy=no-user-gesture-required"


def launched(kind: BrowserType, *options: str) -> Browser:
    """A new browser that may play sound untouched, unless `options` say how it may."""
    program = next(path for path in _PROGRAMS if Path(path).exists())
    return kind.launch(executable_path=program, args=[*_OPTIONS, *(options or (SOUND,))])
