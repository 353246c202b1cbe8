"""Complaints for fingers and eyes: every step's targets, letters and fit, and axe on every page."""

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Browser, Page

from kiosk.touch.complaints.links import OPEN_SECONDS
from shared import clock
from shared.records import Complaint
from shared.rules.complaints import entry, handling, photos, sight
from shared.rules.complaints.names import number_of
from shared.rules.oversight import notice_board
from tests.chromium import flaws
from tests.complaint_book import people, wish
from tests.kiosk.touch.common.test_sizes_in_browser import (
    _OVERFLOW,
    _SMALL_LETTERS,
    _SMALL_TARGETS,
    wrong,
)
from tests.kiosk.touch.conftest import Window, context
from tests.photos import photo
from tests.running import Running

pytestmark = pytest.mark.browser

STEPS = ("words", "write", "more", "who", "pad", "check")
LOOKS = ["", "teks=besar", "kontras=tinggi", "bahasa=en"]
AROUND = (
    "/kios/pengaduan",
    "/kios/pengaduan/uang",
    "/kios/pengaduan/lama/ponsel",
    "/kios/status?jenis=P",
    "/kios/standar",
    "/kios",
)
_TARGETS = _SMALL_TARGETS.replace("label.paper", "label.chip, label.village, label.switch")


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A running office that phones can reach, with a card on its board."""
    folder: Path = tmp_path_factory.mktemp("office")
    with Running(folder, public_url="http://192.0.2.10") as made:
        with made.inside():
            who, day = people(), clock.service_day()
            card = (notice_board.NEWS, "Perekaman keliling", "Di Balai Desa Rojopolo.", day, None)
            notice_board.put("11111111-1111-4111-8111-111111111111", *card, who.ratih)
        yield made


@pytest.fixture
def screen(window: Window) -> Page:
    """A touchscreen that has been looked at before."""
    return window()


def opened(page: Page, address: str) -> Page:
    page.goto(address)
    page.locator("html[data-script]").wait_for(state="attached")
    page.evaluate("document.fonts.ready")
    return page


def step(page: Page, name: str) -> None:
    """Walk to that step of the form as a person would."""
    page.locator(".chip").first.tap()
    if name == "words":
        return
    if name == "write":
        page.locator('[data-go="write"]').tap()
        return
    page.locator("[data-after]").tap()
    if name in ("who", "pad"):
        page.locator(".is-on .chip").nth(1).tap()
    if name != "more":
        page.locator("[data-after]").tap()
    if name == "pad":
        page.locator("#telepon").tap()


def faults(page: Page, look: str) -> list[str]:
    """What a finger misses, an eye cannot read, the screen cuts off or axe finds."""
    letters = 37 if look == "teks=besar" else 28
    cut = page.evaluate(_OVERFLOW)
    if look == "teks=besar" and page.locator("[data-pager]").is_visible():
        cut[0] = 0  # turned by the big arrows
    return [
        *(f"small target: {one}" for one in page.evaluate(_TARGETS, 96)),
        *(f"small letters: {one}" for one in page.evaluate(_SMALL_LETTERS, letters)),
        *([f"cut off: {cut}"] if any(cut) else []),
        # Other words change nothing that axe looks at.
        *(flaws(page) if look != "bahasa=en" else []),
    ]


@pytest.mark.parametrize("look", LOOKS)
def test_every_step_fits_a_finger_an_eye_and_the_screen(
    running: Running, screen: Page, look: str
) -> None:
    screen.goto(f"{running.url}/kios/tampilan?{look}")

    def found(name: str) -> list[str]:
        step(opened(screen, f"{running.url}/kios/pengaduan/lama"), name)
        return faults(screen, look)

    assert wrong(STEPS, found) == {}


def test_every_key_is_light_on_black_where_contrast_was_asked_for(
    running: Running, screen: Page
) -> None:
    screen.goto(f"{running.url}/kios/tampilan?kontras=tinggi")
    opened(screen, f"{running.url}/kios/pengaduan/lama")
    step(screen, "write")
    grounds = screen.locator(".hg-button").evaluate_all(
        "keys => [...new Set(keys.map(key => getComputedStyle(key).backgroundColor))]"
    )
    assert grounds == ["rgb(0, 0, 0)"]


@pytest.mark.parametrize("look", LOOKS)
def test_the_pages_around_it_fit_too(running: Running, screen: Page, look: str) -> None:
    screen.goto(f"{running.url}/kios/tampilan?{look}")
    assert wrong(AROUND, lambda at: faults(opened(screen, running.url + at), look)) == {}


def test_a_panel_on_its_side_shows_every_step_whole(running: Running, window: Window) -> None:
    page = window("panel")

    def found(name: str) -> list[str]:
        step(opened(page, f"{running.url}/kios/pengaduan/lama"), name)
        cut = page.evaluate(_OVERFLOW)
        return [*([f"cut off: {cut}"] if any(cut) else []), *flaws(page)]

    assert wrong(STEPS, found) == {}


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("state", ["recorded", "incomplete", "closed"])
def test_every_state_of_a_complaint_fits(
    running: Running, screen: Page, state: str, look: str
) -> None:
    screen.goto(f"{running.url}/kios/tampilan?{look}")
    made = _made(running, state)
    opened(screen, f"{running.url}/kios/status?jenis=P&nomor={made.complaint.number[7:]}")
    screen.fill("#kode", made.code)
    screen.locator("button[form=cek]").tap()
    screen.wait_for_url("**/pengaduan/**")
    screen.locator("html[data-script]").wait_for(state="attached")
    assert faults(screen, look) == []
    if state != "recorded":
        screen.locator('[data-go="why"]').tap()
        assert faults(screen, look) == []


@pytest.mark.parametrize("size", ["phone", "panel", "kiosk"])
def test_public_pages_pass_axe_and_never_scroll_sideways(
    running: Running, window: Window, size: str
) -> None:
    page = window(size)

    def found(address: str) -> list[str]:
        page.goto(running.url + address)
        wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
        return [*flaws(page), *(["sideways"] if wide else [])]

    assert wrong(("/pengumuman", "/kios/pengumuman", "/pengaduan", "/status"), found) == {}


def test_a_phone_that_scanned_the_link_writes_on_one_page(
    running: Running, chromium: Browser
) -> None:
    assert OPEN_SECONDS == 600
    made = context(chromium, "phone")
    page = made.new_page()
    page.goto(f"{running.url}{_link(page, running)}")
    assert flaws(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_text("Antrean lama").tap()
    page.get_by_text("Dengan nama atau nomor HP").tap()
    page.get_by_label("Nama", exact=True).fill("Wati Percobaan")
    assert flaws(page) == []
    page.get_by_role("button", name="Kirim").tap()
    page.locator(".phone-code").wait_for()
    assert flaws(page) == []
    made.close()


def test_a_photo_is_small_before_it_goes_and_a_broken_line_loses_nothing(
    running: Running, chromium: Browser
) -> None:
    made = context(chromium, "phone")
    page = made.new_page()
    page.goto(f"{running.url}{_link(page, running)}")
    page.get_by_label("Atau dengan kata sendiri").fill("Loket dua kosong.")
    came = {"name": "DSC.jpg", "mimeType": "image/jpeg", "buffer": photo((3000, 2000))}
    page.get_by_label("Foto").set_input_files(came)
    canvas = page.locator("[data-chosen] canvas")
    canvas.wait_for()
    assert canvas.evaluate("one => [one.width, one.height]") == [853, 1280]
    assert flaws(page) == []
    made.set_offline(True)
    page.get_by_role("button", name="Kirim").tap()
    page.get_by_text("Belum terkirim").wait_for()
    assert page.get_by_label("Atau dengan kata sendiri").input_value() == "Loket dua kosong."
    made.set_offline(False)
    page.get_by_role("button", name="Kirim").tap()
    page.locator(".phone-code").wait_for()
    made.close()
    with running.inside():
        row = Complaint.get(Complaint.text == "Loket dua kosong.")
        kept = photos.content(number_of(row), sight.overseers()[0])
    assert Image.open(io.BytesIO(kept)).size == (853, 1280)


def test_what_was_touched_and_written_goes_on_on_the_phone(
    running: Running, chromium: Browser, screen: Page
) -> None:
    opened(screen, f"{running.url}/kios/pengaduan/lama")
    screen.locator(".chip").nth(1).tap()
    screen.evaluate("document.querySelector('#tulisan').value = 'Sejak Senin.'")
    screen.get_by_role("button", name="Lanjut di ponsel sendiri").tap()
    screen.locator(".qr--large svg").wait_for()
    made = context(chromium, "phone")
    page = made.new_page()
    page.goto(f"{running.url}{_scanned(screen)}")
    assert page.get_by_label("Atau dengan kata sendiri").input_value() == "Sejak Senin."
    assert page.locator("[name=kata]").nth(1).is_checked()
    made.close()


def _link(page: Page, running: Running) -> str:
    """The path in the QR that the touchscreen shows."""
    page.goto(f"{running.url}/kios/pengaduan/lama/ponsel")
    return _scanned(page)


def _scanned(page: Page) -> str:
    """That path, read as a phone's camera would."""
    picture = page.locator(".qr").screenshot()
    found = zxingcpp.read_barcodes(Image.open(io.BytesIO(picture)))
    return found[0].text.removeprefix("http://192.0.2.10")


def _made(running: Running, state: str) -> entry.Recorded:
    with running.inside():
        who, made = people(), entry.enter(wish())
        if state == "incomplete":
            handling.ask(made.complaint.id, "Loket yang mana, dan jam berapa?", who.rina)
        if state == "closed":
            handling.classify(made.complaint.id, "TIDAK_BERKADAR", who.rina)
            handling.report(made.complaint.id, "PELAYANAN", who.rina)
            handling.answer(made.complaint.id, "Loket kedua dibuka mulai besok.", who.bambang)
            handling.close(made.complaint.id, who.bambang)
        return made
