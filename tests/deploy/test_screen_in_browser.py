"""The browser of a screen, held by its own rules: the pages of the touchscreen and no other."""

import json
import re
import subprocess
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Error, expect, sync_playwright

from tests.deploy.test_install import SYSTEM
from tests.running import Running

POLICY = SYSTEM / "screen/etc/antrean/chromium/policies/managed/antrean.json"
_HELD = """#!/bin/sh
# The rules are laid over the machine's own for this browser alone, as the unit does.
exec unshare --map-root-user --mount sh -c '
    mount -t tmpfs none /etc/chromium && mkdir /etc/chromium/policies &&
    mount --bind "$0" /etc/chromium/policies && exec /usr/bin/chromium "$@"' "{policies}" "$@"
"""
_namespaces = subprocess.run(
    ["unshare", "--map-root-user", "--mount", "true"], check=False, capture_output=True
)

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(_namespaces.returncode != 0, reason="nobody may mount anything here"),
]


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Running]:
    with Running(tmp_path) as running:
        yield running


@pytest.fixture
def screen(tmp_path: Path, office: Running) -> Iterator[BrowserContext]:
    rules = tmp_path / "policies" / "managed"
    rules.mkdir(parents=True)
    text = POLICY.read_text("utf-8").replace("@ADDRESS@", f"{office.url}/kios")
    held = json.loads(text) | {"DeveloperToolsAvailability": 1}  # by which the test drives it
    (rules / "antrean.json").write_text(json.dumps(held), "utf-8")
    program = tmp_path / "held"
    program.write_text(_HELD.format(policies=rules.parent), "utf-8")
    program.chmod(0o755)
    with sync_playwright() as playwright:
        made = playwright.chromium.launch_persistent_context(
            tmp_path / "profile",
            executable_path=program,
            args=["--lang=en-US", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
        )
        yield made
        made.close()


def test_a_screen_opens_the_touchscreen_and_nothing_else(office, screen):
    page = screen.new_page()
    page.goto(f"{office.url}/kios")
    assert "Kartu Keluarga" in page.content()
    elsewhere = [f"{office.url}{path}" for path in ("/masuk", "/papan", "/loket", "/")]
    others = ["http://192.0.2.1/", "file:///etc/passwd", "chrome://settings", "chrome://history"]
    others += ["chrome://newtab", "chrome://downloads", "data:text/html,x", "view-source:http://x/"]
    for address in (*elsewhere, *others):
        tried = screen.new_page()
        with suppress(Error):
            tried.goto(address)
        expect(tried.get_by_role("heading")).to_have_text("This page is blocked")
        tried.close()
    page.goto(f"{office.url}/kios?pasang")
    assert "Kartu Keluarga" in page.content()
    page.goto(f"{office.url}/kios/standar")
    assert page.url == f"{office.url}/kios/standar"


def test_no_page_of_the_touchscreen_leads_away_from_it(office):
    """Each of its links is followed, as far as they go without a press."""
    seen, waiting, away = set(), ["/kios"], set()
    while waiting:
        path = waiting.pop()
        if path in seen or len(seen) > 200:
            continue
        seen.add(path)
        try:
            with urllib.request.urlopen(f"{office.url}{path}", timeout=20) as answer:
                text = answer.read().decode("utf-8", "replace")
        except urllib.error.HTTPError:
            continue
        for found in re.findall(r'<(?:a|form)\b[^>]*?(?:href|action)="([^"#?]+)', text):
            if re.match(r"/kios(/|$)", found):
                waiting.append(found)
            else:
                away.add(found)
    assert len(seen) > 15
    assert away == set()
