"""A desk with a real browser: its page, and what is wrong with it."""

from typing import Any

from playwright.sync_api import Browser, Page

from tests.kk import KK_NUMBER, NIK
from tests.office import PASSWORD
from tests.running import Running

DESK = (1366, 768)
DESKS = [DESK, (1280, 720), (1920, 1080), (1024, 768)]


def page_at(chromium: Browser, size: tuple[int, int] = DESK) -> Page:
    """A page in a browser never used before."""
    context = chromium.new_context(
        viewport={"width": size[0], "height": size[1]},
        locale="id-ID",
        timezone_id="Asia/Jakarta",
        reduced_motion="reduce",
    )
    return context.new_page()


def sit_down(page: Page, office: Running, username: str, seat: str = "/loket") -> Page:
    """Sign in and open the seat, connected and with every script begun."""
    page.goto(f"{office.url}/masuk?lanjut={seat}")
    page.fill("#username", username)
    page.fill("#password", PASSWORD)
    page.click("[type=submit]")
    page.wait_for_selector('[data-link="ok"]')
    page.wait_for_load_state()
    return page


def wait_for_key(page: Page) -> None:
    """Look again until the recovery key is there, whose sheet a window beside this one makes."""
    for _ in range(60):
        if page.get_by_role("button", name="Buat kunci baru").count():
            return
        page.wait_for_timeout(500)
        page.reload()
    raise AssertionError("there is no key")


class Looker:
    """Looks at pages as anybody, each signed in once, in a window of their own."""

    def __init__(self, chromium: Browser) -> None:
        self.faults: list[str] = []
        self._chromium = chromium
        self._pages: dict[str, Page] = {}

    def at(self, office: Running, username: str, seat: str, size: tuple[int, int] = DESK) -> Page:
        """The seat as this person sees it, connected."""
        page = self._pages.get(username)
        if page is None:
            page = self._pages[username] = page_at(self._chromium, size)
            page.on("pageerror", lambda error: self.faults.append(str(error)))
            return sit_down(page, office, username, seat)
        page.set_viewport_size({"width": size[0], "height": size[1]})
        page.goto(f"{office.url}{seat}")
        page.wait_for_selector('[data-link="ok"]')
        return page

    def at_sizes(self, office: Running, username: str, seat: str, script: str) -> dict[str, Any]:
        """What the script finds on the seat in windows of the office's own sizes, where it does."""
        page, found = self.at(office, username, seat), {}
        for width, height in DESKS:
            page.set_viewport_size({"width": width, "height": height})
            if fault := page.evaluate(script):
                found[f"{seat} at {width} × {height}"] = fault
        return found


def small_targets(page: Page, least: int = 44) -> list[str]:
    """Buttons and links in sight that are too small to hit."""
    return page.eval_on_selector_all(
        "button, a[href], input:not([type=hidden]):not([type=radio]):not([type=checkbox])",
        """(all, least) => all.filter((one) => {
             const box = one.getBoundingClientRect();
             return box.width && !one.matches('.skip') && (box.height < least || box.width < least);
           }).map((one) => one.outerHTML.slice(0, 90))""",
        least,
    )


def out_of_sight(page: Page) -> list[str]:
    """Buttons of the counter that the window cuts off, and whatever makes it scroll sideways."""
    return page.evaluate(
        """() => {
          const cut = [...document.querySelectorAll('[data-press]')].filter((one) => {
            const box = one.getBoundingClientRect();
            return box.width && (box.bottom > innerHeight || box.right > innerWidth);
          }).map((one) => one.dataset.press);
          return document.documentElement.scrollWidth > innerWidth ? [...cut, 'sideways'] : cut;
        }"""
    )


# Presses that the window cuts off, and whether it scrolls sideways.
CUT_PRESSES = """() => {
  const cut = [...document.querySelectorAll('.file-end .btn, .intake-go')].filter((one) => {
    const box = one.getBoundingClientRect();
    return box.width && (box.right > innerWidth || (innerWidth > 1120 && box.bottom > innerHeight));
  }).map((one) => one.textContent.trim());
  return document.documentElement.scrollWidth > innerWidth ? [...cut, 'sideways'] : cut;
}"""


def write_intake(desk: Page, kind: str, nik: str = NIK, kk_number: str = KK_NUMBER) -> None:
    """The eight fields of a new file of that kind, not sent yet."""
    desk.locator(".kind", has_text=kind).click()
    for field, words in {
        "applicant": "Wati Percobaan",
        "nik": nik,
        "kk_number": kk_number,
        "head_of_family": "Joko Percobaan",
        "rt": "1",
        "rw": "2",
    }.items():
        desk.locator(f"#{field}").fill(words)
    desk.locator("#village").select_option("Kaliboto Lor")


def name_taker(desk: Page, number: str) -> None:
    """The hand-over's form: no receipt, a KTP-el of that number, the old KK withdrawn."""
    desk.locator("#tanpa").select_option("left")
    for chosen in ("identity_kind", "old_kk"):
        desk.locator(f"#serah label:has([name={chosen}])").first.click()
    desk.locator("#identity").fill(number)
    for tick in desk.locator("#serah .tick-line input").all():
        tick.check()
