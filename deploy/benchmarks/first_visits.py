"""What a first visit weighs, and how it goes on a computer six times slower than this one."""

from collections.abc import Iterator
from contextlib import closing
from typing import TYPE_CHECKING

from deploy import check
from deploy.benchmarks.figure import Figure, Goal
from deploy.benchmarks.plan import Plan
from deploy.benchmarks.presses import Client
from deploy.benchmarks.stage import Stage

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

_SLOWER = 6
_WATCH = """
  window.told = { paint: 0, loaded: 0, task: 0 };
  addEventListener('load', () => { told.loaded = performance.now(); });
  new PerformanceObserver((list) => {
    for (const one of list.getEntriesByName('first-contentful-paint')) told.paint = one.startTime;
  }).observe({ type: 'paint', buffered: true });
  new PerformanceObserver((list) => {
    for (const one of list.getEntries())
      if (told.loaded && one.startTime > told.loaded) told.task = Math.max(told.task, one.duration);
  }).observe({ type: 'longtask', buffered: true });
"""


def figures(stage: Stage, plan: Plan) -> Iterator[Figure]:
    """The citizen's page on a phone, the touchscreen and the board, each in a new browser."""
    with closing(Client(stage.place.port)) as client:
        token = stage.given.ticket(client)["token"]
    pages = (
        ("phone", f"/t/{token}", (390, 844), 45),
        ("touchscreen", "/kios", (1080, 1920), 150),
        ("board", "/papan", (1920, 1080), 150),
    )
    with check.chromium() as browser:
        for name, path, size, most in pages:
            url = f"http://127.0.0.1:{stage.place.port}{path}"
            weight = _weight(browser, url, size, plan.look_seconds)
            yield _figure(f"first visit by {name}", weight, "kB", most)
            paint, task = _slowly(browser, url, size, plan.look_seconds)
            slow = f"{name}, processor {_SLOWER} times slower"
            yield _figure(f"{slow}: first paint", paint, "ms", 2000)
            yield _figure(f"{slow}: longest task after load", task, "ms", 200)


def _figure(name: str, value: float, unit: str, most: float) -> Figure:
    return Figure(name, value, unit, None, 1, goal=Goal(most, of_value=True))


def _weight(browser: "Browser", url: str, size: tuple[int, int], seconds: float) -> float:
    page = _page(browser, size)
    got: list[float] = []
    network = page.context.new_cdp_session(page)
    network.on("Network.loadingFinished", lambda one: got.append(one["encodedDataLength"]))
    network.send("Network.enable")
    page.goto(url)
    page.wait_for_timeout(seconds * 1000)
    page.context.close()
    return sum(got) / 1000


def _slowly(
    browser: "Browser", url: str, size: tuple[int, int], seconds: float
) -> tuple[float, float]:
    page = _page(browser, size)
    page.add_init_script(_WATCH)
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": _SLOWER})
    page.goto(url)
    page.wait_for_timeout(2 * seconds * 1000)
    told = page.evaluate("told")
    page.context.close()
    return told["paint"], told["task"]


def _page(browser: "Browser", size: tuple[int, int]) -> "Page":
    width, height = size
    return browser.new_context(viewport={"width": width, "height": height}).new_page()
