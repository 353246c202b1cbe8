"""A new admin sets an office up in a real browser, from the terminal's code to a ticket."""

import re
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.chromium import flaws
from tests.kiosk.seats.browser import out_of_sight, page_at, small_targets, wait_for_key
from tests.running import RUN_READY, Run

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

SECRET = "sandi-milik-sendiri"
SLOW_MS = 30_000
MOST_PAGES, MOST_ACTS = 12, 60
PEOPLE = (
    ("Sari Dewi", "sari", ("petugas_loket", "operator", "petugas_layanan_informasi")),
    ("Hasan Mustofa", "hasan", ("kasi_pelayanan_umum",)),
    ("Nasai", "nasai", ("sekretaris",)),
    ("Iwan Hadi", "iwan", ("camat",)),
)


class Hands:
    """The admin's hands: every field filled and everything pressed is counted."""

    def __init__(self, page: Page) -> None:
        self.page, self.acts, self.pages = page, 0, ["/mulai"]

    def fill(self, selector: str, text: str) -> None:
        self.acts += 1
        self.page.fill(selector, text)

    def press(self, name: str, role: str = "button") -> None:
        self.acts += 1
        self.page.get_by_role(role, name=name, exact=True).click()  # type: ignore[arg-type]

    def tick(self, role: str) -> None:
        self.acts += 1
        self.page.locator(f'.new [name="roles"][value="{role}"]').check()

    def arrives(self, heading: str) -> None:
        """The next page is there, and whole."""
        expect(self.page.locator("h1")).to_have_text(heading, timeout=SLOW_MS)
        self.page.wait_for_selector('[data-link="ok"]')
        place = self.page.url.partition("?")[0]
        if place != self.pages[-1]:
            step = f"Langkah {len(self.pages)} dari {MOST_PAGES - 1}"
            expect(self.page.locator(".step-now")).to_have_text(step)
            self.pages.append(place)
            found = (flaws(self.page), small_targets(self.page), out_of_sight(self.page))
            assert found == ([], [], []), heading


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Run]:
    """A fresh office on a Monday morning, as `./deploy/run` starts it."""
    made = Run(
        *("--data", str(tmp_path / "data"), "--now", "2026-11-23T09:00"),
        settings={"ANTREAN_PRACTICE": "true"},
    )
    try:
        made.read_until(RUN_READY)
        yield made
    finally:
        made.drop()


def test_an_office_that_keeps_the_defaults_is_set_up_within_twelve_pages_and_sixty_acts(
    office: Run, browser: Browser, tmp_path: Path
) -> None:
    stick = tmp_path / "stik"
    hands = Hands(page_at(browser))
    page = hands.page
    code = re.search(r"kode (\d{4} \d{4})", office.text)
    assert code, office.text
    page.goto(f"{office.url}/mulai")
    hands.fill("#kode", code[1])
    hands.fill("#nama", "Rina Wulandari")
    hands.fill("#sandi", SECRET)
    hands.fill("#sandi-lagi", SECRET)
    hands.press("Mulai")

    hands.arrives("Kantor")
    hands.press("Benar, lanjut")
    hands.arrives("Data standar")
    hands.press("Lanjut")
    hands.arrives("Layanan")
    hands.press("Benar, lanjut")
    hands.arrives("Loket")
    hands.press("Benar, lanjut")
    hands.arrives("Jam pelayanan")
    hands.press("Benar, lanjut")
    hands.arrives("Hari khusus")
    hands.press("Lanjut")

    hands.arrives("Orang")
    for name, username, roles in PEOPLE:
        hands.fill("#nama", name)
        hands.fill("#masuk", username)
        for role in roles:
            hands.tick(role)
        hands.press("Tambah")
        expect(page.locator(".secret")).to_contain_text(username)
    hands.press("Lanjut")

    hands.arrives("Pencetak")
    hands.press("Cetak karcis uji")
    trial = page.locator(".banner", has_text="Pencetak karcis")
    for _ in range(100):
        if "tercetak" in trial.inner_text():
            break
        page.reload()
    hands.press("Benar semua")
    hands.press("Pakai pencetak ini")
    expect(page.locator(".banner--ok")).to_contain_text("Sudah disimpan", timeout=SLOW_MS)
    hands.press("Lanjut")

    hands.arrives("Perangkat")
    expect(page.get_by_label("Suara", exact=True)).to_be_visible()
    hands.press("Lanjut")
    hands.arrives("Cadangan")
    stick.mkdir()
    hands.fill("#tempat", str(stick))
    hands.press("Pakai tempat ini")
    expect(page.locator(".banner--ok")).to_contain_text("Sudah disimpan", timeout=SLOW_MS)
    with page.context.expect_page() as sheet:
        hands.press("Buat kunci dan lembarnya")
    sheet.value.close()
    wait_for_key(page)
    hands.press("Cadangkan sekarang")
    for _ in range(100):
        if page.get_by_text("baris jurnal").count():
            break
        page.wait_for_timeout(200)
    expect(page.locator(".copies")).to_contain_text(str(stick))
    assert list(stick.glob("*-harian-*.age"))
    hands.press("Lanjut")
    hands.arrives("Yang masih kurang")
    hands.press("Selesai: halaman depan untuk warga")
    expect(page.locator("h1")).to_have_text("Ada yang dapat kami bantu?")

    assert len(hands.pages) == MOST_PAGES
    assert hands.acts <= MOST_ACTS, hands.acts
    press = {"service": "AMBIL", "touch": str(uuid4())}
    taken = page.request.post(f"{office.url}/api/v1/tickets", data=press)
    assert (taken.status, taken.json()["number"]) == (201, "K-001")
