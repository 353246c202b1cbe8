"""A desk with a real browser: its page, and what axe finds on it."""

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.office import PASSWORD
from tests.running import Running

DESK = (1366, 768)
_AXE: dict[str, Any] = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}


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
    """Sign in and open the seat, connected."""
    page.goto(f"{office.url}/masuk?lanjut={seat}")
    page.fill("#username", username)
    page.fill("#password", PASSWORD)
    page.click("[type=submit]")
    page.wait_for_selector('[data-link="ok"]')
    return page


def flaws(page: Page) -> list[str]:
    """What axe finds, one line each."""
    found = Axe().run(page, options=_AXE).response["violations"]
    return [f"{one['id']}: {node['html'][:120]}" for one in found for node in one["nodes"]]


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


def name_taker(desk: Page, number: str) -> None:
    """The hand-over's form: no receipt, a KTP-el of that number, the old KK withdrawn."""
    desk.locator("#tanpa").select_option("left")
    for chosen in ("identity_kind", "old_kk"):
        desk.locator(f"#serah label:has([name={chosen}])").first.click()
    desk.locator("#identity").fill(number)
    for tick in desk.locator("#serah .tick-line input").all():
        tick.check()
